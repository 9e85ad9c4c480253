"""The work folder of an output: what is done already, shard by shard, so that a run goes on where another ended.

A shard is two files: its records, and the marker that says it is complete, which is written last. Files are whole or
not there. An index in SQLite, made anew by each run, finds a unit among millions without holding them in memory; it is
a helper that may be lost at any time.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import IO, Any

from nlp.batch.files import write_whole, writing
from nlp.batch.output import WORK
from nlp.batch.record import Record
from nlp.batch.tasks import ShardResult
from nlp.errors import OutputError

_VERSION = 1
_TABLES = """
CREATE TABLE unit (key BLOB PRIMARY KEY, shard TEXT, start INTEGER, length INTEGER, claims INTEGER) WITHOUT ROWID;
CREATE TABLE alias (key BLOB, own TEXT, other TEXT);
CREATE TABLE signed (key BLOB PRIMARY KEY, id TEXT, published TEXT, signature BLOB) WITHOUT ROWID;
CREATE TABLE plan (position INTEGER PRIMARY KEY, key BLOB);
CREATE TABLE content (id TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE TABLE article (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@contextmanager
def open_work(out: Path, *, fresh: bool = False) -> Iterator[Work]:
    """Open the work folder of an output, alone.

    Args:
        out: the output folder, made if need be.
        fresh: forget what earlier runs have done.

    Raises:
        OutputError: the folder cannot be written (E401), or another run is at work in it (E414).
    """
    folder = out / WORK
    made = not out.exists()
    with writing(folder):
        (folder / "shards").mkdir(parents=True, exist_ok=True)
        (folder / "events").mkdir(exist_ok=True)
        lock = (folder / "lock").open("wb")
    with lock:
        _lock(lock, out)
        work = Work(folder)
        try:
            work.load(fresh)
            yield work
        except sqlite3.Error as error:
            raise OutputError("E401", path=folder, reason=error) from error
        finally:
            work.close()
            if work.is_empty():  # nothing was done that could spare a next run anything
                shutil.rmtree(folder, ignore_errors=True)
            if made and not any(out.iterdir()):
                out.rmdir()


def _lock(file: IO[bytes], out: Path) -> None:
    try:
        import fcntl  # noqa: PLC0415 - where there is none, two runs at once are the user's care
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise OutputError("E414", path=out) from error


class Work:
    """What is done, what this run needs, and in which order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database: sqlite3.Connection | None = None
        self._reading: tuple[str, IO[bytes]] | None = None

    @property
    def database(self) -> sqlite3.Connection:
        """The index."""
        if self._database is None:
            path = self.folder / "index.sqlite"
            with writing(path):
                path.unlink(missing_ok=True)
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")
        return self._database

    def load(self, fresh: bool) -> None:
        """Read the markers of the shards that are complete; what is half there goes."""
        for path in sorted(self._shards.iterdir()):
            marker = None if fresh else _read_marker(path)
            if marker is not None:
                self._add(marker, known=True)
            elif fresh or path.suffix != ".data" or not path.with_suffix(".json").exists():
                with writing(path):
                    path.unlink()

    def is_done(self, key: bytes) -> bool:
        """Has the unit a record?"""
        return self.database.execute("SELECT 1 FROM unit WHERE key = ?", (key,)).fetchone() is not None

    def setdefault(self, key: str, default: str) -> str:
        """Remember what text an id stands for; see `nlp.reading.Identities`."""
        self.database.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (key, default))
        (digest,) = self.database.execute("SELECT digest FROM content WHERE id = ?", (key,)).fetchone()
        return str(digest)

    def plan(self, key: bytes) -> None:
        """Note that the output has this unit next."""
        self.database.execute("INSERT INTO plan (key) VALUES (?)", (key,))

    def save(self, result: ShardResult) -> None:
        """Keep the records of a shard: first the data, then the marker.

        Raises:
            OutputError: they cannot be written (E401).
        """
        units, start = [], 0
        for unit, record, packed in zip(result.shard.units, result.records, result.packed, strict=True):
            units.append(
                {
                    "key": unit.key.hex(),
                    "start": start,
                    "length": len(packed),
                    "claims": record.measures,
                    "aliases": record.aliases,
                    "signed": _signed(record),
                    "retry": record.retry,
                }
            )
            start += len(packed)
        marker = {"version": _VERSION, "shard": result.shard.name, "bytes": start, "units": units}
        write_whole(self._shards / f"{result.shard.name}.data", b"".join(result.packed))
        write_whole(self._shards / f"{result.shard.name}.json", json.dumps(marker).encode())
        self._add(marker, known=False)

    def aliases(self) -> Iterator[tuple[str, str]]:
        """Give what the articles of this run declare about names."""
        query = "SELECT DISTINCT own, other FROM alias WHERE key IN (SELECT key FROM plan)"
        yield from self.database.execute(query)

    def signatures(self) -> Iterator[tuple[str, date | None, bytes]]:
        """Give what tells copies, of each article of this run once."""
        query = "SELECT id, published, signature, min(position) FROM plan JOIN signed USING (key) GROUP BY id"
        for article_id, published, signature, _ in self.database.execute(query):
            yield article_id, date.fromisoformat(published) if published else None, signature

    def count_claims(self) -> int:
        """Count the values of this run, duplicates included."""
        query = "SELECT sum(claims) FROM plan JOIN unit USING (key)"
        return self.database.execute(query).fetchone()[0] or 0

    def records(self) -> Iterator[Record]:
        """Give the records of this run in the order of its input.

        Raises:
            OutputError: a shard is damaged (E415).
        """
        query = "SELECT key, shard, start, length FROM plan LEFT JOIN unit USING (key) ORDER BY position"
        for key, shard, start, length in self.database.execute(query):
            try:
                file = self._open(shard)
                file.seek(start)
                yield Record.unpack(file.read(length))
            except (OSError, ValueError, TypeError, KeyError) as error:
                raise OutputError("E415", path=self.folder, reason=f"unit {key.hex()}: {error}") from error

    def is_new(self, article_id: str) -> bool:
        """Note an article; False where the output has it already."""
        query = "INSERT OR IGNORE INTO article (id) VALUES (?)"
        return self.database.execute(query, (article_id,)).rowcount == 1

    def tidy(self) -> None:
        """Drop the shards of which this run used nothing."""
        query = """SELECT DISTINCT shard FROM unit EXCEPT SELECT shard FROM unit JOIN plan USING (key)"""
        for (shard,) in self.database.execute(query).fetchall():
            with suppress(OSError):  # the next run tries again
                (self._shards / f"{shard}.json").unlink(missing_ok=True)
                (self._shards / f"{shard}.data").unlink(missing_ok=True)

    def close(self) -> None:
        """Close and drop the index."""
        if self._reading:
            self._reading[1].close()
        if self._database is not None:
            self._database.close()
        with suppress(OSError):
            (self.folder / "index.sqlite").unlink(missing_ok=True)

    def is_empty(self) -> bool:
        """Is nothing done?"""
        return not any(self._shards.iterdir())

    @property
    def _shards(self) -> Path:
        return self.folder / "shards"

    def _add(self, marker: dict[str, Any], *, known: bool) -> None:
        for unit in marker["units"]:
            if known and unit["retry"]:
                continue  # an article whose time or process ran out gets another chance
            key = bytes.fromhex(unit["key"])
            row = key, marker["shard"], unit["start"], unit["length"], unit["claims"]
            added = self.database.execute("INSERT OR IGNORE INTO unit VALUES (?, ?, ?, ?, ?)", row).rowcount
            if added:
                pairs = [(key, own, other) for own, other in unit["aliases"]]
                self.database.executemany("INSERT INTO alias VALUES (?, ?, ?)", pairs)
                if unit["signed"]:
                    article_id, published, signature = unit["signed"]
                    signed = key, article_id, published, b64decode(signature)
                    self.database.execute("INSERT INTO signed VALUES (?, ?, ?, ?)", signed)

    def _open(self, shard: str) -> IO[bytes]:
        if self._reading is None or self._reading[0] != shard:
            if self._reading:
                self._reading[1].close()
            self._reading = shard, (self._shards / f"{shard}.data").open("rb")
        return self._reading[1]


def _signed(record: Record) -> tuple[str, str | None, str] | None:
    if record.article_id is None or record.signature is None:
        return None
    published = record.source.published if record.source else None
    return record.article_id, published.isoformat() if published else None, record.signature


def _read_marker(path: Path) -> dict[str, Any] | None:
    """Read a marker; None where it is none, or its data is not what it says."""
    if path.suffix != ".json":
        return None
    try:
        marker = json.loads(path.read_bytes())
        data = path.with_suffix(".data")
        return marker if marker["version"] == _VERSION and data.stat().st_size == marker["bytes"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
