"""Surpluses and deficits: of a company its result, of an economy a balance, which one word stands for (흑자, 적자)."""

from __future__ import annotations

from dataclasses import replace

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
        owner = any(m.label == "ORG" and m.end <= metric.start for m in context.entities)
        balances = [m for m in context.metrics if m.end <= metric.start and m.text.endswith(_BALANCE)]
        if syntax(context.lang, "of_trade", "$").search(context.view, context.start, metric.start):
            metric = replace(metric, concept="TradeBalance")
        elif balances and not owner:
            metric = replace(balances[-1], sign=metric.sign)
        elif not owner and quantity.unit == "USD" and 0 <= metric.start - quantity.end <= _BEHIND:
            return None  # 전년 동기 89억3000만달러 흑자: of whom is not said
    if is_balance(metric) and syntax(context.lang, "deficit").match(context.view, quantity.end):
        return replace(metric, sign=-1)
    return metric


def same_balance(context: SentenceContext, metric: Metric, before: Metric) -> Metric:
    """A surplus or deficit told of right after a balance is that balance: 상품수지는 90억달러였다. 흑자 규모도 …."""
    profit = metric.concept == "ProfitLoss" and syntax(context.lang, "deficit_or_surplus").fullmatch(metric.text)
    owner = any(m.label == "ORG" and m.end <= metric.start for m in context.entities)
    if not profit or owner or not is_balance(before):
        return metric
    return replace(metric, concept=before.concept, text=before.text)
