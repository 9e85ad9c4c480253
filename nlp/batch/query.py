"""Questions to a finished run, in SQL, whatever format its tables are kept in."""

from __future__ import annotations

from pathlib import Path

import duckdb

from nlp.batch.output import stored_format
from nlp.batch.stores.database import READ_ONLY, connect_database
from nlp.batch.stores.schema import arrow_schema
from nlp.batch.stores.store import Format, table_place
from nlp.batch.stores.tables import TABLES, UNTYPED
from nlp.batch.stores.views import VIEWS, sql_type
from nlp.errors import OutputError

_LONGEST_LINE = 1 << 27  # bytes: a text of 20 MB, the default limit, with each character escaped
_LISTED = "DESCRIBE", "FROM", "SELECT", "SHOW", "SUMMARIZE", "VALUES", "WITH"


def connect(out: Path) -> duckdb.DuckDBPyConnection:
    """Open an output folder for queries; nothing can be written through it, and no other file read.

    Args:
        out: the output folder of `xinmun run`, of any format.

    Returns:
        A connection with the tables `articles`, `entities`, `claims`, `events` and `quarantine` and the views `facts`
        (a row a fact), `conflicts` and `timeline`. Decimals are DECIMAL(38, 15), dates DATE. Close it after use.

    Raises:
        OutputError: it is no output folder (E402), not complete (E404), or damaged (E406).
    """
    store = stored_format(out)
    if store == "duckdb":
        return connect_database(table_place(out, store, TABLES[0]))
    paths = {table: table_place(out, store, table) for table in TABLES}
    for path in paths.values():
        if not path.is_file():
            raise OutputError("E402", path=out, reason=f"{path.name} is not there")
    database = duckdb.connect()
    try:
        for table, path in paths.items():
            database.execute(f"CREATE VIEW {table} AS SELECT * FROM {_scan(table, path, store)}")
        for name, query in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {query}")
        database.execute(f"SET allowed_paths = [{', '.join(_quote(str(path)) for path in paths.values())}]")
        for option, value in READ_ONLY.items():
            database.execute(f"SET {option} = {value}")
    except duckdb.Error as error:
        database.close()
        raise OutputError("E406", path=out, place="its tables", reason=error) from error
    return database


def select(database: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """Run one question.

    Returns:
        The connection, with the names of the columns in `description` and the rows to fetch.

    Raises:
        OutputError: the SQL is wrong (E409), or does something else than ask (E410).
    """
    try:
        statements = duckdb.extract_statements(sql)
        if len(statements) != 1 or statements[0].type not in (
            duckdb.StatementType.SELECT,
            duckdb.StatementType.EXPLAIN,
        ):
            raise OutputError("E410", words=", ".join(_LISTED))
        return database.execute(statements[0])
    except duckdb.Error as error:
        raise OutputError("E409", reason=str(error).strip(), tables=", ".join((*TABLES, *VIEWS))) from error


def _scan(table: str, path: Path, store: Format) -> str:
    if store == "parquet":
        return f"read_parquet({_quote(str(path))})"
    columns = ", ".join(
        f"'{field.name}': {_quote('JSON' if field.name == UNTYPED else sql_type(field.type))}"
        for field in arrow_schema(table)
    )
    return (
        f"read_json({_quote(str(path))}, format = 'newline_delimited', columns = {{{columns}}}, "
        f"maximum_object_size = {_LONGEST_LINE})"
    )


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
