"""How candidates for a holder stand among each other and in the text before."""

from __future__ import annotations

import pytest

from nlp.claims.scoring.standing import history, rivalry
from nlp.claims.sentence import SentenceContext, read_sentences
from nlp.periods import find_expressions
from nlp.quantities import find_quantities
from nlp.structure import read_structure
from nlp.text import fold


def sentences(text: str, lang: str) -> list[SentenceContext]:
    found = read_structure(text, lang).sentences
    quantities, times = find_quantities(text, lang), find_expressions(text, lang)
    return read_sentences(text, fold(text, lang), lang, found, quantities, times, [], None)


@pytest.mark.parametrize(
    ("lang", "text", "name", "anchor", "topic", "between", "within", "around"),
    [
        ("ko", "해솔전자는 매출 3조원, 온빛소재는 2조원을 냈다.", "해솔전자", "2조원", 1, 1, 0, 0),
        ("ko", "해솔전자는 매출 3조원, 온빛소재는 2조원을 냈다.", "온빛소재", "2조원", 1, 0, 0, 0),
        ("ko", "작년에 해솔전자의 공장을 온빛소재가 2조원에 샀다.", "해솔전자", "2조원", 0, 1, 0, 0),
        ("zh", "华澜科技收入3亿元，鸿岳精密收入2亿元。", "华澜科技", "2亿元", 1, 1, 0, 0),
        ("zh", "去年华澜科技收入3亿元，鸿岳精密的精密仪器收入2亿元。", "鸿岳精密", "2亿元", 1, 0, 0, 0),
        ("zh", "鸿岳精密仪器收入2亿元。", "鸿岳精密仪器", "2亿元", 1, 0, 1, 0),
        ("zh", "鸿岳精密仪器收入2亿元。", "精密仪器", "2亿元", 0, 0, 0, 1),
    ],
)
def test_rivals(
    lang: str, text: str, name: str, anchor: str, topic: int, between: int, within: int, around: int
) -> None:
    names = ("해솔전자", "온빛소재", "华澜科技", "鸿岳精密仪器", "精密仪器", "鸿岳精密")
    told = [one for one in names if one in text and not (one == "鸿岳精密" and "鸿岳精密仪器" in text)]
    spans = [(text.find(one), text.find(one) + len(one)) for one in told]
    (context,) = sentences(text, lang)
    row = rivalry(context, [*spans, None], text.find(anchor), [])[told.index(name)]
    assert [row[1], row[2], row[4], row[5]] == [topic, between, within, around]


def test_a_candidate_outside_the_sentence_has_no_rivals() -> None:
    (context,) = sentences("매출은 3조원이다.", "ko")
    assert rivalry(context, [None], 4, []) == [[-1.0] * 7]


@pytest.mark.parametrize(
    ("name", "ago", "number_behind", "first", "told_before", "same_paragraph"),
    [
        ("해솔전자", 2, 0, 0, 1, 0),
        ("온빛소재", 1, 1, 16, 1, 1),
        ("로봇", -1, -1, 38, 0, 1),
        (None, -1, -1, -1, -1, -1),
    ],
)
def test_what_was_told_before(
    name: str | None, ago: int, number_behind: int, first: int, told_before: int, same_paragraph: int
) -> None:
    text = "해솔전자가 공장을 지었다.\n\n온빛소재는 매출 3조원을 냈다. 이익은 로봇 부문의 2조원이다."
    found = sentences(text, "ko")
    row = history(found[-1], found[:-1], name)
    assert [row[0], row[4], row[6], row[8], row[9]] == [ago, number_behind, first, told_before, same_paragraph]
