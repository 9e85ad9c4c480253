"""What a note says around its figures, in the reader's language; the words are in `phrases.tsv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from nlp.records import ANALYSED_LANGUAGES
from nlp.tables import read_table

READERS = ("zh", "ko", "en")
_COMMA = {"zh": "、", "ko": ", ", "en": ", "}


@cache
def _phrases(lang: str) -> dict[str, str]:
    return {row["key"]: row[lang] for row in read_table("nlp.notes", "phrases.tsv")}


def phrase(key: str, lang: str, **values: object) -> str:
    """Say something in `zh`, `ko` or `en`.

    Args:
        key: the line of the table.
        lang: the reader's language.
        values: what is filled in.

    Raises:
        KeyError: the table has no such line, or a value is missing.
    """
    return _phrases(lang)[key].format(**values)


def is_phrase(key: str) -> bool:
    """Whether the table has a line of this key."""
    return key in _phrases("en")


def language_name(code: str, lang: str) -> str:
    """Name the language of an article; its code where it is not an analysed one."""
    return phrase(code, lang) if code in ANALYSED_LANGUAGES else code


def enumerate_words(words: Iterable[str], lang: str) -> str:
    """Write words one after another."""
    return _COMMA[lang].join(words)


def count_languages(languages: Mapping[str, int], lang: str) -> str:
    """Say from how many articles of which language something is: 한국어 1, 중국어 2."""
    counted = (
        phrase("count", lang, language=language_name(code, lang), count=count)
        for code, count in sorted(languages.items())
    )
    return enumerate_words(counted, lang)
