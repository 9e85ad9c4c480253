"""Whose a number is, by example: holders_zh.tsv and holders_ko.tsv.

Who only speaks of it holds it not, nor does an object, a unit or a place beside the matter.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import nlp as xinmun
from nlp.tables import read_table_file

HERE = Path(__file__).parent


def rows(lang: str) -> list[Any]:
    return [
        pytest.param(lang, row, id=f"{lang}-{row['quantity']}-{row['text'][:24]}")
        for row in read_table_file(HERE / f"holders_{lang}.tsv")
    ]


@pytest.mark.parametrize(("lang", "row"), [*rows("zh"), *rows("ko")])
def test_holder(lang: str, row: dict[str, str]) -> None:
    text = row["text"].replace("\\n", "\n")
    claims = xinmun.load(rules_only=True).analyze(text, lang=lang, published="2024-10-31").claims
    claim = next(c for c in claims if c.kind == "measure" and c.quantity_text == row["quantity"])
    assert (claim.subject or "", claim.segment or "") == (row["subject"], row["segment"])
