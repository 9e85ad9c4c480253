"""The knowledge base: who is known, under which names, in which language.

Plain tables in `kb/`, one entity a line; see `COLUMNS`. A user's own table has the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import get_args

from nlp.entities.candidates import lower_ascii
from nlp.errors import ConfigError
from nlp.records import EntityLabel
from nlp.tables import Row, read_table, read_table_file, split_cell
from nlp.text import fold

COLUMNS = ("id", "label", "name", "zh", "hant", "ko", "en", "ticker", "parent", "ambiguous")
TABLES = (
    "companies_cn.tsv",
    "companies_kr.tsv",
    "companies_world.tsv",
    "institutions.tsv",
    "media.tsv",
    "people.tsv",
    "places_world.tsv",
    "places_cn.tsv",
    "places_kr.tsv",
    "products.tsv",
)
_MARKETS = {
    **dict.fromkeys(("SSE", "SZSE", "BSE", "SH", "SZ", "BJ"), "CN"),
    **dict.fromkeys(("HKEX", "HKG", "HK"), "HK"),
    **dict.fromkeys(("NASDAQ", "NYSE"), "US"),
}
_LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of the knowledge base.

    Attributes:
        entity_id: slug, the same in every language.
        name: canonical name: as its home country writes it, in English for the rest of the world.
        aliases: every form under which texts name it, as the table writes it.
        tickers: `EXCHANGE:CODE`.
        parent: id of the group or owner; a parent is another entity.
        ambiguous: those of the aliases that are also ordinary words or other names.
        names: its usual name by language, for readers of that language.
    """

    entity_id: str
    label: EntityLabel
    name: str
    aliases: tuple[str, ...]
    tickers: tuple[str, ...] = ()
    parent: str | None = None
    ambiguous: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alias:
    """One form of one entity. `exact` is its spelling in the folded view; case counts where `cased` is set."""

    exact: str
    entity_id: str
    label: EntityLabel
    ambiguous: bool
    cased: bool


@dataclass(slots=True)
class KnowledgeBase:
    """Entities by id, their forms by folded lower-case spelling, and ids by ticker key."""

    entities: dict[str, Entity] = field(default_factory=dict)
    aliases: dict[str, list[Alias]] = field(default_factory=dict)
    tickers: dict[str, str] = field(default_factory=dict)

    def add(self, entity: Entity) -> None:
        """Add an entity and index its forms; a form that two entities share is ambiguous for both."""
        self.entities[entity.entity_id] = entity
        for ticker in entity.tickers:
            self.tickers[ticker_key(*ticker.split(":", 1))] = entity.entity_id
        for alias in entity.aliases:
            exact = fold_name(alias)
            rows = self.aliases.setdefault(lower_ascii(exact), [])
            if all(row.entity_id != entity.entity_id for row in rows):
                ambiguous = alias in entity.ambiguous
                rows.append(Alias(exact, entity.entity_id, entity.label, ambiguous, _is_cased(exact, ambiguous)))


def ticker_key(exchange: str, code: str) -> str:
    """Write a ticker so that texts' ways of writing it meet: HKEX:0700 and HK 00700 are one."""
    market = _MARKETS.get(exchange, exchange)
    return f"{market}:{code.lstrip('0') if code.isdigit() else code}"


def fold_name(name: str) -> str:
    """Write a name as the folded view shows it: half width, simplified characters."""
    return fold(name, "zh")


def _is_cased(name: str, ambiguous: bool) -> bool:
    """Short and ambiguous Latin names count only in their own case: SK but not sk, Meta but not meta."""
    return name.isascii() and (len(name) <= 4 or ambiguous)


def _entity(row: Mapping[str, str], path: str) -> Entity:
    label = row.get("label", "")
    if label not in _LABELS or not row.get("id") or not row.get("name"):
        raise ConfigError("E231", path=path, entity=row.get("id") or "?", labels=", ".join(_LABELS))
    every = [part for column in ("name", "zh", "hant", "ko", "en") for part in split_cell(row.get(column, ""))]
    return Entity(
        entity_id=row["id"],
        label=label,
        name=row["name"],
        aliases=tuple(dict.fromkeys(every)),
        tickers=tuple(split_cell(row.get("ticker", ""))),
        parent=row.get("parent") or None,
        ambiguous=frozenset(split_cell(row.get("ambiguous", ""))),
        names={lang: forms[0] for lang in ("zh", "ko") if (forms := split_cell(row.get(lang, "")))},
    )


def build(tables: Iterable[tuple[str, Iterable[Row]]]) -> KnowledgeBase:
    """Build a knowledge base.

    Args:
        tables: name of a table (for errors) and its rows; a later row of the same id replaces an earlier one.

    Raises:
        ConfigError: a row has no id, no name or an unknown label (E231).
    """
    entities: dict[str, Entity] = {}
    for path, rows in tables:
        for row in rows:
            entity = _entity(row, path)
            entities[entity.entity_id] = entity
    base = KnowledgeBase()
    for entity in entities.values():
        base.add(entity)
    return base


@cache
def load(extra: Path | None = None) -> KnowledgeBase:
    """Load the tables that ship with the package, once, and on top of them a user's own.

    Args:
        extra: a table with the same columns, or None.

    Raises:
        ConfigError: the user's table cannot be read (E203, E201) or has a bad row (E231).
    """
    tables: list[tuple[str, Iterable[Row]]] = [(name, read_table("nlp.entities", f"kb/{name}")) for name in TABLES]
    if extra is not None:
        tables.append((str(extra), read_table_file(extra)))
    return build(tables)
