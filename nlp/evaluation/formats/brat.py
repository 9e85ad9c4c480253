"""brat standoff: a folder of `.txt` and `.ann` files. Details are annotator notes in JSON.

The files are numbered, so that brat shows them in our order; `documents.json` says which document each is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nlp.errors import InputError
from nlp.evaluation.files import write_file, write_json
from nlp.evaluation.formats.spans import Losses, Marked, Span, label_of

_DOCUMENTS = "documents.json"
_UNSAFE = re.compile(r'[\x00-\x20/\\:*?"<>|%]')
_TEXT_BOUND = re.compile(r"(T\S+)\t(\S+) ([\d ;]+)\t.*")
_NOTE = re.compile(r"#\S+\tAnnotatorNotes (T\S+)\t(.*)")
_LONGEST_NAME = 60


def write(documents: Iterable[Marked], path: Path, losses: Losses) -> None:
    """Write a folder; nothing is lost."""
    listed = {}
    for number, document in enumerate(documents, start=1):
        stem = f"{number:05}-{_UNSAFE.sub('_', document.doc)[:_LONGEST_NAME]}"
        listed[stem] = {"doc": document.doc, "about": dict(document.about)}
        write_file(path / f"{stem}.txt", document.text.encode("utf-8", "surrogatepass"))
        write_file(path / f"{stem}.ann", "".join(_lines(document)).encode("utf-8", "surrogatepass"))
    write_json(path / _DOCUMENTS, listed)


def _lines(document: Marked) -> Iterator[str]:
    for number, span in enumerate(document.spans, start=1):
        said = re.sub(r"\s", " ", document.text[span.start : span.end])
        yield f"T{number}\t{span.label} {span.start} {span.end}\t{said}\n"
        if span.details:
            note = json.dumps(dict(span.details), ensure_ascii=False)
            yield f"#{number}\tAnnotatorNotes T{number}\t{note}\n"


def read(path: Path, labels: Mapping[str, str]) -> Iterator[Marked]:
    """Read a folder. A span in several fragments becomes one from the first to the last.

    Raises:
        InputError: there is no such folder (E101), a file cannot be read (E108) or is not brat's (E514), or has a label
            that nobody knows (E513).
    """
    if not path.is_dir():
        raise InputError("E101", path=path)
    listed = json.loads(_text(path / _DOCUMENTS)) if (path / _DOCUMENTS).exists() else {}
    for marks in sorted(path.glob("*.ann")):
        known = listed.get(marks.stem, {})
        text = _text(marks.with_suffix(".txt"))
        spans = _spans(marks, labels, len(text))
        yield Marked(known.get("doc", marks.stem), text, spans, known.get("about", {}))


def _spans(path: Path, labels: Mapping[str, str], length: int) -> tuple[Span, ...]:
    places: dict[str, tuple[int, int, str]] = {}
    notes: dict[str, Mapping[str, Any]] = {}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        where = f"{path}, line {number}"
        if found := _TEXT_BOUND.fullmatch(line):
            numbers = [int(place) for place in re.findall(r"\d+", found[3])]
            if len(numbers) < 2 or not numbers[0] < numbers[-1] <= length:
                raise InputError("E514", path=where, form="brat", reason="the offsets are not within the text")
            places[found[1]] = (numbers[0], numbers[-1], label_of(found[2], labels, where))
        elif found := _NOTE.fullmatch(line):
            notes[found[1]] = _details(found[2])
        elif line.startswith("T"):
            raise InputError("E514", path=where, form="brat", reason=f"{line!r} is no text-bound annotation")
    return tuple(Span(start, end, label, notes.get(key, {})) for key, (start, end, label) in places.items())


def _details(note: str) -> Mapping[str, Any]:
    """Our details, or nothing where the note is somebody's own words."""
    try:
        details = json.loads(note)
    except ValueError:
        return {}
    return details if isinstance(details, dict) else {}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("E108", path=path, reason=error) from error
