"""What a record adds to its facts: who says what, how far forecasts were off, currencies, languages, titles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from nlp.events import build_events
from nlp.records import Claim, EventRecord, Fact, Restated, StatedPair
from tests.events.helper import article, claim

ARTICLES = [
    article(name, when)
    for name, when in {"zh1": "2024-08-30", "zh2": "2024-09-02", "ko1": "2024-08-11", "ko2": "2024-09-01"}.items()
]
FORECAST: dict[str, Any] = {"modality": "forecast"}


def only_event(*claims: Claim) -> EventRecord:
    [event] = build_events(claims, ARTICLES)
    return event


def only_fact(*claims: Claim) -> Fact:
    [fact] = only_event(*claims).facts
    return fact


# a forecast, the value reported later, how far the latter lies above the former
DISTANCES = [
    ("-4.6亿..-3.8亿", "-4亿", "0"),
    ("-4.6亿..-3.8亿", "-5.1亿", "-50000000"),
    ("-4.6亿..-3.8亿", "-3亿", "80000000"),
    ("4.0亿", "4.0亿", "0"),
    ("4.0亿", "3.1亿", "-90000000"),
    (">4.0亿", "5.0亿", "0"),
    (">4.0亿", "3.5亿", "-50000000"),
    ("4.0亿", ">3.0亿", None),
]


@pytest.mark.parametrize(("expected", "reported", "distance"), DISTANCES)
def test_how_far_a_forecast_was_off(expected: str, reported: str, distance: str | None) -> None:
    fact = only_fact(claim("ko1", expected, "ProfitLoss", **FORECAST), claim("zh1", reported, "ProfitLoss"))
    assert fact.relation == "superseded"
    assert [(p.modality, p.distance) for p in fact.positions] == [
        ("forecast", None if distance is None else Decimal(distance)),
        ("reported", None),
    ]


def test_who_says_what() -> None:
    one, two, three = claim("zh1", "4.0亿", speaker="云岭"), claim("zh2", "4.0亿"), claim("ko2", "4.5亿")
    fact = only_fact(three, two, one)
    assert (fact.relation, fact.sources) == ("conflict", 3)
    assert [(p.low, p.claim_ids, p.languages, p.sources, p.speakers, p.first_published) for p in fact.positions] == [
        (Decimal(400000000), (one.claim_id, two.claim_id), ("zh",), 2, ("云岭",), date(2024, 8, 30)),
        (Decimal(450000000), (three.claim_id,), ("ko",), 1, (), date(2024, 9, 1)),
    ]
    assert [p.distance for p in fact.positions] == [None, None]


def test_a_forecast_revised_by_its_speaker() -> None:
    fields = {**FORECAST, "speaker": "Fund", "aspect": "change_yoy", "unit": "percent"}
    fact = only_fact(claim("ko1", "5.0", "GDP", "2025", **fields), claim("zh2", "4.6", "GDP", "2025", **fields))
    assert [(p.low, p.distance) for p in fact.positions] == [(Decimal("5.0"), Decimal("-0.4")), (Decimal("4.6"), None)]


def test_one_thing_said_needs_no_positions() -> None:
    assert only_fact(claim("zh1", "4.0亿"), claim("ko1", "4.0亿")).positions == ()


def test_copies_are_one_source_of_a_position() -> None:
    text = "".join(chr(0x4E00 + (place * place * 31) % 2999) for place in range(300))
    papers = [article("zh1", "2024-08-30", text), article("zh2", "2024-08-31", text[:270]), article("ko1")]
    [event] = build_events([claim("zh1", "4.0亿"), claim("zh2", "4.0亿"), claim("ko1", "5.0亿")], papers)
    assert (event.facts[0].sources, [p.sources for p in event.facts[0].positions]) == (2, [1, 1])


WON = Restated(Decimal("1700000000000"), Decimal("1700000000000"), "approx", "KRW", 9, 15, -11)


def test_a_pair_of_currencies_is_shown_as_stated() -> None:
    yuan = claim("ko1", "93.25亿", restated=(WON,))
    fact = only_fact(yuan, claim("zh1", "93.3亿"))
    assert fact.relation == "agree"
    assert fact.pairs == (StatedPair("ko1", yuan.claim_id, WON.low, WON.high, "KRW"),)


@pytest.mark.parametrize(("figure", "paired"), [("17000亿", True), ("17200亿", True), ("19000亿", False)])
def test_a_figure_in_the_other_currency_meets_the_pair_where_the_values_fit(figure: str, paired: bool) -> None:
    yuan = claim("ko1", "93.25亿", restated=(WON,))
    event = only_event(yuan, claim("ko2", figure, unit="KRW"))
    won = next(fact for fact in event.facts if fact.unit == "KRW")
    assert won.relation == "single"  # never joined with yuan
    assert won.pairs == ((StatedPair("ko1", yuan.claim_id, yuan.low, yuan.high, "CNY"),) if paired else ())


def test_a_conversion_that_is_a_claim_of_its_own_is_paired_both_ways() -> None:
    yuan, won = claim("ko1", "93.25亿", start=1), claim("ko1", "~17000亿", unit="KRW", start=9)
    pairs = {fact.unit: [(pair.unit, pair.claim_id) for pair in fact.pairs] for fact in only_event(yuan, won).facts}
    assert pairs == {"CNY": [("KRW", won.claim_id)], "KRW": [("CNY", yuan.claim_id)]}


def test_conversions_at_different_rates_are_no_conflict() -> None:
    claims = [claim("ko1", "93.25亿", start=1), claim("ko1", "17000亿", unit="KRW", start=9)]
    claims += [claim("ko2", "93.25亿", start=1), claim("ko2", "17900亿", unit="KRW", start=9)]
    relations = sorted((fact.unit, fact.relation) for fact in only_event(*claims).facts)
    assert relations == [("CNY", "agree"), ("KRW", "single"), ("KRW", "single")]


def test_facts_that_one_language_alone_has() -> None:
    event = only_event(claim("zh1", "4.0亿"), claim("ko1", "4.0亿"), claim("zh1", "0.5亿", "GrossProfit"))
    assert [(fact.concept, fact.only_in) for fact in event.facts] == [("Revenue", None), ("GrossProfit", "zh")]
    event = only_event(claim("zh1", "4.0亿"), claim("zh2", "0.5亿", "GrossProfit"))
    assert [fact.only_in for fact in event.facts] == [None, None]


def test_titles_name_subject_and_segment_in_their_language() -> None:
    claims = [
        claim("zh1", "30.12亿", segment="教育业务", subject="科大讯飞", subject_id="iflytek"),
        claim("ko1", "30.1亿", segment="교육 부문", subject="아이플라이텍", subject_id="iflytek"),
    ]
    titles = only_event(*claims).titles
    assert titles is not None
    assert titles.zh.startswith("科大讯飞2024年上半年：教育业务营业收入30.12亿")
    assert titles.ko.startswith("아이플라이텍 2024년 상반기: 교육 매출 30억")
    assert titles.en.startswith("iFlytek, first half of 2024: education revenue CNY 3.012 billion")
