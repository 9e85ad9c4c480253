"""Periods that a Chinese text tells one by one: years named in a row, and those only counted (四个季度分别为…)."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nlp.claims.dating import SPOKEN, each_year, resolve
from nlp.claims.model import Timing, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression
from nlp.periods.dates import DAY

_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_QUARTERS = 4
_MONTHS = 3  # of a quarter


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
    if (int(written) if written.isdigit() else _COUNTS[written]) != count:
        return None
    place = bisect.bisect_right(context.times, found.start(), key=lambda time: time.start)
    before = [t for t in context.times[:place] if t.kind in SPOKEN and not context.is_base(t)]
    named = resolve(context, before[-1], focus) if before else focus
    if found["unit"] == "季度":
        return _quarters(named, count) if count == _QUARTERS or found["first"] else None
    if len(focus.listed) == count:
        return list(focus.listed)
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

    Args:
        context: the sentence.
        leading: the date that it leads with.
        focus: the period that the text was speaking of.
    """
    if context.lang != "zh" or leading is None or leading.grain != "year":
        return ()
    run = [leading]
    for time in context.times:
        if time.start >= run[-1].end and time.grain == "year":
            if not syntax("zh", "joint").fullmatch(context.gap(run[-1].end, time.start)):
                break
            run.append(time)
    years = tuple(resolve(context, time, focus) for time in run)
    ends = [year.end for year in years if year.end]
    return years if len(years) > 1 and ends == sorted(set(ends)) and len(ends) == len(years) else ()


def with_listed(period: Timing, focus: Timing, row: tuple[Timing, ...]) -> Timing:
    """The period that a text goes on with, and the years that it tells in a row.

    After a row it is the last of them; the row holds as long as the text stays within its years.
    """
    if row:
        return replace(row[-1], listed=row, standing=period.standing, foretold=period.foretold)
    listed = focus.listed
    first, last = (listed[0].start, listed[-1].end) if listed else (None, None)
    stays = first and last and period.start and period.end and first <= period.start and period.end <= last
    return replace(period, listed=listed) if stays and period.listed is not listed else period
