"""The Korean reading of Chinese characters: 金正恩 is 김정은, 东方证券 is 동방증권.

Korean papers read so the names of Korean people and companies, of the Chinese who lived before 1911, and of many that
were known before the rules for transcription came (주성치 for 周星驰).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from nlp.entities.hangul import compose, decompose
from nlp.entities.knowledge import fold_name
from nlp.entities.names import pinyin_of
from nlp.tables import read_table

_Y_VOWELS = frozenset("ㅑㅕㅖㅛㅠㅣ")
_YEOL = ("렬", "률")  # 열, 율 after a vowel or ㄴ: 비율, 선율


@cache
def _readings() -> dict[str, str]:
    return {c: row["reading"] for row in read_table("nlp.ko", "hanja_readings.tsv") for c in row["characters"]}


@cache
def _surnames() -> dict[str, str]:
    return {c: row["reading"] for row in read_table("nlp.ko", "hanja_readings.tsv") for c in row["surnames"]}


def initial_law(syllable: str) -> str:
    """Write a syllable as it is at the begin of a word: 리 is 이, 로 is 노, 녀 is 여 (두음법칙)."""
    lead, vowel, tail = decompose(syllable)
    if lead in "ㄴㄹ" and vowel in _Y_VOWELS:
        return compose("ㅇ", vowel, tail)
    return compose("ㄴ", vowel, tail) if lead == "ㄹ" else syllable


@lru_cache(maxsize=16384)
def korean_reading(text: str, person: bool = False) -> str | None:
    """Read Chinese characters in Korean: 李在镕 is 이재용.

    Args:
        text: Chinese characters alone, simplified or traditional.
        person: is it a person's name, whose first character is read as a family name (金 is 김)?

    Returns:
        Hangul, or None where a character has no reading in the table.
    """
    characters = fold_name(text)
    read = [_readings().get(character) for character in characters]
    if person and characters[:1] in _surnames():
        read[0] = _surnames()[characters[0]]
    syllables = [syllable for syllable in read if syllable]
    if not syllables or len(syllables) != len(characters):
        return None
    syllables[0] = initial_law(syllables[0])
    for index in range(1, len(syllables)):
        if syllables[index] in _YEOL and decompose(syllables[index - 1])[2] in ("", "ㄴ"):
            syllables[index] = initial_law(syllables[index])
    return "".join(syllables)


@cache
def pinyin_of_reading() -> dict[str, frozenset[str]]:
    """Map a Korean reading to the pinyin that characters of this reading have: 방 to fang, bang, pang."""
    found: dict[str, set[str]] = defaultdict(set)
    for character, reading in _readings().items():
        spoken = pinyin_of(character)
        if spoken is not None:
            found[reading].update(spoken)
            found[initial_law(reading)].update(spoken)
    for character, reading in _surnames().items():
        found[reading].update(pinyin_of(character, person=True) or ())
    return {reading: frozenset(spoken) for reading, spoken in found.items()}
