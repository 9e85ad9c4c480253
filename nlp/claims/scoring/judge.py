"""What decides between readings: the interface, and what the shipped model has to offer behind it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

DECISIONS = ("metric", "aspect", "sign", "subject", "segment", "period", "modality")
"""The questions asked of each number, in this order; each sees the answers to those before it."""

_LOWEST_LOG = -8.0


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate as the judge sees it: `numbers` for its place and kind, `words` for the wording around it."""

    numbers: list[float]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reading that is best, by its place among the candidates, and the chance of each; they add up to 1."""

    index: int
    chances: Sequence[float]


def log_chance(chance: float) -> float:
    """The logarithm of a chance, kept from minus infinity."""
    return max(_LOWEST_LOG, math.log(max(chance, 1e-9)))


class Judge(Protocol):
    """Chooses among candidates by their features."""

    def choose(
        self, decision: str, place: tuple[int, int], candidates: Sequence[object], rows: Sequence[Row]
    ) -> Verdict:
        """Choose a candidate.

        Args:
            decision: one of `DECISIONS`.
            place: the number's offsets in the article.
            candidates: the readings; at least one.
            rows: what is known of each; all `numbers` of a decision have one length.
        """
        ...

    def confidence(self, clues: Mapping[str, float]) -> float:
        """How sure a whole measure is.

        Args:
            clues: what tells it, by name; the same names for every measure.

        Returns:
            The chance that all its fields are right, from 0 to 1.
        """
        ...
