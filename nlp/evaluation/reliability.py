"""How well annotators agree: F1 by layer, and chance-corrected coefficients of what they choose from a list.

Two readers are compared in both directions: the first answers of one against all answers that the other accepts, what
either marks as optional being neutral. Cohen's kappa and Krippendorff's alpha (nominal) are of the fields with a closed
list of answers, over the values and entities that readers have in common: what one of them left out has no label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, permutations

from nlp.errors import InputError
from nlp.evaluation.assignment import best_assignment
from nlp.evaluation.bootstrap import Bootstrap, Interval
from nlp.evaluation.entities import ENTITIES, Group, same_entity
from nlp.evaluation.facts import count_matches, edges_of
from nlp.evaluation.figures import figure
from nlp.evaluation.gold import GoldDocument, GoldEntity, GoldFact, GoldStatement
from nlp.evaluation.matching import LEVELS, fold_name, same_name
from nlp.evaluation.statements import STATEMENTS
from nlp.evaluation.tally import Counts, add_up
from nlp.notes.width import align

LAYERS = (*LEVELS, ENTITIES, STATEMENTS)
FIELDS = ("concept", "aspect", "modality", "label")
_WIDEST = 40
_NONE = "–"
Labels = list[list[Hashable | None]]  # by reader and item; None where a reader has no such item


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of readers: F1 by layer with its interval, and by field the items, kappa and alpha."""

    readers: int
    documents: int
    f1: dict[str, tuple[float | None, Interval | None]]
    fields: dict[str, tuple[int, float | None, float | None]]


@dataclass(frozen=True, slots=True)
class _Stated:
    """The first answers of a reader, as if a system had found them."""

    low: Decimal | None
    high: Decimal | None
    unit: str | None
    concept: str | None
    aspect: str | None
    segment: str | None
    subject: str | None
    subject_text: str | None
    period_start: date | None
    period_end: date | None
    modality: str | None
    speaker: str | None
    qualifier: str | None


def agree(readings: Sequence[Sequence[GoldDocument]]) -> Agreement:
    """Compare the annotations of two or more readers.

    Args:
        readings: the documents of each reader; those that not all have read are left aside.

    Raises:
        InputError: they have no document in common (E515).
    """
    by_doc = [{document.doc: document for document in reading} for reading in readings]
    common = sorted(set.intersection(*map(set, by_doc)))
    if not common:
        raise InputError("E515")
    documents = [[reading[doc] for reading in by_doc] for doc in common]
    bootstrap = Bootstrap(len(documents))
    f1 = {}
    for layer in LAYERS:
        rows = [add_up(_compare(one, other, layer) for one, other in permutations(read, 2)) for read in documents]
        f1[layer] = (add_up(rows).f1, bootstrap.interval(rows))
    return Agreement(len(readings), len(documents), f1, {field: _field(documents, field) for field in FIELDS})


def cohen_kappa(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """Return Cohen's kappa of two readers' labels of the same items; None where chance alone gives agreement.

    Args:
        one: the labels of one reader.
        other: those of the other, item by item.
    """
    items = len(one)
    if not items:
        return None
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / items
    first, second = Counter(one), Counter(other)
    expected = sum(first[label] * second[label] for label in first) / items**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(labels: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Return Krippendorff's alpha for nominal labels; None where all labels are the same.

    Args:
        labels: by reader, the label of each item; None where a reader gave none.
    """
    units = [[label for label in unit if label is not None] for unit in zip(*labels, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    of_label = Counter(label for unit in units for label in unit)
    total = of_label.total()
    expected = total**2 - sum(number**2 for number in of_label.values())
    if not expected:
        return None
    observed = sum((len(unit) ** 2 - sum(n**2 for n in Counter(unit).values())) / (len(unit) - 1) for unit in units)
    return 1 - (total - 1) * observed / expected


def describe_agreement(agreement: Agreement) -> list[str]:
    """Write agreement as two tables for a terminal."""
    rows = [
        (layer, figure(f1), f"{interval.low:.3f} – {interval.high:.3f}" if interval else _NONE)
        for layer, (f1, interval) in agreement.f1.items()
    ]
    fields = [(name, f"{n:,}", figure(kappa), figure(alpha)) for name, (n, kappa, alpha) in agreement.fields.items()]
    return [
        *align([("", "F1", "95 % interval"), *rows], _WIDEST),
        "",
        *align([("", "items", "kappa", "alpha"), *fields], _WIDEST),
        "",
        f"readers {agreement.readers}, documents {agreement.documents:,}",
    ]


def _compare(reader: GoldDocument, accepted: GoldDocument, layer: str) -> Counts:
    """Count what the one finds of what the other requires."""
    if layer == ENTITIES:
        return _compare_entities(reader.entities, accepted.entities)
    if layer == STATEMENTS:
        return _compare_statements(reader.statements, accepted.statements)
    if reader.facts is None or accepted.facts is None:
        return Counts()
    stated = [_stated(fact) for fact in reader.facts]
    matched, wrong = count_matches(accepted.facts, stated, edges_of(accepted.facts, stated)[layer])
    return _counts(reader.facts, accepted.facts, matched, wrong)


def _counts(
    reader: Sequence[GoldFact | GoldEntity | GoldStatement],
    accepted: Sequence[GoldFact | GoldEntity | GoldStatement],
    matched: dict[int, int],
    wrong: Sequence[int],
) -> Counts:
    required = sum(entry.required for entry in accepted)
    found = sum(accepted[index].required for index in matched)
    return Counts(correct=found, missed=required - found, spurious=sum(reader[index].required for index in wrong))


def _compare_entities(reader: Sequence[GoldEntity] | None, accepted: Sequence[GoldEntity] | None) -> Counts:
    if reader is None or accepted is None:
        return Counts()
    groups = [Group("", entity.labels[0], frozenset(map(fold_name, entity.names))) for entity in reader]
    edges = {
        (i, g) for i, entity in enumerate(accepted) for g, group in enumerate(groups) if same_entity(group, entity)
    }
    return _matched(reader, accepted, edges)


def _compare_statements(reader: Sequence[GoldStatement] | None, accepted: Sequence[GoldStatement] | None) -> Counts:
    if reader is None or accepted is None:
        return Counts()
    edges = {
        (i, r)
        for i, wanted in enumerate(accepted)
        for r, said in enumerate(reader)
        if _holds_half(said, wanted) and (not wanted.speakers or same_name(said.speakers[:1], wanted.speakers))
    }
    return _matched(reader, accepted, edges)


def _holds_half(said: GoldStatement, wanted: GoldStatement) -> bool:
    """Whether half of what is wanted is said: by offsets, or else where one quote holds the other."""
    if None not in (said.start, said.end, wanted.start, wanted.end):
        length = (wanted.end or 0) - (wanted.start or 0)
        overlap = min(said.end or 0, wanted.end or 0) - max(said.start or 0, wanted.start or 0)
        return overlap * 2 >= length
    one, other = said.quote or "", wanted.quote or ""
    return bool(one and other) and (other in one or (one in other and len(one) * 2 >= len(other)))


def _matched(
    reader: Sequence[GoldEntity] | Sequence[GoldStatement],
    accepted: Sequence[GoldEntity] | Sequence[GoldStatement],
    edges: set[tuple[int, int]],
) -> Counts:
    heavy = len(accepted) + 1
    matched = best_assignment({edge: heavy if accepted[edge[0]].required else 1 for edge in edges})
    touched = {index for _, index in edges}
    return _counts(reader, accepted, matched, [index for index in range(len(reader)) if index not in touched])


def _stated(fact: GoldFact) -> _Stated:
    subject = next((name for name in fact.subjects if name), None)
    answers = (fact.units[0], fact.concepts[0], fact.aspects[0], fact.segments[0], subject, subject)
    qualifier = fact.qualifiers[0] if fact.qualifiers else None
    return _Stated(fact.low, fact.high, *answers, *fact.periods[0], fact.modalities[0], fact.speakers[0], qualifier)


def _field(documents: Sequence[Sequence[GoldDocument]], field: str) -> tuple[int, float | None, float | None]:
    """The items of a field that readers share, the mean of Cohen's kappa over pairs of readers, and alpha."""
    labels: Labels = [[] for _ in documents[0]]
    for read in documents:
        for row, found in zip(labels, _aligned(read, field), strict=True):
            row.extend(found)
    kappas = []
    for one, other in combinations(labels, 2):
        shared = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
        kappa = cohen_kappa([a for a, _ in shared], [b for _, b in shared])
        if kappa is not None:
            kappas.append(kappa)
    items = sum(sum(label is not None for label in unit) > 1 for unit in zip(*labels, strict=True))
    return items, sum(kappas) / len(kappas) if kappas else None, krippendorff_alpha(labels)


def _aligned(read: Sequence[GoldDocument], field: str) -> Labels:
    """The labels of one document, by reader: the items are those of the first reader."""
    first = read[0]
    if field == "label":
        entities = first.entities or ()
        rows: Labels = [[entity.labels[0] for entity in entities]]
        for other in read[1:]:
            theirs = other.entities or ()
            pairs = best_assignment(
                {
                    (i, j): 1
                    for i, entity in enumerate(entities)
                    for j, same in enumerate(theirs)
                    if set(map(fold_name, entity.names)) & set(map(fold_name, same.names))
                }
            )
            rows.append([theirs[pairs[i]].labels[0] if i in pairs else None for i in range(len(entities))])
        return rows
    facts = first.facts or ()
    rows = [[_answer(fact, field) for fact in facts]]
    for other in read[1:]:
        found = other.facts or ()
        stated = [_stated(fact) for fact in found]
        edges = edges_of(facts, stated)
        pairs = best_assignment({edge: 1 + sum(edge in edges[level] for level in LEVELS) for edge in edges["value"]})
        rows.append([_answer(found[pairs[i]], field) if i in pairs else None for i in range(len(facts))])
    return rows


def _answer(fact: GoldFact, field: str) -> str | None:
    answers = {"concept": fact.concepts, "aspect": fact.aspects, "modality": fact.modalities}[field]
    return answers[0]
