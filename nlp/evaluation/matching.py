"""When a claim says what the gold says: field by field, and the levels that are made of fields.

The levels are those of the output contract's scorer: `value` is the number and its unit; `measure` adds the sign, the
concept, the aspect and whether it is of the whole or of a part; `full` adds subject, segment, period and modality.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from nlp.evaluation.gold import GoldFact, Name

_CURRENCY = re.compile(r"[A-Z]{3}(/.+)?")
_PLAIN_UNITS = frozenset({"percent", "percentage_point", "times", "points"})
_COUNT = "count"
_ASIDE = re.compile(r"[\s·・\-_.,'\"“”‘’()（）]")
_SHORTEST_PART = 2  # characters of a name that may stand for a longer one that holds it
# Concepts of which a segment is no part of the company but says more of the thing: the price of an offering, a round, a
# city. With or without one is right.
_LOOSE_SEGMENT = frozenset(
    {
        *("SharePrice", "FundsRaised", "ProductPrice", "Investment", "ContractValue", "Population", "Users"),
        *("IndexLevel", "TradingVolume", "Valuation", "MarketCapitalisation", "Other"),
    }
)


class Stated(Protocol):
    """What is compared with a gold fact: a claim, or the reading of another annotator."""

    @property
    def low(self) -> Decimal | None: ...  # noqa: D102
    @property
    def high(self) -> Decimal | None: ...  # noqa: D102
    @property
    def unit(self) -> str | None: ...  # noqa: D102
    @property
    def concept(self) -> str | None: ...  # noqa: D102
    @property
    def aspect(self) -> str | None: ...  # noqa: D102
    @property
    def segment(self) -> str | None: ...  # noqa: D102
    @property
    def subject(self) -> str | None: ...  # noqa: D102
    @property
    def subject_text(self) -> str | None: ...  # noqa: D102
    @property
    def period_start(self) -> date | None: ...  # noqa: D102
    @property
    def period_end(self) -> date | None: ...  # noqa: D102
    @property
    def modality(self) -> str | None: ...  # noqa: D102
    @property
    def speaker(self) -> str | None: ...  # noqa: D102
    @property
    def qualifier(self) -> str | None: ...  # noqa: D102


Match = Callable[[Stated, GoldFact], bool]
# A field agrees, or does not; None where the gold leaves it open, so that it is not scored.
Verdict = Callable[[Stated, GoldFact], bool | None]


def fold_name(name: str | None) -> str:
    """Reduce a name to what tells it from others: no case, blanks, dots, hyphens, quotes and brackets."""
    return _ASIDE.sub("", name or "").casefold()


def same_name(found: Sequence[Name], accepted: Sequence[Name]) -> bool:
    """Whether one of the names found is one of those accepted, or one holds the other (from two characters on)."""
    for name in filter(None, map(fold_name, found)):
        for other in filter(None, map(fold_name, accepted)):
            if name == other or (min(len(name), len(other)) >= _SHORTEST_PART and (name in other or other in name)):
                return True
    return False


def unit_class(unit: str | None) -> str:
    """Return the unit where it changes what a number says; all counters are one class."""
    if unit is not None and (_CURRENCY.match(unit) or unit in _PLAIN_UNITS):
        return unit
    return _COUNT


def same_number(claim: Stated, fact: GoldFact) -> bool:
    """Whether the bounds are the same but for their sign."""
    return size(claim.low, claim.high) == size(fact.low, fact.high)


def same_unit(claim: Stated, fact: GoldFact) -> bool:
    """Whether the unit is an accepted one."""
    return unit_class(claim.unit) in map(unit_class, fact.units)


def match_value(claim: Stated, fact: GoldFact) -> bool:
    """Whether number and unit are right."""
    return same_number(claim, fact) and same_unit(claim, fact)


def match_measure(claim: Stated, fact: GoldFact) -> bool:
    """Whether the value is right, its sign, concept and aspect, and whether it is of the whole or of a part."""
    return (
        match_value(claim, fact)
        and _sign(claim, fact)
        and _concept(claim, fact)
        and _aspect(claim, fact)
        and _whole_or_part(claim, fact)
    )


def match_full(claim: Stated, fact: GoldFact) -> bool:
    """Whether the measure is right, its subject, segment, period and modality."""
    return match_measure(claim, fact) and all(FIELDS[field](claim, fact) is not False for field in _FULL_FIELDS)


def size(low: Decimal | None, high: Decimal | None) -> Hashable:
    """Reduce bounds to what is the same whatever their sign."""
    low, high = (None if bound is None else abs(bound) for bound in (low, high))
    if low is None or high is None:
        return frozenset([low, high])  # an open end turns with the sign
    return (high, low) if low > high else (low, high)


def _sign(claim: Stated, fact: GoldFact) -> bool:
    return (claim.low, claim.high) == (fact.low, fact.high)


def _concept(claim: Stated, fact: GoldFact) -> bool:
    return claim.concept in fact.concepts


def _aspect(claim: Stated, fact: GoldFact) -> bool:
    return claim.aspect in fact.aspects


def _whole_or_part(claim: Stated, fact: GoldFact) -> bool:
    either = (None in fact.segments and len(fact.segments) > 1) or claim.concept in _LOOSE_SEGMENT
    return fact.segment_optional or either or bool(claim.segment) == any(fact.segments)


def _segment(claim: Stated, fact: GoldFact) -> bool:
    named = [name for name in fact.segments if name]
    right_name = not named or not claim.segment or same_name([claim.segment], named)
    return right_name and _whole_or_part(claim, fact)


def _subject(claim: Stated, fact: GoldFact) -> bool | None:
    named = [name for name in fact.subjects if name]
    if not named:
        return None
    return (None in fact.subjects and not claim.subject) or same_name([claim.subject, claim.subject_text], named)


def _period(claim: Stated, fact: GoldFact) -> bool | None:
    if fact.periods == ((None, None),):
        return None
    return any(
        start in (None, claim.period_start) and end in (None, claim.period_end)
        for start, end in fact.periods
        if (start, end) != (None, None)
    ) or ((None, None) in fact.periods and claim.period_start is None)


def _modality(claim: Stated, fact: GoldFact) -> bool:
    return _as_forecast(claim.modality) in map(_as_forecast, fact.modalities)


def _as_forecast(modality: Name) -> Name:
    return "forecast" if modality == "estimate" else modality


def _speaker(claim: Stated, fact: GoldFact) -> bool:
    named = [name for name in fact.speakers if name]
    if not claim.speaker:
        return None in fact.speakers
    return bool(named) and same_name([claim.speaker], named)


def _qualifier(claim: Stated, fact: GoldFact) -> bool | None:
    return claim.qualifier in fact.qualifiers if fact.qualifiers else None


FIELDS: Mapping[str, Verdict] = {
    "sign": _sign,
    "concept": _concept,
    "aspect": _aspect,
    "segment": _segment,
    "subject": _subject,
    "period": _period,
    "modality": _modality,
    "speaker": _speaker,
    "qualifier": _qualifier,
}
LEVELS: Mapping[str, Match] = {"value": match_value, "measure": match_measure, "full": match_full}
_FULL_FIELDS = ("segment", "subject", "period", "modality")
