"""What our own model reads: the characters of a sentence, their n-grams, and which listed words lie over them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nlp.entities.candidates import View
from nlp.entities.characters import Vocabulary, ngrams
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

    def read(self, view: View, start: int, end: int) -> tuple[list[tuple[int, int]], Scores]:
        """See `recogniser.Reader`."""
        characters = self._vocabulary.encode(view.folded[start:end])
        bigrams, trigrams = ngrams(characters, self._buckets)
        features = self._lexicon.features(view.lower[start:end])
        inputs = {"characters": characters, "bigrams": bigrams, "trigrams": trigrams, "features": features}
        (scores,) = self._session.run(["scores"], inputs)
        return [(place, place + 1) for place in range(start, end)], scores
