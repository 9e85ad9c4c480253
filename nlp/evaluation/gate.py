"""The gate: floors of quality on our own corpora, pinned beside a fingerprint of what they were measured on.

`corpora/floors.json` holds them. A figure below its floor fails; `raise_floors` lifts floors to what is reached, and
lowers none. On another corpus the floors say nothing: a changed fingerprint fails until they are measured anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nlp.batch import Results, read_results, run
from nlp.errors import InputError
from nlp.evaluation.files import write_json
from nlp.evaluation.gold import read_gold_records
from nlp.evaluation.score import LAYERS, Evaluation, evaluate

GOLD, PAGES, SAMPLE, SAMPLE_GOLD = "gold", "pages", "sample", "sample-gold"
FLOORS = "floors.json"
# Gold beside the articles that it is of.
_ANNOTATIONS = {GOLD: GOLD, PAGES: PAGES, SAMPLE: SAMPLE_GOLD}
_CORPORA = (GOLD, PAGES, SAMPLE, SAMPLE_GOLD)
_SLACK = 0.005  # what another processor's rounding may turn
_DIGITS = 3

Figures = dict[str, dict[str, float]]  # by corpus and language, and by layer


@dataclass(frozen=True, slots=True)
class Floors:
    """The least that each figure must reach, and the fingerprint of the corpora that it was measured on."""

    fingerprint: str
    figures: Figures


def fingerprint(corpora: Path) -> str:
    """Return the SHA-256 of all articles and annotations that the floors are measured on, with their names."""
    digest = hashlib.sha256()
    for path in sorted(path for name in _CORPORA for path in (corpora / name).iterdir()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(corpora).as_posix()}\t{content}\n".encode())
    return digest.hexdigest()


def dated_copies(articles: Path, copies: Path) -> Path:
    """Copy annotated articles with the dates that their annotations give, as a feed would; returns `copies`.

    Where an article has front matter it stays as it is. Offsets and text stay the same.
    """
    return plain_copies(
        articles, copies, {record["doc"]: record["published"] for _, record in read_gold_records(articles)}
    )


def plain_copies(articles: Path, copies: Path, published: Mapping[str, str | None] = MappingProxyType({})) -> Path:
    """Copy articles without their annotations; returns `copies`.

    Args:
        articles: the folder that holds both.
        copies: where to.
        published: dates that articles without front matter are given, by name.
    """
    copies.mkdir(parents=True, exist_ok=True)
    for path in sorted(articles.iterdir()):
        if path.suffix in (".txt", ".md"):
            text = path.read_text(encoding="utf-8")
            date = published.get(path.stem)
            head = "" if text.startswith("---\n") or date is None else f"---\ndate: {date}\n---\n"
            (copies / path.name).write_text(head + text, encoding="utf-8")
    return copies


def run_corpora(corpora: Path, folder: Path) -> dict[str, Results]:
    """Run the corpora of the gate, with the models that come with the package; returns the runs by corpus."""
    runs = {}
    inputs = {
        GOLD: dated_copies(corpora / GOLD, folder / "articles"),
        PAGES: plain_copies(corpora / PAGES, folder / "as found"),
        SAMPLE: corpora / SAMPLE,
    }
    for name, articles in inputs.items():
        run([str(articles)], folder / name, progress=False)
        runs[name] = read_results(folder / name)
    return runs


def measure(corpora: Path, runs: Mapping[str, Results]) -> Figures:
    """Return F1 of every layer, by corpus and language."""
    figures: Figures = {}
    for name, results in runs.items():
        evaluation = evaluate(corpora / _ANNOTATIONS[name], results)
        for language, layers in _by_language(evaluation).items():
            figures[f"{name}, {language}"] = layers
    return figures


def _by_language(evaluation: Evaluation) -> Figures:
    return {
        language: {layer: round(f1, _DIGITS) for layer, counts in layers.items() if (f1 := counts.f1) is not None}
        for language, layers in evaluation.by("language").items()
    }


def shortfalls(floors: Floors, corpora: Path, figures: Figures) -> list[str]:
    """Tell what falls below its floor, a sentence each; nothing where all is well."""
    told = []
    if fingerprint(corpora) != floors.fingerprint:
        told.append("the corpora are not those that the floors were measured on; pin them anew with --lower")
    for name, layers in floors.figures.items():
        for layer, floor in layers.items():
            reached = figures.get(name, {}).get(layer)
            if reached is None:
                told.append(f"{name}: {layer} is not measured any more; its floor is {floor:.3f}")
            elif reached < floor:
                told.append(f"{name}: {layer} is {reached:.3f}, below its floor of {floor:.3f}")
    return told


def raise_floors(floors: Floors, figures: Figures) -> Floors:
    """Return the floors with those lifted that the figures leave behind; none goes down."""
    lifted: Figures = {}
    for name in {**floors.figures, **figures}:
        old, new = floors.figures.get(name, {}), _with_slack(figures.get(name, {}))
        lifted[name] = {
            layer: max(old.get(layer, 0.0), new.get(layer, 0.0)) for layer in LAYERS if layer in {**old, **new}
        }
    return Floors(floors.fingerprint, lifted)


def pin(corpora: Path, figures: Figures) -> Floors:
    """Return floors for the corpora as they are, whether they are above the old ones or below."""
    return Floors(fingerprint(corpora), {name: _with_slack(layers) for name, layers in figures.items()})


def _with_slack(layers: Mapping[str, float]) -> dict[str, float]:
    return {layer: round(max(0.0, f1 - _SLACK), _DIGITS) for layer, f1 in layers.items()}


def read_floors(corpora: Path) -> Floors:
    """Read the pinned floors.

    Raises:
        InputError: the file is missing or damaged (E511).
    """
    path = corpora / FLOORS
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Floors(data["fingerprint"], data["floors"])
    except (OSError, ValueError, KeyError) as error:
        raise InputError("E511", path=path, reason=error) from error


def write_floors(corpora: Path, floors: Floors) -> None:
    """Write the floors; see `write_file` for errors."""
    data: dict[str, Any] = {"fingerprint": floors.fingerprint, "floors": floors.figures}
    write_json(corpora / FLOORS, data)


def changes(old: Floors, new: Floors) -> Iterable[str]:
    """Tell which floors changed, a line each."""
    for name in {**old.figures, **new.figures}:
        before, after = old.figures.get(name, {}), new.figures.get(name, {})
        for layer in {**before, **after}:
            if before.get(layer) != after.get(layer):
                yield f"{name}: {layer} {_told(before.get(layer))} -> {_told(after.get(layer))}"


def _told(floor: float | None) -> str:
    return "none" if floor is None else f"{floor:.3f}"
