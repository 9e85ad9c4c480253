"""Parquet: columns named as the contract's keys, one article a row."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from io import BufferedReader
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from nlp.errors import InputError
from nlp.reading.options import Item, Options, reject
from nlp.reading.records import KEYS, make_article

_ROWS = 64  # rows in memory at a time
_BUFFER = 1 << 20  # bytes read ahead in each column, in place of a whole row group
_KNOWN = frozenset(name for names in KEYS.values() for name in names)


def read(stream: BufferedReader, source: str, _stem: str | None, options: Options) -> Iterator[Item]:
    """Read a Parquet file, some rows at a time; a packed one is unpacked into a temporary file first.

    Args:
        stream: the bytes.
        source: path, for the records and for errors.
        options: how to read.

    Yields:
        For each row in order, the article or why there is none.

    Raises:
        InputError: the file or its rest can't be read (E127), or no column holds a text (E125).
    """
    with ExitStack() as stack:
        file: BinaryIO = stream
        if not stream.seekable():
            file = cast("BinaryIO", stack.enter_context(tempfile.TemporaryFile()))
            shutil.copyfileobj(stream, file)
            file.seek(0)
        number = 0
        try:
            for number, row in enumerate(_rows(file, source, options), start=1):
                try:
                    yield make_article(
                        _checked(row, f"{source}, row {number}", options), source, number, options, "row"
                    )
                except InputError as error:
                    yield reject(f"{source}:{number}", error, repr(row)[:2000])
        # Damage shows as one of many errors, depending on where it is.
        except (pa.ArrowException, OSError, ValueError, TypeError, MemoryError, OverflowError) as error:
            reason = f"{str(error).splitlines()[0] if str(error) else type(error).__name__}"[:200]
            raise InputError("E127", path=source, reason=reason, count=number) from error
        if not number:
            raise InputError("E102", path=source)


def _rows(file: BinaryIO, source: str, options: Options) -> Iterator[dict[str, Any]]:
    table = pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
    columns = [name for name in table.schema_arrow.names if name.lower() in _KNOWN]
    if set(KEYS["text"]).isdisjoint(name.lower() for name in columns):
        raise InputError("E125", path=source, columns=", ".join(table.schema_arrow.names)[:200])
    for batch in table.iter_batches(_ROWS, columns=columns):
        read = [(name.lower(), batch.column(name)) for name in columns]
        for place in range(batch.num_rows):
            yield {name: _plain(column[place]) for name, column in read}


def _plain(cell: Any) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError:  # a column says it is UTF-8 and is not
        return cell.as_buffer().to_pybytes()


def _checked(row: dict[str, Any], place: str, options: Options) -> dict[str, Any]:
    for name, value in row.items():
        if isinstance(value, bytes):
            raise InputError("E104", path=f"{place}, column {name}", encoding="utf-8", reason="it holds other bytes")
        if isinstance(value, str) and len(value) > options.max_bytes:
            raise InputError("E107", path=place, size=len(value), limit=options.max_bytes)
    return row
