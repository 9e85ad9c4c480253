"""The words and names that the tagger's lexicon lists, and those that stand in for others in training sentences."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from nlp.entities.candidates import lower_ascii, make_view
from nlp.training.labelled import Sentence

_KOREAN_KINDS = {
    "ORG": "ko:ORG",
    "PERSON": "ko:PERSON",
    "LOC": "ko:LOC",
    "WORK": "ko:THING",
    "PRODUCT": "ko:THING",
    "EVENT": "ko:THING",
    "DATE": "ko:TIME",
    "TIME": "ko:TIME",
}
_TITLES = ("OTHER_CV_POSITION", "OTHER_CV_OCCUPATION")
_CHINESE_KINDS = {"nr": "zh:PERSON", "ns": "zh:LOC", "nt": "zh:ORG", "nz": "zh:NAME"}
_SHARE = 0.2  # a reading of a form counts if the form has it this often
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS = 0xAC00, 0xD7A3, 28


def korean_words(table: Path) -> Iterator[tuple[str, str]]:
    """Yield (word, kind) from a table with the columns form, label, raw_label, train_freq."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind = "ko:TITLE" if row["label"] in _TITLES else _KOREAN_KINDS.get(row["label"], "")
            counts[lower_ascii(make_view(row["form"], "ko").folded)][kind] += int(row["train_freq"])
    for word, kinds in counts.items():
        total = sum(kinds.values())
        for kind, count in kinds.items():
            if kind and count >= _SHARE * total:
                yield word, kind


def korean_names(table: Path) -> Iterator[tuple[str, str]]:
    """Yield (form, label) of the persons, organisations and places of the same table."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["label"] in ("PERSON", "ORG", "LOC"):
                yield row["form"], row["label"]


def chinese_words(dictionary: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (word, kind) from lines of a word, its frequency and its part of speech, parted by blanks."""
    for line in dictionary:
        word, _, tag = line.split()
        yield lower_ascii(make_view(word, "zh").folded), _CHINESE_KINDS.get(tag[:2], "zh:WORD")


class Substitutes:
    """Names by label that can stand in for each other in Korean text, by whether they end in a consonant."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names: dict[tuple[str, bool | None], list[str]] = defaultdict(list)
        for name, label in names:
            self._names[label, ends_in_consonant(name)].append(name)

    def replace(self, sentence: Sentence, chance: float, order: np.random.Generator) -> Sentence:
        """Put other names of the same kind into a sentence, each with this chance.

        A name is replaced by one that takes the same particles, so 은/는 and 이/가 stay right.
        """
        if not sentence.names or chance <= 0:
            return sentence
        parts: list[str] = []
        names: list[tuple[int, int, str]] = []
        at = length = 0
        for start, end, label in sentence.names:
            surface = sentence.text[start:end]
            choice = self._names.get((label, ends_in_consonant(surface)), [])
            if choice and order.random() < chance:
                surface = choice[int(order.integers(len(choice)))]
            before = sentence.text[at:start]
            parts += [before, surface]
            length += len(before)
            names.append((length, length + len(surface), label))
            length += len(surface)
            at = end
        parts.append(sentence.text[at:])
        return Sentence("".join(parts), tuple(names), sentence.corpus, sentence.lang, sentence.partial)


def ends_in_consonant(word: str) -> bool | None:
    """Does a hangul word end in a consonant? None where it does not end in hangul."""
    code = ord(word[-1])
    if not _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return None
    return (code - _FIRST_SYLLABLE) % _FINALS > 0
