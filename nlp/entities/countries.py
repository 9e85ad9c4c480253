"""Countries by one letter: 中美关系 names two, 美 연준 and 俄外长 one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.tables import read_table

_SCORE = 0.8
_FIGHTING = "冲突|战争|战事|局势|和谈|停火|边境"
_NO_COUNTRY = "[亥白]"  # 俄 ends no syllable of 俄亥俄 and 白俄
_LANGUAGE = "[语文式裔餐而顷罗]"  # words of nationality; 俄罗斯 has a name of its own


@cache
def _letters(lang: str) -> dict[str, str]:
    return {row["letter"]: row["id"] for row in read_table(f"nlp.{lang}", "country_letters.tsv") if not row["read"]}


@cache
def country_by_letter(lang: str) -> dict[str, str]:
    """The ids of countries and provinces by the letters that stand for them where a place is meant."""
    return {row["letter"]: row["id"] for row in read_table(f"nlp.{lang}", "country_letters.tsv")}


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    letters = "".join(_letters(lang))
    if lang == "zh":
        nouns = "|".join(row["noun"] for row in read_table("nlp.zh", "bilateral_nouns.tsv"))
        alone = "".join(row["letter"] for row in read_table("nlp.zh", "country_letters.tsv") if row.get("alone"))
        every = "".join(country_by_letter("zh"))
        return re.compile(
            rf"[{letters}]{{2,3}}(?={nouns})|[{every}]{{2}}(?={_FIGHTING})|(?<!{_NO_COUNTRY})[{alone}](?!{_LANGUAGE})"
        )
    # Hanja stand for countries in headlines; 中 also means `during`, so it counts only before a word written to it.
    return re.compile(rf"(?<![\u4e00-\u9fff0-9])(?:[{letters}]|中(?=[가-힣]{{2}}))(?![\u4e00-\u9fff)])")


def find_countries(view: View) -> Iterator[Candidate]:
    """Yield countries named by a single letter, each letter by itself."""
    letters, home = country_by_letter(view.lang), "china"  # 中 has no row in Korean, where it also means `during`
    for match in _pattern(view.lang).finditer(view.folded):
        if len(set(match.group())) == len(match.group()):
            for offset, letter in enumerate(match.group(), start=match.start()):
                yield Candidate(offset, offset + 1, "LOC", _SCORE, letters.get(letter, home), "pattern")
