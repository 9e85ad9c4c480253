"""The shipped model finds names, wherever they stand, and says the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.entities import find_entities
from nlp.entities.candidates import make_view
from nlp.entities.recogniser import load_recogniser, shipped_model

TEXTS = {
    "zh": "海雁新材料公司董事长郑云岚在苏州表示，公司今年收入将增长两成。云帆科技则在广州设立了研究院。",
    "ko": "구름돛전자 김하늘 대표는 부산에서 열린 설명회에서 올해 매출이 늘 것이라고 말했다.",
}


def names(text: str, lang: str) -> list[tuple[str, str]]:
    view = make_view(text, lang)
    return [(text[c.start : c.end], c.label) for c in load_recogniser(shipped_model())(view)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "郑云岚昨天抵达苏州。", [("郑云岚", "PERSON"), ("苏州", "LOC")]),
        ("zh", "鄭雲嵐昨天抵達蘇州。", [("鄭雲嵐", "PERSON"), ("蘇州", "LOC")]),
        ("ko", "김하늘 씨는 부산에서 일한다.", [("김하늘", "PERSON"), ("부산", "LOC")]),
        ("zh", "今年收入增长了两成。", []),
        ("zh", "", []),
        ("ko", " \n ", []),
    ],
)
def test_names(lang, text, expected):
    assert names(text, lang) == expected


@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_a_sentence_is_read_alike_whatever_stands_around_it(lang):
    text, other = TEXTS[lang], TEXTS["ko" if lang == "zh" else "zh"]
    assert names(f"{other}\n{text}\n{other}", lang)[len(names(other, lang)) :][: len(names(text, lang))] == names(
        text, lang
    )


def test_certainties_are_chances():
    view = make_view(TEXTS["zh"], "zh")
    scores = [candidate.score for candidate in load_recogniser(shipped_model())(view)]
    assert scores
    assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["\ud800云帆", "🙂" * 300, "ABC" * 500, "\u0000", "İstanbul'da"])
def test_odd_characters_do_no_harm(text):
    view = make_view(text, "zh")
    assert all(0 <= c.start < c.end <= len(text) for c in load_recogniser(shipped_model())(view))


def test_scores_are_finite():
    view = make_view(TEXTS["ko"], "ko")
    ((_, scores),) = load_recogniser(shipped_model()).reader.read(view, [(0, len(view.text))])
    assert scores.shape[0] == len(view.text)
    assert np.isfinite(scores).all()


@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_the_model_adds_to_what_rules_find(lang):
    ruled = {mention.text for mention in find_entities(TEXTS[lang], lang)}
    model = load_recogniser(shipped_model())
    both = {mention.text for mention in find_entities(TEXTS[lang], lang, sources=[model])}
    assert both > ruled or both == ruled != set()
