"""From the inputs to the units of a run: what is analysed, or set aside, alone.

An article out of a feed is a unit, and so is a file that takes long to read, such as a page, which is read where it is
analysed. A unit has a key: what its result depends on, digested. A unit whose key was met before need not be done
again, in whichever run, shard or place of the input it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.reading import Options, Source, read_page
from nlp.records import Article, QuarantineEntry, stable_id


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page that is still to be read.

    Attributes:
        source: where it is.
        data: its bytes.
        apart: whether another text has its id, so that it needs one of its own.
        encoding: as in `Options`.
        max_bytes: as in `Options`.
    """

    source: Source
    data: bytes
    apart: bool
    encoding: str | None
    max_bytes: int

    def to_dict(self) -> dict[str, object]:
        """Return what identifies it."""
        content, options = hashlib.sha256(self.data).hexdigest(), [self.encoding, self.max_bytes]
        return {"name": self.source.name, "content": content, "apart": self.apart, "options": options}

    def read(self) -> Article | QuarantineEntry:
        """Read the page."""
        item = read_page(self.data, self.source, Options(self.encoding, self.max_bytes))
        if self.apart and isinstance(item, Article):
            return replace(item, article_id=f"{item.article_id}-{stable_id(item.text)}")
        return item


Item = Article | QuarantineEntry | Page


def size_of(item: Item) -> int:
    """Return about how many characters an item has."""
    return len(item.text) if isinstance(item, Article) else len(item.data) if isinstance(item, Page) else 0


@dataclass(frozen=True, slots=True)
class Unit:
    """An article or a page to analyse, or an entry of what could not be read, which passes through.

    `key` identifies the unit and what its result depends on. `weight` is its share of the bytes of the input, by which
    progress is told.
    """

    key: bytes
    item: Item
    weight: int


def unit_of(item: Item, fingerprint: str, weight: int) -> Unit:
    """Make the unit of what was read.

    Args:
        item: as reading gives it.
        fingerprint: what the analysis depends on besides the article; see `nlp.batch.fingerprint`.
        weight: bytes of the input.
    """
    content = json.dumps([type(item).__name__, fingerprint, item.to_dict()], sort_keys=True, default=str)
    return Unit(hashlib.sha256(content.encode()).digest()[:16], item, weight)


@dataclass(frozen=True, slots=True)
class Shard:
    """Units that one worker does in one go; which units are together changes nothing."""

    units: tuple[Unit, ...]

    @property
    def name(self) -> str:
        """A name that is the same for the same units."""
        return hashlib.sha256(b"".join(unit.key for unit in self.units)).hexdigest()[:32]


_FIRST, _MOST = 4, 64  # units of a shard: few at first, so that small runs use all workers; later fewer files
_CHARACTERS = 250_000  # of a shard, which bounds what is in memory and what a kill costs


def group(units: Iterator[Unit]) -> Iterator[Shard]:
    """Put units together to shards that grow from a few units to many."""
    size = _FIRST
    members: list[Unit] = []
    characters = 0
    for unit in units:
        members.append(unit)
        characters += size_of(unit.item)
        if len(members) >= size or characters >= _CHARACTERS:
            yield Shard(tuple(members))
            members, characters, size = [], 0, min(size + 1, _MOST)
    if members:
        yield Shard(tuple(members))
