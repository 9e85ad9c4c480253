"""Find every listed name in a text, in one pass.

The first two characters of each name lead to the lengths that names of that beginning have; the slices of those
lengths are looked up. That is a few dictionary look-ups a character, however long the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import add
from typing import Generic, TypeVar

Value = TypeVar("Value")

_HEAD = 2
_FEW = 24


class Gazetteer(Generic[Value]):
    """Names in the lower-case folded form, each with a value."""

    def __init__(self, names: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[str, Value] = {name: value for name, value in names if len(name) >= _HEAD}
        lengths: dict[str, set[int]] = {}
        for name in self._values:
            lengths.setdefault(name[:_HEAD], set()).add(len(name))
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    def __len__(self) -> int:
        return len(self._values)

    def scan(self, lower: str) -> Iterator[tuple[int, int, Value]]:
        """Yield (start, end, value) of every occurrence, overlapping ones too; at one start the longest first."""
        if len(self._values) <= _FEW:
            yield from self._scan_few(lower)
            return
        lengths, values = self._lengths, self._values
        for start, head in enumerate(map(add, lower, lower[1:])):
            found = lengths.get(head)
            if found is None:
                continue
            for length in found:
                end = start + length
                value = values.get(lower[start:end])
                if value is not None and end <= len(lower):
                    yield start, end, value

    def _scan_few(self, lower: str) -> Iterator[tuple[int, int, Value]]:
        """Look for name after name, which is faster while there are few."""
        found = []
        for name in self._values:
            start = lower.find(name)
            while start >= 0:
                found.append((start, -len(name), name))
                start = lower.find(name, start + 1)
        for start, length, name in sorted(found):
            yield start, start - length, self._values[name]
