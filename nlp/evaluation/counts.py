"""How large an annotated corpus is, by language, source and split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nlp.evaluation.splits import SPLITS

COLUMNS = ("paragraphs", "required facts", "facts", "entities", "statements")


def sizes(paragraphs: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """Count gold documents or standoff lines, and what is in them, in the order of `COLUMNS`."""
    paragraphs = list(paragraphs)
    facts = [fact for paragraph in paragraphs for fact in paragraph["facts"]]
    return (
        len(paragraphs),
        sum(fact["required"] for fact in facts),
        len(facts),
        sum(len(paragraph["entities"]) for paragraph in paragraphs),
        sum(len(paragraph["statements"]) for paragraph in paragraphs),
    )


def counts_table(paragraphs: Iterable[Mapping[str, Any]]) -> str:
    """Write a Markdown table: a row a language, with its splits and sources below it."""
    paragraphs = list(paragraphs)
    rows = [f"| | {' | '.join(COLUMNS)} |", "| --- |" + " ---: |" * len(COLUMNS)]
    for lang in sorted({paragraph["lang"] for paragraph in paragraphs}):
        of_lang = [paragraph for paragraph in paragraphs if paragraph["lang"] == lang]
        rows.append(_row(f"**{lang}**", of_lang))
        for split in SPLITS:
            rows.append(_row(f"{lang}, {split}", [line for line in of_lang if line["split"] == split]))
        for source in sorted({paragraph["source"] for paragraph in of_lang}):
            rows.append(_row(f"`{source}`", [line for line in of_lang if line["source"] == source]))
    rows.append(_row("**all**", paragraphs))
    return "\n".join(rows) + "\n"


def _row(name: str, paragraphs: list[Mapping[str, Any]]) -> str:
    return f"| {name} | {' | '.join(f'{count:,}' for count in sizes(paragraphs))} |"
