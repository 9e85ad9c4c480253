"""A headline's figures are those of the text under it, which tells in full what they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.claims.concepts import OTHER, is_bare_amount, is_money
from nlp.claims.explain import active
from nlp.claims.model import Measure
from nlp.claims.sentence import SentenceContext
from nlp.records import Quantity

_MOST = 32  # measures of one figure that are looked at
_TELLING = 2  # figures that a headline and a text do not share by chance, whatever they were read as

Told = tuple[SentenceContext, list[Measure]]


def settle_headlines(told: Sequence[Told]) -> list[Told]:
    """Read the numbers of headlines as the text reads them: 매출 30% 늘어 is of the company and year told below.

    Args:
        told: the measures of an article, sentence by sentence.

    Returns:
        The same, those of headlines with what the text says of the same figure.
    """
    bodies: dict[tuple[Decimal | None, Decimal | None], list[Measure]] = defaultdict(list)
    for context, measures in told:
        if not context.heading:
            for measure in measures:
                if len(alike := bodies[_size(measure)]) < _MOST:
                    alike.append(measure)
    if not bodies:
        return list(told)
    return [
        (context, [_settled(measure, measures, bodies) for measure in measures] if context.heading else measures)
        for context, measures in told
    ]


def _settled(
    measure: Measure,
    beside: Sequence[Measure],
    bodies: dict[tuple[Decimal | None, Decimal | None], list[Measure]],
) -> Measure:
    """A headline's measure as the text tells it; one whose figure the text does not give stays as it is."""
    quantity = measure.value.quantity
    same = [
        body
        for body in bodies.get(_size(measure), ())
        if body.value.concept != OTHER and _same_unit(quantity, body.value.quantity)
    ]
    alike = [body for body in same if body.value.concept == measure.value.concept]
    shared = sum(other.value.quantity.start == quantity.start for other in beside) > 1
    if not alike and (measure.value.concept != OTHER or shared or _figures(measure) < _TELLING):
        return measure
    if not same:
        return measure
    body = max(alike or same, key=lambda body: _agreement(body, measure))
    if (trace := active()) is not None:
        trace.note(quantity.start, "metric", body.value.concept, "as the text under the headline tells the figure")
    value = replace(body.value, quantity=replace(quantity, unit=body.value.quantity.unit))
    return replace(
        measure,
        value=value,
        subject=body.subject,
        segment=body.segment,
        timing=body.timing,
        modality=body.modality,
        low=body.low,
        high=body.high,
    )


def _agreement(one: Measure, other: Measure) -> int:
    """In how many fields two measures are the same; of several bodies with a figure, the likest one is meant."""
    return sum(
        (
            one.value.aspect == other.value.aspect,
            one.subject.name == other.subject.name,
            one.segment == other.segment,
            one.timing.span == other.timing.span,
        )
    )


def _size(measure: Measure) -> tuple[Decimal | None, Decimal | None]:
    """The interval of a number without its sign, which a headline may leave to its words."""
    bounds = sorted(abs(bound) for bound in (measure.low, measure.high) if bound is not None)
    if len(bounds) == 1:
        return (bounds[0], None) if measure.qualifier == "at_least" else (None, bounds[0])
    return (bounds[0], bounds[1]) if bounds else (None, None)


def _same_unit(headline: Quantity, body: Quantity) -> bool:
    """Whether units are the same; a headline may leave out the currency (매출 30조 돌파)."""
    return headline.unit == body.unit or (is_bare_amount(headline) and is_money(body.unit))


def _figures(measure: Measure) -> int:
    """How many figures a number has, the zeros of a round amount not counted."""
    bound = measure.low if measure.low is not None else measure.high
    digits = str(abs(bound or 0)).replace(".", "").lstrip("0")
    return len(digits if measure.value.quantity.unit == "percent" else digits.rstrip("0"))
