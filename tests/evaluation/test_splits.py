"""Splits are fixed: a paragraph never moves, and no document is on both sides."""

from __future__ import annotations

from collections import Counter

import pytest

from nlp.evaluation.splits import assign_splits, split_of

# crc32 of the id, modulo 10: 0 and 2 are test, 4 is dev.
PLACES = [
    ("made-up-0", "train"),
    ("made-up-1", "train"),
    ("made-up-2", "train"),
    ("made-up-3", "train"),
    ("made-up-4", "dev"),
]


@pytest.mark.parametrize(("doc", "split"), PLACES)
def test_a_paragraph_has_its_place_for_good(doc: str, split: str) -> None:
    assert split_of(doc) == split


def test_a_fifth_is_test_and_a_tenth_dev() -> None:
    shares = Counter(split_of(f"paragraph {number}") for number in range(10_000))
    assert shares["test"] / 10_000 == pytest.approx(0.2, abs=0.01)
    assert shares["dev"] / 10_000 == pytest.approx(0.1, abs=0.01)


def ids(split: str) -> list[str]:
    return [doc for doc in (f"p{number}" for number in range(100)) if split_of(doc) == split]


@pytest.mark.parametrize(
    ("together", "split"),
    [
        (("test",), "test"),
        (("test", "test"), "test"),
        (("test", "dev"), "dev"),
        (("dev", "train"), "train"),
        (("test", "train", "dev"), "train"),
    ],
)
def test_a_document_is_held_out_no_more_than_any_of_its_paragraphs(together: tuple[str, ...], split: str) -> None:
    docs = [ids(part)[number] for number, part in enumerate(together)]
    elsewhere = ids("test")[-1]
    paragraphs = [{"doc": doc, "source": "zh/made_up", "document": 7} for doc in docs]
    assigned = assign_splits([*paragraphs, {"doc": elsewhere, "source": "zh/other", "document": 7}])
    assert {assigned[doc] for doc in docs} == {split}
    assert assigned[elsewhere] == "test"
