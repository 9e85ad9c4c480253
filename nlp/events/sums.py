"""A half-year contains its quarters: facts of periods that follow each other, beside the fact of the whole.

The parts are never joined with the whole. Where they fill it, they check it: the sum of what they can stand for, by the
precision that each is stated in, meets what the whole can stand for, or something is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from nlp.events.compare import Stated, stated
from nlp.events.concepts import concept_of
from nlp.events.segments import read_segment
from nlp.records import Claim, EventRecord, Fact

_ADDITIVE = ("money", "count")  # flows of these add up; ratios don't
_MOST_PARTS = 4  # the quarters of a year
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole, the parts that fill its period one after the other, and whether their sum can be the whole."""

    whole: Fact
    parts: tuple[Fact, ...]
    total: Decimal
    fits: bool


def find_sums(events: Iterable[EventRecord], claims: Mapping[str, Claim]) -> list[Sum]:
    """Find facts whose period other facts of the same thing fill.

    Args:
        events: the events of a run; those of one subject are looked at together.
        claims: the claims by id, for the precision of values; a fact whose claims are missing takes no part.

    Returns:
        One sum for each such fact, of the fewest parts that fill it. Facts in conflict take no part, nor do forecasts
        that nothing has met.
    """
    things: defaultdict[tuple[object, ...], dict[tuple[date, date], tuple[Fact, Stated]]] = defaultdict(dict)
    for event in events:
        for fact in event.facts:
            value = _value(fact, claims)
            if value is not None and fact.period_start and fact.period_end:
                segment = read_segment(fact.segment, event.subject or "").key if fact.segment else None
                key = (event.subject_id or event.subject, fact.concept, segment, fact.unit)
                things[key].setdefault((fact.period_start, fact.period_end), (fact, value))
    return [found for spans in things.values() for span in sorted(spans) if (found := _sum(span, spans))]


def _value(fact: Fact, claims: Mapping[str, Claim]) -> Stated | None:
    """The most precise statement of a fact's value; None where it is not a number that adds up."""
    concept = concept_of(fact.concept)
    if fact.aspect != "level" or concept.kind != "flow" or concept.dimension not in _ADDITIVE or concept.many:
        return None
    if fact.relation == "conflict" or fact.low is None or fact.low != fact.high:
        return None
    own = (claims[name] for name in fact.claim_ids if name in claims)
    values = (stated(claim) for claim in own if claim.modality == "reported" and claim.low == claim.high == fact.low)
    return next((value for value in values if value is not None), None)


def _sum(whole: tuple[date, date], spans: Mapping[tuple[date, date], tuple[Fact, Stated]]) -> Sum | None:
    chain = _fill(whole, [span for span in sorted(spans) if span != whole])
    if not chain:
        return None
    facts, values = zip(*(spans[span] for span in chain), strict=True)
    fact, value = spans[whole]
    lowest, highest = (sum((getattr(part, side)[0] for part in values), Decimal(0)) for side in ("lower", "upper"))
    fits = lowest <= value.upper[0] and value.lower[0] <= highest
    return Sum(fact, facts, sum((part.low for part in facts), Decimal(0)), fits)


def _fill(whole: tuple[date, date], spans: Sequence[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """The fewest spans that follow each other from the first to the last day of the whole; empty where none do."""
    start, end = whole
    reached: dict[date, tuple[tuple[date, date], ...]] = {start: ()}
    for span in spans:  # by first day, so that what leads to a day is known before what starts on it
        before = reached.get(span[0])
        if before is not None and span[0] >= start and span[1] <= end and len(before) < _MOST_PARTS:
            following = span[1] + _DAY
            if following not in reached or len(before) + 1 < len(reached[following]):
                reached[following] = (*before, span)
    return reached.get(end + _DAY, ())
