"""xBRL-JSON: what becomes of a fact, and that Arelle, which knows nothing of us, loads and validates it offline."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nlp.batch.results import read_results
from nlp.events.concepts import concept_of
from nlp.export.concepts import ifrs_name, xbrl_concept, xbrl_unit
from nlp.export.xbrl import to_xbrl
from nlp.notes.company import Directory
from nlp.notes.material import Material, gather
from nlp.records import Article, Claim, EventRecord, Fact
from nlp.tables import read_table

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 30)


@pytest.mark.parametrize(
    ("code", "aspect", "unit", "start", "name", "item_type", "period"),
    [
        ("Revenue", "level", "CNY", FIRST, "ifrs-full:Revenue", "monetaryItemType", "duration"),
        ("Revenue", "level", None, FIRST, "xinmun:RevenueNumber", "pureItemType", "duration"),
        ("Revenue", "change_yoy", "percent", FIRST, "xinmun:RevenueChangeOnYear", "pureItemType", "duration"),
        ("Revenue", "change_yoy", "CNY", FIRST, "xinmun:RevenueChangeOnYearAmount", "monetaryItemType", "duration"),
        ("Revenue", "change_qoq", "times", FIRST, "xinmun:RevenueChangeOnQuarterMultiple", "pureItemType", "duration"),
        ("GrossMargin", "level", "percent", FIRST, "xinmun:GrossMargin", "pureItemType", "duration"),
        (
            "GrossMargin",
            "change",
            "percentage_point",
            FIRST,
            "xinmun:GrossMarginChangePercentagePoints",
            "pureItemType",
            "duration",
        ),
        ("TotalAssets", "level", "CNY", LAST, "ifrs-full:Assets", "monetaryItemType", "instant"),
        ("TotalAssets", "level", "CNY", FIRST, "xinmun:TotalAssetsOverPeriod", "monetaryItemType", "duration"),
        (
            "EarningsPerShare",
            "level",
            "CNY/share",
            FIRST,
            "ifrs-full:BasicEarningsLossPerShare",
            "decimalItemType",
            "duration",
        ),
        ("EarningsPerShare", "level", "CNY", FIRST, "xinmun:EarningsPerShareAmount", "monetaryItemType", "duration"),
        ("Employees", "level", "person", LAST, "xinmun:Employees", "decimalItemType", "instant"),
        ("Employees", "level", None, LAST, "xinmun:Employees", "decimalItemType", "instant"),
        ("SharePrice", "level", "KRW/share", LAST, "xinmun:SharePrice", "decimalItemType", "duration"),
        ("Other", "level", "GWh", FIRST, "xinmun:OtherQuantity", "decimalItemType", "duration"),
    ],
)
def test_the_concept_says_what_the_value_is(code, aspect, unit, start, name, item_type, period):
    concept = xbrl_concept(code, aspect, unit, start, LAST)
    assert (concept.qname, concept.item_type, concept.period) == (name, item_type, period)


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("CNY", "iso4217:CNY"),
        ("percent", None),
        ("times", None),
        (None, None),
        ("CNY/share", "iso4217:CNY/xbrli:shares"),
        ("USD/barrel", "iso4217:USD/xinmun:barrel"),
        ("GWh", "xinmun:GWh"),
        ("square metre", "xinmun:square_x0020_metre"),
        ("m²", "xinmun:m_x00B2_"),
        ("3x", "xinmun:_3x"),
    ],
)
def test_units(unit, written):
    assert xbrl_unit(unit) == written


def test_the_table_of_ifrs_names_fits_the_concepts():
    for row in read_table("nlp.export", "ifrs.tsv"):
        concept = concept_of(row["concept"])
        assert concept.code == row["concept"]
        assert (row["period"] == "instant") == (concept.kind == "stock")


@pytest.mark.shared
def test_ifrs_names_are_those_of_the_contract(shared):
    lines = (shared / "contract" / "concepts.tsv").read_text(encoding="utf-8").splitlines()
    contract = {code: ifrs for code, _, ifrs, *_ in (line.split("\t") for line in lines[1:])}
    assert {code: ifrs_name(code) or "" for code in contract} == contract


CLAIM = Claim.from_dict(
    {
        **dict.fromkeys(Claim.__slots__),
        **{
            "claim_id": "c1",
            "article_id": "a",
            "lang": "zh",
            "kind": "measure",
            "concept": "Revenue",
            "aspect": "level",
        },
        **{"low": "9325000000", "high": "9325000000", "qualifier": "exact", "unit": "CNY", "modality": "reported"},
        **{"start": 2, "end": 9, "evidence": "营收93.25亿元<&>。", "evidence_start": 0, "evidence_end": 13},
        **{"decimals": -6, "confidence": 0.9, "flags": []},
    }
)
FACT = Fact("Revenue", None, "level", "CNY", FIRST, LAST, CLAIM.low, CLAIM.high, "single", ("c1",), ("zh",), None)


def export(fact, claims=(CLAIM,), key="iflytek"):
    event = EventRecord("e", "results", key, key, FIRST, LAST, ("zh",), ("a",), None, None, (fact,))
    articles = {"a": Article("a", "zh", 1.0, "Hans", None, "", date(2024, 8, 30), "metadata", None)}
    material = Material(Directory(), {key: [event]}, {claim.claim_id: claim for claim in claims}, [], articles)
    written = to_xbrl(material, "facts")
    report = json.loads(written.files[".json"])
    return [fact for name, fact in report["facts"].items() if name.startswith("fact-")], report, written


def test_a_fact_with_its_source():
    (fact,), report, _written = export(FACT)
    assert fact == {
        "value": "9325000000",
        "decimals": -6,
        "dimensions": {
            "concept": "ifrs-full:Revenue",
            "entity": "entity:iflytek",
            "period": "2024-01-01T00:00:00/2024-07-01T00:00:00",
            "unit": "iso4217:CNY",
        },
        "links": {"footnote": {"_": ["note-c1"]}},
    }
    note = report["facts"]["note-c1"]
    assert note["value"] == "a, 2024-08-30, characters 2-9, sentence 0-13: 营收93.25亿元&lt;&amp;&gt;。"
    assert note["dimensions"] == {"concept": "xbrl:note", "noteId": "note-c1", "language": "zh"}


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({"low": Decimal(18), "high": Decimal(20)}, [("18", "AtLeastMember"), ("20", "AtMostMember")]),
        ({"low": Decimal(18), "high": None}, [("18", "AtLeastMember")]),
        ({"low": None, "high": Decimal(-90)}, [("-90", "AtMostMember")]),
        ({}, [("9325000000", None)]),
    ],
)
def test_an_interval_is_its_bounds(changes, values):
    facts, *_ = export(replace(FACT, **changes))
    found = [
        (fact["value"], fact["dimensions"].get("xinmun:QualifierAxis", "").removeprefix("xinmun:") or None)
        for fact in facts
    ]
    assert found == values


@pytest.mark.parametrize(
    ("low", "unit", "decimals", "value", "written"),
    [
        ("18.91", "percent", 2, "0.1891", 4),
        ("13.7", "percentage_point", 1, "0.137", 3),
        ("6", "times", 0, "6", 0),
        ("20", "percent", None, "0.2", None),
    ],
)
def test_per_cent_is_a_fraction(low, unit, decimals, value, written):
    claim = replace(CLAIM, low=Decimal(low), high=Decimal(low), unit=unit, decimals=decimals)
    (fact,), *_ = export(replace(FACT, aspect="change_yoy", unit=unit, low=Decimal(low), high=Decimal(low)), [claim])
    assert (fact["value"], fact.get("decimals")) == (value, written)
    assert "unit" not in fact["dimensions"]


def test_of_a_conflict_each_value_is_a_fact():
    other = replace(CLAIM, claim_id="c2", low=Decimal(9), high=Decimal(9))
    fact = replace(FACT, relation="conflict", low=Decimal(9), claim_ids=("c1", "c2"))
    facts, *_ = export(fact, [CLAIM, other])
    assert {(f["value"], f["dimensions"]["xinmun:StatementAxis"]) for f in facts} == {("9325000000", "c1"), ("9", "c2")}


def test_a_forecast_stands_beside_its_outcome():
    forecast = replace(CLAIM, claim_id="c0", low=Decimal(9), high=Decimal(9), modality="forecast")
    facts, *_ = export(replace(FACT, relation="superseded", claim_ids=("c0", "c1")), [forecast, CLAIM])
    assert [(f["value"], f["dimensions"].get("xinmun:ModalityAxis")) for f in facts] == [
        ("9325000000", None),
        ("9", "xinmun:ForecastMember"),
    ]


def test_an_approximate_value_says_so():
    (fact,), *_ = export(FACT, [replace(CLAIM, qualifier="approx")])
    assert fact["dimensions"]["xinmun:QualifierAxis"] == "xinmun:ApproximateMember"


@pytest.mark.parametrize(
    ("changes", "key", "reason"),
    [
        ({"period_start": None}, "iflytek", "period unknown or open"),
        ({"period_start": None, "period_end": None}, "iflytek", "period unknown or open"),
        ({}, "", "subject unknown"),
    ],
)
def test_what_xbrl_has_no_place_for_is_counted(changes, key, reason):
    facts, _report, written = export(replace(FACT, **changes), key=key)
    assert facts == []
    assert written.left_out == {reason: 1}


@pytest.fixture(scope="session")
def sample_material(sample_run):
    return gather(read_results(sample_run))


def test_no_two_facts_have_the_same_dimensions(sample_material):
    facts = json.loads(to_xbrl(sample_material, "facts").files[".json"])["facts"]
    keys = Counter(json.dumps(fact["dimensions"], sort_keys=True) for fact in facts.values())
    assert max(keys.values()) == 1


def test_the_same_run_is_the_same_bytes(sample_material):
    assert to_xbrl(sample_material, "facts") == to_xbrl(sample_material, "facts")


def ask_arelle(folder):
    """Load and validate `facts.json` of a folder without a network: numbers, footnotes, errors and other remarks."""
    pytest.importorskip("arelle", reason="needs arelle-release of the extra `dev`")
    from arelle.api.Session import Session  # noqa: PLC0415
    from arelle.RuntimeOptions import RuntimeOptions  # noqa: PLC0415

    options = RuntimeOptions(
        entrypointFile=str(folder / "facts.json"),
        internetConnectivity="offline",
        validate=True,
        validateDuplicateFacts="inconsistent",
        logFormat="[%(messageCode)s] %(message)s",
        logFile="logToBuffer",
        cacheDirectory=str(folder / "cache"),
        keepOpen=True,
    )
    with Session() as session:
        session.run(options)
        (model,) = session.get_models()
        numbers = {fact.qname: fact.xValue for fact in model.facts if fact.isNumeric}
        count = sum(fact.isNumeric for fact in model.facts)
        footnotes = len(model.relationshipSet("XBRL-footnotes").modelRelationships)
        remarks = [line for line in session.get_logs("text").splitlines() if not line.startswith("[info]")]
        return numbers, count, footnotes, list(model.errors), remarks


def write(written, folder):
    for ending, content in written.files.items():
        (folder / f"facts{ending}").write_bytes(content)


def check(material, folder):
    written = to_xbrl(material, "facts")
    write(written, folder)
    numbers, count, footnotes, errors, remarks = ask_arelle(folder)
    assert errors == []
    assert remarks == []
    assert count == written.facts > 100
    assert footnotes >= count
    assert "ifrs-full:Revenue" in map(str, numbers)


def test_arelle_finds_no_error_in_the_sample(sample_material, tmp_path):
    check(sample_material, tmp_path)


@pytest.mark.shared
def test_arelle_finds_no_error_in_the_seeds(seeds_run, tmp_path):
    check(gather(read_results(seeds_run)), tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("iso4217:CNY", "xinmun:yuan"),  # money in no currency
        ("ifrs-full:Revenue", "ifrs-full:Turnover"),  # a concept that nobody declares
        ("2024-07-01T00:00:00", "2024-13-01T00:00:00"),
    ],
)
def test_arelle_would_find_an_error(tmp_path, old, new):
    _facts, _report, written = export(FACT)
    assert old in written.files[".json"].decode()
    written.files[".json"] = written.files[".json"].replace(old.encode(), new.encode())
    write(written, tmp_path)
    _numbers, _count, _footnotes, errors, _remarks = ask_arelle(tmp_path)
    assert errors
