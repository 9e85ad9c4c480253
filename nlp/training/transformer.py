"""An encoder in PyTorch: a small transformer over characters and their n-grams, taught by masked-language modelling.

It follows BERT (Devlin et al. 2019) with learned biases for distances (Raffel et al. 2020) in place of positions. Every
matrix product takes values that were normalised just before (Wang et al. 2022, "Foundation transformers") and cut off
at `REACH` standard deviations, so that 8 bits with one fixed scale serve all of them when it runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

REACH = 8.0  # normalised values beyond this many standard deviations are cut off
_HIDDEN = -1e4  # what keeps a place from being looked at; representable in 16 bits


@dataclass(frozen=True, slots=True)
class TransformerConfig:
    """Sizes of the encoder.

    Attributes:
        vocabulary: characters.
        buckets: rows of the tables of bigrams and of trigrams.
        characters, bigrams, trigrams: width of each embedding.
        width: of the layers.
        layers, heads: how many.
        inner: width of a feed-forward part, in multiples of `width`.
        distance: places farther away than this count as this far.
    """

    vocabulary: int
    buckets: int = 65536
    characters: int = 160
    bigrams: int = 48
    trigrams: int = 32
    width: int = 256
    layers: int = 6
    heads: int = 4
    inner: int = 4
    distance: int = 48

    @property
    def embedded(self) -> int:
        """Width of what is known of a character: itself, two bigrams and three trigrams that it is part of."""
        return self.characters + 2 * self.bigrams + 3 * self.trigrams


def normal(x: Tensor) -> Tensor:
    """Give values mean 0 and variance 1 at each place, cut off where 8 bits end."""
    return F.layer_norm(x, x.shape[-1:]).clamp(-REACH, REACH)


class Linear(nn.Linear):
    """A linear layer that computes in the precision of its input."""

    def forward(self, x: Tensor) -> Tensor:
        """Apply it."""
        bias = None if self.bias is None else self.bias.to(x.dtype)
        return F.linear(x, self.weight.to(x.dtype), bias)


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each added to its input."""

    def __init__(self, config: TransformerConfig, dropout: float) -> None:
        super().__init__()
        width, inner = config.width, config.inner * config.width
        self.heads = config.heads
        self.attend = Linear(width, 3 * width)
        self.merge = Linear(width, width)
        self.widen = Linear(width, inner)
        self.narrow = Linear(inner, width)
        self.distances = nn.Parameter(torch.zeros(config.heads, 2 * config.distance + 1))
        self.dropout = nn.Dropout(dropout)
        for linear in (self.merge, self.narrow):
            nn.init.normal_(linear.weight, std=1 / math.sqrt(2 * config.layers * linear.in_features))

    def forward(self, x: Tensor, apart: Tensor, hidden: Tensor) -> Tensor:
        """Apply the layer.

        Args:
            x: [batch, length, width].
            apart: [length, length], which of the distances lies between two places.
            hidden: [batch, 1, 1, length], 0 where a sequence has a character, else a large negative number.
        """
        batch, length, width = x.shape
        parts = self.attend(normal(x)).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads)
        weights = torch.softmax(scores + (self.distances.to(x.dtype)[:, apart] + hidden), dim=-1)
        seen = (weights @ value).transpose(1, 2).reshape(batch, length, width)
        x = x + self.dropout(self.merge(normal(seen)))
        return x + self.dropout(self.narrow(normal(F.gelu(self.widen(normal(x)), approximate="tanh"))))


class Transformer(nn.Module):
    """Embeddings and layers."""

    def __init__(self, config: TransformerConfig, dropout: float = 0.0) -> None:
        super().__init__()
        self.config = config
        self.characters = nn.Embedding(config.vocabulary, config.characters)
        self.bigrams = nn.Embedding(config.buckets, config.bigrams)
        self.trigrams = nn.Embedding(config.buckets, config.trigrams)
        for table in (self.characters, self.bigrams, self.trigrams):
            nn.init.normal_(table.weight, std=0.1)
        self.project = Linear(config.embedded, config.width)
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config.layers))
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, characters: Tensor, bigrams: Tensor, trigrams: Tensor, mask: Tensor, more: Tensor | None = None
    ) -> Tensor:
        """Encode a batch.

        Args:
            characters: [batch, length].
            bigrams: [batch, length + 1], those that end at each place.
            trigrams: [batch, length + 2], likewise.
            mask: [batch, length, 1], 1 where there is a character, in the precision to compute in.
            more: [batch, length, width], what else is known of each place.

        Returns:
            [batch, length, width].
        """
        length, dtype = characters.shape[1], mask.dtype
        character, bigram, trigram = self.characters(characters), self.bigrams(bigrams), self.trigrams(trigrams)
        parts = [character, bigram[:, :length], bigram[:, 1:]]
        parts += [trigram[:, first : first + length] for first in range(3)]
        x = self.project(self.dropout(normal(torch.cat(parts, dim=-1).to(dtype))))
        if more is not None:
            x = x + more
        places = torch.arange(length, device=x.device)
        reach = self.config.distance
        apart = (places[None, :] - places[:, None]).clamp(-reach, reach) + reach
        hidden = (1 - mask.transpose(1, 2).unsqueeze(1)) * _HIDDEN
        for layer in self.layers:
            x = layer(x, apart, hidden)
        return x


class MaskedHead(nn.Module):
    """Predicts the characters that were masked."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.hidden = Linear(config.width, config.width)
        self.output = Linear(config.width, config.vocabulary)
        nn.init.normal_(self.output.weight, std=0.05)
        nn.init.zeros_(self.output.bias)

    def forward(self, encoded: Tensor, targets: Tensor) -> Tensor:
        """Give the mean cross-entropy of `targets`, [places], given what was encoded there, [places, width]."""
        return F.cross_entropy(self.output(normal(F.gelu(self.hidden(normal(encoded))))).float(), targets)
