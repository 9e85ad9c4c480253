from __future__ import annotations

from itertools import islice

import pytest

pytest.importorskip("torch", reason="needs the extra `train`: torch is not installed")

from nlp.training.finetune import FinetuneConfig, rounds
from nlp.training.labelled import Sentence


def sentences(count):
    return [Sentence("字" * (number + 1), (), "msra", "zh") for number in range(count)]


@pytest.mark.parametrize(
    ("count", "size"),
    [(1, 1), (3, 3), (4, 4), (5, 4), (9, 4), (130, 4)],  # fewer than a batch, fewer than thirty batches, more
)
def test_a_small_corpus_makes_batches_too(count, size):
    batches = list(islice(rounds(sentences(count), FinetuneConfig(1, batch=4)), 8))
    assert [len(batch) for batch in batches] == [size] * 8


def test_no_sentences_are_an_error():
    with pytest.raises(ValueError, match="no sentences"):
        next(rounds([], FinetuneConfig(1)))
