"""The currency that amounts without one are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nlp.claims.concepts import is_money
from nlp.records import Quantity

_HOME = {"zh": "CNY", "ko": "KRW"}
_CLEAR = 0.75  # share of the amounts of an article


def unsaid_currency(quantities: Sequence[Quantity], lang: str) -> str | None:
    """Find the currency that an article leaves out where it writes 净亏4亿 or 4억 손실.

    Args:
        quantities: the article's.
        lang: `zh` or `ko`.

    Returns:
        The home currency if the article states amounts in it or in none; else the one that three quarters of its
        amounts are in; None if there is no such one, as it cannot be told which.
    """
    units = (quantity.unit.split("/", 1)[0] for quantity in quantities if quantity.unit is not None)
    stated = Counter(unit for unit in units if is_money(unit))
    if not stated or _HOME[lang] in stated:
        return _HOME[lang]
    currency, count = stated.most_common(1)[0]
    return currency if count >= _CLEAR * stated.total() else None
