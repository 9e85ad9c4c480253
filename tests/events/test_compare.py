"""Interval logic: what agrees, what can hold together, what contradicts."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.events.compare import Stated, compare, largest_agreement, overlap, sharpest, span, state
from tests.events.helper import value


def read(text: str) -> Stated:
    result = state(**value(text))
    assert result is not None
    return result


# two statements, what they are to each other, and why
PAIRS = [
    ("7357万", "7357.2万", "agree", "rounds to it"),
    ("7357.4万", "7357万", "agree", "rounds to it"),
    ("7357.6万", "7357万", "conflict", "rounds to 7358"),
    ("7357万", "7358万", "conflict", "one step apart at the same precision"),
    ("4.0亿", "4.1亿", "conflict", "one step apart at the same precision"),
    ("93亿", "93.25亿", "agree", "the headline rounds"),
    ("93.25亿", "93.25亿", "agree", "equal"),
    ("93.25亿", "-93.25亿", "conflict", "a profit is no loss"),
    ("~3.5", "3.4972", "agree", "hedged, and rounds to it anyway"),
    ("~3.5", "3.4", "agree", "hedged: a whole step"),
    ("~3.5", "3.3", "conflict", "a hedge is no percentage"),
    ("~230亿", "228.9亿", "agree", "hedged: read to two figures"),
    ("230亿", "228.9亿", "conflict", "without a hedge every digit counts"),
    ("~1000", "1031", "agree", "hedged: read to two figures"),
    ("~1000", "1100", "conflict", "too far even for a hedge"),
    ("~1.23亿", "1.2385亿", "agree", "hedged: a whole step"),
    ("1.23亿", "1.2385亿", "conflict", "rounds to 1.24"),
    ("4亿", "3.8亿..4.6亿", "consistent", "inside the range"),
    ("-4亿", "-4.6亿..-3.8亿", "consistent", "inside the range of losses"),
    ("3.75亿", "3.8亿..4.6亿", "conflict", "below the range"),
    ("3.8亿", "3.8亿..4.6亿", "consistent", "on the edge of the range"),
    ("18.91", "15..20", "consistent", "inside the range"),
    ("15..20", "15..20", "agree", "equal ranges"),
    ("15..20", "18..25", "consistent", "ranges that meet"),
    ("15..20", "20..25", "consistent", "ranges that touch"),
    ("15..20", "21..25", "conflict", "ranges apart"),
    (">6.5亿", ">6.50亿", "agree", "equal bounds"),
    (">6.5亿", "7.4亿", "consistent", "a bound holds the value"),
    (">6.5亿", "6.5亿", "consistent", "rounding leaves room above"),
    (">6.5亿", "6.4亿", "conflict", "below the bound"),
    (">6.5亿", ">6亿", "consistent", "both bounds can hold"),
    (">6.5亿", "<7亿", "consistent", "bounds that leave room"),
    (">6.5亿", "<6亿", "conflict", "bounds that exclude each other"),
    ("<200亿", "196.50亿", "consistent", "below the bound"),
    ("<200亿", "233.43亿", "conflict", "above the bound"),
    ("0", "0.0", "agree", "nothing is nothing"),
    ("0", "1", "conflict", "one step apart"),
    ("-720", "-725.24..-616.50", "consistent", "a fall inside the range"),
]


@pytest.mark.parametrize(("a", "b", "expected", "why"), PAIRS, ids=[f"{a} {b}" for a, b, _, _ in PAIRS])
def test_compare(a: str, b: str, expected: str, why: str) -> None:
    assert compare(read(a), read(b)) == expected, why
    assert compare(read(b), read(a)) == expected, why


@pytest.mark.parametrize(
    ("low", "decimals", "other", "other_decimals", "expected"),
    [
        ("73570000", None, "73572000", None, "agree"),  # the digits show the precision
        ("400000000", None, "460000000", None, "conflict"),  # a round number is read to two figures
        ("1000", None, "1040", 0, "agree"),
        ("1000", 0, "1040", 0, "conflict"),
        ("9325000000", -6, "9300000000", -8, "agree"),
    ],
)
def test_precision_comes_from_the_digits_where_it_is_not_told(
    low: str, decimals: int | None, other: str, other_decimals: int | None, expected: str
) -> None:
    a = state(Decimal(low), Decimal(low), "exact", decimals)
    b = state(Decimal(other), Decimal(other), "exact", other_decimals)
    assert a and b and compare(a, b) == expected


def test_a_claim_without_a_value_states_nothing() -> None:
    assert state(None, None, "exact", None) is None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["7357万", "7357.2万", "0.74亿"], ("73572000", "73572000")),
        (["-4亿", "-4.6亿..-3.8亿"], ("-400000000", "-400000000")),
        (["<200亿", "196.50亿"], ("19650000000", "19650000000")),
        (["15..20", "18..19"], ("18", "19")),
        ([">6亿", ">6.5亿"], ("650000000", None)),
        ([">6亿", "<7亿"], ("600000000", "700000000")),
        (["~230亿", "228.9亿"], ("22890000000", "22890000000")),
    ],
)
def test_sharpest(texts: list[str], expected: tuple[str, str | None]) -> None:
    low, high = sharpest([read(text) for text in texts])
    assert (low, high) == tuple(None if bound is None else Decimal(bound) for bound in expected)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["3亿", "5亿"], ("300000000", "500000000")),
        (["3亿", ">5亿"], ("300000000", None)),
        (["1..2", "4"], ("1", "4")),
        (["<3", "-2", "7"], (None, "7")),
    ],
)
def test_span(texts: list[str], expected: tuple[str | None, str | None]) -> None:
    low, high = span(read(text) for text in texts)
    assert (low, high) == tuple(None if bound is None else Decimal(bound) for bound in expected)


@pytest.mark.parametrize(
    ("texts", "sources", "expected"),
    [
        (["5.2", "5.2", "6.1"], "abc", [0, 1]),
        (["5.2", "6.1", "6.12"], "abc", [1, 2]),
        (["5.2", "5.2", "5.2", "6.1", "6.1"], "aaabc", [3, 4]),  # sources count, not repetitions
        (["4", "3.8..4.6", "9"], "abc", [0, 1]),
        ([">6", "7", "<5"], "abc", [0, 1]),
        (["1", "2"], "ab", [0]),
        (["7"], "a", [0]),
    ],
)
def test_largest_agreement(texts: list[str], sources: str, expected: list[int]) -> None:
    assert largest_agreement([read(text) for text in texts], list(sources)) == expected


FIGURES = st.builds(
    lambda low, more, qualifier, decimals: state(
        None if qualifier == "at_most" else Decimal(low),
        None if qualifier == "at_least" else Decimal(low + (more if qualifier == "range" else 0)),
        qualifier,
        decimals,
    ),
    st.integers(-60, 60),
    st.integers(1, 9),
    st.sampled_from(["exact", "approx", "at_least", "at_most", "range"]),
    st.sampled_from([None, -1, 0, 1]),
)


@given(st.lists(FIGURES, min_size=1, max_size=7))
def test_all_overlap_exactly_where_all_pairs_do(values: list[Stated]) -> None:
    assert overlap(values) == all(overlap(pair) for pair in combinations(values, 2))


@given(st.lists(FIGURES, min_size=1, max_size=7), st.randoms())
def test_largest_agreement_holds_together_and_is_largest(values: list[Stated], random: object) -> None:
    sources = [str(index) for index in range(len(values))]
    found = largest_agreement(values, sources)
    assert overlap(values[index] for index in found)
    sizes = [n for n in range(1, len(values) + 1) if any(overlap(group) for group in combinations(values, n))]
    assert len(found) == max(sizes)


@given(FIGURES, FIGURES)
def test_compare_is_symmetric(a: Stated, b: Stated) -> None:
    assert compare(a, b) == compare(b, a)
    assert compare(a, a) == "agree"
