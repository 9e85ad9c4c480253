"""Which days words of time name, as the text speaks: 去年, 当日, 같은 기간, 3분기, 过去三年."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from nlp.claims.concepts import concepts
from nlp.claims.counted_back import years_ago
from nlp.claims.fiscal import ended_with, fiscal_month, own_fiscal_year, spells_months
from nlp.claims.model import UNKNOWN_TIMING as UNKNOWN
from nlp.claims.model import Timing
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import Part, Resolution, TimeExpression
from nlp.periods.dates import DAY, Frame, add_months, shift_years

SPOKEN = ("date", "date_range")  # kinds of words that name days, not lengths of time
_MONTH, _WEEK = 31, 7  # days
_LAST_OF_QUARTER = 2  # months from its first
_MONTHS_OF_YEAR = 12
_LAST_DAY = (12, 31)  # of a year, with which a quarter, a half or the day of accounts ends as well
_HALF_A_YEAR = timedelta(180)
_REPORTED = timedelta(120)  # within which a quarter is reported
_A_YEAR = timedelta(300)  # what is shorter is a part of one
_SO_FAR = re.compile(r"\s?(?:까지\s?)?(?:(?:연결|별도|개별)(?:\s?재무제표)?(?:\s?기준)?\s?)?(?:누적|누계|累计)")
_AHEAD = 4  # characters between a word of forecast and the year that it speaks of (预计到2030年)
_OF_METRIC = 4  # characters between words for the year and what the accounts call by them
# words that name a part of some year, not one counted from today
_CALENDAR = ("date", "division", "edge", "first_units", "last_units", "month_day", "named_months", "season")
_YEARS = range(1000, 9000)  # of which figures may be: 公元1年 has no year before it


def resolve(context: SentenceContext, time: TimeExpression, focus: Timing, day: Timing = UNKNOWN) -> Timing:
    """Put dates to a time expression of a sentence.

    Without the article's date a relative year (去年, 지난해) is not counted from the period in focus.

    Args:
        context: the sentence.
        time: one of its time expressions.
        focus: the period that the text is speaking of.
        day: the day that it is speaking of, which 当日 and 이날 take up.
    """
    timing = _resolve(context, time, focus, day)
    known = all(bound is None or bound.year in _YEARS for bound in (timing.start, timing.end))
    return timing if known else UNKNOWN


def _resolve(context: SentenceContext, time: TimeExpression, focus: Timing, day: Timing) -> Timing:
    if day.span and _is_that_day(time):
        start = day.start if time.bound is None else None
        return replace(day, start=start, text=context.text[time.start : time.end])
    if focus.start and focus.end and (ago := years_ago(context, time)):
        first, last, _ = shift_years(Frame(focus.start, focus.end, "span"), -ago)
        return Timing(first, last, context.text[time.start : time.end], retrospective=True)
    spelled = context.fiscal is not None and context.fiscal.spelled
    months = None if spelled and not context.foresees else months_spelled(context, time)
    if months is not None and focus.year_begins <= 1:
        return _ahead_of(context, replace(resolve(context, months, focus), text=context.text[time.start : time.end]))
    time = _fiscal_alike(context, time, focus)
    if (own := _quarter_ended(context, time) or _own_window(context, time, focus, day)) is not None:
        return own
    if (ended := ended_with(context, time)) is not None:
        first, last, begins = ended
        return Timing(first, last, context.text[time.start : time.end], year_begins=begins)
    focus = _named_year(context, time) or _year_followed(context, time) or focus
    unfixed = any(part.op == "relative" and part.unit == "year" for part in parts_of(time))
    undated = context.reference is None and time.has_year and unfixed and not time.fiscal
    if undated and context.year is not None:
        if time.bound == "since":
            return UNKNOWN  # it lasts to a day that the text does not tell
        found = time.resolve(date(context.year, 1, 1), None)
    elif (bare := _in_spoken_year(context, time)) is not None:
        found = bare
    else:
        leaning = day if context.lang == "ko" and day.span and _is_next_to_day(time) else focus
        found = time.resolve(context.reference, leaning.span if _leans(context, time) else None)
        if _is_to_come(context, time, found.period_start):
            found = time.resolve(add_months(context.reference or date.max, 1), None)
    start, end = found.period_start, found.period_end
    ahead = context.lang == "ko" and time.reading.direction > 0  # 오는 17일부터
    half_named = undated and parts_of(time)[0].op == "year"  # 2022年至今年上半年
    if start is None and end is None and not half_named:
        return UNKNOWN
    begins = 0
    if time.fiscal and start is not None and end is not None:
        begins = fiscal_month(context, time) or focus.year_begins
        start, end = own_fiscal_year(context, time, start, end, focus.span, focus.year_begins)
        if start is None and end is None:
            return UNKNOWN
    elif context.reference is not None and start is not None and start >= context.reference != end and not ahead:
        start, end = _past_reading(context, time, found, focus)
    if undated and context.year is None:
        start, end, _ = time.resolve(_last_year_named(context, time), None)
        if start is None and end is None:
            return UNKNOWN
    if time.bound == "before" and end is not None and parts_of(time)[-1:] and _is_last_edge(parts_of(time)[-1]):
        end += DAY  # 年底前 is by the last day of the year
    if context.lang == "ko" and start is not None and end is not None:
        start, end = _in_running_order(context, time, start, end, focus)
    if context.lang == "ko" and start is not None and end is None and context.reference and _is_from_beginning(time):
        return Timing(start - DAY, context.reference, context.text[time.start : time.end])
    if time.bound == "since" and start is not None and (end is None or end == start) and context.reference:
        end = max(start, context.reference)
    if context.lang == "ko" and start is None and end is not None and _is_to_date(context, time, end):
        start = _begun(context, time) or date(end.year, 1, 1)
    if start is not None and end is not None and _is_cumulative(context, time):
        start = date(end.year, 1, 1)
    if start is not None and end is not None and end == context.reference and _is_window_of_years(time):
        start, end = date(start.year, 1, 1), date(end.year - 1, 12, 31)
    looks_back = time.anaphoric and focus.start is not None and end is not None and end < focus.start
    return Timing(start, end, context.text[time.start : time.end], retrospective=looks_back, year_begins=begins)


def months_spelled(context: SentenceContext, time: TimeExpression) -> TimeExpression | None:
    """The months in the bracket behind a Korean quarter without a year, which says what it is: 3분기(3~5월)."""
    if context.lang != "ko" or time.grain != "quarter" or time.has_year or time.anaphoric:
        return None
    behind = next((t for t in context.times if t.start > time.start), None)
    return behind if behind is not None and spells_months(context.view, time, behind) else None


def _ahead_of(context: SentenceContext, timing: Timing) -> Timing:
    """The months of a quarter that is only foreseen, where the last ones of that name are long over."""
    ahead = context.foresees
    if not (ahead and context.reference and timing.start and timing.end):
        return timing
    if context.reference - timing.end < _HALF_A_YEAR:
        return timing
    first, last, _ = shift_years(Frame(timing.start, timing.end, "span"), 1)
    return replace(timing, start=first, end=last)


def _fiscal_alike(context: SentenceContext, time: TimeExpression, focus: Timing) -> TimeExpression:
    """A Korean quarter or half without a year, fiscal where the text is speaking of a fiscal year."""
    fiscal = focus.year_begins > 1 or (context.fiscal is not None and context.fiscal.spelled)
    bare = context.lang == "ko" and fiscal and not (time.has_year or time.anaphoric or time.fiscal)
    if not bare or not all(part.op == "division" and part.unit in ("quarter", "half") for part in time.reading.parts):
        return time
    parts = tuple(part._replace(flags=part.flags | {"fiscal"}) for part in time.reading.parts)
    return replace(time, reading=replace(time.reading, parts=parts))


def _own_window(context: SentenceContext, time: TimeExpression, focus: Timing, day: Timing) -> Timing | None:
    """What words for a whole year or for the last days name beside what the text speaks of.

    全年 after a fiscal quarter is the year that it is part of, 年内 after a year of accounts is that year, 近5日 beside
    a day ends with it.
    """
    text = context.text[time.start : time.end]
    parts = time.reading.parts
    last = parts[-1] if len(parts) == 1 and not time.reading.until else None
    if last is None:
        return None
    if (last.op, last.unit, last.value) == ("edge", "quarter", -1) and _is_just_over(context, focus):
        return Timing(focus.end, focus.end, text)
    if context.lang == "ko":
        summed = (last.op, last.unit, last.value) == ("relative", "year", 0) and _SO_FAR.match(context.view, time.end)
        return _up_to_told(context, time, focus) if summed else _year_up_to(last, focus, context, text)
    if (last.op, last.unit, last.value) == ("relative", "quarter", 0) and _is_just_over(context, focus):
        named = syntax("zh", "turns_ahead", "$").search(context.view, context.start, time.start)
        return None if named or context.foresees else replace(focus, text=text)
    if last.op == "whole" and last.unit == "year" and focus.year_begins > 1 and focus.start:
        return _fiscal_year_of(focus, text)
    if (last.op, last.unit) == ("window", "year") and syntax("zh", "years_after").match(text):
        return _years_after(context, time, last.value, focus)
    if (last.op, last.unit, last.value) == ("relative", "year", 0) and _SO_FAR.match(context.view, time.end):
        return _up_to_told(context, time, focus)
    if last.op == "year_to_date" and focus.start and focus.end and (focus.end - focus.start).days in (364, 365):
        over = context.reference is not None and focus.end < context.reference
        return replace(focus, text=text) if over and (focus.start.month > 1 or _of_accounts(context, time)) else None
    if last.op == "window" and last.unit == "day" and last.value < 0 and day.end and day.start == day.end:
        return Timing(day.end + (last.value + 1) * DAY, day.end, text)
    return None


def _quarter_ended(context: SentenceContext, time: TimeExpression) -> Timing | None:
    """The quarter that ends with a Chinese date: 截至6月底的季度."""
    if context.lang != "zh" or time.bound != "as_of" or not syntax("zh", "quarter_ended").match(context.view, time.end):
        return None
    end = time.resolve(context.reference, None).period_end
    if end is None or (end + DAY).day != 1:
        return None
    return Timing(add_months(end + DAY, -_LAST_OF_QUARTER - 1), end, context.text[time.start : time.end])


def _of_accounts(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether Chinese words for the year stand right before what accounts tell of it: 年内亏损20亿元, 年内贸易回款."""
    return any(
        time.start <= metric.start <= time.end + _OF_METRIC
        and metric.end > time.end
        and concepts()[metric.concept].nature == "flow"
        for metric in context.metrics
    )


def _fiscal_year_of(focus: Timing, text: str) -> Timing | None:
    """The fiscal year that a fiscal quarter or half is part of."""
    if focus.start is None:
        return None
    first = date(focus.start.year - (focus.start.month < focus.year_begins), focus.year_begins, 1)
    return Timing(first, shift_years(Frame(first, first, "day"), 1).start - DAY, text, year_begins=first.month)


def _year_up_to(part: Part, focus: Timing, context: SentenceContext, text: str) -> Timing | None:
    """What Korean words for a whole year name beside a fiscal quarter, and the last twelve months beside a quarter."""
    if part.op == "whole" and part.unit == "year" and focus.year_begins > 1:
        return _fiscal_year_of(focus, text)
    today, end = context.reference, focus.end
    if (part.op, part.unit, part.value) != ("window", "month", -_MONTHS_OF_YEAR) or not (today and end and focus.start):
        return None
    over = focus.start != end and (end + DAY).day == 1 and timedelta(0) < today - end < _REPORTED
    return Timing(shift_years(Frame(end, end, "day"), -1).start + DAY, end, text) if over else None


def _years_after(context: SentenceContext, time: TimeExpression, count: int, focus: Timing) -> Timing | None:
    """So many years after the one that the sentence has named, or the one in focus: 2023年亏损3亿元，随后两年盈利."""
    named = _named_year(context, time) or focus
    if named.end is None or (named is focus and context.reference and named.end.year + count > context.reference.year):
        return None
    first, last = date(named.end.year + 1, 1, 1), date(named.end.year + count, 12, 31)
    return Timing(first, last, context.text[time.start : time.end])


def _up_to_told(context: SentenceContext, time: TimeExpression, focus: Timing) -> Timing | None:
    """The running year up to the month or quarter told of: 10月销量4万辆，今年累计38万辆."""
    today = context.reference
    if today is None or focus.start is None or focus.end is None or focus.start == focus.end:
        return None
    clause = context.clause_start(time.start)
    if any(c.kind in ("forecast", "target") and clause <= c.start and c.end <= time.start for c in context.cues):
        return None
    told = focus.start.year == focus.end.year == today.year and focus.end <= today
    text = context.text[time.start : time.end]
    return replace(focus, start=date(today.year, 1, 1), text=text) if told else None


def _is_just_over(context: SentenceContext, period: Timing) -> bool:
    """Whether a period is the quarter that reports of these days are of, which they call 本季度."""
    if context.reference is None or period.start is None or period.end is None:
        return False
    months = 12 * (period.end.year - period.start.year) + period.end.month - period.start.month
    return months == _LAST_OF_QUARTER and timedelta(0) < context.reference - period.end < _REPORTED


def is_quarter_before(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether Chinese words name the quarter before this one (上季, 上一季度)."""
    parts = time.reading.parts
    step = (parts[0].op, parts[0].unit, parts[0].value) if len(parts) == 1 else None
    return context.lang == "zh" and step == ("relative", "quarter", -1)


def counts_back(time: TimeExpression) -> bool:
    """Whether words name a year by how long ago it was (一年前, 3년 전)."""
    return any(part.op == "offset" and part.unit == "year" and part.value < 0 for part in parts_of(time))


def _is_last_edge(part: Part) -> bool:
    return part.op == "edge" and part.value < 0


def _is_from_beginning(time: TimeExpression) -> bool:
    """Whether words name the year or month up to now (연초 이후)."""
    last = parts_of(time)[-1:]
    return time.bound == "after" and bool(last) and last[0].op == "edge" and last[0].value > 0


def _is_window_of_years(time: TimeExpression) -> bool:
    """Whether whole years up to now are meant, which are calendar years (지난 3년간, 过去三年)."""
    parts = parts_of(time)
    return len(parts) == 1 and parts[0].op == "window" and parts[0].unit == "year" and parts[0].value < 0


def _is_that_day(time: TimeExpression) -> bool:
    """Whether words take up the day spoken of: 当日, 이날 오전 9시."""
    first = time.reading.parts[0] if time.anaphoric and time.reading.parts else None
    return first is not None and (first.op, first.unit, first.value) == ("relative", "day", 0)


def _in_running_order(
    context: SentenceContext, time: TimeExpression, start: date, end: date, focus: Timing
) -> tuple[date, date]:
    """A quarter or half without its year, moved by a year where the text runs on: 지난해 4분기 21%, 1분기 18%.

    A half that is not over yet is that of the year told of before (지난해 상반기까지 호조였다. 상반기 매출은 …).
    """
    today = context.reference
    if time.has_year or time.anaphoric or time.grain not in ("quarter", "half") or today is None:
        return start, end
    later = shift_years(Frame(start, end, "span"), 1)
    ahead = context.foresees
    if focus.start is not None and later.start == (focus.end or today) + DAY and (later.end <= today or ahead):
        inside = focus.end is not None and focus.start <= start and end <= focus.end  # 지난해 상반기와 하반기
        return (start, end) if inside else (later.start, later.end)
    earlier = shift_years(Frame(start, end, "span"), -1)
    part = focus.span is not None and focus.span[1] - focus.span[0] < _A_YEAR and focus.span[0].year == start.year - 1
    if end > today and not ahead and part:
        return earlier.start, earlier.end
    return start, end


def _is_to_date(context: SentenceContext, time: TimeExpression, end: date) -> bool:
    """Whether words name the part of a year that is over (올해 9월까지); a year itself may be the last of several."""
    return time.bound == "until" and time.grain != "year" and context.reference is not None and end <= context.reference


def _begun(context: SentenceContext, time: TimeExpression) -> date | None:
    """The first day that stands before the last one: 이달 들어 14일까지."""
    before = next((t for t in context.times if 0 <= time.start - t.end <= 1), None)
    if before is None or before.bound != "since" or before.grain not in ("month", "year"):
        return None
    return before.resolve(context.reference, None).period_start


def is_day_before(time: TimeExpression) -> bool:
    """Whether words name the day before the one spoken of (전날)."""
    first = time.reading.parts[0] if time.anaphoric and time.reading.parts else None
    return first is not None and (first.op, first.unit, first.value) == ("relative", "day", -1)


def _is_next_to_day(time: TimeExpression) -> bool:
    """Whether words name a day by the one spoken of (전날, 다음날)."""
    first = time.reading.parts[0] if time.anaphoric and time.reading.parts else None
    return first is not None and (first.op, first.unit) == ("relative", "day") and first.value != 0


def _past_reading(
    context: SentenceContext, time: TimeExpression, found: Resolution, focus: Timing
) -> tuple[date | None, date | None]:
    """The reading that looks back, if there is one and nothing in the sentence looks ahead.

    12个月内，股价累计上涨 is of the twelve before, 年末货币资金为6亿元 of the last day of the year that was told of.
    """
    natural = (found.period_start, found.period_end)
    if context.foresees or context.reference is None:
        return natural
    for first, last in found.alternatives:
        if last is not None and last <= context.reference:
            return first, last
    last = focus.end
    if focus.start is None or last is None or last >= context.reference or time.bound not in (None, "as_of"):
        return natural
    edge = next(iter(parts_of(time)), None)
    closes = last - focus.start > _A_YEAR or (context.lang == "zh" and (last.month, last.day) == _LAST_DAY)
    whole = "year" if closes else "month" if (last - focus.start).days < _MONTH else ""
    return (last, last) if edge and (edge.op, edge.value, edge.unit) == ("edge", -1, whole) else natural


def _leans(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a date is to be read from the period in focus: it says so (同期), or its sentence has named a year.

    Else a quarter or month without a year is the last before the article's date, whatever was spoken of before.
    """
    if context.lang == "ko" and context.reference and not context.is_base(time) and _is_last_quarter(context, time):
        return False
    if context.reference is None or time.anaphoric or time.has_year:
        return True
    if any("focus" in part.flags for part in parts_of(time)) and context.is_base(time):
        return True  # 较上季: the one before that spoken of
    if is_quarter_before(context, time) and any(q.end <= time.start for q in context.quantities):
        return True  # 毛利率65%，上季为67%: beside a figure of the quarter reported
    if _is_bare_day(time):
        return False  # 올해 2분기 매출이 늘었다고 6일 공시했다: the day is that of the news
    named = [t for t in context.times if t.has_year and t.end <= time.start and not context.is_base(t)]
    return bool(named) and not _is_left_for(context, named[-1], time)


def _is_left_for(context: SentenceContext, year: TimeExpression, time: TimeExpression) -> bool:
    """Whether a part of a year behind the figure of the last one is of the running year: 去年占4%，上半年到了11%."""
    today = context.reference
    if today is None or not any(year.end <= q.start and q.end <= time.start for q in context.quantities):
        return False
    part = time.grain in ("half", "quarter") or (context.lang == "ko" and time.grain in ("month", "day"))
    if not part or any(step.unit == "year" for step in parts_of(time)):
        return False  # 연초
    last, now = year.resolve(today, None), time.resolve(today, None)
    if last.period_end is None or now.period_start is None or now.period_end is None or now.period_end >= today:
        return False
    closes = (last.period_end.month, last.period_end.day) == (_MONTHS_OF_YEAR, 31)
    return closes and last.period_end.year == today.year - 1 and now.period_start.year == today.year


def _is_last_quarter(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether words name the last quarter that is over, as 지난달 the last month; 지난 분기보다 is the one before."""
    return syntax("ko", "last_quarter").fullmatch(context.text, time.start, time.end) is not None


def _in_spoken_year(context: SentenceContext, time: TimeExpression) -> Resolution | None:
    """A time without its year in a Chinese text without a date: of the year in which it speaks, or of the one before.

    None where its sentence has named a year before it, or the text tells none.
    """
    if context.lang != "zh" or context.year is None or time.has_year or time.anaphoric or time.fiscal:
        return None
    named = any(t.has_year and t.end <= time.start and not context.is_base(t) for t in context.times)
    if named or not parts_of(time) or parts_of(time)[0].op not in _CALENDAR:
        return None
    found = time.resolve(date(context.year, 12, 31), None)
    if context.lately is None or (found.period_end and found.period_end <= context.lately):
        return found
    return time.resolve(date(context.year - 1, 12, 31), None) if time.grain in ("month", "quarter", "half") else None


def _is_bare_day(time: TimeExpression) -> bool:
    """Whether words name a day of a month that they leave out (6일)."""
    return [part.op for part in parts_of(time)][:1] == ["day"]


def _is_to_come(context: SentenceContext, time: TimeExpression, found: date | None) -> bool:
    """Whether a day of a month that words leave out is one ahead, not the last: 28일 실적을 공개한다 on the 26th."""
    if context.lang != "ko" or context.reference is None or found is None or not _is_bare_day(time):
        return False
    past = timedelta(_WEEK) < context.reference - found
    return past and syntax("ko", "day_to_come").match(context.view, time.end, context.end) is not None


def _named_year(context: SentenceContext, time: TimeExpression) -> Timing | None:
    """The period that gives a date its year: the last one before it in the sentence that names its own.

    2022年春节档（2月1日-2月6日）; a part of the period in focus (2024年上半年…，其中二季度) is of the same year anyway.
    """
    if time.has_year or time.anaphoric or time.fiscal or (context.reference is not None and _is_bare_day(time)):
        return None
    named = [t for t in context.times if t.has_year and t.end <= time.start and not context.is_base(t)]
    if not named or named[-1].anaphoric or named[-1].kind not in SPOKEN or _is_left_for(context, named[-1], time):
        return None
    resolved = resolve(context, named[-1], UNKNOWN)
    return resolved if resolved.span else None


def _year_followed(context: SentenceContext, time: TimeExpression) -> Timing | None:
    """The year that 이듬해 comes after, if its sentence has named one: 2022년 9억원이던 적자는 이듬해 6억원으로."""
    first = time.reading.parts[0] if time.anaphoric and time.reading.parts else None
    if context.lang != "ko" or first is None or (first.op, first.unit, first.value) != ("relative", "year", 1):
        return None
    named = [t for t in context.times if t.has_year and not t.anaphoric and t.end <= time.start]
    resolved = resolve(context, named[-1], UNKNOWN) if named else UNKNOWN
    return resolved if resolved.span else None


def _is_cumulative(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a quarter or month stands for the year so far (3분기 누적, 11월 누계)."""
    return time.grain in ("quarter", "month") and _SO_FAR.match(context.view, time.end, context.end) is not None


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
    this_year = any(p.op == "relative" and p.unit == "year" and p.value == 0 for p in parts_of(time))
    past = any(p.op == "relative" and p.unit == "year" and p.value < 0 for t in context.times for p in parts_of(t))
    return date(max(years) + (0 if this_year and not past else 1), 1, 1)


def parts_of(time: TimeExpression) -> tuple[Part, ...]:
    """What the words name, step by step; nothing for those that stand relative to the period in focus."""
    return () if time.anaphoric else (*time.reading.parts, *time.reading.until)
