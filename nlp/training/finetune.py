"""Teach the tagger names: the encoder and what stands on it, on the labelled sentences of all corpora at once."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import torch
from torch import Tensor

from nlp.entities.characters import PAD, Vocabulary, ngrams
from nlp.entities.lexicon import WIDTH, Lexicon
from nlp.entities.tags import Decoder, path_of
from nlp.training.labelled import SCHEMES, Sentence
from nlp.training.parallel import descend, join, share
from nlp.training.pretrain import pad
from nlp.training.tagger import RandomField, SequenceTagger
from nlp.training.words import Substitutes

logger = logging.getLogger(__name__)

_IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class FinetuneConfig:
    """How to fine-tune.

    Attributes:
        steps: of the optimizer; each process sees a batch of its own.
        batch: sentences in a batch.
        rate: highest learning rate; the encoder's own is `encoder_rate`.
        weights: how often each corpus is seen in a round, by its name; 1 where it is not given.
        replace: chance that a name is replaced by another of its kind, by language.
        blind: chance that a sentence is seen without the lexicon's marks.
        seed: of the order of sentences, the initial weights, dropout and replacements.
    """

    steps: int
    batch: int = 32
    rate: float = 2e-3
    encoder_rate: float = 7e-4
    warmup: int = 100
    weights: Mapping[str, float] = field(default_factory=dict)
    replace: Mapping[str, float] = field(default_factory=dict)
    blind: float = 0.1
    seed: int = 1


class Examples:
    """Makes batches of tensors out of sentences."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, tags: Sequence[str], buckets: int) -> None:
        self._vocabulary, self._lexicon, self._buckets = vocabulary, lexicon, buckets
        self._tags = {tag: index for index, tag in enumerate(tags)}
        self._allowed = {
            corpus: torch.tensor([0.0 if tag == "O" or tag[2:] in scheme else _IMPOSSIBLE for tag in tags])
            for corpus, scheme in SCHEMES.items()
        }

    def inputs(self, sentences: Sequence[Sentence], blind: Sequence[bool] = ()) -> tuple[Tensor, ...]:
        """Give characters, bigrams, trigrams, features and mask as `Tagger.forward` wants them."""
        ids = pad([self._vocabulary.encode(sentence.text) for sentence in sentences])
        features = np.zeros((*ids.shape, WIDTH), dtype=np.float32)
        for row, sentence in enumerate(sentences):
            if not (blind and blind[row]):
                features[row, : len(sentence.text)] = self._lexicon.features(sentence.lower)
        arrays = (ids, *ngrams(ids, self._buckets), features)
        mask = torch.from_numpy(ids != PAD).unsqueeze(-1)
        return (*(torch.from_numpy(array) for array in arrays), mask)

    def targets(self, sentences: Sequence[Sentence], length: int) -> tuple[Tensor, Tensor, Tensor]:
        """Give lengths, allowed and chosen tags as `RandomField.forward` wants them."""
        chosen = torch.full((len(sentences), length, len(self._tags)), _IMPOSSIBLE)
        for row, sentence in enumerate(sentences):
            for place, tag in enumerate(path_of(len(sentence.text), sentence.names)):
                if tag == "O" and sentence.partial:
                    chosen[row, place] = 0.0
                else:
                    chosen[row, place, self._tags[tag]] = 0.0
        # A partly marked corpus says nothing of what it does not mark, so there every label stays possible.
        allowed = [
            torch.zeros(len(self._tags)) if sentence.partial else self._allowed[sentence.corpus]
            for sentence in sentences
        ]
        lengths = torch.tensor([len(sentence.text) for sentence in sentences])
        return lengths, torch.stack(allowed).unsqueeze(1), chosen


def rounds(sentences: Sequence[Sentence], config: FinetuneConfig) -> Iterator[list[Sentence]]:
    """Yield batches of sentences of like length without end, corpora mixed by their weights.

    Raises:
        ValueError: there are no sentences.
    """
    if not sentences:
        raise ValueError("no sentences to train on")
    order = np.random.default_rng(config.seed)
    weights = np.array([config.weights.get(sentence.corpus, 1.0) for sentence in sentences])
    while True:
        times = np.floor(weights + order.random(len(weights))).astype(int)
        shuffled = order.permutation(np.repeat(np.arange(len(sentences)), times))
        pool = min(30 * config.batch, len(shuffled)) or 1
        for first in range(0, len(shuffled) - pool + 1, pool):
            near = sorted(shuffled[first : first + pool], key=lambda index: len(sentences[index].text))
            for at in order.permutation(max(pool // config.batch, 1)):
                yield [sentences[index] for index in near[at * config.batch : (at + 1) * config.batch]]


def finetune(
    tagger: SequenceTagger,
    field_: RandomField,
    examples: Examples,
    sentences: Sequence[Sentence],
    config: FinetuneConfig,
    substitutes: Substitutes | None = None,
) -> None:
    """Train the tagger and its random field in place; weights that require no gradient stay as they are."""
    rank, _ = join()
    torch.manual_seed(config.seed + rank)
    order = np.random.default_rng(config.seed + 1 + rank)
    encoder = list(tagger.encoder.parameters())
    inner = {id(weight) for weight in encoder}
    outer = [weight for weight in (*tagger.parameters(), *field_.parameters()) if id(weight) not in inner]
    groups: list[dict[str, Any]] = [
        {"params": [weight for weight in encoder if weight.requires_grad], "peak": config.encoder_rate},
        {"params": outer, "peak": config.rate},
    ]
    weights = [weight for group in groups for weight in group["params"]]
    optimizer = torch.optim.AdamW(groups, lr=config.rate, betas=(0.9, 0.98), weight_decay=0.01)
    tagger.train()
    total, characters, started = 0.0, 0, time.monotonic()
    for step, batch in enumerate(islice(share(rounds(sentences, config)), config.steps), start=1):
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(step / config.warmup, (config.steps - step) / config.steps + 0.01)
        if substitutes is not None:
            batch = [  # noqa: PLW2901 - the same sentences, other names
                substitutes.replace(sentence, config.replace.get(sentence.lang, 0.0), order) for sentence in batch
            ]
        inputs = examples.inputs(batch, [bool(order.random() < config.blind) for _ in batch])
        lengths, allowed, chosen = examples.targets(batch, inputs[0].shape[1])
        with torch.autocast("cpu", torch.bfloat16):
            scores = tagger(*inputs[:4], inputs[4].to(torch.bfloat16))
        loss = field_(scores.float(), lengths, allowed, chosen).mean()
        descend(loss, optimizer, weights, 5.0)
        total, characters = total + loss.item(), characters + int(lengths.sum())
        if step % 50 == 0 and rank == 0:
            speed = characters / (time.monotonic() - started)
            logger.info("step %d loss %.4f %d characters %.0f/s", step, total / 50, characters, speed)
            total = 0.0


def predict(
    tagger: SequenceTagger, field_: RandomField, examples: Examples, sentences: Sequence[Sentence], tags: Sequence[str]
) -> list[set[tuple[int, int, str]]]:
    """Tag sentences with the best path over all tags."""
    decoder = Decoder(tags, field_.transitions.detach().numpy())
    tagger.eval()
    found: list[set[tuple[int, int, str]]] = [set() for _ in sentences]
    order = sorted(range(len(sentences)), key=lambda index: len(sentences[index].text))
    for first in range(0, len(order), 64):
        rows = order[first : first + 64]
        inputs = examples.inputs([sentences[row] for row in rows])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            scores = tagger(*inputs[:4], inputs[4].to(torch.bfloat16)).float().numpy()
        for row, emissions in zip(rows, scores, strict=True):
            found[row] = set(decoder.decode(emissions[: len(sentences[row].text)]))
    return found


def f1_by_corpus(
    sentences: Sequence[Sentence], found: Sequence[set[tuple[int, int, str]]]
) -> dict[str, tuple[float, dict[str, float]]]:
    """Exact-span F1 of each corpus over the labels that it marks, in all and by label."""
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for sentence, names in zip(sentences, found, strict=True):
        gold = set(sentence.names)
        for place, group in enumerate((gold & names, names, gold)):
            for _, _, label in group:
                if label in SCHEMES[sentence.corpus]:
                    counts[sentence.corpus][label][place] += 1
    scores = {}
    for corpus, labels in counts.items():
        whole = [sum(column) for column in zip(*labels.values(), strict=True)]
        scores[corpus] = (f1(*whole), {label: f1(*count) for label, count in sorted(labels.items())})
    return scores


def f1(right: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (found + gold) if right else 0.0
