"""Counts give the figures of SemEval-2013, and none where there is nothing to measure."""

from __future__ import annotations

import pytest

from nlp.evaluation.tally import Counts, add_up


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(), None, None, None),
        (Counts(spurious=2), 0, None, None),
        (Counts(missed=2), None, 0, 0),
        (Counts(correct=3, missed=1), 1, 0.75, 6 / 7),
        (Counts(correct=2, incorrect=1, missed=1, spurious=1), 0.5, 0.5, 0.5),
        (Counts(correct=1, partial=2, spurious=1), 0.5, 2 / 3, 4 / 7),
    ],
)
def test_figures(counts, precision, recall, f1):
    assert (counts.precision, counts.recall) == (precision, recall)
    assert counts.f1 == (None if f1 is None else pytest.approx(f1))


def test_counts_add_up():
    assert add_up([Counts(1, 2, 3, 4, 5), Counts(10, 0, 0, 0, 1)]) == Counts(11, 2, 3, 4, 6)
    assert add_up([]) == Counts()
