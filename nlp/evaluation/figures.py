"""The figures of an evaluation, for people and for programs: precision, recall and F1 with their intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from nlp.evaluation.bootstrap import Bootstrap, Interval
from nlp.evaluation.mistakes import KINDS
from nlp.evaluation.score import DIMENSIONS, LAYERS, Evaluation
from nlp.evaluation.tally import Counts
from nlp.notes.width import align

FORMAT = "xinmun evaluation"
HEADINGS = ("", "precision", "recall", "F1", "95 % interval", "required", "missed", "wrong")
# Where a table has room for few layers: what a reader asks first.
MAIN = ("entities", "value", "measure", "full", "statements")
_DIGITS = 4
_WIDEST = 40
_MOST_GROUPS = 15
_NONE = "–"


def intervals(evaluation: Evaluation) -> dict[str, Interval | None]:
    """Return the interval of F1 of each layer."""
    bootstrap = Bootstrap(len(evaluation.documents))
    return {layer: bootstrap.interval(evaluation.rows(layer)) for layer in evaluation.layers}


def kinds_of_mistakes(evaluation: Evaluation) -> dict[str, dict[str, int]]:
    """Return how often each kind of mistake was made, by layer; one mistake may be of several kinds."""
    counted: dict[str, Counter[str]] = {}
    for mistake in evaluation.mistakes:
        for kind in mistake.kinds:
            counted.setdefault(mistake.layer, Counter())[kind] += mistake.count
    order = {layer: place for place, layer in enumerate(LAYERS)}
    return {
        layer: {kind: counted[layer][kind] for kind in KINDS if counted[layer][kind]}
        for layer in sorted(counted, key=lambda layer: (order.get(layer, 1), layer))
    }


def score_row(layer: str, counts: Counts, interval: Interval | None) -> tuple[str, ...]:
    """Write the figures of a layer; a dash where there is none."""
    figures = (counts.precision, counts.recall, counts.f1)
    bounds = f"{interval.low:.3f} – {interval.high:.3f}" if interval else _NONE
    lost = counts.missed + counts.incorrect + counts.partial
    wrong = counts.spurious + counts.incorrect + counts.partial
    return (layer, *map(figure, figures), bounds, f"{counts.required:,}", f"{lost:,}", f"{wrong:,}")


def figure(share: float | None) -> str:
    """Write a share with three digits; a dash where there is none."""
    return _NONE if share is None else f"{share:.3f}"


def describe(evaluation: Evaluation) -> list[str]:
    """Write an evaluation as tables for a terminal."""
    bounds = intervals(evaluation)
    rows = [score_row(layer, evaluation.total(layer), bounds[layer]) for layer in evaluation.layers]
    lines = align([HEADINGS, *rows], _WIDEST)
    for dimension in DIMENSIONS:
        lines += _by_table(dimension, evaluation.by(dimension))
    kinds = kinds_of_mistakes(evaluation)
    if kinds:
        lines += ["", "mistakes, by kind"]
        lines += align([(f"  {layer}", _kind_words(counted)) for layer, counted in kinds.items()], _WIDEST)
    lines.append("")
    lines.append(f"documents    {len(evaluation.documents):,}")
    if evaluation.missing:
        lines.append(f"no article   {len(evaluation.missing):,}, all missed: {', '.join(evaluation.missing[:5])}")
    lines += [f"check        {warning}" for warning in evaluation.warnings]
    return lines


def _by_table(dimension: str, groups: Mapping[str, Mapping[str, Counts]]) -> list[str]:
    """F1 of the main layers, a group a line; nothing where all is in one group."""
    layers = [layer for layer in MAIN if any(counts[layer].required for counts in groups.values() if layer in counts)]
    if len(groups) < 2 or not layers:
        return []
    sizes = {name: size for name, group in groups.items() if (size := _size(group, layers))}
    largest = sorted(sizes, key=lambda name: (-sizes[name], name))
    rows = [
        (name, *(figure(groups[name].get(layer, Counts()).f1) for layer in layers), f"{sizes[name]:,}")
        for name in largest[:_MOST_GROUPS]
    ]
    more = len(largest) - _MOST_GROUPS
    rest = [f"… and {more:,} more, with fewer; --json has them"] if more > 0 else []
    return ["", *align([(f"F1 by {dimension}", *layers, "required"), *rows], _WIDEST), *rest]


def _size(group: Mapping[str, Counts], layers: Sequence[str]) -> int:
    return max(group.get(layer, Counts()).required for layer in layers)


def _kind_words(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {kind}" for kind, number in counted.items())


def to_json(evaluation: Evaluation, *, gold: str, out: str) -> dict[str, Any]:
    """Return an evaluation as JSON has it: figures, counts that add up, and every mistake.

    Args:
        evaluation: the scores.
        gold: where the gold documents are.
        out: where the run is.
    """
    bounds = intervals(evaluation)
    return {
        "format": FORMAT,
        "gold": gold,
        "out": out,
        "documents": len(evaluation.documents),
        "missing": list(evaluation.missing),
        "warnings": list(evaluation.warnings),
        "scores": {layer: _json_row(evaluation.total(layer), bounds[layer]) for layer in evaluation.layers},
        "by": {
            dimension: {
                name: {layer: _json_row(counts) for layer, counts in layers.items()}
                for name, layers in evaluation.by(dimension).items()
            }
            for dimension in DIMENSIONS
        },
        "mistakes_by_kind": kinds_of_mistakes(evaluation),
        "mistakes": [mistake.to_dict() for mistake in evaluation.mistakes],
    }


def _json_row(counts: Counts, interval: Interval | None = None) -> dict[str, Any]:
    shares = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    row: dict[str, Any] = {name: _rounded(share) for name, share in shares.items()}
    if interval is not None:
        row["f1_interval"] = [_rounded(bound) for bound in interval]
    return {**row, "required": counts.required, **counts._asdict()}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)
