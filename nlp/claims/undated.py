"""The year in which an article without a date speaks: what its 去年 and 지난해 stand for.

Years that the text names settle it, in Korean news above all. Where a named year is what the other is compared
with (지난해 매출은 2023년보다 늘었다), the other is the year after it, or as many years later as the text says
(2022년 이후 3년 만에); so where each has a number of its own (2022년 43억원, 지난해 56억원). A survey (2024년 6월
고용동향) is of the running year, a report of results of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from nlp.claims.mentions import FORESEEING
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression

if TYPE_CHECKING:
    from nlp.claims.sentence import SentenceContext

_ARTICLE = 8  # sentences from which a text is a whole article
_DECEMBER = 12
_OPENING = 3  # sentences in which an article says what it is of
_EARLY = 10  # the last month of which a report is of the running year for certain


def spoken_years(contexts: Sequence[SentenceContext]) -> tuple[list[int | None], date | None]:
    """The year in which each sentence speaks, None where the text does not tell.

    What one sentence tells holds for those that tell nothing, unless two disagree or the text names a later year.

    Returns:
        The years, and the last day of which a Chinese text speaks, as far as it names it.
    """
    told: list[int | None] = []
    before: int | None = None
    title: int | None = None
    reports: list[TimeExpression] = []
    for context in contexts:
        relative = [o for t in context.times if (o := _offset(t)) is not None]
        offset = min(relative) if relative else before
        year = None if offset is None else _told(context, offset, stated=bool(relative))
        title = _titled(context, relative) or (title if relative else None)
        if year is None and relative:
            year = title if title is not None else _reported(context, reports)
        told.append(year)
        named = [t for t in context.times if _year(t) and not context.is_base(t)]
        reports += [t for t in named if syntax("ko", "report").match(context.view, t.end)]
        before = min(relative) if relative else None
    named_years = (_year(t) for context in contexts for t in context.times if not _is_foreseen(context, t))
    latest = max((year for year in named_years if year), default=0)
    told = [year if year is not None and year >= latest else None for year in told]
    known = {year for year in told if year is not None}
    shared = known.pop() if len(known) == 1 else None
    if shared is None and not known and len(contexts) >= _ARTICLE:
        last = _last_day(contexts, told)
        # where the text speaks of 明年, later years are still to come
        ahead = any((_offset(t) or 0) > 0 for context in contexts for t in context.times)
        if last is not None and last.month != _DECEMBER and (ahead or last.year >= latest):
            shared = last.year  # accounts of a whole year are told in the next
    if shared is None and not known and contexts:
        shared = _opening(contexts)
    years = [shared if year is None else year for year in told]
    return years, _last_day(contexts, years)


def _opening(contexts: Sequence[SentenceContext]) -> int | None:
    """The year of the part of it that a Korean article opens with, if none is later: 온빛전자 2025년 2분기 실적."""
    told = (c for c in contexts if c.lang == "ko" and not c.foresees)
    latest = max((_year(t) or 0 for c in told for t in c.times if t.bound not in ("until", "before")), default=0)
    for context in contexts[:_OPENING] if contexts[0].lang == "ko" else ():
        for time in context.times:
            year = _year(time)
            if year is None or context.is_base(time) or time.grain not in ("quarter", "half", "month"):
                continue
            start, end, _ = time.resolve(None, None)
            early = end is not None and end.month <= _EARLY
            return year if year >= latest and early and start is not None else None
    return None


def _last_day(contexts: Sequence[SentenceContext], years: Sequence[int | None]) -> date | None:
    """The last day that a Chinese article names with its year, or the end of such a month or quarter.

    Args:
        contexts: its sentences.
        years: the year in which each speaks (今年前九个月), None where it is not known.
    """
    told = [
        last
        for context, year in zip(contexts, years, strict=True)
        for time in context.times
        if context.lang == "zh" and time.grain != "year" and not _is_foreseen(context, time)
        if _year(time) or (_offset(time) is not None and year is not None)
        if (last := time.resolve(date(year, 1, 1) if year else None, None).period_end) is not None
    ]
    return max(told, default=None)


def _is_foreseen(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a Chinese clause expects something of a time (预计2029年达到8900亿元): the text is older."""
    clause = context.clause_at(time.start)
    ahead = (cue for cue in context.cues if cue.kind in FORESEEING)
    return context.lang == "zh" and any(context.clause_at(cue.start) == clause for cue in ahead)


def _offset(time: TimeExpression) -> int | None:
    """How many years a time lies from the one in which the text speaks (지난해: -1), None where it names its year."""
    first = time.reading.parts[0] if time.reading.parts else None
    if first is None or first.op != "relative" or first.unit != "year" or time.anaphoric:
        return None
    return first.value


def _year(time: TimeExpression) -> int | None:
    """The year that a time names."""
    first = time.reading.parts[0] if time.reading.parts else None
    return first.value if first is not None and first.op == "year" and first.value > 100 and not time.fiscal else None


def _told(context: SentenceContext, offset: int, *, stated: bool) -> int | None:
    """The year that a sentence tells by a year that it names beside a relative one, or beside the sentence before."""
    named = [t for t in context.times if _year(t) is not None]
    if not named:
        return None
    if not stated:  # 매출은 2023년보다 4% 줄었다, after a sentence of 지난해
        year = _compared(context, named[0]) if len(named) == 1 else None
        return year - offset if year is not None else None
    relative = next(t for t in context.times if _offset(t) == offset)
    nearest = min(named, key=lambda t: max(t.start - relative.end, relative.start - t.end))
    if context.is_base(relative) and not context.is_base(nearest):  # 2024년 매출은 …로 지난해보다
        return (_year(nearest) or 0) - 1 - offset
    year = _compared(context, nearest) or _follows(context, nearest, relative)
    return year - offset if year is not None else None


def _reported(context: SentenceContext, reports: Sequence[TimeExpression]) -> int | None:
    """The year in which a sentence speaks of what was reported before: 2024년 4분기 실적, later 지난해 4분기."""
    for time in context.times:
        same = [t for t in reports if _offset(time) == -1 and t.reading.parts[1:] == time.reading.parts[1:]]
        last = same[-1].resolve(None, None).period_end if same else None
        if last is not None and last.month <= _EARLY and context.is_base(time):
            continue  # 2025년 2분기 실적, compared with 작년 2분기
        if same and context.lang == "ko":
            return (_year(same[-1]) or 0) + 1
    return None


def _titled(context: SentenceContext, relative: Sequence[int]) -> int | None:
    """The year in which a sentence speaks by the report that it names."""
    for time in context.times:
        year = _year(time)
        if year is not None and not context.is_base(time):
            survey = syntax(context.lang, "survey").match(context.view, time.end, context.end)
            if survey and time.grain != "year":  # 2025년 경제전망 may be made the year before
                return year
            if context.lang == "ko" and -1 in relative and syntax("ko", "report").match(context.view, time.end):
                return year + 1
    return None


def _compared(context: SentenceContext, base: TimeExpression) -> int | None:
    """The year that is measured against one named: the next, or as many years later as the text says."""
    year = _year(base)
    mark = context.base_mark(base)
    if year is None or context.lang != "ko" or mark is None:
        return None
    if syntax("ko", "since_then").match(context.view, mark, context.end):
        apart = syntax("ko", "since_years").match(context.view, mark, context.end)
        return year + int(apart["years"]) if apart else None
    return year + 1


def _follows(context: SentenceContext, base: TimeExpression, relative: TimeExpression) -> int | None:
    """The year that follows one named where each has a number of its own (2022년 43억원, 지난해 56억원)."""
    year = _year(base)
    if year is None or base.end > relative.start or context.is_base(base):
        return None
    if not any(base.end <= q.start and q.end <= relative.start for q in context.quantities):
        return None
    if context.lang == "zh":
        return year + 1 if base.grain == "year" else None
    apart = syntax("ko", "years_apart").search(context.view, base.end, context.end)
    if apart is None or int(apart["years"]) == 1:
        return year + 1
    led = syntax("ko", "led_from").match(context.view, base.end, relative.start)
    return year + int(apart["years"]) if led else None
