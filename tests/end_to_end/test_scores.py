"""Floors of quality on the real articles, and our figures beside those of the acceptance scorer: they are the same."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from nlp.batch import read_results
from nlp.evaluation.score import Evaluation, evaluate
from nlp.evaluation.tally import Counts

FLOORS = {"value": 0.85, "measure": 0.65, "full": 0.5}
PAIRS_FLOOR = 6
LAYERS = ("value", "measure", "full", "entities", "statements")

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def scorer(shared) -> ModuleType:
    spec = importlib.util.spec_from_file_location("acceptance_score", shared / "contract" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scores(scorer, shared, seeds_run) -> dict:
    return scorer.score(shared / "gold", seeds_run)[0]


@pytest.mark.parametrize("level", sorted(FLOORS))
def test_f1_on_the_real_articles(scores, level):
    assert scores[level]["f1"] >= FLOORS[level], scores[level]


def test_pairs_across_languages(scores):
    assert scores["pairs"]["right_relation"] >= PAIRS_FLOOR, scores["pairs"]
    assert scores["pairs"]["wrongly_joined"] == 0


def test_no_article_is_missing(scores):
    assert scores["missing_documents"] == []


def rounded(share: float | None) -> float:
    return round(share or 0.0, 4)  # the acceptance scorer writes 0.0 where there is nothing to measure


def figures(counts: Counts) -> dict[str, float]:
    return {
        "precision": rounded(counts.precision),
        "recall": rounded(counts.recall),
        "f1": rounded(counts.f1),
        "required": counts.required,
        "wrong": counts.spurious,
    }


def pairs_of(scored: Evaluation, theirs: dict) -> dict[str, int]:
    joined, related = scored.total("pairs"), scored.total("relations")
    return {
        "required": joined.required,
        "found": joined.correct,
        "right_relation": related.correct,
        "wrongly_joined": joined.spurious,
        "not_pairs": theirs["not_pairs"],
    }


@pytest.mark.parametrize(
    ("gold", "made"),
    [
        ("shared/gold", "seeds_run"),
        ("shared/gold/paragraphs/ko.jsonl", "paragraphs_run"),
        ("shared/gold/paragraphs/zh.jsonl", "paragraphs_run"),
        ("corpora/sample-gold", "sample_run"),
        ("corpora/gold", "gold_run"),
        ("corpora/pages", "pages_run"),
    ],
)
def test_our_figures_are_those_of_the_acceptance_scorer(request, scorer, repository, shared, gold, made):
    place = (shared.parent if gold.startswith("shared") else repository) / Path(gold)
    out = request.getfixturevalue(made)
    theirs, scored = scorer.score(place, out)[0], evaluate(place, read_results(out))
    assert {layer: figures(scored.total(layer)) for layer in LAYERS} == {layer: theirs[layer] for layer in LAYERS}
    by_language = scored.by("language")
    assert {
        lang: {level: rounded(by_language[lang][level].f1) for level in levels}
        for lang, levels in theirs["by_language"].items()
    } == theirs["by_language"]
    linking = scored.total("linking")
    assert {"share": rounded(linking.recall), "pairs": linking.required} == theirs["linking"]
    if "pairs" in theirs:
        assert pairs_of(scored, theirs["pairs"]) == theirs["pairs"]
    assert list(scored.missing) == theirs["missing_documents"]


@pytest.mark.parametrize("made", ["seeds_run", "paragraphs_run"])
def test_each_mistake_is_listed_that_lowers_a_figure(request, shared, made):
    place = shared / "gold" if made == "seeds_run" else shared / "gold" / "paragraphs"
    scored = evaluate(place, read_results(request.getfixturevalue(made)))
    for layer, counted in (("full", "full"), ("statements", "statements"), ("mentions", "mentions: strict")):
        counts = scored.total(counted)
        listed = [mistake for mistake in scored.mistakes if mistake.layer == layer]
        assert sum(m.count for m in listed if m.lost) == counts.missed + counts.incorrect, layer
        assert sum(m.count for m in listed if m.wrong) == counts.spurious + counts.incorrect, layer
