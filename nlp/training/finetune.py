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
import numpy.typing as npt
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, Dataset

from nlp.entities.characters import PAD, Vocabulary
from nlp.entities.lexicon import WIDTH, Lexicon
from nlp.entities.tags import Decoder, path_of
from nlp.training.device import PRECISION, find_device, helpers
from nlp.training.labelled import SCHEMES, Sentence
from nlp.training.parallel import descend, join, share
from nlp.training.pretrain import hash_ngrams
from nlp.training.tagger import RandomField, SequenceTagger
from nlp.training.words import Substitutes

logger = logging.getLogger(__name__)

_IMPOSSIBLE = -1e4
_OPEN = -1  # the path says nothing of a place
_POOL = 30  # batches that are sorted by length together
_REPORT = 100

Indexes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FinetuneConfig:
    """How to fine-tune.

    Attributes:
        steps: of the optimizer; each process sees a batch of its own.
        batch: characters in a batch, about.
        rate: highest learning rate; the encoder's own is `encoder_rate`.
        weights: how often each corpus is seen in a round, by its name; 1 where it is not given.
        replace: chance that a name is replaced by another of its kind, by language.
        blind: chance that a sentence is seen without the lexicon's marks.
        average: how much of the running average of the weights stays at each step.
        seed: of the order of sentences, the initial weights, dropout and replacements.
    """

    steps: int
    batch: int = 8192
    rate: float = 2e-3
    encoder_rate: float = 5e-4
    warmup: int = 200
    weights: Mapping[str, float] = field(default_factory=dict)
    replace: Mapping[str, float] = field(default_factory=dict)
    blind: float = 0.1
    average: float = 0.998
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences as tensors, filled up to the longest.

    Attributes:
        ids: characters, [batch, length].
        features: the lexicon's marks, [batch, length, WIDTH].
        path: the tag of each place, or -1 where any may be, [batch, length].
        lengths: [batch].
        allowed: which tags the corpus of each sentence marks, [batch, tags].
    """

    ids: Tensor
    features: Tensor
    path: Tensor
    lengths: Tensor
    allowed: Tensor

    def inputs(self, buckets: int, device: torch.device) -> tuple[Tensor, ...]:
        """Give what `SequenceTagger.forward` wants."""
        ids = self.ids.to(device).long()
        mask = (ids != PAD).unsqueeze(-1).to(PRECISION)
        return ids, *hash_ngrams(ids, buckets), self.features.to(device), mask

    def targets(self, device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
        """Give lengths, allowed and chosen tags as `RandomField.forward` wants them."""
        allowed = (~self.allowed.to(device)).float().unsqueeze(1) * _IMPOSSIBLE
        path = self.path.to(device).long()
        tags = torch.arange(allowed.shape[-1], device=device)
        chosen = ((path.unsqueeze(-1) != tags) & (path.unsqueeze(-1) != _OPEN)).float() * _IMPOSSIBLE
        return self.lengths.to(device), allowed, chosen


class Examples:
    """Makes batches out of sentences."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, tags: Sequence[str], buckets: int) -> None:
        self._vocabulary, self._lexicon, self.buckets = vocabulary, lexicon, buckets
        self._tags = {tag: index for index, tag in enumerate(tags)}
        self._allowed = {
            corpus: torch.tensor([tag == "O" or tag[2:] in scheme for tag in tags])
            for corpus, scheme in SCHEMES.items()
        }

    def batch(self, sentences: Sequence[Sentence], blind: Sequence[bool] = ()) -> Batch:
        """Make a batch; a blind sentence is seen without the lexicon's marks."""
        lengths = [len(sentence.text) for sentence in sentences]
        shape = (len(sentences), max(lengths))
        ids, path = np.full(shape, PAD, dtype=np.int16), np.full(shape, _OPEN, dtype=np.int16)
        features = np.zeros((*shape, WIDTH), dtype=np.uint8)
        for row, sentence in enumerate(sentences):
            ids[row, : lengths[row]] = self._vocabulary.encode(sentence.text)
            path[row, : lengths[row]] = self._path(sentence)
            if not (blind and blind[row]):
                features[row, : lengths[row]] = self._lexicon.features([sentence.lower])[0]
        # A partly marked corpus says nothing of what it does not mark, so there every label stays possible.
        every = torch.ones(len(self._tags), dtype=torch.bool)
        allowed = [every if sentence.partial else self._allowed[sentence.corpus] for sentence in sentences]
        tensors = [torch.from_numpy(array) for array in (ids, features, path)]
        return Batch(tensors[0], tensors[1], tensors[2], torch.tensor(lengths), torch.stack(allowed))

    def _path(self, sentence: Sentence) -> list[int]:
        path = [self._tags[tag] for tag in path_of(len(sentence.text), sentence.names)]
        return [tag or _OPEN for tag in path] if sentence.partial else path


def rounds(sentences: Sequence[Sentence], config: FinetuneConfig) -> Iterator[Indexes]:
    """Yield which sentences make a batch, those of like length together, without end; corpora come by their weights.

    Raises:
        ValueError: there are no sentences.
    """
    if not sentences:
        raise ValueError("no sentences to train on")
    order = np.random.default_rng(config.seed)
    weights = np.array([config.weights.get(sentence.corpus, 1.0) for sentence in sentences])
    lengths = np.array([len(sentence.text) for sentence in sentences])
    while True:
        times = np.floor(weights + order.random(len(weights))).astype(int)
        shuffled = order.permutation(np.repeat(np.arange(len(sentences)), times))
        pool = max(1, int(_POOL * config.batch / lengths.mean()))
        for first in range(0, len(shuffled), pool):
            near = shuffled[first : first + pool]
            near = near[np.argsort(lengths[near], kind="stable")]
            groups = np.split(near, np.flatnonzero(np.diff(np.cumsum(lengths[near]) // config.batch)) + 1)
            for at in order.permutation(len(groups)):
                yield groups[at]


class _Stream(Dataset[Batch]):
    """The batches of a training run; each depends on its number alone, whichever process makes it."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        plan: Sequence[Indexes],
        examples: Examples,
        config: FinetuneConfig,
        substitutes: Substitutes | None,
    ) -> None:
        self._sentences, self._plan, self._examples = sentences, plan, examples
        self._config, self._substitutes = config, substitutes

    def __len__(self) -> int:
        return len(self._plan)

    def __getitem__(self, index: int) -> Batch:
        rank, size = join()
        order = np.random.default_rng((self._config.seed, index * size + rank))
        batch = [self._sentences[row] for row in self._plan[index]]
        if self._substitutes is not None:
            chances = self._config.replace
            batch = [self._substitutes.replace(one, chances.get(one.lang, 0.0), order) for one in batch]
        return self._examples.batch(batch, [bool(order.random() < self._config.blind) for _ in batch])


def finetune(
    tagger: SequenceTagger,
    field_: RandomField,
    examples: Examples,
    sentences: Sequence[Sentence],
    config: FinetuneConfig,
    substitutes: Substitutes | None = None,
) -> None:
    """Train the tagger and its random field in place; weights that require no gradient stay as they are.

    In the end the weights are the running average of those that were passed through.
    """
    rank, _ = join()
    device = find_device()
    torch.manual_seed(config.seed + rank)
    both = torch.nn.ModuleList([tagger, field_]).to(device)
    inner = {id(weight) for weight in tagger.encoder.parameters()}
    outer = [weight for weight in both.parameters() if id(weight) not in inner]
    groups: list[dict[str, Any]] = [
        {"params": [w for w in tagger.encoder.parameters() if w.requires_grad], "peak": config.encoder_rate},
        {"params": outer, "peak": config.rate},
    ]
    weights = [weight for group in groups for weight in group["params"]]
    optimizer = torch.optim.AdamW(groups, lr=config.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    average = AveragedModel(both, multi_avg_fn=get_ema_multi_avg_fn(config.average))
    plan = list(islice(share(rounds(sentences, config)), config.steps))
    stream = DataLoader(
        _Stream(sentences, plan, examples, config, substitutes),
        batch_size=None,
        num_workers=helpers(),
        collate_fn=None,
    )
    both.train()
    total, characters, started = torch.zeros((), device=device), 0, time.monotonic()
    for step, batch in enumerate(stream, start=1):
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(step / config.warmup, (config.steps - step) / config.steps + 0.01)
        scores = tagger(*batch.inputs(examples.buckets, device))
        loss = field_(scores.float(), *batch.targets(device)).mean()
        descend(loss, optimizer, weights, 5.0)
        average.update_parameters(both)
        total, characters = total + loss.detach(), characters + int(batch.lengths.sum())
        if step % _REPORT == 0 and rank == 0:
            speed = characters / (time.monotonic() - started)
            logger.info("step %d loss %.4f %d characters %.0f/s", step, total.item() / _REPORT, characters, speed)
            total.zero_()
    both.load_state_dict(average.module.state_dict())
    both.cpu().eval()


def predict(
    tagger: SequenceTagger, field_: RandomField, examples: Examples, sentences: Sequence[Sentence], tags: Sequence[str]
) -> list[set[tuple[int, int, str]]]:
    """Tag sentences with the best path over all tags."""
    decoder = Decoder(tags, field_.transitions.detach().cpu().numpy())
    device = find_device()
    tagger.to(device).eval()
    found: list[set[tuple[int, int, str]]] = [set() for _ in sentences]
    order = sorted(range(len(sentences)), key=lambda index: len(sentences[index].text))
    for first in range(0, len(order), 64):
        rows = order[first : first + 64]
        batch = examples.batch([sentences[row] for row in rows])
        with torch.no_grad():
            scores = tagger(*batch.inputs(examples.buckets, device)).float().cpu().numpy()
        emissions = [own[: len(sentences[row].text)] for row, own in zip(rows, scores, strict=True)]
        for row, names in zip(rows, decoder.decode(emissions), strict=True):
            found[row] = set(names)
    tagger.cpu()
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
