"""Figures broken down by kind without a word that announces it.

매출이 18% 늘었다. 수산은 33%, 주류 29%, 과일 14% 등이 늘었다: each number of such a Korean list stands right behind the
common noun whose it is. The metric is the one that the list opens with (매출 증가율이 수산 33%, 주류 29%), the one that
closes it (수산 33%, 주류 29% 등 매출이 늘었다), else the one that the sentence before tells of in the same unit, else
what the heading above (품목별 수출) or the page is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.claims.bounds import is_negative, prints_signs
from nlp.claims.changes import COMPARISONS, MOVES, change_aspect, direction_of
from nlp.claims.concepts import OTHER, TRADE, concepts, fits_level, is_money
from nlp.claims.lists import part_name
from nlp.claims.mentions import Metric
from nlp.claims.model import Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_LEAST = 2  # members that make a list
_SHARES = ("MarketShare", "ShareOfRevenue", "Ownership")


@dataclass(frozen=True, slots=True)
class _Member:
    """A number of a list: its place among the values, and the name right before it, with where that begins."""

    index: int
    name: str
    start: int


def break_down(
    context: SentenceContext,
    values: Sequence[Value],
    past: Sequence[Value],
    earlier: SentenceContext | None,
    about: str | None,
) -> list[Value]:
    """Give the numbers of lists by kind their metric, and their kind as segment.

    Args:
        context: the sentence.
        values: its values in order.
        past: the values of the sentence before.
        earlier: the sentence before.
        about: what the heading above or the page is about, if anything.
    """
    read = list(values)
    if context.lang != "ko":
        return _takings_of_parts(context, read, past)
    members = _members(context, read, about)
    if len(members) < _LEAST:
        return read
    runs = _runs(context, read, members)
    if max(len({member.name for member in run}) for run in runs) < _LEAST:
        return read
    wholes = [_named_whole(context, read, run) for run in runs]
    named = next((whole for whole in wholes if whole is not None), None)
    # 찬성 60%, 반대 40%로 통과됐다 breaks nothing down: what goes on with a growth told before moves too
    closed = _closing(context, read[members[-1].index].quantity.end)
    moved = bool(closed) or any(_is_signed(read[member.index]) for member in members)
    alone = moved and _speaks_on(context, read[members[0].index], members[0].start)
    told = _told_alike(read[members[0].index], past) if alone else None
    if told is not None and (told.concept in _SHARES or told.concept == OTHER):
        told = None
    rate = _rate_named(context, earlier) if alone and told is None else None
    if alone and told is None and rate is None and about is not None:
        at = members[0].start
        rate = Metric(at, at, about, 1, "level", "")
    for run, own in zip(runs, wholes, strict=True):
        whole = own or named
        metric = whole or (told.metric if told else rate)
        if metric is None:
            continue
        signs = prints_signs([read[member.index] for member in run])
        closing = 0 if signs else _closing(context, read[run[-1].index].quantity.end)
        for member in run:
            value = _given(context, read[member.index], member, metric, told if whole is None else None, closing)
            read[member.index] = value or read[member.index]
    return read


def _takings_of_parts(context: SentenceContext, values: Sequence[Value], past: Sequence[Value]) -> list[Value]:
    """Give Chinese parts with their share the revenue told before: 收入5亿元。教育机器人2亿元，占40%；物流机器人….

    What follows such a part in its sentence is of the same kind without a share too.
    """
    read = list(values)
    if not any(value.concept == "Revenue" and not value.is_change for value in past):
        return read
    opened = False
    for index, value in enumerate(values):
        at = value.quantity.start
        if value.metric is not None or value.is_change or value.segment or not is_money(value.quantity.unit):
            continue
        then = values[index + 1] if index + 1 < len(values) else None
        opened |= (
            then is not None
            and then.quantity.unit == "percent"
            and syntax("zh", "takes_part").fullmatch(context.view, value.quantity.end, then.quantity.start) is not None
        )
        floor = values[index - 1].quantity.end if index else context.start
        start = max(floor, context.clause_start(at))
        name = part_name(context, start, at, floor) if opened else None
        if name is None or any(m.label == "ORG" and start <= m.start < at for m in context.entities):
            continue
        read[index] = replace(value, metric=Metric(at, at, "Revenue", 1, "level", ""), segment=name, inherited=True)
    return read


def _is_signed(value: Value) -> bool:
    """Whether a verb moves a number, or its printed sign does: 자동차부품(-8.0%)."""
    return bool(value.direction) or is_negative(value.quantity.low, value.quantity.high)


def _members(context: SentenceContext, values: Sequence[Value], about: str | None) -> list[_Member]:
    """The numbers of one unit right behind common nouns, none of which names a metric, a company or a person.

    Countries are such in a text about trade.
    """
    kinds = ("PRODUCT", "LOC") if about in TRADE else ("PRODUCT",)
    found: list[_Member] = []
    for index, value in enumerate(values):
        at = value.quantity.start
        if value.subject or value.timing or value.quantity.unit is None:
            continue
        floor = values[index - 1].quantity.end if index else context.start - 1
        if value.segment:  # read as a part already
            found.append(_Member(index, value.segment, max(floor, context.view.rfind(value.segment, floor + 1, at))))
            continue
        start = max(floor, context.clause_start(at))
        if value.metric is not None and not value.inherited and value.metric.end > start:
            mark = syntax("ko", "metric_mark").match(context.view, value.metric.end, at)
            if mark is None or value.metric.start < start:
                continue
        own = [m for m in context.metrics if start <= m.start and m.end <= at]
        if own and (opened := syntax("ko", "metric_mark").match(context.view, own[-1].end, at)):
            start = opened.end()
        elif own:
            continue
        name = part_name(context, start, at, floor)
        if name is None:
            continue
        place = context.text.find(name, start, at)
        inside = [m for m in context.entities if m.start < place + len(name) and place < m.end]
        if any(m.label not in kinds for m in inside) or syntax("ko", "no_kind").search(name):
            continue
        found.append(_Member(index, name, place))
    units = [values[member.index].quantity.unit for member in found]
    common = max(dict.fromkeys(units), key=units.count, default=None)
    return [m for m, unit in zip(found, units, strict=True) if unit == common and units.count(common) >= _LEAST]


def _runs(context: SentenceContext, values: Sequence[Value], members: Sequence[_Member]) -> list[list[_Member]]:
    """The members parted where a verb stands between two of them: 자동차(15%)와 가전(18%)은 늘었고 [선박(-3%)은]."""
    runs: list[list[_Member]] = []
    for member in members:
        last = runs[-1][-1] if runs else None
        end = values[last.index].quantity.end if last else 0
        if (
            last
            and last.index == member.index - 1
            and syntax("ko", "kind_joint").fullmatch(context.view, end, member.start)
        ):
            runs[-1].append(member)
        else:
            runs.append([member])
    return runs


def _named_whole(context: SentenceContext, values: Sequence[Value], run: Sequence[_Member]) -> Metric | None:
    """The metric that the list opens or closes with."""
    start, end = run[0].start, values[run[-1].index].quantity.end
    mark = syntax("ko", "metric_mark")
    before = [m for m in context.metrics if m.end <= start and mark.fullmatch(context.view, m.end, start)]
    if before:
        return before[-1]
    after = [m for m in context.metrics if m.start >= end]
    if after and syntax("ko", "cause").match(context.view, after[0].end):
        return None  # 콩(-9%)·팥(-8%)은 생산량 증가로 값이 내렸다
    if after and syntax("ko", "kinds_closed").fullmatch(context.view, end, after[0].start):
        return after[0]
    return None


def _speaks_on(context: SentenceContext, first: Value, start: int) -> bool:
    """Whether a sentence names no metric and nobody before its list, so that it goes on with what was told."""
    if any(m.end <= first.quantity.start for m in context.metrics):
        return False
    return not any(m.label in ("ORG", "PERSON", "LOC") and m.start < start for m in context.entities)


def _told_alike(first: Value, past: Sequence[Value]) -> Value | None:
    """The last value of the sentence before in the unit of the list."""
    alike = [value for value in past if value.quantity.unit == first.quantity.unit and value.metric is not None]
    return alike[-1] if alike else None


def _rate_named(context: SentenceContext, earlier: SentenceContext | None) -> Metric | None:
    """The rate of growth that the sentence before names without telling it: 물가 상승률이 평균을 웃돌았다."""
    if earlier is None or earlier.paragraph != context.paragraph:
        return None
    return next((m for m in reversed(earlier.metrics) if m.aspect != "level"), None)


def _closing(context: SentenceContext, end: int) -> int:
    """Where the verb that closes a list moves its members, 0 where none does."""
    stop = context.clause_end(end)
    cues = [c for c in context.cues if c.kind in MOVES and end <= c.start < stop]
    return direction_of(cues[0]) if cues else 0


def _given(
    context: SentenceContext, value: Value, member: _Member, metric: Metric, told: Value | None, closing: int
) -> Value | None:
    """The number as one of the metric and the kind, None where it does not fit."""
    quantity, concept = value.quantity, concepts()[metric.concept]
    if value.segment and value.metric is not None:
        return None
    if concept.name == OTHER or concept.holder == "itself" or concept.name in _SHARES:
        return None
    direction = value.direction or closing or (told.direction if told and told.is_change else 0)
    rate = quantity.unit == "percent" and (concept.dimension != "ratio" or metric.aspect != "level")
    change = rate or value.is_change or (quantity.unit == "percentage_point")
    if not change and not fits_level(quantity, concept):
        return None
    aspect = change_aspect(context, quantity, metric) if change else "level"
    compared = any(c.kind in COMPARISONS and c.end <= quantity.start for c in context.cues)
    if change and told is not None and told.is_change and not compared:
        aspect = told.aspect
    return replace(
        value,
        metric=metric,
        segment=member.name,
        inherited=True,
        is_change=change,
        direction=direction if change else 0,
        aspect=aspect,
    )
