"""Lengths of time, and what a token becomes when it is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from nlp.periods.lexicon import Lexicon, Link, bare
from nlp.periods.model import Part

SECONDS = {
    "second": Decimal(1),
    "minute": Decimal(60),
    "quarter_hour": Decimal(900),
    "hour": Decimal(3600),
    "hour_zhong": Decimal(3600),
    "day": Decimal(86400),
    "workday": Decimal(86400),
    "week": Decimal(604800),
    "month": Decimal(2592000),
    "quarter": Decimal(7776000),
    "half": Decimal(15768000),
    "year": Decimal(31536000),
    "decade": Decimal(315360000),
}
_HALVES = {"year": ("month", 12), "month": ("day", 30), "week": ("day", 7)}
_MOST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class Item:
    """A token understood.

    `role` is `point` (it has parts), `length` (it has seconds, and a count of one unit where it is in one), or the
    role of a linking word. `year`: it states a year, or gives one as 去年 does.
    """

    role: str
    parts: tuple[Part, ...] = ()
    year: bool = False
    seconds: Decimal | None = None
    unit: str = ""
    count: int = 0
    link: Link | None = None
    direction: int = 0
    until: tuple[Part, ...] = ()
    bound: str = ""


def read_length(lex: Lexicon, text: str) -> Item | None:
    """Read a length of time: 三年半, 3개월; several units add up, of a range (3~6个月) the shorter counts."""
    text = re.sub("半月", "半个月", bare(text)) if lex.lang == "zh" else bare(text)
    if text in lex.lengths:
        unit, count = lex.lengths[text]
        return Item("length", seconds=count * SECONDS[unit], unit=unit, count=count)
    total, units, position = Decimal(0), [], 0
    for match in _length_pattern(lex).finditer(text):
        if match.start() != position:
            return None
        position = match.end()
        unit = lex.length[match["unit"]]
        number = _amount(lex, match["number"], bool(match["half"]))
        if number is None:
            return None
        number *= 10000 if match["ten"] else 1
        if match["after"]:
            number += Decimal("0.5")
        units.append((unit, number))
        total += number * SECONDS[unit]
    if not units or position < len(text):
        return None
    unit, number = units[0]
    if len(units) == 1 and unit in _HALVES and number % 1 == Decimal("0.5"):
        unit, number = _HALVES[unit][0], number * _HALVES[unit][1]
    if lex.lang == "zh" and len(units) == 1 and text.endswith("分"):
        return None  # 十分, 5分 are no minutes
    if unit == "quarter" and number > _MOST_WEEKS:
        return None  # 2024.3분기
    if lex.lang == "ko" and unit == "week" and number > _MOST_WEEKS:
        return None  # 9900주 are shares
    whole = len(units) == 1 and number == int(number) and number > 0
    return Item(
        "length",
        seconds=total.to_integral_value() if total == int(total) else total,
        unit=unit if whole else "",
        count=int(number) if whole else 0,
    )


@lru_cache(maxsize=4)
def _length_pattern(lex: Lexicon) -> re.Pattern[str]:
    unit = "|".join(sorted(map(re.escape, lex.length), key=len, reverse=True))
    number = rf"[\d,]+(?:\.\d+)?|{lex.numerals.pattern}|几|半|반|多|수|몇"
    return re.compile(
        rf"(?P<number>{number})?(?:[-~～到至](?:{number}))?(?:个?[多余여来])?(?P<ten>万)?(?P<half>个?半)?"
        rf"(?P<unit>{unit})(?P<after>半|반)?[多余여]?[又零加余간]?"
    )


def _amount(lex: Lexicon, text: str | None, half: bool) -> Decimal | None:
    if text in ("半", "반"):
        return Decimal("0.5")
    if text in ("几", "多", "수", "몇"):
        return Decimal(3)
    if text is None:
        return Decimal("1.5") if half else None
    number = lex.numerals.read(text)
    return None if number is None else number + (Decimal("0.5") if half else 0)
