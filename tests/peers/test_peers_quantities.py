"""Other projects' test cases for numbers, amounts and units, read from the shared folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nlp.quantities import find_quantities
from nlp.tables import read_table_file
from tests.benchmarks.scoring import KINDS, Case, expected_entities, is_false_alarm, is_found

HERE = Path(__file__).parent
CASES = HERE.parents[2] / "shared" / "peers" / "dev.jsonl"
EXPECTED_FAILURES = {row["id"]: row["reason"] for row in read_table_file(HERE / "expected_failures_quantities.tsv")}
# Found and expected values a language and kind, expected failures counted as missed; a change may only raise them.
FLOORS = {
    ("zh", "number"): 0.91,
    ("zh", "percent"): 0.97,
    ("zh", "currency"): 0.78,
    ("zh", "currency_range"): 0.79,
    ("zh", "number_range"): 0.86,
    ("zh", "ordinal"): 1.0,
    ("zh", "dimension"): 0.94,
    ("zh", "age"): 0.80,
    ("zh", "temperature"): 1.0,
    ("ko", "number"): 0.89,
    ("ko", "percent"): 1.0,
    ("ko", "currency"): 0.85,
    ("ko", "currency_range"): 1.0,
    ("ko", "number_range"): 0.92,
    ("ko", "ordinal"): 0.74,
    ("ko", "dimension"): 0.93,
    ("ko", "age"): 0.40,
    ("ko", "temperature"): 1.0,
}


def cases() -> list[Case]:
    if not CASES.is_file():
        return []
    rows = (json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["kind"] in KINDS]


def parameters() -> list[Any]:
    found = []
    for case in cases():
        reason = EXPECTED_FAILURES.get(case["id"])
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(case, id=case["id"], marks=marks))
    return found


def read(case: Case) -> list[Case]:
    return [quantity.to_dict() for quantity in find_quantities(case["text"], case["lang"])]


def found_entities(case: Case) -> list[bool]:
    """Tell for each expected entity with a value whether it was found."""
    mentions = read(case)
    return [is_found(case, entity, mentions) for entity in expected_entities(case)]


@pytest.mark.shared
@pytest.mark.parametrize("case", parameters())
def test_case(case: Case) -> None:
    assert case["expect"] or not is_false_alarm(case, read(case))
    assert all(found_entities(case))


@pytest.mark.shared
@pytest.mark.parametrize(("lang", "kind"), FLOORS)
def test_share_found(lang: str, kind: str) -> None:
    hits = [hit for case in cases() if (case["lang"], case["kind"]) == (lang, kind) for hit in found_entities(case)]
    assert sum(hits) / len(hits) >= FLOORS[lang, kind]


@pytest.mark.shared
def test_every_expected_failure_is_a_case() -> None:
    assert set(EXPECTED_FAILURES) <= {case["id"] for case in cases()}
