"""The Chinese and the Korean lunar calendar, from each language's table.

The two differ by a day now and then: a month begins on the day of the new moon, and Seoul's day begins before
Beijing's.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from nlp.periods.dates import Frame
from nlp.tables import read_table

_LONG, _SHORT = 30, 29


class _Year(NamedTuple):
    new_year: date
    leap: int
    months: tuple[int, ...]


@cache
def _years(lang: str) -> dict[int, _Year]:
    return {
        int(row["year"]): _Year(
            date.fromisoformat(row["new_year"]),
            int(row["leap"]),
            tuple(_LONG if mark == "1" else _SHORT for mark in row["months"]),
        )
        for row in read_table(f"nlp.{lang}", "lunar.tsv")
    }


def lunar_frame(year: int, month: int, day: int, lang: str) -> Frame | None:
    """Give a lunar month or day in days of our calendar.

    Args:
        year: the lunar year, named after the year of our calendar in which it begins.
        month: 1 to 12; a leap month is not asked for.
        day: 1 to 30; 0 for the whole month; 30 in a month of 29 days is its last.
        lang: whose calendar.

    Returns:
        None beyond the table (1950 to 2049).
    """
    entry = _years(lang).get(year)
    if entry is None:
        return None
    before = month - 1 + (1 if 0 < entry.leap < month else 0)
    first = entry.new_year + timedelta(days=sum(entry.months[:before]))
    length = entry.months[before]
    if day == 0:
        return Frame(first, first + timedelta(days=length - 1), "month")
    found = first + timedelta(days=min(day, length) - 1)
    return Frame(found, found, "day")
