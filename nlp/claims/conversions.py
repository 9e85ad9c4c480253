"""An amount restated in another currency: 50억위안(약 8천500억원) is one amount, checked and kept with it."""

from __future__ import annotations

from dataclasses import replace

from nlp.claims.bounds import is_negative
from nlp.claims.concepts import is_money
from nlp.claims.consistency import check_conversion
from nlp.claims.model import Measure, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Quantity, Restated


def is_conversion(context: SentenceContext, value: Value, previous: Value | None) -> bool:
    """An amount in brackets after one in another currency restates it: 50억위안(약 8천500억원)."""
    if previous is None or not is_money(value.quantity.unit) or not is_money(previous.quantity.unit):
        return False
    gap = context.gap(previous.quantity.end, value.quantity.start)
    if syntax(context.lang, "conversion").fullmatch(gap) is None:
        return False
    return value.quantity.unit != previous.quantity.unit or "약" in gap or "约" in gap


def with_conversion(measures: list[Measure], amount: Value | None, converted: Value) -> list[Measure]:
    """The measures, the last one with its conversion in brackets, or flagged where that is off by powers of ten."""
    if amount is None or not measures or measures[-1].value.quantity is not amount.quantity:
        return measures
    flag = check_conversion(amount.quantity, converted.quantity)
    if flag is not None:
        return [*measures[:-1], replace(measures[-1], flags=(flag,))]
    return [*measures[:-1], replace(measures[-1], restated=(_restated(measures[-1], converted.quantity),))]


def _restated(measure: Measure, converted: Quantity) -> Restated:
    """A conversion with the sign of what it converts: brackets repeat the magnitude of a loss."""
    low, high = converted.low, converted.high
    if is_negative(measure.low, measure.high):
        low, high = (None if high is None else -abs(high)), (None if low is None else -abs(low))
    return Restated(low, high, converted.qualifier, converted.unit, converted.start, converted.end, converted.decimals)
