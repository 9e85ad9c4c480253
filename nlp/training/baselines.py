"""Other taggers, trained on the same sentences, that the model card compares with ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from nlp.training.encoder import EncoderConfig
from nlp.training.tagger import SequenceTagger, TaggerConfig


class Embeddings(nn.Module):
    """Characters and their n-grams, and nothing that reads them; the names of its weights are those of `Encoder`."""

    def __init__(self, config: EncoderConfig) -> None:
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
        x = torch.cat([self.encoder(characters, bigrams, trigrams), features], dim=-1)
        lengths = mask[..., 0].sum(dim=1).to(torch.int64)
        with torch.autocast("cpu", enabled=False):
            packed = nn.utils.rnn.pack_padded_sequence(
                self.dropout(x.float()), lengths, batch_first=True, enforce_sorted=False
            )
            output, _ = nn.utils.rnn.pad_packed_sequence(
                self.recurrent(packed)[0], batch_first=True, total_length=characters.shape[1]
            )
        scores: Tensor = self.emit(self.dropout(output))
        return scores


def transformer(vocabulary: int, layers: int = 3, width: int = 256) -> Any:
    """Make a small BERT (Devlin et al. 2019)."""
    from transformers import BertConfig, BertModel  # noqa: PLC0415 - slow to import

    return BertModel(
        BertConfig(
            vocab_size=vocabulary,
            hidden_size=width,
            num_hidden_layers=layers,
            num_attention_heads=width // 64,
            intermediate_size=4 * width,
            max_position_embeddings=256,
        )
    )


class TransformerTagger(SequenceTagger):
    """A linear layer on a small BERT."""

    def __init__(self, bert: Any, config: TaggerConfig) -> None:
        super().__init__(bert)
        self.emit = nn.Linear(bert.config.hidden_size + config.features, len(config.tags))
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, characters: Tensor, bigrams: Tensor, trigrams: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Give the scores, [batch, length, tags]; n-grams are not looked at."""
        del bigrams, trigrams
        hidden = self.encoder(input_ids=characters, attention_mask=mask[..., 0].to(torch.int64)).last_hidden_state
        scores: Tensor = self.emit(self.dropout(torch.cat([hidden, features.to(hidden.dtype)], dim=-1)))
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
