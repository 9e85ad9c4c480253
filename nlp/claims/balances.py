"""Surpluses and deficits: of a company its result, of an economy a balance, which one word stands for (흑자, 적자)."""

from __future__ import annotations

from dataclasses import replace

from nlp.claims.concepts import concepts, is_money
from nlp.claims.mentions import Metric
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Quantity

_BALANCE = "수지"  # of trade, services or a budget
_BEHIND = 3  # characters between an amount and the word for a deficit right behind it


def is_balance(metric: Metric) -> bool:
    """Whether a metric is a balance of trade or another one of an economy."""
    return metric.concept == "TradeBalance" or metric.text.endswith(_BALANCE)


def balance_of(context: SentenceContext, metric: Metric, quantity: Quantity) -> Metric | None:
    """A deficit or surplus of trade (무역수지는 19억달러 적자), of another balance, or a company's result."""
    if metric.concept == "ProfitLoss" and syntax(context.lang, "deficit_or_surplus").fullmatch(metric.text):
        balances = [m for m in context.metrics if m.end <= metric.start and is_balance(m)]
        owner = _owned(context, metric, balances[-1].end if balances else context.start)
        if syntax(context.lang, "of_trade", "$").search(context.view, context.start, metric.start):
            metric = replace(metric, concept="TradeBalance")
        elif balances and not owner:
            metric = replace(balances[-1], sign=metric.sign)
        elif not owner and quantity.unit == "USD" and 0 <= metric.start - quantity.end <= _BEHIND:
            return None  # 전년 동기 89억3000만달러 흑자: of whom is not said
    return metric


def _owned(context: SentenceContext, metric: Metric, floor: int) -> bool:
    """Whether a company is named before a metric, and behind the balance that the sentence tells of."""
    return any(m.label == "ORG" and floor <= m.start and m.end <= metric.start for m in context.entities)


def same_balance(context: SentenceContext, metric: Metric, before: Metric, *, listed: bool = False) -> Metric:
    """A surplus or deficit told of right after a balance is that balance: 상품수지는 90억달러였다. 흑자 규모도 ….

    Args:
        context: the sentence.
        metric: the word for the surplus or deficit, or any other metric, which stays.
        before: what the number before it is of.
        listed: whether it is that of a list of names, which are no owners of a result.
    """
    profit = metric.concept == "ProfitLoss" and syntax(context.lang, "deficit_or_surplus").fullmatch(metric.text)
    owner = not listed and _owned(context, metric, context.start)
    if not profit or owner or not is_balance(before):
        return metric
    return replace(metric, concept=before.concept, text=before.text)


def told_side(context: SentenceContext, metric: Metric, quantity: Quantity) -> Metric:
    """The metric with the sign that the words at its number give: 30억원 적자에서 50억원 흑자로, 수지 적자는 9억달러.

    Args:
        context: the sentence.
        metric: what a level is of.
        quantity: the level.
    """
    if not is_money(quantity.unit) or not (concepts()[metric.concept].signed or is_balance(metric)):
        return metric
    if syntax(context.lang, "deficit").match(context.view, quantity.end, context.end):
        return replace(metric, sign=-1)
    if syntax(context.lang, "surplus").match(context.view, quantity.end, context.end):
        return replace(metric, sign=1)
    in_deficit = is_balance(metric) and syntax(context.lang, "balance_below").match(context.view, metric.end)
    return replace(metric, sign=-1) if in_deficit else metric
