"""Names across scripts: the official table for Chinese in hangul, keys, and scores."""

from __future__ import annotations

import pytest

from nlp.entities.linking import core_name, is_chinese_sound, is_pinyin_name, make_id
from nlp.entities.names import hangul_of_chinese, hangul_of_pinyin, pinyin_syllables, syllable_table
from nlp.entities.romanised import romanise
from nlp.entities.similarity import best_match, similarity
from nlp.entities.sino_korean import korean_reading
from nlp.tables import read_table, split_cell

# Invented people and well-known names of places and dishes; the hangul follows the rules' table.
HANGUL = [
    ("卢炎峰", "Lu Yanfeng", "루옌펑"),
    ("曾志远", "Zeng Zhiyuan", "쩡즈위안"),
    ("单雪琴", "Shan Xueqin", "산쉐친"),
    ("任国强", "Ren Guoqiang", "런궈창"),
    ("朱俊杰", "Zhu Junjie", "주쥔제"),
    ("熊秋雨", "Xiong Qiuyu", "슝추위"),
    ("翟思聪", "Zhai Sicong", "자이쓰충"),
    ("吕月娥", "Lü Yue'e", "뤼웨어"),
    ("阮文翠", "Ruan Wencui", "롼원추이"),
    ("彭尔康", "Peng Erkang", "펑얼캉"),
    ("石日升", "Shi Risheng", "스르성"),
    ("邹自在", "Zou Zizai", "쩌우쯔짜이"),
    ("宋绝伦", "Song Juelun", "쑹줴룬"),
    ("钱广云", "Qian Guangyun", "첸광윈"),
    ("王伟勇", "Wang Weiyong", "왕웨이융"),
    ("胡欧略", "Hu Oulüe", "후어우뤠"),
]


@pytest.mark.parametrize(("chinese", "pinyin", "hangul"), HANGUL, ids=[row[2] for row in HANGUL])
def test_hangul_by_the_table(chinese: str, pinyin: str, hangul: str) -> None:
    assert hangul_of_chinese(chinese, person=True) == hangul
    assert hangul_of_pinyin(pinyin) == hangul
    assert make_id(chinese, "PERSON") == make_id(pinyin, "PERSON") == make_id(hangul, "PERSON") == f"person:{hangul}"


def test_the_table_covers_mandarin() -> None:
    assert len(syllable_table()) == 409
    assert syllable_table()["ju"] == "쥐"
    assert syllable_table()["lv"] == "뤼"
    assert syllable_table()["jia"] == "자"
    assert syllable_table()["xia"] == "샤"


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("Xian", ("xian",)),
        ("Xi'an", ("xi", "an")),
        ("Zhangjiang", ("zhang", "jiang")),
        ("Business", None),
        ("Lü", ("lv",)),
    ],
)
def test_pinyin_is_cut_into_syllables(word: str, syllables: tuple[str, ...] | None) -> None:
    assert pinyin_syllables(word) == syllables


def test_family_name_last_is_the_same_person() -> None:
    assert make_id("Yanfeng Lu", "PERSON") == make_id("卢炎峰", "PERSON")


def test_family_readings_hold_for_people_alone() -> None:
    assert hangul_of_chinese("单车") == "단처"
    assert hangul_of_chinese("单车", person=True) == "산처"


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        ("卢炎峰", "루옌펑", 1.0, 1.0),
        ("熊秋雨", "시옹치우위", 0.4, 0.95),
        ("卢炎峰", "김철수", 0.0, 0.45),
        ("Zhipu AI", "ZhipuAI", 1.0, 1.0),
    ],
)
def test_similarity(left: str, right: str, low: float, high: float) -> None:
    assert low <= similarity(left, right, person=True) <= high


def test_best_match_among_distractors() -> None:
    names = [chinese for chinese, _, _ in HANGUL]
    for chinese, pinyin, hangul in HANGUL:
        for form in (pinyin, hangul):
            found = best_match(form, names, person=True)
            assert found is not None
            assert found[0] == chinese
    assert best_match("이순신", names, person=True) is None


@pytest.mark.parametrize(
    ("name", "core"),
    [("海岳新材股份有限公司", "海岳新材"), ("㈜가람누리", "가람누리"), ("有限公司", "有限公司")],
)
def test_core_name(name: str, core: str) -> None:
    assert core_name(name) == core


def test_short_names_of_companies_keep_their_characters() -> None:
    assert make_id("青禾", "ORG") == "org:青禾"
    assert make_id("青禾云帆股份有限公司", "ORG") == make_id("青禾云帆", "ORG") == "org:칭허윈판"


@pytest.mark.parametrize(
    ("text", "is_name"), [("Lu Yanfeng", True), ("Yanfeng Lu", True), ("Times Business", False), ("New York", False)]
)
def test_is_pinyin_name(text: str, is_name: bool) -> None:
    assert is_pinyin_name(text) is is_name


@pytest.mark.parametrize(
    ("text", "is_name"), [("루옌펑", True), ("왕웨이융", True), ("이사회", False), ("홍길동", False)]
)
def test_is_chinese_sound(text: str, is_name: bool) -> None:
    assert is_chinese_sound(text) is is_name


@pytest.mark.parametrize(
    ("characters", "person", "hangul"),
    [
        ("金度润", True, "김도윤"),
        ("金度潤", True, "김도윤"),
        ("李在贤", True, "이재현"),
        ("林娜莲", True, "임나련"),
        ("东洋重工业", False, "동양중공업"),
        ("金海", False, "금해"),
        ("成功率", False, "성공률"),
        ("比率", False, "비율"),
        ("旋律", False, "선율"),
        ("Li", False, None),
    ],
)
def test_korean_reading(characters: str, person: bool, hangul: str | None) -> None:
    assert korean_reading(characters, person) == hangul


@pytest.mark.parametrize(
    ("hangul", "person", "spellings"),
    [
        ("김도윤", True, {"kimdoyun", "gimdoyun", "kimdoyoon"}),
        ("이서준", True, {"leeseojun", "yiseojoon"}),
        ("최은경", True, {"choieunkyung", "choeeungyeong"}),
        ("남궁현우", True, {"namgunghyeonu"}),
        ("박인근", True, {"parkinkeun"}),
        ("한일", False, {"hanil"}),
        ("실라", False, {"silla"}),
        ("대구", False, {"daegu", "taegu"}),
        ("Kim", True, set()),
    ],
)
def test_romanise(hangul: str, person: bool, spellings: set[str]) -> None:
    assert spellings <= set(romanise(hangul, person))


@pytest.mark.parametrize(
    ("left", "right", "person", "floor"),
    [
        ("김도윤", "Kim Do-yoon", True, 1.0),
        ("김도윤", "Doyun Kim", True, 1.0),
        ("김도윤", "金度潤", True, 1.0),
        ("류현숙", "Ryu Hyun-sook", True, 0.9),
        ("화란커지", "화란테크놀로지", False, 1.0),
        ("华澜科技", "Hualan Technologies", False, 1.0),
        ("东洋证券", "동양증권", False, 1.0),
        ("동양증권", "Dongyang Securities", False, 0.9),
    ],
)
def test_what_the_rules_and_customs_give_scores_high(left: str, right: str, person: bool, floor: float) -> None:
    assert similarity(left, right, person) >= floor
    assert similarity(right, left, person) >= floor


def test_another_trade_is_another_company() -> None:
    assert similarity("华澜银行", "화란증권") < similarity("华澜银行", "화란은행") == 1.0


@pytest.mark.parametrize(
    "names",
    [
        ("华澜科技", "화란커지", "화란과기", "화란테크놀로지", "Hualan Technology"),
        ("远丰能源", "위안펑에너지", "Yuanfeng Energy"),
    ],
)
def test_translated_parts_give_one_id(names: tuple[str, ...]) -> None:
    assert len({make_id(name, "ORG") for name in names}) == 1


def test_a_form_is_that_of_one_part() -> None:
    rows = read_table("nlp.entities", "company_parts.tsv")
    for script in ("zh", "ko", "en"):
        forms = [form.lower() for row in rows for form in split_cell(row[script])]
        assert len(forms) == len(set(forms))
