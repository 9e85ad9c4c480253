"""The plain text and the labelled sentences that models are trained on, as the training folder lays them out."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

from nlp.entities.candidates import make_view
from nlp.entities.chunks import chunk


def paragraphs(folder: Path, lang: str, leave_out: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the paragraphs of the plain text of a language, folded as the encoder reads them.

    Args:
        folder: holds `zh/*.txt.xz` and `ko/*.txt.xz`, one paragraph a line.
        lang: `zh` or `ko`.
        leave_out: beginnings of names of files that are not wanted.
    """
    for path in sorted((folder / lang).glob("*.txt.xz")):
        if path.name.startswith(leave_out):
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield make_view(line.strip(), lang).folded


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
