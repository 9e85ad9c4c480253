"""Steps to the beginning, the middle or the end of a span."""

from __future__ import annotations

from datetime import date

from nlp.periods.context import Context, step_named
from nlp.periods.dates import DAY, Frame, add_months, unit_frame
from nlp.periods.model import Part


@step_named("edge")
def _edge(ctx: Context, frame: Frame | None, part: Part) -> Frame | None:
    """The beginning (1), middle (0) or end (-1) of a span: an instant in figures, a stretch of days in prose."""
    if frame is None:
        base = (ctx.focus[0] if ctx.focus else None) or ctx.reference
        if base is None:
            return None
        frame = unit_frame(base, part.unit)
    elif part.unit and frame.grain not in (part.unit, "span"):
        return None
    variant = ctx.vary(3 if part.value else 2)
    if frame.grain in ("decade", "century"):
        variant = 1
    if variant == 0:
        if part.value < 0:
            return Frame(frame.end, frame.end, "day")
        if part.value > 0:
            return Frame(frame.start, frame.start, "day")
        middle = frame.start + (frame.end - frame.start) // 2
        if frame.grain == "year":
            middle = date(frame.start.year, 6, 30)
        return Frame(middle, middle, "day")
    if variant == 1:
        return _edge_stretch(frame, part.value)
    return _edge_half(frame, part.value, ctx.reference)


def _edge_stretch(frame: Frame, edge: int) -> Frame:
    """The stretch that the words cover by habit: two months of a year, one of a quarter, five days of a month."""
    if frame.grain in ("decade", "century"):
        years = 3 if frame.grain == "decade" else 30
        if edge < 0:
            return Frame(add_months(frame.end + DAY, -12 * years), frame.end, "span")
        start = frame.start if edge > 0 else add_months(frame.start, 12 * years)
        return Frame(start, add_months(start, 12 * years) - DAY, "span")
    months = {"year": 2, "half": 2, "quarter": 1}.get(frame.grain, 0)
    if edge == 0:
        third = (frame.end - frame.start + DAY) // 3
        if months:
            whole = round(third.days / 30)
            return Frame(add_months(frame.start, whole), add_months(frame.end + DAY, -whole) - DAY, "span")
        return Frame(frame.start + third, frame.end - third, "span")
    if months:
        if edge > 0:
            return Frame(frame.start, add_months(frame.start, months) - DAY, "span")
        return Frame(add_months(frame.end + DAY, -months), frame.end, "span")
    days = 5 if frame.grain == "month" else 2 if frame.grain == "week" else 1
    if edge > 0:
        return Frame(frame.start, frame.start + (days - 1) * DAY, "span")
    return Frame(frame.end - (days - 1) * DAY, frame.end, "span")


def _edge_half(frame: Frame, edge: int, reference: date | None) -> Frame:
    """The half of the span; the end of a span that is under way begins today at the earliest."""
    if frame.grain == "year":
        first = Frame(frame.start, date(frame.start.year, 6, 30), "span")
        return first if edge > 0 else Frame(first.end + DAY, frame.end, "span")
    middle = frame.start + (frame.end - frame.start) // 2
    if frame.grain == "month":
        middle = frame.start.replace(day=15)
    elif frame.grain == "week":
        middle = frame.start + 2 * DAY
    if edge > 0:
        return Frame(frame.start, middle, "span")
    start = middle + DAY
    if reference and frame.start <= reference <= frame.end:
        start = max(start, reference)
    return Frame(start, frame.end, "span")
