"""Names that the knowledge base lists, found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nlp.entities.boundaries import is_bounded
from nlp.entities.candidates import Candidate, View
from nlp.entities.gazetteer import Gazetteer
from nlp.entities.knowledge import Alias, KnowledgeBase, load

_SURE, _SHARED = 0.95, 0.7


def compile_base(base: KnowledgeBase) -> Gazetteer[list[Alias]]:
    """Make the gazetteer of a knowledge base."""
    return Gazetteer(base.aliases.items())


@cache
def listed_names(table: Path | None = None) -> Gazetteer[list[Alias]]:
    """The gazetteer of the tables that ship with the package and, on top of them, a user's own."""
    return compile_base(load(table))


_HARD_BREAK = re.compile("(?<=[\u4e00-\u9fff])\n(?=[\u4e00-\u9fff])")
_SHORTEST_WRAPPED, _SHORTEST_LINE = 3, 15


def find_wrapped(view: View, gazetteer: Gazetteer[list[Alias]]) -> Iterator[Candidate]:
    """Yield listed Chinese names that a hard line break runs through: pages wrap their lines in mid-name."""
    longest = 12
    for match in _HARD_BREAK.finditer(view.lower):
        at = match.start()
        if "\n" in view.lower[max(0, at - _SHORTEST_LINE) : at]:
            continue
        before = view.lower[max(0, at - longest) : at].rpartition("\n")[2]
        after = view.lower[at + 1 : at + longest].partition("\n")[0]
        for start, end, rows in gazetteer.scan(before + after):
            crosses = start < len(before) < end
            if crosses and end - start >= _SHORTEST_WRAPPED and not any(row.ambiguous for row in rows):
                row = rows[0]
                yield Candidate(
                    at - len(before) + start, at - len(before) + end + 1, row.label, _SURE, row.entity_id, "kb"
                )


def find_listed(view: View, gazetteer: Gazetteer[list[Alias]]) -> Iterator[Candidate]:
    """Yield every listed name that stands at word boundaries; ambiguous forms are marked as needing support."""
    for start, end, rows in gazetteer.scan(view.lower):
        fitting = [row for row in rows if not row.cased or view.folded[start:end] == row.exact]
        for row in fitting:
            if is_bounded(view, start, end, row.label):
                ambiguous = row.ambiguous or len(fitting) > 1
                score = _SHARED if ambiguous else _SURE
                yield Candidate(start, end, row.label, score, row.entity_id, "kb", ambiguous)
