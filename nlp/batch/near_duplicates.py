"""Agency copy: ten papers that print one text are one source.

Each article is reduced to a signature of 648 bytes by itself (`sign`, in the workers): a MinHash of its sequences of
characters, which estimates how much two texts share, and its numbers. The copies of a run are found among signatures
alone (`find_copies`): articles that agree in some band of the MinHash are compared, each with a few at most, so that
the work grows with the number of articles and not with its square.

Papers cut a text from below and change its head, so what counts is how much of the shorter text the longer one holds. A
market report or an obituary that repeats yesterday's words with today's numbers is none: the numbers must be the same.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nlp.records import ANALYSED_LANGUAGES, Article
from nlp.structure.layout import read_blocks
from nlp.text import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words = NDArray[np.uint32]

_LENGTH = 6  # characters of a sequence; chosen with the bounds below on 21,000 real texts, see docs/near-duplicates.md
_LEAST = 60  # letters of a text that is compared; a shorter one shares its words by chance
_MOST = 20_000  # letters of a text that are looked at
_HASHES = 128
_SCHEME = "affine32"  # the library's own default may change
_ROWS, _BANDS = 3, 42  # texts that share 0.45 of their sequences meet with a chance of 0.98
_NUMBERS = 32  # of a text's numbers, the least by their hash
_RESEMBLANCE = 0.4  # share of all sequences of both that are in both: a text cut by half still has 0.5
_CONTAINMENT = 0.7  # share of the shorter text's
_SAME_NUMBERS = 0.8
_NEIGHBOURS = 4  # with how many before it in a band an article is compared, beside the first
_NUMBER = re.compile(r"\d[\d,.]{0,30}\d|\d")
_HEAD = np.dtype([("size", "<u4"), ("numbers", "<u4"), ("hashes", "<u4", _HASHES), ("sketch", "<u4", _NUMBERS)])
_LAST = date.max  # an article without a date is nobody's original


def sign(article: Article) -> bytes | None:
    """Reduce an article to what tells its copies; the same in every process.

    Args:
        article: as analysed, its language known.

    Returns:
        The signature, of equal length for all; None where the text is too short to tell.
    """
    text = _letters(article)[:_MOST]
    if len(text) < _LEAST:
        return None
    sequences = {text[at : at + _LENGTH] for at in range(len(text) - _LENGTH + 1)}
    sketch = _minhash()
    sketch.update_batch([sequence.encode(errors="surrogatepass") for sequence in sequences])
    numbers = sorted({zlib.crc32(found.encode()) for found in _NUMBER.findall(fold(article.text, "ko"))})[:_NUMBERS]
    signature = np.zeros(1, _HEAD)
    signature["size"], signature["numbers"] = len(sequences), len(numbers)
    signature["hashes"] = sketch.hashvalues
    signature["sketch"][0, : len(numbers)] = numbers
    return signature.tobytes()


def find_copies(signed: Iterable[tuple[str, date | None, bytes | None]]) -> dict[str, str]:
    """Find the copies among articles; the order in which they come changes nothing.

    Args:
        signed: id, date and signature of each article, ids all different.

    Returns:
        For each article that is a copy the id of its original: the first by date, then by id.
    """
    known = sorted(
        (published or _LAST, article_id, signature) for article_id, published, signature in signed if signature
    )
    if not known:
        return {}
    table = np.frombuffer(b"".join(signature for _, _, signature in known), _HEAD)
    original = np.arange(len(table))
    for later, earlier in _candidates(table["hashes"]):
        if original[later] != later:
            continue
        for candidate in dict.fromkeys(int(original[place]) for place in earlier):
            if _is_copy(table[later], table[candidate]):
                original[later] = candidate
                break
    return {known[at][1]: known[first][1] for at, first in enumerate(original.tolist()) if at != first}


def _letters(article: Article) -> str:
    """Return the letters and digits of the article's own text, in one script."""
    text, lang = article.text, article.lang
    if lang in ANALYSED_LANGUAGES:
        text = "".join(text[b.start : b.end] for b in read_blocks(text, lang) if b.kind in ("text", "heading"))
    return "".join(sign for sign in fold(text, lang) if sign.isalnum())


def _minhash() -> Any:
    from datasketch import MinHash  # noqa: PLC0415 - it loads SciPy, which help must not wait for

    return MinHash(num_perm=_HASHES, seed=1, hashfunc=zlib.crc32, scheme=_SCHEME, permutations=_permutations())


@cache
def _permutations() -> Any:
    from datasketch import MinHash  # noqa: PLC0415

    return MinHash(num_perm=_HASHES, seed=1, scheme=_SCHEME).permutations


def _candidates(hashes: Words) -> list[tuple[int, list[int]]]:
    """Pair each article with earlier ones that agree with it in a band, each list in order of time."""
    pairs: dict[int, set[int]] = {}
    for band in range(_BANDS):
        rows = np.ascontiguousarray(hashes[:, band * _ROWS : (band + 1) * _ROWS])
        _, group = np.unique(rows.view([("", rows.dtype)] * _ROWS).ravel(), return_inverse=True)
        order = np.argsort(group, kind="stable")
        ends = np.flatnonzero(np.diff(group[order])) + 1
        for members in np.split(order, ends):
            if len(members) > 1:
                for place, member in enumerate(members[1:].tolist(), start=1):
                    near = members[max(1, place - _NEIGHBOURS) : place].tolist()
                    pairs.setdefault(member, set()).update((int(members[0]), *near))
    return [(later, sorted(pairs[later])) for later in sorted(pairs)]


def _is_copy(one: Any, other: Any) -> bool:
    resemblance = float(np.mean(one["hashes"] == other["hashes"]))
    if resemblance < _RESEMBLANCE:
        return False
    sizes = int(one["size"]), int(other["size"])
    shared = resemblance / (1 + resemblance) * sum(sizes)
    return shared >= _CONTAINMENT * min(sizes) and _same_numbers(one, other)


def _same_numbers(one: Any, other: Any) -> bool:
    few, many = sorted((cast("Words", text["sketch"][: text["numbers"]]) for text in (one, other)), key=len)
    if len(many) == _NUMBERS:  # there may be more, above the greatest of these
        few = few[few <= many[-1]]
    return len(few) == 0 or float(np.mean(np.isin(few, many))) >= _SAME_NUMBERS
