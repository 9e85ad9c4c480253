"""Which writing systems a text's letters belong to, counted at the speed of `collections.Counter`.

Characters are counted first and classified once each: a text of a million characters has a few thousand different
ones. Digits, punctuation and symbols are evidence of no script.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache

from nlp.tables import read_table

_SAMPLED_FROM, _SLICES, _SLICE = 8_000, 20, 400
# Addresses are ASCII in every language. Bounded, so that a hostile run of letters costs linear time.
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}", re.ASCII)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|&#?\w{1,10};", re.ASCII)


@cache
def _ranges() -> tuple[list[int], list[int], list[str]]:
    rows = sorted(
        (int(row["first"], 16), int(row["last"], 16), row["script"]) for row in read_table(__package__, "scripts.tsv")
    )
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


@lru_cache(maxsize=65536)
def script_of(character: str) -> str | None:
    """Name the script of one character by its ISO 15924 code (`Hani`, `Hang`, `Latn`, …); None if it is no letter."""
    firsts, lasts, scripts = _ranges()
    index = bisect_right(firsts, ord(character)) - 1
    return scripts[index] if index >= 0 and ord(character) <= lasts[index] else None


def sample(text: str) -> str:
    """Cut a long text down to slices spread evenly over it, so that the head's boilerplate does not decide alone."""
    if len(text) <= _SAMPLED_FROM:
        return text
    step = (len(text) - _SLICE) // (_SLICES - 1)
    return "\n".join(text[start : start + _SLICE] for start in range(0, step * _SLICES, step))


def without_addresses(text: str) -> str:
    """Blank out web and mail addresses and mark-up, whose Latin letters say nothing about the language."""
    if "://" in text or "www." in text or "@" in text:
        text = _ADDRESS.sub(" ", text)
    if "<" in text or "&" in text:
        text = _TAG.sub(" ", text)
    return text


def count_scripts(characters: Mapping[str, int]) -> Counter[str]:
    """Add up the letters of each script.

    Args:
        characters: how often each character occurs.

    Returns:
        Number of letters by ISO 15924 code.
    """
    counts: Counter[str] = Counter()
    for character, count in characters.items():
        script = script_of(character)
        if script is not None:
            counts[script] += count
    return counts
