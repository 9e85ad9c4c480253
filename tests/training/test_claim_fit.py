"""Fitting the scorer of claims: candidates that compete learn to share one chance, and the graphs say what was fitted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("lightgbm", reason="needs the extra `train`")

from nlp.claims.scoring.judge import DECISIONS, Row
from nlp.claims.scoring.scorer import CONFIDENCE, Scorer, graph_name
from nlp.training.claim_confidence import Observed, fit_confidence
from nlp.training.claim_examples import Example
from nlp.training.claim_export import to_graph, trees_graph
from nlp.training.claim_fit import FitConfig, fit

CONFIG = FitConfig(
    seed=7, ridge=1.0, word_steps=10, rounds=30, patience=5, learning_rate=0.2, leaves=4, least_in_leaf=2,
    feature_share=1.0, row_share=1.0, leaf_ridge=1.0, bins=63,
)  # fmt: skip


def example(number: int) -> Example:
    """Three candidates, of which the one nearest to the number is right: a comparison that no candidate shows alone."""
    near, middle, far = (float(number % 7 + step) for step in (1, 3, 6))
    right = number % 3
    distances = [[middle, near, far][(place - right + 1) % 3] for place in range(3)]
    numbers = np.array([[distance, distance - min(distances)] for distance in distances], dtype=np.float32)
    words = [[place] for place in range(3)]
    return Example(f"doc-{number}", "metric", numbers, words, np.array([place == right for place in range(3)]))


def test_candidates_share_one_chance_and_the_graph_says_what_was_fitted(tmp_path: Path) -> None:
    training, tuning = [example(number) for number in range(120)], [example(number) for number in range(120, 160)]
    graph = to_graph(fit(training, tuning, CONFIG)).SerializeToString()
    for decision in DECISIONS:
        (tmp_path / graph_name(decision)).write_bytes(graph)
    scorer = Scorer(tmp_path, {"clues": [], "above": 1.0, "below": 1.0, "offset": 0.0})
    for one in tuning:
        rows = [Row([float(value) for value in line], []) for line in one.numbers]
        verdict = scorer.choose("metric", (0, 1), rows, rows)
        assert one.right[verdict.index]
        assert sum(verdict.chances) == pytest.approx(1.0, abs=1e-5)


def test_confidence_follows_how_often_such_measures_were_right(tmp_path: Path) -> None:
    graph = to_graph(fit([example(n) for n in range(60)], [example(n) for n in range(60, 80)], CONFIG))
    for decision in DECISIONS:
        (tmp_path / graph_name(decision)).write_bytes(graph.SerializeToString())
    observed = [
        Observed({"least": float(n % 2), "numbers": float(n % 5)}, n % 2 == 1 or n % 10 == 0) for n in range(400)
    ]
    fitted = fit_confidence(observed[:300], observed[300:], CONFIG)
    (tmp_path / graph_name(CONFIDENCE)).write_bytes(trees_graph(fitted.trees, len(fitted.names)).SerializeToString())
    scorer = Scorer(
        tmp_path, {"clues": fitted.names, "above": fitted.above, "below": fitted.below, "offset": fitted.offset}
    )
    sure, unsure = (scorer.confidence({"least": least, "numbers": 2.0}) for least in (1.0, 0.0))
    assert sure > 0.9
    assert unsure < 0.5
