"""When a fact is: the period that each number of a sentence is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from nlp.claims.beside import (
    come_back,
    compounded,
    is_aim_of_price,
    is_up_to_now,
    is_whole_year,
    of_its_level,
    onward,
    since_ever,
    so_far,
    summed_months,
    told_again,
    within,
)
from nlp.claims.concepts import OTHER
from nlp.claims.counted_back import months_ago
from nlp.claims.dating import (
    SPOKEN,
    counts_back,
    months_spelled,
    parts_of,
    resolve,
)
from nlp.claims.explain import active
from nlp.claims.fiscal import is_definition, names_fiscal_part
from nlp.claims.governing import (
    compared_then,
    holds_in_bracket,
    is_measure,
    may_date,
    names_day,
    nearest_time,
    time_at,
    time_in_bracket,
)
from nlp.claims.in_a_row import summed_up, with_listed, years_in_a_row
from nlp.claims.leading import accounts_for, asks, is_foretold, is_introduced, is_of_source, is_reported, leads
from nlp.claims.model import UNKNOWN_TIMING as UNKNOWN
from nlp.claims.model import Timing, Value
from nlp.claims.recalled import (
    comes_again,
    days_told,
    is_ahead_in_passing,
    is_aimed_at,
    is_among,
    is_happening,
    is_in_passing,
    is_month,
    is_month_of_users,
    is_once,
    is_only_passed,
    is_past_once,
    is_recalled,
    of_whole_year,
    opens_paragraph,
    taken_up,
)
from nlp.claims.sentence import SentenceContext
from nlp.claims.spans import a_year_before, at_date, closed, the_one_before
from nlp.claims.starting import ago, is_behind, is_year, reached, set_back
from nlp.claims.syntax import syntax
from nlp.claims.unspoken import (
    NEWS,
    as_far_as_told,
    fallback,
    goes_on_with,
    is_acquired,
    moves_on,
    of_same_day,
    of_that_time,
    of_week,
    planned_by,
    sourced,
)
from nlp.periods import TimeExpression

_NEXT_TO = 6  # characters from a year to a word for the whole of it: 2022년만 해도 연간
_OPENING = 12  # characters in which a sentence without numbers names a new period
_MONTH = timedelta(32)


def time_values(
    context: SentenceContext, values: list[Value], focus: Timing, day: Timing, told: Sequence[Timing] = ()
) -> tuple[list[Timing], Timing, Timing]:
    """Give each value its period.

    Args:
        context: the sentence.
        values: its values, in order.
        focus: the period that the text was speaking of before the sentence.
        day: the day that it was speaking of; prices are of a day.
        told: the periods of the numbers of the sentence before, in order.

    Returns:
        One timing a value, and the period and the day in focus after the sentence.
    """
    times = _spoken(context)
    main = focus
    # A Chinese headline tells first what it is of; what it names later is a part of it (三季报：其中第三季度亏损).
    whole = context.heading and context.lang == "ko"
    opening = context.end if whole else context.start + _OPENING
    limit = values[_first(context, values)].quantity.start if values else opening
    led = [t for t in times if not (values and values[0].concept == "GDP" and is_month(t))]
    if context.lang == "zh" and values:  # “明年一定盈利。”全年收入预期是16亿元
        led = [t for t in led if "。" not in context.gap(t.end, max(t.end, limit))]
    leading = next((t for t in led if leads(context, t) and (t.end <= limit or is_reported(context, t))), None)
    if leading is None and not values:
        leading = next(
            (t for t in led if leads(context, t) and (is_of_source(context, t) or is_introduced(context, t))), None
        )
    if values and leading is not None and leading.end > limit:
        leading = None
    opens = (
        context.lang == "zh" and bool(values) and "\n" in context.view[max(0, context.start - 2) : context.start + 1]
    )
    if leading is None and opens:
        leading = next((t for t in times if t.end <= limit and is_whole_year(context, t, focus)), None)
    if leading is not None:
        leading = next((t for t in times if t.end <= limit and accounts_for(context, t, leading)), leading)
        resolved = resolve(context, leading, focus)
        # 8월 65억원에서 크게 늘었다: what a change leaves behind is not what the text goes on with
        left = bool(values) and is_behind(context, values) and time_at(context, values[0], times) is leading
        main = resolved if resolved.span and resolved.start != resolved.end and not left else focus
        if main.span:
            main = replace(main, foretold=is_foretold(context, leading, main, focus))
    days = [t for t in times if names_day(t) and not context.is_base(t) and not _is_of_beginning(context, t)]
    if context.lang == "ko" and days:
        days = days_told(context, days, limit if values else context.end, day)
    named = [resolve(context, time, focus, day) for time in (days if context.lang == "ko" else days[:1])]
    spoken_of = day
    day = _next_day(context, values, named, day)
    late = days[0].start if days and context.lang == "zh" else context.start
    timings: list[Timing] = []
    current = _of_whole(context, told, focus) or come_back(context, values, main) if leading is None else main
    reported = focus if context.lang == "ko" else main if leading is not None else UNKNOWN
    measures = [t for t in times if any(is_measure(context, t, value) for value in values)]
    for value in values:
        usable = [t for t in times if not is_measure(context, t, value) and not is_past_once(context, t, value)]
        tight = time_in_bracket(context, value, usable) or time_at(context, value, usable)
        rate = value.metric is not None and value.metric.aspect != "level"  # 물가상승률이 전월 2.0%보다: its own month
        compared = tight is not None and context.is_base(tight) and not holds_in_bracket(context, tight, value)
        if tight is not None and may_date(tight, value) and not (compared and value.is_change and not rate):
            taken = taken_up(context, tight, value, [*told, *_told_before(values, timings, tight)])
            stood = timings[-1] if timings and context.is_base(tight) else None
            back_then = months_ago(context, tight, stood) if stood is not None else None
            back_then = back_then or ago(context, values, timings, tight)
            of_year = _since(context, usable, tight, values[: len(timings)]) if context.lang == "ko" else None
            resolved = resolve(context, tight, of_year if of_year and tight.anaphoric else current, day)
            timing = taken or back_then or told_again(context, tight, resolved, [*told, *timings])
            timing = timing if _is_whole(context, tight, times) else _same_part(timing, current)
            timing = _beside_part(timing, timings, focus)
            timing = so_far(context, value, timing, reported)
            taken_along = tight.anaphoric and not _is_that_quarter(context, tight)
            passing = counts_back(tight) or is_once(context, tight) or tight in measures
            goes_on = not (context.is_base(tight) or taken_along or passing)
            left = context.lang == "ko" and is_behind(context, values[len(timings) :]) and _is_earlier(timing, current)
            if goes_on and timing.start != timing.end and not left:
                current = timing
            timings.append(timing)
            _explain(context, value, tight, "stands at the number", usable)
            continue
        if (months := summed_months(context, value, current if current.span else focus)) is not None:
            current = months
            timings.append(months)
            _explain(context, value, None, "so many months, up to the end of the period in focus", usable)
            continue
        weekly = of_week(context, value, day)
        if weekly is not None:
            timings.append(weekly)
            _explain(context, value, None, "a move of the week", usable)
            continue
        nearest = compared_then(context, value, usable) or nearest_time(context, value, usable)
        if nearest is None or nearest.end <= context.clause_start(value.quantity.start):
            nearest = planned_by(context, value, times) or nearest
        if (then := of_that_time(context, value, told, timings, focus)) is not None:
            timings.append(then)
            continue
        if is_up_to_now(context, value, usable, nearest):
            timings.append(UNKNOWN)
            continue
        if nearest is None:
            at = spoken_of if value.quantity.end <= late and (spoken_of.span or _is_before(days[0])) else day
            before = values[len(timings) - 1] if timings else None
            listed = before is not None and of_same_day(before, value, timings[-1])
            since = timings[-1:] or list(told[-1:])
            if context.lang == "zh" and before is not None and of_its_level(before, value, timings[-1], focus):
                timings.append(timings[-1])
            elif listed or (context.lang == "ko" and since and moves_on(before, value, since[0])):
                timings.append(since[0])  # 沪指报3639点，成交额4335亿元
            elif before is None and told and goes_on_with(context, value, told[-1], current):
                current = told[-1]
                timings.append(current)
            elif (source := sourced(context, usable)) is not None:
                timings.append(resolve(context, source, current, day))
            else:
                timings.append(fallback(context, value, current, at, focus.standing))
            _explain(context, value, None, "no word of time governs it: the period in focus", usable)
            continue
        _explain(context, value, nearest, "the nearest word of time before it", usable)
        if (arrived := reached(context, values, timings, nearest, current)) is not None:
            timings.append(arrived)
            continue
        leaning = _since(context, usable, nearest, values[: len(timings)]) if nearest.anaphoric else None
        taken = taken_up(context, nearest, value, [*told, *_told_before(values, timings, nearest)])
        taken = None if leaning else taken
        base = leaning or current if nearest.anaphoric else main
        led_by = context.lang == "zh" and nearest is leading and main.span is not None
        timing = taken or (main if led_by else resolve(context, nearest, base, day))
        timing = told_again(context, nearest, timing, [*told, *timings])
        timing = _beside_part(so_far(context, value, closed(timing, nearest, value), reported), timings, focus)
        taken_along = nearest.anaphoric and not _is_that_quarter(context, nearest)
        goes_on = not (taken_along or is_once(context, nearest) or counts_back(nearest))
        if goes_on and timing.span and timing.start != timing.end:
            current = timing
        timings.append(timing)
    timings = [_former(context, value, timing) for value, timing in zip(values, timings, strict=True)]
    started = set_back(context, values, timings, focus, told)
    handed = [value.timing or timing for value, timing in zip(values, started, strict=True)]
    dated = [
        timing if is_acquired(context, value) else at_date(value, timing)
        for value, timing in zip(values, started, strict=True)
    ]
    dated = [summed_up(context, v, handed[:i], focus) or since_ever(context, v, dated[i]) for i, v in enumerate(values)]
    if leading is None and values:  # 已有1800家公司披露了2024年中报: what is told next is of that period
        behind = [t for t in times if limit < t.start and leads(context, t) and is_reported(context, t)]
        if behind:
            main = resolve(context, behind[-1], UNKNOWN)
            main = replace(main, foretold=is_foretold(context, behind[-1], main, focus))
    dated = [as_far_as_told(context, value, timing, day) for value, timing in zip(values, dated, strict=True)]
    dated = [compounded(context, value, dated, index) for index, value in enumerate(values)]
    dated = [UNKNOWN if is_aim_of_price(context, v, when) else when for v, when in zip(values, dated, strict=True)]
    if main.foretold and main.span:
        dated = [replace(timing, foretold=True) if timing.span == main.span else timing for timing in dated]
    if context.lang == "ko" and dated and main.start == dated[0].start and main.end == context.reference:
        main = dated[0]  # 올해 들어 31만대를 팔았다, up to the month told before
    back = (
        comes_again(context, main, focus, dated)
        or _looks_back(main, focus)
        or is_recalled(context, main, focus)
        or is_in_passing(context, leading, main, focus)
    )
    aside = leading is not None and (
        (is_aimed_at(context, leading, main, focus) and not asks(context))
        or is_among(context, leading, main, focus)
        or (not values and is_happening(context, leading, main, focus))
        or is_month_of_users(context, values, main, focus)
        or is_only_passed(context, values, main, focus)
        or (is_ahead_in_passing(context, leading, main) and not asks(context))
    )
    turns = (
        opens_paragraph(context) if context.lang == "ko" and not values else _opens_figures(context) and is_year(main)
    )
    total = _is_total(main, focus) and not turns
    introduced = leading is not None and not values and is_introduced(context, leading)
    stays = not main.span or ((total or back or aside) and not introduced)
    turned = focus if stays else within(context, onward(context, main, focus), focus)
    if total and _is_of_report(context, focus):
        turned = replace(turned, whole=main)
    turned = with_listed(turned, focus, () if stays else years_in_a_row(context, leading, focus), context.reference)
    return dated, _with_standing(context, turned, dated, times), day


def _is_of_beginning(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a Chinese date is only that on which something began: 12月5日上市的清泉跌5.9%."""
    return context.lang == "zh" and syntax("zh", "founded").match(context.view, time.end, context.end) is not None


def _opens_figures(context: SentenceContext) -> bool:
    """Whether a Chinese sentence is the first of its paragraph with numbers: 先看息差。去年净息差2.6%."""
    line = context.view.rfind("\n", 0, context.start + 1) + 1
    before = context.view[line : context.start]
    return context.lang == "zh" and bool(context.quantities) and not any(map(str.isdigit, before))


def _with_standing(
    context: SentenceContext, period: Timing, dated: Sequence[Timing], times: Sequence[TimeExpression]
) -> Timing:
    """The period that a text goes on with, and the day of accounts that its last number was of: 截至3月底，….

    It holds until a sentence names another time.
    """
    spoken = [t for t in times if not context.is_base(t)]
    if not spoken or context.lang != "zh":
        return period
    ends = spoken[-1].grain == "day" and (spoken[-1].bound == "as_of" or not names_day(spoken[-1]))
    told = dated[-1] if dated and ends and dated[-1].span and dated[-1].start == dated[-1].end else None
    return replace(period, standing=told) if told or period.standing else period


def _of_whole(context: SentenceContext, told: Sequence[Timing], focus: Timing) -> Timing | None:
    """The sum up to the period in focus, if a sentence goes on with it: 1—7月出口13万亿元。其中，….

    A Korean one does in its paragraph; another goes back by a year: 상반기는 3억원이다. 작년 같은 기간에는 5억원이었다.
    """
    if context.lang == "ko" and told and context.times and context.times[0].anaphoric:
        back = any(part.value < 0 and part.unit == "year" for part in context.times[0].reading.parts)
        return next((t for t in reversed(told) if _is_total(t, focus)), None) if back else None
    goes_on = told and "\n" not in context.view[max(0, context.start - 2) : context.start + 1]
    if context.lang == "zh" and not syntax("zh", "among").match(context.view, context.start):
        # 前三季度营收33亿元，净利润3亿元。每股收益0.3元: what told of nothing else; sales of a month are only summed up
        summed = all(_is_total(timing, focus) or timing.retrospective for timing in told)
        goes_on = goes_on and summed and not _is_month(focus)
    # IT부품은 3분기까지 누적 22조원을 벌었다. 영업이익은 1조원이다
    return told[-1] if goes_on and _is_total(told[-1], focus) else None


def _is_month(timing: Timing) -> bool:
    return bool(timing.start and timing.end and timing.end - timing.start < _MONTH)


def _told_before(values: Sequence[Value], timings: Sequence[Timing], time: TimeExpression) -> list[Timing]:
    """The periods of the numbers that stand before a word of time."""
    return [when for value, when in zip(values, timings, strict=False) if value.quantity.end <= time.start]


def news_day(contexts: Sequence[SentenceContext]) -> Timing:
    """The day that an article tells of: the first that it names of the week before it was published."""
    for context in contexts:
        for time in _spoken(context):
            if not names_day(time) or time.anaphoric or context.is_base(time):
                continue
            found = resolve(context, time, UNKNOWN)
            if _is_news(context, found):
                return found
    return UNKNOWN


def _first(context: SentenceContext, values: Sequence[Value]) -> int:
    """Which number a period that leads stands before: 두 건을 더한 올해 수주액은 3억원이다 leads with this year."""
    summed = context.lang == "ko" and len(values) > 1 and values[0].concept == OTHER
    return int(summed and syntax("ko", "added_up").match(context.view, values[0].quantity.end) is not None)


def _is_earlier(timing: Timing, focus: Timing) -> bool:
    """Whether a part of a year is over before the period in focus begins."""
    return bool(timing.end and focus.start and timing.end < focus.start and not is_year(timing))


def _is_before(time: TimeExpression) -> bool:
    """Whether words name a day before the one that is told of: 上一交易日, 昨日."""
    first = parts_of(time)[:1]
    return bool(first) and first[0].op == "relative" and first[0].value < 0


def _next_day(context: SentenceContext, values: Sequence[Value], named: Sequence[Timing], day: Timing) -> Timing:
    """The day in focus after a sentence; prices stay with the one before an earlier day of which it tells none.

    앞서 17일 대통령은 …라고 밝혔다. 환율은 3원 내렸다: 이날 would be the 17th.
    """
    found = next((when for when in named if when.start and when.start == when.end), None)
    if found is None or _is_ahead(context, found):
        return day
    earlier = found.start and day.start and found.start < day.start
    said = syntax(context.lang, "said").search(context.view, context.start, context.end)
    if said is not None and not values and earlier:
        return replace(found, standing=day.standing or day)
    return replace(found, standing=None)


def _is_ahead(context: SentenceContext, timing: Timing) -> bool:
    """Whether a period is still to come: no price is of it."""
    return bool(context.lang == "ko" and context.reference and timing.start and timing.start > context.reference)


def _is_news(context: SentenceContext, timing: Timing) -> bool:
    """Whether a period is a day, and no more than a week before the article."""
    if timing.start is None or timing.start != timing.end:
        return False
    return context.reference is None or timedelta(0) <= context.reference - timing.start <= NEWS


def _former(context: SentenceContext, value: Value, timing: Timing) -> Timing:
    """A figure given as the one before (前值) is of the period before."""
    start = value.quantity.start
    former = syntax(context.lang, "former", "$").search(context.view, context.clause_start(start), start)
    return the_one_before(timing) if former and timing.span else timing


def _same_part(named: Timing, focus: Timing) -> Timing:
    """A year named beside the month or quarter in focus is that part of it: 7월 판매는 …로 지난해(5만대)를 넘었다."""
    if not focus.span or not is_year(named) or is_year(focus) or focus.start is None or named.start is None:
        return named
    earlier = a_year_before(focus)
    inside = earlier.start is not None and earlier.start.year == named.start.year == focus.start.year - 1
    return replace(earlier, text=named.text) if inside and focus.start != focus.end else named


def _beside_part(named: Timing, timings: Sequence[Timing], focus: Timing) -> Timing:
    """The running year beside the part of the last one is that part too: 점유율은 작년 33.5%에서 올해 25.0%로."""
    if not timings or not focus.span or not is_year(named) or is_year(focus) or focus.start is None:
        return named
    inside = named.start is not None and named.start.year == focus.start.year
    beside = timings[-1].span == focus.span or timings[-1].span == a_year_before(focus).span
    told = beside and any(timing.span == a_year_before(focus).span for timing in timings)
    return replace(focus, text=named.text) if inside and told else named


def _is_whole(context: SentenceContext, time: TimeExpression, times: Sequence[TimeExpression]) -> bool:
    """Whether a year stands for the whole of it: 2023年, 연간 성장률이 작년 1.4%, 2022년 where no part is spoken of."""
    parts = context.lang == "ko" and any(t.grain in ("month", "quarter", "half", "span") for t in times)
    return (time.grain == "year" and _is_year_named(time) and not parts) or of_whole_year(context, time)


def _since(
    context: SentenceContext, times: list[TimeExpression], time: TimeExpression, read: list[Value]
) -> Timing | None:
    """What a word such as 全年 leans on: the period named since the last number (2022年，公司全年产量目标为…)."""
    floor = read[-1].quantity.end if read else context.start
    named = [t for t in times if floor <= t.start and t.end <= time.start and leads(context, t)]
    named = [t for t in named if "。" not in context.gap(t.end, time.start)]  # “明年一定盈利。”全年收入预期是16亿元
    if context.lang == "ko" and any(part.op == "whole" for part in time.reading.parts):
        named = [t for t in times if t.grain == "year" and 0 <= time.start - t.end <= _NEXT_TO]
    resolved = resolve(context, named[-1], UNKNOWN) if named else UNKNOWN
    return resolved if resolved.span else None


def _spoken(context: SentenceContext) -> list[TimeExpression]:
    """The dates of a sentence, without the day that only says when a fiscal year ends (2019财年（截止2020年3月底）)."""
    inside = [(m.start, m.end) for m in context.metrics]  # 应占年内亏损 names no period
    times = [t for t in context.times if t.kind in SPOKEN and not any(s < t.start and t.end < e for s, e in inside)]
    return [
        time
        for i, time in enumerate(times)
        if not (i and time.bound and is_definition(context.view, context.lang, times[i - 1], time))
        and not (i and _is_named_again(context, times[i - 1], time))
        and not (i and months_spelled(context, times[i - 1]) is time)
        and not (i + 1 < len(times) and names_fiscal_part(time, times[i + 1]))
    ]


def _is_that_quarter(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether Chinese words take up the quarter or month spoken of, with which the sentence goes on: 当季收入3亿元."""
    parts = time.reading.parts
    of_focus = len(parts) == 1 and parts[0].op == "focus" and parts[0].unit in ("quarter", "month")
    return context.lang == "zh" and of_focus


def _is_named_again(context: SentenceContext, span: TimeExpression, time: TimeExpression) -> bool:
    """Whether a half only names the months told right before it: 截至9月底止6个月中期业绩 of a fiscal year."""
    told = any(part.op == "ending" for part in parts_of(span))
    return (
        told and time.grain == "half" and not time.has_year and context.gap(span.end, time.start).strip("之的 ") == ""
    )


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


def _is_of_report(context: SentenceContext, period: Timing) -> bool:
    """Whether a period is only the end of what a Chinese report is of: 三季报 tells of nine months."""
    if context.lang != "zh" or not period.text:
        return False
    return syntax("zh", "report_so_far").fullmatch(period.text) is not None


def _looks_back(period: Timing, focus: Timing) -> bool:
    """Whether a period is only the one in focus a year before, from which the text comes back: 지난해 2분기에는 ….

    A year is as likely to be what the text goes on with.
    """
    return not is_year(focus) and focus.span is not None and a_year_before(focus).span == period.span


def _is_year_named(time: TimeExpression) -> bool:
    """Whether words give a year by its number (2023年, not 去年)."""
    return [part.op for part in parts_of(time)][:1] == ["year"]
