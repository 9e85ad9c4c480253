"""The interval that a number stands for in its sentence: signed, and open where something has passed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from nlp.claims.concepts import is_money
from nlp.claims.model import Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Qualifier

_RESULTS = (
    "ProfitLoss",
    "ProfitLossAttributableToOwners",
    "RecurringProfitLoss",
    "AdjustedProfitLoss",
    "OperatingProfit",
    "OperatingCashFlow",
    "FreeCashFlow",
)
_AHEAD = 28  # characters before a number in which words say that it was expected


def _negated(context: SentenceContext, value: Value) -> re.Match[str] | None:
    start, end = context.clauses[context.clause_at(value.quantity.start)]
    pattern = syntax(context.lang, "negation")
    if context.lang == "zh":
        return re.search(rf"{pattern.pattern}$", context.view[start : value.quantity.start])
    return pattern.match(context.view, value.quantity.end, end)


def bounded(
    context: SentenceContext, value: Value, sign: float | None = None
) -> tuple[Decimal | None, Decimal | None, Qualifier]:
    """The interval as the sentence means it: with the sign of a loss or a fall, and with a denied bound turned.

    Args:
        context: the sentence.
        value: the number.
        sign: 1 or -1 where it is decided already; a sign that is printed stays.
    """
    quantity = value.quantity
    low, high, qualifier = quantity.low, quantity.high, quantity.qualifier
    denied = _negated(context, value)
    if denied and denied.groupdict().get("below"):  # 20조원 밑으로 내려가지는 못했다
        low, high, qualifier = high if low is None else low, None, "at_least"
    elif denied and low is not None:
        low, high, qualifier = None, low, "at_most"
    elif (
        qualifier == "at_most"
        and high is not None
        and syntax(context.lang, "reached").match(context.view, quantity.end, context.end)
    ):
        low, qualifier = high, "exact"  # 최고 6만원까지 올랐던: the height that it had
    elif qualifier in ("exact", "approx") and low is not None and not value.is_change:
        low, high, qualifier = _passed(context, value, low)
    metric = value.metric
    negative = False
    if sign is not None:
        negative = sign < 0 and not is_negative(low, high)
    elif value.is_change:
        negative = value.direction < 0 and not is_negative(low, high)
    elif metric is not None and (metric.sign < 0 or _is_lost(context, value)):
        negative = not is_negative(low, high)
    if negative:
        low, high = (None if high is None else -high), (None if low is None else -low)
    return low, high, qualifier


def _passed(
    context: SentenceContext, value: Value, number: Decimal
) -> tuple[Decimal | None, Decimal | None, Qualifier]:
    """A number that something has passed is a bound (突破, 돌파, 跌破, 밑돌); one that was expected is itself."""
    start, end, lang = value.quantity.start, value.quantity.end, context.lang
    left = context.view[max(context.start, start - _AHEAD) : start]
    stated = value.quantity.qualifier
    if syntax(lang, "expected", "$").search(left):
        return number, number, stated
    if syntax(lang, "above_before", "$").search(left) or syntax(lang, "above_after").match(
        context.view, end, context.end
    ):
        return number, None, "at_least"
    if syntax(lang, "below_before", "$").search(left) or syntax(lang, "below_after").match(
        context.view, end, context.end
    ):
        return None, number, "at_most"
    return number, value.quantity.high, stated


def _is_lost(context: SentenceContext, value: Value) -> bool:
    """Whether a result of the metric told before is said to be a loss: 扣非后，上半年亏2.7亿元; 去年则流出21亿元."""
    if context.lang != "zh" or value.concept not in _RESULTS or not is_money(value.quantity.unit):
        return False
    return syntax("zh", "lost", "$").search(context.view, context.start, value.quantity.start) is not None


def is_negative(low: Decimal | None, high: Decimal | None) -> bool:
    """Whether a bound of an interval is below zero."""
    return any(bound is not None and bound < 0 for bound in (low, high))


def prints_signs(values: Sequence[Value]) -> bool:
    """Whether a list prints the signs of its members: then its verb is of the whole.

    온빛(5.2%), 라온(-1.6%) 등 금융주는 내렸다.
    """
    return any(is_negative(value.quantity.low, value.quantity.high) for value in values)
