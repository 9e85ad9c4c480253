"""The tables of a run, and which record a row of each holds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from nlp.records import Article, Claim, EntityMention, EventRecord, QuarantineEntry, format_decimal

Row = dict[str, Any]  # a record as the contract writes it: decimals and dates are strings

RECORDS: Mapping[str, Any] = MappingProxyType(
    {
        "articles": Article,
        "entities": EntityMention,
        "claims": Claim,
        "events": EventRecord,
        "quarantine": QuarantineEntry,
    }
)
TABLES = tuple(RECORDS)
UNTYPED = "record"  # the one column that may hold anything: typed stores write it as JSON

# The widest decimal that Parquet, Arrow and DuckDB all know has 38 digits. 15 of them behind the point hold a third as
# the extractor writes it (0.333333333333333); 23 before it hold a million times the money of the world in won.
DECIMAL_DIGITS, DECIMAL_SCALE = 38, 15


def fits(value: Decimal | None) -> bool:
    """Can every store hold the value exactly?"""
    if value is None:
        return True
    whole, _, fraction = format_decimal(value).removeprefix("-").partition(".")  # arithmetic would round
    return whole.isdigit() and len(whole) <= DECIMAL_DIGITS - DECIMAL_SCALE and len(fraction) <= DECIMAL_SCALE
