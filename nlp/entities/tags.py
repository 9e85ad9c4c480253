"""From scores of tags to spans: the best path through the tags that may follow each other.

Our own tagger marks a name of one character S-, a longer one B-, I-, …, E-. Imported ones may do without S and E: there
I- goes on with what B- began. O is no name. A path is decoded by Viterbi's algorithm, so no span begins in its middle.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Path = npt.NDArray[np.int64]
Span = tuple[int, int, str]

OUTSIDE = "O"
_FORBIDDEN = np.float32(-1e4)
_PREFIXES = "BIES"


def make_tags(labels: Sequence[str]) -> list[str]:
    """List the tags of some labels, O first."""
    return [OUTSIDE, *(f"{prefix}-{label}" for label in labels for prefix in _PREFIXES)]


def _marks_ends(tags: Sequence[str]) -> bool:
    return any(tag[0] in "ES" for tag in tags)


def may_follow(tags: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which tag may follow which: row before, column after."""
    closed = _marks_ends(tags)
    return np.array([[_fits(before, after, closed) for after in tags] for before in tags])


def _fits(before: str, after: str, closed: bool) -> bool:
    within = before[0] in "BI" and after[0] in "IE" and before[1:] == after[1:]
    if closed and before[0] in "BI":
        return within
    return within or after[0] in "OBS"


def may_begin(tags: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which tags may begin a stretch."""
    return np.array([tag[0] in "OBS" for tag in tags])


def may_end(tags: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which tags may end a stretch."""
    last = "OES" if _marks_ends(tags) else "OBI"
    return np.array([tag[0] in last for tag in tags])


class Decoder:
    """Finds the best path through the tags of stretches."""

    def __init__(self, tags: Sequence[str], transitions: Scores) -> None:
        self.tags = list(tags)
        # Row after, column before: the best of what comes before is then sought along a row, which is faster.
        allowed = np.where(may_follow(tags), transitions, _FORBIDDEN)
        self._transitions = np.ascontiguousarray(allowed.T, dtype=np.float32)
        self._begin = np.where(may_begin(tags), np.float32(0), _FORBIDDEN)
        self._end = np.where(may_end(tags), np.float32(0), _FORBIDDEN)
        self._weights = np.where(may_follow(tags), np.exp(transitions.astype(np.float64)), 0.0)

    def best_paths(self, stretches: Sequence[Scores]) -> list[Path]:
        """Give the number of the best tag at each place of some stretches.

        All are decoded together, which is faster and gives each what it would get alone.

        Args:
            stretches: of each, the scores [places, tags], at least one place.
        """
        batch = _Batch(stretches)
        best = batch.scores[0] + self._begin
        back = np.zeros(batch.scores.shape, dtype=np.intp)
        for place in range(1, len(batch.scores)):
            going = batch.going(place)
            reach = best[:going, None, :] + self._transitions
            came = back[place, :going] = reach.argmax(axis=2)
            best[:going] = np.take_along_axis(reach, came[..., None], axis=2)[..., 0] + batch.scores[place, :going]
        tag = (best + self._end).argmax(axis=1)
        tags = np.empty(batch.scores.shape[:2], dtype=np.int64)
        rows = np.arange(len(tag))
        for place in range(len(batch.scores) - 1, -1, -1):
            going = batch.going(place)
            tags[place] = tag
            tag[:going] = back[place, rows[:going], tag[:going]]
        return batch.unpack(tags)

    def certainties(
        self, stretches: Sequence[Scores], paths: Sequence[Path], names: Sequence[Sequence[Span]]
    ) -> list[list[float]]:
        """Give the chance that each of the names on a path is one, among all paths, by the forward-backward algorithm.

        Args:
            stretches: as for `best_paths`.
            paths: what that gave.
            names: what `decode_path` gave for each.
        """
        found: list[list[float]] = [[] for _ in stretches]
        named = [place for place, here in enumerate(names) if here]
        if not named:
            return found
        batch = _Batch([stretches[place] for place in named])
        size = batch.scores.shape
        chances = np.exp(batch.scores.astype(np.float64) - batch.scores.max(axis=2, keepdims=True))
        forward, backward, scale = np.empty(size), np.empty(size), np.ones((*size[:2], 1))
        state = chances[0] * (self._begin == 0)
        last = (self._end == 0).astype(np.float64)
        for place in range(size[0]):
            going = batch.going(place)
            if place:
                # A stack of products of one row, not one product of all rows: its digits depend on no other row.
                state = (state[:going, None, :] @ self._weights)[:, 0] * chances[place, :going]
            scale[place, :going] = np.add.reduce(state, axis=1, keepdims=True)
            forward[place, :going] = state = state / scale[place, :going]
        backward[-1] = last
        for place in range(size[0] - 1, 0, -1):
            going = batch.going(place)
            backward[place - 1] = last
            weighed = (chances[place, :going] * backward[place, :going])[..., None]
            backward[place - 1, :going] = (self._weights @ weighed)[..., 0] / scale[place, :going]
        ahead, behind, shares, scales = (batch.unpack(each) for each in (forward, backward, chances, scale[..., 0]))
        for row, place in enumerate(named):
            path, total = paths[place], ahead[row][-1] @ last
            for start, end, _ in names[place]:
                chance = ahead[row][start, path[start]] * behind[row][end - 1, path[end - 1]] / total
                for at in range(start + 1, end):
                    step = self._weights[path[at - 1], path[at]]
                    chance *= step * shares[row][at, path[at]] / scales[row][at]
                found[place].append(float(chance))
        return found

    def decode(self, stretches: Sequence[Scores]) -> list[list[Span]]:
        """Give (start, end, label) of each name on the best path of each stretch."""
        return [self.decode_path(path) for path in self.best_paths(stretches)]

    def decode_path(self, path: Path) -> list[Span]:
        """Give (start, end, label) of each name on a path."""
        return spans([self.tags[index] for index in path])


class _Batch:
    """Stretches side by side, the longest first, so that those that go on at a place are the first ones."""

    def __init__(self, stretches: Sequence[Scores]) -> None:
        self._order = sorted(range(len(stretches)), key=lambda index: -len(stretches[index]))
        self._lengths = [len(stretches[index]) for index in self._order]
        self.scores = np.zeros((self._lengths[0], len(stretches), stretches[0].shape[1]), dtype=np.float32)
        for row, index in enumerate(self._order):
            self.scores[: self._lengths[row], row] = stretches[index]
        shortest_first = self._lengths[::-1]
        self._going = [len(stretches) - bisect_right(shortest_first, place) for place in range(self._lengths[0])]

    def going(self, place: int) -> int:
        """How many stretches have a place."""
        return self._going[place]

    def unpack(self, places: npt.NDArray[Any]) -> list[npt.NDArray[Any]]:
        """Give to each stretch what was found at its places, in the order in which they came."""
        found = {index: places[: self._lengths[row], row] for row, index in enumerate(self._order)}
        return [found[index] for index in range(len(self._order))]


def spans(path: Sequence[str]) -> list[Span]:
    """Read the names off a path of tags."""
    found: list[Span] = []
    start, label = 0, ""
    for place, tag in enumerate([*path, OUTSIDE]):
        if label and not (tag[0] in "IE" and tag[2:] == label):
            found.append((start, place, label))
            label = ""
        if tag[0] in "BS":
            start, label = place, tag[2:]
    return found


def path_of(length: int, names: Sequence[Span]) -> list[str]:
    """Write names as a path of tags that mark ends, the inverse of `spans`."""
    path = [OUTSIDE] * length
    for start, end, label in names:
        if end - start == 1:
            path[start] = f"S-{label}"
        else:
            path[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 2), f"E-{label}"]
    return path
