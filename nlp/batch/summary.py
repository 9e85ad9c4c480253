"""What a run has read, found and left out, counted; for the manifest and for the person at the screen."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from nlp.batch.record import Record
from nlp.batch.stores import Format, table_place
from nlp.errors import OutputError
from nlp.records import ANALYSED_LANGUAGES, Relation

_REASONS_SHOWN = 5


@dataclass(slots=True)
class Summary:
    """The counts of a run.

    `read` is every input met; it is the sum of `articles` (all languages), `duplicates` and `quarantined`. `reused` is
    how many of these an earlier run had done. `characters` were analysed now, in `seconds` from start to finish;
    `stages` is where the time went, `analysis` being the processors' time of all workers.
    """

    out: Path
    strict: bool = False
    store: Format = "jsonl"
    articles: Counter[str] = field(default_factory=Counter)
    entities: int = 0
    measures: int = 0
    statements: int = 0
    events: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    duplicates: list[dict[str, str | None]] = field(default_factory=list)
    copies: int = 0
    quarantined: int = 0
    reasons: list[str] = field(default_factory=list)
    characters: int = 0
    units: int = 0
    reused: int = 0
    seconds: float = 0.0
    stages: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def read(self) -> int:
        """Number of inputs met: articles, duplicates and what is in quarantine."""
        return self.articles.total() + len(self.duplicates) + self.quarantined

    @property
    def ok(self) -> bool:
        """Whether something could be processed and, under `strict`, nothing had to be left out."""
        return self.articles.total() > 0 and not (self.strict and self.quarantined)

    def add(self, record: Record) -> None:
        """Count what became of a unit."""
        if record.lang is not None:
            self.articles[record.lang] += 1
        if record.error is not None:
            self.quarantined += 1
            if len(self.reasons) < _REASONS_SHOWN:
                self.reasons.append(record.error)
        self.entities += record.entities
        self.measures += record.measures
        self.statements += record.statements

    def check(self) -> None:
        """Make sure that nothing was lost on the way.

        Raises:
            OutputError: the counts don't add up (E416).
        """
        if self.read != self.units:
            raise OutputError("E416", read=self.units, counted=self.read)

    def add_event(self, event: dict[str, Any]) -> None:
        """Count an event, given as its row, and how its facts relate."""
        self.events += 1
        self.relations.update(fact["relation"] for fact in event["facts"])

    def counts(self) -> dict[str, Any]:
        """Return the counts as the manifest has them, in a fixed order."""
        return {
            "read": self.units,
            "articles": self.articles.total(),
            "by_language": dict(sorted(self.articles.items())),
            "duplicates": len(self.duplicates),
            "copies": self.copies,
            "quarantined": self.quarantined,
            "entities": self.entities,
            "claims": self.measures + self.statements,
            "measures": self.measures,
            "statements": self.statements,
            "events": self.events,
            "facts": self.relations.total(),
            "relations": {relation: self.relations[relation] for relation in get_args(Relation)},
        }

    def describe(self) -> str:
        """Return the closing words of a run, for a person."""
        rate = f", {self.characters / self.seconds:,.0f} characters a second" if self.characters else ""
        lines = [
            f"articles     {_number(self.articles.total())}{self._languages()}",
            f"claims       {_number(self.measures)} values, {_number(self.statements)} statements",
            f"events       {_number(self.events)}, with {_number(self.relations.total())} facts: "
            + ", ".join(f"{self.relations[relation]} {relation}" for relation in get_args(Relation)),
        ]
        if self.reused:
            lines.append(f"done before  {_number(self.reused)} of {_number(self.units)}, taken from the last run")
        if self.duplicates:
            lines.append(f"duplicates   {_number(len(self.duplicates))}, counted once (listed in run.json)")
        if self.copies:
            lines.append(f"copies       {_number(self.copies)} print another article again; each such text counts once")
        if self.quarantined:
            lines.append(
                f"quarantined  {_number(self.quarantined)}, all in {table_place(self.out, self.store, 'quarantine')}"
            )
            lines += [f"             {reason}" for reason in self.reasons]
            if self.quarantined > len(self.reasons):
                lines.append(f"             … and {_number(self.quarantined - len(self.reasons))} more")
        lines.append(f"time         {self.seconds:.1f} s{rate}")
        lines.append(f"output       {self.out}")
        return "\n".join(lines)

    def _languages(self) -> str:
        if not self.articles:
            return ""
        parts = [f"{_number(self.articles[lang])} {lang}" for lang in ANALYSED_LANGUAGES if self.articles[lang]]
        others = sorted(set(self.articles) - set(ANALYSED_LANGUAGES))
        parts += [f"{_number(self.articles[lang])} {lang} (kept, not analysed)" for lang in others]
        return ": " + ", ".join(parts)


def _number(value: int) -> str:
    return f"{value:,}"
