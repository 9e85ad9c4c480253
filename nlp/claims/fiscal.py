"""Fiscal years that are not the calendar's: 2026财年第二财季 of 阿里巴巴 is July to September 2025.

An article that says what it means by a fiscal year (2021회계연도(2020년 4월~2021년 3월)) is taken at its word; else a
table knows when the years of some companies begin, and which of its two calendar years gives such a year its name.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from nlp.claims.syntax import syntax
from nlp.periods import Focus, TimeExpression
from nlp.records import EntityMention
from nlp.tables import read_table

if TYPE_CHECKING:
    from nlp.claims.sentence import SentenceContext

_MONTHS = 12
_LENGTHS = {"quarter": 3, "half": 6}
_OPENING = 3  # quarters that an article names first
_LONG = 9  # months within which results are told
_CLEAR = 0.6  # share of the names of an article whose companies have a fiscal year of their own
_EARLY = 7  # a year that ends in the first days of a month ends with the month before


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """The month in which a fiscal year begins, and whether the calendar year in which it does gives it its name."""

    first_month: int
    named_by_start: bool = False
    spelled: bool = False  # an article says which months its quarters have, and means them by each quarter

    def shift(self) -> int:
        """How many months a period lies from where it would be if the fiscal year were the calendar's."""
        return self.first_month - 1 - (0 if self.named_by_start or self.first_month == 1 else _MONTHS)


def is_definition(view: str, lang: str, one: TimeExpression, other: TimeExpression) -> bool:
    """Whether the second of two time expressions says in a bracket which days the first, a fiscal period, has."""
    if not one.fiscal or other.fiscal or not other.has_year:
        return False
    return syntax(lang, "fiscal_days").fullmatch(view, one.end, other.start) is not None


def names_fiscal_part(year: TimeExpression, part: TimeExpression) -> bool:
    """Whether a fiscal year only says of which the part behind it is: 截至6月30日的2027财年[第一财季]."""
    return year.fiscal and part.fiscal and not part.has_year and year.end == part.start


def defined_fiscal_year(
    view: str, lang: str, times: Sequence[TimeExpression], today: date | None = None
) -> FiscalYear | None:
    """What an article itself says of its fiscal year.

    The days stand in a bracket behind the name of the year or a part of it (2019财年（截止2020年3月底）), or right
    before it (截至2018年9月30日的2019财年第二财季).

    Args:
        view: the folded text of the article.
        lang: its language.
        times: its time expressions, in order.
        today: the article's date, if known.
    """
    if (spelled := _spelled(view, lang, times, today)) is not None:
        return spelled
    for one, other in pairwise(times):
        if is_definition(view, lang, one, other):
            found = _defined(one, other)
        elif other.fiscal and one.bound == "as_of" and not one.fiscal and view[one.end : other.start] in ("", "的"):
            found = _defined(other, one)
        elif names_fiscal_part(one, other):
            found = _ending_with(one, other, today)
        else:
            continue
        if found is not None:
            return found
    return None


def _spelled(view: str, lang: str, times: Sequence[TimeExpression], today: date | None) -> FiscalYear | None:
    """The fiscal year of a Korean article that says of its first quarters which months they have: 1분기(4~6월).

    A year that is named is that in which the fiscal year begins, unless the quarter would be still to come.
    """
    quarters = [place for place, time in enumerate(times) if time.grain == "quarter" and not time.anaphoric]
    for place in quarters[:_OPENING] if lang == "ko" else ():
        one, other = times[place], times[place + 1] if place + 1 < len(times) else None
        if other is None or not spells_months(view, one, other):
            continue
        first = (other.reading.parts[0].value - 1 - (_division(one)[0] - 1) * _LENGTHS["quarter"]) % _MONTHS
        if first == 0:
            return None
        year = _called(one)
        begins = FiscalYear(first + 1, named_by_start=True, spelled=True)
        end = None if year is None else year * _MONTHS + first + _division(one)[0] * _LENGTHS["quarter"]
        ahead = end is not None and today is not None and end > _count(today)
        return replace(begins, named_by_start=False) if ahead else begins
    return None


def spells_months(view: str, quarter: TimeExpression, months: TimeExpression) -> bool:
    """Whether the bracket behind a Korean quarter says which months it has: 3분기(3~5월)."""
    if months.grain != "span" or view[quarter.end : months.start] not in ("(", " ("):
        return False
    part = months.reading.parts[0]
    return part.unit == "month" and part.extra - part.value == _LENGTHS["quarter"] - 1


def usual_fiscal_year(entities: Iterable[EntityMention]) -> FiscalYear | None:
    """The fiscal year of the companies that an article names, of those with one of their own most often by far."""
    years = Counter(_table()[mention.entity_id] for mention in entities if mention.entity_id in _table())
    if not years:
        return None
    year, count = years.most_common(1)[0]
    return year if count >= _CLEAR * years.total() else None


def _defined(named: TimeExpression, days: TimeExpression) -> FiscalYear | None:
    """The fiscal year of which a part, by its name, is so many days."""
    year = _called(named)
    number, length = _division(named)
    start, end, _ = days.resolve(None, None)
    if year is None or end is None or not length:
        return None
    months = _count(end) - _count(start) + 1 if start is not None else 0
    if months != length and (start != end or days.bound not in ("as_of", "until")):
        return None
    last = _count(end) - (1 if start == end and end.day <= _EARLY else 0) + _MONTHS - number * length
    late = last // _MONTHS - year
    if late not in (0, 1):
        return None
    return FiscalYear(last % _MONTHS + 2 if last % _MONTHS + 1 < _MONTHS else 1, named_by_start=bool(late))


def _ending_with(year: TimeExpression, named: TimeExpression, today: date | None) -> FiscalYear | None:
    """The fiscal year of whose quarter or half the day before its name is the last: 截至10月31日的2026财年第二财季.

    It has the name of the year in which it ends, unless the quarter had been over for long.
    """
    parts = year.reading.parts
    last = next((part.value // 100 for part in parts if part.op == "fiscal"), None)
    called = _called(year)
    number, length = _division(named)
    if last is None or called is None or length not in _LENGTHS.values():
        return None
    first = (last - number * length) % _MONTHS + 1
    ended = (called - (last >= first > 1)) * _MONTHS + last - 1
    return FiscalYear(first, named_by_start=today is not None and _count(today) - ended > _LONG)


def _called(time: TimeExpression) -> int | None:
    """The year by which a period is called."""
    return next((part.value for part in time.reading.parts if part.op == "year"), None)


def whole_quarters(view: str, lang: str, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Join a Korean fiscal year that tells when its quarter ended with it: 8월 31일에 끝난 2027 회계연도 1분기.

    Args:
        view: the folded text of the article.
        lang: its language.
        times: its time expressions, in order.
    """
    joined: list[TimeExpression] = []
    for time in times:
        if lang == "ko" and joined and _names_quarter(view, joined[-1], time):
            year = joined.pop()
            steps = [part for part in year.reading.parts if part.op == "year"]
            steps += [part._replace(flags=part.flags | {"fiscal"}) for part in time.reading.parts]
            reading = replace(time.reading, parts=tuple(steps), has_year=True)
            words = view[year.start : time.end]
            joined.append(replace(time, start=year.start, text=words, reading=reading))
        else:
            joined.append(time)
    return joined


def _names_quarter(view: str, year: TimeExpression, quarter: TimeExpression) -> bool:
    """Whether a quarter or half stands right behind a fiscal year that tells with which day it ended."""
    if not any(part.op == "fiscal" for part in year.reading.parts) or quarter.has_year or quarter.anaphoric:
        return False
    return view[year.end : quarter.start] in (" ", " 제") and _division(quarter)[1] in _LENGTHS.values()


def _division(time: TimeExpression) -> tuple[int, int]:
    """Which part of its year a fiscal period is, and of how many months; 0 months where it is no part of that kind."""
    number, length = 1, _MONTHS
    for part in time.reading.parts:
        if part.op == "division" and part.unit in _LENGTHS and not part.extra:
            number, length = part.value, _LENGTHS[part.unit]
        elif part.op not in ("year", "whole"):
            return 0, 0
    return number, length


def _count(day: date) -> int:
    return day.year * _MONTHS + day.month - 1


def own_fiscal_year(
    context: SentenceContext, time: TimeExpression, start: date, end: date, focus: Focus | None, begins: int = 0
) -> tuple[date | None, date | None]:
    """Move a period that is named by a fiscal year to where the company's own fiscal year lies.

    Args:
        context: the sentence; the company is the last that it names before the period, else the first it names.
        time: the words for the period.
        start: first day, as if the fiscal year were the calendar's.
        end: last day, likewise.
        focus: the period that the text is speaking of: a quarter without a year is of the fiscal year it lies in.
        begins: the month in which the fiscal year of that period begins, 0 where it is the calendar's.
    """
    year = context.fiscal or _known(context, time) if time.fiscal else None
    if year is None and begins > 1 and time.fiscal and not time.has_year:
        year = FiscalYear(begins, named_by_start=False)
    dated = any(part.op in ("fiscal", "ending") for part in time.reading.parts)
    if year is None or dated or start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return start, end
    if not time.has_year:
        return _in_running_year(year, time, focus, context.reference)
    months = year.shift()
    expected = context.foresees
    ahead = context.reference is not None and _shift(start, months) > context.reference
    if year.named_by_start and ahead and not expected:
        months -= _MONTHS  # what is reported has been: the year is named by its end, 2025财年 in August 2024
    start, end = (_shift(day, months) for day in (start, end))
    return start, end.replace(day=monthrange(end.year, end.month)[1])


def ended_with(context: SentenceContext, time: TimeExpression) -> tuple[date, date, int] | None:
    """The months of a fiscal quarter or half whose last day stands before it: 截至2024年6月29日的第三财季.

    The month in which its fiscal year begins comes with its first and last day.

    Args:
        context: the sentence.
        time: the words for the quarter or half.
    """
    number, length = _division(time)
    if not time.fiscal or length in (0, _MONTHS):
        return None
    year = next((t for t in context.times if names_fiscal_part(t, time)), None)
    own = _ending_with(year, time, context.reference) if year is not None else None
    if year is not None and own is not None and (called := _called(year)) is not None:
        first = called * _MONTHS + own.shift() + (number - 1) * length
        return *_months(first, first + length - 1), own.first_month
    last = next((t for t in context.times if 0 <= time.start - t.end <= 1 and t.bound in ("as_of", "until")), None)
    if last is None or last.grain != "day" or context.view[last.end : time.start] not in ("", "的"):
        return None
    end = last.resolve(context.reference, None).period_end
    if end is None:
        return None
    month = _count(end) - (1 if end.day <= _EARLY else 0)
    return *_months(month - length + 1, month), (month + 1 - number * length) % _MONTHS + 1


def _months(first: int, last: int) -> tuple[date, date]:
    """The first day of one month and the last of another."""
    start, end = (date(count // _MONTHS, count % _MONTHS + 1, 1) for count in (first, last))
    return start, end.replace(day=monthrange(end.year, end.month)[1])


def fiscal_month(context: SentenceContext, time: TimeExpression) -> int:
    """The month in which the fiscal year of a fiscal period begins, 0 where that is not known.

    Args:
        context: the sentence.
        time: the words for the period.
    """
    year = context.fiscal or _known(context, time)
    return year.first_month if year is not None else 0


def _in_running_year(
    year: FiscalYear, time: TimeExpression, focus: Focus | None, reference: date | None
) -> tuple[date | None, date | None]:
    """A fiscal quarter or half without its year: of the fiscal year in focus, else the last that has ended."""
    number, length = _division(time)
    base = focus[0] if focus is not None else reference
    if length not in _LENGTHS.values() or base is None:
        return None, None
    first = _count(base) - (_count(base) - (year.first_month - 1)) % _MONTHS
    begin = first + (number - 1) * length
    if focus is None and reference is not None and begin + length > _count(reference):
        begin -= _MONTHS
    if focus is not None and begin + _MONTHS - length == _count(base):
        begin += _MONTHS  # the first quarter spoken of after the fourth
    return _months(begin, begin + length - 1)


def _known(context: SentenceContext, time: TimeExpression) -> FiscalYear | None:
    years = _table()
    known = [mention for mention in context.entities if mention.entity_id in years]
    before = [mention for mention in known if mention.end <= time.start]
    nearest = before[-1] if before else known[0] if known else None
    return years[nearest.entity_id] if nearest else None


def _shift(day: date, months: int) -> date:
    year, month = divmod(_count(day) + months, _MONTHS)
    return date(year, month + 1, 1)


@cache
def _table() -> dict[str, FiscalYear]:
    return {
        row["entity"]: FiscalYear(int(row["first_month"]), named_by_start=row["named_by"] == "start")
        for row in read_table("nlp.claims", "fiscal_years.tsv")
    }
