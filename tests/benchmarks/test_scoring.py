"""Our rules for the peers' cases: by example, and against the program that came with the cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from nlp import normalize
from tests.benchmarks.scoring import PERIODS, Case, expected_entities, is_false_alarm, is_found

ENTITY = {"start": 2, "end": 5, "low": None, "high": None, "unit": None, "start_date": None, "end_date": None}
MONEY = {"kind": "money", "start": 2, "end": 5, "low": "30", "high": "30", "unit": "CNY"}
PERIOD = {"kind": "date_range", "start": 0, "end": 4}


@pytest.mark.parametrize(
    ("kind", "entity", "mention", "found"),
    [
        ("currency", {"low": "30", "high": "30", "unit": "CNY"}, {}, True),
        ("currency", {"low": "30", "high": "30", "unit": "USD"}, {}, False),
        ("currency", {"low": "30", "high": "30"}, {"unit": "USD"}, True),
        ("currency", {"low": "30.00000001", "high": "30.00000001"}, {}, True),
        ("currency", {"low": "30.0000001", "high": "30.0000001"}, {}, False),
        ("currency", {"low": "30"}, {}, False),
        ("currency_range", {"low": "30"}, {"high": None}, True),
        ("currency", {"low": "30", "high": "30"}, {"start": 0, "end": 2}, False),
        ("currency", {"low": "30", "high": "30", "start": None}, {"start": 0, "end": 2}, True),
        ("number", {"low": "30", "high": "30"}, {}, True),
        ("percent", {"low": "30", "high": "30"}, {}, False),
        ("duration", {"low": "60"}, {"seconds": "60.0"}, True),
        ("duration", {"low": "60"}, {"seconds": None}, False),
        ("date", {"start_date": "2024-08-30"}, {**PERIOD, "period_start": "2024-08-30"}, True),
        ("date", {"start_date": "2024-08-30"}, {**PERIOD, "period_start": "2024-08-31"}, False),
        (
            "date",
            {"start_date": "2024-08-30", "alternatives": [{"start_date": "2025-08-30", "end_date": None}]},
            {**PERIOD, "period_start": None, "alternatives": [{"period_start": "2025-08-30", "period_end": None}]},
            True,
        ),
        (
            "date_range",
            {"start_date": "2024-01-01", "end_date": "2024-04-01"},
            {**PERIOD, "period_start": "2024-01-01", "period_end": "2024-03-31"},
            True,
        ),
        (
            "date_range",
            {"start_date": "2024-01-01", "end_date": "2024-04-01"},
            {**PERIOD, "period_start": "2024-01-01", "period_end": "2024-03-29"},
            False,
        ),
        (
            "date_range",
            {"end_date": "2024-04-01"},
            {**PERIOD, "period_start": None, "period_end": "2024-04-01"},
            True,
        ),
    ],
)
def test_found(kind: str, entity: Case, mention: Case, found: bool) -> None:
    assert is_found({"kind": kind}, {**ENTITY, **entity}, [{**MONEY, **mention}]) is found


def test_what_is_of_another_kind_is_no_false_alarm() -> None:
    assert is_false_alarm({"kind": "currency"}, [MONEY])
    assert not is_false_alarm({"kind": "percent"}, [MONEY])


def test_an_entity_of_which_only_the_place_is_known_has_no_value() -> None:
    assert expected_entities({"expect": [ENTITY, {**ENTITY, "low": "1"}]}) == [{**ENTITY, "low": "1"}]


@pytest.mark.shared
def test_the_program_that_came_with_the_cases_says_the_same(shared: Path, repository: Path) -> None:
    cases = shared / "peers" / "dev.jsonl"
    command = [sys.executable, shared / "peers" / "score.py", "--json", cases, "--"]
    normalizer = [sys.executable, "-m", "nlp.cli", "normalize"]
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    answer = subprocess.run([*command, *normalizer], stdout=subprocess.PIPE, check=True, env=environment).stdout
    theirs = json.loads(answer)["kinds"]
    found, expected, alarms = Counter[str](), Counter[str](), Counter[str]()
    for case in map(json.loads, cases.read_text(encoding="utf-8").splitlines()):
        if case["kind"] == "time":
            continue
        key = f"{case['lang']} {case['kind']}"
        mentions = mentions_of(case)
        expected[key] += len(expected_entities(case))
        found[key] += sum(is_found(case, entity, mentions) for entity in expected_entities(case))
        alarms[key] += not case["expect"] and is_false_alarm(case, mentions)
    ours = {key: (found[key], of, str(alarms[key])) for key, of in expected.items() if of}
    assert ours == {
        key: (row["found"], row["of"], row["false_alarms"].partition("/")[0]) for key, row in theirs.items()
    }


def mentions_of(case: Case) -> list[Any]:
    both = normalize(case["text"], case["lang"], case["reference_date"])
    return both["periods" if case["kind"] in PERIODS else "quantities"]
