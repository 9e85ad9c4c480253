"""Korean names in Latin letters: by the two systems, and as Koreans write their own names.

홍길동 is Hong Gildong by the Revised Romanisation of 2000, Hong Kiltong by McCune-Reischauer (1939, here without its
marks). Family names follow neither: 이 is Lee, 박 is Park, 최 is Choi.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product

from nlp.entities.hangul import HANGUL, decompose
from nlp.tables import read_table, split_cell

_MOST_FAMILY_FORMS = 5
_LONGEST_FAMILY_NAME = 2
_VOICED = frozenset("aeiouymnl")  # a Latin letter after which McCune-Reischauer writes g, d, b, j


@cache
def _letters(column: str) -> dict[tuple[str, str], tuple[str, ...]]:
    rows = read_table("nlp.ko", "romanisation.tsv")
    return {(row["place"], row["letter"]): tuple(row[column].split("|")) for row in rows}


@cache
def _usual(column: str) -> dict[str, tuple[str, ...]]:
    return {row["syllable"]: tuple(split_cell(row[column])) for row in read_table("nlp.ko", "romanised_syllables.tsv")}


def _spell(syllables: str, column: str) -> str:
    """Spell syllables by one system; a tail before a vowel sounds as a lead: 한일 is hanil, 밥이 babi."""
    letters, written, carried = _letters(column), "", ""
    for index, syllable in enumerate(syllables):
        lead, vowel, tail = decompose(syllable)
        lead = carried or lead
        follows = syllables[index + 1 : index + 2]
        links = tail and ("lead", tail) in letters and tail != "ㅇ" and follows and decompose(follows)[0] == "ㅇ"
        carried = tail if links else ""
        if lead == "ㄹ" and written.endswith("l"):
            written += "l"
        else:
            voiced = written[-1:] in _VOICED if written else False
            written += letters["lead", lead][-1 if voiced else 0]
        written += letters["vowel", vowel][0] + ("" if carried or not tail else letters["tail", tail][0])
    return written


def _family_length(name: str) -> int:
    return _LONGEST_FAMILY_NAME if len(name) > 3 else 1


@lru_cache(maxsize=16384)
def romanise(name: str, person: bool = False) -> tuple[str, ...]:
    """Write a Korean name in Latin letters, in lower case and without blanks, in every way that is usual.

    Args:
        name: hangul alone; a family name of two syllables is told by a length of four.
        person: is it a person's name?

    Returns:
        The Revised Romanisation first, then McCune-Reischauer; of a person also the usual spellings, family name
        first. Empty for other text.
    """
    if not name or not all(HANGUL.match(character) for character in name):
        return ()
    forms = [_spell(name, "revised"), _spell(name, "mccune")]
    if person and len(name) > 1:
        cut = _family_length(name)
        family, given = name[:cut], name[cut:]
        families = [
            *_usual("family").get(family, ())[:_MOST_FAMILY_FORMS],
            _spell(family, "revised"),
            _spell(family, "mccune"),
        ]
        customary = "".join(
            next(iter(_usual("given").get(s) or _usual("family").get(s, ())), "") or _spell(s, "revised") for s in given
        )
        givens = [customary, _spell(given, "revised"), _spell(given, "mccune")]
        forms += [first + second for first, second in product(families, givens)]
    return tuple(dict.fromkeys(forms))
