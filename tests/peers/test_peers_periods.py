"""Other projects' test cases for dates, spans and lengths of time, read from the shared folder."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nlp.periods import find_periods
from nlp.records import Period
from nlp.tables import read_table_file

HERE = Path(__file__).parent
CASES = HERE.parents[2] / "shared" / "peers" / "dev.jsonl"
EXPECTED_FAILURES = {row["id"]: row["reason"] for row in read_table_file(HERE / "expected_failures_periods.tsv")}
# Found and expected periods a language and kind, expected failures counted as missed; a change may only raise them.
FLOORS = {
    ("zh", "date"): 0.97,
    ("zh", "date_range"): 0.96,
    ("zh", "duration"): 0.92,
    ("ko", "date"): 0.99,
    ("ko", "date_range"): 0.91,
    ("ko", "duration"): 1.0,
}
TIMES = 100  # cases with a time of day are not scored; they must not fail
ONE_DAY = timedelta(days=1)


def cases(*kinds: str) -> list[dict[str, Any]]:
    if not CASES.is_file():
        return []
    rows = (json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["kind"] in kinds]


def parameters() -> list[Any]:
    found = []
    for case in cases("date", "date_range", "duration"):
        reason = EXPECTED_FAILURES.get(case["id"])
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(case, id=case["id"], marks=marks))
    return found


def day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def same(period: Period, entity: dict[str, Any], kind: str) -> bool:
    """Compare as the suites do: dates by their day, a span's end, which they exclude, within one day."""
    if kind == "duration":
        return period.seconds is not None and period.seconds == Decimal(entity["low"])
    readings = [(period.period_start, period.period_end), *period.alternatives]
    for expected in [entity, *entity.get("alternatives", [])]:
        start, end = day(expected["start_date"]), day(expected["end_date"])
        for first, last in readings:
            if first != start:
                continue
            if kind == "date" or last == end or (last and end and abs(last + ONE_DAY - end) <= ONE_DAY):
                return True
    return False


def found_entities(case: dict[str, Any]) -> list[bool]:
    """Tell for each expected entity with a value whether it was found."""
    periods = find_periods(case["text"], case["lang"], day(case["reference_date"]))
    return [
        any(
            (entity["start"] is None or (period.start < entity["end"] and entity["start"] < period.end))
            and same(period, entity, case["kind"])
            for period in periods
        )
        for entity in case["expect"]
        if any(entity.get(name) is not None for name in ("low", "high", "start_date", "end_date"))
    ]


@pytest.mark.shared
@pytest.mark.parametrize("case", parameters())
def test_case(case: dict[str, Any]) -> None:
    assert all(found_entities(case))


@pytest.mark.shared
@pytest.mark.parametrize(("lang", "kind"), FLOORS)
def test_share_found(lang: str, kind: str) -> None:
    hits = [hit for case in cases(kind) if case["lang"] == lang for hit in found_entities(case)]
    assert sum(hits) / len(hits) >= FLOORS[lang, kind]


@pytest.mark.shared
def test_times_of_day_are_read() -> None:
    found = [find_periods(case["text"], case["lang"], day(case["reference_date"])) for case in cases("time")]
    assert sum(map(bool, found)) >= TIMES


@pytest.mark.shared
def test_every_expected_failure_is_a_case() -> None:
    assert set(EXPECTED_FAILURES) <= {case["id"] for case in cases("date", "date_range", "duration")}
