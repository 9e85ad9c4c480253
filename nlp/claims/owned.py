"""The noun that a Chinese number is of where no table names it: 到位资金同比下降21.3% is no growth of sales."""

from __future__ import annotations

from nlp.claims.mentions import Metric
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Quantity

_TIES = ("up", "down", "to_up", "to_down", "is", "yoy", "qoq", "base", "each", "forecast", "target", "estimate", "from")
_COMPARED = 8  # characters of what something is compared with
_TAIL = 2  # characters by which a short name of a measure is known again


def own_measure(context: SentenceContext, quantity: Quantity) -> int | None:
    """Find the measure that stands right before a number and its verb, or behind it, and is in no table.

    Args:
        context: the sentence.
        quantity: the number.

    Returns:
        Where its name ends; None where a known measure, a name or nothing of the kind stands there.
    """
    if context.lang != "zh":
        return None
    behind = syntax("zh", "own_measure_behind").match(context.view, quantity.end, context.clause_end(quantity.start))
    if behind is not None and not any(behind.start() < m.end and m.start < behind.end() for m in context.metrics):
        return behind.end()
    earlier = [q.end for q in context.quantities if q.end <= quantity.start]
    start = max([context.clause_start(quantity.start), *earlier[-1:]])
    end = _before_verbs(context, start, quantity.start)
    compared = max(context.view.rfind("比", start, end), context.view.rfind("较", start, end))
    if compared > start and end - compared <= _COMPARED:
        end = _before_verbs(context, start, compared)  # 流转效率比平常提高10%
    named = [(m.start, m.end) for m in context.metrics] + [(m.start, m.end) for m in context.entities]
    if end <= start or any(first < end <= last for first, last in named):
        return None
    return end if syntax("zh", "own_measure", "$").search(context.view, start, end) else None


def bare_before(context: SentenceContext, start: int, end: int) -> bool:
    """Whether nothing but verbs of change, comparisons, dates and marks stands between two offsets."""
    return not context.view[start : _before_verbs(context, start, end)].strip("，,、；; \n（(")


def names_another(context: SentenceContext, own: int, metric: Metric) -> bool:
    """Whether a measure that ends at an offset is another than one of an earlier clause; 收益率 is 国债收益率 again."""
    apart = context.clause_at(metric.start) != context.clause_at(own - 1)
    return apart and context.view[own - _TAIL : own] != metric.text[-_TAIL:]


def _before_verbs(context: SentenceContext, start: int, end: int) -> int:
    """Where the words end that stand before a number without its hedges, verbs, comparisons and dates."""
    hedge, measure = syntax("zh", "hedge"), syntax("zh", "own_measure", "$")
    ties = [(c.start, c.end) for c in context.cues if c.kind in _TIES]
    ties += [(t.start, t.end) for t in context.times]
    while end > start:
        tie = next(((first, last) for first, last in ties if first < end <= last and first >= start), None)
        if tie is not None:
            end = tie[0]
        elif hedge.fullmatch(context.view, end - 1, end) and not measure.search(context.view, start, end):
            end -= 1
        else:
            break
    return end
