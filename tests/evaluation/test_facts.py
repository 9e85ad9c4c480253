"""Each way in which a claim can be wrong has its name, costs the level that asks for it, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from runs import FACT, TEXT, claim, gold, score_one

from nlp.evaluation.tally import Counts

RIGHT, MISSED, WRONG, BOTH = Counts(correct=1), Counts(missed=1), Counts(spurious=1), Counts(missed=1, spurious=1)
FLAGS = {"lost", "wrong"}
CASES = [
    # what the claim says instead, the kinds of mistake, and the counts at value, measure and full
    ({}, [], RIGHT, RIGHT, RIGHT),
    ({"low": "-1250000000", "high": "-1250000000"}, [("sign",)], RIGHT, BOTH, BOTH),
    ({"concept": "OperatingProfit"}, [("concept",)], RIGHT, BOTH, BOTH),
    ({"aspect": "change"}, [("aspect",)], RIGHT, BOTH, BOTH),
    ({"segment": "海外"}, [("segment",)], RIGHT, BOTH, BOTH),
    ({"subject": "方雨舟", "subject_text": None}, [("subject",)], RIGHT, RIGHT, BOTH),
    ({"period_start": "2023-01-01", "period_end": "2023-06-30"}, [("period",)], RIGHT, RIGHT, BOTH),
    ({"period_start": None, "period_end": None}, [("period",)], RIGHT, RIGHT, BOTH),
    ({"modality": "forecast"}, [("modality",)], RIGHT, RIGHT, BOTH),
    ({"speaker": "方雨舟"}, [("speaker",)], RIGHT, RIGHT, RIGHT),
    ({"aspect": "change", "modality": "target"}, [("aspect", "modality")], RIGHT, BOTH, BOTH),
    ({"unit": "USD"}, [("unit",)], BOTH, BOTH, BOTH),
    ({"low": "12500000", "high": "12500000"}, [("value",)], BOTH, BOTH, BOTH),
    ({"low": "12500000", "high": "12500000", "concept": "Users"}, [("missed",), ("spurious",)], BOTH, BOTH, BOTH),
    ({"concept": "Other"}, [("concept",)], RIGHT, MISSED, MISSED),
    ({"low": "7", "high": "7", "concept": "Other"}, [("missed",)], MISSED, MISSED, MISSED),
]


@pytest.mark.parametrize(("change", "kinds", "value", "measure", "full"), CASES)
def test_one_claim(change, kinds, value, measure, full):
    scored = score_one(gold(facts=[FACT]), claim(**change))
    assert [mistake.kinds for mistake in scored.mistakes] == kinds
    assert (scored.counts["value"], scored.counts["measure"], scored.counts["full"]) == (value, measure, full)
    assert sum(mistake.lost for mistake in scored.mistakes) == full.missed
    assert sum(mistake.wrong for mistake in scored.mistakes) == full.spurious


ANSWERS = [
    # what the gold accepts, what the claim says, the field, and whether it agrees
    ({"concept": ["ProfitLoss", "Revenue"]}, {}, "concept", Counts(correct=1)),
    ({"unit": ["USD", "CNY"]}, {}, "sign", Counts(correct=1)),
    ({"segment": ["海外", None]}, {}, "segment", Counts(correct=1)),
    ({"segment": "海外市场"}, {"segment": "海外"}, "segment", Counts(correct=1)),
    ({"segment": "海外"}, {"segment": "国内"}, "segment", Counts(incorrect=1)),
    ({"segment": "海外"}, {}, "segment", Counts(incorrect=1)),
    ({"segment": "海外", "segment_optional": True}, {}, "segment", Counts(correct=1)),
    ({"subject": None}, {"subject": "方雨舟"}, "subject", Counts()),
    ({"subject": ["Qinghe"]}, {"subject_text": "QINGHE Technology"}, "subject", Counts(correct=1)),
    ({"subject": ["清河科技", None]}, {"subject": None, "subject_text": None}, "subject", Counts(correct=1)),
    ({"period_start": None, "period_end": None}, {}, "period", Counts()),
    ({"period_start": [None, "2023-01-01"], "period_end": [None, "2023-06-30"]}, {}, "period", Counts(incorrect=1)),
    ({"period_start": None}, {}, "period", Counts(correct=1)),
    ({"modality": "forecast"}, {"modality": "estimate"}, "modality", Counts(correct=1)),
    ({"speaker": "方雨舟"}, {}, "speaker", Counts(incorrect=1)),
    ({"qualifier": "exact"}, {"qualifier": "approx"}, "qualifier", Counts(incorrect=1)),
    ({"qualifier": ["exact", "approx"]}, {"qualifier": "approx"}, "qualifier", Counts(correct=1)),
]


@pytest.mark.parametrize(("accepted", "change", "field", "counts"), ANSWERS)
def test_acceptable_answers(accepted, change, field, counts):
    assert score_one(gold(facts=[{**FACT, **accepted}]), claim(**change)).counts[f"field: {field}"] == counts


def test_a_qualifier_that_nobody_annotated_is_not_scored():
    assert "field: qualifier" not in score_one(gold(facts=[FACT])).counts


def test_an_optional_fact_earns_nothing_and_costs_nothing():
    optional = gold(facts=[{**FACT, "required": False}])
    assert score_one(optional).counts["full"] == score_one(optional, claim()).counts["full"] == Counts()
    scored = score_one(optional, claim(concept="OperatingProfit"))
    assert (scored.counts["value"], scored.counts["full"]) == (Counts(), WRONG)
    assert [(m.kinds, m.lost, m.wrong) for m in scored.mistakes] == [(("concept",), False, True)]


def test_a_claim_serves_the_required_fact_first():
    facts = [{**FACT, "required": False, "concept": ["Revenue", "Other"]}, FACT]
    assert score_one(gold(facts=facts), claim()).counts["full"] == RIGHT


def test_a_repeated_value_is_neither_right_nor_wrong_where_it_says_the_same():
    again = claim(claim_id="c2", period_start="2023-01-01", period_end="2023-06-30")
    scored = score_one(gold(facts=[FACT]), claim(), again)
    assert (scored.counts["value"], scored.counts["full"]) == (RIGHT, Counts(correct=1, spurious=1))
    assert [mistake.kinds for mistake in scored.mistakes] == [("repeated",)]
    assert score_one(gold(facts=[FACT]), claim(), claim(claim_id="c3")).counts["full"] == RIGHT


def test_the_mistake_is_told_with_its_sentence_and_both_sides():
    (mistake,) = score_one(gold(facts=[FACT]), claim(concept="ProfitLoss", period_end="2024-12-31")).mistakes
    assert mistake.sentence == TEXT[: TEXT.index("。") + 1]
    assert TEXT[mistake.start : mistake.end] == "12.5亿元"
    assert mistake.gold == "清河科技, Revenue, level, CNY 1.25 billion, 2024-01-01…2024-06-30, reported"
    assert [(d.field, d.gold, d.found) for d in mistake.differences] == [
        ("concept", "Revenue", "ProfitLoss"),
        ("period", "2024-01-01…2024-06-30", "2024-01-01…2024-12-31"),
    ]


def test_counts_by_concept():
    spurious = claim("8%", claim_id="c2", low="8", high="8", unit="percent", concept="NetMargin")
    scored = score_one(gold(facts=[FACT]), claim(), spurious)
    assert scored.by_class["full", "Revenue"] == RIGHT
    assert scored.by_class["full", "NetMargin"] == WRONG


def test_the_order_of_claims_and_facts_changes_nothing():
    loss = {"concept": "ProfitLoss", "low": "-300000000", "high": "-300000000", "quote": "净亏损约3亿元"}
    facts = [FACT, {**FACT, **loss, "modality": "forecast"}, {**FACT, **loss, "aspect": "change", "required": False}]
    found = [
        claim(),
        claim("3亿元", claim_id="c2", low="-300000000", high="-300000000", concept="ProfitLoss"),
        claim("3亿元", claim_id="c3", low="300000000", high="300000000", concept="Revenue"),
        replace(claim("8%", claim_id="c4"), concept="Users"),
    ]
    first = score_one(gold(facts=facts), *found)
    turned = score_one(gold(facts=facts[::-1]), *found[::-1])
    assert turned.counts == first.counts
    assert turned.by_class == first.by_class
    told, again = ({replace(mistake, entry=None) for mistake in scored.mistakes} for scored in (first, turned))
    assert told == again
