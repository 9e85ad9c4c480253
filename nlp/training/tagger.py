"""The taggers in PyTorch: an encoder, what knows the lexicon's marks, and a conditional random field."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from nlp.entities.tags import may_begin, may_end, may_follow
from nlp.training.towers import Block, Towers
from nlp.training.transformer import Linear, Transformer, normal

_IMPOSSIBLE = -1e4
_TINY = 1e-30  # keeps the logarithm of an impossible state finite


@dataclass(frozen=True, slots=True)
class TaggerConfig:
    """Sizes of what stands on the encoder.

    Attributes:
        tags: O first.
        features: width of the lexicon's marks.
        dropout: before the tags are scored.
        width: of the blocks on towers.
        dilations: how far each block on towers looks, both ways.
    """

    tags: tuple[str, ...]
    features: int
    dropout: float = 0.2
    width: int = 256
    dilations: tuple[int, ...] = (1, 2)


class SequenceTagger(nn.Module):
    """What scores the tags of each character; its encoder may have been trained before.

    `forward` takes characters, bigrams, trigrams and mask as the encoder does, and features, [batch, length, width].
    """

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder


class TransformerTagger(SequenceTagger):
    """The tagger on a transformer: the marks join the characters before it reads them, and once more after."""

    encoder: Transformer

    def __init__(self, encoder: Transformer, config: TaggerConfig) -> None:
        super().__init__(encoder)
        width = encoder.config.width
        self.known = Linear(config.features, width)
        nn.init.zeros_(self.known.weight)  # so that the encoder begins as it was pretrained
        nn.init.zeros_(self.known.bias)
        self.emit = Linear(width + config.features, len(config.tags))
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, characters: Tensor, bigrams: Tensor, trigrams: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Give the scores, [batch, length, tags]."""
        features = features.to(mask.dtype)
        encoded = normal(self.encoder(characters, bigrams, trigrams, mask, self.known(features)))
        scores: Tensor = self.emit(torch.cat([self.dropout(encoded), features], dim=-1))
        return scores


class TowersTagger(SequenceTagger):
    """The tagger that ships, on towers: a few blocks that look both ways, and the marks beside what both towers say."""

    encoder: Towers

    def __init__(self, encoder: Towers, config: TaggerConfig) -> None:
        super().__init__(encoder)
        self.project = Linear(2 * encoder.config.width + config.features, config.width)
        self.blocks = nn.ModuleList(Block(config.width, (-d, 0, d), config.dropout) for d in config.dilations)
        self.emit = Linear(config.width, len(config.tags))
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, characters: Tensor, bigrams: Tensor, trigrams: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Give the scores, [batch, length, tags]."""
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
        every, right = self._total(twice, lengths.repeat(2)).chunk(2)
        return every - right

    def _total(self, scores: Tensor, lengths: Tensor) -> Tensor:
        """Sum over all paths, as a product of matrices that is taken in pairs: few steps, each of many products."""
        places = torch.arange(scores.shape[1], device=scores.device)
        inside = places < lengths.unsqueeze(1)
        tops = scores.detach().amax(dim=-1).masked_fill(~inside, 0.0)
        chances = (scores - tops.unsqueeze(-1)).exp()
        steps = (self.transitions.exp() * self.follow) * chances[:, 1:].unsqueeze(2)
        same = torch.eye(scores.shape[-1], device=scores.device)
        steps = torch.where(inside[:, 1:, None, None], steps, same)
        total = tops.sum(dim=1)
        while steps.shape[1] > 1:
            if steps.shape[1] % 2:
                steps = torch.cat([steps, same.expand(len(steps), 1, -1, -1)], dim=1)
            steps = steps[:, 0::2] @ steps[:, 1::2]
            largest = steps.detach().amax(dim=(-1, -2), keepdim=True).clamp_min(_TINY)
            steps = steps / largest
            total = total + largest.log().sum(dim=1).flatten()
        state = chances[:, 0] * self.begin.exp()
        if steps.shape[1]:
            state = (state.unsqueeze(1) @ steps[:, 0]).squeeze(1)
        return total + (state * self.end.exp()).sum(dim=-1).clamp_min(_TINY).log()
