"""Strings that nobody wrote: pieces of news, of our tables, numbers and odd Unicode, in every order. Seeded."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from nlp.tables import read_table, split_cell

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
TABLES = (
    *("units", "currencies", "counters", "numerals", "bounds", "range_words", "number_prefixes", "denominators"),
    *("periods", "period_units", "period_links", "holidays", "eras", "not_quantities"),
)
SIGNS = list("0123456789.,，。%％‰$¥￥€£₩-−–—~～∼至到/\\()（）[]【】:：;；+^*&#@_\"'“”、·… \t\n\r　\u00a0eEkKmMwBbAx")
# Lone surrogates, signs that turn the direction, joiners, combining marks, digits of other scripts (`isdigit` is true of
# some that are no decimal digits), compatibility forms, line breaks that are not \n, controls, the last code point.
ODD = [
    *"\ud800\udfff\u202e\u202c\u2066\u200b\u200d\u2060\ufeff\u0301\u20e3\u3099\x00\x1b\x7f\x85\x0b\x1c\u2028\u2029",
    *"\ufffd\uffff\U0010ffff٣३༣𝟛²₂①⑳㊀㉈½⅓Ⅳⅽ０９．／％＄㎏㎡㎞㏄℃℉㍿㈱〇零𠮷兩萬億亖㆒ㄱ\u1100\uac01힣😀🀄",
    *("\u1100\u1161\u11a8", "👨\u200d👩\u200d👧", "🇰🇷"),
]
SCALES = {"zh": list("十百千万亿兆点分之几半多余来零第负"), "ko": list("십백천만억조점분의몇수반여영공제일이삼")}
CUT = 24  # characters of news in one piece


@cache
def pieces(lang: str) -> tuple[tuple[str, ...], ...]:
    """Sorts of pieces: signs, characters of numbers, words of the tables, odd Unicode."""
    words: set[str] = set()
    for name in TABLES:
        for row in read_table(f"nlp.{lang}", f"{name}.tsv"):
            cells = (row.get(column, "") for column in ("surface", "words", "calendar", "length"))
            words.update(part for cell in cells for part in split_cell(cell))
    return tuple(SIGNS), tuple(SCALES[lang]), tuple(sorted(words)), tuple(ODD)


@cache
def news(lang: str) -> str:
    """All articles of our own in one language."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(GOLD.glob(f"{lang}_*.txt")))


def make_text(seed: int) -> tuple[str, str]:
    """A language and a text of up to some forty pieces; the same for the same seed."""
    source = random.Random(seed)
    lang, other = source.sample(("zh", "ko"), 2)
    count = source.choice((1, 2, 3, 5, 8, 13, 40))
    return lang, "".join(_piece(source, lang if source.random() < 0.9 else other) for _ in range(count))


def _piece(source: random.Random, lang: str) -> str:
    kind = source.random()
    if kind < 0.25:
        return str(source.choice((source.randrange(32), source.randrange(10_000), source.randrange(1900, 2100))))
    if kind < 0.4:
        text = news(lang)
        start = source.randrange(len(text))
        return text[start : start + source.randrange(1, CUT)]
    piece = source.choice(source.choice(pieces(lang)))
    return piece * (source.choice((2, 3, 30)) if source.random() < 0.05 else 1)
