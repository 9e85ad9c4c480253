"""Characters and their n-grams as numbers, as the encoder reads them.

The vocabulary is a SentencePiece model whose pieces are single characters: piece i of a stretch is its character i, so
offsets need no mapping. Bigrams and trigrams have no list; they are hashed into a fixed number of rows.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]

PAD, UNKNOWN = 0, 1
EDGE = 2  # paddings on each side of a stretch, which its n-grams reach over
_BLANK_PIECE = "▁"
_DIGITS = str.maketrans("123456789", "000000000")
# Odd multipliers of Knuth's multiplicative hashing; the upper bits of the product are the well mixed ones.
MULTIPLIERS = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D))


class Vocabulary:
    """The characters that the encoder knows."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - only where a model is used

        processor = SentencePieceProcessor(model_file=str(path))
        pieces = (processor.id_to_piece(index) for index in range(processor.get_piece_size()))
        self._ids = {(" " if piece == _BLANK_PIECE else piece): index for index, piece in enumerate(pieces)}
        self.size = processor.get_piece_size()

    def encode(self, folded: str) -> Ids:
        """Give the number of each character of a folded text; all digits are one."""
        known = self._ids
        return np.array([known.get(character, UNKNOWN) for character in folded.translate(_DIGITS)], dtype=np.int64)


def ngrams(ids: Ids, buckets: int) -> tuple[Ids, Ids]:
    """Hash the bigrams and trigrams of a stretch, those that reach over its edges included.

    Args:
        ids: characters, n of them in the last dimension.
        buckets: rows of each table, a power of two.

    Returns:
        n + 1 bigrams, of which the i-th ends at character i, and n + 2 trigrams likewise.
    """
    shift = np.uint32(32 - (buckets.bit_length() - 1))
    edges = np.full((*ids.shape[:-1], EDGE), PAD, dtype=np.uint32)
    padded: npt.NDArray[np.uint32] = np.concatenate([edges, ids.astype(np.uint32), edges], axis=-1)
    first, second, third = MULTIPLIERS
    bigrams = (padded[..., 1:-2] * first + padded[..., 2:-1] * second) >> shift
    trigrams = (padded[..., :-2] * first + padded[..., 1:-1] * second + padded[..., 2:] * third) >> shift
    return bigrams.astype(np.int64), trigrams.astype(np.int64)
