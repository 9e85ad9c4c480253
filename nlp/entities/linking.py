"""Identifiers for entities that no list holds, the same in every language, script and run."""

from __future__ import annotations

import re
from functools import cache

from nlp.entities.company_parts import split_parts
from nlp.entities.hangul import HANGUL
from nlp.entities.knowledge import fold_name
from nlp.entities.names import hangul_of_chinese, hangul_of_pinyin, pinyin_syllables, plain, syllable_table
from nlp.records import EntityLabel
from nlp.tables import read_table

_HAN_ONLY = re.compile("[\u3400-\u9fff]+")
_LATIN_WORDS = re.compile(r"[A-Za-zÜü'’]+(?:[ \-][A-Za-zÜü'’]+){1,2}")
_MOST_GIVEN = 2
_MOST_SYLLABLES = 4  # a compound family name and two more
_SHORTEST_SOUND = 3  # shorter names of companies and places have too many homophones to be joined by sound


@cache
def _forms() -> re.Pattern[str]:
    rows = (*read_table("nlp.zh", "legal_forms.tsv"), *read_table("nlp.ko", "legal_forms.tsv"))
    forms = sorted({row["form"] for row in rows}, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, forms)))


@cache
def _surname_sounds() -> frozenset[str]:
    names = (row["surname"] for row in read_table("nlp.zh", "surnames.tsv"))
    return frozenset(sound for name in names if (sound := hangul_of_chinese(name, True)))


def core_name(name: str) -> str:
    """Take the legal form off a company's name: 金发科技股份有限公司 is 金发科技, ㈜카카오 is 카카오."""
    return _forms().sub("", name).strip() or name


def name_key(name: str, label: EntityLabel) -> str:
    """Write a name so that its forms in other scripts are written alike.

    Chinese names go by their Mandarin sound in hangul, which is how Korean papers write them, and pinyin likewise;
    everything else by its letters. Parts of a company's name that papers translate go by their meaning: 华澜科技,
    화란커지 and Hualan Technology are all 화란+technology. Short names of companies and places keep their characters.
    """
    folded = fold_name(name)
    if label == "ORG":
        return _company_key(core_name(folded))
    person = label == "PERSON"
    core = plain(folded)
    if label != "PRODUCT" and "·" not in folded and _HAN_ONLY.fullmatch(core):
        if person or len(core) >= _SHORTEST_SOUND:
            return hangul_of_chinese(core, person) or core
    elif person and _LATIN_WORDS.fullmatch(folded.strip()):
        return _pinyin_key(folded.strip()) or core
    return core


def _company_key(name: str) -> str:
    core = plain(name)
    script = "zh" if _HAN_ONLY.fullmatch(core) else "ko" if HANGUL.search(core) else "en"
    parts = split_parts(" ".join(name.lower().split()) if script == "en" else core, script)
    if parts is not None:
        stem, names = parts
        sound = hangul_of_chinese(stem) if script == "zh" else hangul_of_pinyin(stem) if script == "en" else stem
        return "+".join((sound or plain(stem), *names))
    if script == "zh" and "·" not in name and len(core) >= _SHORTEST_SOUND:
        return hangul_of_chinese(core) or core
    return core


def _pinyin_key(name: str) -> str | None:
    words = re.split(r"[ \-]", name)
    sounds = [hangul_of_pinyin(word) for word in words]
    syllables = sum(len(pinyin_syllables(word) or ()) for word in words)
    if any(sound is None for sound in sounds) or syllables > _MOST_SYLLABLES:
        return None
    parts = [sound or "" for sound in sounds]
    if parts[0] in _surname_sounds() and len(pinyin_syllables("".join(words[1:])) or ()) <= _MOST_GIVEN:
        return "".join(parts)
    return parts[-1] + "".join(parts[:-1]) if parts[-1] in _surname_sounds() else None


def is_pinyin_name(text: str) -> bool:
    """Is this a Chinese person's name in pinyin: a family name and one or two more syllables, in either order?"""
    return bool(_LATIN_WORDS.fullmatch(text)) and _pinyin_key(text) is not None


@cache
def _sounds() -> frozenset[str]:
    return frozenset(syllable_table().values())


def is_chinese_sound(name: str) -> bool:
    """Could this hangul be a Chinese person's name: a family name's sound and one or two more syllables of Mandarin?"""
    for cut in range(1, len(name)):
        given = name[cut:]
        if name[:cut] in _surname_sounds() and (
            given in _sounds()
            or any(given[:at] in _sounds() and given[at:] in _sounds() for at in range(1, len(given)))
        ):
            return True
    return False


def make_id(name: str, label: EntityLabel) -> str:
    """Make the identifier of an entity that the knowledge base does not hold: `person:루옌펑`."""
    return f"{label.lower()}:{name_key(name, label)}"
