"""What our own model reads: the characters of a sentence, their n-grams, and which listed words lie over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from nlp.entities.candidates import View
from nlp.entities.characters import EDGE, PAD, Vocabulary, ngrams
from nlp.entities.knowledge import KnowledgeBase, load
from nlp.entities.lexicon import Lexicon
from nlp.entities.session import open_session
from nlp.entities.tags import Scores

VOCABULARY, LEXICON, GRAPH = "vocabulary.model", "lexicon.npz", "model.onnx"


def base_words(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield (name, kind) of every form in a knowledge base, for a lexicon."""
    for form, rows in base.aliases.items():
        for row in rows:
            yield form, f"kb:{row.label}"


class CharacterReader:
    """Scores each character of a stretch."""

    def __init__(self, folder: Path, buckets: int, table: Path | None) -> None:
        self._session = open_session(folder / GRAPH)
        self._vocabulary = Vocabulary(folder / VOCABULARY)
        self._lexicon = Lexicon.load(folder / LEXICON).merged(Lexicon.build(base_words(load(table))))
        self._buckets = buckets

    def read(self, view: View, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], Scores]]:
        """See `recogniser.Reader`."""
        # What the graph is given is made for all stretches at once; the graph reads each alone.
        apart = np.full(EDGE, PAD, dtype=np.int64)
        encoded = [self._vocabulary.encode(view.folded[start:end]) for start, end in stretches]
        characters = np.concatenate([part for ids in encoded for part in (ids, apart)])
        bigrams, trigrams = ngrams(characters, self._buckets)
        features = self._lexicon.features([view.lower[start:end] for start, end in stretches])
        first = 0
        for (start, end), marks in zip(stretches, features, strict=True):
            last = first + end - start
            inputs = {
                "characters": characters[first:last],
                "bigrams": bigrams[first : last + 1],
                "trigrams": trigrams[first : last + 2],
                "features": marks,
            }
            (scores,) = self._session.run(["scores"], inputs)
            yield [(place, place + 1) for place in range(start, end)], scores
            first = last + EDGE
