"""Segments: what is one across languages, and what only looks like it."""

from __future__ import annotations

import pytest

from nlp.events.segments import initial_sound, read_segment, related
from nlp.tables import read_table, split_cell

SAME = [
    ("教育业务", "교육 부문"),
    ("教育业务", "교육"),
    ("教育业务", "교육사업"),
    ("智慧教育", "스마트 교육 사업부"),
    ("教育業務", "教育业务"),
    ("开放平台", "개방형 플랫폼"),
    ("开放平台", "오픈플랫폼"),
    ("讯飞开放平台", "개방형 플랫폼"),
    ("开放平台及消费者业务", "개방형 플랫폼 및 소비자 사업"),
    ("智能硬件", "스마트 하드웨어"),
    ("汽车业务", "자동차 부문"),
    ("智慧城市", "스마트시티"),
    ("动力电池", "전기차 배터리"),
    ("储能系统", "ESS"),
    ("云计算", "클라우드"),
    ("云业务", "클라우드 사업"),
    ("AI芯片", "AI 칩"),
    ("人工智能芯片", "AI칩"),
    ("Azure", "Azure"),
    ("新能源车", "신에너지차"),
    ("存储芯片", "메모리반도체"),
    ("海外市场", "해외 시장"),
    ("10年期国债", "국채 10년물"),
    ("企业AI解决方案业务", "기업 AI 솔루션"),
    ("保险业务", "보험"),
    ("汽车零部件", "자동차 부품"),
    ("化妆品", "화장품"),
    ("港口", "항만"),
    ("医疗器械", "의료 기계"),
    ("旅客运输", "여객운수"),  # by readings alone, initial changed
    ("水产加工", "수산 가공"),
    ("B轮融资", "시리즈 B 융자"),
    ("負責半導體的DS部門", "반도체(DS) 부문"),
    ("搜索平台", "서치플랫폼"),
    ("石油化学业务", "석유화학 부문"),
    ("尖端材料", "첨단소재"),
    ("创新药", "신약"),
    ("国际航线", "국제선"),
    ("二手车", "중고차"),
    ("百货", "백화점 사업"),
    ("NAND闪存", "낸드플래시"),
    ("越南市场", "베트남"),
    ("培育业务", "성장사업"),
]
DIFFERENT = [
    ("教育业务", "의료 부문"),
    ("开放平台", "开放平台及消费者业务"),
    ("新增开发者", "개발자"),
    ("汽车", "승용차"),
    ("乘用车", "상용차"),
    ("国内", "해외"),
    ("云", "클라우드 인텔리전스"),
    ("10年期国债", "국채 30년물"),
    ("HBM3", "HBM4"),
    ("5G", "6G"),
    ("教育产品和服务", "教育"),
    ("第一工厂", "第二工厂"),
    ("제1공장", "제2공장"),
    ("진천 공장", "인천 공장"),
    ("出口", "수입"),
    ("과자", "자"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same(a: str, b: str) -> None:
    assert read_segment(a, "科大讯飞").key == read_segment(b, "科大讯飞").key


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different(a: str, b: str) -> None:
    assert read_segment(a, "科大讯飞").key != read_segment(b, "科大讯飞").key


@pytest.mark.parametrize(
    ("segment", "subject", "same_as"),
    [
        ("讯飞开放平台", "科大讯飞", "开放平台"),
        ("삼성전자 반도체", "삼성전자", "반도체"),
        ("Apple Watch", "Apple", "watch"),
        ("자동차 부품", "현대자동차", "汽车零部件"),  # a word of its own, though the name has it too
        ("业务", "", "业务"),
        ("科大讯飞", "科大讯飞", "科大讯飞"),
    ],
)
def test_subject_is_cut_from_the_head(segment: str, subject: str, same_as: str) -> None:
    assert read_segment(segment, subject).key == read_segment(same_as).key


@pytest.mark.parametrize(
    ("a", "b", "one_shared", "expected"),
    [
        ("大模型研发", "대형 모델", False, True),
        ("大模型研发以及核心技术自主可控", "대형 모델의 구현 및 확장", True, True),
        ("大模型研发以及核心技术自主可控", "대형 모델의 구현 및 확장", False, False),
        ("教育产品和服务", "교육", False, True),
        ("教育", "의료", True, False),
        ("星火", "Xinghuo", False, True),
        ("星火", "Spark", False, False),
    ],
)
def test_related(a: str, b: str, one_shared: bool, expected: bool) -> None:
    assert related(read_segment(a), read_segment(b), one_shared) is expected
    assert related(read_segment(b), read_segment(a), one_shared) is expected


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("려행", "여행"),
        ("로동", "노동"),
        ("녀성", "여성"),
        ("내수", "내수"),
        ("력", "역"),
        ("랭동", "냉동"),
        ("abc", "abc"),
    ],
)
def test_initial_sound(reading: str, expected: str) -> None:
    assert initial_sound(reading) == expected


def test_table_gives_each_spelling_one_code() -> None:
    seen: dict[str, str] = {}
    for row in read_table("nlp.events", "segments.tsv"):
        for lang in ("zh", "ko"):
            for word in split_cell(row[lang]):
                assert seen.setdefault(word.casefold().replace(" ", ""), row["code"]) == row["code"], word


def test_every_line_of_the_table_joins_its_spellings() -> None:
    for row in read_table("nlp.events", "segments.tsv"):
        if row["code"] == "-":
            continue
        spellings = [word for lang in ("zh", "ko") for word in split_cell(row[lang])]
        assert {read_segment(word).key for word in spellings} == {frozenset({row["code"]})}, row["code"]


def test_long_segments_take_linear_time() -> None:
    assert read_segment("教" * 20000)
    assert read_segment("1.2.3" * 20000)


def test_no_spelling_has_two_codes() -> None:
    seen: dict[str, str] = {}
    for row in read_table("nlp.events", "segments.tsv"):
        for lang in ("zh", "ko"):
            for spelling in split_cell(row[lang]):
                folded = spelling.replace(" ", "").casefold()
                assert seen.setdefault(folded, row["code"]) == row["code"], spelling
