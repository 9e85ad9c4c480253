"""Where a name may begin and end.

Chinese has no word boundary. Latin names end where letters and digits end (Meta is not in Metadata). In Korean a name
begins a word, and what follows it inside the word must be particles (삼성전자+에서는), or a noun that is written
together with names (중국+산, 삼성전자+측): 이마트 is not 이마+트.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.entities.candidates import View
from nlp.records import EntityLabel
from nlp.tables import read_table

_HANGUL = re.compile("[가-힣]")
_WORD = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ɏ]")
_JOINED = re.compile(r"['’](?!s\b)[A-Za-z]")  # Dell is not the Dell of Dell’Oro
_HAN = re.compile("[\u4e00-\u9fff]")
# Chinese words that only begin like a name: 财政部门 is any department, 北京市长 the mayor of 北京.
_GOES_ON = {"部": ("门",), "市": ("长",), "省": ("长",), "县": ("长",), "区": ("长",)}
_NOTHING: tuple[str, ...] = ()


@cache
def particles() -> re.Pattern[str]:
    """Particles and endings of the copula, one or two of them, up to the end of the word."""
    forms = sorted(
        (row["form"] for row in read_table("nlp.ko", "name_particles.tsv")), key=lambda form: (-len(form), form)
    )
    one = "|".join(forms)
    return re.compile(f"(?:{one}){{0,2}}(?![가-힣])")


@cache
def glued(label: EntityLabel) -> re.Pattern[str]:
    """Nouns that Korean writes together with a name of this label, with their particles."""
    rows = read_table("nlp.ko", "name_suffixes.tsv")
    forms = sorted(
        (row["form"] for row in rows if label in row["labels"].split("|")), key=lambda form: (-len(form), form)
    )
    return re.compile(f"(?:{'|'.join(forms)}){particles().pattern}") if forms else re.compile(r"(?!)")


def is_bounded(view: View, start: int, end: int, label: EntityLabel) -> bool:
    """Can a name of this label begin at `start` and end at `end`?"""
    text = view.folded
    first, last = text[start], text[end - 1]
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if _WORD.match(first) and before and _WORD.match(before):
        return False
    if _WORD.match(last) and after and (_WORD.match(after) or _JOINED.match(text, end)):
        return False
    if view.lang != "ko":
        return after not in _GOES_ON.get(last, _NOTHING)
    if _HAN.match(first) and ((before and _HAN.match(before)) or (after and _HAN.match(after))):
        return False
    if _HANGUL.match(first) and before and _HANGUL.match(before):
        return False
    return ends_word(text, end, label)


def ends_word(text: str, end: int, label: EntityLabel) -> bool:
    """Is what follows a Korean name inside its word only particles, or a noun written together with names?"""
    if end >= len(text) or not _HANGUL.match(text[end]):
        return True
    return bool(particles().match(text, end) or glued(label).match(text, end))
