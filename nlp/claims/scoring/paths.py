"""What stands between two places of a sentence, with all that varies replaced by its kind: 은 T M from 은 지난해 매출.

Such a path is what relation extraction has long read a relation from (Bunescu and Mooney 2005); where no parser is, the
surface serves.
"""

from __future__ import annotations

import bisect
import re
from functools import lru_cache
from itertools import pairwise

from nlp.claims.scoring.chunks import name_length
from nlp.claims.scoring.features import unit_class
from nlp.claims.sentence import SentenceContext

_KOREAN_WORD = re.compile(r"[가-힣]+|[A-Za-z0-9]+|\s+|.", re.DOTALL)
_MOST = 12  # tokens of a path that are told in full
_TOLD = 20  # tokens of a path that are told without their order
_END = 4  # tokens told of either end of a longer one


@lru_cache(maxsize=1 << 14)
def _name_end(word: str) -> int:
    return name_length(word)


class Skeleton:
    """A sentence as tokens: mentions by their kind, all else as it is written, Korean words by end and particle."""

    def __init__(self, context: SentenceContext) -> None:
        self._tokens: list[str] = []
        self._starts: list[int] = []
        position = context.start
        for start, end, kind in _marks(context):
            if start < position:
                continue
            self._tell(context, position, start)
            self._add(start, kind)
            position = end
        self._tell(context, position, context.end)

    def _add(self, start: int, token: str) -> None:
        self._starts.append(start)
        self._tokens.append(token)

    def _tell(self, context: SentenceContext, start: int, end: int) -> None:
        if context.lang == "zh":
            for place in range(start, end):
                self._add(place, context.view[place])
            return
        for match in _KOREAN_WORD.finditer(context.view, start, end):
            word, first = match.group(), match.start()
            if word.isspace():
                continue
            after_mention = first == start > context.start  # what follows a mention at once is its particle
            end = 0 if after_mention else _name_end(word)
            if end:
                self._add(first, word[:end][-2:])
            if end < len(word):
                self._add(first + end, word[end:][-2:])

    def between(self, start: int, end: int) -> list[str]:
        """The tokens that begin between two offsets."""
        return self._tokens[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]


def _marks(context: SentenceContext) -> list[tuple[int, int, str]]:
    found = [(q.start, -1, q.end, "#" + str(unit_class(q.unit))) for q in context.quantities]
    found += [(t.start, -1, t.end, "T") for t in context.times]
    found += [(m.start, 0, m.end, "M") for m in context.metrics]
    found += [(e.start, 1, e.end, e.label[0] + "_") for e in context.entities]
    found += [(c.start, 2, c.end, c.kind) for c in context.cues]
    return [(start, end, kind) for start, _, end, kind in sorted(found, key=lambda m: (m[0], m[1], -m[2]))]


def words_of_path(skeleton: Skeleton, mark: str, left: int, right: int) -> list[str]:
    """Words that tell what stands between two offsets; `mark` says which relation is meant."""
    path = skeleton.between(left, right)
    words = [f"{mark}{len(path)}" if len(path) <= _MOST else f"{mark}far"]
    if len(path) <= _MOST:
        words.append(f"{mark}={' '.join(path)}")
    words += [f"{mark}<{' '.join(path[:n])}" for n in (1, 2, 3) if len(path) >= n]
    words += [f"{mark}>{' '.join(path[-n:])}" for n in (1, 2, 3) if len(path) >= n]
    short = path if len(path) <= 2 * _END else [*path[:_END], *path[-_END:]]
    words += [f"{mark}~{token}" for token in dict.fromkeys(path if len(path) <= _TOLD else short)]
    words += [f"{mark}~{a} {b}" for a, b in pairwise(short)]
    return words
