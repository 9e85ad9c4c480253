from __future__ import annotations

from itertools import islice

import pytest

pytest.importorskip("torch", reason="needs the extra `train`: torch is not installed")

from nlp.training.finetune import FinetuneConfig, rounds
from nlp.training.labelled import Sentence


def sentences(count):
    return [Sentence("字" * 10, (), "msra", "zh") for _ in range(count)]


@pytest.mark.parametrize("count", [1, 3, 4, 5, 130, 700])  # fewer than a batch, fewer than thirty batches, more
def test_a_small_corpus_makes_batches_too(count):
    seen = []
    for rows in rounds(sentences(count), FinetuneConfig(1, batch=40)):
        assert 1 <= len(rows) <= 5
        seen += list(rows)
        if len(seen) >= count:
            break
    assert sorted(seen) == list(range(count))


def test_corpora_are_seen_as_often_as_their_weights_say():
    both = [*sentences(100), *(Sentence("字" * 10, (), "klue", "ko") for _ in range(100))]
    config = FinetuneConfig(1, batch=100, weights={"klue": 3.0, "msra": 0.5})
    seen = [row for rows in islice(rounds(both, config), 300) for row in rows]
    assert 4.5 < sum(row >= 100 for row in seen) / sum(row < 100 for row in seen) < 7.5


def test_no_sentences_are_an_error():
    with pytest.raises(ValueError, match="no sentences"):
        next(rounds([], FinetuneConfig(1)))
