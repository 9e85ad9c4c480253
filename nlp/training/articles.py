"""Sentences of the business press to learn names from: annotated paragraphs, and those with names that are listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nlp.entities.candidates import View, make_view
from nlp.entities.chunks import chunk
from nlp.entities.find import choose
from nlp.entities.scan import find_listed, listed_names
from nlp.evaluation.sources import read_lines, resolve
from nlp.evaluation.splits import assign_splits
from nlp.training.corpus import read_paragraphs
from nlp.training.labelled import Sentence

ANNOTATED, LISTED = "standoff", "listed"
_FILES = "business_news*.txt.xz"
_SHORTEST = 10


def annotated(standoff: Path, texts: Path) -> Iterator[Sentence]:
    """Yield the sentences of the annotated paragraphs of the training part.

    Args:
        standoff: `corpora/standoff`.
        texts: the folder of source texts that its lines point into.
    """
    lines = [line for lang in ("zh", "ko") for line in read_lines(standoff / f"{lang}.jsonl")]
    splits = assign_splits(lines)
    lines = [line for line in lines if splits[line["doc"]] == "train"]
    for line, gold in zip(lines, resolve(lines, texts), strict=True):
        view = make_view(gold["text"], line["lang"])
        names = [(start, end, one["label"]) for one in line["entities"] for start, end in one["spans"] or ()]
        for start, end in chunk(view.text):
            inside = sorted((a - start, b - start, label) for a, b, label in names if start <= a and b <= end)
            apart = [name for name, before in zip(inside, [(0, 0, ""), *inside], strict=False) if name[0] >= before[1]]
            yield Sentence(view.folded[start:end], tuple(apart), ANNOTATED, line["lang"])


def listed(texts: Path, most: int, seed: int) -> list[Sentence]:
    """Give Korean sentences with names that are in the knowledge base and mean one entity; other names are unmarked.

    Args:
        texts: the folder of plain text, with `ko/`.
        most: how many to take.
        seed: of the choice.
    """
    names, found = listed_names(None), list[Sentence]()
    for paragraph in read_paragraphs(texts, "ko", _FILES):
        view = make_view(paragraph, "ko")
        sure = choose(name for name in find_listed(view, names) if not name.needs_support)
        found += _with_names(view, [(name.start, name.end, name.label) for name in sure])
    order = np.random.default_rng(seed)
    return [found[index] for index in sorted(order.permutation(len(found))[:most])]


def _with_names(view: View, names: list[tuple[int, int, str]]) -> Iterator[Sentence]:
    for start, end in chunk(view.text):
        inside = tuple((a - start, b - start, label) for a, b, label in names if start <= a and b <= end)
        if inside and end - start >= _SHORTEST:
            yield Sentence(view.folded[start:end], inside, LISTED, view.lang, partial=True)
