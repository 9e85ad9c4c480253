"""Other projects' test cases for numbers, amounts and units, read from the shared folder."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nlp.quantities import find_quantities
from nlp.tables import read_table_file

HERE = Path(__file__).parent
CASES = HERE.parents[2] / "shared" / "peers" / "dev.jsonl"
EXPECTED_FAILURES = {row["id"]: row["reason"] for row in read_table_file(HERE / "expected_failures_quantities.tsv")}
# Which kinds of ours answer which kind of theirs.
KINDS = {
    "number": {"number", "multiple", "dimension", "age", "money", "temperature"},
    "percent": {"percent", "percentage_point"},
    "currency": {"money"},
    "currency_range": {"money"},
    "number_range": {"number", "multiple", "dimension", "money", "percent", "age", "temperature"},
    "ordinal": {"ordinal", "number"},
    "dimension": {"dimension", "number", "multiple", "temperature"},
    "age": {"age", "dimension", "number"},
    "temperature": {"temperature"},
}
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


def cases() -> list[dict[str, Any]]:
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


def close(found: Decimal | None, expected: str | None) -> bool:
    if found is None or expected is None:
        return found is None and expected is None
    value = Decimal(expected)
    return abs(found - value) <= Decimal("1e-9") * max(abs(found), abs(value))


def found_entities(case: dict[str, Any]) -> list[bool]:
    """Tell for each expected entity with a value whether it was found."""
    quantities = [q for q in find_quantities(case["text"], case["lang"]) if q.kind in KINDS[case["kind"]]]
    money = case["kind"].startswith("currency")
    return [
        any(
            (entity["start"] is None or (q.start < entity["end"] and entity["start"] < q.end))
            and close(q.low, entity["low"])
            and close(q.high, entity["high"])
            and not (money and entity["unit"] and entity["unit"] != q.unit)
            for q in quantities
        )
        for entity in case["expect"]
        if entity["low"] is not None or entity["high"] is not None
    ]


@pytest.mark.shared
@pytest.mark.parametrize("case", parameters())
def test_case(case: dict[str, Any]) -> None:
    if not case["expect"]:
        found = [q for q in find_quantities(case["text"], case["lang"]) if q.kind in KINDS[case["kind"]]]
        assert found == []
    assert all(found_entities(case))


@pytest.mark.shared
@pytest.mark.parametrize(("lang", "kind"), FLOORS)
def test_share_found(lang: str, kind: str) -> None:
    hits = [hit for case in cases() if (case["lang"], case["kind"]) == (lang, kind) for hit in found_entities(case)]
    assert sum(hits) / len(hits) >= FLOORS[lang, kind]


@pytest.mark.shared
def test_every_expected_failure_is_a_case() -> None:
    assert set(EXPECTED_FAILURES) <= {case["id"] for case in cases()}
