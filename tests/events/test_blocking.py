"""Keys: what they join and what they keep apart before any value is looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nlp.events.blocking import (
    BucketKey,
    block,
    bucket_key,
    event_span,
    fact_span,
    sign_key,
    unit_class,
    wording_key,
)
from nlp.events.concepts import concept_of
from nlp.events.copies import make_source, merge_copies
from nlp.events.naming import resolve_subject, subject_key
from nlp.events.voices import find_converted, is_outcome
from nlp.tables import read_table
from tests.events.helper import claim, day, period

CONTRACT = Path(__file__).resolve().parents[3] / "shared" / "contract" / "concepts.tsv"


@pytest.mark.shared
@pytest.mark.skipif(not CONTRACT.exists(), reason="needs the shared folder beside the repository")
def test_table_has_the_concepts_of_the_contract_in_its_order() -> None:
    lines = CONTRACT.read_text(encoding="utf-8").splitlines()[1:]
    expected = [tuple(line.split("\t")[:2]) for line in lines]
    assert [(row["concept"], row["dimension"]) for row in read_table("nlp.events", "concepts.tsv")] == expected


def test_every_concept_is_described() -> None:
    for row in read_table("nlp.events", "concepts.tsv"):
        assert row["kind"] in ("flow", "stock", "dated"), row
        assert row["instances"] in ("one", "many"), row
        assert row["signed"] in ("", "signed"), row
        assert row["zh"] and row["ko"] and row["en"], row


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "id:Q1"),
        ({"subject_id": None}, "id:org:alpha"),
        ({"subject_id": None, "subject": "Ａｌｐｈａ"}, "id:org:alpha"),
        ({"subject_id": None, "subject": "東風汽車"}, "id:org:둥펑+auto"),
        ({"subject_id": None, "subject": "东风汽车股份有限公司"}, "id:org:둥펑+auto"),
        ({"subject_id": None, "subject": "삼성 전자"}, "id:org:삼성+electronics"),
        ({"subject_id": None, "subject": "公司"}, "article:zh1"),
        ({"subject_id": None, "subject": "회사"}, "article:zh1"),
        ({"subject_id": None, "subject": "·"}, "article:zh1"),
        ({"subject_id": None, "subject": None}, "article:zh1"),
    ],
)
def test_subject_key(fields: dict[str, Any], expected: str) -> None:
    assert subject_key(claim("zh1", "4亿", **fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"subject_id": None, "subject": "Alpha"}, "Q9"),
        ({"subject_id": "org:alpha", "subject": "Other"}, "Q9"),
        ({"subject_id": "Q1", "subject": "Alpha"}, "Q1"),
        ({"subject_id": None, "subject": "Beta"}, None),
        ({"subject_id": None, "subject": None}, None),
    ],
)
def test_resolve_subject(fields: dict[str, Any], expected: str | None) -> None:
    assert resolve_subject(claim("zh1", "4亿", **fields), {"org:alpha": "Q9"}).subject_id == expected


@pytest.mark.parametrize(
    ("concept", "when", "aspect", "fact", "event"),
    [
        ("Revenue", "2023", "level", "2023", "2023"),
        ("Revenue", "2023-12-31", "level", "2023", "2023"),
        ("Revenue", "..2025-12-31", "level", "2025", "2025"),
        ("Revenue", "2023-06-30", "level", "2023-06-30", "2023-06-30"),
        ("Revenue", "..2025-06-30", "level", "..2025-06-30", "..2025-06-30"),
        ("Revenue", None, "level", None, None),
        ("GDP", "2024", "change_yoy", "2024", "2024"),
        ("CashAndCashEquivalents", "2023", "level", "2023-12-31", "2023"),
        ("CashAndCashEquivalents", "2024H1", "level", "2024-06-30", "2024H1"),
        ("CashAndCashEquivalents", "2024-06-30", "level", "2024-06-30", "2024H1"),
        ("CashAndCashEquivalents", "2024-09-30", "level", "2024-09-30", "2024Q3"),
        ("CashAndCashEquivalents", "2024-03-31", "level", "2024-03-31", "2024Q1"),
        ("Users", "2024-08-01..2024-08-31", "level", "2024-08-31", "2024-08-31"),
        ("CashAndCashEquivalents", "9999-12-31", "level", "9999-12-31", "9999"),
        ("Users", "2024-08-15", "level", "2024-08-15", "2024-08-15"),
        ("Users", "2024", "change", "2024", "2024"),
        ("SharePrice", "2024-12-31", "level", "2024-12-31", "2024-12-31"),
        ("ProductionCapacity", "..2026-12-31", "level", "2026-12-31", "2026-12-31"),
        ("ActiveUsers", "2024", "level", "2024", "2024"),
    ],
)
def test_spans(concept: str, when: str | None, aspect: str, fact: str | None, event: str | None) -> None:
    span = fact_span(claim("zh1", "4", concept, when, aspect=aspect), concept_of(concept))
    assert span == period(fact)
    assert event_span(span, concept_of(concept)) == period(event)


@pytest.mark.parametrize(
    ("concept", "unit", "expected"),
    [
        ("Revenue", "CNY", "CNY"),
        ("Revenue", None, "count"),
        ("Users", None, "count"),
        ("Users", "person", "count"),
        ("Users", "family", "count"),
        ("Users", "percent", "percent"),
        ("Users", "CNY", "CNY"),
        ("ProductionVolume", "ton", "tonne"),
        ("ProductionVolume", "vehicle", "count"),
        ("ProductionVolume", "kWh", "kWh"),
        ("EarningsPerShare", "CNY/share", "CNY"),
        ("EarningsPerShare", "CNY", "CNY"),
        ("ProductPrice", "USD/barrel", "USD/barrel"),
        ("GDP", "percentage_point", "percentage_point"),
        ("IndexLevel", "point", "points"),
    ],
)
def test_unit_class(concept: str, unit: str | None, expected: str) -> None:
    assert unit_class(unit, concept_of(concept)) == expected


@pytest.mark.parametrize(
    ("when", "published", "expected"),
    [
        ("2024H1", None, BucketKey("id:Q1", 2024, False)),
        ("2023-07-01..2024-06-30", None, BucketKey("id:Q1", 2024, False)),
        ("2024-03-01..", None, BucketKey("id:Q1", 2024, False)),
        (None, "2025-01-02", BucketKey("id:Q1", 2025, True)),
        (None, None, BucketKey("id:Q1", None, True)),
    ],
)
def test_bucket_key(when: str | None, published: str | None, expected: BucketKey) -> None:
    assert bucket_key(claim("zh1", "4亿", "Revenue", when), day(published)) == expected


def test_block_keeps_each_claim_once() -> None:
    claims = [claim("zh1", f"{n}亿", when=when) for n, when in enumerate(["2023", "2024", "2024H1", "2024Q1"])]
    buckets = block(iter(claims), lambda _: None)
    assert sorted(key.year or 0 for key in buckets) == [2023, 2024]
    assert sum(map(len, buckets.values())) == len(claims)


@pytest.mark.parametrize(
    ("concept", "figure", "unit", "aspect", "expected"),
    [
        ("ProfitLoss", "-33.7", "percent", "change_yoy", -1),
        ("ProfitLoss", "33.7", "percent", "change_yoy", 1),
        ("ProfitLoss", "<-90", "percent", "change_yoy", -1),
        ("ProfitLoss", "-4亿", "CNY", "level", 0),
        ("ProfitLoss", "-4亿", "CNY", "change_yoy", 0),
        ("Revenue", "-33.7", "percent", "change_yoy", 0),
    ],
)
def test_sign_key(concept: str, figure: str, unit: str, aspect: str, expected: int) -> None:
    assert sign_key(claim("zh1", figure, concept, unit=unit, aspect=aspect), concept_of(concept), unit) == expected


def test_wording_key() -> None:
    assert wording_key(claim("zh1", "4亿")) is None
    one = wording_key(claim("zh1", "80", "Other", metric_text="回收率"))
    assert one == wording_key(claim("zh2", "80", "Other", metric_text="回收率"))
    assert one != wording_key(claim("zh2", "81", "Other", metric_text="回收率"))
    assert wording_key(claim("zh1", "80", "Other")) != wording_key(claim("zh2", "80", "Other"))
    assert wording_key(claim("zh1", "80", "NotAConcept", metric_text="回收率")) == one


@pytest.mark.parametrize(
    ("modality", "end", "published", "beside_forecast", "expected"),
    [
        ("reported", "2024-06-30", "2024-08-30", False, True),
        ("reported", "2024-06-30", "2024-08-30", True, True),
        ("forecast", "2024-06-30", "2024-08-30", False, False),
        ("target", "2024-06-30", None, False, False),
        ("reported", "2024-12-31", "2024-08-30", False, False),
        ("reported", "2024-08-31", "2024-08-22", False, True),
        ("reported", "2024-08-31", "2024-08-22", True, False),
        ("reported", "2024-12-31", None, True, True),
        ("reported", None, "2024-08-22", True, True),
    ],
)
def test_is_outcome(
    modality: str, end: str | None, published: str | None, beside_forecast: bool, expected: bool
) -> None:
    assert is_outcome(claim("zh1", "4亿", modality=modality), day(end), day(published), beside_forecast) is expected


def test_find_converted() -> None:
    first = claim("ko1", "93.25亿", start=1)
    second = claim("ko1", "1.7万", unit="KRW", start=9)
    elsewhere = claim("ko1", "1.7万", unit="KRW", start=90, evidence_start=80)
    other = claim("ko2", "1.7万", unit="KRW", start=9)
    share = claim("ko1", "18", unit="percent", start=12)
    assert find_converted([elsewhere, other, share, second, first]) == {second.claim_id: first}


def text(seed: int, length: int) -> str:
    return "".join(chr(0x4E00 + (place * place * (31 + seed) + place * seed) % 2999) for place in range(length))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([text(1, 300), text(1, 300)], "aa"),
        ([text(1, 300), text(2, 300)], "ab"),
        ([text(1, 300), text(1, 250) + text(3, 20)], "aa"),  # cut from below, a line added
        ([text(1, 250), text(1, 300)], "aa"),
        ([text(1, 300), text(1, 150) + text(3, 150)], "ab"),  # half is shared
        ([text(1, 300), text(2, 300), text(1, 290), text(2, 280)], "abab"),
        (["短讯一则", "短讯一则"], "aa"),
        (["短讯一则", "短讯一则。 "], "aa"),
        (["短讯一则", "短讯二则"], "ab"),
        (["", ""], "ab"),
    ],
)
def test_merge_copies(texts: list[str], expected: str) -> None:
    names = "abcdef"[: len(texts)]
    found = merge_copies(make_source(name, None, text) for name, text in zip(names, texts, strict=True))
    assert "".join(found[name] for name in names) == expected


def test_dates_of_helper() -> None:
    assert period("2024Q1") == (date(2024, 1, 1), date(2024, 3, 31))
    assert period("2024H2") == (date(2024, 7, 1), date(2024, 12, 31))
