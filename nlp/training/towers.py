"""An encoder in PyTorch: two towers of gated causal convolutions over characters and their n-grams.

One tower reads from the left, one from the right; what both say of the places before and after a character predicts it,
so pretraining learns from every character of a text and not only from a masked few. The blocks are gated linear units
with residual connections (Dauphin et al. 2017) and dilations as in WaveNet (van den Oord et al. 2016); to predict a
character from both sides follows Baevski et al. 2019, "Cloze-driven pretraining".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from nlp.training.transformer import Linear


@dataclass(frozen=True, slots=True)
class TowersConfig:
    """Sizes of the encoder.

    Attributes:
        vocabulary: characters.
        buckets: rows of the tables of bigrams and of trigrams.
        characters, bigrams, trigrams: width of each embedding; a tower is as wide as the three together.
        dilations: how far each block of a tower looks back.
    """

    vocabulary: int
    buckets: int = 65536
    characters: int = 176
    bigrams: int = 48
    trigrams: int = 32
    dilations: tuple[int, ...] = (1, 2, 4, 8)

    @property
    def width(self) -> int:
        """Width of a tower."""
        return self.characters + self.bigrams + self.trigrams


def shift(x: Tensor, steps: int) -> Tensor:
    """Move a batch of sequences by `steps` places (to the right if positive); zeros move in."""
    if steps > 0:
        return F.pad(x[:, :-steps], (0, 0, steps, 0)) if steps < x.shape[1] else torch.zeros_like(x)
    return F.pad(x[:, -steps:], (0, 0, 0, -steps)) if -steps < x.shape[1] else torch.zeros_like(x)


class Block(nn.Module):
    """A gated convolution over the places `offsets` around each place, added to its input."""

    def __init__(self, width: int, offsets: tuple[int, ...], dropout: float = 0.0) -> None:
        super().__init__()
        self.offsets = offsets
        self.linear = Linear(width * len(offsets), 2 * width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Apply the block; `mask` is 1 where a sequence has a character."""
        normal = F.layer_norm(x, x.shape[-1:]) * mask
        seen = torch.cat([normal if offset == 0 else shift(normal, -offset) for offset in self.offsets], dim=-1)
        return x + self.dropout(F.glu(self.linear(seen), dim=-1))


class Towers(nn.Module):
    """Embeddings and both towers."""

    def __init__(self, config: TowersConfig, dropout: float = 0.0) -> None:
        super().__init__()
        self.config = config
        self.characters = nn.Embedding(config.vocabulary, config.characters)
        self.bigrams = nn.Embedding(config.buckets, config.bigrams)
        self.trigrams = nn.Embedding(config.buckets, config.trigrams)
        for table in (self.characters, self.bigrams, self.trigrams):
            nn.init.normal_(table.weight, std=0.1)
        self.dropout = nn.Dropout(dropout)
        self.left = nn.ModuleList(Block(config.width, (-d, 0), dropout) for d in config.dilations)
        self.right = nn.ModuleList(Block(config.width, (0, d), dropout) for d in config.dilations)

    def forward(self, characters: Tensor, bigrams: Tensor, trigrams: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Encode a batch.

        Args:
            characters: [batch, length].
            bigrams: [batch, length + 1], those that end at each place.
            trigrams: [batch, length + 2], likewise.
            mask: [batch, length, 1], 1 where there is a character, in the precision to compute in.

        Returns:
            What the left and the right tower say at each place, the place itself included: [batch, length, width].
        """
        length = characters.shape[1]
        character, bigram, trigram = self.characters(characters), self.bigrams(bigrams), self.trigrams(trigrams)
        left = self.dropout(torch.cat([character, bigram[:, :length], trigram[:, :length]], dim=-1).to(mask.dtype))
        right = self.dropout(torch.cat([character, bigram[:, 1:], trigram[:, 2:]], dim=-1).to(mask.dtype))
        for block in self.left:
            left = block(left, mask)
        for block in self.right:
            right = block(right, mask)
        return left, right


class Cloze(nn.Module):
    """Predicts each character from what stands before and after it."""

    def __init__(self, config: TowersConfig) -> None:
        super().__init__()
        self.hidden = Linear(2 * config.width, config.width)
        self.output = Linear(config.width, config.vocabulary)
        nn.init.normal_(self.output.weight, std=0.05)
        nn.init.zeros_(self.output.bias)

    def forward(self, left: Tensor, right: Tensor, targets: Tensor, mask: Tensor) -> Tensor:
        """Give the mean cross-entropy over the places of `mask`.

        Args:
            left: what the left tower of `Towers` says.
            right: what the right tower says.
            targets: [batch, length], the character at each place.
            mask: [batch, length], places that count.
        """
        context = torch.cat([shift(left, 1), shift(right, -1)], dim=-1)[mask]
        hidden = F.gelu(self.hidden(F.layer_norm(context, context.shape[-1:])))
        return F.cross_entropy(self.output(F.layer_norm(hidden, hidden.shape[-1:])).float(), targets[mask])
