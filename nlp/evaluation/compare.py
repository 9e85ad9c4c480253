"""Two systems on the same articles: how far apart they are, how sure that is, and what only one of them gets."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from nlp.evaluation.bootstrap import Bootstrap, Comparison
from nlp.evaluation.figures import figure
from nlp.evaluation.mistakes import Mistake
from nlp.evaluation.score import Evaluation
from nlp.evaluation.tally import Counts
from nlp.notes.width import align, crop

HEADINGS = ("", "F1", "other", "difference", "95 % interval", "p")
_DIGITS = 4
_WIDEST = 40
_CELLS = 150
_MOST_LISTED = 10
_NONE = "–"


@dataclass(frozen=True, slots=True)
class Contrast:
    """One system beside another.

    `layers` holds F1 of both and their comparison. `only_here` are the mistakes that only the other makes: what this
    one gets right alone; `only_there` are those that only this one makes. `both` is how many both make.
    """

    layers: dict[str, tuple[Counts, Counts, Comparison | None]]
    only_here: tuple[Mistake, ...]
    only_there: tuple[Mistake, ...]
    both: int


def contrast(here: Evaluation, there: Evaluation) -> Contrast:
    """Compare two evaluations by the same gold.

    Args:
        here: the system in question.
        there: the other one.
    """
    bootstrap = Bootstrap(len(here.documents))
    layers = {
        layer: (here.total(layer), there.total(layer), bootstrap.compare(here.rows(layer), there.rows(layer)))
        for layer in dict.fromkeys([*here.layers, *there.layers])
    }
    ours, theirs = ({_key(mistake): mistake for mistake in _that_count(each)} for each in (here, there))
    return Contrast(
        layers,
        tuple(mistake for key, mistake in theirs.items() if key not in ours),
        tuple(mistake for key, mistake in ours.items() if key not in theirs),
        sum(key in theirs for key in ours),
    )


def _that_count(evaluation: Evaluation) -> list[Mistake]:
    return [mistake for mistake in evaluation.mistakes if mistake.lost or mistake.wrong]


def _key(mistake: Mistake) -> Hashable:
    """What two systems must share for a mistake to be one of both: the entry of the gold, or else what was found."""
    if mistake.lost or mistake.entry is not None:
        return (mistake.doc, mistake.layer, mistake.gold if mistake.entry is None else mistake.entry)
    return (mistake.doc, mistake.layer, mistake.found, mistake.start)


def describe_contrast(contrast: Contrast) -> list[str]:
    """Write a contrast as a table and two lists for a terminal."""
    lines = align([HEADINGS, *(contrast_row(layer, *cells) for layer, cells in contrast.layers.items())], _WIDEST)
    lines += _listed("right here, wrong in the other", contrast.only_here)
    lines += _listed("wrong here, right in the other", contrast.only_there)
    return [*lines, "", f"wrong in both   {contrast.both:,}"]


def contrast_row(layer: str, here: Counts, there: Counts, comparison: Comparison | None) -> tuple[str, ...]:
    """Write one layer of a contrast; dashes where there is no gold."""
    if comparison is None:
        return (layer, figure(here.f1), figure(there.f1), _NONE, _NONE, _NONE)
    interval = f"{comparison.interval.low:+.3f} … {comparison.interval.high:+.3f}"
    return (layer, figure(here.f1), figure(there.f1), f"{comparison.difference:+.3f}", interval, f"{comparison.p:.3f}")


def _listed(heading: str, mistakes: Sequence[Mistake]) -> list[str]:
    lines = ["", f"{heading}: {len(mistakes):,}"]
    for mistake in mistakes[:_MOST_LISTED]:
        said = " ≠ ".join(filter(None, (mistake.gold, mistake.found)))
        lines.append(crop(f"  {mistake.doc}  {mistake.layer}  {', '.join(mistake.kinds)}  {said}", _CELLS))
    more = len(mistakes) - _MOST_LISTED
    return [*lines, f"  … and {more:,} more; --json and --html have them"] if more > 0 else lines


def contrast_to_json(contrast: Contrast, *, other: str) -> dict[str, Any]:
    """Return a contrast as JSON has it; `other` is where the other run is."""
    return {
        "other": other,
        "layers": {layer: _json_row(*cells) for layer, cells in contrast.layers.items()},
        "right_here_alone": [mistake.to_dict() for mistake in contrast.only_here],
        "right_there_alone": [mistake.to_dict() for mistake in contrast.only_there],
        "wrong_in_both": contrast.both,
    }


def _json_row(here: Counts, there: Counts, comparison: Comparison | None) -> dict[str, Any]:
    row: dict[str, Any] = {"f1": _rounded(here.f1), "other_f1": _rounded(there.f1)}
    if comparison is not None:
        row["difference"] = _rounded(comparison.difference)
        row["difference_interval"] = [_rounded(bound) for bound in comparison.interval]
        row["p"] = _rounded(comparison.p)
    return row


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)
