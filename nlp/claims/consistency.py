"""Numbers that cannot all be right: a change and the levels it lies between, an amount and its conversion.

Each number is an interval by the precision it is stated in (93.25亿 is 93.245亿 to 93.255亿; a rate may be cut off as
well as rounded), and what follows from two of them is an interval too. Only exact numbers are compared, by their
magnitude, and only intervals that do not touch are a contradiction. What any two amounts of the sentence explain is
none, nor is what would be too large to be a misprint: those are misread. A flag says that something is misprinted, not
which number it is.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from nlp.claims.concepts import is_money
from nlp.claims.syntax import syntax
from nlp.records import Claim, Flag, Quantity
from nlp.tables import read_table

_Interval = tuple[Decimal, Decimal]
_DOUBT = 0.5  # what is left of the confidence of a flagged claim
_YEAR = re.compile(r"\d{4}")
_NEXT = 3  # characters between a sentence and the next one of its paragraph
_FIGURES = 3  # that two numbers do not share by chance
_ABSURD = 1000  # per cent; a growth beyond that is of two things
_PAIR = 2
_BRACKET = re.compile(r"\s?[(（]\s?[+-]?약?\s?")
_POWER = 5  # beyond five times the widest rate, a conversion is off by a power of ten


def check_levels(claims: Sequence[Claim]) -> list[Claim]:
    """Flag the changes of an article that do not fit the levels they lie between.

    Args:
        claims: all measures, changes linked to their levels.

    Returns:
        The same, flagged ones with the flag and less confidence.
    """
    flags: dict[str, Flag] = {}
    things: dict[tuple[object, ...], list[Claim]] = {}
    amounts: dict[int, list[Claim]] = {}
    for claim in claims:
        things.setdefault((claim.evidence_start, claim.concept, claim.subject, claim.segment), []).append(claim)
        if _is_amount(claim):
            amounts.setdefault(claim.evidence_start, []).append(claim)
    for stated in things.values():
        levels = [claim for claim in stated if claim.aspect == "level" and _is_amount(claim)]
        changes = [claim for claim in stated if claim.aspect != "level" and claim.unit == "percent"]
        alone = len(changes) == 1 and len(levels) == _PAIR  # then it is of them, whatever its date
        for level in levels:
            for change in changes:
                found = _contradicts(level, change, stated, alone)
                if found is None or _is_explained(change, amounts[change.evidence_start]):
                    continue
                for claim in (level, found[0], change):
                    flags.setdefault(claim.claim_id, Flag("change_mismatch", found[1]))
    return [flag_claim(claim, flags[claim.claim_id]) if claim.claim_id in flags else claim for claim in claims]


def settle_levels(claims: Sequence[Claim]) -> list[Claim]:
    """Date levels by the sum that they are the result of, whatever word of time stands before them.

    同期7357万元，下降616%至725%。去年亏损3.8亿至4.6亿元: the loss is what the base and the change come to, figure for
    figure, so it is of the change's period and as certain as the change is.

    Args:
        claims: all measures, in order.

    Returns:
        The same, those that a sum dates with its period and modality.
    """
    changes = [claim for claim in claims if claim.aspect == "change_yoy" and claim.unit == "percent" and claim.low]
    levels = [claim for claim in claims if claim.aspect == "level" and _is_amount(claim) and claim.high is not None]
    starts = [level.evidence_start for level in levels]
    dated: dict[str, Claim] = {}
    for change in changes:
        first = bisect.bisect_left(starts, change.evidence_start)
        limit = bisect.bisect_right(starts, change.evidence_end + _NEXT)
        near = [level for level in levels[first:limit] if _about_one_thing(level, change)]
        for base in near:
            for level in near:
                if base.evidence_start == change.evidence_start and _is_sum(base, change, level):
                    dated.setdefault(level.claim_id, change)
    return [
        replace(
            claim,
            period_start=dated[claim.claim_id].period_start,
            period_end=dated[claim.claim_id].period_end,
            modality=dated[claim.claim_id].modality,
        )
        if claim.claim_id in dated
        else claim
        for claim in claims
    ]


def _about_one_thing(level: Claim, change: Claim) -> bool:
    """Same subject and metric (profit with or without minorities), in the sentence of the change or the next one."""
    metric = {(claim.concept or "").removesuffix("AttributableToOwners") for claim in (level, change)}
    gap = level.evidence_start - change.evidence_end
    beside = level.evidence_start == change.evidence_start or 0 <= gap <= _NEXT
    return beside and len(metric) == 1 and level.subject == change.subject and level.segment == change.segment


def _is_sum(base: Claim, change: Claim, level: Claim) -> bool:
    """Whether a level that no year dates is base and change to the last figure: of a range, or of three figures."""
    then = _interval(base)
    if (
        then is None
        or base.unit != level.unit
        or base.claim_id == level.claim_id
        or not _precedes(base, change, change)
    ):
        return False
    same_period = (level.period_start, level.period_end) == (change.period_start, change.period_end)
    bounds = (change.low, change.high, level.low, level.high)
    if same_period or _YEAR.search(level.period_text or "") or base.low is None or level.decimals is None:
        return False
    if None in bounds:
        return False
    low, high, first, last = (bound for bound in bounds if bound is not None)
    if first == last and first.adjusted() + level.decimals < _FIGURES - 1:
        return False
    ends = sorted(base.low * (1 + rate / 100) for rate in (low, high))
    step = Decimal(1).scaleb(-level.decimals)
    return all(end.quantize(step) == bound.quantize(step) for end, bound in zip(ends, (first, last), strict=True))


def _contradicts(level: Claim, change: Claim, stated: Sequence[Claim], alone: bool) -> tuple[Claim, str] | None:
    """The number that makes a level and a change contradict each other, and the sentence that says so."""
    rate, now = _rate(change), _interval(level)
    dates = (change.period_start, change.period_end)
    dated = {(claim.period_start, claim.period_end) for claim in stated if alone and claim.aspect == "level"}
    of_level = change.period_end is None or dates in {(level.period_start, level.period_end), *dated}
    if rate is None or now is None or not of_level or _is_apart(level, change):
        return None
    rates = [told for claim in stated if claim.unit == "percent" and (told := _rate(claim)) is not None]
    for other in stated:
        readings = _implied(level, now, change, other)
        fits = any(_touch(each, implied) for implied in readings for each in rates)
        if readings and not fits and not any(map(_is_absurd, readings)):
            return other, _note(level, other, change, readings[0])
    return None


def _is_apart(level: Claim, change: Claim) -> bool:
    """Whether a level stands in a later clause than the change: 5.9% 줄며 시장 전망치(14조원)에 못 미쳤다."""
    if level.start < change.end:
        return False
    between = change.evidence[change.end - change.evidence_start : level.start - change.evidence_start]
    return syntax(change.lang, "clause").search(between) is not None


def _is_explained(change: Claim, amounts: Sequence[Claim]) -> bool:
    """Whether a growth rate is that of any two amounts of its sentence, whatever they were read as."""
    rate = _rate(change)
    known = [(claim.unit, interval) for claim in amounts if (interval := _interval(claim)) is not None]
    return rate is not None and any(
        growth is not None and _touch(rate, growth)
        for unit, then in known
        for other, now in known
        if unit == other and then is not now
        for growth in (_growth(then, now), _growth(now, then))
    )


def _touch(rate: _Interval, implied: _Interval) -> bool:
    """Whether a rate can be what is implied, by magnitude: how the fall of a loss is signed is the press's choice."""
    low, high = _magnitude(implied)
    return low <= rate[1] and rate[0] <= high


def _is_absurd(implied: _Interval) -> bool:
    return max(abs(implied[0]), abs(implied[1])) > _ABSURD


def _rate(change: Claim) -> _Interval | None:
    """The magnitudes that a rate of growth can stand for: the press cuts figures off as well as rounding them."""
    interval = _interval(change)
    if interval is None:
        return None
    low, high = _magnitude(interval)
    return low, high + (high - low) / 2


def flag_claim(claim: Claim, flag: Flag) -> Claim:
    """Return a claim with a flag and less confidence."""
    return replace(claim, flags=(*claim.flags, flag), confidence=round(claim.confidence * _DOUBT, 3))


def _is_amount(claim: Claim) -> bool:
    """Whether growth rates of a level are of its amount: those of a rate are in points."""
    return claim.unit not in (None, "percent", "percentage_point", "times", "points") and claim.low not in (None, 0)


def _interval(claim: Claim) -> _Interval | None:
    """What an exact number can stand for, by its last figure; None for bounds, ranges and hedged numbers.

    Zeros at the end of an amount may be figures or not (8000억): it is taken for the rounder one.
    """
    if claim.qualifier != "exact" or claim.low is None or claim.low != claim.high:
        return None
    if claim.decimals is not None:
        place = -claim.decimals
    else:
        exponent = claim.low.as_tuple().exponent
        place = exponent if isinstance(exponent, int) else 0
    if claim.unit != "percent":
        place = max(place, claim.low.adjusted() - len(str(abs(claim.low)).replace(".", "").strip("0")) + 1)
    room = Decimal(5).scaleb(place - 1)
    return claim.low - room, claim.low + room


def _implied(level: Claim, now: _Interval, change: Claim, other: Claim) -> list[_Interval]:
    """The growth rates that follow from a level and the one before, or from a level and the amount it moved by.

    The level of an amount may be what it led to or, as in 전년(40조원) 대비 1조원, what it started from. The amount
    shares a bracket with the rate, and may be a rise or a fall.
    """
    then = _interval(other)
    if then is None or other.claim_id in (level.claim_id, change.claim_id) or other.unit != level.unit:
        return []
    if other.aspect == "level":
        readings = [_growth(then, now)] if _precedes(other, level, change) else []
    elif other.aspect == change.aspect and other.relates_to == level.claim_id == change.relates_to:
        if not _share_bracket(other, change):
            return []
        now, moved = _magnitude(now), _magnitude(then)
        less, more = (now[0] - moved[1], now[1] - moved[0]), (now[0] + moved[0], now[1] + moved[1])
        readings = [_growth(less, now), _growth(more, now), _growth(now, less), _growth(now, more)]
    else:
        readings = []
    return [reading for reading in readings if reading is not None]


def _share_bracket(amount: Claim, rate: Claim) -> bool:
    first, second = sorted((amount, rate), key=lambda claim: claim.start)
    between = first.evidence[first.end - first.evidence_start : second.start - first.evidence_start]
    return _BRACKET.fullmatch(between) is not None


def _magnitude(interval: _Interval) -> _Interval:
    low, high = sorted((abs(interval[0]), abs(interval[1])))
    return (Decimal(0) if interval[0] <= 0 <= interval[1] else low), high


def _precedes(base: Claim, level: Claim, change: Claim) -> bool:
    """Whether one level is what the other grew from: a year before it for growth on the year."""
    if change.aspect != "change_yoy" or base.period_end is None or level.period_end is None:
        return False
    if base.period_start is None or level.period_start is None:
        return False
    same_day = (base.period_end.month, base.period_start.month) == (level.period_end.month, level.period_start.month)
    return same_day and base.period_end.year == level.period_end.year - 1


def _growth(then: _Interval, now: _Interval) -> _Interval | None:
    """Growth of the magnitude in per cent; None where a bound has another sign: a loss that turns is no growth."""
    if then[1] < 0 and now[1] < 0:
        then, now = _magnitude(then), _magnitude(now)
    if then[0] <= 0 or now[0] <= 0:
        return None
    return (now[0] / then[1] - 1) * 100, (now[1] / then[0] - 1) * 100


def _note(level: Claim, other: Claim, change: Claim, implied: _Interval) -> str:
    low, high = (round(bound, 2) for bound in implied)
    return f"{level.quantity_text} and {other.quantity_text} make {low}% to {high}%, not {change.quantity_text}"


@cache
def _rates() -> dict[str, _Interval]:
    return {row["unit"]: (Decimal(row["low"]), Decimal(row["high"])) for row in read_table("nlp.claims", "rates.tsv")}


def check_conversion(amount: Quantity, converted: Quantity) -> Flag | None:
    """Flag an amount in brackets that is off by powers of ten from the amount it restates.

    Args:
        amount: the amount stated.
        converted: the same in brackets, in another currency, or in the same one in other words.
    """
    if not (is_money(amount.unit) and is_money(converted.unit)):
        return None
    if not amount.low or not converted.low or amount.low <= 0 or converted.low <= 0:
        return None
    if amount.unit == converted.unit:
        lowest = highest = Decimal(1)
    else:
        rates = _rates()
        if amount.unit not in rates or converted.unit not in rates:
            return None
        own, other = rates[str(amount.unit)], rates[str(converted.unit)]
        lowest, highest = other[0] / own[1], other[1] / own[0]
    ratio = converted.low / amount.low
    if lowest / _POWER < ratio < highest * _POWER:
        return None
    over = ratio >= highest
    times = ratio / highest if over else lowest / ratio
    power = Decimal(10) ** max(1, round(times.log10()))
    words = f"about {power:,} times too {'much' if over else 'little'}"
    return Flag("conversion_off", f"{converted.text} is {words} for {amount.text}")
