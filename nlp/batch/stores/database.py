"""DuckDB: all tables in one file, with the views that answer the usual questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from nlp.batch.stores.schema import Batcher, arrow_schema, plain_row
from nlp.batch.stores.store import table_place
from nlp.batch.stores.tables import TABLES, Row
from nlp.batch.stores.views import VIEWS, sql_type
from nlp.errors import OutputError

# A query reads what lies in the file and nothing else, and cannot undo that.
READ_ONLY: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}


class DatabaseStore:
    """Writes one database file; its tables hold the same rows in the same order, its bytes may differ."""

    def __init__(self, folder: Path) -> None:
        self._path = table_place(folder, "duckdb", TABLES[0])
        self._batchers = {table: Batcher(table) for table in TABLES}
        with _writing(self._path):
            self._database = duckdb.connect(str(self._path))
            for table in TABLES:
                columns = ", ".join(f'"{field.name}" {sql_type(field.type)}' for field in arrow_schema(table))
                self._database.execute(f"CREATE TABLE {table} ({columns})")
            for name, query in VIEWS.items():
                self._database.execute(f"CREATE VIEW {name} AS {query}")

    def write(self, table: str, lines: bytes) -> None:
        """Add rows to a table."""
        for batch in self._batchers[table].add(lines):
            self._insert(table, batch)

    def close(self) -> None:
        """Write what is left and close the file."""
        for table, batcher in self._batchers.items():
            self._insert(table, batcher.take())
        with _writing(self._path):
            self._database.close()  # what is in the log beside the file goes into the file

    def _insert(self, table: str, batch: pa.RecordBatch) -> None:
        with _writing(self._path):
            self._database.register("batch", batch)
            self._database.execute(f"INSERT INTO {table} SELECT * FROM batch")
            self._database.unregister("batch")


def connect_database(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the file of a run for reading.

    Raises:
        OutputError: it is missing (E402), damaged, or of another version (E406).
    """
    if not path.is_file():
        raise OutputError("E402", path=path.parent, reason=f"{path.name} is not there")
    try:
        return duckdb.connect(str(path), read_only=True, config=READ_ONLY)
    except duckdb.Error as error:
        raise OutputError("E406", path=path, place="the whole file", reason=error) from error


def read_database(path: Path, table: str) -> Iterator[Row]:
    """Read a table back.

    Raises:
        OutputError: see `connect_database`.
    """
    with connect_database(path) as database:
        try:
            answer = database.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in answer.description or ()]
            while rows := answer.fetchmany(1024):
                yield from (plain_row(dict(zip(names, row, strict=True))) for row in rows)
        except duckdb.Error as error:
            raise OutputError("E406", path=path, place=table, reason=error) from error


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise OutputError("E401", path=path, reason=error) from error
