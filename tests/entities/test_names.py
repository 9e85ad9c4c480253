"""Names across scripts: the official table for Chinese in hangul, keys, and scores."""

from __future__ import annotations

import pytest

from nlp.entities.linking import core_name, is_chinese_sound, is_pinyin_name, make_id
from nlp.entities.names import (
    best_match,
    hangul_of_chinese,
    hangul_of_pinyin,
    pinyin_syllables,
    similarity,
    syllable_table,
)

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
