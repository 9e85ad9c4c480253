"""A research note before it is Markdown, a page or a workbook: words in the reader's language, figures with sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nlp.records import Article, Claim, Relation


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as its reader writes it.

    Attributes:
        text: with unit, and with what it is where that is not the level: 전년 동기 대비 18.91%.
        low, high, unit: the value itself, as the contract has it.
        footnotes: numbers of the footnotes that lead to its sources; never empty.
        doubtful: whether it is listed under what is to be checked.
    """

    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    footnotes: tuple[int, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the key figures. `languages` counts the articles by language."""

    what: str
    period: str
    values: tuple[Figure, ...]
    changes: tuple[Figure, ...]
    before: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    languages: Counter[str]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, cut where it is long, with the part that counts between `before` and `after`."""

    before: str
    marked: str
    after: str
    lang: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one article says: its value, or a statement; `speaker` is who is quoted, or empty."""

    published: date | None
    article_id: str
    lang: str
    kind: str
    speaker: str
    figure: Figure
    quote: Quote


@dataclass(frozen=True, slots=True)
class Revision:
    """Expectations that an outcome has met, each with how far off it was, and the reports of the outcome."""

    what: str
    period: str
    expected: tuple[tuple[Voice, str], ...]
    outcomes: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values that cannot all hold: who says what."""

    what: str
    period: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure to be checked, and why."""

    what: str
    period: str
    figure: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """Figures of one thing in one period."""

    what: str
    period: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A figure of no listed concept: it is told by its sentence."""

    period: str
    figure: Figure
    quote: Quote


@dataclass(frozen=True, slots=True)
class Trend:
    """Values of one concept in periods of one length, the oldest first."""

    what: str
    points: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a figure or a statement stands. `marker` is its number in the note."""

    marker: int
    claim: Claim
    article: Article | None
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a note says of one company.

    Attributes:
        key: entity id, or the name where there is none.
        name: in the reader's language.
        names: what else it is called, for search.
        summary: from how much this comes.
        articles: ids of the articles that the figures are from.
        only: by language, what no other language reports; empty where all articles are in one.
    """

    key: str
    name: str
    names: tuple[str, ...]
    summary: str
    articles: tuple[str, ...]
    languages: Counter[str]
    facts: int
    rows: tuple[Row, ...]
    revisions: tuple[Revision, ...]
    conflicts: tuple[Conflict, ...]
    doubts: tuple[Doubt, ...]
    statements: tuple[Voice, ...]
    only: tuple[tuple[str, tuple[Item, ...]], ...]
    others: tuple[Other, ...]
    trends: tuple[Trend, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note: one chapter a company."""

    lang: str
    title: str
    start: date | None
    end: date | None
    chapters: tuple[Chapter, ...]
    footnotes: tuple[Footnote, ...]
    articles: tuple[Article, ...]


def by_speaker(voices: Iterable[Voice]) -> list[tuple[str, list[Voice]]]:
    """Group statements by who made them, in the order of first words."""
    groups: dict[str, list[Voice]] = {}
    for voice in voices:
        groups.setdefault(voice.speaker, []).append(voice)
    return list(groups.items())
