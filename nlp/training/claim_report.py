"""How good the scorer is and how sure it may be: figures on held-out text, and the calibration of its confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import Any

import numpy as np
from scipy.optimize import minimize

from nlp.claims.concepts import OTHER
from nlp.claims.scoring import Judge, Row, Verdict
from nlp.evaluation.agreement import ALL, FACT_LEVELS, Counts, interval
from nlp.training.claim_examples import Gold
from nlp.training.claim_pipeline import prepare

_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
_RIDGE = 0.5


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


def calibrate(golds: Iterable[Gold], judge: Judge, matching: ModuleType) -> dict[str, float]:
    """Fit how the chances of the decisions tell whether a measure is right in all its fields.

    Args:
        golds: annotated text that the judge has not learned from.
        judge: decides; its own confidence is not looked at.
        matching: the contract's scorer.

    Returns:
        A weight for each clue, and `bias`: a logistic regression.
    """
    recorder = _Recorder(judge)
    clues: list[Mapping[str, float]] = []
    right: list[bool] = []
    for gold in golds:
        recorder.clues.clear()
        rows = _rows(gold, recorder, matching)
        touched = _touched(rows, gold, matching)
        for place, row in enumerate(rows):
            if row["concept"] != OTHER and not row["flags"]:  # a flag changes the confidence, here a place
                clues.append(recorder.clues[int(row["confidence"])])
                right.append(place in touched)
    names = sorted({name for found in clues for name in found})
    matrix = np.array([[found.get(name, 0.0) for name in names] + [1.0] for found in clues])
    wanted = np.array(right, dtype=float)

    def loss(weights: Any) -> float:
        scores = matrix @ weights
        surprise = np.logaddexp(0, -scores) * wanted + np.logaddexp(0, scores) * (1 - wanted)
        return float(np.sum(surprise) + _RIDGE * weights[:-1] @ weights[:-1])

    weights = minimize(loss, np.zeros(matrix.shape[1]), method="L-BFGS-B").x
    return dict(zip([*names, "bias"], (round(float(weight), 4) for weight in weights), strict=True))


def report(golds: Sequence[Gold], judge: Judge | None, matching: ModuleType) -> dict[str, Any]:
    """Score a judge, or the rules alone.

    Returns:
        By language and level: precision, recall, F1 and its 95 % interval over paragraphs; and, of measures with a
        concept, how many are right in all fields by how sure the judge was.
    """
    counts: dict[tuple[str, str], list[Counts]] = {}
    sure: list[tuple[float, bool]] = []
    for gold in golds:
        rows = _rows(gold, judge, matching)
        for level in FACT_LEVELS:
            tally = matching.Tally()
            tally.add(rows, gold["facts"], getattr(matching, f"match_{level}"))
            for lang in (gold["lang"], ALL):
                counts.setdefault((lang, level), []).append(Counts(tally.found, tally.required, tally.wrong))
        touched = _touched(rows, gold, matching)
        sure += [(row["confidence"], i in touched) for i, row in enumerate(rows) if row["concept"] != OTHER]
    figures: dict[str, Any] = {}
    for (lang, level), found in sorted(counts.items()):
        total = Counts(*(sum(column) for column in zip(*found, strict=True)))
        bounds = interval(found)
        figures.setdefault(lang, {})[level] = {
            "precision": round(total.found / max(1, total.found + total.wrong), 4),
            "recall": round(total.found / max(1, total.required), 4),
            "f1": round(bounds.f1, 4),
            "low": round(bounds.low, 4),
            "high": round(bounds.high, 4),
            "required": total.required,
        }
    return {"figures": figures, "reliability": _reliability(sure)}


def _reliability(sure: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    bins = []
    for low, high in zip(_BINS, (*_BINS[1:], 1.01), strict=True):
        inside = [(confidence, right) for confidence, right in sure if low <= confidence < high]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            bins.append({"from": low, "claims": len(inside), "confidence": round(mean, 3), "right": round(share, 3)})
    return bins


def _touched(rows: Sequence[Mapping[str, Any]], gold: Gold, matching: ModuleType) -> set[int]:
    _, edges = matching.assign(rows, gold["facts"], matching.match_full)
    return {place for row in edges for place in row}


def _rows(gold: Gold, judge: Judge | None, matching: ModuleType) -> list[dict[str, Any]]:
    published = gold.get("published")
    claims = prepare(gold["text"], gold["lang"]).extract(
        gold["doc"], date.fromisoformat(published) if published else None, judge
    )
    rows: list[dict[str, Any]] = matching.unique([claim.to_dict() for claim in claims if claim.kind == "measure"])
    return rows
