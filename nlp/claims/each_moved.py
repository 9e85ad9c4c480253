"""Moves that a sentence hands out one by one to the amounts told before, each with a verb of its own.

매출은 8048억원, 영업이익은 1264억원으로 각각 9.5% 늘고 5.6% 줄었다; 净利润分别为5亿元、3亿元，分别增长14%、下降10%.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.changes import change_aspect
from nlp.claims.model import Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_LEAST = 2
_NEAR = 4  # characters between 각각 and its first number


def hand_out_moves(context: SentenceContext, values: Sequence[Value], past: Sequence[Value]) -> list[Value]:
    """Give each move of such a list the metric of the amount that stands at its place.

    Args:
        context: the sentence.
        values: its values in order.
        past: the values of the sentence before, whose amounts may be those that move.
    """
    read = list(values)
    each = [cue.end for cue in context.cues if cue.kind == "each"]
    if context.lang == "zh" and (len(values) < 2 * _LEAST or len({value.group for value in values}) == 1):
        return read
    for index, value in enumerate(values):
        if not any(0 <= value.quantity.start - end <= _NEAR for end in each):
            continue
        moves = _moves(context, values, index)
        amounts = _amounts(context, values[:index], past, len(moves))
        if len(moves) < _LEAST or len(amounts) != len(moves):
            continue
        if context.lang == "zh" and len({move.group for move in moves}) == 1:
            continue  # 同比分别增长14%和10% is one list, whose members are known
        for place, (move, amount) in enumerate(zip(moves, amounts, strict=True)):
            aspect = change_aspect(context, move.quantity, amount.metric, place, len(moves))
            read[index + place] = replace(
                move,
                metric=amount.metric,
                aspect=aspect,
                segment=amount.segment,
                subject=amount.subject,
                timing=amount.timing or move.timing,
                inherited=True,
            )
    return read


def _moves(context: SentenceContext, values: Sequence[Value], first: int) -> list[Value]:
    """The moves that follow one another from a number on, with nothing named between them."""
    moves: list[Value] = []
    for value in values[first:]:
        if not value.is_change or not value.direction or value.quantity.unit != "percent":
            break
        floor = moves[-1].quantity.end if moves else value.quantity.start
        gap = context.gap(floor, value.quantity.start)
        if moves and not syntax(context.lang, "next_move").fullmatch(gap):
            break
        moves.append(value)
    return moves


def _amounts(context: SentenceContext, here: Sequence[Value], past: Sequence[Value], count: int) -> list[Value]:
    """As many amounts of different metrics before the list: of its sentence, else of the one before."""
    start = context.start
    if context.lang == "zh":
        told_here = [value for value in here if not value.is_change and value.metric is not None][-count:]
        apart = {(v.metric and v.metric.start, v.subject and v.subject.name, v.segment, v.timing) for v in told_here}
        alike = len({value.quantity.unit for value in told_here}) == 1
        return told_here if len(apart) == len(told_here) == count and alike else []
    named = any(m.label == "ORG" and m.start >= start for m in context.entities)
    levels = [value for value in here if not value.is_change]
    if not here and not named:
        levels = [value for value in past if not value.is_change]
        if len(levels) != count:
            return []
    levels = levels[-count:]
    told = [value.concept for value in levels if value.metric is not None]
    return levels if len(set(told)) == len(levels) == count else []
