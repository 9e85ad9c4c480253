"""Prodigy's JSON Lines: a task a line, `text`, `spans` and `meta`, with the characters as tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nlp.batch.output import json_line
from nlp.evaluation.files import write_file
from nlp.evaluation.formats.spans import Losses, Marked, Span, label_of
from nlp.evaluation.sources import read_lines

_DETAILS = "xinmun"


def write(documents: Iterable[Marked], path: Path, losses: Losses) -> None:
    """Write tasks; nothing is lost. `ner.manual` shows spans that do not overlap, `spans.manual` shows all."""
    write_file(path, b"".join(json_line(_task(document)) for document in documents))


def _task(document: Marked) -> dict[str, Any]:
    spans = [
        {
            **{"start": span.start, "end": span.end, "label": span.label},
            **{"token_start": span.start, "token_end": span.end - 1},  # inclusive, as Prodigy has it
            _DETAILS: dict(span.details),
        }
        for span in document.spans
    ]
    tokens = [
        {"text": character, "start": place, "end": place + 1, "id": place, "ws": False}
        for place, character in enumerate(document.text)
    ]
    meta = {"doc": document.doc, **{key: document.about[key] for key in ("certainty",) if key in document.about}}
    return {"text": document.text, "spans": spans, "tokens": tokens, "meta": meta, _DETAILS: dict(document.about)}


def read(path: Path, labels: Mapping[str, str]) -> Iterator[Marked]:
    """Read tasks; those that the annotator rejected or skipped are left out, as Prodigy's own recipes do.

    Raises:
        InputError: the file cannot be read (E101, E105, E108), or has a label that nobody knows (E513).
    """
    for number, task in enumerate(read_lines(path, "text"), start=1):
        if task.get("answer", "accept") == "accept":
            doc = (task.get("meta") or {}).get("doc") or f"{path.stem}-{number}"
            spans = [
                Span(span["start"], span["end"], label_of(span["label"], labels, str(path)), span.get(_DETAILS, {}))
                for span in task.get("spans") or ()
            ]
            yield Marked(doc, task["text"], tuple(spans), task.get(_DETAILS, {}))
