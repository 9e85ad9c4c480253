"""Agency copy: ten papers that print one text are one source.

Copies are found by containment, as a paper cuts an agency's text from below: most of the shorter text is in the longer.
Texts are compared by samples of their character sequences, as in near-duplicate detection on the web.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

_LENGTH = 8  # characters of a sample; as long as two or three words, so that it is seldom shared by chance
_SCATTER, _SHIFT, _SAMPLED = 0x9E3779B1, 16, 3  # one place in four starts a sample, by its character's scattered code
_CONTAINED = (4, 5)  # four fifths of the shorter text's samples
_ENOUGH = 12  # fewer samples (about 50 characters) prove nothing; such texts must be equal


@lru_cache(maxsize=1 << 13)
def samples(text: str) -> frozenset[str]:
    """Take the text's samples: letters and digits only, starting places chosen by the text itself."""
    letters = "".join(char for char in text if char.isalnum())
    return frozenset(
        letters[place : place + _LENGTH]
        for place in range(len(letters) - _LENGTH + 1)
        if ord(letters[place]) * _SCATTER >> _SHIFT & _SAMPLED == 0
    )


@lru_cache(maxsize=1 << 13)
def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def merge_copies(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Find which articles are copies of which.

    Args:
        texts: article id and text, the likely original first (sort by date and id: the result follows the order).

    Returns:
        For every article the id of the first that prints its text, which is its own where it is no copy.
    """
    original: dict[str, str] = {}
    equal: dict[str, str] = {}
    sizes: dict[str, int] = {}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for article_id, text in texts:
        known = equal.setdefault(_letters(text) or article_id, article_id)
        own = samples(text)
        if known == article_id and len(own) >= _ENOUGH:
            shared = Counter(holder for sample in own for holder in holders[sample])
            candidates = [
                (-count, holder)
                for holder, count in shared.items()
                if count * _CONTAINED[1] >= min(len(own), sizes[holder]) * _CONTAINED[0]
            ]
            if candidates:
                known = min(candidates)[1]
            else:
                sizes[article_id] = len(own)
                for sample in own:
                    holders[sample].append(article_id)
        original[article_id] = known
    return original
