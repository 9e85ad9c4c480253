"""The texts of the page: complete in all languages, and none that no page shows."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from nlp.records import Aspect, EventType, Modality, Relation
from nlp.tables import read_table
from nlp.web.texts import LANGUAGES, say

ROWS = read_table("nlp.web", "texts.tsv")
CODES = {"relation.": Relation, "event_type.": EventType, "aspect.": Aspect, "modality.": Modality}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_a_text_says_the_same_in_every_language(row):
    assert all(row[lang] for lang in LANGUAGES)
    assert len({frozenset(re.findall(r"\{(\w+)\}", row[lang])) for lang in LANGUAGES}) == 1


def test_every_code_has_its_words():
    keys = {row["key"] for row in ROWS}
    assert {prefix + code for prefix, codes in CODES.items() for code in get_args(codes)} <= keys
    assert len(keys) == len(ROWS)


def test_every_text_is_shown_somewhere(repository):
    room = repository / "nlp" / "web"
    source = "".join(path.read_text(encoding="utf-8") for path in (*room.glob("*.py"), *room.glob("templates/*.html")))
    words = set(re.findall(r"[\"']([a-z_.]+)[\"']", source))
    prefixes = tuple(re.findall(r"[\"']([a-z_]+[._])[\"'] ~|f\"([a-z]+[._])\{", source))
    heads = tuple({head for pair in prefixes for head in pair if head})
    assert [row["key"] for row in ROWS if row["key"] not in words and not row["key"].startswith(heads)] == []


def test_counts_have_separators():
    assert say("en", "found_claims", count=100451) == "100,451 claims"
