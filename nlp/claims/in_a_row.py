"""Periods that a text tells one by one: years named in a row, and those only counted (四个季度分别为…)."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from nlp.claims.changes import is_left
from nlp.claims.counted_back import COUNTS
from nlp.claims.dating import SPOKEN, parts_of, resolve
from nlp.claims.model import Timing, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.spans import each_month, each_year
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression
from nlp.periods.dates import DAY

_QUARTERS = 4
_MONTHS = 3  # of a quarter
_PAIR = 2
_ACCOUNTS = 5  # years of accounts at most


def periods_counted(context: SentenceContext, group: Sequence[Value], focus: Timing) -> list[Timing] | None:
    """The quarters or years that a list hands its numbers out to, where words only count them.

    去年四个季度净利润分别为…; 近三年研发费用分别为…, of which the last year is the one in focus, or the last over.

    Args:
        context: the sentence.
        group: the numbers of the list.
        focus: the period that the text was speaking of.
    """
    limit, count = group[0].quantity.start, len(group)
    if context.lang != "zh" or not any(c.kind == "each" and c.end <= limit for c in context.cues):
        return None
    found = syntax("zh", "periods_counted").search(context.view, context.clause_start(limit), limit)
    if found is None:
        return None
    written = found["count"]
    if (int(written) if written.isdigit() else COUNTS[written]) != count:
        return None
    place = bisect.bisect_right(context.times, found.start(), key=lambda time: time.start)
    before = [t for t in context.times[:place] if t.kind in SPOKEN and not context.is_base(t)]
    named = resolve(context, before[-1], focus) if before else focus
    if found["unit"] == "季度":
        return _quarters(named, count) if count == _QUARTERS or found["first"] else None
    if (row := _row_told(focus, count)) is not None:
        return row
    last = named.end.year if named.span and named.end else None
    if last is None and context.reference is not None:
        last = context.reference.year - 1
    return each_year(Timing(date(last - count + 1, 1, 1), date(last, 12, 31), found.group()), count) if last else None


def _quarters(named: Timing, count: int) -> list[Timing] | None:
    """The first quarters of the year that a period is of, if it lasts as long as they do."""
    if not named.start or not named.end or named.start.year != named.end.year:
        return None
    year = named.start.year
    firsts = [date(year, 1 + _MONTHS * place, 1) for place in range(_QUARTERS)]
    lasts = [first - DAY for first in [*firsts[1:], date(year + 1, 1, 1)]]
    if named.start != firsts[0] or named.end < lasts[count - 1]:
        return None
    return [Timing(first, last, named.text) for first, last in zip(firsts[:count], lasts[:count], strict=True)]


def years_in_a_row(context: SentenceContext, leading: TimeExpression | None, focus: Timing) -> tuple[Timing, ...]:
    """The years that a sentence lists from the one that it leads with: 2022年、2023年和2024年，收入分别为….

    The last may be a part of the running one (以及2025年上半年).

    Args:
        context: the sentence.
        leading: the date that it leads with.
        focus: the period that the text was speaking of.
    """
    if leading is None or not _of_years(leading):
        return ()
    run = [leading]
    for time in context.times:
        if time.start >= run[-1].end and _of_years(run[-1]):
            if not syntax(context.lang, "joint").fullmatch(context.gap(run[-1].end, time.start)):
                break
            run.append(time)
    years = tuple(_each(context, run, focus))
    if not _of_years(run[-1]) and len(years) <= _PAIR:
        return ()  # 2024年报和2025年一季报 are two reports
    ends = [year.end for year in years if year.end]
    return years if len(years) > 1 and ends == sorted(set(ends)) and len(ends) == len(years) else ()


def _of_years(time: TimeExpression) -> bool:
    """Whether words name a year, or several."""
    return time.grain == "year" or {part.op for part in parts_of(time)} in ({"year"}, {"years"})


def summed_up(context: SentenceContext, value: Value, told: Sequence[Timing], focus: Timing) -> Timing | None:
    """The years told one by one that a number sums up: …分别亏损3亿元、2亿元和1亿元，三年合计亏掉6亿元.

    Args:
        context: the sentence.
        value: the number.
        told: the periods of the numbers before it.
        focus: the period that the text was speaking of.
    """
    if context.lang != "zh" or value.is_change:
        return None
    start = value.quantity.start
    found = syntax("zh", "years_summed").search(context.view, context.clause_start(start), start)
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdigit() else COUNTS[found["count"]]
    count += found["half"] is not None
    row = told[-count:] if _is_row(told[-count:], count) else focus.listed
    if not _is_row(row, count):
        return None
    return Timing(row[0].start, row[-1].end, found.group())


def _is_row(row: Sequence[Timing], count: int) -> bool:
    ends = [when.end for when in row if when.start and when.end]
    return len(ends) == len(row) == count > 1 and ends == sorted(set(ends))


def from_first_to_last(
    context: SentenceContext, values: Sequence[Value], timings: Sequence[Timing], index: int, listed: Sequence[Timing]
) -> tuple[Timing, Timing] | None:
    """The first and the last of the years told in a row, of which a Chinese move without a time is: 从24%爬到43%.

    The years are those of the numbers before it, or those of the text where the sentence has no time.

    Args:
        context: the sentence.
        values: its values.
        timings: their periods.
        index: which of them is what the move leaves.
        listed: the years that the text last told in a row.
    """
    if context.lang != "zh" or index + 1 >= len(values) or timings[index].span != timings[index + 1].span:
        return None
    if values[index].is_change or values[index + 1].is_change or not is_left(context, values[index].quantity):
        return None
    timings = [value.timing or timing for value, timing in zip(values, timings, strict=True)]
    run = [timings[index - 1]] if index else []
    for when in reversed(timings[: max(0, index - 1)]):
        if not (when.end and run[0].start and when.end < run[0].start):
            break
        run.insert(0, when)
    row = run if _is_row(run, len(run)) else [] if context.times else list(listed)
    told = timings[index].span if any(time.kind in SPOKEN for time in context.times) else None
    if len(row) <= 1 or (len(row) > _PAIR and told and told != row[-1].span):
        return None
    return row[0], row[-1]


def _row_told(focus: Timing, count: int, *, named: bool = True) -> list[Timing] | None:
    """The years that the text goes on to tell one by one, or those of its accounts where they are `named`."""
    rows = (focus.listed, focus.accounts if named else ())
    return next((list(row) for row in rows if len(row) == count), None)


def _is_accounted(context: SentenceContext, limit: int) -> bool:
    """Whether words before a number name the years of the accounts: 报告期各期，前五大客户占比分别为."""
    return syntax(context.lang, "accounted").search(context.view, context.start, limit) is not None


def _years_of(period: Timing) -> Sequence[Timing]:
    """The years of a span, as accounts are of: 2023年至2025年."""
    count = period.end.year - period.start.year + 1 if period.start and period.end else 1
    return (each_year(period, count) or ()) if _PAIR <= count <= _ACCOUNTS else ()


def with_listed(period: Timing, focus: Timing, row: tuple[Timing, ...], today: date | None) -> Timing:
    """The period that a text goes on with, and the years that it tells in a row.

    After a row it is the last of them; the row holds as long as the text stays within its years. The years of accounts
    are those of a row that is over.
    """
    years = row or _years_of(period)
    accounts = tuple(years) if today and years and years[-1].end and years[-1].end <= today else focus.accounts
    if row:
        return replace(row[-1], listed=row, standing=period.standing, foretold=period.foretold, accounts=accounts)
    if period.accounts is not accounts:
        period = replace(period, accounts=accounts)
    listed = focus.listed
    first, last = (listed[0].start, listed[-1].end) if listed else (None, None)
    stays = first and last and period.start and period.end and first <= period.start and period.end <= last
    return replace(period, listed=listed) if stays and period.listed is not listed else period


def times_listed(context: SentenceContext, count: int, limit: int, focus: Timing) -> list[Timing] | None:
    """Periods named in a list, or the years of a span (2022年至2024年)."""
    times = [t for t in context.times if t.end <= limit and _may_list(context, t)]
    if not times:
        return None
    last = times[-1]
    if last.anaphoric and len(times) > 1:  # 2016年至2018年，营收分别为…，同期净利润分别为…
        before = _each(context, _run(context, times[:-1]), focus)
        if len(before) == count:
            return before
        focus = resolve(context, times[-2], focus)
    named = resolve(context, last, focus)
    spanned = each_year(named, count) or _each_quarter(last, named, count)
    if spanned is not None:
        return spanned
    run = _each(context, _run(context, times), focus)
    return run if len(run) == count else None


def _may_list(context: SentenceContext, time: TimeExpression, *, base: bool = False) -> bool:
    """Whether words may name the period of a list, even where it is only compared with (`base`).

    The day of a price does not: 当前股价（10月24日收盘价21元）对应PE为14/12倍.
    """
    if time.kind not in SPOKEN or (not base and context.is_base(time)):
        return False
    if any(m.start <= time.start and time.end <= m.end for m in context.metrics):
        return False  # 年内亏损依次为…
    return context.lang != "zh" or syntax("zh", "price_of").match(context.view, time.end, context.end) is None


def _each(context: SentenceContext, run: Sequence[TimeExpression], focus: Timing) -> list[Timing]:
    """The periods of a run, the years of a span one by one: 2022年至2024年及2025年上半年 are four."""
    found: list[Timing] = []
    for time in run:
        named = resolve(context, time, focus)
        count = named.end.year - named.start.year + 1 if named.start and named.end else 1
        years = each_year(named, count) if count > 1 and len(run) > 1 else None
        found += years or [named]
    return found


def _each_quarter(time: TimeExpression, named: Timing, count: int) -> list[Timing] | None:
    """The quarters from one to another, if there are as many: 24Q1-25Q1 are five."""
    ends = time.reading.until[-1:]
    if not ends or ends[0].unit != "quarter":
        return None
    if not named.start or not named.end or named.start.month % _MONTHS != 1 or count < 2:
        return None
    months = [12 * named.start.year + named.start.month - 1 + _MONTHS * place for place in range(count + 1)]
    firsts = [date(month // 12, month % 12 + 1, 1) for month in months]
    if named.start.day != 1 or firsts[-1] - DAY != named.end:
        return None
    return [Timing(first, after - DAY, named.text) for first, after in pairwise(firsts)]


def periods_before(
    context: SentenceContext, earlier: SentenceContext | None, count: int, limit: int, focus: Timing
) -> list[Timing] | None:
    """The periods of the sentence before, in order, where this one names none: 上述年份…分别为, 报告期各期…分别为."""
    own = [t for t in context.times if t.end <= limit and _may_list(context, t, base=True) and not t.anaphoric]
    if count == 1 or own or earlier is None:
        return None
    spanned = each_year(focus, count) or _row_told(focus, count, named=_is_accounted(context, limit))
    if spanned is not None:
        return spanned
    named = [t for t in earlier.times if t.has_year and t.kind == "date_range" and not earlier.is_base(t)]
    for end in range(count, len(named) + 1):
        run = _run(earlier, named[:end])
        if len(run) == count:
            return [resolve(earlier, time, focus) for time in run]
    years = [time for time in named if time.grain == "year"]
    if context.lang == "ko" and len(years) == count and any(time.anaphoric for time in context.times):
        return [
            resolve(earlier, time, focus) for time in years
        ]  # 2022년 3억원, 2023년 4억원이다. 같은 기간 이익은 각각
    return None


def months_listed(context: SentenceContext, count: int, limit: int, focus: Timing) -> list[Timing] | None:
    """The months of a run that has as many: 6-7月收入分别增长2%及1%."""
    times = [t for t in context.times if t.kind == "date_range" and t.end <= limit and not context.is_base(t)]
    each = any(cue.kind == "each" and cue.end <= limit for cue in context.cues)
    if not times or not each or count == 1 or not any(part.unit == "month" for part in parts_of(times[-1])):
        return None
    return each_month(resolve(context, times[-1], focus), count)


def _run(context: SentenceContext, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    joint = syntax(context.lang, "joint")
    run = [times[-1]]
    for time in reversed(times[:-1]):
        if not joint.fullmatch(context.gap(time.end, run[0].start)):
            break
        run.insert(0, time)
    return run
