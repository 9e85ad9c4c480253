"""One module a format, each with a `read` function: bytes → articles, or entries that say what is wrong.

A new format is a new module and a line in both tables here.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from nlp.reading.options import Reader

MODULES = {
    "text": "plain_text",
    "jsonl": "json_lines",
}
SUFFIXES = {
    ".txt": "text",
    ".md": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def find_reader(kind: str) -> Reader:
    """Find the function that reads a kind of file; its libraries are loaded now and not before."""
    return cast("Reader", import_module(f"{__name__}.{MODULES[kind]}").read)


def kind_of(name: str) -> str | None:
    """Tell the kind of a file by its name; None where that does not tell it."""
    return SUFFIXES.get(PurePosixPath(name).suffix.lower())
