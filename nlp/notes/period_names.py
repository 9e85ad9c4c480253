"""Periods as a person writes them: `2024-H1` on the command line, 2024년 상반기 in a note."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from nlp.notes.phrases import phrase

Span = tuple[date, date]

_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|H([12])|Q([1-4])))?", re.IGNORECASE)
_YEAR = 12  # months


def parse_span(text: str) -> Span:
    """Read a period.

    Args:
        text: `2024`, `2024-H1`, `2024-Q2`, `2024-06`, `2024-06-30`, or two of these with `..` between them.

    Returns:
        Its first and its last day, inclusive.

    Raises:
        ValueError: it is none of these, or ends before it begins.
    """
    first, dots, last = text.strip().partition("..")
    start, end = _days(first)[0], _days(last if dots else first)[1]
    if end < start:
        raise ValueError(f"{text!r} ends before it begins")
    return start, end


def _days(text: str) -> Span:
    found = _PERIOD.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a period")
    year, month, day, half, quarter = (int(group) if group else 0 for group in found.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return _months(year, month, 1)
    if half:
        return _months(year, 6 * half - 5, 6)
    return _months(year, 3 * quarter - 2, 3) if quarter else _months(year, 1, _YEAR)


def _months(year: int, first: int, count: int) -> Span:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def year_before(day: date) -> date:
    """Return the same day a year earlier; the last day of a month stays one."""
    year = day.year - 1
    last = monthrange(year, day.month)[1]
    return date(year, day.month, last if (day + timedelta(days=1)).day == 1 else min(day.day, last))


def length_in_months(start: date, end: date) -> int | None:
    """Return how many whole calendar months a period is; None where it is not made of such."""
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return None
    return (end.year - start.year) * _YEAR + end.month - start.month + 1


def period_name(start: date | None, end: date | None, lang: str) -> str:
    """Name a period as its reader does: 2024年上半年, 2024년 상반기, H1 2024.

    Args:
        start: first day; None where it is open.
        end: last day, inclusive.
        lang: `zh`, `ko` or `en`.

    Returns:
        The name; "period not stated" in the reader's language where both ends are open.
    """
    if start is None or end is None:
        if start is not None:
            return phrase("since", lang, start=_day(start, lang))
        return phrase("until", lang, end=_day(end, lang)) if end is not None else phrase("no_period", lang)
    if start == end:
        return _day(start, lang)
    months = length_in_months(start, end)
    if months is not None and start.year == end.year:
        name = _named(start, months, lang)
        if name:
            return name
    return phrase("between", lang, start=_day(start, lang), end=_day(end, lang))


def _named(start: date, months: int, lang: str) -> str | None:
    year, month = start.year, start.month
    if months == _YEAR:
        return phrase("year", lang, year=year)
    if months == 6 and month in (1, 7):
        return phrase("half_1" if month == 1 else "half_2", lang, year=year)
    if months == 3 and month % 3 == 1:
        return phrase("quarter", lang, year=year, number=(month + 2) // 3)
    if months == 1:
        return phrase("month", lang, year=year, number=month)
    return phrase("months", lang, year=year, number=months) if month == 1 else None


def _day(day: date, lang: str) -> str:
    return phrase("day", lang, year=day.year, month=day.month, number=day.day)
