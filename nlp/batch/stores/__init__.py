"""Where the tables of a run are kept: JSON Lines, Parquet, or one DuckDB file, with the same rows in each."""

from nlp.batch.stores.store import FORMATS, Format, Store, open_store, read_rows, table_place
from nlp.batch.stores.tables import TABLES

__all__ = ["FORMATS", "TABLES", "Format", "Store", "open_store", "read_rows", "table_place"]
