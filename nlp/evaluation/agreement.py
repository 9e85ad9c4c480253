"""How well two careful readers agree: what nobody can ask a machine to surpass.

Each reader in turn plays the system: the first answer of each of his fields is matched with all answers that the
other accepts, by the contract's own scorer. An optional entry is neutral on both sides: it earns what the other
requires, and never counts as wrong. The figures are those of both turns together, so the order of the readers does not
matter.
"""

from __future__ import annotations

import importlib.util
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from nlp.errors import ConfigError, InputError

FACT_LEVELS = ("value", "measure", "full")
LEVELS = (*FACT_LEVELS, "entities", "statements")
ALL = "all"
RESAMPLES = 2000
_SEED = 20250101
_ONE_ANSWER = ("concept", "segment", "aspect", "unit", "period_start", "period_end", "modality", "speaker")

Gold = Mapping[str, Any]
Match = Callable[[Any, Any], bool]


class Counts(NamedTuple):
    """What one reader requires, how much of it the other found, and what the other requires for nothing."""

    found: int
    required: int
    wrong: int

    def f1(self) -> float | None:
        """Return F1; None where neither reader requires anything."""
        both = self.found + self.wrong + self.required
        return 2 * self.found / both if both else None


class Interval(NamedTuple):
    """F1 with the bounds of its 95 % bootstrap interval over paragraphs, and the number of required entries."""

    f1: float
    low: float
    high: float
    required: int


def load_scorer(path: Path) -> ModuleType:
    """Load the contract's scorer, so that readers are matched as systems are.

    Raises:
        InputError: there is no such file (E101).
        ConfigError: it is no Python file (E203).
    """
    if not path.is_file():
        raise InputError("E101", path=path)
    spec = importlib.util.spec_from_file_location("contract_score", path)
    if spec is None or spec.loader is None:
        raise ConfigError("E203", name=path, reason="the scorer must be a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def agreement(
    first: Iterable[Gold], second: Iterable[Gold], scorer: ModuleType, *, first_answers: bool = False
) -> dict[tuple[str, str], tuple[int, Interval]]:
    """Compare two readings of the same paragraphs.

    Args:
        first: gold documents of one reader.
        second: those of the other; paragraphs that only one of them read are left aside.
        scorer: the contract's scorer, from `load_scorer`.
        first_answers: whether only the first answer of each field is accepted, on both sides; it shows what the lists
            of accepted answers make up for.

    Returns:
        By language (and `all`) and level: the number of paragraphs, and F1 with its interval.
    """
    others = {document["doc"]: document for document in second}
    counts: dict[tuple[str, str], list[Counts]] = defaultdict(list)
    for one in first:
        other = others.get(one["doc"])
        if other is None:
            continue
        for level in LEVELS:
            both = compare(one, other, level, scorer, first_answers=first_answers)
            counts[ALL, level].append(both)
            counts[one["lang"], level].append(both)
    return {key: (len(rows), interval(rows)) for key, rows in sorted(counts.items())}


def compare(one: Gold, other: Gold, level: str, scorer: ModuleType, *, first_answers: bool = False) -> Counts:
    """Count what two readings of one paragraph share at one level, in both directions; see `agreement`."""
    turns = ((one, other), (other, one))
    return _sum([_one_way(reader, accepted, level, scorer, first_answers) for reader, accepted in turns])


def table(figures: Mapping[tuple[str, str], tuple[int, Interval]]) -> str:
    """Write the figures of `agreement` as a Markdown table."""
    rows = ["| | paragraphs | " + " | ".join(LEVELS) + " |", "| --- |" + " ---: |" * (len(LEVELS) + 1)]
    for lang in sorted({lang for lang, _ in figures}, key=lambda lang: (lang == ALL, lang)):
        cells = [f"{i.f1:.3f} ({i.low:.3f}-{i.high:.3f})" for _, i in (figures[lang, level] for level in LEVELS)]
        rows.append(f"| {lang} | {figures[lang, LEVELS[0]][0]} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _one_way(reader: Gold, accepted: Gold, level: str, scorer: ModuleType, first_answers: bool) -> Counts:
    predictions, golds, match = _entries(reader, accepted, level, scorer)
    if first_answers and level in FACT_LEVELS:
        golds = [{**_one_answer(gold), "segment_optional": False} for gold in golds]
    matched, edges = scorer.assign(predictions, golds, match)
    touched = {index for row in edges for index in row}
    return Counts(
        found=sum(gold["required"] for index, gold in enumerate(golds) if index in matched),
        required=sum(gold["required"] for gold in golds),
        wrong=sum(entry["required"] for index, entry in enumerate(predictions) if index not in touched),
    )


def _entries(
    reader: Gold, accepted: Gold, level: str, scorer: ModuleType
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], Match]:
    if level == "entities":
        mentions = [
            {"label": _first(entity["label"]), "texts": entity["names"], "required": entity["required"]}
            for entity in reader["entities"]
        ]
        return mentions, accepted["entities"], scorer.match_entity
    if level == "statements":
        said = [{**statement, "speaker": _first(statement["speaker"])} for statement in reader["statements"]]
        return said, accepted["statements"], scorer.match_statement(accepted["text"])
    facts = [_one_answer(fact) for fact in reader["facts"]]
    return facts, accepted["facts"], getattr(scorer, f"match_{level}")


def _one_answer(fact: Gold) -> dict[str, Any]:
    # A reader who accepts an open subject beside names would, asked for one answer, give the name.
    return {**fact, **{key: _first(fact[key]) for key in _ONE_ANSWER}, "subject": _first_name(fact["subject"])}


def _first(answers: Any) -> Any:
    return answers[0] if isinstance(answers, list) and answers else answers


def _first_name(answers: Sequence[str | None] | str | None) -> str | None:
    return answers if isinstance(answers, str) else next((name for name in answers or () if name), None)


def _sum(rows: Sequence[Counts]) -> Counts:
    return Counts(*(sum(column) for column in zip(*rows, strict=True)))


def interval(rows: Sequence[Counts]) -> Interval:
    """Return F1 over paragraphs with its 95 % bootstrap interval."""
    total = _sum(rows)
    dice = random.Random(_SEED)
    drawn = (_sum(dice.choices(rows, k=len(rows))).f1() for _ in range(RESAMPLES))
    known = sorted(f1 for f1 in drawn if f1 is not None) or [0.0]
    tail = len(known) // 40
    return Interval(total.f1() or 0.0, known[tail], known[-1 - tail], total.required)
