"""What a store can do, and which there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, get_args

from nlp.batch.stores.tables import TABLES, Row
from nlp.errors import OutputError

Format = Literal["jsonl", "parquet", "duckdb"]
FORMATS: tuple[Format, ...] = get_args(Format)
DATABASE = "xinmun.duckdb"


class Store(Protocol):
    """Writes the tables of a run into a folder, each grown by lines in their order."""

    def write(self, table: str, lines: bytes) -> None:
        """Add lines of JSON, as the contract has them, to a table."""

    def close(self) -> None:
        """Finish all files; without it they are not complete."""


def table_place(out: Path, store: Format, table: str) -> Path:
    """Return the file that holds a table."""
    return out / (DATABASE if store == "duckdb" else f"{table}.{store}")


def open_store(folder: Path, store: Format) -> Store:
    """Start the tables of a run in an empty folder.

    Raises:
        OSError: the folder cannot be written.
        OutputError: the database cannot be made (E401).
    """
    if store == "parquet":
        from nlp.batch.stores.parquet import ParquetStore  # noqa: PLC0415 - each library for its own format

        return ParquetStore(folder)
    if store == "duckdb":
        from nlp.batch.stores.database import DatabaseStore  # noqa: PLC0415

        return DatabaseStore(folder)
    return LinesStore(folder)


def read_rows(out: Path, store: Format, table: str) -> Iterator[Row]:
    """Read a table back, a row at a time, as the contract writes it.

    Raises:
        OutputError: the file cannot be read (E402), or not as a table of this version (E406).
    """
    path = table_place(out, store, table)
    if store == "parquet":
        from nlp.batch.stores.parquet import read_parquet  # noqa: PLC0415

        return read_parquet(path, table)
    if store == "duckdb":
        from nlp.batch.stores.database import read_database  # noqa: PLC0415

        return read_database(path, table)
    return _read_lines(path, table)


class LinesStore:
    """JSON Lines, a file a table: what is written is what comes in."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, BinaryIO] = {table: table_place(folder, "jsonl", table).open("wb") for table in TABLES}

    def write(self, table: str, lines: bytes) -> None:
        """Add lines to a table."""
        self._files[table].write(lines)

    def close(self) -> None:
        """Finish all files."""
        for file in self._files.values():
            file.close()


def _read_lines(path: Path, table: str) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise OutputError("E406", path=path, place=f"line {number}", reason=error) from error
    except OSError as error:
        raise OutputError("E402", path=path.parent, reason=f"{table} cannot be read ({error.strerror})") from error
