"""Shares that rise and fall in lists, which market reports give without naming a price.

반도체주인 온빛칩스(-12.27%), 한빛소자(-9.4%) 등이 급락했다; 기아 0.71% 등이 올랐다. That a company moved by a per
cent says enough where the text speaks of shares; of what else it may be a per cent, some word would have to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.bounds import prints_signs
from nlp.claims.changes import MOVES, direction_of
from nlp.claims.mentions import Metric
from nlp.claims.model import Subject, Value, subject_of
from nlp.claims.naming import trim
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_CLOSING = 36  # characters between the last number of a list and the verb that closes it
_LONGEST_NAME = 24
_MARKET = ("SharePrice", "IndexLevel", "MarketCapitalisation", "TradingVolume")
_PAIR = 2


def read_movers(context: SentenceContext, values: Sequence[Value]) -> list[Value]:
    """Read the lists of movers among the values of a sentence.

    Args:
        context: the sentence.
        values: its values in order.
    """
    read = list(values)
    if context.lang != "ko" or not context.market:
        return read
    if any(metric.concept not in _MARKET for metric in context.metrics):
        return read
    for first, last in _runs(context, read):
        moved = _direction(context, read[last - 1].quantity.end)
        if moved is None:
            continue
        moved = 0 if prints_signs(read[first:last]) else moved
        named = [_named(context, value) for value in read[first:last]]
        known = [value for value in named if value is not None and value.subject and value.subject.entity_id]
        sectors = syntax(context.lang, "sectors").search(context.view, context.start, context.end)
        follows = last - first < _PAIR  # a lone number is of the list that a share opened
        if not (known or sectors or follows) or None in named:
            continue
        concept = "SharePrice" if known or follows else "IndexLevel"
        for index, value in enumerate(named, first):
            if value is None:
                continue
            start = value.quantity.start
            read[index] = replace(
                value,
                metric=Metric(start, start, concept, 1, "level", ""),
                inherited=True,
                is_change=True,
                direction=moved,
                aspect="change",
            )
    return read


def _runs(context: SentenceContext, values: Sequence[Value]) -> list[tuple[int, int]]:
    """Ranges of numbers of per cent without a metric that follow each other, each behind a name."""
    found: list[tuple[int, int]] = []
    between = syntax(context.lang, "next_mover")
    for index, value in enumerate(values):
        if value.quantity.unit != "percent" or value.metric is not None:
            continue
        follows = found and found[-1][1] == index
        if follows and between.fullmatch(context.gap(values[index - 1].quantity.end, value.quantity.start)):
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return [run for run in found if run[1] - run[0] >= _PAIR or _goes_on(context, values, run[0])]


def _goes_on(context: SentenceContext, values: Sequence[Value], index: int) -> bool:
    """Whether a lone number follows a share whose move the sentence told: A는 0.8% 내렸고 B -0.5% 등이 내렸다."""
    last = values[index - 1] if index else None
    return last is not None and last.is_change and last.concept == "SharePrice" and last.quantity.unit == "percent"


def _direction(context: SentenceContext, end: int) -> int | None:
    """Where the verb that closes a list moves its members; None where none closes it."""
    strong = syntax(context.lang, "strength").search(context.view, end, min(context.end, end + _CLOSING))
    cues = [c for c in context.cues if c.kind in MOVES and end <= c.start < end + _CLOSING]
    if cues and (strong is None or cues[0].start <= strong.start()):
        return direction_of(cues[0])
    return 1 if strong else None


def _named(context: SentenceContext, value: Value) -> Value | None:
    """The value as that of the company named right before it, or of a name that no recogniser knows."""
    number = value.quantity.start
    opened = syntax(context.lang, "mover_mark").search(context.view, max(context.start, number - 4), number)
    marked = opened.start() if opened else number
    end = len(context.view[context.start : number].rstrip("( +▲▼△▽")) + context.start
    for place in (end, marked):  # 디아이(-9.4%) ends in no particle
        holder = next((m for m in context.entities if m.label == "ORG" and m.end == place), None)
        if holder is not None:
            return replace(value, subject=subject_of(holder))
    end = end if context.view[end : end + 1] == "(" else marked
    start = max(context.start, end - _LONGEST_NAME, context.view.rfind(",", context.start, end) + 1)
    name = trim(context, start, end)
    return replace(value, subject=Subject(name, None, name)) if name and not name[0].isdigit() else None
