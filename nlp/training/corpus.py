"""The plain text and the labelled sentences that models are trained on, as the training folder lays them out."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

from nlp.entities.chunks import chunk


def read_paragraphs(folder: Path, lang: str, names: str = "*.txt.xz", leave_out: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the paragraphs of the plain text of a language.

    Args:
        folder: holds `zh/*.txt.xz` and `ko/*.txt.xz`, one paragraph a line.
        lang: `zh` or `ko`.
        names: pattern of the files that are wanted.
        leave_out: beginnings of names of files that are not.
    """
    for path in sorted((folder / lang).glob(names)):
        if path.name.startswith(leave_out):
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield line.strip()


def packs(paragraph: str, longest: int) -> Iterator[str]:
    """Yield stretches of whole sentences that follow each other, as long as fit into `longest` characters."""
    start = end = 0
    for first, last in chunk(paragraph):
        if last - start > longest and end > start:
            yield paragraph[start:end][:longest]
            start = first
        end = last
    if end > start:
        yield paragraph[start:end][:longest]
