"""From a reading to days: each part narrows the span that the parts before it left.

What the words leave open (the year of 3月, the week of 금요일) is chosen by the period in focus where there is one, by
what the words inherit from the other end of a range, and else by news habit: the latest that is not after the
article's date, the next one where the words point forward. The choices not taken become alternatives.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from nlp.periods import steps_days, steps_edges, steps_years  # noqa: F401 - they register their steps
from nlp.periods.context import STEPS, Context
from nlp.periods.dates import DAY, Frame
from nlp.periods.model import Focus, Part, Reading, Resolution
from nlp.periods.steps_relative import OPEN_OFFSET

OPS = frozenset(STEPS)
Span = tuple[date | None, date | None]


def _narrow(ctx: Context, parts: tuple[Part, ...]) -> Frame | None:
    frame: Frame | None = None
    for part in parts:
        frame = STEPS[part.op](ctx, frame, part)
        if frame is None or frame.end < frame.start:
            return None
    return frame


def _span(reading: Reading, ctx: Context) -> Span | None:
    ctx.anaphoric = reading.anaphoric
    if not reading.until:
        frame = _narrow(ctx, reading.parts)
        if frame is None:
            return None
        last_part = reading.parts[-1]
        if last_part.op == "offset" and ctx.variant == OPEN_OFFSET:
            return (frame.start, None) if last_part.value > 0 else (None, frame.end)
        return _bounded(reading, frame, ctx)
    if "late" in reading.cues:  # only the far end has a year: 10月至2024年3月
        last = _narrow(ctx, reading.until)
        if last is None:
            return None
        anchored = Context(last.end, None, "past", ctx.variant)
        first = _narrow(anchored, reading.parts)
    else:
        first = _narrow(ctx, reading.parts)
        ctx.inherited = first
        last = _narrow(ctx, reading.until) if first else None
        ctx.inherited = None
    if first is None or last is None or last.end < first.start:
        return None
    if last.grain in ("month", "year") and last.start > first.start and ctx.vary(2):
        return first.start, last.start - DAY  # "from 2014 to 2018" may stop where 2018 begins
    return first.start, last.end


def _bounded(reading: Reading, frame: Frame, ctx: Context) -> Span | None:
    bound = reading.bound
    if bound is None:
        return frame.start, frame.end
    if bound == "as_of":
        if "frame" in reading.cues:  # 2분기 기준: the quarter itself
            return (frame.end, frame.end) if ctx.vary(2) else (frame.start, frame.end)
        return ((frame.end, frame.end), (None, frame.end), (None, frame.start - DAY))[ctx.vary(3)]
    if bound == "since":
        ended = ctx.reference is not None and frame.start <= ctx.reference
        if ended and ("to_date" in reading.cues) != bool(ctx.vary(2)):
            return frame.start, ctx.reference
        return frame.start, None
    if bound == "until":
        return None, (frame.start - DAY if frame.grain != "day" and ctx.vary(2) else frame.end)
    if bound == "before":
        return None, (frame.end if ctx.vary(2) else frame.start - DAY)
    variant = ctx.vary(3)
    return (frame.end + DAY, frame.end, frame.start)[variant], None


@lru_cache(maxsize=16384)
def resolve_reading(reading: Reading, reference: date | None, focus: Focus | None) -> Resolution:
    """Put dates to a reading.

    Args:
        reading: what the words mean.
        reference: the article's date, or None.
        focus: first and last day of the period in focus, or None.

    Returns:
        The likeliest period first, the others as alternatives; (None, None) where nothing settles it.
    """
    if not reading.parts:
        return Resolution(None, None)
    primary = "next" if reading.direction > 0 else "past"
    spans: list[Span] = []
    choices, variants = [primary], 1
    for choice in ("past", "next", "same"):
        if choice != primary:
            choices.append(choice)
    for choice in choices:
        variant = 0
        while variant < variants:
            ctx = Context(reference, focus, choice, variant)
            try:
                span = _span(reading, ctx)
            except (ValueError, OverflowError):  # beyond the calendar
                span = None
            variants = max(variants, ctx.variants)
            if span and span not in spans:
                spans.append(span)
            elif choice == primary and variant == 0 and not spans:
                return Resolution(None, None)
            variant += 1
        if not ctx.chosen:
            break
    return Resolution(spans[0][0], spans[0][1], tuple(spans[1:])) if spans else Resolution(None, None)
