"""Patterns of word order, by language and name, and the clauses that they cut a sentence into."""

from __future__ import annotations

import re
from functools import cache

from nlp.tables import read_table


@cache
def syntax(lang: str, name: str, anchor: str = "") -> re.Pattern[str]:
    """Return a pattern of the language's table.

    Args:
        lang: `zh` or `ko`.
        name: its name in `syntax.tsv`; an empty pattern matches nothing but the empty string.
        anchor: `$` to bind it to the end of what is searched.
    """
    for row in read_table(f"nlp.{lang}", "syntax.tsv"):
        if row["name"] == name:
            return re.compile(f"(?:{row['pattern']}){anchor}")
    raise KeyError(f"{lang}/syntax.tsv has no pattern {name!r}")


def clauses(view: str, lang: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence into clauses.

    Args:
        view: the folded text of the article.
        lang: `zh` or `ko`.
        start: where the sentence begins.
        end: where it ends.

    Returns:
        Spans that cover the sentence, in order; a clause ends after its mark.
    """
    spans: list[tuple[int, int]] = []
    begin = start
    depth = 0
    for match in re.finditer(rf"[(（]|[)）]|{syntax(lang, 'clause').pattern}", view[start:end]):
        mark = match.group()
        if mark in "(（":
            depth += 1
        elif mark in ")）":
            depth = max(0, depth - 1)
        elif depth == 0:
            spans.append((begin, start + match.end()))
            begin = start + match.end()
    if begin < end:
        spans.append((begin, end))
    return spans
