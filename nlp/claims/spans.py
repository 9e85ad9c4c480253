"""Periods that come of others: the one before, each year or month of one, the day or year that a number is of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from nlp.claims.concepts import OTHER, concepts
from nlp.claims.items import trading_day
from nlp.claims.model import UNKNOWN_TIMING as UNKNOWN
from nlp.claims.model import Timing, Value
from nlp.periods import TimeExpression
from nlp.periods.dates import DAY, Frame, previous_frame, shift_years

_CUMULATIVE = ("Investment", "CapitalExpenditure", "FundsRaised", "ShareRepurchase")
# told of the months or the year in which it stands, or of the round that gave it
_OVER_TIME = ("ProductionCapacity", "Valuation")
_WEEK = timedelta(6)  # from the first to the last day of a week


def the_one_before(timing: Timing) -> Timing:
    """The period of the same length right before one (前值, 전월, 上季度)."""
    return _moved(previous_frame(Frame(*timing.span, "span"))) if timing.span else UNKNOWN


def a_year_before(timing: Timing) -> Timing:
    """The same period of the year before (전년, 上年)."""
    return _moved(shift_years(Frame(*timing.span, "span"), -1)) if timing.span else UNKNOWN


def _moved(frame: Frame) -> Timing:
    return Timing(frame.start, frame.end, None, retrospective=True)


def each_year(period: Timing, count: int) -> list[Timing] | None:
    """Cut a period of so many years into them; None where it has not as many.

    Args:
        period: the period.
        count: how many years it should have.
    """
    if period.start is None or period.end is None or (period.start.month, period.start.day) != (1, 1):
        return None
    if period.end.year - period.start.year + 1 != count:
        return None
    return _years(period.start.year, period.end, period.text)


def each_month(period: Timing, count: int) -> list[Timing] | None:
    """Cut a period of so many months into them; None where it has not as many.

    Args:
        period: the period.
        count: how many months it should have.
    """
    if period.start is None or period.end is None or period.start.day != 1 or (period.end + DAY).day != 1:
        return None
    first, last = (12 * day.year + day.month - 1 for day in (period.start, period.end))
    if last - first + 1 != count:
        return None
    begins = [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 2)]
    return [Timing(begin, after - DAY, period.text) for begin, after in pairwise(begins)]


def _years(first: int, end: date, text: str | None) -> list[Timing]:
    ends = [date(year, 12, 31) for year in range(first, end.year)]
    return [Timing(date(last.year, 1, 1), last, text) for last in [*ends, end]]


def closed(timing: Timing, time: TimeExpression, value: Value) -> Timing:
    """By 2030 means the year 2030 for what is reached then; what is spent until then has no beginning."""
    if time.bound != "until" or timing.end is None or value.concept in _CUMULATIVE:
        return timing
    return replace(timing, start=date(timing.end.year, 1, 1)) if timing.start is None else timing


def at_date(value: Value, timing: Timing) -> Timing:
    """A stock (assets, users, staff) is of the last day of the period named, a flow of the year up to a date named."""
    if timing.end and timing.start is None and concepts()[value.concept].nature == "price":
        return replace(timing, start=timing.end)
    if not timing.span or not timing.end:
        return timing
    nature = concepts()[value.concept].nature
    counted = not value.is_change or value.aspect == "change_yoy"  # a growth on the year is that of the last day
    if nature == "stock" and counted and value.concept not in _OVER_TIME:
        return replace(timing, start=timing.end)
    if nature == "price" and timing.start and timing.end - timing.start == _WEEK:
        return replace(timing, end=trading_day(timing.end).end)
    if nature == "flow" and value.concept != OTHER and timing.start == timing.end and (timing.end + DAY).day == 1:
        return replace(timing, start=date(timing.end.year, 1, 1))
    return timing
