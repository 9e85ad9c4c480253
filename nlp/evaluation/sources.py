"""The texts that standoff lines point into: a folder of `<source>.txt.xz`, one paragraph a line.

Documents are parted by an empty line; documents and paragraphs are numbered from 0.
"""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from nlp.errors import InputError
from nlp.evaluation.standoff import Gold, Line, attach, paragraph_hash


def read_lines(path: Path, *needed: str) -> list[dict[str, Any]]:
    """Read a file of gold documents or standoff lines.

    Args:
        path: the file.
        needed: keys that every line must have.

    Raises:
        InputError: the file is missing (E101), cannot be read (E108), holds a line that is no JSON object (E105) or one
            without a needed key (E506).
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise InputError("E101", path=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("E108", path=path, reason=error) from error
    records = []
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError("E105", path=path, line=number, reason=error) from error
        if not isinstance(record, dict):
            raise InputError("E105", path=path, line=number, reason="it is no object")
        missing = [key for key in needed if key not in record]
        if missing:
            raise InputError("E506", path=path, line=number, keys=", ".join(missing))
        records.append(record)
    return records


def resolve(lines: Sequence[Line], texts: Path) -> list[Gold]:
    """Find the paragraph or passage of each standoff line and give the annotation its text back.

    Args:
        lines: standoff lines.
        texts: the folder that holds `<source>.txt.xz` for each of their sources.

    Returns:
        The gold documents, in the order of the lines.

    Raises:
        InputError: a source is missing (E502), or cannot be read (E503); it lacks a paragraph (E504); or it holds
            another text there than the one that was annotated (E505).
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        wanted[line["source"]].add(line["document"])
    documents = {source: _read_documents(texts, source, numbers) for source, numbers in wanted.items()}
    return [attach(line, _passage(line, documents[line["source"]], texts)) for line in lines]


def source_path(texts: Path, source: str) -> Path:
    """Return where the text of a source lies."""
    return texts / f"{source}.txt.xz"


def _read_documents(texts: Path, source: str, numbers: Iterable[int]) -> dict[int, list[str]]:
    path = source_path(texts, source)
    wanted = set(numbers)
    documents: dict[int, list[str]] = defaultdict(list)
    number = 0
    try:
        with lzma.open(path, "rt", encoding="utf-8", newline="\n") as text:
            for row in text:
                paragraph = row.removesuffix("\n")
                if not paragraph:
                    number += 1
                elif number in wanted:
                    documents[number].append(paragraph)
    except FileNotFoundError as error:
        raise InputError("E502", path=path, source=source) from error
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise InputError("E503", path=path, reason=error) from error
    return documents


def _passage(line: Line, documents: dict[int, list[str]], texts: Path) -> str:
    first: int = line["paragraph"]
    last: int = line.get("last", first)
    place = {
        "path": source_path(texts, line["source"]),
        "document": line["document"],
        "paragraph": last,
        "doc": line["doc"],
    }
    paragraphs = documents.get(line["document"], [])
    if last >= len(paragraphs):
        raise InputError("E504", **place, count=len(paragraphs))
    text = "\n".join(paragraphs[first : last + 1])
    if paragraph_hash(text) != line["sha256"]:
        raise InputError("E505", **place, expected=line["sha256"], found=paragraph_hash(text))
    return text
