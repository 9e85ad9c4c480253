"""An evaluation as one HTML file that needs nothing else, no script either: figures, plots, every mistake."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from nlp.evaluation.bootstrap import Interval
from nlp.evaluation.compare import Contrast, contrast_row
from nlp.evaluation.figures import MAIN, figure, intervals, kinds_of_mistakes, score_row
from nlp.evaluation.mistakes import Mistake
from nlp.evaluation.score import DIMENSIONS, Evaluation
from nlp.evaluation.tally import Counts

_AROUND = 160  # characters of a long sentence that are shown on either side of the place
_HTML_LANGS = {"zh": "zh-Hans", "ko": "ko"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a plot: a label, and places from 0 to 100 of the value and of the bounds of its interval."""

    label: str
    text: str
    value: float
    low: float | None = None
    high: float | None = None


def to_html(
    evaluation: Evaluation, *, gold: str, out: str, contrast: Contrast | None = None, other: str | None = None
) -> str:
    """Write an evaluation as a page.

    Args:
        evaluation: the scores.
        gold: where the gold documents are.
        out: where the run is.
        contrast: the same run beside another.
        other: where that one is.

    Returns:
        The whole file, the same for the same scores. What comes from articles is escaped.
    """
    bounds = intervals(evaluation)
    return (
        _environment()
        .get_template("report.html")
        .render(
            gold=gold,
            out=out,
            other=other,
            evaluation=evaluation,
            languages={document.doc: document.language for document in evaluation.documents},
            scores=[score_row(layer, evaluation.total(layer), bounds[layer]) for layer in evaluation.layers],
            bars=_score_bars(evaluation, bounds),
            groups=[(dimension, *_groups(evaluation.by(dimension))) for dimension in DIMENSIONS],
            kinds=[(layer, _kind_bars(counted)) for layer, counted in kinds_of_mistakes(evaluation).items()],
            browser=_browser(evaluation.mistakes),
            contrast=contrast,
            contrast_rows=[contrast_row(layer, *cells) for layer, cells in contrast.layers.items()] if contrast else [],
            contrast_lists=_contrast_lists(contrast),
        )
    )


def _score_bars(evaluation: Evaluation, bounds: Mapping[str, Interval | None]) -> list[Bar]:
    bars = []
    for layer in evaluation.layers:
        f1, interval = evaluation.total(layer).f1, bounds[layer]
        if f1 is not None and interval is not None:
            bars.append(Bar(layer, figure(f1), f1 * 100, interval.low * 100, interval.high * 100))
    return bars


def _groups(groups: Mapping[str, Mapping[str, Counts]]) -> tuple[list[str], list[tuple[str, list[Any], int]]]:
    """The main layers that a dimension has, and its groups with (F1 in words, in per cent) of each, largest first."""
    layers = [layer for layer in MAIN if any(counts.get(layer, Counts()).required for counts in groups.values())]
    rows = []
    for name, counted in groups.items():
        required = max((counted.get(layer, Counts()).required for layer in layers), default=0)
        if required:
            shares = [counted.get(layer, Counts()).f1 for layer in layers]
            rows.append((name, [(figure(share), share and share * 100) for share in shares], required))
    return layers, sorted(rows, key=lambda row: (-row[2], row[0]))


def _kind_bars(counted: Mapping[str, int]) -> list[Bar]:
    most = max(counted.values())
    return [Bar(kind, f"{number:,}", number / most * 100) for kind, number in counted.items()]


def _browser(mistakes: Iterable[Mistake]) -> list[tuple[str, str, list[Mistake]]]:
    """The mistakes by layer and first kind: what is looked through together."""
    shelves: dict[tuple[str, str], list[Mistake]] = {}
    for mistake in mistakes:
        shelves.setdefault((mistake.layer, mistake.kinds[0]), []).append(mistake)
    return [(layer, kind, shelf) for (layer, kind), shelf in sorted(shelves.items())]


def _contrast_lists(contrast: Contrast | None) -> list[tuple[str, Sequence[Mistake]]]:
    if contrast is None:
        return []
    return [
        ("Right here, wrong in the other", contrast.only_here),
        ("Wrong here, right in the other", contrast.only_there),
    ]


def marked_sentence(mistake: Mistake) -> tuple[str, str, str]:
    """Return the sentence of a mistake in three parts, the middle one the place; long ones are cut around it."""
    if mistake.start is None or mistake.end is None or mistake.sentence_start is None:
        return "", "", ""
    start, end = mistake.start - mistake.sentence_start, mistake.end - mistake.sentence_start
    before, after = mistake.sentence[:start], mistake.sentence[end:]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:]
    if len(after) > _AROUND:
        after = after[:_AROUND] + "…"
    return before, mistake.sentence[start:end], after


def plain(value: object) -> str:
    """Drop what a page must not take from an article: controls, signs that turn the direction, half characters."""
    return "".join(
        " " if category == "Cc" else character
        for character in str(value)
        if (category := unicodedata.category(character)) not in ("Cf", "Cs")
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nlp.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = plain
    environment.globals["marked_sentence"] = marked_sentence
    environment.globals["html_lang"] = lambda code: _HTML_LANGS.get(code, "")
    return environment
