"""Which listed words and names lie over each character: what the tagger knows besides the text itself.

The words are kept as 32-bit hashes with the kinds that each may be, sorted, so that a list of some hundred thousand
loads in milliseconds and all stretches of a text are looked up at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

KINDS = (
    "kb:ORG", "kb:PERSON", "kb:LOC", "kb:PRODUCT",
    "ko:ORG", "ko:PERSON", "ko:LOC", "ko:THING", "ko:TITLE", "ko:TIME",
    "zh:ORG", "zh:PERSON", "zh:LOC", "zh:NAME", "zh:WORD",
)  # fmt: skip
WIDTH = 3 * len(KINDS)
_SHORTEST, _LONGEST = 2, 12
_SHIFT = 10
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

Keys = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.uint16]


def _codes(text: str) -> npt.NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)


def _windows(text: str) -> Iterable[tuple[int, Keys]]:
    """Yield, for each length, the hash of every stretch of that length."""
    codes = _codes(text)
    state = codes.copy()
    for length in range(2, min(_LONGEST, len(codes)) + 1):
        # FNV-like: each step multiplies, so the order of characters counts; the upper half is the well mixed one.
        state = (state[:-1] * _MULTIPLIER) ^ codes[length - 1 :]
        yield length, ((state * _MULTIPLIER) >> np.uint64(32)).astype(np.uint32)


def _key(word: str) -> int:
    for length, keys in _windows(word):
        if length == len(word):
            return int(keys[0])
    raise ValueError(word)


class Lexicon:
    """Hashed words with the kinds of each."""

    def __init__(self, keys: Keys, flags: Flags) -> None:
        self._keys, self._flags = keys, flags
        # Most stretches are no word; a table of the keys' upper bits says so without a search.
        self._present = np.zeros(1 << (32 - _SHIFT), dtype=np.bool_)
        self._present[keys >> np.uint32(_SHIFT)] = True

    def __len__(self) -> int:
        return len(self._keys)

    @classmethod
    def build(cls, words: Iterable[tuple[str, str]]) -> Lexicon:
        """Hash (word, kind) pairs; the words are lower case and folded, those too short or too long are left out."""
        table: dict[int, int] = {}
        for word, kind in words:
            if _SHORTEST <= len(word) <= _LONGEST:
                key = _key(word)
                table[key] = table.get(key, 0) | 1 << KINDS.index(kind)
        keys = np.array(sorted(table), dtype=np.uint32)
        return cls(keys, np.array([table[int(key)] for key in keys], dtype=np.uint16))

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(arrays["keys"], arrays["flags"])

    def save(self, path: Path) -> None:
        """Write the lexicon as an `.npz` file."""
        np.savez_compressed(path, keys=self._keys, flags=self._flags)

    def merged(self, other: Lexicon) -> Lexicon:
        """Put two lexicons together."""
        keys = np.union1d(self._keys, other._keys)
        flags = np.zeros(len(keys), dtype=np.uint16)
        for part in (self, other):
            flags[np.searchsorted(keys, part._keys)] |= part._flags
        return Lexicon(keys, flags)

    def features(self, stretches: Sequence[str]) -> list[npt.NDArray[np.float32]]:
        """Mark each character that a listed word begins at, runs through or ends at.

        All stretches are looked up together, which is faster and gives each what it would get alone.

        Args:
            stretches: of folded text in lower case.

        Returns:
            Of each stretch, [characters, WIDTH] of 0 and 1.
        """
        sizes = [len(stretch) for stretch in stretches]
        begins, inside, ends = (np.zeros(sum(sizes), dtype=np.uint16) for _ in range(3))
        starts, lengths, flags = self._listed("".join(stretches))
        owner = np.repeat(np.arange(len(sizes)), sizes)
        whole = owner[starts] == owner[starts + lengths - 1]
        starts, lengths, flags = starts[whole], lengths[whole], flags[whole]
        np.bitwise_or.at(begins, starts, flags)
        np.bitwise_or.at(ends, starts + lengths - 1, flags)
        within = lengths - 2
        first = np.repeat(starts + 1 - (np.cumsum(within) - within), within)
        np.bitwise_or.at(inside, first + np.arange(len(first)), np.repeat(flags, within))
        bits = np.arange(len(KINDS), dtype=np.uint16)
        marked = np.concatenate(
            [((marks[:, None] >> bits) & 1) for marks in (begins, inside, ends)],
            axis=1,
            dtype=np.float32,
            casting="unsafe",
        )
        return np.split(marked, np.cumsum(sizes)[:-1])

    def _listed(self, lower: str) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Flags]:
        """Give start, length and flags of every stretch that is listed, all lengths looked up at once."""
        windows = [keys for _, keys in _windows(lower)] if len(self._keys) else []
        if not windows:
            nothing = np.empty(0, dtype=np.intp)
            return nothing, nothing, np.empty(0, dtype=np.uint16)
        keys = np.concatenate(windows)
        places = np.flatnonzero(self._present[keys >> np.uint32(_SHIFT)])
        wanted = keys[places]
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        same = self._keys[at] == wanted
        places, at = places[same], at[same]
        ends = np.cumsum([len(window) for window in windows])
        row = np.searchsorted(ends, places, side="right")
        starts = places - np.concatenate([[0], ends[:-1]])[row]
        return starts, row + _SHORTEST, self._flags[at]
