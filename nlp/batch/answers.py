"""The rows of an answer, written for a person, for a spreadsheet or for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from nlp.batch.stores.schema import plain
from nlp.errors import OutputError
from nlp.notes.width import align

_WIDEST = 40  # cells of a column on a terminal
_ROWS = 1_000  # shown on a terminal: more is nothing that a person reads
_FETCHED = 1_024
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_lines(answer: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Lay the first thousand rows out in columns; long texts are cropped."""
    rows = list(_rows(answer, _ROWS + 1))
    yield from align([_names(answer), *([_cell(value) for value in row] for row in rows[:_ROWS])], _WIDEST)
    if len(rows) > _ROWS:
        yield f"(the first {_ROWS:,} rows; --csv and --json print all)"
    else:
        yield f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})"


def csv_lines(answer: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Write CSV, headings first; a text that a spreadsheet would run as a formula has an apostrophe before it."""
    yield _csv_line(_names(answer))
    for row in _rows(answer):
        yield _csv_line([_unexecuted(value) for value in row])


def json_lines(answer: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Write an object a row; decimals and dates are strings, as in the tables."""
    names = _names(answer)
    for row in _rows(answer):
        yield json.dumps(dict(zip(names, map(plain, row), strict=True)), ensure_ascii=False, default=str)


def _names(answer: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in answer.description or ()]


def _rows(answer: duckdb.DuckDBPyConnection, limit: int | None = None) -> Iterator[tuple[Any, ...]]:
    given = 0
    try:
        while rows := answer.fetchmany(_FETCHED):
            yield from rows[: None if limit is None else limit - given]
            given += len(rows)
            if limit is not None and given >= limit:
                return
    except duckdb.Error as error:  # a query is worked off while it is read
        raise OutputError("E411", reason=str(error).strip()) from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    value = plain(value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)


def _unexecuted(value: Any) -> str:
    text = _cell(value)
    is_text = not isinstance(value, Decimal | int | float | date)
    return f"'{text}" if is_text and text.startswith(_FORMULA) else text


def _csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
