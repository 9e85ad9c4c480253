"""Agency copy: ten papers that print one text are one source.

Copies are found by containment, as a paper cuts an agency's text from below: most of the shorter text is in the longer.
(Libraries for near-duplicates estimate resemblance, which a cut lowers.) Texts are compared by samples of their
character sequences, chosen by a hash of the sample itself, so that two texts choose alike and each is read alone.
"""

from __future__ import annotations

import base64
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from nlp.records import Article, Source, stable_id

_LENGTH = 8  # characters of a sample; as long as two or three words, so that it is seldom shared by chance
_ONE_IN = 4  # of all samples, by their hash
_BYTES = 4  # of a CRC-32
_CONTAINED = (4, 5)  # four fifths of the shorter text's samples
_ENOUGH = 12  # fewer samples (about 50 characters) prove nothing; such texts must be equal


def read_source(article: Article) -> Source:
    """Reduce an article to what the alignment needs: about as many bytes as its text has characters."""
    return make_source(article.article_id, article.published, article.text)


def make_source(article_id: str, published: date | None, text: str) -> Source:
    """Make a source of a text.

    Args:
        article_id: the article's id.
        published: its date.
        text: its text; empty where it is not at hand: then it is nobody's copy.
    """
    letters = "".join(char for char in text if char.isalnum())
    hashes = {
        zlib.crc32(letters[place : place + _LENGTH].encode(errors="surrogatepass"))
        for place in range(len(letters) - _LENGTH + 1)
    }
    chosen = b"".join(code.to_bytes(_BYTES, "big") for code in sorted(hashes) if code % _ONE_IN == 0)
    return Source(
        article_id, published, stable_id(letters) if letters else None, base64.b64encode(chosen).decode("ascii")
    )


@lru_cache(maxsize=1 << 13)
def _samples(packed: str) -> frozenset[bytes]:
    codes = base64.b64decode(packed)
    return frozenset(codes[place : place + _BYTES] for place in range(0, len(codes), _BYTES))


def merge_copies(sources: Iterable[Source]) -> dict[str, str]:
    """Find which articles are copies of which.

    Args:
        sources: the likely original first (sort by date and id: the result follows the order).

    Returns:
        For every article the id of the first that prints its text, which is its own where it is no copy.
    """
    original: dict[str, str] = {}
    equal: dict[str, str] = {}
    sizes: dict[str, int] = {}
    holders: defaultdict[bytes, list[str]] = defaultdict(list)
    for source in sources:
        article_id = source.article_id
        known = equal.setdefault(source.text_digest or article_id, article_id)
        own = _samples(source.samples)
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
