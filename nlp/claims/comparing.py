"""What a change is measured against, once its own period is known.

2분기 … 1분기보다 is against the quarter before, 3월 … 작년 3월보다 against the year before, 올해 … 2019년보다 against
neither. Growth of an economy in a quarter is on the quarter before where nothing else is said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from nlp.claims.changes import COMPARISONS, dated_base
from nlp.claims.concepts import concepts
from nlp.claims.dating import resolve
from nlp.claims.model import Subject, Timing, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.spans import a_year_before, the_one_before
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression
from nlp.records import Aspect

_YEAR = timedelta(days=360)
_QUARTER = range(88, 93)
_PAIR = 2


def compared(context: SentenceContext, value: Value, when: Timing, place: Subject) -> Value:
    """Read a change against what its period and the one it is compared with tell.

    Args:
        context: the sentence.
        value: a number of it.
        when: its period.
        place: the economy that the text speaks of.
    """
    metric = value.metric
    if not value.is_change or metric is None or context.lang != "ko":
        return value
    rate = metric.aspect != "level"  # 물가상승률은 9월 2.5%에서 10월 3.1%로 올랐다: each is growth of its own
    period = value.timing or when
    stated = [cue for cue in context.cues if cue.kind in COMPARISONS and cue.end <= value.quantity.start]
    base = dated_base(context, value.quantity) or (None if stated else _led_from(context, value))
    if base is not None:
        if rate:
            return value
        aspect = _against(period, resolve(context, base, period))
        priced = concepts()[metric.concept].nature == "price"
        return value if aspect is None or priced else replace(value, aspect=aspect)
    if (
        metric.concept == "GDP"
        and _of_quarter(context, value, period)
        and not stated
        and value.quantity.unit == "percent"
    ):
        yearly = syntax(context.lang, "yearly_growth")
        named = yearly.search(context.view, context.start, value.quantity.start)
        if not named and not yearly.search(place.text or ""):
            return replace(value, aspect="change_qoq")
    return value


def _of_quarter(context: SentenceContext, value: Value, period: Timing) -> bool:
    """Whether a number is of a quarter, as its period says, or the words before it in a text without a date."""
    if period.span is not None:
        return (period.span[1] - period.span[0]).days + 1 in _QUARTER
    grains = [t.grain for t in context.times if t.end <= value.quantity.start and t.grain not in ("day", "week")]
    return bool(grains) and grains[-1] == "quarter"


def _against(period: Timing, base: Timing) -> Aspect | None:
    """How two periods of one length lie to each other; None where that can't be told."""
    if period.span is None or base.span is None or base.span[0] >= period.span[0]:
        return None
    lasting, lasted = (span[1] - span[0] for span in (period.span, base.span))
    if abs(lasting - lasted) > timedelta(days=3) or not lasting:
        return None
    if base.span == a_year_before(period).span:
        return "change_yoy"
    if base.span == the_one_before(period).span:
        return "change_yoy" if lasting > _YEAR else "change_qoq"
    return "change"


def _led_from(context: SentenceContext, value: Value) -> TimeExpression | None:
    """The date that a change leads from: 매출은 2012년 30억원에서 지난해 20억원으로 33% 줄었다."""
    start = context.clause_start(value.quantity.start)
    times = [t for t in context.times if start <= t.start and t.end <= value.quantity.start and t.kind != "duration"]
    if len(times) < _PAIR or not syntax(context.lang, "led_from").match(context.view, times[-2].end, times[-1].start):
        return None
    told = {q.unit for q in context.quantities if times[-2].end <= q.start < times[-1].start}
    return None if not told or value.quantity.unit in told else times[-2]
