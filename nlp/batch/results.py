"""An output folder, read back into records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from nlp.batch.output import read_manifest, table_path
from nlp.errors import OutputError
from nlp.records import Article, Claim, EntityMention, EventRecord, QuarantineEntry

R = TypeVar("R", Article, EntityMention, Claim, EventRecord, QuarantineEntry)


@dataclass(frozen=True, slots=True)
class Results:
    """The tables of a finished run; each is read from its file when it is asked for, a record at a time."""

    out: Path

    def articles(self) -> Iterator[Article]:
        """Read the articles in the order in which they were read."""
        return _read_table(self.out, Article, "articles")

    def entities(self) -> Iterator[EntityMention]:
        """Read the entity mentions, article by article."""
        return _read_table(self.out, EntityMention, "entities")

    def claims(self) -> Iterator[Claim]:
        """Read the claims, article by article."""
        return _read_table(self.out, Claim, "claims")

    def events(self) -> Iterator[EventRecord]:
        """Read the event records."""
        return _read_table(self.out, EventRecord, "events")

    def quarantine(self) -> Iterator[QuarantineEntry]:
        """Read what could not be processed."""
        return _read_table(self.out, QuarantineEntry, "quarantine")


def read_results(out: Path) -> Results:
    """Open an output folder.

    Raises:
        OutputError: it is none (E402), or its run was cut off while it put the tables in place (E404).
    """
    manifest = read_manifest(out)
    if manifest is None:
        raise OutputError("E402", path=out, reason="it has no run.json of xinmun. Make it with `xinmun run`")
    if not manifest.get("complete"):
        raise OutputError("E404", path=out)
    return Results(out)


def _read_table(out: Path, record: type[R], table: str) -> Iterator[R]:
    path = table_path(out, table)
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield record.from_dict(json.loads(line))
                except (ValueError, KeyError, TypeError, ArithmeticError) as error:
                    raise OutputError("E406", path=path, line=number, reason=error) from error
    except OSError as error:
        raise OutputError("E402", path=out, reason=f"{path.name} cannot be read ({error.strerror})") from error
