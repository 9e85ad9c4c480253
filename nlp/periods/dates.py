"""Arithmetic on the calendar: spans of days, steps of months and years, weeks that begin on Monday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "workday": 1, "week": 7}


class Frame(NamedTuple):
    """A span of days, both ends inclusive, and the unit that it is one of."""

    start: date
    end: date
    grain: str


def months_frame(year: int, month: int, count: int, grain: str) -> Frame:
    """Make the span of `count` months from `month` (1 is January; beyond 12 runs into the years that follow).

    Raises:
        ValueError: it leaves the years 1 to 9999.
    """
    first = year * 12 + month - 1
    last = first + count - 1
    end_year, end_month = last // 12, last % 12 + 1
    start = date(first // 12, first % 12 + 1, 1)
    return Frame(start, date(end_year, end_month, monthrange(end_year, end_month)[1]), grain)


def unit_frame(day: date, unit: str) -> Frame:
    """Make the calendar unit (`day`, `week`, `month`, `quarter`, `half`, `year`, …) that a day lies in."""
    if unit in MONTHS_IN:
        size = MONTHS_IN[unit]
        if size <= 12:
            return months_frame(day.year, (day.month - 1) // size * size + 1, size, unit)
        years = size // 12
        return months_frame(day.year // years * years, 1, size, unit)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Frame(monday, monday + 6 * DAY, "week")
    return Frame(day, day, "day")


def add_months(day: date, count: int) -> date:
    """Step whole months; a day that the month lacks becomes its last.

    Raises:
        ValueError: it leaves the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def step(day: date, unit: str, count: int) -> date:
    """Step `count` units, forward or back; a workday is Monday to Friday, whatever the holidays.

    Raises:
        ValueError: it leaves the years 1 to 9999.
        OverflowError: likewise.
    """
    if unit in MONTHS_IN:
        return add_months(day, count * MONTHS_IN[unit])
    if unit != "workday":
        return day + timedelta(days=count * DAYS_IN[unit])
    weeks, rest = divmod(abs(count), 5)
    sign = 1 if count > 0 else -1
    day += timedelta(days=7 * weeks * sign)
    while rest:
        day += sign * DAY
        rest -= day.weekday() < 5
    return day


def shift_years(frame: Frame, years: int) -> Frame:
    """Move a span by whole years; the last day of February stays the last day of February."""
    start, end = add_months(frame.start, 12 * years), add_months(frame.end, 12 * years)
    if (frame.end + DAY).month != frame.end.month:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return Frame(start, end, frame.grain)


def previous_frame(frame: Frame) -> Frame:
    """Give the span of the same length before a span, in whole months where it consists of such."""
    before = frame.start - DAY
    if frame.start.day == 1 and (frame.end + DAY).day == 1:
        months = (frame.end.year - frame.start.year) * 12 + frame.end.month - frame.start.month + 1
        return Frame(add_months(frame.start, -months), before, frame.grain)
    return Frame(before - (frame.end - frame.start), before, frame.grain)


def is_whole(frame: Frame, unit: str) -> bool:
    """Whether a span is exactly one calendar unit."""
    other = unit_frame(frame.start, unit)
    return (other.start, other.end) == (frame.start, frame.end)


def nth_frame(frame: Frame, unit: str, number: int, count: int = 1) -> Frame:
    """Give `count` units from the `number`-th unit of a span on."""
    start = step(frame.start, unit, number - 1)
    return Frame(start, step(start, unit, count) - DAY, unit if count == 1 else "span")


def units_around(today: date, unit: str, count: int, variant: int) -> Frame:
    """Make the `count` units up to today (negative) or from tomorrow: to the day, or whole without or with this one."""
    if variant == 0 or unit == "workday":
        if count < 0:
            return Frame(step(today, unit, count), today, "span")
        return Frame(today + DAY, step(today, unit, count), "span")
    current = unit_frame(today, unit)
    if count < 0:
        last = current.end if variant == 2 else current.start - DAY
        return Frame(step(last + DAY, unit, count), last, "span")
    first = current.start if variant == 2 else current.end + DAY
    return Frame(first, step(first, unit, count) - DAY, "span")
