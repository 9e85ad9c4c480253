"""How sure a figure is: bootstrap over documents, and over pairs of documents for two systems.

Documents are drawn with replacement, for all layers and both systems the same ones: what depends on which articles were
annotated shows in the interval, and two systems are compared on the same draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.evaluation.tally import Counts, add_up

RESAMPLES = 2000
_SEED = 20250101
_TAIL = 2.5  # per cent on either side: a 95 % interval


class Interval(NamedTuple):
    """The bounds of a 95 % interval."""

    low: float
    high: float


class Comparison(NamedTuple):
    """The difference of two systems' F1, its interval, and the chance of one at least so large among equal systems."""

    difference: float
    interval: Interval
    p: float


class Bootstrap:
    """The draws of documents: the same for the same number of documents, in every process and version of numpy."""

    def __init__(self, documents: int, resamples: int = RESAMPLES) -> None:
        """Draw.

        Args:
            documents: how many there are.
            resamples: how often to draw as many.
        """
        dice = np.random.RandomState(_SEED)  # its stream is frozen for ever, as that of default_rng is not
        self._weights = np.zeros((resamples, documents))
        if documents:
            for draw in range(resamples):
                self._weights[draw] = np.bincount(dice.randint(documents, size=documents), minlength=documents)

    def interval(self, rows: Sequence[Counts]) -> Interval | None:
        """Return the interval of F1; None where the gold requires nothing."""
        drawn = self._f1(rows)
        return _interval(drawn[~np.isnan(drawn)])

    def compare(self, rows: Sequence[Counts], others: Sequence[Counts]) -> Comparison | None:
        """Compare two systems on the same documents.

        Args:
            rows: counts of one, by document.
            others: counts of the other, in the same order.

        Returns:
            Its difference to the other, above 0 where it is better; None where the gold requires nothing.
        """
        drawn = self._f1(rows) - self._f1(others)
        drawn = drawn[~np.isnan(drawn)]
        interval = _interval(drawn)
        if interval is None:
            return None
        difference = float(_shares(_sum(rows)) - _shares(_sum(others)))
        # Two-sided; the observed sample counts as one draw, so that no finite number of draws gives 0.
        tail = min(np.count_nonzero(drawn <= 0), np.count_nonzero(drawn >= 0)) + 1
        return Comparison(difference, interval, min(1.0, 2 * tail / (len(drawn) + 1)))

    def _f1(self, rows: Sequence[Counts]) -> NDArray[np.float64]:
        return _shares(self._weights @ np.array(rows, dtype=np.float64).reshape(-1, len(Counts._fields)))


def _sum(rows: Sequence[Counts]) -> NDArray[np.float64]:
    return np.array(add_up(rows), dtype=np.float64)


def _shares(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of counts, a row each; not a number where nothing is required."""
    correct, incorrect, partial, missed, spurious = np.moveaxis(counts, -1, 0)
    required = correct + incorrect + partial + missed
    both = np.where(required > 0, required + correct + incorrect + partial + spurious, np.nan)
    shares: NDArray[np.float64] = (2 * correct + partial) / both
    return shares


def _interval(drawn: NDArray[np.float64]) -> Interval | None:
    if not len(drawn):
        return None
    low, high = np.percentile(drawn, (_TAIL, 100 - _TAIL))
    return Interval(float(low), float(high))
