"""What the pages ask of a run. Every method is safe to call from several threads: each has a cursor of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import duckdb

from nlp.batch.query import connect
from nlp.events.naming import fold_name
from nlp.web.build import build_tables

PAGE = 20
_ROW_GROUP = 8192  # rows that lie together; a page touches a few of them
Row = dict[str, Any]
_PERIOD = re.compile(r"([12]\d{3})(?:-(0?[1-9]|1[0-2]))?", re.ASCII)
_CLAIM = "c.*, d.decision FROM claim c LEFT JOIN decision d USING (claim_id)"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; an empty text asks for all.

    Attributes:
        query: part of a name of the subject, in any of its languages.
        period: a year or a month, as 2024 or 2024-06: events whose period touches it.
        kind: an event type.
        relation: events with a fact of this relation.
        lang: `zh`, `ko`, or `both` for events that both languages report.
        subject_id: the subject itself.
    """

    query: str = ""
    period: str = ""
    kind: str = ""
    relation: str = ""
    lang: str = ""
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are asked for; an empty text asks for all. `status` is `open` or a decision."""

    status: str = ""
    article_id: str = ""
    event_id: str = ""
    subject_id: str = ""


class Store:
    """A run, ready to be asked."""

    def __init__(self, out: Path) -> None:
        """Read a run.

        Args:
            out: its output folder.

        Raises:
            OutputError: it is none (E402), or was cut off (E404).
        """
        with connect(out) as source:
            self._folder = TemporaryDirectory(prefix="xinmun-", ignore_cleanup_errors=True)
            self._own = duckdb.connect()
            path = str(Path(self._folder.name) / "page.duckdb").replace("'", "''")
            self._own.execute(f"ATTACH '{path}' AS page (ROW_GROUP_SIZE {_ROW_GROUP})")
            self._own.execute("USE page")
            build_tables(source, self._own)
            self.quarantined = int(source.sql("SELECT count(*) FROM quarantine").fetchall()[0][0])
        self._own.execute("CREATE TABLE decision (claim_id VARCHAR PRIMARY KEY, decision VARCHAR)")
        self._writing = Lock()
        kinds = self._all("SELECT event_type FROM event GROUP BY event_type ORDER BY count(*) DESC, event_type")
        self.event_types = [row["event_type"] for row in kinds]
        self.counts = self._one(
            "SELECT (SELECT count(*) FROM article) AS articles, (SELECT count(*) FROM claim) AS claims, "
            "(SELECT count(*) FROM event) AS events, (SELECT count(*) FROM event WHERE conflicts > 0) AS conflicts"
        )

    def close(self) -> None:
        """Let go of the tables."""
        self._own.close()
        self._folder.cleanup()

    def events(self, wanted: EventFilter, page: int) -> tuple[int, list[Row]]:
        """Count the events of a filter, and give those of a page (from 1): conflicts first, then what most report."""
        where, values = _conditions(wanted)
        count = self._one(f"SELECT count(*) AS n FROM event e WHERE {where}", values)["n"]
        rows = self._all(
            f"SELECT * FROM event e WHERE {where} ORDER BY place LIMIT {PAGE} OFFSET ?", [*values, (page - 1) * PAGE]
        )
        return count, rows

    def event(self, event_id: str) -> Row | None:
        """Give an event."""
        return self._maybe("SELECT * FROM event WHERE event_id = ?", [event_id])

    def title_facts(self, event_ids: Sequence[str]) -> list[Row]:
        """Give the facts that titles of events are made of: of each event a few that matter most."""
        return self._all(
            f"SELECT * FROM title_fact WHERE event_id IN ({_marks(event_ids)}) ORDER BY event_id, concept_place, place",
            event_ids,
        )

    def facts(self, event_id: str, page: int) -> list[Row]:
        """Give a page of the facts of an event, conflicts first."""
        return self._all(
            f"SELECT * FROM fact WHERE event_id = ? ORDER BY place LIMIT {PAGE} OFFSET ?", [event_id, (page - 1) * PAGE]
        )

    def fact_claims(self, event_id: str, first: int, last: int, most: int) -> list[Row]:
        """Give the claims of the facts from one place to another: of each fact and language at most so many."""
        return self._all(
            """SELECT s.*, d.decision FROM source s LEFT JOIN decision d USING (claim_id)
            WHERE event_id = ? AND fact_place BETWEEN ? AND ? AND number <= ?
            ORDER BY fact_place, published NULLS LAST, place""",
            [event_id, first, last, most],
        )

    def companies(self, query: str, page: int) -> tuple[int, list[Row]]:
        """Count the subjects that have a name like this, and give a page of them: the best match first."""
        wanted = _folded(query)
        found = """
            SELECT entity_id, min(CASE WHEN folded = $1 THEN 0 WHEN starts_with(folded, $1) THEN 1 ELSE 2 END) AS rank
            FROM name WHERE contains(folded, $1) GROUP BY entity_id"""
        count = self._one(f"SELECT count(*) AS n FROM company JOIN ({found}) USING (entity_id)", [wanted])["n"]
        rows = self._all(
            f"SELECT * FROM company JOIN ({found}) USING (entity_id) ORDER BY rank, place LIMIT {PAGE} OFFSET $2",
            [wanted, (page - 1) * PAGE],
        )
        return count, rows

    def company(self, entity_id: str) -> Row | None:
        """Give a subject with its counts."""
        return self._maybe("SELECT * FROM company WHERE entity_id = ?", [entity_id])

    def names(self, entity_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """Give the names of entities, each as script and name, the usual ones first."""
        query = f"SELECT * FROM name WHERE entity_id IN ({_marks(entity_ids)}) ORDER BY entity_id, place"
        names: dict[str, list[tuple[str, str]]] = {}
        for row in self._all(query, entity_ids):
            names.setdefault(row["entity_id"], []).append((row["script"], row["name"]))
        return names

    def series(self, entity_id: str) -> list[Row]:
        """Give the claimed levels of a subject's facts with their periods: what its plots are made of."""
        return self._all(
            """SELECT * FROM level WHERE subject_id = ?
            ORDER BY concept_place, unit, period_end, period_start, published, modality, low""",
            [entity_id],
        )

    def article(self, article_id: str) -> Row | None:
        """Give an article with its text."""
        return self._maybe("SELECT * FROM article WHERE article_id = ?", [article_id])

    def article_claims(self, article_id: str) -> list[Row]:
        """Give all claims of an article, in the order of its text."""
        return self._all(f"SELECT {_CLAIM} WHERE article_id = ? ORDER BY c.place", [article_id])

    def article_entities(self, article_id: str) -> list[Row]:
        """Give the entities that an article names, with their names there."""
        return self._all("SELECT * FROM entity_gold WHERE article_id = ? ORDER BY entity_id, label", [article_id])

    def claim(self, claim_id: str) -> Row | None:
        """Give a claim."""
        return self._maybe(f"SELECT {_CLAIM} WHERE claim_id = ?", [claim_id])

    def claims(self, wanted: ClaimFilter, page: int) -> tuple[int, list[Row]]:
        """Count the claims of a filter, and give a page of them: articles with conflicts first, each from its top."""
        where, values = ["TRUE"], []
        if wanted.status:
            where.append("coalesce(d.decision, 'open') = ?")
            values.append(wanted.status)
        for column, value in (("c.article_id", wanted.article_id), ("c.subject_id", wanted.subject_id)):
            if value:
                where.append(f"{column} = ?")
                values.append(value)
        if wanted.event_id:
            where.append("c.claim_id IN (SELECT claim_id FROM fact_claim WHERE event_id = ?)")
            values.append(wanted.event_id)
        chosen = f"FROM claim c LEFT JOIN decision d USING (claim_id) WHERE {' AND '.join(where)}"
        count = self._one(f"SELECT count(*) AS n {chosen}", values)["n"]
        found = f"SELECT c.place {chosen} ORDER BY c.place LIMIT {PAGE} OFFSET ?"
        places = [row["place"] for row in self._all(found, [*values, (page - 1) * PAGE])]
        # In two steps, so that only the rows of the page are read whole.
        return count, self._all(f"SELECT {_CLAIM} WHERE c.place IN ({_marks(places)}) ORDER BY c.place", places)

    def decide(self, decisions: dict[str, str]) -> None:
        """Note decisions by claim id; `open` takes one back."""
        with self._writing, self._cursor() as cursor:
            for claim_id, decision in decisions.items():
                cursor.execute("DELETE FROM decision WHERE claim_id = ?", [claim_id])
                if decision != "open":
                    cursor.execute("INSERT INTO decision VALUES (?, ?)", [claim_id, decision])

    def decided(self) -> int:
        """Count the claims of this run that are decided."""
        return int(self._one("SELECT count(*) AS n FROM decision JOIN claim USING (claim_id)")["n"])

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        cursor = self._own.cursor()
        try:
            cursor.execute("USE page")
            yield cursor
        finally:
            cursor.close()

    def _all(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        with self._cursor() as cursor:
            done = cursor.execute(query, list(values))
            names = [column[0] for column in done.description]
            return [dict(zip(names, row, strict=True)) for row in done.fetchall()]

    def _maybe(self, query: str, values: Sequence[Any]) -> Row | None:
        rows = self._all(query, values)
        return rows[0] if rows else None

    def _one(self, query: str, values: Sequence[Any] = ()) -> Row:
        return self._all(query, values)[0]


def _marks(values: Sequence[object]) -> str:
    """Write the place-holders of a list of values; of an empty one, a value that nothing equals."""
    return ", ".join("?" * len(values)) or "NULL"


def _folded(query: str) -> str:
    """Fold a query as names are; one of marks alone, of which nothing would be left, stays and finds no name."""
    return fold_name(query) or query.strip()


def _conditions(wanted: EventFilter) -> tuple[str, list[Any]]:
    """Write a filter as a condition with its values."""
    where: list[str] = ["TRUE"]
    values: list[Any] = []
    folded = _folded(wanted.query)
    if folded:
        by_name = "e.subject_id IN (SELECT entity_id FROM name WHERE contains(folded, ?))"
        where.append(f"({by_name} OR contains(lower(e.subject), ?))")
        values += [folded, wanted.query.strip().lower()]
    if wanted.period.strip():
        span = month_or_year(wanted.period.strip())
        where.append("e.period_start < ? AND e.period_end >= ?" if span else "FALSE")
        values += reversed(span or ())
    for column, value in (("event_type", wanted.kind), ("subject_id", wanted.subject_id)):
        if value:
            where.append(f"e.{column} = ?")
            values.append(value)
    if wanted.relation:
        where.append("e.event_id IN (SELECT event_id FROM fact WHERE relation = ?)")
        values.append(wanted.relation)
    if wanted.lang == "both":
        where.append("len(e.languages) > 1")
    elif wanted.lang:
        where.append("list_contains(e.languages, ?)")
        values.append(wanted.lang)
    return " AND ".join(where), values


def month_or_year(text: str) -> tuple[date, date] | None:
    """Read 2024 or 2024-06 as its first day and the day behind its last; None if it is neither."""
    read = _PERIOD.fullmatch(text)
    if read is None:
        return None
    year, month = int(read[1]), int(read[2] or 0)
    if not month:
        return date(year, 1, 1), date(year + 1, 1, 1)
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
