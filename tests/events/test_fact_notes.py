"""What is said of a fact that several articles tell: who says what, and by how much they differ."""

from __future__ import annotations

from typing import Any

import pytest

from tests.events.helper import PERCENT, claim_of, facts

FORECAST: dict[str, Any] = {"modality": "forecast"}
OWNERS = "ProfitLossAttributableToOwners"

# claims as (article, figure, concept, period, other fields); what is said of the fact that they make
NOTES = [
    (
        [("ko1", "-4.6亿..-3.8亿", "ProfitLoss", "2024H1", FORECAST), ("zh1", "-4亿", "ProfitLoss")],
        "forecast 2024-08-11: -460000000 to -380000000 CNY; reported -400000000 CNY lies inside it",
    ),
    (
        [("ko1", "-4.6亿..-3.8亿", "ProfitLoss", "2024H1", FORECAST), ("zh1", "-5.1亿", "ProfitLoss")],
        "forecast 2024-08-11: -460000000 to -380000000 CNY; reported -510000000 CNY is 50000000 CNY below it",
    ),
    (
        [("ko1", "15", "Revenue", "2024H1", {**FORECAST, **PERCENT}), ("zh1", "18.91", "Revenue", "2024H1", PERCENT)],
        "forecast 2024-08-11: 15 per cent; reported 18.91 per cent is 3.91 per cent above it",
    ),
    (
        [("zh9", ">5亿", "Revenue", "2024H1", {"modality": "target"}), ("zh1", "6.0亿")],
        "target in zh9: at least 500000000 CNY; reported 600000000 CNY lies inside it",
    ),
    (
        [("zh1", "4.0亿"), ("ko2", "4.5亿")],
        "zh1 (2024-08-30) says 400000000 CNY; ko2 (2024-09-01) says 450000000 CNY",
    ),
    (
        [("zh1", "4.0亿"), ("zh2", "4.0亿"), ("ko2", "4.5亿")],
        "zh1 (2024-08-30), zh2 (2024-09-02) say 400000000 CNY; odd one out: ko2 (2024-09-01) says 450000000 CNY",
    ),
    (
        [("zh1", "7357万", "ProfitLoss"), ("ko1", "7357.2万", OWNERS)],
        "ko1 (2024-08-11) says 73572000 CNY; zh1 (2024-08-30) says 73570000 CNY: the same but for rounding or bounds; "
        f"read as one: ProfitLoss (zh1); {OWNERS} (ko1)",
    ),
    (
        [("ko1", "<200亿"), ("zh1", "196.5亿")],
        "ko1 (2024-08-11) says at most 20000000000 CNY; zh1 (2024-08-30) says 19650000000 CNY: both can hold",
    ),
]


@pytest.mark.parametrize(("given", "note"), NOTES)
def test_notes(given: list[tuple[Any, ...]], note: str) -> None:
    [fact] = facts([claim_of(row) for row in given])
    assert fact.note == note
