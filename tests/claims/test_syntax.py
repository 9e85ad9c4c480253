"""The tables of word order: every name once a language."""

from __future__ import annotations

from collections import Counter

from nlp.tables import read_table


def _names(lang: str) -> list[str]:
    return [row["name"] for row in read_table(f"nlp.{lang}", "syntax.tsv")]


def test_no_pattern_is_defined_twice() -> None:
    """The first of two would hide the second."""
    for lang in ("zh", "ko"):
        assert [name for name, count in Counter(_names(lang)).items() if count > 1] == []
