"""What is done in worker processes: articles of a shard to records, claims of a part to events. Bytes in, bytes out."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from nlp.batch.output import json_line
from nlp.batch.record import Analyze, Record, failure, make_record, quarantine
from nlp.batch.units import Page, Shard, size_of
from nlp.errors import AnalysisError
from nlp.records import Article, Claim, QuarantineEntry, Source

Tick = Callable[[int], None]
Lost = tuple[str, dict[str, str]]  # code of an error, and what its message says
T_co = TypeVar("T_co", covariant=True)

_USUAL_CHARACTERS = 20_000  # of a text up to which no article may take longer than another

_loaded: dict[Callable[[], Analyze], Analyze] = {}


class Task(Protocol[T_co]):
    """Something to do in another process; what it returns depends on the task alone, so that it can be done twice."""

    def run(self, tick: Tick, lost: Mapping[int, Lost]) -> T_co:
        """Do it.

        Args:
            tick: called with the number of each item before it is begun; who watches knows what is taking long.
            lost: items that ended the process, or their time, in an earlier try: what to write of them.
        """

    def share(self, item: int) -> float:
        """Say how many times the usual time an item may take."""


@dataclass(frozen=True, slots=True)
class Loader:
    """Loads the analysis with some settings; two of the same settings are equal, so that a worker loads it once."""

    function: Callable[..., Analyze]
    settings: tuple[Any, ...] = ()

    def __call__(self) -> Analyze:
        """Load the analysis, unless this process has it."""
        if self not in _loaded:
            _loaded[self] = self.function(*self.settings)
        return _loaded[self]


@dataclass(frozen=True, slots=True)
class ShardResult:
    """The records of a shard, in the order of its units, in short and packed; and the processor's seconds they took."""

    shard: Shard
    records: tuple[Record, ...]
    packed: tuple[bytes, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class ShardTask:
    """Analyses the units of a shard."""

    shard: Shard
    load: Loader

    def share(self, item: int) -> float:
        """Give a long text more time, in proportion."""
        return max(1.0, size_of(self.shard.units[item].item) / _USUAL_CHARACTERS)

    def run(self, tick: Tick, lost: Mapping[int, Lost]) -> ShardResult:
        """Analyse the units, one failure at a time.

        Raises:
            XinmunError: the analysis cannot be loaded.
        """
        analyze = self.load()
        from nlp.batch import near_duplicates  # noqa: F401, PLC0415 - loaded before the first article's time begins

        started = time.process_time()
        records = []
        for number, unit in enumerate(self.shard.units):
            tick(number)
            if number in lost and not isinstance(unit.item, QuarantineEntry):
                records.append(_give_up(unit.item, lost[number]))
            else:
                records.append(make_record(unit.item, analyze))
        packed = tuple(record.pack() for record in records)
        return ShardResult(self.shard, tuple(map(_brief, records)), packed, time.process_time() - started)


def _give_up(article: Article | Page, why: Lost) -> Record:
    code, values = why
    name = article.source.name if isinstance(article, Page) else article.article_id
    error = AnalysisError(code, article=name, **values)
    return quarantine(failure(article, error), retry=True)


def _brief(record: Record) -> Record:
    """Leave out what is in the packed record and would travel twice, and of the source what only the events need."""
    source = record.source and replace(record.source, samples="")
    return replace(record, lines={}, source=source)


@dataclass(frozen=True, slots=True)
class PartTask:
    """Builds the events of a part out of its lines: claims with their subjects resolved, and what is known of articles.

    Attributes:
        digest: what the events depend on; see `part_digest`.
        lines: lines of JSON in any order, `["claim", …]` or `["source", …]`.
    """

    digest: str
    lines: bytes = field(repr=False)

    def share(self, _item: int) -> float:
        """A part has no items."""
        return 1.0

    def run(self, _tick: Tick, _lost: Mapping[int, Lost]) -> tuple[str, bytes]:
        """Build the events.

        Returns:
            The digest, and the events as lines of JSON in the order of events.
        """
        from nlp.events import build_part  # noqa: PLC0415 - loads the tables of the events

        claims, sources = [], {}
        for line in self.lines.splitlines():
            kind, row = json.loads(line)
            if kind == "claim":
                claims.append(Claim.from_dict(row))
            else:
                sources[row["article_id"]] = Source.from_dict(row)
        return self.digest, b"".join(json_line(event.to_dict()) for event in build_part(claims, sources))


def part_digest(lines: bytes, fingerprint: str) -> str:
    """Digest what the events of a part depend on; the order of the lines is not among it."""
    digest = hashlib.sha256(fingerprint.encode())
    for line in sorted(lines.splitlines()):
        digest.update(line + b"\n")
    return digest.hexdigest()[:32]
