"""How far an outcome is from what was expected."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from nlp.notes.phrases import phrase
from nlp.notes.values import value_words
from nlp.records import Claim

_TENTH = Decimal("0.1")
_PARTS = {"percent": "percentage_point"}  # the difference of two shares is in percentage points


def distance_words(expected: Claim, low: Decimal | None, high: Decimal | None, lang: str) -> str:
    """Say how far an outcome is from an expectation.

    Args:
        expected: the forecast, target or estimate.
        low: lower end of the outcome; None where it is open.
        high: upper end.
        lang: the reader's language.

    Returns:
        Such as 전망 하단보다 3000만 위안 낮음(8.0%); empty where the two cannot be compared.
    """
    below = expected.low is not None and high is not None and high < expected.low
    above = expected.high is not None and low is not None and low > expected.high
    if below and expected.low is not None and high is not None:
        return _outside("below", expected.low - high, expected.low, expected, lang)
    if above and expected.high is not None and low is not None:
        return _outside("above", low - expected.high, expected.high, expected, lang)
    if low is not None and low == high == expected.low == expected.high:
        return phrase("equal", lang)
    from_below = expected.low is None or (low is not None and low >= expected.low)
    from_above = expected.high is None or (high is not None and high <= expected.high)
    return phrase("inside" if from_below and from_above else "partly", lang)


def _outside(side: str, size: Decimal, bound: Decimal, expected: Claim, lang: str) -> str:
    point = "_point" if expected.low == expected.high else ""
    unit = _PARTS.get(expected.unit or "", expected.unit)
    words = phrase(f"{side}{point}", lang, distance=value_words(size, size, "exact", unit, lang))
    if bound == 0 or unit != expected.unit:
        return words
    share = (100 * size / abs(bound)).quantize(_TENTH, ROUND_HALF_EVEN)
    return phrase("relative", lang, words=words, share=f"{share}%")
