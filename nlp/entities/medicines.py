"""Medicines that no list holds, by the ending that their kind of active substance has: 信迪利单抗, 세마글루타이드."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nlp.entities.boundaries import ends_word
from nlp.entities.candidates import Candidate, View
from nlp.tables import read_table

_SCORE = 0.9  # surer than a model, which takes them for persons


@cache
def _endings(lang: str, word: str) -> str:
    rows = read_table(f"nlp.{lang}", "medicine_endings.tsv")
    return "|".join(sorted((r["ending"] for r in rows if r["word"] == word), key=lambda form: (-len(form), form)))


@cache
def _names(lang: str) -> re.Pattern[str]:
    if lang == "ko":
        second = rf"(?: (?:{_endings(lang, 'second')}))?"
        return re.compile(rf"(?<![가-힣])[가-힣]{{1,8}}?(?:{_endings(lang, '')})(?:{second})")
    letters = "".join(row["characters"] for row in read_table("nlp.zh", "medicine_letters.tsv"))
    # The last letter of 公司 is no part of a name.
    return re.compile(rf"(?!(?<=公)司)[{letters}]{{1,7}}?(?:{_endings(lang, '')})(?![{letters}])")


def find_medicines(view: View, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the active substances that a text names.

    Args:
        view: the text.
        known: the listed names; a medicine begins behind its maker's (诺和诺德 before 司美格鲁肽).
    """
    ends = {offset: name.end for name in known if name.label == "ORG" for offset in range(name.start, name.end)}
    for match in _names(view.lang).finditer(view.folded):
        if view.lang == "zh" or ends_word(view.folded, match.end(), "PRODUCT"):
            yield Candidate(ends.get(match.start(), match.start()), match.end(), "PRODUCT", _SCORE, None, "pattern")
