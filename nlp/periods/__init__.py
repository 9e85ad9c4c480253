"""Time expressions and the periods that they stand for."""

from __future__ import annotations

from datetime import date

from nlp.periods.dateline import infer_date
from nlp.periods.model import Bound, Focus, Part, Reading, Resolution, TimeExpression
from nlp.periods.scan import find_expressions
from nlp.records import Period

__all__ = [
    "Bound",
    "Focus",
    "Part",
    "Reading",
    "Resolution",
    "TimeExpression",
    "find_expressions",
    "find_periods",
    "infer_date",
]


def find_periods(text: str, lang: str, reference: date | None) -> list[Period]:
    """Find the periods of a text, resolved.

    An expression that stands relative to another (上年同期) is resolved against the nearest one before it.

    Args:
        text: any text.
        lang: `zh` or `ko`.
        reference: the day that the text is of, or None.

    Returns:
        In the order of the text, without overlaps.

    Raises:
        ConfigError: no such language (E202).
    """
    focus: Focus | None = None
    periods = []
    for found in find_expressions(text, lang):
        reading = found.reading
        resolved = found.resolve(reference, focus if reading.anaphoric else None)
        start, end, alternatives = resolved
        if start and end and not reading.anaphoric:
            focus = (start, end)
        periods.append(
            Period(found.start, found.end, found.text, reading.kind, start, end, reading.seconds, alternatives)
        )
    return periods
