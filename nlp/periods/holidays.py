"""Holidays of a year, by rule.

A rule is a kind and its operands, `+N` or `-N` days after it where the day counts from another, `/N` where the holiday
lasts N days:

- `fixed:05-01` a day of our calendar;
- `lunar:zh:08-15` a day of the Chinese (`ko`: Korean) lunar calendar;
- `easter:-2`, `orthodox:-2` days from Easter Sunday, western or eastern (computus of Gauss);
- `nth:05:2:7` the second Sunday of May, `nth:05:-1:1` its last Monday;
- `moving:eid_fitr` a day of the table of holidays with calendars of their own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from nlp.errors import ConfigError
from nlp.periods.dates import Frame
from nlp.periods.lunar import lunar_frame
from nlp.tables import read_table

_RULE = re.compile(
    r"(fixed|lunar|easter|orthodox|nth|moving)(?::((?:zh:|ko:)?\d\d-\d\d|\d\d:-?\d:\d|[a-z_]+))?:?([+-]\d+)?(?:/(\d+))?$"
)


@cache
def _moving() -> dict[str, dict[int, date]]:
    table: dict[str, dict[int, date]] = {}
    for row in read_table("nlp.periods", "moving.tsv"):
        days = [date.fromisoformat(text) for text in row["dates"].split()]
        table[row["name"]] = {day.year: day for day in reversed(days)}
    return table


def easter(year: int) -> date:
    """Compute Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Compute the eastern Easter Sunday (Meeus's Julian algorithm), in our calendar, for 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    f = d + e + 114
    return date(year, f // 31, f % 31 + 1) + timedelta(days=13)


def _first_day(kind: str, operand: str, year: int) -> date | None:
    if kind == "fixed":
        month, day = map(int, operand.split("-"))
        return date(year, month, day)
    if kind == "lunar":
        lang, _, wanted = operand.partition(":")
        month, day = map(int, wanted.split("-"))
        frame = lunar_frame(year, month, day, lang)
        return frame.start if frame else None
    if kind == "moving":
        return _moving()[operand].get(year)
    if kind == "nth":
        month, number, weekday = map(int, operand.split(":"))
        length = monthrange(year, month)[1]
        if number > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - 1 - first.weekday()) % 7 + 7 * (number - 1))
        last = date(year, month, length)
        return last - timedelta(days=(last.weekday() - weekday + 1) % 7 - 7 * (number + 1))
    return easter(year) if kind == "easter" else orthodox_easter(year)


@cache
def holiday_frame(rule: str, year: int) -> Frame | None:
    """Give the days of a holiday.

    Args:
        rule: as above.
        year: the year of our calendar, or the lunar year, that it belongs to.

    Returns:
        None where the year has none, or none is known.

    Raises:
        ConfigError: the rule cannot be read (E203).
    """
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ConfigError("E203", name="holidays.tsv", reason=f"the rule {rule!r} cannot be read")
    day = _first_day(match[1], match[2], year)
    if day is None:
        return None
    day += timedelta(days=int(match[3] or 0))
    length = int(match[4] or 1)
    return Frame(day, day + timedelta(days=length - 1), "day" if length == 1 else "span")
