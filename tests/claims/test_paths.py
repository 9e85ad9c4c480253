"""What stands between a name and a number, as the scorer is told it, and what a name is like."""

from __future__ import annotations

import pytest

from nlp.claims.scoring.paths import Skeleton, words_of_path
from nlp.claims.scoring.senses import UNKNOWN, sense
from nlp.claims.sentence import read_sentences
from nlp.periods import find_expressions
from nlp.quantities import find_quantities
from nlp.structure import read_structure
from nlp.text import fold


def skeleton(text: str, lang: str) -> Skeleton:
    found = read_structure(text, lang).sentences
    quantities, times = find_quantities(text, lang), find_expressions(text, lang)
    (context,) = read_sentences(text, fold(text, lang), lang, found, quantities, times, [], None)
    return Skeleton(context)


@pytest.mark.parametrize(
    ("lang", "text", "left", "right", "path"),
    [
        ("zh", "华澜科技去年的营收增长了3.2亿元。", "华澜科技", "3.2亿元", "T 的 M up 了"),
        ("zh", "玉米（每吨2400元）涨价。", "玉米", "2400元", "( 每 吨"),
        ("ko", "해솔전자는 지난해 매출이 3조원으로 늘었다.", "해솔전자", "3조원", "는 T M 이"),
        ("ko", "온빛소재(2조원)보다 많다.", "온빛소재", "2조원", "("),
        ("ko", "매출 3조원, 이익 2조원을 냈다.", "매출", "2조원", "#10 , M"),
    ],
)
def test_the_path_from_a_name_to_a_number(lang: str, text: str, left: str, right: str, path: str) -> None:
    start = text.find(left) + len(left)
    assert skeleton(text, lang).between(start, text.find(right)) == path.split()


def test_a_short_path_is_told_whole_and_a_long_one_by_its_ends() -> None:
    text = "해솔전자는 지난해 매출이 3조원으로 늘었다."
    near = words_of_path(skeleton(text, "ko"), "s", 4, text.find("3조원"))
    assert {"s4", "s=는 T M 이", "s<는", "s>이", "s~M", "s~T M"} <= set(near)
    long = "해솔전자는 " + "새로 지은 넓고 밝은 공장과 " * 6 + "매출 3조원을 자랑한다."
    far = words_of_path(skeleton(long, "ko"), "s", 4, long.find("3조원"))
    assert "sfar" in far
    assert "s<는" in far
    assert "s>M" in far
    assert not any(word.startswith("s=") for word in far)


@pytest.mark.parametrize(
    ("lang", "one", "like", "unlike"),
    [
        ("zh", "水泥", "煤炭", "浙江"),
        ("zh", "山西", "江苏", "公司"),
        ("zh", "华东地区的水泥", "水泥", "影响"),
        ("ko", "배추", "원유", "경기도"),
        ("ko", "국산 배추", "배추", "수준"),
        ("ko", "삼성전자", "네이버", "정도"),
    ],
)
def test_words_in_like_places_have_like_senses(lang: str, one: str, like: str, unlike: str) -> None:
    assert sense(lang, one).coarse == sense(lang, like).coarse
    assert sense(lang, one).coarse != sense(lang, unlike).coarse


def test_a_name_of_no_known_word_has_no_sense() -> None:
    assert sense("zh", "Ξξ") == UNKNOWN
    assert sense("ko", "") == UNKNOWN
