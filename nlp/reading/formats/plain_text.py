"""A text or Markdown file: one article."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from nlp.errors import InputError
from nlp.reading.encodings import decode
from nlp.reading.metadata import front_matter_span, parse_date, read_front_matter
from nlp.reading.options import Item, Options, read_whole, reject
from nlp.records import UNDETERMINED, Article, stable_id


def read(stream: BufferedReader, source: str, stem: str | None, options: Options) -> Iterator[Item]:
    """Read a text or Markdown file: one article, its text to the letter, title and date from the front matter.

    Args:
        stream: the bytes.
        source: path, for the record and for errors.
        stem: becomes the id; None derives the id from the content.
        options: how to read.

    Yields:
        The article, or why there is none.

    Raises:
        InputError: the file is too large for an article (E107).
    """
    data = read_whole(stream, source, options)
    try:
        text = decode(data, source, options.encoding) if data else ""
        if not text.strip():
            raise InputError("E102", path=source)
        fields = read_front_matter(text)
        if not text[front_matter_span(text)[1] :].strip():
            raise InputError("E114", path=source)
    except InputError as error:
        yield reject(source, error, data)
        return
    value = fields.get("date") or fields.get("published")
    published = parse_date(value)
    if value and not published:
        options.note_date(value, source)
    yield Article(
        article_id=stem or stable_id(text),
        lang=UNDETERMINED,
        lang_confidence=0.0,
        script=None,
        title=fields.get("title") or None,
        text=text,
        published=published,
        published_source="metadata" if published else None,
        source=source,
        url=fields.get("url") or None,
    )
