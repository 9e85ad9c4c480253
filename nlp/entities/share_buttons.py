"""Names on a page's own buttons, which name nobody that it writes about: 分享到：微信 微博, 字級 facebook分享."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.tables import read_table

_LONGEST_LINE = 120  # a longer one is a paragraph


@cache
def _forms(kind: str) -> re.Pattern[str]:
    rows = read_table("nlp.entities", "share_buttons.tsv")
    return re.compile(
        "|".join(sorted((row["form"] for row in rows if row["kind"] == kind), key=lambda form: (-len(form), form)))
    )


@cache
def _buttons() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_forms('button').pattern})[\s、|]{{0,3}}){{1,6}}")


def without_buttons(view: View, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Drop the names that are buttons."""
    return [candidate for candidate in candidates if not _is_button(view, candidate)]


def _is_button(view: View, candidate: Candidate) -> bool:
    if not _buttons().fullmatch(view.lower, candidate.start, candidate.end):
        return False
    floor = max(0, candidate.start - _LONGEST_LINE)
    start = max(view.lower.rfind("\n", floor, candidate.start) + 1, floor)
    end = view.lower.find("\n", candidate.end, candidate.end + _LONGEST_LINE)
    end = end if end >= 0 else min(len(view.lower), candidate.end + _LONGEST_LINE)
    return end - start <= _LONGEST_LINE and _forms("cue").search(view.lower, start, end) is not None
