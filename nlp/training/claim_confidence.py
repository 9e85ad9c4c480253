"""How sure a measure is: boosted trees over what tells it, fitted to how right unseen text was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import lightgbm
import numpy as np
from scipy.optimize import minimize

from nlp.claims.concepts import OTHER
from nlp.claims.scoring import Judge, Row, Verdict
from nlp.training.claim_examples import Gold
from nlp.training.claim_fit import FitConfig
from nlp.training.claim_report import claim_rows, touched


@dataclass(frozen=True, slots=True)
class Observed:
    """What told how sure a measure was, and whether it was right in all its fields."""

    clues: Mapping[str, float]
    right: bool


class _Recorder:
    """Passes questions on to a judge, and gives each measure its place in the list of clues for its confidence."""

    def __init__(self, judge: Judge) -> None:
        self.clues: list[Mapping[str, float]] = []
        self._judge = judge

    def choose(
        self, decision: str, place: tuple[int, int], candidates: Sequence[object], rows: Sequence[Row]
    ) -> Verdict:
        return self._judge.choose(decision, place, candidates, rows)

    def confidence(self, clues: Mapping[str, float]) -> float:
        self.clues.append(clues)
        return float(len(self.clues) - 1)


def observe(golds: Iterable[Gold], judge: Judge, matching: ModuleType) -> list[Observed]:
    """Read annotated text that a judge has not learned from, and note how right it is.

    Args:
        golds: the text.
        judge: decides; its own confidence is not looked at.
        matching: the contract's scorer.
    """
    found: list[Observed] = []
    for gold in golds:
        recorder = _Recorder(judge)
        rows = claim_rows(gold, recorder, matching)
        right = touched(rows, gold, matching)
        for place, row in enumerate(rows):
            if row["concept"] != OTHER and not row["flags"]:  # a flag changes the confidence, here a place
                found.append(Observed(recorder.clues[int(row["confidence"])], place in right))
    return found


@dataclass(frozen=True, slots=True)
class Confidence:
    """Trees over clues in the order of `names`, and what brings their score to the odds of unseen text.

    The chance p that the score stands for is calibrated by three weights (beta calibration, Kull et al. 2017): the
    log-odds are -`above` * log(1 - p) + `below` * log(p) + `offset`, so that high and low chances need not be off by
    the same measure.
    """

    names: list[str]
    trees: dict[str, Any]
    above: float
    below: float
    offset: float


def fit_confidence(learned: Sequence[Observed], tuning: Sequence[Observed], config: FitConfig) -> Confidence:
    """Fit the confidence.

    Args:
        learned: measures of the training part, each read by a scorer of its other half.
        tuning: measures of the tuning part: they set the number of trees, and bring the odds to those of a text on
            which no rule and no weight was fitted.
        config: how the trees are fitted.
    """
    names = sorted(learned[0].clues)
    settings = {
        "objective": "binary",
        "learning_rate": config.learning_rate / 2,
        "num_leaves": config.leaves // 2,
        "min_data_in_leaf": 2 * config.least_in_leaf,
        "feature_fraction": config.feature_share,
        "bagging_fraction": config.row_share,
        "bagging_freq": 1,
        "lambda_l2": config.leaf_ridge,
        "max_bin": config.bins,
        "seed": config.seed,
        "num_threads": 1,
        "deterministic": True,
        "boost_from_average": False,
        "verbose": -1,
    }
    rows = lightgbm.Dataset(_matrix(learned, names), _truth(learned))
    held_out = _matrix(tuning, names)
    check = lightgbm.Dataset(held_out, _truth(tuning), reference=rows)
    stop = lightgbm.early_stopping(config.patience, verbose=False)
    booster = lightgbm.train(settings, rows, config.rounds, valid_sets=[check], callbacks=[stop])
    best = booster.best_iteration
    scores, truth = booster.predict(held_out, num_iteration=best, raw_score=True), _truth(tuning)

    def loss(weights: Any) -> float:
        odds = weights[0] * np.logaddexp(0, scores) - weights[1] * np.logaddexp(0, -scores) + weights[2]
        return float(np.sum(np.logaddexp(0, -odds) * truth + np.logaddexp(0, odds) * (1 - truth)))

    bounds = [(0, None), (0, None), (None, None)]  # a higher score is never a lower chance
    found = minimize(loss, np.array([1.0, 1.0, 0.0]), method="L-BFGS-B", bounds=bounds).x
    dump = booster.dump_model(num_iteration=best)
    return Confidence(names, dump, *(round(float(weight), 4) for weight in found))


def _matrix(observed: Sequence[Observed], names: Sequence[str]) -> Any:
    return np.array([[one.clues[name] for name in names] for one in observed], dtype=np.float32)


def _truth(observed: Sequence[Observed]) -> Any:
    return np.array([one.right for one in observed], dtype=float)
