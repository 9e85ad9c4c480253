"""The events of a run, part by part: claims are laid down on disk by part, and only a part that has changed is built.

What is in memory is one part for each worker, whatever the size of the feed.
"""

from __future__ import annotations

import heapq
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Any

from nlp.batch.files import write_whole, writing
from nlp.batch.record import Record
from nlp.batch.tasks import PartTask, part_digest
from nlp.records import Claim, EventRecord

_PART_CLAIMS = 8_192  # a part of this size takes some ten megabytes and seconds
_FEWEST, _MOST = 16, 512  # parts: some for each worker; no more than files may be open together
_BUFFERED = 1 << 25  # bytes that wait to be written


def count_parts(claims: int) -> int:
    """Choose the number of parts for a number of claims; powers of two, so that it seldom changes as a feed grows."""
    parts = _FEWEST
    while parts < _MOST and claims > parts * _PART_CLAIMS:
        parts *= 2
    return parts


class Spill:
    """Claims on their way to the parts, in files of a folder of its own, which is emptied first."""

    def __init__(self, folder: Path, parts: int, aliases: Mapping[str, str]) -> None:
        self._folder, self._parts, self._aliases = folder, parts, aliases
        self._buffers: dict[int, list[bytes]] = {}
        self._buffered = 0
        with writing(folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()

    def add(self, record: Record) -> None:
        """Send the claims of an article to their parts, and to each of these what is known of the article."""
        from nlp.events import route  # noqa: PLC0415 - loads the tables of the events

        touched = set()
        for line in record.lines["claims"].splitlines():
            routed = route(Claim.from_dict(json.loads(line)), self._aliases, self._parts)
            if routed is not None:
                part, claim = routed
                touched.add(part)
                self._put(part, "claim", claim.to_dict())
        for part in sorted(touched):
            if record.source is not None:
                self._put(part, "source", record.source.to_dict())

    def parts(self) -> Iterator[tuple[int, bytes]]:
        """Give the lines of each part that has any."""
        self._write()
        for part in range(self._parts):
            path = self._path(part)
            if path.exists():
                yield part, path.read_bytes()
                path.unlink()
        self._folder.rmdir()

    def _put(self, part: int, kind: str, row: dict[str, object]) -> None:
        line = json.dumps([kind, row]).encode() + b"\n"
        self._buffers.setdefault(part, []).append(line)
        self._buffered += len(line)
        if self._buffered >= _BUFFERED:
            self._write()

    def _write(self) -> None:
        for part, lines in self._buffers.items():
            path = self._path(part)
            with writing(path), path.open("ab") as file:
                file.write(b"".join(lines))
        self._buffers, self._buffered = {}, 0

    def _path(self, part: int) -> Path:
        return self._folder / f"{part}.jsonl"


class BuiltParts:
    """The events of the parts that are built, kept in a folder under what they were built of."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder, self._fingerprint = folder, fingerprint
        self._used: list[Path] = []
        self.reused = 0

    def missing(self, parts: Iterable[tuple[int, bytes]]) -> Iterator[PartTask]:
        """Give the parts that are still to be built."""
        for _, lines in parts:
            digest = part_digest(lines, self._fingerprint)
            path = self._path(digest)
            self._used.append(path)
            if path.exists():
                self.reused += 1
            else:
                yield PartTask(digest, lines)

    def save(self, digest: str, events: bytes) -> None:
        """Keep the events of a part.

        Raises:
            OutputError: they cannot be written (E401).
        """
        write_whole(self._path(digest), events)

    def lines(self) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Give all events of the run in their order, each as a row and as its line."""
        for _, row, line in heapq.merge(*map(_ordered, self._used), key=itemgetter(0)):
            yield row, line

    def tidy(self) -> None:
        """Drop the parts that this run did not use."""
        for path in set(self._folder.iterdir()) - set(self._used):
            with suppress(OSError):  # the next run tries again
                path.unlink()

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.jsonl"


def _ordered(path: Path) -> Iterator[tuple[tuple[str, ...], dict[str, Any], bytes]]:
    from nlp.events import event_order  # noqa: PLC0415 - loads the tables of the events

    with path.open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            yield event_order(EventRecord.from_dict({**row, "facts": []})), row, line
