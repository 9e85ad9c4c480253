"""Parquet: a file a table, its columns typed, decimals as decimals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from nlp.batch.stores.schema import Batcher, arrow_schema, plain_row
from nlp.batch.stores.store import table_place
from nlp.batch.stores.tables import TABLES, Row
from nlp.errors import OutputError


class ParquetStore:
    """Writes row groups of a fixed size, so that the same rows give the same bytes however they came in."""

    def __init__(self, folder: Path) -> None:
        self._batchers = {table: Batcher(table) for table in TABLES}
        self._files = {table: table_place(folder, "parquet", table).open("wb") for table in TABLES}
        self._writers = {
            table: pq.ParquetWriter(file, arrow_schema(table), compression="zstd")
            for table, file in self._files.items()
        }

    def write(self, table: str, lines: bytes) -> None:
        """Add rows to a table."""
        for batch in self._batchers[table].add(lines):
            self._writers[table].write_batch(batch)

    def close(self) -> None:
        """Write what is left and finish all files."""
        for table, writer in self._writers.items():
            writer.write_batch(self._batchers[table].take())
            writer.close()
            self._files[table].close()


def read_parquet(path: Path, table: str) -> Iterator[Row]:
    """Read a table back.

    Raises:
        OutputError: the file is missing (E402) or damaged (E406).
    """
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1024):
                yield from map(plain_row, batch.to_pylist())
    except OSError as error:
        reason = f"{table} cannot be read ({error.strerror or error})"
        raise OutputError("E402", path=path.parent, reason=reason) from error
    except (pa.ArrowException, ValueError) as error:
        raise OutputError("E406", path=path, place=table, reason=error) from error
