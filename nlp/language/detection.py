"""Which language and script a text is in: the script first, statistics only where the script leaves it open."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from nlp.language.han import han_traits
from nlp.language.scripts import count_scripts, sample, script_of, without_addresses
from nlp.language.statistical import function_words, guess_language
from nlp.records import UNDETERMINED
from nlp.text import fold

# What stands in brackets or quotation marks is quoted, often in another language. Bounded and without nesting: linear.
_BRACKETED = re.compile(r"[（(][^（()）\n]{1,60}[）)]")
_QUOTED = re.compile(r"[「『“‘《〈【\[][^「『“‘《〈【\[」』”’》〉】\]\n]{1,60}[」』”’》〉】\]]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]+(?:['’-][A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]+)?")
_HAN_RUN = re.compile(r"[一-鿿豈-﫿]{2}")
_PARTICLE = re.compile(r"[一-鿿豈-﫿][가-힣]{1,4}(?![가-힣一-鿿豈-﫿])")
_EAST_ASIAN = ("Hani", "Hang", "Hira", "Kana", "Bopo")
_LETTERS_PER_WORD = 5  # how many letters of an alphabet weigh as much as a Han character or a Hangul syllable
_PROSE = 0.15  # share of function words in running text of a Latin language; product names stay far below
_FEW = 3  # letters or words that are too few to contradict the article


@dataclass(frozen=True, slots=True)
class Detection:
    """What a text is written in.

    Attributes:
        lang: `zh`, `ko`, another code as langdetect gives it, or `und` where nothing is known.
        confidence: 0 to 1. The share of the script evidence that speaks for the language, s / (s + a + 1): s counts
            the letters that belong to it (a Han character, a syllable or a kana is one, a word of an alphabet is
            one), a those of other languages; the 1 keeps short texts below certainty. Where statistics decide, the
            share times their probability.
        script: ISO 15924 code: `Hans`, `Hant`, `Hani` (Chinese that reads the same in both), `Kore`, `Jpan`, `Latn`,
            …; None where there is no letter.
    """

    lang: str
    confidence: float
    script: str | None


_NOTHING = Detection(UNDETERMINED, 0.0, None)


def detect(text: str, title: str | None = None) -> Detection:
    """Detect the language and the script of an article.

    Args:
        text: the article; of a long one, slices spread over it are looked at.
        title: its title, where the text does not begin with it.

    Returns:
        The language of most of the text.
    """
    return _decide(without_addresses(sample(f"{title}\n{text}" if title else text)))


def detect_sentence(text: str, default: Detection) -> Detection:
    """Detect the language of a sentence within an article.

    Args:
        text: the sentence.
        default: what the article is in; a sentence without evidence of its own inherits it.

    Returns:
        `default`, unless the sentence is plainly in another language.
    """
    text = without_addresses(text)
    characters = Counter(text)
    counts = count_scripts(characters)
    found = _decide(text)
    if found.lang == default.lang:
        return replace(found, script=default.script) if found.script == "Hani" else found
    if found.lang == UNDETERMINED:
        return default
    if found.script in ("Kore", "Hans", "Hant", "Hani", "Jpan"):
        own = _east_asian_letters(counts)
        # Names and terms in Han characters are at home in Korean and Japanese texts; a sentence is longer.
        return found if own > 2 * _FEW else default
    if found.script == "Latn":
        words = _LATIN_WORD.findall(text)
        plain = sum(word.lower() in function_words() for word in words)
        return found if len(words) > _FEW and plain >= _PROSE * len(words) else default
    return found if counts[str(found.script)] > _FEW * _LETTERS_PER_WORD else default


def _decide(text: str) -> Detection:
    characters = Counter(text)
    counts = count_scripts(characters)
    if not counts:
        return _NOTHING
    east_asian = _east_asian_letters(counts)
    script, letters = max(
        ((script, count) for script, count in sorted(counts.items()) if script not in _EAST_ASIAN),
        key=lambda item: item[1],
        default=("", 0),
    )
    if not letters:
        return _east_asian(text, characters, counts, against=0)
    words, prose = letters // _LETTERS_PER_WORD + 1, False
    if script == "Latn" and east_asian <= letters:
        found = _LATIN_WORD.findall(text)
        words, prose = max(1, len(found)), _is_prose(found, counts)
    if 2 * words < east_asian:
        return _east_asian(text, characters, counts, against=words)
    quoted = not _east_asian_letters(count_scripts(Counter(_BRACKETED.sub(" ", text))))
    if words < 4 * east_asian and not prose and not quoted:
        return _east_asian(text, characters, counts, against=words)
    return _alphabetic(text, script, words, against=east_asian)


def _east_asian_letters(counts: Counter[str]) -> int:
    return sum(counts[script] for script in _EAST_ASIAN)


def _is_prose(words: list[str], counts: Counter[str]) -> bool:
    """Tell running Latin text that quotes Han characters from Chinese or Korean full of product names and terms."""
    plain = sum(not word.isupper() and word.lower() in function_words() for word in words)
    if plain >= max(2, _PROSE * len(words)):
        return True
    # Product names are capitalised; a word all in small letters is English, unless in Korean, whose terms may be small.
    small = sum(word.islower() and len(word) > _FEW for word in words)
    return not counts["Hang"] and small > 1 and plain + small >= _east_asian_letters(counts)


def _alphabetic(text: str, script: str, words: int, against: int) -> Detection:
    own = "".join(c if script_of(c) in (script, None) else " " for c in text[:4000])
    guess = guess_language(fold(own, script), script)
    if guess is None:
        return Detection(UNDETERMINED, 0.0, script)
    lang, probability = guess
    return Detection(lang, round(probability * words / (words + against + 1), 4), script)


def _east_asian(text: str, characters: Counter[str], counts: Counter[str], against: int) -> Detection:
    hangul, han = counts["Hang"], counts["Hani"]
    kana = counts["Hira"] + counts["Kana"]
    total = hangul + han + kana + counts["Bopo"]

    def result(lang: str, script: str, own: int) -> Detection:
        return Detection(lang, round(own / (total + against + 1), 4), script)

    if hangul and (hangul > 3 * (han + kana) or _korean_with_hanja(text)):
        return result("ko", "Kore", hangul + han)
    if kana or han:
        if _japanese(text, characters, counts):
            return result("ja", "Jpan", kana + han)
        return result("zh", _chinese_script(characters), han + counts["Bopo"])
    return result("zh", "Hant", counts["Bopo"])  # bopomofo alone is Taiwan's


def _unquoted(text: str) -> str:
    """Leave out what is quoted, unless nothing else is there: a headline may be a quotation from end to end."""
    without_brackets = _BRACKETED.sub(" ", text)
    without_quotes = _QUOTED.sub(" ", without_brackets)
    for plain in (without_quotes, without_brackets):
        if _east_asian_letters(count_scripts(Counter(plain))) > 1:
            return plain
    return text


def _count(characters: Counter[str], members: frozenset[str]) -> int:
    return sum(characters[character] for character in members.intersection(characters))


def _korean_with_hanja(text: str) -> bool:
    """Tell Korean full of hanja from Chinese that quotes Korean names: Korean has its particles outside brackets."""
    text = _unquoted(text)
    characters = Counter(text)
    counts = count_scripts(characters)
    hangul, other = counts["Hang"], counts["Hani"] + counts["Hira"] + counts["Kana"]
    if hangul >= other:
        return hangul > 0
    if hangul and not _HAN_RUN.search(text):
        return True  # headlines abbreviate countries and parties to single characters, set apart by blanks: 美 獨 中
    traits = han_traits()
    chinese = _count(characters, traits.words) + _count(characters, traits.simplified)
    return 8 * hangul > other > 5 * chinese and _PARTICLE.search(text) is not None


def _japanese(text: str, characters: Counter[str], counts: Counter[str]) -> bool:
    """Tell Japanese from Chinese that quotes Japanese: の and names in katakana occur in Chinese, grammar does not."""
    traits = han_traits()
    hiragana, katakana = counts["Hira"], counts["Kana"]
    if hiragana or katakana:
        characters = Counter(_unquoted(text))
        counts = count_scripts(characters)
        hiragana, katakana = counts["Hira"] - characters["の"], counts["Kana"]
    japanese = 2 * hiragana + katakana + 3 * _count(characters, traits.japanese)
    return japanese > 0 and japanese > 3 * _count(characters, traits.chinese) + 2 * _count(characters, traits.words)


def _chinese_script(characters: Counter[str]) -> str:
    traits = han_traits()
    pairs = ((traits.simplified, traits.traditional), (traits.likely_simplified, traits.likely_traditional))
    for simplified, traditional in pairs:
        hans, hant = _count(characters, simplified), _count(characters, traditional)
        if hans or hant:
            return "Hans" if hans >= hant else "Hant"
    return "Hani"
