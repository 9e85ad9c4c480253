"""Segments matched across languages: 教育业务 is 교육 부문, 开放平台 is 개방형 플랫폼.

A segment is read as a set of tokens. A word of `segments.tsv` gives its code, Latin letters and digits stand for
themselves, other Chinese characters for their Korean reading (保险 is 보험), other Korean words for themselves.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.events.naming import fold_name
from nlp.tables import read_table, split_cell
from nlp.text import fold

_DROPPED = "-"
_FIRST_SYLLABLE, _SYLLABLES = 0xAC00, 11172
_VOWELS, _FINALS = 21, 28
_N, _R, _SILENT = 2, 5, 11  # places among the 19 initials
_PALATAL_VOWELS = frozenset((2, 3, 6, 7, 12, 17, 20))  # ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
_RUN = re.compile(r"[0-9a-z.&+]+|[\uac00-\ud7a3]+|[\u3400-\u9fff]+|[^\W_]")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as it is compared.

    `key` is equal for names of one segment in both languages; words that no table knows count there without the blanks
    between them, which Chinese lacks. `words` are all tokens one by one, `view` the folded text. `codes` are those of
    the table in their order, empty where there are other words as well.
    """

    key: frozenset[str]
    words: frozenset[str]
    view: str
    codes: tuple[str, ...]


@cache
def _words() -> tuple[dict[str, str], int]:
    """Return all spellings of the table, blanks removed, and the length of the longest."""
    words = {
        _view(spelling).replace(" ", ""): row["code"]
        for row in read_table("nlp.events", "segments.tsv")
        for lang in ("zh", "ko")
        for spelling in split_cell(row[lang])
    }
    return words, max(map(len, words))


@cache
def _readings() -> dict[str, str]:
    return {char: row["reading"] for row in read_table("nlp.events", "readings.tsv") for char in row["characters"]}


def _view(text: str) -> str:
    return _BLANK.sub(" ", fold(unicodedata.normalize("NFKC", text), "zh").casefold()).strip()


def _is_hangul(char: str) -> bool:
    return 0 <= ord(char) - _FIRST_SYLLABLE < _SYLLABLES


def initial_sound(reading: str) -> str:
    """Change the first syllable as Korean does at the head of a word: 려행 is 여행, 로동 is 노동, 녀성 is 여성."""
    if not reading or not _is_hangul(reading[0]):
        return reading
    initial, rest = divmod(ord(reading[0]) - _FIRST_SYLLABLE, _VOWELS * _FINALS)
    if initial in (_N, _R):
        if rest // _FINALS in _PALATAL_VOWELS:
            initial = _SILENT
        elif initial == _R:
            initial = _N
    return chr(_FIRST_SYLLABLE + initial * _VOWELS * _FINALS + rest) + reading[1:]


def _without_subject(text: str, subject: str) -> str:
    """Cut a leading piece of the subject's name: 讯飞开放平台 of 科大讯飞 is its 开放平台."""
    words, _ = _words()
    if text.replace(" ", "") in subject:
        return text
    for length in range(min(len(text) - 1, len(subject)), 1, -1):
        head = text[:length]
        if head in words:
            return text
        if head in subject and (text[length : length + 1] == " " or not head.isascii()):
            return text[length:].lstrip()
    return text


@lru_cache(maxsize=1 << 16)
def read_segment(segment: str, subject: str = "") -> Segment:
    """Read a segment as sets of tokens that are equal in both languages.

    Args:
        segment: as the text names it.
        subject: name of the company, which is cut from the segment's head.

    Returns:
        Codes, Latin tokens, and Korean words or readings. Never empty: where all words are of the kind that only say
        "part of a company", the folded text itself is the token.
    """
    view = _without_subject(_view(segment), fold_name(subject))
    compact = view.replace(" ", "")
    ends = _word_ends(view)
    table, longest = _words()
    found: list[str] = []
    residue: list[str] = []
    place = 0
    while place < len(compact):
        length = _match(compact, place, ends, table, longest)
        if length:
            found.append(table[compact[place : place + length]])
            place += length
            residue.append(" ")
        else:
            residue.append(compact[place])
            place += 1
            if place in ends:
                residue.append(" ")
    codes = {code for code in found if code != _DROPPED}
    others = _split("".join(residue))
    latin = {token for token in others if token.isascii()}
    rest = "".join(token for token in others if not token.isascii())
    whole = fold_name(segment)
    return Segment(
        key=frozenset(codes | latin | ({rest} if rest else set())) or frozenset((whole,)),
        words=frozenset((*codes, *others)) or frozenset((whole,)),
        view=compact,
        codes=() if others else tuple(dict.fromkeys(code for code in found if code != _DROPPED)),
    )


def translate_segment(segment: str, subject: str, lang: str) -> str:
    """Write a segment in another language, where the table has all its words; else as it stands."""
    own = "ko" if any(map(_is_hangul, segment)) else "en" if segment.isascii() else "zh"
    codes = read_segment(segment, fold_name(subject)).codes
    if own in (lang, "en") or not codes:
        return segment
    return ("" if lang == "zh" else " ").join(_spelling(code, lang) for code in codes)


@cache
def _spelling(code: str, lang: str) -> str:
    if lang == "en":
        return code.replace("-", " ")
    return next(split_cell(row[lang])[0] for row in read_table("nlp.events", "segments.tsv") if row["code"] == code)


def _word_ends(view: str) -> frozenset[int]:
    """Return where words end, as offsets into the view without blanks."""
    ends, place = set(), 0
    for char in view:
        if char == " ":
            ends.add(place)
        else:
            place += 1
    return frozenset((*ends, place))


def _match(compact: str, place: int, ends: frozenset[int], words: dict[str, str], longest: int) -> int:
    """Find the longest word of the table at a place; 0 for none."""
    for length in range(min(longest, len(compact) - place), 0, -1):
        word = compact[place : place + length]
        if word not in words:
            continue
        after = place + length
        at_end = after in ends or not _is_hangul(compact[after])
        if length == 1 and _is_hangul(word) and not at_end:
            continue  # a particle or suffix stands at the end of its word: the 과 of 과자 is none
        cuts_latin = word[-1].isascii() and after not in ends and compact[after].isascii() and compact[after].isalnum()
        starts_inside = word[0].isascii() and place not in ends and place and compact[place - 1].isascii()
        if not cuts_latin and not starts_inside:
            return length
    return 0


def _split(residue: str) -> list[str]:
    """Split what the table does not know into tokens by script; characters with a known reading become it."""
    readings = _readings()
    tokens = []
    for run in _RUN.findall(residue):
        if all(char in readings for char in run):
            tokens.append(initial_sound("".join(readings[char] for char in run)))
        else:
            tokens.append(run.strip(".&+") or run)
    return tokens


def _pinyin(view: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - loads a dictionary; few segments need it

    return "".join(lazy_pinyin(view))


def related(a: Segment, b: Segment, one_shared: bool = False) -> bool:
    """May two segments be the same thing in other words? Only ever enough together with an equal value.

    Args:
        a: the one.
        b: the other.
        one_shared: one word in common is enough, as for long descriptions of a purpose.

    Returns:
        True where one is part of the other, where half of all words are shared, or where one is the other's pinyin.
    """
    shared = len(a.words & b.words)
    if shared:
        return one_shared or shared == min(len(a.words), len(b.words)) or 2 * shared >= len(a.words | b.words)
    if a.view.isascii() != b.view.isascii():
        latin, other = (a.view, b.view) if a.view.isascii() else (b.view, a.view)
        return not any(map(_is_hangul, other)) and _pinyin(other) == latin
    return False
