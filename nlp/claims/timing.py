"""When a fact is: the period that each number of a sentence is about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from nlp.claims.concepts import concepts
from nlp.claims.explain import active
from nlp.claims.fiscal import is_definition, own_fiscal_year
from nlp.claims.model import UNKNOWN_TIMING as UNKNOWN
from nlp.claims.model import Timing, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import Part, Resolution, TimeExpression
from nlp.periods.dates import DAY, Frame, shift_years

_SPOKEN = ("date", "date_range")
_CUMULATIVE = ("Investment", "FundsRaised", "ShareRepurchase")
_TRADED = "TradingVolume"  # of the day where no longer period is spoken of
_OPENING = 12  # characters in which a sentence without numbers names a new period
_AHEAD = 4  # characters between a word of forecast and the year that it speaks of (预计到2030年)
_BRACKET = re.compile(r"\s?[(（]\s?")
_HELD = re.compile(r"\s?[(（]\s?(?:[가-힣]{1,6}\s?){0,2}[-–−△▲▼+]?")  # 2018년 10월 2일(종가기준 2309.57)
_CLOSED = re.compile(r"(?:\s?(?:기준|종가|말|[고저]가))?\s?[)）]")
_FINE = ("day", "week", "time", "now")


def resolve(context: SentenceContext, time: TimeExpression, focus: Timing) -> Timing:
    """Put dates to a time expression of a sentence.

    Without the article's date a relative year (去年, 지난해) is not counted from the period in focus.

    Args:
        context: the sentence.
        time: one of its time expressions.
        focus: the period that the text is speaking of.
    """
    if _is_year_ago(context, time) and focus.start and focus.end:
        first, last, _ = shift_years(Frame(focus.start, focus.end, "span"), -1)
        return Timing(first, last, context.text[time.start : time.end], retrospective=True)
    focus = _named_year(context, time) or focus
    unfixed = any(part.op == "relative" and part.unit == "year" for part in _parts(time))
    undated = context.reference is None and time.has_year and unfixed and not time.fiscal
    if undated and context.year is not None:
        if time.bound == "since":
            return UNKNOWN  # it lasts to a day that the text does not tell
        found = time.resolve(date(context.year, 1, 1), None)
    else:
        found = time.resolve(context.reference, focus.span if _leans(context, time) else None)
    start, end = found.period_start, found.period_end
    half_named = undated and _parts(time)[0].op == "year"  # 2022年至今年上半年
    if start is None and end is None and not half_named:
        return UNKNOWN
    if time.fiscal and start is not None and end is not None:
        start, end = own_fiscal_year(context, time, start, end, focus.span)
        if start is None and end is None:
            return UNKNOWN
    elif context.reference is not None and start is not None and start >= context.reference != end:
        start, end = _past_reading(context, found)
    if undated and context.year is None:
        start, end, _ = time.resolve(_last_year_named(context, time), None)
        if start is None and end is None:
            return UNKNOWN
    if time.bound == "since" and start is not None and (end is None or end == start) and context.reference:
        end = max(start, context.reference)
    if start is not None and end is not None and _is_cumulative(context, time):
        start = date(end.year, 1, 1)
    looks_back = time.anaphoric and focus.start is not None and end is not None and end < focus.start
    return Timing(start, end, context.text[time.start : time.end], retrospective=looks_back)


def _is_year_ago(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether something is compared with the same period of the year before (1년 전(241억원)보다)."""
    text = context.text[time.start : time.end]
    return context.is_base(time) and syntax(context.lang, "year_ago").fullmatch(text) is not None


def _past_reading(context: SentenceContext, found: Resolution) -> tuple[date | None, date | None]:
    """The reading that looks back, if there is one and nothing in the sentence looks ahead (12个月内，股价累计上涨)."""
    if not any(cue.kind in ("forecast", "target", "outlook") for cue in context.cues):
        for first, last in found.alternatives:
            if last is not None and context.reference is not None and last <= context.reference:
                return first, last
    return found.period_start, found.period_end


def _leans(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a date is to be read from the period in focus: it says so (同期), or its sentence has named a year.

    Else a quarter or month without a year is the last before the article's date, whatever was spoken of before.
    """
    if context.reference is None or time.anaphoric or time.has_year:
        return True
    return any(t.has_year and t.end <= time.start and not context.is_base(t) for t in context.times)


def _named_year(context: SentenceContext, time: TimeExpression) -> Timing | None:
    """The period that gives a date its year: the last one before it in the sentence that names its own.

    2022年春节档（2月1日-2月6日）; a part of the period in focus (2024年上半年…，其中二季度) is of the same year anyway.
    """
    if time.has_year or time.anaphoric or time.fiscal:
        return None
    named = [t for t in context.times if t.has_year and t.end <= time.start and not context.is_base(t)]
    if not named or named[-1].anaphoric or named[-1].kind not in _SPOKEN:
        return None
    resolved = resolve(context, named[-1], UNKNOWN)
    return resolved if resolved.span else None


def _is_cumulative(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a quarter stands for the year so far (3분기 누적)."""
    after = context.view[time.end : time.end + 8]
    return time.grain == "quarter" and re.match(r"\s?(?:까지\s?)?(?:누적|累计)", after) is not None


def _last_year_named(context: SentenceContext, time: TimeExpression) -> date | None:
    """A day by which an article without a date can be read: its 去年 is the last year that the sentence names.

    今年 is that year itself where the sentence speaks of no 去年; years that are only expected do not count.
    """
    years = []
    for named in context.times:
        ahead = any(c.kind in ("forecast", "target") and 0 <= named.start - c.end <= _AHEAD for c in context.cues)
        start, end, _ = named.resolve(None, None)
        years += [day.year for day in (start, end) if day is not None and not ahead]
    if not years:
        return None
    this_year = any(p.op == "relative" and p.unit == "year" and p.value == 0 for p in _parts(time))
    past = any(p.op == "relative" and p.unit == "year" and p.value < 0 for t in context.times for p in _parts(t))
    return date(max(years) + (0 if this_year and not past else 1), 1, 1)


def _parts(time: TimeExpression) -> tuple[Part, ...]:
    return () if time.anaphoric else (*time.reading.parts, *time.reading.until)


def _tight(context: SentenceContext, value: Value, times: list[TimeExpression]) -> TimeExpression | None:
    """The date that stands directly at the number (2023年的53.9%, 올해(1.5%)), even if it is one compared with."""
    pattern = syntax(context.lang, "tight")
    for time in reversed(times):
        if time.end <= value.quantity.start:
            if any(time.end <= q.start < value.quantity.start for q in context.quantities):
                return None
            gap = context.gap(time.end, value.quantity.start)
            metric = value.metric
            if metric is not None and time.end <= metric.start and metric.end <= value.quantity.start:
                # 지난해 동기(영업이익 1천299억원)
                gap = context.gap(time.end, metric.start) + context.gap(metric.end, value.quantity.start)
            return time if pattern.fullmatch(gap) or _HELD.fullmatch(gap) else None
    return None


def _in_bracket(context: SentenceContext, value: Value, times: list[TimeExpression]) -> TimeExpression | None:
    """The date in the bracket behind a number: 매출 700억원(2023년), 저점 1만2500원(2024년 11월 4일)."""
    opened = _BRACKET.match(context.view, value.quantity.end, context.end)
    if opened is None:
        return None
    found = next((t for t in times if t.start == opened.end()), None)
    if found is None or not _CLOSED.match(context.view, found.end, context.end) or context.is_base(found):
        return None
    return found


def _holds(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a date carries the number in the bracket behind it (1998년 1분기(-6.8%) 이후).

    A forecast in such a bracket was only made then.
    """
    if any(cue.kind in ("forecast", "target", "outlook") for cue in context.cues):
        return False
    return _HELD.fullmatch(context.gap(time.end, value.quantity.start)) is not None


def _compared(context: SentenceContext, value: Value, times: list[TimeExpression]) -> TimeExpression | None:
    """The date of a level that something is compared with, named before its change.

    比2023年下滑13.7%的34.66亿元; 由去年同期约1.1亿元减至0.9亿元, 比2019年同期的酒店收益约1576万元下降.
    """
    start = value.quantity.start
    if context.lang != "zh" or value.is_change:
        return None
    clause = context.clause_start(start)
    bases = [t for t in times if clause <= t.start and t.end <= start and context.is_base(t)]
    if not bases:
        return None
    if any(bases[-1].end <= q.start and q.end <= start for q in context.quantities):
        return bases[-1] if context.view[start - 1 : start] == "的" else None
    return bases[-1] if syntax("zh", "base_level").fullmatch(context.view, bases[-1].end, start) else None


def _useful(time: TimeExpression, value: Value) -> bool:
    """A day names when something was said or traded; only prices are of a day."""
    if time.kind not in _SPOKEN:
        return False
    concept = concepts()[value.concept]
    return time.grain not in _FINE or concept.nature != "flow" or time.bound in ("as_of", "until", "since")


def _nearest(context: SentenceContext, value: Value, times: list[TimeExpression]) -> TimeExpression | None:
    before = [time for time in times if time.end <= value.quantity.start and not context.is_base(time)]
    useful = [time for time in before if _useful(time, value)]
    # what a semicolon ends, 上年同期 does not reach over: 上年同期亏损1.06亿元；扣非净利润1.97亿元
    while useful and useful[-1].anaphoric and _is_closed_off(context, useful[-1], value):
        useful.pop()
    # 截至8月7日持股3万股，占目前总股本的6%: the day named goes before the word for the present
    while len(useful) > 1 and useful[-1].grain == "now" and any(t.grain == "day" and t.bound for t in useful[:-1]):
        useful.pop()
    if not useful:
        return None
    clause = context.clause_start(value.quantity.start)
    anchor = value.metric.start if value.metric and context.start <= value.metric.start < context.end else clause
    near = [time for time in useful if time.start >= clause or time.end <= anchor]
    return (near or useful)[-1]


def _is_closed_off(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    gap = context.gap(time.end, value.quantity.start)
    return ("；" in gap or ";" in gap) and any(
        time.end <= q.start and q.end <= value.quantity.start for q in context.quantities
    )


def time_values(
    context: SentenceContext, values: list[Value], focus: Timing, day: Timing
) -> tuple[list[Timing], Timing, Timing]:
    """Give each value its period.

    Args:
        context: the sentence.
        values: its values, in order.
        focus: the period that the text was speaking of before the sentence.
        day: the day that it was speaking of; prices are of a day.

    Returns:
        One timing a value, and the period and the day in focus after the sentence.
    """
    times = _spoken(context)
    main = focus
    limit = values[0].quantity.start if values else context.start + _OPENING
    leading = next((t for t in times if _leads(context, t) and (t.end <= limit or _reported(context, t))), None)
    if values and leading is not None and leading.end > limit:
        leading = None
    if leading is not None:
        resolved = resolve(context, leading, focus)
        main = resolved if resolved.span and resolved.start != resolved.end else focus
    days = [t for t in times if t.grain == "day" and not context.is_base(t)]
    if days:
        resolved = resolve(context, days[0], focus)
        day = resolved if resolved.start and resolved.start == resolved.end else day
    current, timings = main, []
    for value in values:
        tight = _in_bracket(context, value, times) or _tight(context, value, times)
        moved = tight is not None and value.is_change and context.is_base(tight) and not _holds(context, tight, value)
        if tight is not None and _useful(tight, value) and not moved:
            timing = resolve(context, tight, current)
            if not context.is_base(tight) and not tight.anaphoric and timing.start != timing.end:
                current = timing
            timings.append(timing)
            _explain(context, value, tight, "stands at the number", times)
            continue
        nearest = _compared(context, value, times) or _nearest(context, value, times)
        if nearest is None:
            timings.append(_fallback(value, current, day))
            _explain(context, value, None, "no word of time governs it: the period in focus", times)
            continue
        _explain(context, value, nearest, "the nearest word of time before it", times)
        leaning = _since(context, times, nearest, values[: len(timings)]) if nearest.anaphoric else None
        timing = resolve(context, nearest, leaning or current if nearest.anaphoric else main)
        timing = _closed(timing, nearest, value)
        if not nearest.anaphoric and timing.span and timing.start != timing.end:
            current = timing
        timings.append(timing)
    dated = [at_date(value, timing) for value, timing in zip(values, _set_back(context, values, timings), strict=True)]
    if leading is None and values:  # 已有1800家公司披露了2024年中报: what is told next is of that period
        behind = [t for t in times if limit < t.start and _leads(context, t) and _reported(context, t)]
        main = resolve(context, behind[-1], UNKNOWN) if behind else main
    return dated, focus if not main.span or _is_total(main, focus) else main, day


def _since(
    context: SentenceContext, times: list[TimeExpression], time: TimeExpression, read: list[Value]
) -> Timing | None:
    """What a word such as 全年 leans on: the period named since the last number (2022年，公司全年产量目标为…)."""
    floor = read[-1].quantity.end if read else context.start
    named = [t for t in times if floor <= t.start and t.end <= time.start and _leads(context, t)]
    resolved = resolve(context, named[-1], UNKNOWN) if named else UNKNOWN
    return resolved if resolved.span else None


def _spoken(context: SentenceContext) -> list[TimeExpression]:
    """The dates of a sentence, without the day that only says when a fiscal year ends (2019财年（截止2020年3月底）)."""
    times = [time for time in context.times if time.kind in _SPOKEN]
    return [
        time
        for i, time in enumerate(times)
        if not (i and time.bound and is_definition(context.view, context.lang, times[i - 1], time))
    ]


def _explain(
    context: SentenceContext, value: Value, chosen: TimeExpression | None, reason: str, times: list[TimeExpression]
) -> None:
    trace = active()
    if trace is not None:
        rivals = [(context.text[t.start : t.end], None) for t in times if t is not chosen]
        words = context.text[chosen.start : chosen.end] if chosen else None
        trace.note(value.quantity.start, "period", words, reason, rivals)


def _is_total(period: Timing, focus: Timing) -> bool:
    """Whether a period only adds the months before the one in focus (今年前十月累计), in which the text goes on."""
    if not (period.start and focus.start and focus.start != focus.end):
        return False
    return period.end == focus.end and period.start < focus.start


def _leads(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a date can set the period that a text goes on to speak of."""
    if context.is_base(time) or time.anaphoric or time.grain in _FINE:
        return False
    return syntax(context.lang, "event").match(context.view, time.end, context.end) is None


def _reported(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a report of the period is named: 美团发布2024年第二季度财报, 2024年中报."""
    if syntax(context.lang, "report").match(context.view, time.end, context.end):
        return True
    return time.has_year and syntax(context.lang, "report", "$").search(context.view, time.start, time.end) is not None


def _set_back(context: SentenceContext, values: list[Value], timings: list[Timing]) -> list[Timing]:
    """A level that growth on the year starts from is of the year before: 7000만 위안에서 60% 급감했다."""
    shifted = list(timings)
    for index, value in enumerate(values):
        timing = timings[index]
        if _is_left(context, value) and _several_years(timing) and concepts()[value.concept].nature != "price":
            # 2016-2018年占比由67%升至96%: the first year, and the last
            shifted[index] = _year_of(timing, first=True)
            if index + 1 < len(values) and not values[index + 1].is_change and timings[index + 1] == timing:
                shifted[index + 1] = _year_of(timing, first=False)
            continue
        growth = any(v.aspect == "change_yoy" for v in values[index + 1 : index + 3])
        if value.is_change or not growth or not _is_left(context, value) or timing.retrospective:
            continue
        if timing.start and timing.end and not _names_year(context, timing):
            first, last, _ = shift_years(Frame(timing.start, timing.end, "span"), -1)
            shifted[index] = Timing(first, last, timing.text, retrospective=True)
    return shifted


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


def _is_left(context: SentenceContext, value: Value) -> bool:
    """Whether a level is what a change leaves behind (从…, …에서)."""
    if context.lang == "ko":
        bracket = syntax("ko", "after_bracket").match(context.view, value.quantity.end, context.end)
        return bracket is not None and context.view.startswith("에서", bracket.end())
    return any(c.kind == "from" and 0 <= value.quantity.start - c.end <= 1 for c in context.cues)


def _closed(timing: Timing, time: TimeExpression, value: Value) -> Timing:
    """By 2030 means the year 2030 for what is reached then; what is spent until then has no beginning."""
    if time.bound != "until" or timing.end is None or value.concept in _CUMULATIVE:
        return timing
    return replace(timing, start=date(timing.end.year, 1, 1)) if timing.start is None else timing


def _fallback(value: Value, current: Timing, day: Timing) -> Timing:
    """Without a word of time: the period in focus; for a price the day in focus, no other period."""
    if concepts()[value.concept].nature != "price":
        return day if value.concept == _TRADED and not current.span else current
    return day if day.span else current if current.start == current.end else UNKNOWN


def at_date(value: Value, timing: Timing) -> Timing:
    """A stock (assets, users, staff) is of the last day of the period named, a flow of the year up to a date named."""
    if not timing.span or not timing.end:
        return timing
    nature = concepts()[value.concept].nature
    if nature == "stock" and not value.is_change:
        return replace(timing, start=timing.end)
    if nature == "flow" and timing.start == timing.end and (timing.end + DAY).day == 1:
        return replace(timing, start=date(timing.end.year, 1, 1))
    return timing
