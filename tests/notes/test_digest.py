from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nlp.notes.claim_table import claim_table
from nlp.notes.digest import digest, gather_sources, select_events
from nlp.notes.values import period_words, value_words
from nlp.records import Article, Claim, EntityMention, EventRecord, Fact

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 30)


def make_claim(claim_id: str, lang: str, low: str, high: str, modality: str, evidence: str) -> Claim:
    start = evidence.index("[")
    end = evidence.index("]") - 1
    evidence = evidence.replace("[", "").replace("]", "")
    return Claim.from_dict(
        {
            **dict.fromkeys(Claim.__slots__),
            "claim_id": claim_id,
            "article_id": f"article-{lang}",
            "lang": lang,
            "kind": "measure",
            "subject": "科大讯飞",
            "subject_id": "e1",
            "concept": "ProfitLoss",
            "aspect": "level",
            "low": low,
            "high": high,
            "qualifier": "exact" if low == high else "range",
            "unit": "CNY",
            "period_start": "2024-01-01",
            "period_end": "2024-06-30",
            "modality": modality,
            "quantity_text": evidence[start:end],
            "start": 100 + start,
            "end": 100 + end,
            "evidence": evidence,
            "evidence_start": 100,
            "evidence_end": 100 + len(evidence),
            "confidence": 0.5,
            "flags": [],
        }
    )


FORECAST = make_claim(
    "c1", "ko", "-460000000", "-380000000", "forecast", "회사는 [3억8000만~4억6000만 위안]의 적자를 예상했다."
)
REPORT = make_claim("c2", "zh", "-400000000", "-400000000", "reported", "公司净亏损[4亿元]。")
ARTICLES = [
    Article("article-zh", "zh", 1.0, "Hans", None, "文", date(2024, 8, 30), "metadata", "a"),
    Article("article-ko", "ko", 1.0, "Kore", None, "글", None, None, "b"),
]
MENTIONS = [
    EntityMention("article-zh", 0, 1, name, "ORG", "e1", "科大讯飞", 0.9)
    for name in ("科大讯飞", "iFlytek", "iFlytek", "IFLYTEK", "아이플라이텍", "科大訊飛")
]
PROFIT = Fact(
    "ProfitLoss",
    None,
    "level",
    "CNY",
    FIRST,
    LAST,
    Decimal("-400000000"),
    Decimal("-400000000"),
    "superseded",
    ("c1", "c2"),
    ("ko", "zh"),
    "forecast in ko met",
)
GROWTH = Fact(
    "Revenue", "C端", "change_yoy", "percent", FIRST, FIRST, Decimal(18), Decimal(18), "single", ("c9",), ("zh",), None
)
EVENT = EventRecord(
    "v1",
    "results",
    "科大讯飞",
    "e1",
    FIRST,
    LAST,
    ("ko", "zh"),
    ("article-ko", "article-zh"),
    None,
    None,
    (PROFIT, GROWTH),
)
SMALL = replace(EVENT, event_id="v2", subject="별", subject_id="e2", languages=("ko",), article_ids=("article-ko",))
SOURCES = gather_sources([FORECAST, REPORT], ARTICLES, MENTIONS)


def test_an_event_reads_without_knowing_the_code():
    heading, profit, *rest = digest([EVENT], SOURCES)
    assert heading == "科大讯飞 (iFlytek, 아이플라이텍) — 2024-01-01…2024-06-30 — results — ko, zh — 2 articles"
    assert "net profit" in profit
    assert "superseded" in profit
    assert "forecast in ko met" in profit
    forecast, report, growth = rest
    assert forecast.split()[:4] == ["no", "date", "ko", "article-ko"]
    assert "회사는 3억8000만~4억6000만 위안의 적자를 예상했다." in forecast
    assert report.split()[:4] == ["2024-08-30", "zh", "article-zh", "reported"]
    assert "revenue [C端], change on the year, 2024-01-01" in growth


def test_a_value_without_a_concept_stands_with_its_words():
    other = replace(PROFIT, concept="Other", relation="single", claim_ids=("c2",), note=None)
    assert "公司净亏损4亿元。" in list(digest([replace(EVENT, facts=(other,))], SOURCES))[1]


def test_a_conflict_shows_each_value_and_no_middle():
    conflict = replace(EVENT, facts=(replace(PROFIT, relation="conflict", low=FORECAST.low, high=REPORT.high),))
    line = list(digest([conflict], SOURCES, "zh"))[1]
    assert value_words(FORECAST.low, FORECAST.high, "range", "CNY", "zh") in line
    assert value_words(REPORT.low, REPORT.high, "exact", "CNY", "zh") in line
    assert " / " in line


def test_a_source_that_is_gone_is_no_failure():
    assert len(list(digest([EVENT], gather_sources([], [], [])))) == 3


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ({}, [("v1", 2), ("v2", 2)]),
        ({"relation": "superseded"}, [("v1", 1), ("v2", 1)]),
        ({"relation": "agree"}, []),
        ({"subject": "IFLY"}, [("v1", 2)]),
        ({"subject": "e2"}, [("v2", 2)]),
        ({"subject": "별", "relation": "single"}, [("v2", 1)]),
        ({"subject": "nobody"}, []),
    ],
)
def test_choosing_events(options, chosen):
    events = select_events([SMALL, EVENT], SOURCES, **options)
    assert [(event.event_id, len(event.facts)) for event in events] == chosen


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(FIRST, LAST, "2024-01-01…2024-06-30"), (LAST, LAST, "2024-06-30"), (None, None, ""), (None, LAST, "…2024-06-30")],
)
def test_periods(start, end, words):
    assert period_words(start, end) == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "part"),
    [
        ("9325000000", "9325000000", "CNY", "9.325"),
        ("18.91", "18.91", "percent", "18.91"),
        ("23000", None, "PFLOPS", "23,000"),
        ("5", "7", "percent", "5"),
        (None, None, None, ""),
    ],
)
def test_values(low, high, unit, part):
    number = [Decimal(value) if value else None for value in (low, high)]
    assert part in value_words(*number, None, unit, "en")


@pytest.mark.parametrize(("lang", "words"), [("en", "at most -3%"), ("zh", "-3%以下"), ("ko", "-3% 이하")])
def test_an_open_value_is_bounded_by_its_sign(lang, words):
    assert value_words(None, Decimal(-3), "at_least", "percent", lang) == words


def test_claims_as_a_table():
    lines = claim_table([REPORT, FORECAST], "zh")
    assert len(lines) == 3
    assert "公司净亏损4亿元。" in lines[1]
    assert lines[1].startswith("科大讯飞  ProfitLoss")
    # Columns start in the same cell: the heading `concept` stands above `ProfitLoss`, behind four wide characters.
    assert lines[0].index("concept") == lines[1].index("ProfitLoss") + 4
