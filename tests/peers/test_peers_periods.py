"""Other projects' test cases for dates, spans and lengths of time, read from the shared folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nlp.periods import find_periods
from nlp.tables import read_table_file
from tests.benchmarks.scoring import Case, expected_entities, is_found

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


def cases(*kinds: str) -> list[Case]:
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


def found_entities(case: Case) -> list[bool]:
    """Tell for each expected entity with a value whether it was found."""
    periods = [period.to_dict() for period in find_periods(case["text"], case["lang"], day(case["reference_date"]))]
    return [is_found(case, entity, periods) for entity in expected_entities(case)]


@pytest.mark.shared
@pytest.mark.parametrize("case", parameters())
def test_case(case: Case) -> None:
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
