"""What the scorer of claims learns from: each decision of the extractor on annotated text, with what was right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from nlp.claims.concepts import OTHER
from nlp.claims.scoring import Judge, Row, Verdict
from nlp.claims.scoring.scorer import buckets
from nlp.evaluation.sources import read_lines, resolve
from nlp.evaluation.splits import SPLITS, Split, assign_splits
from nlp.records import Quantity
from nlp.training.claim_pipeline import prepare

Gold = dict[str, Any]
_LANGUAGES = ("zh", "ko")
_STEM_SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Example:
    """One decision: the candidates as the judge saw them, and which were right."""

    doc: str
    decision: str
    numbers: Any
    words: list[list[int]]
    right: Any


def read_paragraphs(standoff: Path, texts: Path, beside: Path | None) -> dict[Split, list[Gold]]:
    """Read annotated paragraphs, by split.

    Args:
        standoff: `corpora/standoff`.
        texts: the folder of source texts that its lines point into.
        beside: a folder of further gold paragraphs with their text, or None. Rules were written with some of them in
            view, so none is tested on: those that would be go to the training part, or are left out where their source
            document is in the test part.
    """
    lines = [line for name in _LANGUAGES for line in read_lines(standoff / f"{name}.jsonl")]
    ours: list[Gold] = list(resolve(lines, texts))
    others = [] if beside is None else [gold for name in _LANGUAGES for gold in read_lines(beside / f"{name}.jsonl")]
    splits = assign_splits([*ours, *others])
    parts: dict[Split, list[Gold]] = {split: [g for g in ours if splits[g["doc"]] == split] for split in SPLITS}
    tested = {(gold["source"], gold["document"]) for gold in parts["test"]}
    for gold in others:
        split = splits[gold["doc"]]
        if split != "test":
            parts[split].append(gold)
        elif (gold["source"], gold["document"]) not in tested:
            parts["train"].append(gold)
    return parts


def is_article(gold: Gold) -> bool:
    """Whether a text is more than one paragraph, or has a date by which its periods are read."""
    return "source" not in gold or "last" in gold or gold.get("published") is not None


def read_articles(folder: Path) -> Iterator[Gold]:
    """Read the project's own annotated articles, whose facts quote the text instead of pointing into it."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = next(path.with_suffix(suffix) for suffix in _STEM_SUFFIXES if path.with_suffix(suffix).exists())
        yield {**gold, "text": text.read_text(encoding="utf-8")}


def collect(golds: Iterable[Gold], scorer: ModuleType, policy: Judge | None = None) -> list[Example]:
    """Run the extractor over annotated text and note each decision whose answer the annotation knows.

    Args:
        golds: documents with `text` and `facts`.
        scorer: the contract's scorer, which says what counts as right.
        policy: decides how the extractor goes on, so that later decisions are seen as they stand after its mistakes
            (Ross et al. 2011); without one the annotation answers where it can.
    """
    examples: list[Example] = []
    for gold in golds:
        prepared = prepare(gold["text"], gold["lang"])
        facts = [fact for fact in (_placed(fact, gold["text"], prepared.quantities) for fact in gold["facts"]) if fact]
        teacher = _Teacher(gold["doc"], facts, prepared.quantities, scorer, policy)
        published = gold.get("published")
        prepared.extract(gold["doc"], date.fromisoformat(published) if published else None, teacher)
        examples += teacher.examples
    return examples


def _placed(fact: Gold, text: str, quantities: Sequence[Quantity]) -> Gold | None:
    """A fact with the offsets of its number; one that quotes a clause gives the number in it that has its value."""
    if "start" in fact:
        return fact
    start = text.find(fact["quote"])
    wanted = {abs(Decimal(fact[key])) for key in ("low", "high") if fact.get(key) is not None}
    for quantity in quantities:
        inside = start >= 0 and start <= quantity.start and quantity.end <= start + len(fact["quote"])
        if inside and wanted & _bounds(quantity):
            return {**fact, "start": quantity.start, "end": quantity.end}
    return None


def _bounds(quantity: Quantity) -> set[Decimal]:
    return {abs(bound) for bound in (quantity.low, quantity.high) if bound is not None}


class _Teacher:
    """A judge that knows the annotation, and keeps what it was asked."""

    def __init__(
        self,
        doc: str,
        facts: Sequence[Gold],
        quantities: Sequence[Quantity],
        scorer: ModuleType,
        policy: Judge | None,
    ) -> None:
        self.examples: list[Example] = []
        self._doc, self._facts, self._scorer, self._policy = doc, facts, scorer, policy
        self._bounds = {(quantity.start, quantity.end): _bounds(quantity) for quantity in quantities}
        self._answers: list[Gold] = []

    def choose(self, decision: str, place: tuple[int, int], candidates: Sequence[Any], rows: Sequence[Row]) -> Verdict:
        if decision == "metric":
            self._answers = [f for f in self._facts if f["start"] < place[1] and place[0] < f["end"]]
        right = self._right(decision, place, candidates)
        chosen = right.index(True) if any(right) else 0
        if self._policy is not None:
            chosen = self._policy.choose(decision, place, candidates, rows).index
        if any(right) and not all(right):
            numbers = np.array([row.numbers for row in rows], dtype=np.float32)
            words = [buckets(row.words) for row in rows]
            self.examples.append(Example(self._doc, decision, numbers, words, np.array(right)))
        if decision == "metric" and any(right):
            name = _concept(candidates[chosen])
            as_list = self._scorer.as_list
            self._answers = [f for f in self._answers if name in as_list(f["concept"])] or self._answers
        return Verdict(chosen, [float(place == chosen) for place in range(len(candidates))])

    def confidence(self, clues: Mapping[str, float]) -> float:
        return 1.0

    def _right(self, decision: str, place: tuple[int, int], candidates: Sequence[Any]) -> list[bool]:
        """Which candidates are right; none where the annotation does not say."""
        if self._answers:
            if decision == "period" and any(self._leaves_period_open(fact) for fact in self._answers):
                return [False] * len(candidates)
            if decision == "subject" and not any(self._names(fact, "subject") for fact in self._answers):
                return [False] * len(candidates)
            return [any(self._fits(decision, c, fact) for fact in self._answers) for c in candidates]
        repeated = any(
            self._bounds.get(place, set()) & {abs(Decimal(fact[k])) for k in ("low", "high") if fact.get(k) is not None}
            for fact in self._facts
        )
        if decision != "metric" or repeated:
            return [False] * len(candidates)
        return [_concept(candidate) == OTHER for candidate in candidates]  # what nobody annotated is no fact

    def _names(self, fact: Gold, field: str) -> list[str]:
        return [name for name in self._scorer.as_list(fact.get(field)) if name]

    def _leaves_period_open(self, fact: Gold) -> bool:
        as_list = self._scorer.as_list
        return not any([*as_list(fact.get("period_start")), *as_list(fact.get("period_end"))])

    def _fits(self, decision: str, candidate: Any, fact: Gold) -> bool:
        as_list = self._scorer.as_list
        match decision:
            case "metric":
                return bool(_concept(candidate) in as_list(fact["concept"]))
            case "aspect":
                return bool(candidate in as_list(fact.get("aspect", "level")))
            case "sign":
                bound = fact["low"] if fact["low"] is not None else fact["high"]
                return bool((Decimal(bound) < 0) == (candidate < 0))
            case "subject":
                return bool(
                    self._scorer.match_subject({"subject": candidate.name, "subject_text": candidate.text}, fact)
                )
            case "segment":
                return self._fits_segment(candidate, fact)
            case "period":
                start, end = (None if day is None else day.isoformat() for day in (candidate.start, candidate.end))
                return bool(self._scorer.match_period({"period_start": start, "period_end": end}, fact))
            case _:
                wanted = ["forecast" if m == "estimate" else m for m in as_list(fact.get("modality", "reported"))]
                return bool(candidate in wanted)

    def _fits_segment(self, candidate: str | None, fact: Gold) -> bool:
        names = self._names(fact, "segment")
        if candidate is not None:
            return bool(names) and bool(self._scorer.same_name([candidate], names))
        loose = all(name in self._scorer.LOOSE_SEGMENT for name in self._scorer.as_list(fact["concept"]))
        null = None in self._scorer.as_list(fact.get("segment"))
        return loose or not names or null or bool(fact.get("segment_optional"))


def _concept(candidate: Any) -> str:
    metric = candidate[0]
    return metric.concept if metric is not None else OTHER
