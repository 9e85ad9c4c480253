"""Of which period a number is, by example: periods_zh.tsv and periods_ko.tsv."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nlp.analyzer import load
from nlp.tables import read_table_file

HERE = Path(__file__).parent


def rows(lang: str) -> list[Any]:
    return [
        pytest.param(lang, row, id=f"{lang}-{row['quantity']}-{row['text'][:24]}")
        for row in read_table_file(HERE / f"periods_{lang}.tsv")
    ]


@pytest.mark.parametrize(("lang", "row"), [*rows("zh"), *rows("ko")])
def test_period(lang: str, row: dict[str, str]) -> None:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    text = row["text"].replace("\\n", "\n")
    claims = load(rules_only=True).analyze(text, lang=lang, published=published).claims
    [claim] = [claim for claim in claims if claim.quantity_text == row["quantity"]]
    assert (str(claim.period_start), str(claim.period_end)) == (row["start"], row["end"])
