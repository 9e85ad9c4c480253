"""Teach the encoder the languages: vocabulary, then prediction of characters that were hidden or lie ahead."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from nlp.entities.candidates import make_view
from nlp.entities.characters import MULTIPLIERS, PAD, UNKNOWN, Vocabulary
from nlp.training.corpus import packs, read_paragraphs
from nlp.training.device import PRECISION, find_device
from nlp.training.parallel import descend, join, share
from nlp.training.towers import Cloze, Towers, TowersConfig
from nlp.training.transformer import MaskedHead, Transformer, TransformerConfig

logger = logging.getLogger(__name__)

_EDGES = {"pad_id": PAD, "unk_id": UNKNOWN, "bos_id": -1, "eos_id": -1}
_POOL = 50  # batches that are sorted by length together
_STEP = 8  # lengths are rounded up to a multiple of this
_REPORT = 100
_WORD = 0xFFFFFFFF  # products are taken modulo 2 to the 32nd, as unsigned numbers of 32 bits do by themselves

Indexes = npt.NDArray[np.int64]
Objective = Callable[[Tensor], Tensor]


@dataclass(frozen=True, slots=True)
class PretrainConfig:
    """How to pretrain.

    Attributes:
        steps: of the optimizer; each process sees a batch of its own.
        batch: characters in a batch, padding included.
        longest: characters in a stretch.
        rate: highest learning rate; it rises for `warmup` steps and falls to zero in a straight line.
        masked: share of the characters that are hidden, in runs of one to four (a transformer only).
        seed: of the order of stretches, the initial weights, dropout and what is hidden.
        leave_out: beginnings of names of text files not to read.
    """

    steps: int
    batch: int = 65536
    longest: int = 128
    rate: float = 1.5e-3
    warmup: int = 400
    masked: float = 0.18
    seed: int = 1
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """Encoded plain text.

    Attributes:
        ids: characters of all stretches, one after the other.
        starts: where each stretch begins, and the end of the last.
    """

    ids: npt.NDArray[np.int16]
    starts: Indexes


def train_vocabulary(texts: Sequence[str], path: Path, size: int) -> None:
    """Write a SentencePiece model of the most frequent characters.

    Args:
        texts: folded text.
        path: where to write it; ends in `.model`.
        size: pieces, padding and the unknown character included.
    """
    from sentencepiece import SentencePieceTrainer  # noqa: PLC0415 - only to train

    digits = str.maketrans("123456789", "000000000")
    SentencePieceTrainer.train(
        sentence_iterator=(text.translate(digits) for text in texts),
        model_prefix=str(path.with_suffix("")),
        model_type="char",
        vocab_size=size,
        character_coverage=1.0,
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        num_threads=1,
        minloglevel=1,
        **_EDGES,
    )
    path.with_suffix(".vocab").unlink()


def read_stretches(folder: Path, config: PretrainConfig) -> list[str]:
    """Read the plain text of both languages as stretches, folded as the encoder reads them, in file order."""
    return [
        stretch
        for lang in ("zh", "ko")
        for paragraph in read_paragraphs(folder, lang, leave_out=config.leave_out)
        for stretch in packs(make_view(paragraph, lang).folded, config.longest)
    ]


def encode_all(vocabulary: Vocabulary, stretches: Sequence[str]) -> Plain:
    """Encode stretches, in a quarter of the memory that `int64` takes."""
    encoded = [vocabulary.encode(stretch).astype(np.int16) for stretch in stretches]
    return Plain(np.concatenate(encoded), np.cumsum([0, *map(len, encoded)]))


def batches(lengths: Indexes, config: PretrainConfig) -> Iterator[Indexes]:
    """Yield which stretches make a batch, those of like length together, without end, in the order of the seed."""
    order = np.random.default_rng(config.seed)
    pool = max(1, int(_POOL * config.batch / lengths.mean()))
    while True:
        shuffled = order.permutation(len(lengths))
        for first in range(0, len(shuffled), pool):
            near = shuffled[first : first + pool]
            near = near[np.argsort(lengths[near], kind="stable")]
            groups = list(_cut(lengths[near], config.batch))
            for at in order.permutation(len(groups)):
                yield near[slice(*groups[at])]


def _cut(lengths: Indexes, most: int) -> Iterator[tuple[int, int]]:
    """Cut rising lengths into groups that take no more than `most` places when filled up."""
    first = 0
    for place, length in enumerate(lengths):
        if place > first and (place - first + 1) * _rounded(int(length)) > most:
            yield first, place
            first = place
    yield first, len(lengths)


def _rounded(length: int) -> int:
    return -(-length // _STEP) * _STEP


def hash_ngrams(ids: Tensor, buckets: int) -> tuple[Tensor, Tensor]:
    """Hash bigrams and trigrams as `characters.ngrams` does, where the characters are: [batch, length + 1 and + 2]."""
    shift = 32 - (buckets.bit_length() - 1)
    first, second, third = (int(multiplier) for multiplier in MULTIPLIERS)
    padded = F.pad(ids, (2, 2), value=PAD)
    bigrams = (padded[:, 1:-2] * first + padded[:, 2:-1] * second) & _WORD
    trigrams = (padded[:, :-2] * first + padded[:, 1:-1] * second + padded[:, 2:] * third) & _WORD
    return bigrams >> shift, trigrams >> shift


def hide(ids: Tensor, share: float, order: torch.Generator) -> Tensor:
    """Choose the characters to hide, in runs of one to four: [batch, length], true where hidden."""
    chances = torch.rand(ids.shape, generator=order, device=ids.device)
    hidden = torch.zeros_like(ids, dtype=torch.bool)
    # Runs of 1, 2, 3 and 4 begin with chances of .5, .25, .15 and .1: 1.85 characters on average.
    for offset, part in enumerate((1.0, 0.5, 0.25, 0.1)):
        begins = chances < share / 1.85 * part
        hidden[:, offset:] |= begins[:, : begins.shape[1] - offset]
    return hidden & (ids != PAD) & (ids != UNKNOWN)


def masked_objective(
    sizes: TransformerConfig, encoder: Transformer, config: PretrainConfig
) -> tuple[nn.Module, Objective]:
    """Masked-language modelling: the last number of the vocabulary stands for what is hidden."""
    head = MaskedHead(sizes)
    device = find_device()
    order = torch.Generator(device).manual_seed(config.seed + join()[0])

    def loss(ids: Tensor) -> Tensor:
        hidden = hide(ids, config.masked, order)
        seen = ids.masked_fill(hidden, sizes.vocabulary - 1)
        mask = (ids != PAD).unsqueeze(-1).to(PRECISION)
        encoded = encoder(seen, *hash_ngrams(seen, sizes.buckets), mask)
        result: Tensor = head(encoded[hidden], ids[hidden])
        return result

    return head, loss


def cloze_objective(sizes: TowersConfig, encoder: Towers) -> tuple[nn.Module, Objective]:
    """Prediction of every character from what stands before and after it."""
    head = Cloze(sizes)

    def loss(ids: Tensor) -> Tensor:
        mask = ids != PAD
        left, right = encoder(ids, *hash_ngrams(ids, sizes.buckets), mask.unsqueeze(-1).to(PRECISION))
        result: Tensor = head(left, right, ids, mask & (ids != UNKNOWN))
        return result

    return head, loss


def pretrain(
    plain: Plain, sizes: TransformerConfig | TowersConfig, config: PretrainConfig, dropout: float
) -> nn.Module:
    """Train an encoder on plain text; give it, on the processor.

    Args:
        plain: encoded text.
        sizes: of the encoder; they say which kind it is.
        config: how.
        dropout: in the encoder.
    """
    rank, _ = join()
    device = find_device()
    torch.manual_seed(config.seed)
    if isinstance(sizes, TransformerConfig):
        encoder: nn.Module = Transformer(sizes, dropout)
        head, objective = masked_objective(sizes, encoder, config)
    else:
        encoder = Towers(sizes, dropout)
        head, objective = cloze_objective(sizes, encoder)
    encoder.to(device)
    head.to(device)
    weights = [*encoder.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=config.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    torch.manual_seed(config.seed + rank)
    ids, starts = torch.from_numpy(plain.ids).to(device), torch.from_numpy(plain.starts).to(device)
    lengths = np.diff(plain.starts)
    total, characters, started = torch.zeros((), device=device), 0, time.monotonic()
    for step, rows in enumerate(islice(share(batches(lengths, config)), config.steps), start=1):
        for group in optimizer.param_groups:
            group["lr"] = config.rate * min(step / config.warmup, (config.steps - step) / config.steps + 0.01)
        loss = objective(_gather(ids, starts, torch.from_numpy(rows).to(device), _rounded(int(lengths[rows].max()))))
        descend(loss, optimizer, weights, 1.0)
        total, characters = total + loss.detach(), characters + int(lengths[rows].sum())
        if step % _REPORT == 0 and rank == 0:
            speed = characters / (time.monotonic() - started)
            logger.info("step %d loss %.4f %d characters %.0f/s", step, total.item() / _REPORT, characters, speed)
            total.zero_()
    return encoder.cpu()


def _gather(ids: Tensor, starts: Tensor, rows: Tensor, length: int) -> Tensor:
    """Make one table of stretches, filled up with `PAD` at their ends."""
    places = starts[rows].unsqueeze(1) + torch.arange(length, device=ids.device)
    inside = places < starts[rows + 1].unsqueeze(1)
    return ids[places.clamp_max(len(ids) - 1)].long().masked_fill(~inside, PAD)
