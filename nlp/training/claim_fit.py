"""Fit the scorer of claims: weights of words first, boosted trees over them and all other numbers after.

The words of a decision are weighed by a conditional logit (the candidates of one number compete); their sum enters the
trees as one more number, in training as a model that has not seen the example would give it. The trees are LightGBM's,
boosted on the same loss: the candidates of a number share one chance.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from nlp.claims.scoring.scorer import BUCKETS
from nlp.training.claim_examples import Example

_FOLDS = 3
_TINY = 1e-9  # keeps logarithms and quotients finite
_LEAST_CURVE = 1e-3  # keeps steps short where a choice is nearly certain


@dataclass(frozen=True, slots=True)
class FitConfig:
    """How the scorer is fitted; the recipe's `[fit]`."""

    seed: int
    ridge: float
    word_steps: int
    rounds: int
    patience: int
    learning_rate: float
    leaves: int
    least_in_leaf: int
    feature_share: float
    row_share: float
    leaf_ridge: float
    bins: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """A decision's model: a weight for each bucket of words, and the trees as LightGBM dumps them."""

    words: Any
    trees: dict[str, Any]
    features: int


def fit(training: Sequence[Example], tuning: Sequence[Example], config: FitConfig) -> Fitted:
    """Fit the model of one decision.

    Args:
        training: its examples.
        tuning: others, on which the number of trees is set.
        config: how.
    """
    folds = [zlib.crc32(example.doc.encode()) // 10 % _FOLDS for example in training]
    sums: list[Any] = [None] * len(training)
    for fold in range(_FOLDS):
        weights = fit_words([e for e, f in zip(training, folds, strict=True) if f != fold], config)
        for place, (example, own) in enumerate(zip(training, folds, strict=True)):
            if own == fold:
                sums[place] = word_sums(weights, example)
    weights = fit_words(training, config)
    settings = {
        "objective": _slopes([len(example.right) for example in training]),
        "metric": "None",
        "learning_rate": config.learning_rate,
        "num_leaves": config.leaves,
        "min_data_in_leaf": config.least_in_leaf,
        "feature_fraction": config.feature_share,
        "bagging_fraction": config.row_share,
        "bagging_freq": 1,
        "lambda_l2": config.leaf_ridge,
        "max_bin": config.bins,
        "seed": config.seed,
        "num_threads": 1,
        "deterministic": True,
        "verbose": -1,
    }
    rows = lightgbm.Dataset(_rows(training, sums), _labels(training))
    check = lightgbm.Dataset(_rows(tuning, [word_sums(weights, e) for e in tuning]), _labels(tuning), reference=rows)
    stop = lightgbm.early_stopping(config.patience, verbose=False)
    surprise = _surprise([len(example.right) for example in tuning])
    booster = lightgbm.train(settings, rows, config.rounds, valid_sets=[check], feval=surprise, callbacks=[stop])
    dump = booster.dump_model(num_iteration=booster.best_iteration)
    return Fitted(weights, dump, training[0].numbers.shape[1] + 1)


def _shares(scores: Any, sizes: Sequence[int]) -> tuple[Any, Any, Any]:
    """The chances of candidates from their scores; of each number, where its candidates start; of each, its number."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
    return powers / np.add.reduceat(powers, starts)[group], starts, group


def _slopes(sizes: Sequence[int]) -> Callable[[Any, lightgbm.Dataset], tuple[Any, Any]]:
    """The loss of the right candidates' common chance, as LightGBM asks for it: its first and second derivatives."""

    def slopes(scores: Any, data: lightgbm.Dataset) -> tuple[Any, Any]:
        chances, starts, group = _shares(scores, sizes)
        right = chances * data.get_label()
        first = chances - right / (np.add.reduceat(right, starts) + _TINY)[group]
        return first, np.maximum(2 * chances * (1 - chances), _LEAST_CURVE)

    return slopes


def _surprise(sizes: Sequence[int]) -> Callable[[Any, lightgbm.Dataset], tuple[str, float, bool]]:
    def surprise(scores: Any, data: lightgbm.Dataset) -> tuple[str, float, bool]:
        chances, starts, _ = _shares(scores, sizes)
        good = np.add.reduceat(chances * data.get_label(), starts)
        return "surprise", float(-np.mean(np.log(good + _TINY))), False

    return surprise


def fit_words(examples: Sequence[Example], config: FitConfig) -> Any:
    """Weigh words by how they tell right candidates from wrong ones of the same number."""
    places = [word for example in examples for words in example.words for word in words]
    ends = np.cumsum([0, *(len(words) for example in examples for words in example.words)])
    matrix = csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(ends) - 1, BUCKETS))
    sizes = np.array([len(example.right) for example in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(examples)), sizes)
    right = _labels(examples)

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts) + 1e-12
        slope = powers * right / good[group] - powers / total[group]
        penalty = 0.5 * config.ridge * float(weights @ weights)
        return penalty - float(np.sum(np.log(good / total))), config.ridge * weights - matrix.T @ slope

    found = minimize(loss, np.zeros(BUCKETS), jac=True, method="L-BFGS-B", options={"maxiter": config.word_steps})
    return found.x.astype(np.float32)


def word_sums(weights: Any, example: Example) -> Any:
    """The summed weights of each candidate's words, below those of the best."""
    sums = np.array([weights[words].sum() for words in example.words], dtype=np.float32)
    return sums - sums.max()


def _rows(examples: Sequence[Example], sums: Sequence[Any]) -> Any:
    return np.vstack([np.hstack([e.numbers, s[:, None]]) for e, s in zip(examples, sums, strict=True)])


def _labels(examples: Sequence[Example]) -> Any:
    return np.concatenate([example.right for example in examples]).astype(float)
