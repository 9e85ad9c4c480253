"""Half-years and their quarters: what adds up, what does not, and what is no sum."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from nlp.events import build_events
from nlp.events.sums import find_sums
from nlp.notes.digest import digest, gather_sources
from tests.events.helper import article, claim

ARTICLES = [article("zh1", "2025-03-01"), article("ko1", "2025-03-02")]
Q1, Q2, H1 = ("zh1", "3.0亿", "Revenue", "2024Q1"), ("zh1", "4.02亿", "Revenue", "2024Q2"), "2024H1"
FORECAST: dict[str, Any] = {"modality": "forecast"}

# name; claims; what is found: number of parts, total, whether it fits
CASES: list[tuple[str, list[tuple[Any, ...]], list[tuple[int, str, bool]]]] = [
    ("two quarters make the half", [Q1, Q2, ("ko1", "7.0亿", "Revenue", H1)], [(2, "702000000", True)]),
    ("within the precision of each", [Q1, Q2, ("ko1", "7.06亿", "Revenue", H1)], [(2, "702000000", True)]),
    ("they do not make it", [Q1, Q2, ("ko1", "7.5亿", "Revenue", H1)], [(2, "702000000", False)]),
    ("a quarter is missing", [Q1, ("ko1", "7.0亿", "Revenue", H1)], []),
    (
        "the fewest parts",
        [
            Q1,
            Q2,
            ("zh1", "7.0亿", "Revenue", H1),
            ("zh1", "8.0亿", "Revenue", "2024H2"),
            ("ko1", "15.0亿", "Revenue", "2024"),
        ],
        [(2, "702000000", True), (2, "1500000000", True)],
    ),
    (
        "a loss and a profit",
        [
            ("zh1", "-1.00亿", "ProfitLoss", "2024Q1"),
            ("zh1", "3.00亿", "ProfitLoss", "2024Q2"),
            ("ko1", "2.0亿", "ProfitLoss", H1),
        ],
        [(2, "200000000", True)],
    ),
    (
        "ratios do not add up",
        [
            ("zh1", "30", "GrossMargin", "2024Q1", {"unit": "percent"}),
            ("zh1", "31", "GrossMargin", "2024Q2", {"unit": "percent"}),
            ("zh1", "61", "GrossMargin", H1, {"unit": "percent"}),
        ],
        [],
    ),
    ("nor do stocks", [("zh1", "3.0亿", "TotalAssets", "2024Q1"), ("zh1", "4.0亿", "TotalAssets", H1)], []),
    ("another currency", [Q1, Q2, ("ko1", "7.0亿", "Revenue", H1, {"unit": "KRW"})], []),
    ("another segment", [Q1, Q2, ("ko1", "7.0亿", "Revenue", H1, {"segment": "교육"})], []),
    ("a forecast is no part", [Q1, (*Q2, FORECAST), ("ko1", "7.0亿", "Revenue", H1)], []),
    ("a bound is no part", [Q1, ("zh1", ">4.0亿", "Revenue", "2024Q2"), ("ko1", "7.0亿", "Revenue", H1)], []),
    (
        "what is disputed is no part",
        [Q1, Q2, ("ko1", "4.5亿", "Revenue", "2024Q2"), ("ko1", "7.0亿", "Revenue", H1)],
        [],
    ),
    ("another company", [Q1, Q2, ("ko1", "7.0亿", "Revenue", H1, {"subject_id": "Q2"})], []),
]


@pytest.mark.parametrize(("name", "given", "expected"), CASES, ids=[name for name, _, _ in CASES])
def test_sums(name: str, given: list[tuple[Any, ...]], expected: list[tuple[int, str, bool]]) -> None:
    claims = [claim(*row[:4], **(row[4] if len(row) > 4 else {})) for row in given]
    found = find_sums(build_events(claims, ARTICLES), {one.claim_id: one for one in claims})
    assert [(len(one.parts), one.total, one.fits) for one in found] == [(n, Decimal(t), f) for n, t, f in expected]


def test_parts_are_not_joined_with_the_whole() -> None:
    claims = [claim(*Q1), claim(*Q2), claim("ko1", "7.0亿", "Revenue", H1)]
    assert [len(fact.claim_ids) for event in build_events(claims, ARTICLES) for fact in event.facts] == [1, 1, 1]


@pytest.mark.parametrize(
    ("whole", "line"),
    [
        (
            "7.0亿",
            "      its parts fit: CNY 300 million (2024-01-01…2024-03-31) + CNY 402 million (2024-04-01…2024-06-30)",
        ),
        (
            "7.5亿",
            "      its parts make CNY 702 million: CNY 300 million (2024-01-01…2024-03-31) + CNY 402 million (2024-04-01…2024-06-30)",
        ),
    ],
)
def test_the_digest_shows_the_parts_below_their_whole(whole: str, line: str) -> None:
    claims = [claim(*Q1), claim(*Q2), claim("ko1", whole, "Revenue", H1)]
    events = build_events(claims, ARTICLES)
    sources = gather_sources(claims, ARTICLES, ())
    assert line in list(digest(events, sources, "en", find_sums(events, sources.claims)))
