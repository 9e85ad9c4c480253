"""The assignment is the best one that there is, whatever the order in which its edges are told."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.evaluation.assignment import best_assignment

WEIGHTS = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=12)


def total(weights: dict[tuple[int, int], int], chosen: dict[int, int]) -> int:
    return sum(weights[pair] for pair in chosen.items())


def best_by_trying(weights: dict[tuple[int, int], int]) -> int:
    return max(
        sum(weights.get((row, column), 0) for row, column in enumerate(columns)) for columns in permutations(range(5))
    )


@pytest.mark.parametrize(
    ("weights", "chosen"),
    [
        ({}, {}),
        ({(0, 0): 1}, {0: 0}),
        ({(0, 0): 3, (0, 1): 2, (1, 0): 2}, {0: 1, 1: 0}),  # the first to come would take what the other needs
        ({(0, 0): 5, (0, 1): 2, (1, 0): 2}, {0: 0}),  # one pair may weigh more than two
        ({(0, 5): 1, (1, 5): 2, (2, 5): 3}, {2: 5}),  # more rows than columns
        ({(7, 9): 1 << 200, (8, 9): (1 << 200) + 1}, {8: 9}),  # exact where a float would not be
    ],
)
def test_cases(weights, chosen):
    assert best_assignment(weights) == chosen


@given(WEIGHTS)
def test_no_other_assignment_weighs_more(weights):
    chosen = best_assignment(weights)
    assert len(set(chosen.values())) == len(chosen)
    assert total(weights, chosen) == best_by_trying(weights)


@given(WEIGHTS, st.randoms())
def test_the_order_of_the_edges_changes_nothing(weights, dice):
    edges = list(weights.items())
    dice.shuffle(edges)
    assert best_assignment(dict(edges)) == best_assignment(weights)
