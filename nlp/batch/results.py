"""An output folder, read back into records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from nlp.batch.output import stored_format
from nlp.batch.stores import Format, read_rows, table_place
from nlp.errors import OutputError
from nlp.records import Article, Claim, EntityMention, EventRecord, QuarantineEntry

R = TypeVar("R", Article, EntityMention, Claim, EventRecord, QuarantineEntry)


@dataclass(frozen=True, slots=True)
class Results:
    """The tables of a finished run; each is read from its file when it is asked for, a record at a time."""

    out: Path
    store: Format

    def articles(self) -> Iterator[Article]:
        """Read the articles in the order in which they were read."""
        return self._read(Article, "articles")

    def entities(self) -> Iterator[EntityMention]:
        """Read the entity mentions, article by article."""
        return self._read(EntityMention, "entities")

    def claims(self) -> Iterator[Claim]:
        """Read the claims, article by article."""
        return self._read(Claim, "claims")

    def events(self) -> Iterator[EventRecord]:
        """Read the event records."""
        return self._read(EventRecord, "events")

    def quarantine(self) -> Iterator[QuarantineEntry]:
        """Read what could not be processed."""
        return self._read(QuarantineEntry, "quarantine")

    def _read(self, record: type[R], table: str) -> Iterator[R]:
        path = table_place(self.out, self.store, table)
        for number, row in enumerate(read_rows(self.out, self.store, table), start=1):
            try:
                yield record.from_dict(row)
            except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
                raise OutputError("E406", path=path, place=f"{table}, row {number}", reason=error) from error


def read_results(out: Path) -> Results:
    """Open an output folder, whatever its format.

    Raises:
        OutputError: it is none (E402), or its run was cut off while it put the tables in place (E404).
    """
    return Results(out, stored_format(out))
