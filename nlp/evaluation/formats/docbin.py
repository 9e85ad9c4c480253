"""spaCy's DocBin: entity mentions, values and statements as span groups, with characters as tokens.

`doc.ents` holds the mentions that do not overlap, so that `spacy train` and `spacy evaluate` read the file as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans

from nlp.errors import InputError
from nlp.evaluation.files import write_file
from nlp.evaluation.formats.spans import ENTITY, FACT, STATEMENT, Losses, Marked, Span, label_of
from nlp.tokenizer import CharacterTokenizer

_GROUPS = {ENTITY: "xinmun_entities", FACT: "xinmun_claims", STATEMENT: "xinmun_statements"}
_DETAILS = "xinmun"


def write(documents: Iterable[Marked], path: Path, losses: Losses) -> None:
    """Write documents; nothing is lost, but mentions that overlap are in the span group alone, not in `doc.ents`."""
    tokenize = CharacterTokenizer(spacy.blank("xx").vocab)
    binned = DocBin(store_user_data=True)
    for document in documents:
        doc = tokenize(document.text)
        for layer, group in _GROUPS.items():
            doc.spans[group] = [
                SpacySpan(doc, span.start, span.end, span.label) for span in document.spans if span.layer == layer
            ]
        doc.ents = filter_spans(doc.spans[_GROUPS[ENTITY]])
        kept = {
            "doc": document.doc,
            "about": dict(document.about),
            "details": [[span.start, span.end, span.label, dict(span.details)] for span in document.spans],
        }
        doc.user_data[_DETAILS] = json.dumps(kept)  # msgpack would make tuples of lists
        binned.add(doc)
    write_file(path, binned.to_bytes())


def read(path: Path, labels: Mapping[str, str]) -> Iterator[Marked]:
    """Read documents: our span groups, or else `doc.ents`.

    Raises:
        InputError: the file cannot be read (E108), is no DocBin (E514), or has a label that nobody knows (E513).
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError("E108", path=path, reason=error) from error
    try:
        docs = list(DocBin(store_user_data=True).from_bytes(content).get_docs(spacy.blank("xx").vocab))
    except Exception as error:  # zlib, msgpack and numpy each fail in their own way
        raise InputError("E514", path=path, form="spaCy's DocBin", reason=error) from error
    for number, doc in enumerate(docs, start=1):
        yield _document(doc, f"{path.stem}-{number}", labels, str(path))


def _document(doc: Doc, name: str, labels: Mapping[str, str], path: str) -> Marked:
    kept: dict[str, Any] = json.loads(doc.user_data.get(_DETAILS, "{}"))
    details = [((start, end, label), about) for start, end, label, about in kept.get("details", ())]
    groups = [doc.spans[group] for group in _GROUPS.values() if group in doc.spans]
    spans = []
    for found in [span for group in groups for span in group] if groups else doc.ents:
        start, end = found.start_char, found.end_char
        label = label_of(found.label_, labels, path)
        spans.append(Span(start, end, label, _take(details, (start, end, label))))
    ordered = tuple(sorted(spans, key=lambda span: (span.start, span.end, span.label)))
    return Marked(kept.get("doc", name), doc.text, ordered, kept.get("about", {}))


def _take(
    details: list[tuple[tuple[int, int, str], Mapping[str, Any]]], key: tuple[int, int, str]
) -> Mapping[str, Any]:
    """Take the details of a span out of the list: two spans at one place under one label have each their own."""
    for place, (at, about) in enumerate(details):
        if at == key:
            del details[place]
            return about
    return {}
