"""What the page says in the reader's language, out of `texts.tsv`."""

from __future__ import annotations

from functools import cache

from nlp.tables import read_table

LANGUAGES = ("zh", "ko", "en")


@cache
def _texts(lang: str) -> dict[str, str]:
    return {row["key"]: row[lang] for row in read_table("nlp.web", "texts.tsv")}


def say(lang: str, key: str, **values: object) -> str:
    """Return a text of the page.

    Args:
        lang: `zh`, `ko` or `en`.
        key: the key in `texts.tsv`.
        values: what is filled in; whole numbers get separators.

    Raises:
        KeyError: the table has no such key, or a value is missing.
    """
    written = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    return _texts(lang)[key].format(**written)


def choose_language(asked: str | None, kept: str | None, accepted: str) -> str:
    """Choose the reader's language.

    Args:
        asked: the query's `lang`.
        kept: what the reader chose before.
        accepted: the header Accept-Language, in the order of which the first language that we have is taken.

    Returns:
        `zh`, `ko` or `en`.
    """
    wishes = [part.partition(";")[0].strip().lower()[:2] for part in accepted.split(",")]
    return next((wish for wish in (asked, kept, *wishes) if wish in LANGUAGES), "en")
