"""Steps that count from the day of the text, or from the period in focus."""

from __future__ import annotations

from datetime import date

from nlp.periods.context import STEPPED, Context, step_named
from nlp.periods.dates import (
    DAY,
    MONTHS_IN,
    Frame,
    add_months,
    is_whole,
    months_frame,
    nth_frame,
    previous_frame,
    shift_years,
    step,
    unit_frame,
    units_around,
)
from nlp.periods.model import Part

OPEN_OFFSET = 4  # the reading of 20天以后 that has no end


@step_named("relative")
def _relative(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """The unit `value` units after the current one: 去年, 지난달, 下周, 今天."""
    if frame and part.unit in ("day", "month", "quarter", "half") and frame.grain == "year":  # 去年本月, 去年今天
        base = ctx.base()
        if base is None:
            return None
        base = add_months(base, 12 * (frame.start.year - base.year))
    elif "focus" in part.flags and ctx.inherited:
        base = ctx.inherited.start
    elif "focus" in part.flags and ctx.focus:
        base = ctx.focus[0]
        if part.unit != "year" and not is_whole(Frame(*ctx.focus, ""), part.unit) and ctx.reference:
            base = ctx.focus[1] if part.unit == "day" and ctx.focus[0] == ctx.focus[1] else ctx.reference
    else:
        base = ctx.base()
    if base is None:
        return None
    if part.unit == "year" and part.value == 0 and not frame and base == ctx.reference and ctx.vary(2):
        return Frame(date(base.year, 1, 1), base, "span")  # this year as far as it has come
    if part.value and part.unit == "workday":
        return unit_frame(step(base, "workday", part.value), "day")
    return unit_frame(step(unit_frame(base, part.unit).start, part.unit, part.value), part.unit)


@step_named("same")
def _same(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """同期: the period in focus, moved into the year named."""
    if ctx.focus is None:
        if part.unit and ctx.reference:
            inside = unit_frame(ctx.reference, part.unit)
            return shift_years(inside, frame.start.year - inside.start.year) if frame else inside
        return None
    focus = Frame(*ctx.focus, "span")
    if part.unit and not is_whole(focus, part.unit):
        focus = unit_frame(focus.end, part.unit)
    if frame is None:
        return focus
    if frame.grain == "month":
        start = add_months(
            focus.start, (frame.start.year - focus.start.year) * 12 + frame.start.month - focus.start.month
        )
        return Frame(start, min(frame.end, start + (focus.end - focus.start)), "span")
    if frame.grain != "year":
        return None
    return shift_years(focus, frame.start.year - focus.start.year)


@step_named("focus")
def _focus(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """报告期: the period in focus itself; the unit, where one is named, that it lies in."""
    if ctx.focus is None:
        return None
    return unit_frame(ctx.focus[1], part.unit) if part.unit else Frame(*ctx.focus, "span")


@step_named("previous")
def _previous(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    return previous_frame(Frame(*ctx.focus, "span")) if ctx.focus else None


@step_named("now")
def _now(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    return Frame(ctx.reference, ctx.reference, "now") if ctx.reference else None


@step_named("window")
def _window(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """过去三年, 향후 3년: `value` units back (negative) or ahead, to or from today; else in whole calendar units."""
    today = ctx.base()
    if today is None or part.unit not in STEPPED:
        return None
    return units_around(today, part.unit, part.value, ctx.vary(3))


@step_named("within")
def _within(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """12个月内: the time up to that many units from now, its last day, or as much time gone by."""
    today = frame.start if frame else ctx.base()
    if today is None:
        return None
    if part.unit not in STEPPED:
        return None
    end = step(today, part.unit, part.value)
    variant = ctx.vary(4)
    if variant == 0:
        return Frame(today, end, "span")
    if variant == 1:
        return Frame(end, end, "day")
    if variant == 2:
        return Frame(step(today, part.unit, -part.value), today, "span")
    return unit_frame(end, "month")


@step_named("offset")
def _offset(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """三年前, 17天后: the day that many units away; else its calendar unit, or all days up to it, or from it on."""
    today = frame.end if frame else ctx.base()
    if today is None or part.unit not in STEPPED:
        return None
    variant = ctx.vary(OPEN_OFFSET + 1)
    away = step(today, part.unit, part.value)
    if variant in (0, 1):
        if part.unit == "year":
            return unit_frame(away, "day" if variant else "year")
        return unit_frame(away, ("week" if part.unit == "week" else "month") if variant else "day")
    if variant in (2, 3):
        return units_around(today, part.unit, part.value, variant - 2)
    return unit_frame(away, "day")


@step_named("unit_of")
def _unit_of(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """9月20日当周: the week that the day lies in."""
    return unit_frame(frame.end, part.unit) if frame else None


@step_named("lasting")
def _lasting(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """3월 1일부터 3개월: the `value` units that begin with the span."""
    if frame is None:
        return None
    return Frame(frame.start, step(frame.start, part.unit, part.value) - DAY, "span")


@step_named("ending")
def _ending(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """截至6月30日止三个月: the `value` units that end with the span."""
    if frame is None:
        return None
    return Frame(step(frame.end + DAY, part.unit, -part.value), frame.end, "span")


@step_named("first_units")
def _first_units(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """The first `value` units of a span: 前三季度, 4月前4天."""
    if frame is None:
        if part.unit not in ("month", "quarter"):
            return units_around(ctx.reference, part.unit, -part.value, ctx.vary(3)) if ctx.reference else None
        months = MONTHS_IN[part.unit] * part.value
        if "window" in part.flags and ctx.reference and not ctx.focus and ctx.vary(2):
            return units_around(ctx.reference, part.unit, -part.value, 1)
        return ctx.choose(lambda day: months_frame(day.year, 1, months, "span"), "year", finished=True)
    if ctx.vary(2) and part.unit == "week":
        return nth_frame(frame, part.unit, 1, part.value)
    if part.unit == "week":
        monday = frame.start + (-frame.start.weekday()) % 7 * DAY
        return Frame(monday, monday + (7 * part.value - 1) * DAY, "span")
    return nth_frame(frame, part.unit, 1, part.value)


@step_named("last_units")
def _last_units(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """The last `value` units of a span: 上月最后五天."""
    if frame is None:
        return None
    end = frame.end
    if part.unit == "week":
        end -= (end.weekday() + 1) % 7 * DAY
        if part.value == 1 and (frame.grain == "year" or frame.end.weekday() == 6) and ctx.vary(2):
            return unit_frame(frame.end, "week")
    start = step(end + DAY, part.unit, -part.value)
    return Frame(start, end, part.unit if part.value == 1 else "span")
