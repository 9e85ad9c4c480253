"""Steps to tenths of months, weeks, days and holidays."""

from __future__ import annotations

from datetime import date

from nlp.periods.context import Context, step_named
from nlp.periods.dates import DAY, Frame, add_months, nth_frame, unit_frame
from nlp.periods.holidays import holiday_frame
from nlp.periods.lunar import lunar_frame
from nlp.periods.model import Part


@step_named("tenth")
def _tenth(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    frame = frame or ctx.choose(lambda day: unit_frame(day, "month"), "month")
    if frame is None:
        return None
    first = frame.start.replace(day=10 * part.value - 9)
    return Frame(first, frame.end if part.value == 3 else first + 9 * DAY, "tenth")


@step_named("fortnight")
def _fortnight(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """上半月: the days to the 15th (1), or those after it (2)."""
    frame = frame or ctx.choose(lambda day: unit_frame(day, "month"), "month")
    if frame is None:
        return None
    middle = frame.start.replace(day=15)
    return Frame(frame.start, middle, "span") if part.value == 1 else Frame(middle + DAY, frame.end, "span")


@step_named("day")
def _day(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    last = part.extra or part.value

    def make(day: date) -> Frame | None:
        first = day.replace(day=1)
        try:
            start = first.replace(day=part.value)
            end = (first if last >= part.value else add_months(first, 1)).replace(day=last)
        except ValueError:
            return None
        return Frame(start, end, "day" if start == end else "span")

    if frame:
        return make(frame.start)
    return ctx.choose(make, "month")


@step_named("day_weekday")
def _day_weekday(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """31일 금요일: the day `value` that is the weekday `extra`, of whichever month that holds for."""

    def make(day: date) -> Frame | None:
        try:
            found = day.replace(day=part.value)
        except ValueError:
            return None
        return Frame(found, found, "day") if found.isoweekday() == part.extra else None

    return make(frame.start) if frame else ctx.choose(lambda day: make(day.replace(day=1)), "month")


@step_named("month_day")
def _month_day(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """A month and its day in one step, so that the year is chosen by the day: value is 100 * month + day."""

    def make(day: date) -> Frame | None:
        try:
            found = date(day.year, part.value // 100, part.value % 100)
        except ValueError:
            return None
        return Frame(found, found, "day")

    return make(frame.start) if frame else ctx.choose(make, "year")


@step_named("lunar_day")
def _lunar_day(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    def make(day: date) -> Frame | None:
        if part.extra and ctx.vary(2):  # 八月十五 may be meant of our calendar too
            try:
                found = date(day.year, part.value // 100, part.value % 100)
            except ValueError:
                return None
            return Frame(found, found, "day")
        return lunar_frame(day.year, part.value // 100, part.value % 100, part.unit)

    return make(frame.start) if frame else ctx.choose(make, "year")


@step_named("date")
def _date(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """A full date: value is 10000 * year + 100 * month + day."""
    found = date(part.value // 10000, part.value // 100 % 100, part.value % 100)
    return Frame(found, found, "day")


@step_named("weekday")
def _weekday(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    def make(day: date) -> Frame:
        found = unit_frame(day, "week").start + (part.value - 1) * DAY
        return Frame(found, found, "day")

    if frame is None:
        return ctx.choose(make, "week")
    if frame.grain == "week":
        found = make(frame.start)
        if ctx.reference and frame.start <= ctx.reference <= frame.end and found.start < ctx.reference and ctx.vary(2):
            return make(frame.start + 7 * DAY)  # "this Monday", said on a Tuesday of the Monday to come
        return found
    return frame if frame.grain == "day" else None


@step_named("nth_weekday")
def _nth_weekday(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """The `value`-th (from the end where negative) weekday `extra` of a month or year."""
    frame = frame or ctx.choose(lambda day: unit_frame(day, "month"), "month")
    if frame is None:
        return None
    if part.value < 0:
        found = frame.end - (frame.end.weekday() - part.extra + 1) % 7 * DAY
        found += 7 * (part.value + 1) * DAY
    else:
        found = frame.start + (part.extra - 1 - frame.start.weekday()) % 7 * DAY + 7 * (part.value - 1) * DAY
    return Frame(found, found, "day") if frame.start <= found <= frame.end else None


@step_named("weekend")
def _weekend(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    base = frame.start if frame else ctx.base()
    if base is None:
        return None
    saturday = unit_frame(base, "week").start + (5 + 7 * part.value) * DAY
    return Frame(saturday, saturday + DAY, "span")


@step_named("nth_unit")
def _nth_unit(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """The `value`-th unit of a span; a week belongs to where its Thursday lies (ISO 8601), or its Monday."""
    if part.unit == "week":
        frame = frame or (ctx.choose(lambda day: unit_frame(day, "year"), "year"))
        if frame is None:
            return None
        variant = ctx.vary(3)
        if variant == 0:
            monday = unit_frame(frame.start + 3 * DAY, "week").start
            if unit_frame(frame.start, "week").start + 3 * DAY < frame.start:
                monday = unit_frame(frame.start + 6 * DAY, "week").start
        elif variant == 1:
            monday = frame.start + (-frame.start.weekday()) % 7 * DAY
        else:
            monday = unit_frame(frame.start, "week").start
        return unit_frame(monday + 7 * (part.value - 1) * DAY, "week")
    if frame is None:
        frame = ctx.choose(lambda day: unit_frame(day, "year"), "year")
    return nth_frame(frame, part.unit, part.value) if frame else None


@step_named("holiday")
def _holiday(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    def make(day: date) -> Frame | None:
        return holiday_frame(part.unit, day.year)

    if frame:
        return make(frame.start)
    return ctx.choose(make, "year")


@step_named("clock")
def _clock(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    if frame:
        return frame
    return Frame(ctx.reference, ctx.reference, "time") if ctx.reference else None
