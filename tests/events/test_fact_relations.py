"""Facts from claims by hand: what is joined, what is kept apart, and how it relates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from nlp.records import Fact
from tests.events.helper import PERCENT, claim_of, facts

FORECAST: dict[str, Any] = {"modality": "forecast"}
OWNERS = "ProfitLossAttributableToOwners"
RESEARCH, EXPENSE = "ResearchAndDevelopmentInvestment", "ResearchAndDevelopmentExpense"

# name; claims as (article, figure, concept, period, other fields); facts as (relation, low, high, number of claims)
CASES: list[tuple[str, list[tuple[Any, ...]], list[tuple[str, str | None, str | None, int]]]] = [
    ("one claim", [("zh1", "93.25亿")], [("single", "9325000000", "9325000000", 1)]),
    (
        "one article says it twice, once rounded",
        [("zh1", "93亿"), ("zh1", "93.25亿")],
        [("single", "9325000000", "9325000000", 2)],
    ),
    (
        "one article contradicts itself",
        [("zh1", "93.25亿"), ("zh1", "95亿")],
        [("single", "9325000000", "9325000000", 1), ("single", "9500000000", "9500000000", 1)],
    ),
    (
        "two languages, rounding allowed",
        [("zh1", "7357万"), ("ko1", "7357.2万")],
        [("agree", "73572000", "73572000", 2)],
    ),
    (
        "the same bound",
        [("zh1", ">6.5亿"), ("ko1", ">6.50亿")],
        [("agree", "650000000", None, 2)],
    ),
    (
        "a bound holds the value",
        [("zh1", "196.50亿"), ("ko1", "<200亿")],
        [("consistent", "19650000000", "19650000000", 2)],
    ),
    (
        "two agree, a third gives a range",
        [("zh1", "4.0亿"), ("zh2", "4.02亿"), ("ko2", "3.8亿..4.6亿")],
        [("agree", "402000000", "402000000", 3)],
    ),
    (
        "both cannot hold",
        [("zh1", "4.0亿"), ("ko2", "4.5亿")],
        [("conflict", "400000000", "450000000", 2)],
    ),
    (
        "a forecast met",
        [("ko1", "-4.6亿..-3.8亿", "ProfitLoss", "2024H1", FORECAST), ("zh1", "-4亿", "ProfitLoss")],
        [("superseded", "-400000000", "-400000000", 2)],
    ),
    (
        "a forecast missed is no conflict",
        [("ko1", "5亿", "Revenue", "2024H1", FORECAST), ("zh1", "4亿"), ("zh2", "4.0亿")],
        [("superseded", "400000000", "400000000", 3)],
    ),
    (
        "reports in dispute stay in dispute",
        [("ko1", "5亿", "Revenue", "2024H1", FORECAST), ("zh1", "4亿"), ("zh2", "7.0亿")],
        [("conflict", "400000000", "700000000", 3)],
    ),
    (
        "forecast and outcome in one article",
        [("zh1", "5亿", "Revenue", "2024H1", FORECAST), ("zh1", "4亿")],
        [("single", "400000000", "400000000", 2)],
    ),
    (
        "two forecasters differ",
        [
            ("zh1", "5.0", "GDP", "2025", {**FORECAST, **PERCENT}),
            ("ko2", "4.6", "GDP", "2025", {**FORECAST, **PERCENT}),
        ],
        [("conflict", "4.6", "5", 2)],
    ),
    (
        "one forecaster revises",
        [
            ("ko1", "5.0", "GDP", "2025", {**FORECAST, **PERCENT, "speaker": "Fund"}),
            ("zh2", "4.6", "GDP", "2025", {**FORECAST, **PERCENT, "speaker": "Fund"}),
        ],
        [("superseded", "4.6", "4.6", 2)],
    ),
    (
        "an aim and an expectation",
        [
            ("zh1", "5.0", "GDP", "2025", {**PERCENT, "modality": "target"}),
            ("ko2", "4.6", "GDP", "2025", {**FORECAST, **PERCENT}),
        ],
        [("consistent", "4.6", "4.6", 2)],
    ),
    (
        "the previous value of a forecast is no outcome",
        [
            ("zh1", "4.6", "GDP", "2024", {**FORECAST, **PERCENT}),
            ("zh1", "5.0", "GDP", "2024", PERCENT),
            ("ko2", "4.6", "GDP", "2024", {**FORECAST, **PERCENT}),
        ],
        [("agree", "4.6", "4.6", 2), ("conflict", "4.6", "5", 1)],
    ),
    ("another quarter", [("zh1", "4亿", "Revenue", "2024Q1"), ("ko1", "4亿", "Revenue", "2024Q2")], [("single",) * 1]),
    ("half and year", [("zh1", "4亿", "Revenue", "2024H1"), ("ko1", "4亿", "Revenue", "2024")], [("single",) * 1]),
    ("another concept", [("zh1", "4亿"), ("ko1", "4亿", "GrossProfit")], [("single",) * 1]),
    ("another currency", [("zh1", "4亿"), ("ko1", "4亿", "Revenue", "2024H1", {"unit": "KRW"})], [("single",) * 1]),
    (
        "level and change",
        [("zh1", "4亿"), ("ko1", "4亿", "Revenue", "2024H1", {"aspect": "change"})],
        [("single",) * 1],
    ),
    ("whole and part", [("zh1", "4亿"), ("ko1", "4亿", "Revenue", "2024H1", {"segment": "교육"})], [("single",) * 1]),
    (
        "another company",
        [("zh1", "4亿"), ("ko1", "4亿", "Revenue", "2024H1", {"subject_id": "Q2", "subject": "Beta"})],
        [("single",) * 1],
    ),
    (
        "two companies of one name",
        [("zh1", "4亿"), ("ko1", "4亿", "Revenue", "2024H1", {"subject_id": "Q2"})],
        [("single",) * 1],
    ),
    (
        "nobody knows whose",
        [
            ("zh1", "4亿", "Revenue", "2024H1", {"subject_id": None, "subject": None}),
            ("ko1", "4亿", "Revenue", "2024H1", {"subject_id": None, "subject": None}),
        ],
        [("single",) * 1],
    ),
    (
        "the company, whichever",
        [
            ("zh1", "4亿", "Revenue", "2024H1", {"subject_id": None, "subject": "公司"}),
            ("zh2", "4亿", "Revenue", "2024H1", {"subject_id": None, "subject": "公司"}),
        ],
        [("single",) * 1],
    ),
    (
        "a name without an id, in two scripts",
        [
            ("zh1", "4亿", "Revenue", "2024H1", {"subject_id": None, "subject": "東風汽車"}),
            ("zh2", "4亿", "Revenue", "2024H1", {"subject_id": None, "subject": "东风汽车"}),
        ],
        [("agree", "400000000", "400000000", 2)],
    ),
    (
        "segments across languages",
        [
            ("zh1", "30.12亿", "Revenue", "2024H1", {"segment": "教育业务"}),
            ("ko1", "30.1亿", "Revenue", "2024H1", {"segment": "교육 부문"}),
        ],
        [("agree", "3012000000", "3012000000", 2)],
    ),
    (
        "another segment",
        [
            ("zh1", "30.12亿", "Revenue", "2024H1", {"segment": "教育业务"}),
            ("ko1", "30.12亿", "Revenue", "2024H1", {"segment": "의료 사업"}),
        ],
        [("single",) * 1],
    ),
    (
        "a wider name of a segment, proved by the value",
        [
            ("zh1", "30.12亿", "Revenue", "2024H1", {"segment": "教育产品和服务"}),
            ("ko1", "30.12亿", "Revenue", "2024H1", {"segment": "교육"}),
        ],
        [("agree", "3012000000", "3012000000", 2)],
    ),
    (
        "a wider name of a segment, not proved",
        [
            ("zh1", "30亿", "Revenue", "2024H1", {"segment": "教育产品和服务"}),
            ("ko1", "30.12亿", "Revenue", "2024H1", {"segment": "교육"}),
        ],
        [("single",) * 1],
    ),
    (
        "total and attributable profit, mixed",
        [("zh1", "7357万", "ProfitLoss"), ("ko1", "7357.2万", OWNERS)],
        [("agree", "73572000", "73572000", 2)],
    ),
    (
        "total and attributable profit, told apart",
        [("zh1", "5.2亿", "ProfitLoss"), ("ko1", "5.6亿", OWNERS)],
        [("single",) * 1],
    ),
    (
        "a bound proves nothing about concepts",
        [("zh1", "5.2亿", "ProfitLoss"), ("ko1", ">5亿", OWNERS)],
        [("single",) * 1],
    ),
    (
        "a paper that means the attributable profit",
        [("zh1", "5.2亿", "ProfitLoss"), ("zh1", "5.6亿", OWNERS), ("ko1", "5.6亿", "ProfitLoss")],
        [("single", "520000000", "520000000", 1), ("agree", "560000000", "560000000", 2)],
    ),
    (
        "others confirm one of an article's two values",
        [("ko1", "7357.2万", OWNERS), ("ko1", "735.72亿", OWNERS), ("zh1", "7357万", "ProfitLoss")],
        [("agree", "73572000", "73572000", 2), ("conflict", "73572000", "73572000000", 1)],
    ),
    (
        "research spending by two names",
        [("zh1", "21.9亿", RESEARCH), ("ko1", "21.9亿", EXPENSE)],
        [("agree", "2190000000", "2190000000", 2)],
    ),
    (
        "research spending that differs",
        [("zh1", "45.8亿", RESEARCH), ("ko1", "38.1亿", EXPENSE)],
        [("single",) * 1],
    ),
    (
        "one purpose in two wordings",
        [
            ("zh1", ">6.5亿", RESEARCH, "2024H1", {"segment": "大模型研发以及核心技术自主可控", "aspect": "change"}),
            ("ko1", ">6.5亿", "Investment", "2024H1", {"segment": "대형 모델의 구현"}),
        ],
        [("agree", "650000000", None, 2)],
    ),
    (
        "a purpose named by one only, proved by the amount",
        [("zh1", "6.52亿", RESEARCH, "2024H1", {"segment": "大模型"}), ("ko1", "6.52亿", "Investment")],
        [("agree", "652000000", "652000000", 2)],
    ),
    (
        "a purpose named by one only, with a round amount",
        [("zh1", "6.5亿", RESEARCH, "2024H1", {"segment": "大模型"}), ("ko1", "6.5亿", "Investment")],
        [("single",) * 1],
    ),
    (
        "research and investment grow alike",
        [("zh1", "20.5", RESEARCH, "2024H1", PERCENT), ("ko1", "20.5", "Investment", "2024H1", PERCENT)],
        [("single",) * 1],
    ),
    (
        "a sentence that tells of the other's purpose",
        [
            ("zh1", ">6.5亿", RESEARCH, "2024H1", {"segment": "核心技术", "evidence": "大模型和核心技术投入"}),
            ("ko1", ">6.5亿", "Investment", "2024H1", {"segment": "대형 모델"}),
        ],
        [("agree", "650000000", None, 2)],
    ),
    (
        "a bound on another purpose",
        [
            ("zh1", ">6.5亿", RESEARCH, "2024H1", {"segment": "大模型"}),
            ("ko1", "7.4亿", "Investment", "2024H1", {"segment": "대형 모델"}),
        ],
        [("single",) * 1],
    ),
    (
        "an instant at the end of the year, of a flow",
        [("zh1", "196.5亿", "Revenue", "2023"), ("ko1", "<200亿", "Revenue", "2023-12-31")],
        [("consistent", "19650000000", "19650000000", 2)],
    ),
    (
        "an instant within the year, of a flow",
        [("zh1", "196.5亿", "Revenue", "2023H1"), ("ko1", "<200亿", "Revenue", "2023-06-30")],
        [("single",) * 1],
    ),
    (
        "a stock is of the last day",
        [
            ("zh1", "1.2亿", "CashAndCashEquivalents", "2024H1"),
            ("ko1", "1.2亿", "CashAndCashEquivalents", "2024-06-30"),
        ],
        [("agree", "120000000", "120000000", 2)],
    ),
    (
        "what a stock gained is of a span",
        [
            ("zh1", "224万", "Developers", "2024", {"aspect": "change"}),
            ("ko1", "224万", "Developers", "2024Q4", {"aspect": "change"}),
        ],
        [("single",) * 1],
    ),
    (
        "things counted by other words",
        [
            ("zh1", "802万", "Developers", "2024-06-30", {"unit": "team"}),
            ("ko1", "802万", "Developers", "2024-06-30", {"unit": "person"}),
        ],
        [("agree", "8020000", "8020000", 2)],
    ),
    (
        "different things counted by different words",
        [
            ("zh1", "360万", "Deliveries", "2023", {"unit": "vehicle"}),
            ("zh1", "42", "Deliveries", "2023", {"unit": "item"}),
            ("ko1", "360万", "Deliveries", "2023", {"unit": "vehicle"}),
        ],
        [("single", "42", "42", 1), ("agree", "3600000", "3600000", 2)],
    ),
    (
        "one article, two words for two values",
        [
            ("zh1", "16.53亿", EXPENSE, "2023", {"metric_text": "研发费用"}),
            ("zh1", "19.53亿", EXPENSE, "2023", {"metric_text": "研发支出"}),
        ],
        [("single",) * 1],
    ),
    (
        "another article confirms one of two words",
        [
            ("zh1", "16.53亿", EXPENSE, "2023", {"metric_text": "研发费用"}),
            ("zh1", "19.53亿", EXPENSE, "2023", {"metric_text": "研发支出"}),
            ("ko1", "19.53亿", EXPENSE, "2023", {"metric_text": "연구개발비"}),
        ],
        [("single", "1653000000", "1653000000", 1), ("agree", "1953000000", "1953000000", 2)],
    ),
    (
        "two articles, two words, two values",
        [
            ("zh1", "16.53亿", EXPENSE, "2023", {"metric_text": "研发费用"}),
            ("ko1", "19.53亿", EXPENSE, "2023", {"metric_text": "연구개발비"}),
        ],
        [("conflict", "1653000000", "1953000000", 2)],
    ),
    (
        "changes against bases that are not told",
        [
            ("zh1", "0.1", "GDP", "2024", {"aspect": "change", "unit": "percentage_point"}),
            ("ko1", "0.3", "GDP", "2024", {"aspect": "change", "unit": "percentage_point"}),
        ],
        [("single",) * 1],
    ),
    (
        "a price for one share",
        [
            ("zh1", "1.59", "SharePrice", "2024-08-09", {"unit": "HKD/share"}),
            ("ko1", "1.59", "SharePrice", "2024-08-09", {"unit": "HKD"}),
        ],
        [("agree", "1.59", "1.59", 2)],
    ),
    (
        "prices of one day differ",
        [
            ("zh1", "1.59", "SharePrice", "2024-08-09", {"unit": "HKD"}),
            ("ko1", "1.62", "SharePrice", "2024-08-09", {"unit": "HKD"}),
        ],
        [("single",) * 1],
    ),
    (
        "two contracts of one year",
        [("zh1", "3.0亿", "ContractValue", "2024"), ("ko1", "5.0亿", "ContractValue", "2024")],
        [("single",) * 1],
    ),
    (
        "one funding round, two amounts",
        [
            ("zh1", "3.0亿", "FundsRaised", "2024-08-09", {"segment": "B轮"}),
            ("ko1", "5.0亿", "FundsRaised", "2024-08-09", {"segment": "시리즈 B"}),
        ],
        [("conflict", "300000000", "500000000", 2)],
    ),
    (
        "a loss that narrows and a profit that rises",
        [("zh1", "-33.7", "ProfitLoss", "2024H1", PERCENT), ("ko1", "33.7", "ProfitLoss", "2024H1", PERCENT)],
        [("single",) * 1],
    ),
    (
        "revenue that falls and rises",
        [("zh1", "-33.7", "Revenue", "2024H1", PERCENT), ("ko1", "33.7", "Revenue", "2024H1", PERCENT)],
        [("conflict", "-33.7", "33.7", 2)],
    ),
    (
        "without a period, near in time",
        [("zh2", "3.25亿", "Revenue", None), ("zh3", "3.25亿", "Revenue", None)],
        [("agree", "325000000", "325000000", 2)],
    ),
    (
        "without a period, far in time",
        [("ko1", "3.25亿", "Revenue", None), ("zh3", "3.25亿", "Revenue", None)],
        [("single",) * 1],
    ),
    (
        "without a period, values that differ are of different times",
        [("zh2", "3.25亿", "Revenue", None), ("zh3", "3.5亿", "Revenue", None)],
        [("single",) * 1],
    ),
    (
        "without period or date",
        [("zh9", "3.25亿", "Revenue", None), ("zh3", "3.25亿", "Revenue", None)],
        [("single",) * 1],
    ),
    (
        "without period or date, an amount in three figures",
        [("zh9", "2.031万", "Revenue", None), ("ko9", "2.03万", "Revenue", None)],
        [("agree", "20310", "20310", 2)],
    ),
    (
        "without period or date, a round amount",
        [("zh9", "2.0万", "Revenue", None), ("ko9", "2.0万", "Revenue", None)],
        [("single",) * 1],
    ),
    (
        "without period or date, a rate",
        [("zh9", "33.1", "Revenue", None, PERCENT), ("ko9", "33.1", "Revenue", None, PERCENT)],
        [("single",) * 1],
    ),
    (
        "no concept, but the same words",
        [
            ("zh1", "80", "Other", "2024H1", {"metric_text": "回收率", "unit": "percent"}),
            ("zh2", "80", "Other", "2024H1", {"metric_text": "回收率", "unit": "percent"}),
        ],
        [("agree", "80", "80", 2)],
    ),
    (
        "no concept, other words",
        [
            ("zh1", "80", "Other", "2024H1", {"metric_text": "回收率", "unit": "percent"}),
            ("zh2", "80", "Other", "2024H1", {"metric_text": "利用率", "unit": "percent"}),
        ],
        [("single",) * 1],
    ),
    (
        "no concept, no words",
        [
            ("zh1", "80", "Other", "2024H1", {"unit": "percent"}),
            ("zh2", "80", "Other", "2024H1", {"unit": "percent"}),
        ],
        [("single",) * 1],
    ),
    (
        "a conversion that is a little off is no dispute",
        [
            ("ko1", "93.25亿", "Revenue", "2024H1", {"unit": "CNY", "start": 1}),
            ("ko1", "~1.7万", "Revenue", "2024H1", {"unit": "KRW", "start": 9}),
            ("ko2", "1.9万", "Revenue", "2024H1", {"unit": "KRW"}),
        ],
        [("single",) * 1],
    ),
    (
        "a conversion that fits is used",
        [
            ("ko1", "93.25亿", "Revenue", "2024H1", {"unit": "CNY", "start": 1}),
            ("ko1", "~1.7万", "Revenue", "2024H1", {"unit": "KRW", "start": 9}),
            ("ko2", "1.72万", "Revenue", "2024H1", {"unit": "KRW"}),
        ],
        [("single", "9325000000", "9325000000", 1), ("agree", "17200", "17200", 2)],
    ),
]


def summary(fact: Fact) -> tuple[Any, ...]:
    return fact.relation, fact.low, fact.high, len(fact.claim_ids)


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (row[0], *((bound is not None, bound or 0) for bound in row[1:3]), row[3])


@pytest.mark.parametrize(("name", "given", "expected"), CASES, ids=[name for name, _, _ in CASES])
def test_facts(name: str, given: list[tuple[Any, ...]], expected: list[Any]) -> None:
    claims = [claim_of(row) for row in given]
    found = facts(claims)
    if expected == [("single",)]:  # nothing is joined
        assert [(fact.relation, len(fact.claim_ids)) for fact in found] == [("single", 1)] * len(claims)
        return
    wanted = [(r, *(None if bound is None else Decimal(bound) for bound in (a, b)), n) for r, a, b, n in expected]
    assert sorted(map(summary, found), key=_order) == sorted(wanted, key=_order)
    for fact in found:
        assert (fact.note is None) == (fact.relation == "single")
