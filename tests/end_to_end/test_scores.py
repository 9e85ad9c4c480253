"""Floors of quality on the real articles: a change that falls below one is a step back, whatever else it does."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

FLOORS = {"value": 0.85, "measure": 0.65, "full": 0.5}
PAIRS_FLOOR = 4

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def scores(shared, seeds_run) -> dict:
    return load_scorer(shared).score(shared / "gold", seeds_run)[0]


def load_scorer(shared) -> ModuleType:
    spec = importlib.util.spec_from_file_location("acceptance_score", shared / "contract" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("level", sorted(FLOORS))
def test_f1_on_the_real_articles(scores, level):
    assert scores[level]["f1"] >= FLOORS[level], scores[level]


def test_pairs_across_languages(scores):
    assert scores["pairs"]["found"] >= PAIRS_FLOOR, scores["pairs"]


def test_no_article_is_missing(scores):
    assert scores["missing_documents"] == []
