"""Labelled sentences, corpus by corpus: which labels each marks, and which of its sentences may be trained on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from nlp.entities.candidates import lower_ascii, make_view

LABELS = ("PERSON", "ORG", "LOC", "PRODUCT", "WORK", "DATE", "TIME", "QUANTITY", "POSITION")

_SAME = {
    "MONEY": "QUANTITY",
    "PERCENT": "QUANTITY",
    "OTHER_POSITION": "POSITION",
    "OTHER_TITLE": "POSITION",
    "OTHER_CV_POSITION": "POSITION",
}
_NAMES = ("PERSON", "ORG", "LOC")
# What each corpus marks; a label that is not here is unmarked in it, not absent.
SCHEMES: dict[str, tuple[str, ...]] = {
    "msra": _NAMES,
    "uner_gsdsimp": _NAMES,
    "weibo": _NAMES,
    "cluener": (*_NAMES, "WORK", "POSITION"),
    "resume": (*_NAMES, "POSITION"),
    "youku": ("PERSON", "WORK"),
    "finre_partial": ("ORG",),
    "klue": LABELS,
    "standoff": (*_NAMES, "PRODUCT"),
    "listed": (*_NAMES, "PRODUCT"),
}
TRAINING_FILES = (
    "zh/msra.train", "zh/msra.train_pd_overlap", "zh/cluener.train", "zh/uner_gsdsimp.train", "zh/resume.train",
    "zh/weibo.train", "zh/youku.train", "zh/finre_partial.train", "zh/msra.dev", "zh/uner_gsdsimp.dev", "zh/resume.dev",
    "zh/weibo.dev", "zh/youku.dev", "zh/finre_partial.dev", "ko/klue.dev",
)  # fmt: skip
_FROM_KONEC = ("WORK", "PRODUCT", "POSITION")
_TEST_FIFTH, _VALIDATION_TWENTIETH = 5, 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence.

    Attributes:
        text: folded.
        names: (start, end, label), those of the corpus's scheme only, in text order.
        corpus: key of `SCHEMES`.
        lang: `zh` or `ko`.
        partial: what is not marked may be a name all the same.
    """

    text: str
    names: tuple[tuple[int, int, str], ...]
    corpus: str
    lang: str
    partial: bool = False

    @property
    def lower(self) -> str:
        """The text as the lexicon reads it."""
        return lower_ascii(self.text)


def in_test_fifth(text: str) -> bool:
    """Is a KLUE or KONEC sentence set apart for tests?"""
    return crc32(text.encode()) % _TEST_FIFTH == 0


def in_validation(text: str) -> bool:
    """Is a sentence of a training file set apart to choose between models? One in twenty is."""
    return crc32(text.encode()) // _TEST_FIFTH % _VALIDATION_TWENTIETH == 0


def read_rows(path: Path) -> Iterator[dict[str, object]]:
    """Yield the records of a corpus file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_sentences(folder: Path, names: tuple[str, ...] = TRAINING_FILES) -> Iterator[Sentence]:
    """Yield the sentences of training files, the test fifth of KLUE left out.

    Args:
        folder: holds `zh/` and `ko/`.
        names: files without their ending, such as `zh/msra.train`.
    """
    for name in names:
        corpus = name.partition("/")[2].partition(".")[0]
        more = _konec(folder) if corpus == "klue" else {}
        for row in read_rows(folder / f"{name}.jsonl"):
            text = str(row["text"])
            if corpus == "klue" and in_test_fifth(text):
                continue
            yield make_sentence(row, corpus, more.get(text, ()))


def make_sentence(row: dict[str, object], corpus: str, more: tuple[tuple[int, int, str], ...] = ()) -> Sentence:
    """Make a sentence of a corpus record; `more` names are added where they overlap none."""
    text, lang = str(row["text"]), str(row["lang"])
    scheme = SCHEMES[corpus]
    names = [(start, end, _SAME.get(label, label)) for start, end, label in row["ents"]]  # type: ignore[attr-defined]
    kept = [name for name in names if name[2] in scheme]
    taken = {place for start, end, _ in names for place in range(start, end)}
    kept += [name for name in more if taken.isdisjoint(range(name[0], name[1]))]
    return Sentence(make_view(text, lang).folded, tuple(sorted(kept)), corpus, lang, bool(row.get("partial")))


def _konec(folder: Path) -> dict[str, tuple[tuple[int, int, str], ...]]:
    """What KONEC marks in the sentences of KLUE that KLUE does not: works, products, positions."""
    found = {}
    for row in read_rows(folder / "ko/konec.dev.jsonl"):
        names = [(start, end, _SAME.get(label, label)) for start, end, label in row["ents"]]  # type: ignore[attr-defined]
        found[str(row["text"])] = tuple(name for name in names if name[2] in _FROM_KONEC)
    return found
