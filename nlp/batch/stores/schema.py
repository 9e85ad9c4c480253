"""The types of the columns, drawn from the records, and rows to and from Arrow, through which Parquet and DuckDB go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from nlp.batch.stores.tables import DECIMAL_DIGITS, DECIMAL_SCALE, RECORDS, UNTYPED, Row, fits
from nlp.errors import OutputError
from nlp.records import format_decimal

_BATCH_ROWS, _BATCH_BYTES = 4_096, 1 << 24  # a batch is whichever is reached first: it bounds the memory
_SCALARS: dict[Any, pa.DataType] = {
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    Decimal: pa.decimal128(DECIMAL_DIGITS, DECIMAL_SCALE),
}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Return the columns of a table, in the order of the contract."""
    return pa.schema(_columns(RECORDS[table]))


def _columns(record: type) -> list[pa.Field]:
    hints = get_type_hints(record)
    return [pa.field(field.name, _type(hints[field.name])) for field in fields(record)]


def _type(hint: Any) -> pa.DataType:
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is tuple:
        return pa.list_(_type(get_args(hint)[0]))
    if is_dataclass(hint):
        return pa.struct(_columns(hint))  # type: ignore[arg-type]
    return _SCALARS.get(hint, pa.string())  # strings, closed lists of strings, and what is written as JSON


class Batcher:
    """Collects the rows of a table into Arrow batches whose borders depend on the rows alone."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._schema = arrow_schema(table)
        self._rows: list[Row] = []
        self._bytes = 0

    def add(self, lines: bytes) -> Iterator[pa.RecordBatch]:
        """Take lines of JSON; give the batches that are full.

        Raises:
            OutputError: a number does not fit into the column (E408).
        """
        for line in lines.splitlines():
            self._rows.append(_typed_row(json.loads(line), self._schema, self._table))
            self._bytes += len(line)
            if len(self._rows) >= _BATCH_ROWS or self._bytes >= _BATCH_BYTES:
                yield self.take()

    def take(self) -> pa.RecordBatch:
        """Give what is left, which may be nothing."""
        batch = pa.RecordBatch.from_pylist(self._rows, schema=self._schema)
        self._rows, self._bytes = [], 0
        return batch


def plain_row(row: Row) -> Row:
    """Turn a row of a typed store back into what the contract writes."""
    return {name: _parsed(value) if name == UNTYPED else plain(value) for name, value in row.items()}


def _parsed(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def plain(value: Any) -> Any:
    """Write a value as JSON of the contract does: decimals and dates as strings."""
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value


def _typed_row(row: Row, schema: pa.Schema, table: str) -> Row:
    typed = {field.name: _typed(row.get(field.name), field.type, table) for field in schema if field.name != UNTYPED}
    if row.get(UNTYPED) is not None:
        typed[UNTYPED] = _unparsed(row[UNTYPED])
    return typed


def _unparsed(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, which JSON lets in and a column of text does not
        return json.dumps(value, separators=(",", ":"))
    return text


def _typed(value: Any, kind: pa.DataType, table: str) -> Any:
    if value is None:
        return None
    if pa.types.is_decimal(kind):
        number = Decimal(value)
        if not fits(number):
            raise OutputError("E408", table=table, value=value, digits=DECIMAL_DIGITS, scale=DECIMAL_SCALE)
        return number
    if pa.types.is_date(kind):
        return date.fromisoformat(value)
    if pa.types.is_list(kind):
        return [_typed(item, kind.value_type, table) for item in value]
    if pa.types.is_struct(kind):
        return {field.name: _typed(value.get(field.name), field.type, table) for field in kind.fields}
    return value
