"""Names across scripts: Chinese characters, pinyin and hangul of one name meet in one key.

Korean papers write Chinese names by sound, after the official table of the Rules for Transcribing Foreign Words
(외래어 표기법, Chinese): 卢炎峰 is Lu Yanfeng is 루옌펑. The hangul form is the key, since the way from pinyin to
hangul is a function and the way back is not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.tables import read_table

_FIRST_SYLLABLE, _VOWELS, _TAILS = 0xAC00, 21, 28
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# After ㅈ, ㅉ, ㅊ the rules write a plain vowel for a y-vowel: 자 for 쟈. Vowels by their place in the syllable block.
_PLAIN_VOWELS = {2: 0, 3: 1, 6: 4, 7: 5, 12: 8, 17: 13}
_PALATALS = "ㅈㅉㅊ"
_SPELLED = {"iu": "iou", "ui": "uei", "un": "uen"}
_LONGEST_SYLLABLE = 6
_HAN = re.compile("[\u3400-\u9fff]")
_HANGUL = re.compile("[가-힣]")
_SEPARATORS = re.compile(r"[\s·・•.,'’\-_]+")


def _write(lead: str, syllables: str) -> str:
    first = ord(syllables[0]) - _FIRST_SYLLABLE
    vowel, tail = first // _TAILS % _VOWELS, first % _TAILS
    if lead in _PALATALS:
        vowel = _PLAIN_VOWELS.get(vowel, vowel)
    return chr(_FIRST_SYLLABLE + (_LEADS.index(lead) * _VOWELS + vowel) * _TAILS + tail) + syllables[1:]


@cache
def syllable_table() -> dict[str, str]:
    """Map every syllable of Mandarin, in plain pinyin, to hangul: `feng` to 펑, `lv` and `lu:` to 뤼."""
    finals = {row["final"]: row for row in read_table("nlp.entities", "pinyin_finals.tsv")}
    table = {
        _spell_alone(final): row["alone"] for final, row in finals.items() if final not in ("io", "iai", "-i", "ong")
    }
    for row in read_table("nlp.entities", "pinyin_initials.tsv"):
        initial = row["initial"]
        for final in row["finals"].split():
            table[_spell(initial, final)] = _write(row["consonant"], finals[final]["after_initial"])
    return table


def _spell(initial: str, final: str) -> str:
    if final == "-i":
        return initial + "i"
    if initial in ("j", "q", "x"):
        final = final.replace("v", "u")
    short = {long: spelled for spelled, long in _SPELLED.items()}
    return initial + short.get(final, final)


def _spell_alone(final: str) -> str:
    if final in ("i", "in", "ing"):
        return "y" + final
    if final == "u":
        return "wu"
    if final.startswith("v"):
        return "yu" + final[1:]
    if final == "iou":
        return "you"
    if final in ("uei", "uen", "ueng"):
        return "w" + final[1:]
    if final.startswith("i"):
        return "y" + final[1:]
    return "w" + final[1:] if final.startswith("u") else final


@lru_cache(maxsize=4096)
def pinyin_syllables(word: str) -> tuple[str, ...] | None:
    """Cut a word of plain pinyin into syllables, as few as possible; None where it is no pinyin.

    An apostrophe ends a syllable: Xi'an is two.
    """
    parts = [part for part in re.split("['’]", word.lower().replace("ü", "v")) if part]
    cut: list[str] = []
    for part in parts:
        best: list[tuple[str, ...] | None] = [(), *([None] * len(part))]
        for end in range(1, len(part) + 1):
            for start in range(max(0, end - _LONGEST_SYLLABLE), end):
                before = best[start]
                if before is not None and part[start:end] in syllable_table():
                    found = (*before, part[start:end])
                    current = best[end]
                    if current is None or len(found) < len(current):
                        best[end] = found
        whole = best[len(part)]
        if whole is None:
            return None
        cut.extend(whole)
    return tuple(cut) or None


def hangul_of_pinyin(text: str) -> str | None:
    """Write pinyin in hangul: `Lu Yanfeng` is 루옌펑; None where a word is no pinyin."""
    syllables: list[str] = []
    for word in re.split(r"[\s\-]+", text.strip()):
        found = pinyin_syllables(word)
        if found is None:
            return None
        syllables.extend(found)
    return "".join(syllable_table()[syllable] for syllable in syllables)


@cache
def _surname_readings() -> dict[str, str]:
    return {row["surname"]: row["reading"] for row in read_table("nlp.zh", "surname_readings.tsv")}


@lru_cache(maxsize=16384)
def hangul_of_chinese(text: str, person: bool = False) -> str | None:
    """Write Chinese characters in hangul by their Mandarin sound: 卢炎峰 is 루옌펑; None for other text.

    Args:
        text: Chinese characters alone.
        person: is it a person's name, whose first character is read as a family name (曾 is zeng)?
    """
    if not text or not all(_HAN.match(character) for character in text):
        return None
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - heavy, and Korean text without hanja never needs it

    readings = lazy_pinyin(text, style=Style.NORMAL, v_to_u=False)
    if person:
        readings[0] = _surname_readings().get(text[0], readings[0])
    written = [syllable_table().get(reading) for reading in readings]
    return None if any(part is None for part in written) else "".join(part or "" for part in written)


def plain(name: str) -> str:
    """Write a name without blanks, dots and hyphens, in lower case."""
    return _SEPARATORS.sub("", name).casefold()


def sound_keys(name: str, person: bool = False) -> list[str]:
    """Write a name by its sound in hangul, in every order of its parts that writers use.

    Chinese characters by their Mandarin sound, pinyin likewise (family name first and last), hangul as it is. Other
    names have no sound key.
    """
    if _HAN.search(name):
        found = hangul_of_chinese(_SEPARATORS.sub("", name), person)
        return [found] if found else []
    if _HANGUL.search(name):
        return [_SEPARATORS.sub("", name)]
    words = [word for word in re.split(r"[\s\-]+", name.strip()) if word]
    written = [hangul_of_pinyin(word) for word in words]
    if not words or any(part is None for part in written):
        return []
    parts = [part or "" for part in written]
    return list(dict.fromkeys(["".join(parts), "".join(parts[1:] + parts[:1])]))


def _letters(hangul: str) -> list[str]:
    letters: list[str] = []
    for character in hangul:
        code = ord(character) - _FIRST_SYLLABLE
        if 0 <= code < len(_LEADS) * _VOWELS * _TAILS:
            lead, rest = divmod(code, _VOWELS * _TAILS)
            vowel, tail = divmod(rest, _TAILS)
            letters += [f"L{lead}", f"V{vowel}"] + ([f"T{tail}"] if tail else [])
        else:
            letters.append(character)
    return letters


def _distance(left: list[str], right: list[str]) -> int:
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(right, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def similarity(left: str, right: str, person: bool = False) -> float:
    """Score how likely two names in whatever scripts are one by their sound: 1 is the rule's own form, 0 unlike.

    Names that are equal but for blanks, dots and case score 1. Press forms that stray from the table (시옹샤오거 for
    슝샤오거) score below 1 by the share of letters of hangul that differ.
    """
    if plain(left) == plain(right):
        return 1.0
    best = 0.0
    for a in sound_keys(left, person):
        for b in sound_keys(right, person):
            one, other = _letters(a), _letters(b)
            best = max(best, 1 - _distance(one, other) / max(len(one), len(other)))
    return best


def best_match(name: str, others: list[str], floor: float = 0.7, person: bool = False) -> tuple[str, float] | None:
    """Find which of `others` is `name` in another script; None where none scores at least `floor`."""
    scored = max(((similarity(name, other, person), -index) for index, other in enumerate(others)), default=(0.0, 0))
    return (others[-scored[1]], scored[0]) if scored[0] >= floor else None
