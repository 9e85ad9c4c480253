"""From a record, whatever format it came in, to an article: the keys of the contract, and what they may be called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlp.errors import InputError
from nlp.language.tags import read_tag
from nlp.reading.encodings import check_surrogates, check_text
from nlp.reading.metadata import parse_date
from nlp.reading.options import Options
from nlp.records import UNDETERMINED, Article, stable_id

KEYS = {
    "id": ("id", "article_id", "doc"),
    "title": ("title",),
    "text": ("text", "content", "body"),
    "published": ("published", "date"),
    "url": ("url",),
    "source": ("source",),
    "lang": ("lang",),
}


def make_article(record: Mapping[str, Any], source: str, number: int, options: Options, unit: str = "line") -> Article:
    """Make an article of a record.

    Args:
        record: its fields, by the names of `KEYS`; others are left aside.
        source: name of the file, for the article and for errors.
        number: which line, row or entry of the file it is, from 1.
        options: how to read.
        unit: what `number` counts, for errors.

    Returns:
        The article. Where the title stands apart from the text, its text is the title, a line break, and the text. Its
        source is what the record names, else its address, else `file:number`.

    Raises:
        InputError: there is no text (E106), it is none (E103), or half a character (E112).
    """
    place = f"{source}, {unit} {number}"
    body = _first(record, "text")
    if not isinstance(body, str) or not body.strip():
        reason = "no text" if body is None or isinstance(body, str) else f"the text is no string but {body!r:.40}"
        raise InputError("E106", place=place, reason=reason)
    title = _string(record, "title")
    text = body if title is None or body.lstrip().startswith(title) else f"{title}\n{body}"
    check_text(text, place)
    value = _first(record, "published")
    published = parse_date(value)
    if value is not None and published is None:
        options.note_date(value, place)
    lang, script, confidence = _language(record)
    identifier = _identifier(record) or stable_id(title, text, published)
    origin, url = _string(record, "source"), _string(record, "url")
    for field in (identifier, origin, url):
        check_surrogates(field or "", place)
    return Article(
        article_id=identifier,
        lang=lang,
        lang_confidence=confidence,
        script=script,
        title=title,
        text=text,
        published=published,
        published_source="metadata" if published else None,
        source=origin or url or f"{source}:{number}",
        url=url,
    )


def _first(record: Mapping[str, Any], field: str) -> Any:
    """Return the first of the names of a field that is there and not empty."""
    return next((record[key] for key in KEYS[field] if record.get(key) not in (None, "")), None)


def _string(record: Mapping[str, Any], field: str) -> str | None:
    value = record.get(field)
    return value.strip() or None if isinstance(value, str) else None


def _identifier(record: Mapping[str, Any]) -> str | None:
    value = _first(record, "id")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _language(record: Mapping[str, Any]) -> tuple[str, str | None, float]:
    given = _string(record, "lang")
    tag = read_tag(given) if given else None
    return (*tag, 1.0) if tag else (UNDETERMINED, None, 0.0)
