"""An HTML page: one article."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from nlp.errors import InputError
from nlp.reading.encodings import decode_markup
from nlp.reading.options import Item, Options, read_whole
from nlp.reading.parsers import parse_page
from nlp.reading.records import make_article


def read(stream: BufferedReader, source: str, stem: str | None, options: Options) -> Iterator[Item]:
    """Read a page.

    Args:
        stream: the bytes.
        source: path, for the record and for errors.
        stem: becomes the id; None derives the id from the content.
        options: how to read.

    Yields:
        The article.

    Raises:
        InputError: the page is too large (E107), no text (E103, E104), too much for a parser (E129, E130), or without
            an article (E121).
    """
    data = read_whole(stream, source, options)
    markup = decode_markup(data, source, options.encoding) if data else ""
    if not markup.strip():
        raise InputError("E102", path=source)
    record = parse_page(markup, source)
    if record.get("text") is None:
        raise InputError("E121", path=source)
    origin = record.get("source") or record.get("url") or source
    yield make_article({**record, "id": stem, "source": origin}, source, 1, options)
