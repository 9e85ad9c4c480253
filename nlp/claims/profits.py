"""Which kind of profit a plain word for it takes up, and which it is for a part of a company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.attaching import PROFITS
from nlp.claims.mentions import Metric
from nlp.claims.model import Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Quantity


def profit_told(context: SentenceContext) -> str | None:
    """The kind of profit that a sentence tells last by its name, None where it tells none or only of a loss."""
    bare = syntax(context.lang, "bare_profit")
    kinds = [
        m.concept
        for m in context.metrics
        if m.concept in ("OperatingProfit", "ProfitLoss", *PROFITS) and not bare.fullmatch(m.text)
    ]
    return kinds[-1] if kinds else None


def same_profit(metric: Metric, bare: bool, values: Sequence[Value]) -> Metric:
    """公司拥有人应占亏损7727万港元，亏损同比减少43%: the plain word takes up the kind of profit just stated."""
    last = next((value for value in reversed(values) if not value.is_change), None)
    if last is None or last.metric is None:
        return metric
    if last.concept in PROFITS and last.metric.sign == metric.sign:
        return last.metric
    if bare and last.concept in ("OperatingProfit", *PROFITS):
        return replace(metric, concept=last.concept)
    return metric


def names_another(context: SentenceContext, metric: Metric, values: Sequence[Value]) -> bool:
    """Whether a Chinese sentence names another company between its last number and a word for profit."""
    if context.lang != "zh" or not values:
        return False
    end = values[-1].quantity.end
    return any(m.label == "ORG" and end <= m.start and m.end <= metric.start for m in context.entities)


def names_company(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a Korean sentence names a company first, whose loss is no longer of the kind told of another one."""
    return context.lang == "ko" and any(m.label == "ORG" and m.end <= quantity.start for m in context.entities)


def is_of_part(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a Korean result is of a part of the company, which has no other profit than that from operations.

    소재사업도 489억원 적자였다, 화학은 612억원 손실: a division, or a topic that is no company.
    """
    if context.lang != "ko" or profit_told(context) not in (None, "OperatingProfit"):
        return False
    start = context.clause_start(quantity.start)
    if syntax("ko", "division_head").search(context.view, start, quantity.start):
        return True
    named = any(m.label in ("ORG", "LOC") and context.start <= m.start < quantity.start for m in context.entities)
    return not named
