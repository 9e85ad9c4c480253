"""What a run has read, found and left out, counted; for the manifest and for the person at the screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from nlp.batch.engine import Outcome
from nlp.batch.stores import Format, table_place
from nlp.records import ANALYSED_LANGUAGES, Article, Claim, EventRecord, QuarantineEntry, Relation

_REASONS_SHOWN = 5


@dataclass(slots=True)
class Summary:
    """The counts of a run.

    `read` is every input met; it is the sum of `articles` (all languages), `duplicates` and `quarantined`.
    `seconds` is the time from start to finish, `analysis_seconds` the sum over all workers.
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
    quarantined: int = 0
    reasons: list[str] = field(default_factory=list)
    characters: int = 0
    seconds: float = 0.0
    analysis_seconds: float = 0.0

    @property
    def read(self) -> int:
        """Number of inputs met: articles, duplicates and what is in quarantine."""
        return self.articles.total() + len(self.duplicates) + self.quarantined

    @property
    def ok(self) -> bool:
        """Whether something could be processed and, under `strict`, nothing had to be left out."""
        return self.articles.total() > 0 and not (self.strict and self.quarantined)

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        if outcome.article:
            self._add_article(outcome.article, outcome.claims)
            self.entities += outcome.entities
        if outcome.quarantined:
            self._add_quarantined(outcome.quarantined)
        self.characters += outcome.characters
        self.analysis_seconds += outcome.seconds

    def _add_article(self, article: Article, claims: tuple[Claim, ...]) -> None:
        self.articles[article.lang] += 1
        measures = sum(claim.kind == "measure" for claim in claims)
        self.measures += measures
        self.statements += len(claims) - measures

    def _add_quarantined(self, entry: QuarantineEntry) -> None:
        self.quarantined += 1
        if len(self.reasons) < _REASONS_SHOWN:
            self.reasons.append(entry.error)

    def add_event(self, event: EventRecord) -> None:
        """Count an event and how its facts relate."""
        self.events += 1
        self.relations.update(fact.relation for fact in event.facts)

    def counts(self) -> dict[str, Any]:
        """Return the counts as the manifest has them, in a fixed order."""
        return {
            "read": self.read,
            "articles": self.articles.total(),
            "by_language": dict(sorted(self.articles.items())),
            "duplicates": len(self.duplicates),
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
        if self.duplicates:
            lines.append(f"duplicates   {_number(len(self.duplicates))}, counted once (listed in run.json)")
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
