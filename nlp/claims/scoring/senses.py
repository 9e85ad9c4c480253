"""Classes of words that stand in like places, so that what was learned of 배추 holds for 감자, and of 水泥 for 煤炭.

They are made from plain text by `nlp.training.senses` and shipped as hashes: a fine class of some 500, a middle one of
some 100 and a coarse one of some 30 for each word.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

SENSES = "senses.npz"
_LONGEST, _SHORTEST = 8, 2  # characters of the end of a name that is looked up
_EDGES = " ()（）“”‘’\"'"


@dataclass(frozen=True, slots=True)
class Sense:
    """The classes of a word, from fine to coarse."""

    fine: int
    middle: int
    coarse: int


UNKNOWN = Sense(-1, -1, -1)


class Senses:
    """The classes of the words of one language; arrays of one length, the hashes of the words sorted."""

    def __init__(self, keys: Any, fine: Any, middle: Any, coarse: Any) -> None:
        self._keys, self._classes = keys, (fine, middle, coarse)

    def of(self, word: str) -> Sense | None:
        """The classes of a word, None where it is not known."""
        key = hash_word(word)
        place = int(np.searchsorted(self._keys, key))
        if place == len(self._keys) or self._keys[place] != key:
            return None
        return Sense(*(int(classes[place]) for classes in self._classes))


def hash_word(word: str) -> int:
    """The hash that stands for a word."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def save_senses(path: Path, found: dict[str, dict[str, Any]]) -> None:
    """Write the arrays `keys`, `fine`, `middle` and `coarse` of each language."""
    arrays = {f"{lang}_{name}": array for lang, part in found.items() for name, array in part.items()}
    np.savez_compressed(path, **arrays)


@cache
def _senses(lang: str) -> Senses:
    with np.load(str(files("nlp") / "models" / "claims" / SENSES), allow_pickle=False) as arrays:
        return Senses(*(arrays[f"{lang}_{name}"] for name in ("keys", "fine", "middle", "coarse")))


@lru_cache(maxsize=1 << 14)
def sense(lang: str, name: str) -> Sense:
    """The classes of a name: those of the longest end of it that is known; of Korean words, of the last."""
    senses, text = _senses(lang), name.strip(_EDGES)
    if lang == "ko":
        text = text.rpartition(" ")[2]
    longest = min(len(text), _LONGEST)
    for length in range(longest, min(_SHORTEST, longest) - 1, -1):
        if length and (known := senses.of(text[-length:])) is not None:
            return known
    return UNKNOWN
