"""What pretraining reads, hides and learns from."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.entities.characters import PAD, UNKNOWN, ngrams

torch = pytest.importorskip("torch", reason="needs the extra `train`: torch is not installed")

from nlp.training.pretrain import Plain, PretrainConfig, batches, hash_ngrams, hide, pretrain  # noqa: E402
from nlp.training.towers import TowersConfig  # noqa: E402
from nlp.training.transformer import TransformerConfig  # noqa: E402

SMALL = TransformerConfig(vocabulary=21, buckets=64, characters=16, bigrams=8, trigrams=8, width=32, layers=1, heads=2)
TOWERS = TowersConfig(vocabulary=20, buckets=64, characters=16, bigrams=8, trigrams=8, dilations=(1,))


def test_ngrams_are_those_that_a_run_reads():
    ids = np.random.default_rng(1).integers(0, 8193, (3, 17))
    found = hash_ngrams(torch.from_numpy(ids), 65536)
    for ours, theirs in zip(found, ngrams(ids, 65536), strict=True):
        assert np.array_equal(ours.numpy(), theirs)


@pytest.mark.parametrize("share", [0.1, 0.2])
def test_about_that_share_is_hidden_and_never_what_says_nothing(share):
    ids = torch.randint(0, 50, (400, 100), generator=torch.Generator().manual_seed(1))
    hidden = hide(ids, share, torch.Generator().manual_seed(2))
    assert 0.8 * share < hidden.float().mean() < share
    assert not (hidden & ((ids == PAD) | (ids == UNKNOWN))).any()
    assert (hidden[:, 1:] & hidden[:, :-1]).float().mean() > 2 * share * share  # in runs


def test_a_round_sees_every_stretch_once_and_fills_batches_with_like_lengths():
    lengths = np.random.default_rng(1).integers(5, 128, 3000)
    config = PretrainConfig(1, batch=4096)
    seen: list[np.ndarray] = []
    for rows in batches(lengths, config):
        seen.append(rows)
        if sum(map(len, seen)) >= len(lengths):
            break
    assert sorted(np.concatenate(seen)) == list(range(len(lengths)))
    padded = [len(rows) * (-(-lengths[rows].max() // 8) * 8) for rows in seen]
    assert max(padded) <= config.batch
    assert sum(padded) < 1.15 * lengths.sum()


@pytest.mark.parametrize("sizes", [SMALL, TOWERS], ids=["transformer", "towers"])
def test_the_same_seed_gives_the_same_encoder(sizes):
    order = np.random.default_rng(1)
    starts = np.arange(0, 2001, 20)
    plain = Plain(order.integers(2, 20, 2000).astype(np.int16), starts)
    first, again = (pretrain(plain, sizes, PretrainConfig(6, batch=400, warmup=2), 0.1).state_dict() for _ in range(2))
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert any(weight.abs().sum() > 0 for weight in first.values())
