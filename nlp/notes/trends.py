"""Series: one concept in several periods of one length."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nlp.events.concepts import OTHER, concept_of
from nlp.notes.figures import Figures
from nlp.notes.note import Item, Trend
from nlp.notes.period_names import length_in_months
from nlp.records import Fact

_FEWEST = 2
_INSTANT = 0


def trends(figures: Figures, facts: Iterable[Fact], concepts: set[str]) -> tuple[Trend, ...]:
    """Find the series of a company.

    Args:
        figures: writes the values.
        facts: all facts of the company, of any period.
        concepts: those that the note is about.

    Returns:
        Reported values of the whole company, at least two periods each. A period in which values differ is left out:
        a line through one of them would choose it.
    """
    series: dict[tuple[str, str | None, int], dict[date, list[Fact]]] = {}
    for fact in facts:
        length = _length(fact)
        if fact.concept in concepts and length is not None and fact.period_end and _is_point(fact):
            key = fact.concept, fact.unit, length
            series.setdefault(key, {}).setdefault(fact.period_end, []).append(fact)
    found = []
    for _key, by_end in sorted(series.items(), key=lambda item: _order(*item[0])):
        single = [by_end[end][0] for end in sorted(by_end) if len(by_end[end]) == 1]
        reported = [fact for fact in single if all(c.modality == "reported" for c in figures.material.outcome_of(fact))]
        if len(reported) >= _FEWEST:
            points = (Item(figures.what(fact), figures.period(fact), figures.of_fact(fact)) for fact in reported)
            found.append(Trend(figures.what(reported[0]), tuple(points)))
    return tuple(found)


def _order(concept: str, unit: str | None, length: int) -> tuple[int, str, int]:
    return concept_of(concept).order, unit or "", -length


def _length(fact: Fact) -> int | None:
    if fact.period_start is None or fact.period_end is None:
        return None
    return _INSTANT if fact.period_start == fact.period_end else length_in_months(fact.period_start, fact.period_end)


def _is_point(fact: Fact) -> bool:
    """Whether a fact is one number for the whole company that sources do not dispute."""
    concept = concept_of(fact.concept)
    return (
        fact.concept != OTHER
        and not concept.many
        and fact.segment is None
        and fact.aspect == "level"
        and fact.relation != "conflict"
        and fact.low is not None
        and fact.low == fact.high
    )
