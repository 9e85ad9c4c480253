"""Other taggers, trained on the same sentences, that the model card compares with ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from nlp.training.tagger import SequenceTagger, TaggerConfig
from nlp.training.towers import TowersConfig


class Embeddings(nn.Module):
    """Characters and their n-grams, and nothing that reads them; the names of its weights are those of `Towers`."""

    def __init__(self, config: TowersConfig) -> None:
        super().__init__()
        self.config = config
        self.characters = nn.Embedding(config.vocabulary, config.characters)
        self.bigrams = nn.Embedding(config.buckets, config.bigrams)
        self.trigrams = nn.Embedding(config.buckets, config.trigrams)

    def forward(self, characters: Tensor, bigrams: Tensor, trigrams: Tensor) -> Tensor:
        """Give [batch, length, width]."""
        length = characters.shape[1]
        parts = (self.characters(characters), self.bigrams(bigrams)[:, :length], self.trigrams(trigrams)[:, :length])
        return torch.cat(parts, dim=-1)


class RecurrentTagger(SequenceTagger):
    """A bidirectional LSTM over embeddings; with `RandomField` it is a BiLSTM-CRF (Lample et al. 2016)."""

    def __init__(self, embeddings: Embeddings, config: TaggerConfig, hidden: int = 192) -> None:
        super().__init__(embeddings)
        width = embeddings.config.width + config.features
        self.recurrent = nn.LSTM(width, hidden, batch_first=True, bidirectional=True)
        self.emit = nn.Linear(2 * hidden, len(config.tags))
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, characters: Tensor, bigrams: Tensor, trigrams: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Give the scores, [batch, length, tags]."""
        embedded = self.encoder(characters, bigrams, trigrams)
        x = self.dropout(torch.cat([embedded, features.to(embedded.dtype)], dim=-1))
        lengths = mask[..., 0].float().sum(dim=1).to("cpu", torch.int64)
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        output, _ = nn.utils.rnn.pad_packed_sequence(
            self.recurrent(packed)[0], batch_first=True, total_length=characters.shape[1]
        )
        scores: Tensor = self.emit(self.dropout(output))
        return scores


def spacy_pipeline(labels: Sequence[str]) -> Any:
    """Make spaCy's transition-based tagger on a convolutional tok2vec, with characters for tokens."""
    import spacy  # noqa: PLC0415 - only this baseline needs it

    from nlp import tokenizer  # noqa: F401, PLC0415 - registers the tokenizer of characters

    config = {"nlp": {"tokenizer": {"@tokenizers": "xinmun.CharacterTokenizer.v1"}}}
    language = spacy.blank("xx", config=config)
    tagger: Any = language.add_pipe("ner")
    for label in labels:
        tagger.add_label(label)
    return language


def spacy_examples(language: Any, sentences: Sequence[Any], labels: Sequence[str]) -> Iterator[Any]:
    """Make spaCy's examples of sentences that mark all of some labels."""
    from spacy.training import Example  # noqa: PLC0415 - as above

    for sentence in sentences:
        names = [name for name in sentence.names if name[2] in labels]
        yield Example.from_dict(language.make_doc(sentence.text), {"entities": names})
