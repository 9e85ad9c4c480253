"""Numbers and periods of a text, without a pipeline: the contract's normaliser."""

from __future__ import annotations

from datetime import date
from typing import Any

from nlp.errors import ConfigError
from nlp.records import ANALYSED_LANGUAGES


def normalize(text: str, lang: str, reference_date: date | str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Find and normalise the quantities and periods of a text.

    Args:
        text: any text.
        lang: `zh` or `ko`.
        reference_date: the day on which relative words (去年, 지난달) are spoken; a date, an ISO 8601 string of a date
            or date-time, or None.

    Returns:
        `{"quantities": [...], "periods": [...]}`, each as the contract writes it.

    Raises:
        ConfigError: another language (E202) or a reference date that cannot be read (E203).
    """
    from nlp.periods import find_periods  # noqa: PLC0415 - `import nlp` stays quick
    from nlp.quantities import find_quantities  # noqa: PLC0415

    if lang not in ANALYSED_LANGUAGES:
        raise ConfigError("E202", lang=lang)
    reference = read_date(reference_date)
    return {
        "quantities": [quantity.to_dict() for quantity in find_quantities(text, lang)],
        "periods": [period.to_dict() for period in find_periods(text, lang, reference)],
    }


def read_date(value: date | str | None) -> date | None:
    """Read a date argument.

    Args:
        value: a date, an ISO 8601 string (of a date-time the date counts), or None.

    Raises:
        ConfigError: the string is no ISO date (E203).
    """
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise ConfigError("E203", name=f"date {value!r}", reason="not an ISO 8601 date such as 2024-08-30") from error
