"""The tagger in PyTorch: the encoder, a few blocks that look both ways, and a conditional random field."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from nlp.entities.tags import may_begin, may_end, may_follow
from nlp.training.encoder import Block, Encoder

_IMPOSSIBLE = -1e4
_TINY = 1e-30  # keeps the logarithm of an impossible state finite


@dataclass(frozen=True, slots=True)
class TaggerConfig:
    """Sizes of what stands on the encoder.

    Attributes:
        tags: O first.
        features: width of the lexicon's marks.
        width: of the blocks.
        dilations: how far each block looks, both ways.
        dropout: in the blocks and before them; the towers get a third of it.
    """

    tags: tuple[str, ...]
    features: int
    width: int = 256
    dilations: tuple[int, ...] = (1, 2)
    dropout: float = 0.3


class SequenceTagger(nn.Module):
    """What scores the tags of each character; its encoder may have been trained before."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder


class Tagger(SequenceTagger):
    """The tagger that ships: a few blocks that look both ways, on both towers."""

    def __init__(self, encoder: Encoder, config: TaggerConfig) -> None:
        super().__init__(encoder)
        self.project = nn.Linear(2 * encoder.config.width + config.features, config.width)
        self.blocks = nn.ModuleList(Block(config.width, (-d, 0, d), config.dropout) for d in config.dilations)
        self.emit = nn.Linear(config.width, len(config.tags))
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, characters: Tensor, bigrams: Tensor, trigrams: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Give the scores, [batch, length, tags]; see `Encoder.forward` for the arguments."""
        left, right = self.encoder(characters, bigrams, trigrams, mask)
        both = torch.cat([F.layer_norm(left, left.shape[-1:]), F.layer_norm(right, right.shape[-1:])], dim=-1)
        x = self.dropout(self.project(torch.cat([self.dropout(both), features.to(both.dtype)], dim=-1)))
        for block in self.blocks:
            x = block(x, mask)
        scores: Tensor = self.emit(self.dropout(F.layer_norm(x, x.shape[-1:])))
        return scores


class RandomField(nn.Module):
    """A linear-chain conditional random field (Lafferty et al. 2001) over tags that may follow each other."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.register_buffer("follow", torch.from_numpy(may_follow(tags)), persistent=False)
        self.register_buffer("begin", self._wall(torch.from_numpy(may_begin(tags))), persistent=False)
        self.register_buffer("end", self._wall(torch.from_numpy(may_end(tags))), persistent=False)

    @staticmethod
    def _wall(allowed: Tensor) -> Tensor:
        return torch.where(allowed, 0.0, _IMPOSSIBLE)

    def forward(self, scores: Tensor, lengths: Tensor, allowed: Tensor, chosen: Tensor) -> Tensor:
        """Give the negative log-likelihood of each sentence: of all chosen paths among all allowed ones.

        Args:
            scores: [batch, length, tags].
            lengths: [batch].
            allowed: [batch, 1, tags], 0 for tags that the sentence's corpus marks, else a large negative number.
            chosen: [batch, length, tags], 0 for the tags that the annotation permits at a place, else likewise; one
                tag where a place is annotated, all that are allowed where it is not.
        """
        twice = torch.cat([scores + allowed, scores + chosen])
        totals = self._total(twice, lengths.repeat(2))
        every, right = totals.chunk(2)
        return every - right

    def _total(self, scores: Tensor, lengths: Tensor) -> Tensor:
        weights = self.transitions.exp() * self.follow
        state = scores[:, 0] + self.begin
        kept = [state]
        for place in range(1, scores.shape[1]):
            top = state.max(dim=1, keepdim=True).values
            state = ((state - top).exp() @ weights).clamp_min(_TINY).log() + top + scores[:, place]
            kept.append(state)
        last = torch.stack(kept, dim=1)[torch.arange(len(lengths)), lengths - 1]
        return torch.logsumexp(last + self.end, dim=1)
