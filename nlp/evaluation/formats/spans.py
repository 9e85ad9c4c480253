"""Annotations as the spans of a text, which is what annotation tools know, and gold documents made of spans.

A span has a place and a label: an entity mention `ORG`, `PERSON`, `LOC` or `PRODUCT`, a value the code of its concept,
a statement `Statement`. All else that the gold says of it are its details, which most formats carry along, so that a
document comes back as it went. A span without details was made in the tool: its value is read from the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast, get_args

from nlp.errors import InputError
from nlp.evaluation.entities import gold_mentions
from nlp.evaluation.gold import as_list, gold_document
from nlp.quantities import find_quantities
from nlp.records import ANALYSED_LANGUAGES, EntityLabel, Lang, format_decimal
from nlp.tables import read_table

ENTITY, FACT, STATEMENT = "entity", "fact", "statement"
STATEMENT_LABEL = "Statement"
_LAYERS = {"entities": ENTITY, "facts": FACT, "statements": STATEMENT}
Record = dict[str, Any]
# What was left out, in words, and how often.
Losses = Counter[str]


@dataclass(frozen=True, slots=True)
class Span:
    """A marked place of a text; `end` is exclusive, `details` are JSON."""

    start: int
    end: int
    label: str
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def layer(self) -> str:
        """`entity`, `fact` or `statement`."""
        if self.label == STATEMENT_LABEL:
            return STATEMENT
        return ENTITY if self.label in get_args(EntityLabel) else FACT


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its spans, in the order of the text; `about` is what the gold says of the whole document."""

    doc: str
    text: str
    spans: tuple[Span, ...]
    about: Mapping[str, Any] = field(default_factory=dict)


def marked(record: Mapping[str, Any], losses: Losses, text: str | None = None) -> Marked:
    """Turn a gold document into spans.

    Args:
        record: the document, as JSON has it.
        losses: what has no place in the text is counted here.
        text: the article, where the document does not hold it.

    Raises:
        InputError: the document cannot be used (E508), or its text is not known (E512).
    """
    gold = gold_document(record, str(record.get("doc")))
    text = gold.text if text is None else text
    if text is None:
        raise InputError("E512", doc=gold.doc)
    spans = _entity_spans(record, gold.entities or (), text, losses)
    for key, layer in (("facts", FACT), ("statements", STATEMENT)):
        for entry in record.get(key) or ():
            span = _entry_span(entry, layer, text)
            if span is None:
                losses[f"{key} that do not stand in the text"] += 1
            else:
                spans.append(span)
    about = {key: value for key, value in record.items() if key not in {"doc", "text", *_LAYERS}}
    about["annotated"] = [key for key in _LAYERS if record.get(key) is not None]
    return Marked(gold.doc, text, tuple(sorted(spans, key=lambda span: (span.start, span.end, span.label))), about)


def _entity_spans(record: Mapping[str, Any], entities: Any, text: str, losses: Losses) -> list[Span]:
    spans = []
    for number, (written, entity) in enumerate(zip(record.get("entities") or (), entities, strict=True)):
        details = {"entity": number, **{key: value for key, value in written.items() if key not in ("spans", "label")}}
        if isinstance(written["label"], list):
            details["label"] = written["label"]
        places = entity.spans or [place.spans[0] for place in gold_mentions([entity], text)]
        if not places or any(end > len(text) for _, end in places):
            losses["entities that do not stand in the text"] += 1
            continue
        spans += [Span(start, end, entity.labels[0], details) for start, end in places]
    return spans


def _entry_span(entry: Mapping[str, Any], layer: str, text: str) -> Span | None:
    start, end = entry.get("start"), entry.get("end")
    details = {key: value for key, value in entry.items() if key not in ("start", "end", "concept")}
    if start is None or end is None:
        quote = entry.get("quote") or entry.get("quantity") or ""
        start = text.find(quote) if quote else -1
        end = start + len(quote)
    if not 0 <= start < end <= len(text):
        return None
    if layer == STATEMENT:
        return Span(start, end, STATEMENT_LABEL, details)
    if isinstance(entry["concept"], list):
        details["concept"] = entry["concept"]
    return Span(start, end, as_list(entry["concept"])[0], details)


def gold_of(document: Marked, losses: Losses) -> Record:
    """Turn spans back into a gold document with its text.

    Args:
        document: the text and its spans.
        losses: values that could not be read from the text are counted here.

    Returns:
        The document, as JSON has it. Entities have `spans`, facts and statements `start` and `end`.
    """
    about = dict(document.about)
    annotated = about.pop("annotated", None)
    layers: Record = {"entities": _entities(document), "facts": [], "statements": []}
    for span in document.spans:
        if span.layer == STATEMENT:
            layers["statements"].append({"start": span.start, "end": span.end, **_statement(span, document.text)})
        elif span.layer == FACT:
            fact = _fact(span, document, losses)
            if fact is not None:
                layers["facts"].append(fact)
    if annotated is None:  # of another tool: what it has not a single span of, nobody looked for
        annotated = [key for key in _LAYERS if layers[key]]
    kept = {key: layers[key] for key in _LAYERS if key in annotated or layers[key]}
    return {"doc": document.doc, **about, "text": document.text, **kept}


def _entities(document: Marked) -> list[Record]:
    entities: dict[object, Record] = {}
    for span in document.spans:
        if span.layer != ENTITY:
            continue
        surface, details = document.text[span.start : span.end], dict(span.details)
        number = details.pop("entity", None)
        accepted = details.pop("label", span.label)
        label = accepted if as_list(accepted)[0] == span.label else span.label  # the tool may have changed it
        key = (surface if number is None else number, span.label)
        entity = entities.setdefault(
            key, {"names": [surface], "required": True, **details, "label": label, "spans": []}
        )
        entity["spans"].append([span.start, span.end])
    return list(entities.values())


def _statement(span: Span, text: str) -> Record:
    return dict(span.details) or {"speaker": None, "quote": text[span.start : span.end], "required": True}


def _fact(span: Span, document: Marked, losses: Losses) -> Record | None:
    details = dict(span.details)
    accepted = details.pop("concept", span.label)
    concept = accepted if as_list(accepted)[0] == span.label else span.label
    place = {"start": span.start, "end": span.end}
    if details:
        return {"concept": concept, **place, **details}
    surface, lang = document.text[span.start : span.end], document.about.get("lang")
    found = find_quantities(surface, cast("Lang", lang)) if lang in ANALYSED_LANGUAGES else []
    if len(found) != 1:
        losses["values marked in the tool that cannot be read from the text"] += 1
        return None
    (value,) = found
    low, high = (None if bound is None else format_decimal(bound) for bound in (value.low, value.high))
    stated = {"low": low, "high": high, "unit": value.unit, "qualifier": value.qualifier}
    return {"concept": concept, **place, **stated, "quantity": surface, "required": True}


def label_of(name: str, mapping: Mapping[str, str], where: str) -> str:
    """Return our label of another tool's.

    Args:
        name: the label as the tool has it.
        mapping: what the user says that labels mean.
        where: the file, for the message.

    Raises:
        InputError: nobody knows what it means (E513).
    """
    if name in mapping:
        return mapping[name]
    if name in _known():
        return name
    ours = _common().get(name.upper())
    if ours is None:
        raise InputError("E513", path=where, label=name)
    return ours


@cache
def _known() -> frozenset[str]:
    concepts = (row["concept"] for row in read_table("nlp.claims", "concepts.tsv"))
    return frozenset([*get_args(EntityLabel), STATEMENT_LABEL, *concepts])


@cache
def _common() -> Mapping[str, str]:
    return {row["label"]: row["ours"] for row in read_table("nlp.entities", "model_labels.tsv")}


def apart(spans: Sequence[Span], losses: Losses, form: str) -> list[Span]:
    """Keep spans that do not overlap, the longest first; what is left out is counted as lost in this form."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start, span.label)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
        else:
            losses[f"spans within or across others, which {form} cannot hold"] += 1
    return sorted(kept, key=lambda span: span.start)
