"""Steps to a year, a part of a year, or more than one."""

from __future__ import annotations

from datetime import date

from nlp.periods.context import Context, step_named
from nlp.periods.dates import DAY, MONTHS_IN, Frame, add_months, months_frame, unit_frame
from nlp.periods.lunar import lunar_frame
from nlp.periods.model import Part

_CENTURY_TURN = 50  # a year of two digits from here on is of the twentieth century
_AHEAD = 10  # so is one that would lie further ahead than this
_SEASON_START = {1: 3, 2: 6, 3: 9, 4: 12}
_SOLSTICES = {1: ((3, 20), (6, 20)), 2: ((6, 21), (9, 22)), 3: ((9, 23), (12, 20)), 4: ((12, 21), (3, 20))}


@step_named("year")
def _year(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    year = part.value
    if year < 100:
        year += 1900 if year >= _CENTURY_TURN or (ctx.reference and 2000 + year > ctx.reference.year + _AHEAD) else 2000
    return months_frame(year, 1, 12, "year")


@step_named("years")
def _years(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    if part.extra < part.value:
        return None
    last = part.extra - (1 if not part.unit and ctx.vary(2) else 0)  # "2016 to 2018" may stop where 2018 begins
    return Frame(date(part.value, 1, 1), date(last, 12, 31), "span")


@step_named("relative_years")
def _relative_years(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    base = ctx.base()
    if base is None:
        return None
    return Frame(date(base.year + part.value, 1, 1), date(base.year + part.extra, 12, 31), "span")


@step_named("century")
def _century(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    return months_frame(max(100 * (part.value - 1), 1), 1, 1200, "century")


@step_named("decade")
def _decade(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """A decade, of the century named, else of the latest whose decade has begun."""
    if part.value >= 1000:
        return months_frame(part.value, 1, 120, "decade")
    if frame:
        return months_frame(frame.start.year // 100 * 100 + part.value % 100, 1, 120, "decade")
    today = ctx.base()
    century = 100 * (today.year // 100) if today else 2000
    if part.value > (today.year % 100 if today else 20):
        century -= 100
    return months_frame(century + part.value + (100 if ctx.vary(2) else 0), 1, 120, "decade")


@step_named("division")
def _division(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """The half, quarter or months `value` to `extra` of the year."""
    size = MONTHS_IN[part.unit]
    last = part.extra or part.value
    months = (last - part.value) % (12 // size) * size + size
    if part.extra and ctx.vary(2):
        months -= size  # "March to May" may stop where May begins
    grain = part.unit if last == part.value else "span"

    def make(day: date) -> Frame:
        return months_frame(day.year, (part.value - 1) * size + 1, months, grain)

    if frame:
        inside = make(frame.start)
        return make(frame.end) if inside.end < frame.start else inside
    return ctx.choose(make, "year", finished=grain == "span")


@step_named("lunar_month")
def _lunar_month(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    def make(day: date) -> Frame | None:
        return lunar_frame(day.year, part.value, 0, part.unit)

    return make(frame.start) if frame else ctx.choose(make, "year")


@step_named("season")
def _season(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    def make(day: date) -> Frame:
        if ctx.vary(2):
            first, last = _SOLSTICES[part.value]
            return Frame(date(day.year, *first), date(day.year + (first > last), *last), "season")
        return months_frame(day.year, _SEASON_START[part.value], 3, "season")

    if frame:
        return make(frame.start)
    return ctx.choose(make, "year")


@step_named("named_months")
def _named_months(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """暑假 and the like: months `value` to `extra`."""
    count = (part.extra - part.value) % 12 + 1

    def make(day: date) -> Frame:
        return months_frame(day.year, part.value, count, "span")

    return make(frame.start) if frame else ctx.choose(make, "year")


@step_named("whole")
def _whole(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """全年: the year named, else the one in focus."""
    if frame:
        return frame
    base = ctx.focus[1] if ctx.focus else ctx.base()
    return unit_frame(base, part.unit) if base else None


@step_named("year_to_date")
def _year_to_date(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    base = ctx.base()
    if base is None:
        return None
    year = frame or unit_frame(base, "year")
    return Frame(year.start, base, "span") if year.start <= base <= year.end else year


@step_named("year_rest")
def _year_rest(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    return unit_frame(frame.start if frame else ctx.base() or date.min, "year") if frame or ctx.base() else None


@step_named("fiscal")
def _fiscal(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """截至9月30日的2024财年: the twelve months that end on a day (100 * month + day; day 0: the month's last)."""
    if frame is None:
        return None
    month, day = part.value // 100, part.value % 100
    end = months_frame(frame.start.year, month, 1, "month").end
    if day:
        end = end.replace(day=min(day, end.day))
    return Frame(add_months(end + DAY, -12), end, "year")
