"""Values and periods of claims and facts, in words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from nlp.quantities import format_quantity
from nlp.records import Aspect, Qualifier, Quantity, QuantityKind

ASPECT_WORDS: dict[Aspect, str] = {
    "level": "",
    "change_yoy": "change on the year",
    "change_qoq": "change on the quarter",
    "change": "change",
}
_KINDS: dict[str, QuantityKind] = {
    "percent": "percent",
    "percentage_point": "percentage_point",
    "times": "multiple",
}
_MONEY = re.compile(r"[A-Z]{3}(/.+)?")


def value_words(
    low: Decimal | None, high: Decimal | None, qualifier: Qualifier | None, unit: str | None, lang: str
) -> str:
    """Write a value in the reader's form.

    Args:
        low: lower end of the interval; None where it is open.
        high: upper end.
        qualifier: as the claim states it; None derives it from the interval, as an event's fact needs. An open interval
            is always written by its sign: 下跌超3% is stated as at least 3% and is at most -3%.
        unit: unit code of the contract.
        lang: `zh`, `ko` or `en`.

    Returns:
        Such as `CNY 9.33 billion`; empty where there is no value, as in a statement.
    """
    if low is None and high is None:
        return ""
    kind = _KINDS.get(unit or "") or ("money" if _MONEY.fullmatch(unit or "") else "number")
    if qualifier is None or low is None or high is None:
        qualifier = _qualifier(low, high)
    return format_quantity(Quantity(0, 0, "", kind, low, high, qualifier, unit), lang)


def _qualifier(low: Decimal | None, high: Decimal | None) -> Qualifier:
    if low is None:
        return "at_most"
    if high is None:
        return "at_least"
    return "exact" if low == high else "range"


def period_words(start: date | None, end: date | None) -> str:
    """Write a period as `2024-01-01…2024-06-30`, an instant as its day; empty where it is not known."""
    if start == end:
        return start.isoformat() if start else ""
    return f"{start or ''}…{end or ''}"
