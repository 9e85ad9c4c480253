"""Records and dates in spaCy's binary forms: `Doc.to_bytes`, `DocBin`, and what `nlp.pipe(n_process=2)` passes on.

spaCy packs what is in `doc._` with srsly's MessagePack, which asks the functions registered here about every object
that it doesn't know. Who reads such bytes in another process imports `nlp.components` first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import srsly

from nlp.records import Claim, EntityMention, Period, Quantity

_RECORDS = {record.__name__: record for record in (Claim, EntityMention, Period, Quantity)}
_KEY = "__xinmun__"
_DATE = "date"


def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Turn a record or a date into a dictionary; leave everything else to the next function of the chain."""
    if type(value).__name__ in _RECORDS and isinstance(value, _RECORDS[type(value).__name__]):
        return {_KEY: type(value).__name__, "value": value.to_dict()}
    if type(value) is date:
        return {_KEY: _DATE, "value": value.isoformat()}
    return value if chain is None else chain(value)


def decode(data: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Turn such a dictionary back into what it was."""
    kind = data.get(_KEY) if isinstance(data, dict) else None
    if kind == _DATE:
        return date.fromisoformat(data["value"])
    if kind in _RECORDS:
        return _RECORDS[kind].from_dict(data["value"])
    return data if chain is None else chain(data)


def register() -> None:
    """Make spaCy ask these functions; doing it again changes nothing."""
    srsly.msgpack_encoders("xinmun", func=encode)
    srsly.msgpack_decoders("xinmun", func=decode)
