"""How good the scorer is and how sure it may be: figures on held-out text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import Any

from nlp.claims.concepts import OTHER
from nlp.claims.scoring import Judge
from nlp.evaluation.agreement import ALL, FACT_LEVELS, Counts, interval
from nlp.training.claim_examples import Gold
from nlp.training.claim_pipeline import prepare

_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def report(golds: Sequence[Gold], judge: Judge | None, matching: ModuleType) -> dict[str, Any]:
    """Score a judge, or the rules alone.

    Returns:
        By language and level: precision, recall, F1 and its 95 % interval over paragraphs; and, of measures with a
        concept, how many are right in all fields by how sure the judge was.
    """
    counts: dict[tuple[str, str], list[Counts]] = {}
    sure: list[tuple[float, bool]] = []
    for gold in golds:
        rows = claim_rows(gold, judge, matching)
        for level in FACT_LEVELS:
            tally = matching.Tally()
            tally.add(rows, gold["facts"], getattr(matching, f"match_{level}"))
            for lang in (gold["lang"], ALL):
                counts.setdefault((lang, level), []).append(Counts(tally.found, tally.required, tally.wrong))
        right = touched(rows, gold, matching)
        sure += [(row["confidence"], i in right) for i, row in enumerate(rows) if row["concept"] != OTHER]
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


def touched(rows: Sequence[Mapping[str, Any]], gold: Gold, matching: ModuleType) -> set[int]:
    """The places of the rows that are right in all fields."""
    _, edges = matching.assign(rows, gold["facts"], matching.match_full)
    return {place for row in edges for place in row}


def claim_rows(gold: Gold, judge: Judge | None, matching: ModuleType) -> list[dict[str, Any]]:
    """The measures that a judge, or the rules alone, read in a text, each once."""
    published = gold.get("published")
    claims = prepare(gold["text"], gold["lang"]).extract(
        gold["doc"], date.fromisoformat(published) if published else None, judge
    )
    rows: list[dict[str, Any]] = matching.unique([claim.to_dict() for claim in claims if claim.kind == "measure"])
    return rows
