"""Names across scripts: Chinese characters, pinyin and hangul of one name meet in one key.

Korean papers write Chinese names by sound, after the official table of the Rules for Transcribing Foreign Words
(외래어 표기법, Chinese): 卢炎峰 is Lu Yanfeng is 루옌펑. The hangul form is the key, since the way from pinyin to
hangul is a function and the way back is not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.entities.hangul import compose, decompose
from nlp.tables import read_table

# After ㅈ, ㅉ, ㅊ the rules write a plain vowel for a y-vowel: 자 for 쟈.
_PLAIN_VOWELS = str.maketrans("ㅑㅒㅕㅖㅛㅠ", "ㅏㅐㅓㅔㅗㅜ")
_PALATALS = "ㅈㅉㅊ"
_SPELLED = {"iu": "iou", "ui": "uei", "un": "uen"}
_LONGEST_SYLLABLE = 6
_HAN = re.compile("[\u3400-\u9fff]")
_SEPARATORS = re.compile(r"[\s·・•.,'’\-_]+")


def _write(lead: str, syllables: str) -> str:
    _, vowel, tail = decompose(syllables[0])
    if lead in _PALATALS:
        vowel = vowel.translate(_PLAIN_VOWELS)
    return compose(lead, vowel, tail) + syllables[1:]


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
def pinyin_of(text: str, person: bool = False) -> tuple[str, ...] | None:
    """Read Chinese characters in plain pinyin: 卢炎峰 is lu, yan, feng; None for other text.

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
    return tuple(readings)


def hangul_of_chinese(text: str, person: bool = False) -> str | None:
    """Write Chinese characters in hangul by their Mandarin sound: 卢炎峰 is 루옌펑; see `pinyin_of`."""
    written = [syllable_table().get(reading) for reading in pinyin_of(text, person) or ()]
    return "".join(part or "" for part in written) if written and all(written) else None


def plain(name: str) -> str:
    """Write a name without blanks, dots and hyphens, in lower case."""
    return _SEPARATORS.sub("", name).casefold()
