"""Under which names a company is found: those that the articles use and those that the knowledge base lists.

Names are compared folded (`nlp.events.naming.fold_name`), as events and notes compare them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from nlp.events.naming import fold_name
from nlp.notes.company import language_of_name

if TYPE_CHECKING:
    from nlp.entities.knowledge import Entity

_SHORTEST_SPOKEN = 3  # characters; the sound of shorter names is that of too many words


class Name(NamedTuple):
    """A name of an entity: `script` is `zh`, `ko` or `en`, `place` orders the names of one script, best first."""

    entity_id: str
    name: str
    folded: str
    script: str
    place: int


def known_names(counted: Iterable[tuple[str, str, int]]) -> Iterator[Name]:
    """Collect the names of entities.

    Args:
        counted: entity id, a name that articles use, and how often; most frequent first.

    Yields:
        Each name once an entity: the usual one of each language by the knowledge base, then those that articles use,
        then the other listed ones; a ticker's code too. A Chinese name without a Korean one has its sound in hangul.
    """
    from nlp.entities import knowledge  # noqa: PLC0415 - a second that help does not pay

    base = knowledge.load()
    used: dict[str, list[str]] = {}
    for entity_id, name, _count in counted:
        used.setdefault(entity_id, []).append(name)
    for entity_id, surfaces in used.items():
        usual, listed = _listed(base.entities.get(entity_id))
        names = list(dict.fromkeys(name for name in (*usual, *surfaces, *listed) if name))
        yield from (
            Name(entity_id, name, folded, language_of_name(name) or "en", place)
            for place, name in enumerate(names + _spoken(names))
            if (folded := fold_name(name))
        )


def _listed(entity: Entity | None) -> tuple[list[str], list[str]]:
    """Give the usual names of an entity of the knowledge base, and all that it lists."""
    if entity is None:
        return [], []
    codes = [code for ticker in entity.tickers for code in (ticker, ticker.partition(":")[2])]
    return [entity.name, *entity.names.values()], [*entity.aliases, *codes]


def _spoken(names: list[str]) -> list[str]:
    """Say a Chinese name in Korean where no name is Korean."""
    from nlp.entities.names import hangul_of_chinese  # noqa: PLC0415

    if any(language_of_name(name) == "ko" for name in names):
        return []
    chinese = next((name for name in names if language_of_name(name) == "zh" and len(name) >= _SHORTEST_SPOKEN), "")
    sound = hangul_of_chinese(chinese) if chinese else None
    return [sound] if sound else []
