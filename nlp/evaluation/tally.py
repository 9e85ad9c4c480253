"""Counts that add up, and the figures that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Counts(NamedTuple):
    """What became of the entries that the gold requires, and what was found beside them.

    The five numbers of SemEval-2013: of the required entries, those that are `correct`, `incorrect` (found, but wrong),
    `partial` (found in part, worth half) and `missed`; and the `spurious` ones, which the gold does not have. Counts of
    documents add up to those of a corpus.
    """

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def required(self) -> int:
        """Number of entries that the gold requires."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return self._share(self.correct + self.incorrect + self.partial + self.spurious)

    @property
    def recall(self) -> float | None:
        """The share of what the gold requires that was found; None where it requires nothing."""
        return self._share(self.required)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where the gold requires nothing."""
        if not self.required:
            return None
        both = 2 * (self.correct + self.incorrect + self.partial) + self.missed + self.spurious
        return (2 * self.correct + self.partial) / both

    def _share(self, of: int) -> float | None:
        return (self.correct + self.partial / 2) / of if of else None


def add_up(rows: Iterable[Counts]) -> Counts:
    """Add counts up, number by number."""
    total = [0] * len(Counts._fields)
    for row in rows:
        for place, number in enumerate(row):
            total[place] += number
    return Counts(*total)
