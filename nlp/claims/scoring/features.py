"""Numbers that describe a number's place and a reading of it, for the judge.

All are cheap to compute and language-neutral: distances, order, kinds of cues, classes of units. -1 stands for none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache

from nlp.claims.concepts import concepts, fits_level, is_money, is_money_per
from nlp.claims.mentions import Metric
from nlp.claims.model import Measure, Subject, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Quantity
from nlp.tables import read_table

ASPECTS = ("level", "change_yoy", "change_qoq", "change")
MODALITIES = ("reported", "forecast", "target")
_FAR = 99.0
_LONG = 3000  # characters
_CUES = (
    ("up",), ("down",), ("to_up",), ("to_down",), ("to", "is"), ("yoy",), ("qoq",), ("base",), ("from",),
    ("share", "each"), ("forecast", "outlook"), ("target",), ("estimate",), ("not", "if", "same"),
)  # fmt: skip
_UNITS = {"percent": 1, "percentage_point": 2, "times": 3, "points": 4, None: 5, "person": 6, "vehicle": 7, "share": 8}
_MONEY, _PER_SHARE, _PER_OTHER, _COUNTED = 10, 11, 12, 9
_QUALIFIERS = ("exact", "approx", "at_least", "at_most", "range")
_DIMENSIONS = ("money", "ratio", "count", "money_per_share", "points", "any")
_NATURES = ("flow", "stock", "price")
LABELS = ("ORG", "PERSON", "LOC", "PRODUCT", "NAME", "PART")
_GRAINS = ("year", "half", "quarter", "month", "week", "day", "span", "now", "time", "decade")


def unit_class(unit: str | None) -> int:
    """A number for the class of a unit."""
    if is_money(unit):
        return _MONEY
    if is_money_per(unit):
        return _PER_SHARE if str(unit).endswith("/share") else _PER_OTHER
    return _UNITS.get(unit, _COUNTED)


def place_in(options: tuple[str, ...], name: str | None) -> int:
    """The place of a name in a closed list, -1 where it is not in it."""
    return options.index(name) if name in options else -1


@cache
def concept_numbers() -> dict[str, int]:
    """A number for each concept, by its place in the contract."""
    return {name: place for place, name in enumerate(concepts())}


def concept_features(name: str) -> list[float]:
    """What a concept measures."""
    concept = concepts()[name]
    return [
        concept_numbers()[name],
        place_in(_DIMENSIONS, concept.dimension),
        place_in(_NATURES, concept.nature),
        {"company": 0, "economy": 1, "itself": 2}.get(concept.holder, 3),
    ]


def describe_number(context: SentenceContext, value: Value, last: Measure | None, last_here: bool) -> list[float]:
    """Describe a number and what stands around it, whatever it is read as."""
    quantity = value.quantity
    start, end = quantity.start, quantity.end
    view = context.view
    first, limit = context.clauses[context.clause_at(start)]
    known = quantity.low if quantity.low is not None else quantity.high
    magnitude = abs(known) if known is not None else 0
    opened = view.count("(", context.start, start) - view.count(")", context.start, start)
    quoted = view.count("“", context.start, start) - view.count("”", context.start, start)
    place = sum(q.start < start for q in context.quantities)
    before_text, after_text = view[max(context.start, start - 1) : start], view[end : end + 2]
    row = [
        context.reference is not None,
        min(len(context.text), _LONG),
        min(context.start, _LONG),
        0.0 if context.lang == "zh" else 1.0,
        unit_class(quantity.unit),
        round(math.log10(float(magnitude) + 1e-3), 1),
        place_in(_QUALIFIERS, quantity.qualifier),
        known is not None and known < 0,
        context.heading,
        opened,
        quoted,
        place,
        len(context.quantities) - place,
        start - first,
        limit - end,
        start - context.start,
        context.end - end,
        _character_class(before_text),
        _character_class(after_text[:1]),
        _character_class(after_text[1:2]),
        value.is_change,
        value.direction,
        value.inherited,
        place_in(ASPECTS, value.aspect),
        value.group,
    ]
    for kinds in _CUES:
        near_before = near_after = _FAR
        for cue in context.cues:
            if cue.kind in kinds:
                if cue.end <= start:
                    near_before = min(near_before, start - cue.end)
                elif cue.start >= end:
                    near_after = min(near_after, cue.start - end)
        row += [near_before, near_after]
    row += [
        min((q.start - end for q in context.quantities if q.start >= end), default=_FAR),
        min((start - q.end for q in context.quantities if q.end <= start), default=_FAR),
        min((start - t.end for t in context.times if t.end <= start), default=_FAR),
    ]
    row += _describe_last(context, quantity, last, last_here)
    return [float(item) for item in row]


def _describe_last(context: SentenceContext, quantity: Quantity, last: Measure | None, last_here: bool) -> list[float]:
    if last is None:
        return [-1.0] * 8
    then = last.value.quantity
    gap = context.view[then.end : quantity.start] if last_here else "\n"
    return [
        last_here,
        unit_class(then.unit),
        then.unit == quantity.unit,
        concept_numbers()[last.value.concept],
        place_in(ASPECTS, last.value.aspect),
        min(len(gap), 99) if last_here else 99,
        syntax(context.lang, "joint").fullmatch(gap) is not None,
        sum(gap.count(mark) for mark in "，,；;。"),
    ]


def _character_class(character: str) -> int:
    if not character:
        return 0
    known = "的,，。；;、(（)）:： \n~/·은는이가을를로으에의도까과와다보한했증감상하오급至到为达了与和是在率比元股"
    place = known.find(character)
    if place >= 0:
        return place + 4
    if character.isascii():
        return 1 if character.isdigit() else 2
    return 3


def describe_metric(
    context: SentenceContext,
    value: Value,
    metric: Metric | None,
    kind: int,
    here: Sequence[Measure],
    last: Measure | None,
    told: Counter[str],
) -> list[float]:
    """Describe a metric as the one that a number measures; None is a number of no listed metric."""
    quantity = value.quantity
    start, end = quantity.start, quantity.end
    rule = value.metric
    name = metric.concept if metric else "Other"
    row: list[float] = [
        kind,
        metric is None,
        rule is None
        if metric is None
        else rule is not None and (rule.start, rule.concept) == (metric.start, metric.concept),
        rule is not None and metric is not None and rule.concept == metric.concept,
        rule is None,
        *concept_features(name),
        last is not None and last.value.concept == name,
        last is not None
        and last.value.metric is not None
        and metric is not None
        and last.value.metric.start == metric.start,
    ]
    taken = [m.value.quantity.unit for m in here if metric and m.value.metric and m.value.metric.start == metric.start]
    row += [len(taken), taken.count(quantity.unit), sum(m.value.concept == name for m in here)]
    fitting = [m for m in context.metrics if fits_level(quantity, concepts()[m.concept])]
    row += [len(context.metrics), len(fitting), sum(m.end <= start for m in fitting)]
    row += [min(told[name], 9), min(told.total(), 30), told.get("SharePrice", 0) + told.get("IndexLevel", 0)]
    row += [told.get("GDP", 0), told.get("ProductPrice", 0), min(sum(m.label == "ORG" for m in context.entities), 9)]
    if metric is None:
        return [float(item) for item in [*row, *[-1] * 15]]
    concept = concepts()[name]
    inside_sentence = context.start <= metric.start < context.end
    before = metric.end <= start
    left, right = (metric.end, start) if before else (end, metric.start)
    between = context.view[max(left, context.start) : right] if inside_sentence else ""
    inside = [q for q in context.quantities if left <= q.start and q.end <= right] if inside_sentence else []
    others = [m for m in context.metrics if left <= m.start and m.end <= right] if inside_sentence else []
    row += [
        inside_sentence,
        before,
        min(abs(right - left), 300),
        context.clause_at(start) - context.clause_at(metric.start) if inside_sentence else 9,
        len(inside),
        sum(q.unit == quantity.unit for q in inside),
        len(others),
        len(syntax(context.lang, "break").findall(between)),
        between.count(")") - between.count("("),
        sum(cue.kind in ("up", "down", "to_up", "to_down", "is") for cue in context.cues if left <= cue.start < right),
        sum(m.label == "ORG" for m in context.entities if left <= m.start < right),
        fits_level(quantity, concept),
        metric.sign,
        metric.aspect != "level",
        len(metric.text),
    ]
    return [float(item) for item in row]


def describe_subject(
    context: SentenceContext,
    anchor: int,
    quantity: Quantity,
    subject: Subject,
    span: tuple[int, int] | None,
    kind: int,
    flags: list[float],
) -> list[float]:
    """Describe a holder: where its name stands, what stands beside it, and who it was before (`flags`)."""
    row: list[float] = [kind, place_in(LABELS, subject.label), *flags, len(subject.name or "")]
    if span is None:
        return [float(item) for item in [*row, *[-1] * 15]]
    left, right = span
    view = context.view
    here = context.start <= left < context.end
    if not here:
        return [float(item) for item in [*row, 0, *[-1] * 14]]
    after = view[right : right + 8]
    low, high = (right, anchor) if right <= anchor else (anchor, left)
    row += [
        1,
        right <= anchor,
        min(abs(anchor - right), 200),
        min(abs(quantity.start - right), 200),
        context.clause_at(anchor) - context.clause_at(left),
        left - context.start,
        right == anchor,
        sum(m.label == "ORG" for m in context.entities if low <= m.start < high),
        len([q for q in context.quantities if low <= q.start < high]),
        len([m for m in context.metrics if low <= m.start < high]),
        view[low:high].count(",") + view[low:high].count("，"),
        role_after(after, context.lang),
        _role_before(view[max(context.start, left - 3) : left], context.lang),
        syntax(context.lang, "source").match(view, right, context.end) is not None,
        view[left - 1 : left] in ("“", "《", "'", "‘", '"', "「"),
    ]
    return [float(item) for item in row]


@cache
def _roles(lang: str, use: str) -> tuple[str, ...]:
    rows = read_table(f"nlp.{lang}", "roles.tsv")
    return tuple(row["surface"].replace("_", " ") for row in rows if row["use"] == use)


def role_after(after: str, lang: str) -> int:
    """Which of the listed marks the text behind a name begins with."""
    return next((place for place, option in enumerate(_roles(lang, "after")) if after.startswith(option)), -1)


def _role_before(before: str, lang: str) -> int:
    return place_in(_roles(lang, "before"), before[-1]) if before else -2


def ending(context: SentenceContext, end: int) -> int:
    """Which of the listed endings stands behind a number in its sentence."""
    tail = context.view[end : context.end]
    return next((place for place, mark in enumerate(_roles(context.lang, "ending")) if mark in tail), -1)


def describe_period(
    context: SentenceContext, value: Value, anchor: int, span: tuple[int, int] | None, facts: list[float]
) -> list[float]:
    """Describe a period: where its words stand and what they are (`facts`)."""
    quantity = value.quantity
    row = [*facts, *concept_features(value.concept)]
    if span is None:
        return [float(item) for item in [*row, *[-1] * 8]]
    left, right = span
    if not context.start <= left < context.end:
        return [float(item) for item in [*row, 0, *[-1] * 7]]
    low, high = (right, quantity.start) if right <= quantity.start else (quantity.end, left)
    row += [
        1,
        right <= quantity.start,
        min(abs(high - low), 200),
        min(abs(anchor - right), 200),
        context.clause_at(quantity.start) - context.clause_at(left),
        len([q for q in context.quantities if low <= q.start < high]),
        len([t for t in context.times if low <= t.start < high]),
        len([m for m in context.metrics if low <= m.start < high]),
    ]
    return [float(item) for item in row]


def grain_number(grain: str) -> int:
    """A number for the grain of a time expression."""
    return place_in(_GRAINS, grain)
