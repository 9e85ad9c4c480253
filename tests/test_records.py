from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal

import pytest

from nlp.records import (
    Article,
    Claim,
    EntityMention,
    EventRecord,
    Fact,
    Period,
    Quantity,
    QuarantineEntry,
    format_decimal,
    stable_id,
)

ARTICLE = Article("a", "zh", 0.9, "Hans", "题", "题\n文", date(2024, 8, 30), "metadata", "a.txt", "https://example.org")
MENTION = EntityMention("a", 0, 4, "科大讯飞", "ORG", "e1", "科大讯飞", 0.8)
QUANTITY = Quantity(3, 9, "约93.2亿元", "money", Decimal("9320000000"), Decimal("9320000000"), "approx", "CNY", -7)
FACT = Fact(
    "ProfitLoss",
    None,
    "level",
    "CNY",
    date(2024, 1, 1),
    date(2024, 6, 30),
    Decimal("-460000000"),
    Decimal("-380000000"),
    "conflict",
    ("c1", "c2"),
    ("ko", "zh"),
    "两说",
)
EVENT = EventRecord(
    "v1",
    "results",
    "科大讯飞",
    "e1",
    date(2024, 1, 1),
    date(2024, 6, 30),
    ("ko", "zh"),
    ("a", "b"),
    date(2024, 8, 11),
    date(2024, 8, 30),
    (FACT, dataclasses.replace(FACT, concept="Revenue", low=None, note=None)),
)
CLAIM = Claim(
    claim_id="c1",
    article_id="a",
    lang="zh",
    kind="measure",
    subject="科大讯飞",
    subject_id="e1",
    subject_text=None,
    concept="Revenue",
    metric_text="营收",
    segment=None,
    aspect="level",
    low=Decimal("0.10"),
    high=None,
    qualifier="at_least",
    unit="CNY",
    period_start=date(2024, 1, 1),
    period_end=date(2024, 6, 30),
    period_text="上半年",
    modality="reported",
    speaker=None,
    quantity_text="超0.10元",
    start=0,
    end=6,
    evidence="超0.10元。",
    evidence_start=0,
    evidence_end=7,
    relates_to=None,
    confidence=0.5,
    decimals=2,
)
PERIOD = Period(0, 2, "明年", "date_range", date(2025, 1, 1), None, None, ((date(2024, 1, 1), None),))
RECORDS = [
    ARTICLE,
    MENTION,
    QUANTITY,
    PERIOD,
    FACT,
    EVENT,
    CLAIM,
    QuarantineEntry("x", "[E102] x", "reading", {"id": 1}),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_round_trip_through_json(record):
    line = json.dumps(record.to_dict(), ensure_ascii=False)
    assert type(record).from_dict(json.loads(line)) == record


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_records_cannot_be_changed(record):
    name = dataclasses.fields(record)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, name, "other")


def test_fields_of_a_later_version_are_left_out():
    assert EntityMention.from_dict({**MENTION.to_dict(), "new_field": 1}) == MENTION


def test_half_a_character_has_an_id_too():
    assert len(stable_id("\ud800")) == 16


def test_a_missing_field_is_an_error():
    with pytest.raises(TypeError):
        EntityMention.from_dict({"article_id": "a"})


def test_a_period_writes_its_other_readings_with_the_keys_of_a_period():
    period = Period(0, 2, "周五", "date", date(2024, 8, 30), None, Decimal(60), ((date(2024, 8, 23), None),))
    written = period.to_dict()
    assert written["alternatives"] == [{"period_start": "2024-08-23", "period_end": None}]
    assert written["seconds"] == "60"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("9325000000", "9325000000"),
        ("1E+9", "1000000000"),
        ("0.10", "0.1"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("100", "100"),
        ("-725.240", "-725.24"),
        ("1E-7", "0.0000001"),
    ],
)
def test_decimals_are_written_plainly(value, written):
    assert format_decimal(Decimal(value)) == written
    assert Decimal(written) == Decimal(value)


def test_ids_are_the_same_in_every_process_and_depend_on_every_part():
    assert stable_id("a", None, 1) == "72e79d69636a773d"
    assert len({stable_id("a", "b"), stable_id("ab"), stable_id("a", "b", None), stable_id("b", "a")}) == 4
