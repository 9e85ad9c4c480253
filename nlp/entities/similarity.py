"""How likely two names in whatever scripts are one: by sound, by the Korean reading, by translated parts.

Each name is written in the forms that its counterparts have, hangul and Latin, and forms of one script are compared by
the share of letters that differ (Levenshtein distance, by the bit-parallel method of Hyyrö 2001).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.entities.company_parts import part_names, split_parts
from nlp.entities.hangul import HANGUL
from nlp.entities.knowledge import fold_name
from nlp.entities.names import hangul_of_chinese, hangul_of_pinyin, pinyin_of, pinyin_syllables, plain
from nlp.entities.romanised import romanise
from nlp.entities.sino_korean import korean_reading, pinyin_of_reading

_HAN = re.compile("[\u3400-\u9fff]")
_BITS = 61  # of the set of letters; letters that share a bit only weaken the bound
_FIRST_PART = 0xE000  # private use: no text has these characters
_WEIGHT = 2  # letters that a part counts for: another part is another company, a missing one may be the same
_NOTHING = 1e-9
_BY_READING = 0.95  # what a match of Korean readings with pinyin is worth: one reading has several sounds


@dataclass(frozen=True, slots=True)
class Written:
    """A form, and the set of its letters as bits: letters that the other lacks are a bound of the distance."""

    text: str
    letters: int


@dataclass(frozen=True, slots=True)
class Forms:
    """A name in the letters in which it is compared.

    Attributes:
        plain: the name in lower case without blanks and dots.
        hangul: its forms in letters of hangul, one code point a letter.
        latin: its forms in Latin letters.
        read: hangul syllables that may be the Korean reading of Chinese characters, with the marks of parts.
        spoken: pinyin syllables, with the marks of parts.
    """

    plain: str
    hangul: tuple[Written, ...]
    latin: tuple[Written, ...]
    read: tuple[tuple[str, ...], ...] = ()
    spoken: tuple[tuple[str, ...], ...] = ()


@lru_cache(maxsize=65536)
def forms_of(name: str, person: bool = False) -> Forms:
    """Write a name in the forms in which it is compared; `person` says whether it is a person's name."""
    key = plain(fold_name(name))
    if _HAN.search(key):
        return _chinese(key, person)
    return _korean(key, person) if HANGUL.search(key) else _latin(name, key, person)


def _chinese(key: str, person: bool) -> Forms:
    read = korean_reading(key, person)
    hangul = [hangul_of_chinese(key, person), read]
    latin = ["".join(pinyin_of(key, person) or ())]
    if person and read:
        latin += romanise(read, person)  # 金度润 may be a Korean, Kim Do-yoon
    parts = None if person else _parts(key, "zh")
    if parts is not None:
        stem, marks = parts
        hangul += [sound + marks for sound in (hangul_of_chinese(stem), korean_reading(stem)) if sound]
        latin.append("".join(pinyin_of(stem) or ()) + marks)
    return Forms(key, _hangul(hangul), _written(latin))


def _korean(key: str, person: bool) -> Forms:
    parts = None if person else _parts(key, "ko")
    if parts is None:
        return Forms(key, _hangul([key]), _written(romanise(key, person)), (tuple(key),))
    stem, marks = parts
    latin = [*romanise(key), *(form + marks for form in romanise(stem))]
    return Forms(key, _hangul([key, stem + marks]), _written(latin), (tuple(key), (*stem, marks)))


def _latin(name: str, key: str, person: bool) -> Forms:
    words = re.split(r"[\s\-]+", name.replace("Ü", "v").replace("ü", "v").lower().strip())
    if person:
        orders = dict.fromkeys([tuple(words), (*words[-1:], *words[:-1]), (*words[1:], *words[:1])])
        latin = [plain("".join(order)) for order in orders]
        sounds = [hangul_of_pinyin(" ".join(order)) for order in orders]
        spoken = [syllables for order in orders if (syllables := _syllables(" ".join(order)))]
        return Forms(key, _hangul(sounds), _written(latin), (), tuple(spoken))
    latin, sounds = [plain("".join(words))], [hangul_of_pinyin(" ".join(words))]
    spoken = [_syllables(" ".join(words))]
    parts = _parts(" ".join(words), "en")
    if parts is not None:
        stem, marks = parts
        latin.append(plain(stem) + marks)
        sound, syllables = hangul_of_pinyin(stem), _syllables(stem)
        sounds += [sound + marks] if sound else []
        spoken += [(*syllables, marks)] if syllables else []
    return Forms(key, _hangul(sounds), _written(latin), (), tuple(syllables for syllables in spoken if syllables))


def _parts(name: str, script: str) -> tuple[str, str] | None:
    """The stem of a company's name, and its translated parts as letters of their own, the same in all scripts."""
    parts = split_parts(name, script)
    if parts is None:
        return None
    stem, names = parts
    return stem, "".join(chr(_FIRST_PART + part_names().index(name)) * _WEIGHT for name in names)


def _syllables(text: str) -> tuple[str, ...]:
    cut = [pinyin_syllables(word) for word in text.split()]
    return tuple(s for word in cut for s in word or ()) if all(cut) else ()


def _hangul(written: Iterable[str | None]) -> tuple[Written, ...]:
    return _written(unicodedata.normalize("NFD", form) for form in written if form)


def _written(forms: Iterable[str]) -> tuple[Written, ...]:
    return tuple(Written(form, _bits(form)) for form in dict.fromkeys(forms) if form)


def _bits(form: str) -> int:
    bits = 0
    for letter in form:
        bits |= 1 << ord(letter) % _BITS
    return bits


def _distance(left: str, right: str) -> int:
    if len(left) > len(right):
        left, right = right, left
    if not left:
        return len(right)
    places: dict[str, int] = {}
    for index, letter in enumerate(left):
        places[letter] = places.get(letter, 0) | 1 << index
    last, score = 1 << (len(left) - 1), len(left)
    plus, minus = (1 << len(left)) - 1, 0
    whole = plus
    for letter in right:
        same = places.get(letter, 0)
        diagonal = ((((same & plus) + plus) ^ plus) | same | minus) & whole
        up = minus | ~(diagonal | plus) & whole
        down = plus & diagonal
        score += 1 if up & last else -1 if down & last else 0
        up = (up << 1 | 1) & whole
        down = down << 1 & whole
        plus, minus = down | ~(diagonal | up) & whole, up & diagonal
    return score


def _likeness(left: Sequence[Written], right: Sequence[Written], floor: float) -> float:
    best = floor
    for a in left:
        for b in right:
            longest, shortest = max(len(a.text), len(b.text)), min(len(a.text), len(b.text))
            common = a.letters & b.letters
            apart = max((a.letters ^ common).bit_count(), (b.letters ^ common).bit_count(), longest - shortest)
            if 1 - apart / longest > best:
                best = max(best, 1 - _distance(a.text, b.text) / longest)
    return best


def _read_alike(read: tuple[tuple[str, ...], ...], spoken: tuple[tuple[str, ...], ...]) -> float:
    """Can the hangul be the Korean reading of what the pinyin spells? 동방+증권 and Dongfang+Securities."""
    table = pinyin_of_reading()
    best = 0.0
    for a in read:
        for b in spoken:
            if len(a) == len(b):
                right = sum(x == y or y in table.get(x, ()) for x, y in zip(a, b, strict=True))
                best = max(best, right / len(a))
    return best * _BY_READING


def compare(left: Forms, right: Forms, floor: float = 0.0) -> float:
    """Score two names, 0 to 1; see `similarity`. What is not above `floor` gives `floor`."""
    if left.plain == right.plain:
        return 1.0
    best = _likeness(left.hangul, right.hangul, floor)
    best = _likeness(left.latin, right.latin, best)
    if left.read and right.spoken:
        return max(best, _read_alike(left.read, right.spoken))
    return max(best, _read_alike(right.read, left.spoken)) if right.read and left.spoken else best


def similarity(left: str, right: str, person: bool = False) -> float:
    """Score how likely two names are one: 1 is what the rules of transcription give, 0 is unlike.

    Names that are equal but for blanks, dots and case score 1. Press forms that stray from the rules (시옹샤오거 for
    슝샤오거) score below 1 by the share of letters that differ.

    Args:
        left: a name in Chinese characters, hangul or Latin letters.
        right: another.
        person: are they names of persons? Otherwise their common parts (科技, 테크놀로지) are compared by meaning.
    """
    return compare(forms_of(left, person), forms_of(right, person))


def best_match(name: str, others: Sequence[str], floor: float = 0.7, person: bool = False) -> tuple[str, float] | None:
    """Find which of `others` is `name` in another script; the first of equals, None where none reaches `floor`."""
    own, best = forms_of(name, person), max(0.0, floor - _NOTHING)
    found = None
    for other in others:
        score = compare(own, forms_of(other, person), best)
        if score > best:
            found, best = other, score
        if best == 1.0:
            break
    return None if found is None else (found, best)
