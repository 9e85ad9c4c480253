"""Values by period as a small picture: what was reported, what was forecast, and where reports differ.

The geometry alone: a template draws it, so that the page needs no script and follows the reader's colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from nlp.events.concepts import concept_of
from nlp.events.titles import period_name
from nlp.notes.values import value_words

WIDTH, HEIGHT = 560, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 142, 24, 16, 34
_MOST = 6  # plots of a company
_MOST_PERIODS = 12
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a plot: where it is, `reported`, `forecast` or `conflict`, and what it says."""

    x: float
    y: float
    kind: str
    label: str
    value: str
    period: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Plot:
    """One concept of a company over periods of one length.

    `line` joins the reported values, `gaps` lead from a forecast to its outcome: pairs of ends. `ticks` and `periods`
    are marks of the axes with their words; `cut` counts the earlier periods that have no room.
    """

    title: str
    unit: str
    points: tuple[Point, ...]
    line: str
    gaps: tuple[tuple[float, float, float, float], ...]
    ticks: tuple[tuple[float, str], ...]
    periods: tuple[tuple[float, str], ...]
    zero: float | None
    cut: int


def company_plots(rows: Iterable[Mapping[str, Any]], lang: str) -> list[Plot]:
    """Make the plots of a company.

    Args:
        rows: of `Store.series`.
        lang: the reader's language.

    Returns:
        Plots of what has values for two periods of the same length, or a forecast and its outcome; the most important
        concepts first.
    """
    plots = []
    for (concept, unit), group in groupby(rows, key=lambda row: (row["concept"], row["unit"])):
        by_length: dict[int, list[Mapping[str, Any]]] = {}
        for row in group:
            by_length.setdefault(_months(row["period_start"], row["period_end"]), []).append(row)
        for _months_long, held in sorted(by_length.items()):
            periods = {(row["period_start"], row["period_end"]) for row in held}
            if len(periods) > 1 or len({row["modality"] == "reported" for row in held}) > 1:
                plots.append(_plot(concept, unit, held, lang))
    return plots[:_MOST]


def _months(start: date | None, end: date) -> int:
    if start is None or start == end:
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _plot(concept: str, unit: str | None, rows: list[Mapping[str, Any]], lang: str) -> Plot:
    spans = sorted({_span(row) for row in rows}, key=lambda span: (span[0], span[1] or span[0]))
    shown = spans[-_MOST_PERIODS:]
    rows = [row for row in rows if _span(row) in shown]
    step = (WIDTH - _LEFT - _RIGHT) / len(shown)
    across = {span: _LEFT + step * (number + 0.5) for number, span in enumerate(shown)}
    bottom, top = _range([_middle(row) for row in rows])
    scale = (HEIGHT - _TOP - _BOTTOM) / float(top - bottom)

    def up(value: Decimal) -> float:
        return round(HEIGHT - _BOTTOM - float(value - bottom) * scale, 1)

    points, gaps, line = [], [], []
    for span in shown:
        here = [row for row in rows if _span(row) == span]
        name = period_name(span[1], span[0], lang)
        x = round(across[span], 1)
        outcome = next((row for row in here if row["modality"] == "reported"), None)
        for row in here:
            reported = row["modality"] == "reported"
            kind = ("conflict" if row["relation"] == "conflict" else "reported") if reported else "forecast"
            written = value_words(_number(row["low"]), _number(row["high"]), row["qualifier"], unit, lang)
            # A forecast stands a little to the left, so that one that came true is seen beside its outcome.
            at = x if reported or outcome is None else round(x - min(14, step / 4), 1)
            points.append(Point(at, up(_middle(row)), kind, f"{name}: {written}", written, name, row["event_id"]))
            if outcome is not None and not reported:
                gaps.append((at, points[-1].y, x, up(_middle(outcome))))
        if outcome is not None:
            line.append(f"{x},{up(_middle(outcome))}")
    ticks = [bottom + (top - bottom) * number / _TICKS for number in range(_TICKS + 1)]
    every = -(-len(shown) // 6)
    return Plot(
        title=concept_of(concept).name(lang),
        unit=value_words(Decimal(1), Decimal(1), "exact", unit, lang).replace("1", "", 1).strip() if unit else "",
        points=tuple(dict.fromkeys(points)),
        line=" ".join(line),
        gaps=tuple(dict.fromkeys(gaps)),
        ticks=tuple((up(tick), value_words(tick, tick, "exact", unit, lang)) for tick in ticks),
        periods=tuple((round(across[span], 1), _short(span)) for span in shown[(len(shown) - 1) % every :: every]),
        zero=up(Decimal(0)) if bottom <= 0 <= top else None,
        cut=len(spans) - len(shown),
    )


def _span(row: Mapping[str, Any]) -> tuple[date, date | None]:
    return row["period_end"], row["period_start"]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _middle(row: Mapping[str, Any]) -> Decimal:
    """Where a value is drawn: the middle of a range, the stated end of a bound."""
    low, high = _number(row["low"]), _number(row["high"])
    if low is None or high is None:
        return low if low is not None else high if high is not None else Decimal(0)
    return (low + high) / 2


def _range(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Choose the ends of the axis, round and a little beyond the values; from zero where that is not far off."""
    low, high = min(values), max(values)
    if low > 0 and low * 2 < high * 3 and low < high * Decimal("0.7"):
        low = Decimal(0)
    spread = high - low or abs(high) or Decimal(1)
    step = Decimal(1).scaleb((spread / _TICKS).adjusted())
    for factor in (1, 2, 4, 5, 10, 20):
        width = step * factor
        bottom = (low / width).to_integral_value(rounding="ROUND_FLOOR") * width
        if bottom + width * _TICKS >= high:
            return bottom, bottom + width * _TICKS
    return low, high


def _short(span: tuple[date, date | None]) -> str:
    """Name a period on the axis, in a form that every language reads: 2024, 2024-H1, 2024-Q3, 2024-06, 2024-06-30."""
    end, start = span
    months = _months(start, end)
    if not months or start is None:
        return end.isoformat()
    first = start.month - 1
    if start.day == 1 and first % months == 0:
        number = first // months + 1
        words = {1: f"{end:%Y-%m}", 3: f"{end.year}-Q{number}", 6: f"{end.year}-H{number}", 12: str(end.year)}
        if months in words:
            return words[months]
    return f"{end:%Y-%m}"
