"""The marks that listed words leave on a text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.entities.lexicon import KINDS, WIDTH, Lexicon

WORDS = [("云帆", "zh:ORG"), ("云帆科技", "zh:ORG"), ("科技", "zh:WORD"), ("云", "zh:WORD"), ("云帆", "kb:ORG")]


def marks(lexicon: Lexicon, text: str) -> set[tuple[int, str, str]]:
    """(character, begins / inside / ends, kind) of every mark."""
    table = lexicon.features([text])[0]
    assert table.shape == (len(text), WIDTH)
    assert table.dtype == np.float32
    return {(int(i), "BIE"[j // len(KINDS)], KINDS[j % len(KINDS)]) for i, j in zip(*np.nonzero(table), strict=True)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新云帆", {(1, "B", "zh:ORG"), (2, "E", "zh:ORG"), (1, "B", "kb:ORG"), (2, "E", "kb:ORG")}),
        ("科技", {(0, "B", "zh:WORD"), (1, "E", "zh:WORD")}),
        ("云", set()),
        ("", set()),
    ],
)
def test_marks(text: str, expected: set[tuple[int, str, str]]) -> None:
    assert marks(Lexicon.build(WORDS), text) == expected


def test_words_that_lie_over_each_other_all_count() -> None:
    found = marks(Lexicon.build(WORDS), "云帆科技")
    assert {(0, "B", "zh:ORG"), (1, "E", "zh:ORG"), (1, "I", "zh:ORG"), (3, "E", "zh:ORG")} <= found
    assert {(2, "B", "zh:WORD"), (3, "E", "zh:WORD")} <= found


def test_two_lexicons_are_one() -> None:
    parts = Lexicon.build(WORDS[:2]).merged(Lexicon.build(WORDS[2:]))
    assert marks(parts, "云帆科技云帆") == marks(Lexicon.build(WORDS), "云帆科技云帆")


def test_an_empty_lexicon_marks_nothing() -> None:
    assert marks(Lexicon.build([]), "云帆科技") == set()


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    Lexicon.build(WORDS).save(tmp_path / "lexicon.npz")
    assert marks(Lexicon.load(tmp_path / "lexicon.npz"), "云帆科技") == marks(Lexicon.build(WORDS), "云帆科技")


def test_no_two_of_many_words_meet() -> None:
    words = [a + b for a in map(chr, range(0x4E00, 0x4E00 + 300)) for b in map(chr, range(0xAC00, 0xAC00 + 300))]
    lexicon = Lexicon.build((word, "zh:WORD") for word in words)
    assert len(lexicon) >= len(words) - 5
