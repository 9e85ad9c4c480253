"""Event records as a whole: how facts are grouped and typed, and that neither order nor growth disturbs them."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from nlp.evaluation.worlds import make_world, score_world
from nlp.events import build_events
from nlp.records import EventRecord
from tests.events.helper import ARTICLES, PERCENT, claim, claim_of
from tests.events.test_fact_relations import CASES

EVENT_CLAIMS = [
    claim("zh1", "18.91", "Revenue", "2024H1", **PERCENT),
    claim("zh1", "93.25亿"),
    claim("zh1", "30.12亿", segment="教育业务"),
    claim("zh1", "-4亿", "ProfitLoss"),
    claim("zh1", "7357万", "ProfitLoss", "2023H1"),
    claim("zh1", "1.2亿", "CashAndCashEquivalents", "2024-06-30"),
    claim("ko1", "-4.6亿..-3.8亿", "ProfitLoss", "2024H1", modality="forecast", subject="알파"),
    claim("zh2", "150亿", "Revenue", "2025", modality="forecast"),
    claim("zh2", "1.59", "SharePrice", "2024-08-30", unit="HKD/share"),
    claim("zh2", "3.1亿", "FundsRaised", "2024-08-20"),
    claim("zh2", "12", "ContractCount", "2024-07-31", unit="item"),
    claim("zh2", "2.3", "ConsumerPriceIndex", "2024Q3", **PERCENT),
    claim("zh2", "5亿", "Users", "2024-08-31", unit="person"),
    claim("zh2", "7", "Other", "2024-02-02", unit="item"),
]


def test_events_group_by_subject_and_period() -> None:
    events = build_events(EVENT_CLAIMS, ARTICLES)
    found = {(str(event.period_start), str(event.period_end)): event for event in events}
    assert [event.period_start for event in events] == sorted(event.period_start for event in events)  # type: ignore
    half = found["2024-01-01", "2024-06-30"]
    assert [(fact.concept, fact.segment, fact.aspect) for fact in half.facts] == [
        ("Revenue", None, "level"),
        ("Revenue", None, "change_yoy"),
        ("Revenue", "教育业务", "level"),
        ("ProfitLoss", None, "level"),
        ("CashAndCashEquivalents", None, "level"),
    ]
    assert half.subject == "Alpha" and half.subject_id == "Q1"
    assert half.languages == ("ko", "zh") and half.article_ids == ("ko1", "zh1")
    assert (str(half.first_published), str(half.last_published)) == ("2024-08-11", "2024-08-30")
    assert [fact.concept for fact in found["2023-01-01", "2023-06-30"].facts] == ["ProfitLoss"]


def test_event_types() -> None:
    types = {str(event.period_end): event.event_type for event in build_events(EVENT_CLAIMS, ARTICLES)}
    assert types == {
        "2023-06-30": "results",
        "2024-02-02": "other",
        "2024-06-30": "results",
        "2024-07-31": "contract",
        "2024-08-20": "funding",
        "2024-08-30": "market",
        "2024-08-31": "product",
        "2024-09-30": "macro",
        "2025-12-31": "guidance",
    }


def test_statements_and_claims_without_concept_or_value_take_no_part() -> None:
    one = claim("zh1", "4亿")
    left_out = [
        replace(one, kind="statement", claim_id="a"),
        replace(one, concept=None, claim_id="b"),
        replace(one, low=None, high=None, claim_id="c"),
    ]
    assert build_events(left_out, ARTICLES) == []
    [event] = build_events([one, *left_out], ARTICLES)
    assert len(event.facts) == 1


def test_nothing_gives_nothing() -> None:
    assert build_events([], []) == []
    assert build_events([], ARTICLES) == []


def test_records_can_be_written_and_read_back() -> None:
    for event in build_events(EVENT_CLAIMS, ARTICLES):
        assert EventRecord.from_dict(json.loads(json.dumps(event.to_dict()))) == event


def test_every_claim_stands_in_one_fact() -> None:
    world = make_world(2)
    placed = [
        claim_id
        for event in build_events(world.claims, world.articles)
        for f in event.facts
        for claim_id in f.claim_ids
    ]
    assert sorted(placed) == sorted(one.claim_id for one in world.claims)


def test_order_of_input_changes_nothing() -> None:
    world = make_world(2)
    extra = [claim_of(row) for _, given, _ in CASES for row in given]
    claims, articles = world.claims + extra, world.articles + ARTICLES
    expected = build_events(claims, articles)
    for seed in range(5):
        dice = random.Random(seed)
        dice.shuffle(claims)
        dice.shuffle(articles)
        assert build_events(claims, articles) == expected


def test_a_grown_feed_changes_only_the_events_it_touches() -> None:
    world = make_world(3)
    late = {one.article_id for one in world.articles[::3] if "-1-" in one.article_id}  # of the second company alone
    early = [one for one in world.claims if one.article_id not in late]
    before = {event.event_id: event for event in build_events(early, world.articles)}
    after = {event.event_id: event for event in build_events(world.claims, world.articles)}
    assert before.keys() <= after.keys()
    touched = {event_id for event_id in after if before.get(event_id) != after[event_id]}
    assert touched
    told_of = {one.subject for one in world.claims if one.article_id in late}
    assert {after[event_id].subject for event_id in touched} <= told_of


def test_a_period_is_not_disturbed_by_another() -> None:
    before = {event.event_id: event for event in build_events(EVENT_CLAIMS, ARTICLES)}
    after = {
        event.event_id: event
        for event in build_events([*EVENT_CLAIMS, claim("ko2", "44.1亿", "Revenue", "2024Q1")], ARTICLES)
    }
    assert {event_id: after[event_id] for event_id in before} == before


@pytest.mark.parametrize("seed", [1, 2])
def test_worlds(seed: int) -> None:
    world = make_world(6, seed)
    result = score_world(world, build_events(world.claims, world.articles))
    assert result.precision >= 0.99
    assert result.recall >= 0.99
    assert result.relations >= 0.97
