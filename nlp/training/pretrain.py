"""Teach the encoder the languages: vocabulary, then prediction of each character from both its sides."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch

from nlp.entities.characters import PAD, UNKNOWN, Ids, Vocabulary, ngrams
from nlp.training.corpus import packs, paragraphs
from nlp.training.encoder import Cloze, Encoder, EncoderConfig
from nlp.training.parallel import descend, join, share

logger = logging.getLogger(__name__)

_EDGES = {"pad_id": PAD, "unk_id": UNKNOWN, "bos_id": -1, "eos_id": -1}


@dataclass(frozen=True, slots=True)
class PretrainConfig:
    """How to pretrain.

    Attributes:
        steps: of the optimizer; each process sees a batch of its own.
        batch: stretches in a batch.
        longest: characters in a stretch.
        rate: highest learning rate; it rises for `warmup` steps and falls to zero in a straight line.
        extra: characters to choose from besides those of the batch.
        seed: of the order of stretches, the initial weights and dropout.
        leave_out: beginnings of names of text files not to read.
    """

    steps: int
    batch: int = 48
    longest: int = 128
    rate: float = 2e-3
    warmup: int = 200
    extra: int = 512
    seed: int = 1
    leave_out: tuple[str, ...] = ()


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
    """Read the plain text of both languages as stretches, in file order."""
    return [
        stretch
        for lang in ("zh", "ko")
        for paragraph in paragraphs(folder, lang, config.leave_out)
        for stretch in packs(paragraph, config.longest)
    ]


def batches(stretches: Sequence[Ids], config: PretrainConfig) -> Iterator[list[Ids]]:
    """Yield batches of stretches of like length without end, in an order that the seed decides."""
    order = np.random.default_rng(config.seed)
    pool = 50 * config.batch
    while True:
        shuffled = order.permutation(len(stretches))
        for first in range(0, len(shuffled) - pool + 1, pool):
            near = sorted(shuffled[first : first + pool], key=lambda index: len(stretches[index]))
            for at in order.permutation(pool // config.batch):
                yield [stretches[index] for index in near[at * config.batch : (at + 1) * config.batch]]


def pad(stretches: Sequence[Ids]) -> Ids:
    """Make one array of stretches, filled up with `PAD` at their ends."""
    table = np.full((len(stretches), max(map(len, stretches))), PAD, dtype=np.int64)
    for row, stretch in zip(table, stretches, strict=True):
        row[: len(stretch)] = stretch
    return table


def pretrain(stretches: Sequence[Ids], sizes: EncoderConfig, config: PretrainConfig, save: Path) -> Encoder:
    """Train an encoder on plain text.

    Args:
        stretches: encoded text; at least fifty batches.
        sizes: of the encoder.
        config: how.
        save: where to keep the weights, every five hundred steps and at the end.
    """
    torch.manual_seed(config.seed)
    encoder, cloze = Encoder(sizes), Cloze(sizes)
    weights = [*encoder.parameters(), *cloze.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=config.rate, betas=(0.9, 0.98), weight_decay=0.0)
    rank, _ = join()
    torch.manual_seed(config.seed + rank)
    negatives = np.random.default_rng(config.seed + 1 + rank)
    total, characters, started = 0.0, 0, time.monotonic()
    for step, batch in enumerate(islice(share(batches(stretches, config)), config.steps), start=1):
        for group in optimizer.param_groups:
            group["lr"] = config.rate * min(step / config.warmup, (config.steps - step) / config.steps + 0.01)
        ids = pad(batch)
        choices = np.union1d(np.unique(ids), negatives.integers(2, sizes.vocabulary, config.extra))
        bigrams, trigrams = ngrams(ids, sizes.buckets)
        targets = torch.from_numpy(np.searchsorted(choices, ids))
        tensors = [torch.from_numpy(array) for array in (ids, bigrams, trigrams)]
        mask = tensors[0] != PAD
        with torch.autocast("cpu", torch.bfloat16):
            left, right = encoder(*tensors, mask.unsqueeze(-1).to(torch.bfloat16))
            loss = cloze(left, right, targets, mask & (tensors[0] != UNKNOWN), torch.from_numpy(choices))
        descend(loss, optimizer, weights, 1.0)
        total, characters = total + loss.item(), characters + int(mask.sum())
        if step % 50 == 0 and rank == 0:
            speed = characters / (time.monotonic() - started)
            logger.info("step %d loss %.4f %d characters %.0f/s", step, total / 50, characters, speed)
            total = 0.0
        if step % 500 == 0 and rank == 0:
            torch.save(encoder.state_dict(), save)
    if rank == 0:
        torch.save(encoder.state_dict(), save)
    return encoder


def encode_all(vocabulary: Vocabulary, stretches: Sequence[str]) -> list[Ids]:
    """Encode stretches, in half the memory that `int64` takes."""
    return [vocabulary.encode(stretch).astype(np.int32) for stretch in stretches]
