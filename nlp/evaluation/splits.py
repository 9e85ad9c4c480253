"""Which paragraphs train, which tune and which test: fixed, derived from the data, the same for everybody.

A paragraph's own place follows from its id alone. Paragraphs of one source document share names, figures and style,
so they stay together: where their ids disagree, the whole document goes to the split that is held out least. What
somebody may have read while writing a rule is thus never tested on.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

Split = Literal["train", "dev", "test"]

SPLITS: tuple[Split, ...] = get_args(Split)
_BUCKETS = 10
_TEST_BUCKETS = (0, 2)
_DEV_BUCKET = 4


def split_of(doc: str) -> Split:
    """Return the split of a paragraph on its own: a fifth is test, a tenth dev, the rest train.

    Args:
        doc: the paragraph's id, such as `zh-0123456789`.
    """
    bucket = zlib.crc32(doc.encode()) % _BUCKETS
    if bucket in _TEST_BUCKETS:
        return "test"
    return "dev" if bucket == _DEV_BUCKET else "train"


def assign_splits(paragraphs: Iterable[Mapping[str, Any]]) -> dict[str, Split]:
    """Return the split of each paragraph, with the paragraphs of one source document in one split.

    Args:
        paragraphs: gold documents or standoff lines, with `doc`, `source` and `document`; all that will be used
            together, for a document's split depends on all of its paragraphs.

    Returns:
        The split by `doc`.
    """
    paragraphs = list(paragraphs)
    least_held_out: dict[tuple[str, int], Split] = {}
    for paragraph in paragraphs:
        document = (paragraph["source"], paragraph["document"])
        own = split_of(paragraph["doc"])
        least_held_out[document] = min(own, least_held_out.get(document, own), key=SPLITS.index)
    return {paragraph["doc"]: least_held_out[paragraph["source"], paragraph["document"]] for paragraph in paragraphs}
