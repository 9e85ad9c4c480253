"""From scores of tags to spans: the best path through the tags that may follow each other.

Our own tagger marks a name of one character S-, a longer one B-, I-, …, E-. Imported ones may do without S and E: there
I- goes on with what B- began. O is no name. A path is decoded by Viterbi's algorithm, so no span begins in its middle.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
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
    """Finds the best path through the tags of one stretch."""

    def __init__(self, tags: Sequence[str], transitions: Scores) -> None:
        self.tags = list(tags)
        # Row after, column before: the best of what comes before is then sought along a row, which is faster.
        allowed = np.where(may_follow(tags), transitions, _FORBIDDEN)
        self._transitions = np.ascontiguousarray(allowed.T, dtype=np.float32)
        self._begin = np.where(may_begin(tags), np.float32(0), _FORBIDDEN)
        self._end = np.where(may_end(tags), np.float32(0), _FORBIDDEN)
        self._weights = np.where(may_follow(tags), np.exp(transitions.astype(np.float64)), 0.0)

    def best_path(self, scores: Scores) -> npt.NDArray[np.int64]:
        """Give the number of the best tag at each place.

        Args:
            scores: [places, tags], at least one place.
        """
        columns = np.arange(len(self.tags))
        best = scores[0] + self._begin
        reach, back = np.empty_like(self._transitions), np.empty(scores.shape, dtype=np.intp)
        for place in range(1, len(scores)):
            np.add(best, self._transitions, out=reach)
            reach.argmax(axis=1, out=back[place])
            best = reach[columns, back[place]] + scores[place]
        path = np.empty(len(scores), dtype=np.int64)
        path[-1] = (best + self._end).argmax()
        for place in range(len(scores) - 1, 0, -1):
            path[place - 1] = back[place, path[place]]
        return path

    def certainties(self, scores: Scores, path: npt.NDArray[np.int64], names: Sequence[Span]) -> list[float]:
        """Give the chance that each of the names on a path is one, among all paths, by the forward-backward algorithm.

        Args:
            scores: as for `best_path`.
            path: what that gave.
            names: what `decode_path` gave.
        """
        if not names:
            return []
        chances = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
        forward, scale = np.empty_like(chances), np.empty(len(chances))
        state = chances[0] * (self._begin == 0)
        for place in range(len(chances)):
            if place:
                state = (state @ self._weights) * chances[place]
            scale[place] = total = np.add.reduce(state)
            forward[place] = state = state / total
        last = (self._end == 0).astype(np.float64)
        backward = np.empty_like(chances)
        backward[-1] = last
        for place in range(len(chances) - 1, 0, -1):
            backward[place - 1] = self._weights @ (chances[place] * backward[place]) / scale[place]
        total = forward[-1] @ last
        found = []
        for start, end, _ in names:
            chance = forward[start, path[start]] * backward[end - 1, path[end - 1]] / total
            for place in range(start + 1, end):
                step = self._weights[path[place - 1], path[place]]
                chance *= step * chances[place, path[place]] / scale[place]
            found.append(float(chance))
        return found

    def decode(self, scores: Scores) -> list[Span]:
        """Give (start, end, label) of each name on the best path."""
        return self.decode_path(self.best_path(scores))

    def decode_path(self, path: npt.NDArray[np.int64]) -> list[Span]:
        """Give (start, end, label) of each name on a path."""
        return spans([self.tags[index] for index in path])


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
