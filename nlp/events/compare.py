"""Values compared as intervals, by the precision that they are stated in, never by a percentage.

7357万 is stated to the nearest 10,000 and stands for everything that rounds to it; 7357.2万 lies in there, so the two
agree. The idea is XBRL's for duplicate facts: two statements are consistent where their rounding intervals meet.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from nlp.records import Claim, Qualifier

Form = Literal["point", "range", "at_least", "at_most"]
Comparison = Literal["agree", "consistent", "conflict"]
Edge = tuple[Decimal, int]

_INFINITY = Decimal("Infinity")
# An edge is a number and a side: (x, 0) is x itself, (x, 1) just above, (x, -1) just below. All edges are inclusive, so
# that intervals with open and with closed ends compare by one rule.
_BOTTOM: Edge = (-_INFINITY, 0)
_TOP: Edge = (_INFINITY, 0)
_ROUND_FIGURES = 2  # 约1000 is about 1.0 thousand: a hedged number is read to two figures at most


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as a source states it.

    `low` and `high` are the stated bounds; `lower` and `upper` the edges of everything the statement leaves possible;
    `place` is the exponent of the last digit that was meant.
    """

    low: Decimal | None
    high: Decimal | None
    form: Form
    lower: Edge
    upper: Edge
    place: int

    @property
    def figures(self) -> int:
        """Count the significant figures of the smallest bound: 6.5亿 has two."""
        values = [value for value in (self.low, self.high) if value]
        return max(0, min((value.adjusted() - self.place + 1 for value in values), default=0))

    @property
    def value(self) -> tuple[Decimal | None, Decimal | None]:
        """Return the stated bounds, which are equal for a single number."""
        return self.low, self.high

    @property
    def statement(self) -> tuple[Form, Decimal | None, Decimal | None]:
        """Return what must be equal for two statements to be the same to the letter."""
        return self.form, self.low, self.high


def stated(claim: Claim) -> Stated | None:
    """Read a claim's value as an interval; None where the claim has no value."""
    return state(claim.low, claim.high, claim.qualifier, claim.decimals)


@lru_cache(maxsize=1 << 16)
def state(
    low: Decimal | None, high: Decimal | None, qualifier: Qualifier | None, decimals: int | None
) -> Stated | None:
    """Read a value as an interval.

    Args:
        low: lower bound, None for none.
        high: upper bound, None for none.
        qualifier: as in the contract; only `approx` matters, bounds and ranges show in `low` and `high`.
        decimals: XBRL's precision: stated to the nearest 10**-decimals. None: taken from the digits of the value.

    Returns:
        The interval, or None where both bounds are missing. A single number has room of half its last step to either
        side, its ends excluded, so that 7357 and 7358 contradict. One that is hedged (约, 약) has a whole step, or half
        a step of its second figure where that is wider. Ranges and bounds are taken as they stand.
    """
    if low is None and high is None:
        return None
    place = -decimals if decimals is not None else _place_of(low, high)
    if low is None:
        return Stated(low, high, "at_most", _BOTTOM, (high, 0) if high is not None else _TOP, place)
    if high is None:
        return Stated(low, high, "at_least", (low, 0), _TOP, place)
    if low != high:
        return Stated(low, high, "range", (low, 0), (high, 0), place)
    room = Decimal(5).scaleb(place - 1)
    if qualifier == "approx":
        hedged = min(_last_figure(low), low.adjusted() - _ROUND_FIGURES + 1)
        room = max(room * 2, Decimal(5).scaleb(hedged - 1))
    return Stated(low, high, "point", (low - room, 1), (high + room, -1), place)


def _last_figure(value: Decimal) -> int:
    """Return the exponent of the last digit that is not zero."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _place_of(low: Decimal | None, high: Decimal | None) -> int:
    """Guess the precision of a number that does not tell: its last figure, its second one for round numbers."""
    values = [value for value in (low, high) if value]
    return min((min(_last_figure(v), v.adjusted() - _ROUND_FIGURES + 1) for v in values), default=0)


def overlap(values: Iterable[Stated]) -> bool:
    """Can all of these hold at once? On a line, intervals that meet in pairs have a point in common."""
    lowest, highest = _BOTTOM, _TOP
    for value in values:
        lowest = max(lowest, value.lower)
        highest = min(highest, value.upper)
    return lowest <= highest


def union(values: Iterable[Stated]) -> list[tuple[Edge, Edge]]:
    """Join intervals that meet, so that what is left stands apart, in order."""
    joined: list[tuple[Edge, Edge]] = []
    for lower, upper in sorted({(value.lower, value.upper) for value in values}):
        if joined and lower <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], upper)
        else:
            joined.append((lower, upper))
    return joined


def meets(value: Stated, intervals: Sequence[tuple[Edge, Edge]]) -> bool:
    """Does a value overlap one of these intervals, which are those of a union?"""
    after = bisect_right(intervals, value.upper, key=lambda interval: interval[0])
    return after > 0 and intervals[after - 1][1] >= value.lower


def same_value(a: Stated, b: Stated) -> bool:
    """Do two statements give the same value: two numbers that round to each other, or equal ranges or bounds?"""
    if a.form == b.form == "point":
        return overlap((a, b))
    return a.statement == b.statement


def compare(a: Stated, b: Stated) -> Comparison:
    """Compare two statements of one thing.

    Returns:
        `agree`: the same value, rounding allowed. `consistent`: both can hold, as a range or a bound holds the other
        value. `conflict`: they can't.
    """
    if same_value(a, b):
        return "agree"
    return "consistent" if overlap((a, b)) else "conflict"


def sharpest(values: Sequence[Stated]) -> tuple[Decimal | None, Decimal | None]:
    """Reconcile statements that can all hold: the most precise number, else the narrowest range, else the bounds.

    Several bounds hold together: the highest of the lower ones and the lowest of the upper ones.
    """
    numbers = [value for value in values if value.low is not None and value.low == value.high]
    if numbers:
        return min(numbers, key=_width).value
    ranges = [value for value in values if value.form == "range"]
    if ranges:
        return min(ranges, key=_width).value
    lows = [value.low for value in values if value.low is not None]
    highs = [value.high for value in values if value.high is not None]
    return max(lows, default=None), min(highs, default=None)


def _width(value: Stated) -> tuple[Decimal, Decimal, Decimal]:
    low, high = value.low or Decimal(0), value.high or Decimal(0)
    return value.upper[0] - value.lower[0], low, high


def span(values: Iterable[Stated]) -> tuple[Decimal | None, Decimal | None]:
    """Span all statements, whether they fit or not; a side that one of them leaves open stays open."""
    lows, highs = zip(*(value.value for value in values), strict=True)
    return (
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def distance(
    stated: tuple[Decimal | None, Decimal | None], later: tuple[Decimal | None, Decimal | None]
) -> Decimal | None:
    """Say how far a later value lies above what was stated, negative below it; 0 where it lies inside.

    Both are pairs of lower and upper bound. None where an open bound leaves it undecided.
    """
    (low, high), (first, last) = stated, later
    if high is not None and first is not None and first > high:
        return first - high
    if low is not None and last is not None and last < low:
        return last - low
    inside = (low is None or (first is not None and first >= low)) and (
        high is None or (last is not None and last <= high)
    )
    return Decimal(0) if inside else None


def largest_agreement(values: Sequence[Stated], sources: Sequence[str]) -> list[int]:
    """Find the statements that can hold together and come from the most sources.

    Args:
        values: the statements.
        sources: for each, who makes it.

    Returns:
        Their positions. Where two groups have as many sources, the one with more statements, then the lower one.
    """
    order = sorted(range(len(values)), key=lambda i: (values[i].lower, values[i].upper, sources[i]))
    present: Counter[str] = Counter()
    open_ends: list[tuple[Edge, int]] = []
    best, best_edge = (0, 0), _BOTTOM
    for place, index in enumerate(order):
        edge = values[index].lower
        while open_ends and open_ends[0][0] < edge:
            gone = sources[heapq.heappop(open_ends)[1]]
            present[gone] -= 1
            if not present[gone]:
                del present[gone]
        heapq.heappush(open_ends, (values[index].upper, index))
        present[sources[index]] += 1
        last_at_edge = place + 1 == len(order) or values[order[place + 1]].lower != edge
        if last_at_edge and (len(present), len(open_ends)) > best:
            best, best_edge = (len(present), len(open_ends)), edge
    return [index for index, value in enumerate(values) if value.lower <= best_edge <= value.upper]
