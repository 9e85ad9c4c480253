"""The knowledge base: who is known, under which names, in which language.

Plain tables in `kb/`, one entity a line; see `COLUMNS`. A user's own table has the same columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import cast, get_args

from nlp.entities.candidates import lower_ascii
from nlp.errors import ConfigError
from nlp.records import EntityLabel
from nlp.tables import Row, read_numbered_file, read_table, split_cell
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
_SHORTEST_SPOKEN = 3  # characters; the sound of shorter names is that of too many words
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

    def add(self, entity: Entity, own: bool = False) -> None:
        """Add an entity and index its forms.

        A form that two listed entities share is ambiguous for both; one of an entity that a user lists is its alone.
        """
        self.entities[entity.entity_id] = entity
        for ticker in entity.tickers:
            self.tickers[ticker_key(*ticker.split(":", 1))] = entity.entity_id
        for alias in entity.aliases:
            exact = fold_name(alias)
            rows = self.aliases.setdefault(lower_ascii(exact), [])
            if own:
                rows[:] = [row for row in rows if row.entity_id == entity.entity_id]
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


def _entity(row: Mapping[str, str]) -> Entity:
    every = [part for column in ("name", "zh", "hant", "ko", "en") for part in split_cell(row.get(column, ""))]
    return Entity(
        entity_id=row["id"],
        label=cast("EntityLabel", row["label"]),
        name=row["name"],
        aliases=tuple(dict.fromkeys(every)),
        tickers=tuple(split_cell(row.get("ticker", ""))),
        parent=row.get("parent") or None,
        ambiguous=frozenset(split_cell(row.get("ambiguous", ""))),
        names={lang: forms[0] for lang in ("zh", "ko", "en") if (forms := split_cell(row.get(lang, "")))},
    )


def _check(path: str, line: int, row: Row) -> Entity:
    """Make an entity of a line of a user's table, or say what is wrong with it."""
    place: dict[str, object] = {"path": path, "line": line, "entity": row.get("id") or "?"}
    if row.get("label") not in _LABELS or not row.get("id") or not row.get("name"):
        raise ConfigError("E231", **place, labels=", ".join(_LABELS))
    entity = _entity(row)
    for ticker in entity.tickers:
        if not all(ticker.partition(":")):
            raise ConfigError("E233", **place, ticker=ticker)
    for form in sorted(entity.ambiguous.difference(entity.aliases)):
        raise ConfigError("E234", **place, form=form)
    return entity


def _spoken(entity: Entity) -> Entity:
    """Add the Korean form by the rules of transcription to a Chinese name that has none."""
    from nlp.entities.linking import core_name  # noqa: PLC0415 - it builds on this module
    from nlp.entities.names import hangul_of_chinese  # noqa: PLC0415

    chinese = core_name(entity.names.get("zh", ""))
    if "ko" in entity.names or entity.label == "PRODUCT" or len(chinese) < _SHORTEST_SPOKEN:
        return entity
    sound = hangul_of_chinese(chinese, entity.label == "PERSON")
    return replace(entity, aliases=(*entity.aliases, sound)) if sound else entity


def read_own(path: Path) -> list[Entity]:
    """Read a user's own table.

    Args:
        path: a table with columns out of `COLUMNS`; `id`, `label` and `name` must be filled.

    Returns:
        Its entities. A Chinese name without a Korean one also has its sound in hangul.

    Raises:
        ConfigError: it cannot be read (E203), holds nothing (E236), or a line is wrong (E201, E231 to E235).
    """
    rows = read_numbered_file(path)
    if not rows:
        raise ConfigError("E236", path=path, columns=", ".join(COLUMNS))
    lines: dict[str, int] = {}
    entities = []
    for line, row in rows:
        for column in row:
            if column not in COLUMNS:
                raise ConfigError("E232", path=path, column=column, columns=", ".join(COLUMNS))
        entity = _check(str(path), line, row)
        if lines.setdefault(entity.entity_id, line) != line:
            raise ConfigError("E235", path=path, line=line, entity=entity.entity_id, first=lines[entity.entity_id])
        entities.append(_spoken(entity))
    return entities


@cache
def load(extra: Path | None = None) -> KnowledgeBase:
    """Load the tables that ship with the package, once, and on top of them a user's own.

    Args:
        extra: a table with the same columns, or None. An entity with a listed id replaces the listed one, and a name
            that is listed for another entity too is the user's.

    Raises:
        ConfigError: see `read_own`.
    """
    own = read_own(extra) if extra is not None else []
    replaced = {entity.entity_id for entity in own}
    base = KnowledgeBase()
    for table in TABLES:
        for row in read_table("nlp.entities", f"kb/{table}"):
            if row["id"] not in replaced:
                base.add(_entity(row))
    for entity in own:
        base.add(entity, own=True)
    return base
