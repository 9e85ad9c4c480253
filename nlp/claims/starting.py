"""Levels that a change starts from, which are of the period before: 7000만 위안에서 60% 급감했다."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from nlp.claims.changes import is_left
from nlp.claims.concepts import OTHER, concepts
from nlp.claims.dating import resolve
from nlp.claims.in_a_row import from_first_to_last
from nlp.claims.model import UNKNOWN_TIMING, Timing, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression
from nlp.periods.dates import Frame, previous_frame, shift_years

_PAIR = 2
_YEAR = 364  # days between the first and the last of a year
_SHORT = timedelta(31)
_QUARTER = range(89, 93)  # days
_LONG = 170  # days of a half or of three quarters, which are told against the same of the year before


def set_back(
    context: SentenceContext,
    values: list[Value],
    timings: list[Timing],
    focus: Timing = UNKNOWN_TIMING,
    told: Sequence[Timing] = (),
) -> list[Timing]:
    """A level that growth on the year starts from is of the year before: 7000만 위안에서 60% 급감했다.

    Args:
        context: the sentence.
        values: its values.
        timings: their periods.
        focus: the period that the text was speaking of.
        told: the periods of the numbers of the sentence before.
    """
    shifted = list(timings)
    pair: tuple[Timing, Timing] | None = None  # the periods of the last level left and of what it became
    for index, value in enumerate(values):
        timing = timings[index]
        row = focus.listed or _moved_before(context, told)
        if (moved := from_first_to_last(context, values, shifted, index, row)) is not None:
            shifted[index : index + 2] = moved
            continue
        if context.lang == "zh" and is_left(context, value.quantity) and index + 1 < len(values):
            became = timings[index + 1]
            if timing.end and became.start and timing.end < became.start:
                pair = timing, became
            elif pair and timing == became == pair[1]:
                shifted[index] = pair[0]  # 营收由2021年的8亿元增至2023年的14亿元，毛利率由9.8%升至17.3%
                continue
        if is_left(context, value.quantity) and _several_years(timing) and concepts()[value.concept].nature != "price":
            # 2016-2018年占比由67%升至96%: the first year, and the last
            shifted[index] = _year_of(timing, first=True)
            if index + 1 < len(values) and not values[index + 1].is_change and timings[index + 1] == timing:
                shifted[index + 1] = _year_of(timing, first=False)
            continue
        if context.lang == "ko" and is_reset(context, value):
            continue  # 올해 매출 목표를 15조원에서 16조원으로 높였다
        if (later := _year_told_first(context, values, timings, index, focus)) is not None:
            shifted[index:] = [later if when == timing and at else when for at, when in enumerate(timings[index:])]
            continue
        if (named := _from_year_named(context, values, timings, index, [focus, *told])) is not None:
            moved_to = replace(named, text=timing.text)
            shifted[index + 1 :] = [moved_to if w.span == timing.span else w for w in shifted[index + 1 :]]
            continue
        growth = any(v.aspect == "change_yoy" for v in values[index + 1 : index + 3])
        met = (_is_long(timing) or _is_of_quarter(value, timing)) and _is_met(values, timings, index)
        left = (growth or met) and is_left(context, value.quantity)
        turned = _is_turned(context, values[:index], value)
        if value.is_change or timing.retrospective or not (left or turned):
            continue
        if is_reset(context, value):
            continue  # 2024年销量目标由360万辆上调至400万辆: both are of that year
        if timing.start and timing.end and (met or turned or not _names_year(context, timing)):
            frame = Frame(timing.start, timing.end, "span")
            quarterly = not growth and _is_of_quarter(value, timing) and _is_since_last(context, value)
            first, last, _ = previous_frame(frame) if quarterly else shift_years(frame, -1)
            shifted[index] = Timing(first, last, timing.text, retrospective=True)
    return shifted


def reached(
    context: SentenceContext, values: Sequence[Value], timings: Sequence[Timing], time: TimeExpression, now: Timing
) -> Timing | None:
    """The period of what a number has come to from one of an earlier time: 지난해 3분기 2억원에서 18% 늘었다.

    It is that of the level told before in the sentence, else the one in focus. What a year's figure has come to may be
    that of the year after it; see `set_back`.

    Args:
        context: the sentence.
        values: its values.
        timings: the periods of those before the number.
        time: the words of time nearest before the number.
        now: the period in focus.
    """
    index = len(timings)
    if context.lang != "ko" or not index or concepts()[values[index].concept].nature == "price":
        return None
    left, when = values[index - 1], timings[-1]
    if not time.end <= left.quantity.start or any(time.end <= v.quantity.start for v in values[: index - 1]):
        return None
    if not is_behind(context, values[index - 1 :]) or when.end is None:
        return None
    if is_year(when):  # 2015년 2억달러에서 9년 만에 6배가 됐다
        apart = syntax("ko", "years_apart").search(context.view, left.quantity.end, values[index].quantity.start)
        return _following(when, int(apart["years"])) if apart else None
    level = next((i for i in range(index - 2, -1, -1) if values[i].concept == values[index].concept), None)
    since = now if level is None or values[level].is_change else timings[level]
    return since if since.span and since.end and when.end < since.end else None


def is_behind(context: SentenceContext, values: Sequence[Value]) -> bool:
    """Whether the first of some numbers is what a change leaves, passes or misses: 작년 1~10월(32만대)을 7% 밑돈다."""
    left = values[0]
    if is_left(context, left.quantity) or context.lang != "ko" or len(values) == 1:
        return is_left(context, left.quantity)
    passed = syntax("ko", "passed").match(context.view, left.quantity.end, context.end)
    return values[1].is_change and passed is not None and passed.end() == values[1].quantity.start


def ago(
    context: SentenceContext, values: Sequence[Value], timings: Sequence[Timing], time: TimeExpression
) -> Timing | None:
    """The day or month a year before the number told before it: 6월 말 수주잔고는 27조원으로 1년 전(26조원)보다.

    Args:
        context: the sentence.
        values: its values.
        timings: the periods of those before the number.
        time: the words that may say so.
    """
    if context.lang != "ko" or not timings or not timings[-1].span:
        return None
    short = (
        timings[-1].end is not None and timings[-1].start is not None and timings[-1].end - timings[-1].start < _SHORT
    )
    same = values[len(timings)].concept == values[len(timings) - 1].concept
    if not short or not same or syntax("ko", "year_ago").fullmatch(context.text, time.start, time.end) is None:
        return None
    first, last, _ = shift_years(Frame(*timings[-1].span, "span"), -1)
    return Timing(first, last, context.text[time.start : time.end], retrospective=True)


def _year_told_first(
    context: SentenceContext, values: list[Value], timings: list[Timing], index: int, focus: Timing
) -> Timing | None:
    """The year told of before that of the level left, in Korean: 올해 매출은 지난해 2조원에서 3조원으로."""
    here, value = timings[index], values[index]
    if context.lang != "ko" or not is_year(here) or value.is_change or not is_left(context, value.quantity):
        return None
    floor = values[index - 1].quantity.end if index else context.start
    years = [t for t in context.times if floor <= t.start and t.end <= value.quantity.start]
    if len(years) < _PAIR:
        return None
    later = resolve(context, years[-2], focus)
    return later if is_year(later) and here.start and later.start and here.start < later.start else None


def _from_year_named(
    context: SentenceContext, values: list[Value], timings: list[Timing], index: int, told: Sequence[Timing]
) -> Timing | None:
    """The year to which a Korean level has moved from that of the year named: 손실은 2024년 11억원에서 16억원으로.

    It is a year told of before, else the next one, if that was the last to end. A year that is itself the last is the
    one reached.
    """
    here, today = timings[index], context.reference
    if context.lang != "ko" or today is None or not (is_year(here) and here.end) or index + 1 >= len(values):
        return None
    if values[index].is_change or not is_left(context, values[index].quantity) or not _is_met(values, timings, index):
        return None
    if not any(t.has_year and context.text[t.start : t.end] == here.text for t in context.times):
        return None
    over = [when for when in told if is_year(when) and when.end and when.end < today]
    later = [when for when in over if when.start and here.end < when.start]
    if later:
        return later[-1]
    return _following(here) if here.end.year == today.year - 2 else None


def is_reset(context: SentenceContext, value: Value) -> bool:
    """Whether a level is what a goal or forecast was before: 目标由360万辆上调至400万辆, 목표를 3만대에서 5만대로."""
    end = value.quantity.end
    if syntax(context.lang, "resets").match(context.view, end, context.end) is None:
        return False
    clause = context.clause_start(value.quantity.start)
    goal = syntax("ko", "expectation_word")
    return context.lang == "zh" or goal.search(context.view, clause, value.quantity.start) is not None


def _following(year: Timing, count: int = 1) -> Timing:
    first, last, _ = shift_years(Frame(*year.span, "span"), count) if year.span else (None, None, "")
    return replace(year, start=first, end=last)


def _is_turned(context: SentenceContext, told: list[Value], value: Value) -> bool:
    """Whether a loss or profit turned from a year ago: 매출은 전년 대비 4% 줄었고 영업손익은 4억원 적자에서 흑자로."""
    yearly = bool(told) and told[-1].aspect == "change_yoy"
    return yearly and syntax(context.lang, "balance_turned").match(context.view, value.quantity.end) is not None


def _moved_before(context: SentenceContext, told: Sequence[Timing]) -> tuple[Timing, ...]:
    """From when to when the last sentence told a move, with which a Chinese one without a time goes on."""
    if context.lang != "zh" or len(told) != _PAIR or not (told[-2].end and told[-1].start):
        return ()
    return (told[-2], told[-1]) if told[-2].end < told[-1].start else ()


def is_year(timing: Timing) -> bool:
    """Whether a period is one calendar year."""
    if timing.start is None or timing.end is None:
        return False
    return timing.start.year == timing.end.year and (timing.end - timing.start).days >= _YEAR


def _is_long(timing: Timing) -> bool:
    """Whether a period is at least a half of one year."""
    if timing.start is None or timing.end is None:
        return False
    return timing.start.year == timing.end.year and (timing.end - timing.start).days >= _LONG


def _is_of_quarter(value: Value, timing: Timing) -> bool:
    """Whether a result or margin is of one quarter, which is told against that of the year before: 9.3%에서 8.1%로."""
    if timing.start is None or timing.end is None or value.concept == OTHER:
        return False
    return concepts()[value.concept].nature == "flow" and (timing.end - timing.start).days + 1 in _QUARTER


def _is_since_last(context: SentenceContext, value: Value) -> bool:
    """Whether the clause of a number compares with the quarter before: 毛利率环比由9.3%升至10.1%."""
    start = value.quantity.start
    begin = min(context.clause_start(start), value.metric.start if value.metric is not None else start)
    return any(cue.kind == "qoq" and begin <= cue.start < start for cue in context.cues)


def _is_met(values: list[Value], timings: list[Timing], index: int) -> bool:
    """Whether the next level is what one has become within the same words of time: 지난해 52억원에서 54억원으로."""
    if index + 1 >= len(values):
        return False
    here, then = values[index], values[index + 1]
    same = here.concept == then.concept and here.quantity.unit == then.quantity.unit
    return same and not then.is_change and timings[index] == timings[index + 1]


def _several_years(timing: Timing) -> bool:
    """Whether a period is of more than one whole year."""
    if timing.start is None or timing.end is None or timing.end.year == timing.start.year:
        return False
    return (timing.start.month, timing.start.day, timing.end.month, timing.end.day) == (1, 1, 12, 31)


def _year_of(timing: Timing, *, first: bool) -> Timing:
    if timing.start is None or timing.end is None:
        return timing
    year = timing.start.year if first else timing.end.year
    return replace(timing, start=date(year, 1, 1), end=date(year, 12, 31))


def _names_year(context: SentenceContext, timing: Timing) -> bool:
    """Whether the words that date a value state its year themselves."""
    return any(t.has_year and context.text[t.start : t.end] == timing.text for t in context.times)
