"""RSS and Atom: an article an entry, as feedparser reads them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from io import BufferedReader

from nlp.errors import InputError
from nlp.reading.encodings import decode_markup
from nlp.reading.formats import html_pages
from nlp.reading.options import Item, Options, read_whole, reject
from nlp.reading.parsers import parse_feed
from nlp.reading.records import make_article

_CLOSED = re.compile(r"</(?:rss|feed|rdf:rdf|\w{1,9}:feed)\s{0,100}>", re.IGNORECASE)
_TAIL = 1000  # characters in which the end is looked for; servers append comments
_HEAD = 4096  # characters in which a document says what it is


def read(stream: BufferedReader, source: str, stem: str | None, options: Options) -> Iterator[Item]:
    """Read a feed, whole: feeds are short, and their encoding and base address stand at their head.

    The text of an entry is its full content where the feed carries it, else its summary, else its title. An XML file
    that is a page is read as one.

    Args:
        stream: the bytes.
        source: path, for the records and for errors.
        stem: the id of a page.
        options: how to read.

    Yields:
        For each entry in order, the article or why there is none.

    Raises:
        InputError: the feed is too large (E107), no feed (E123, E124), or more than a parser bears (E129, E130).
    """
    data = read_whole(stream, source, options)
    markup = decode_markup(data, source, options.encoding) if data else ""
    if not markup.strip():
        raise InputError("E102", path=source)
    kind = kind_of_markup(markup)
    if kind == "html":
        yield from html_pages.read(BufferedReader(io.BytesIO(data)), source, stem, options)
        return
    if kind is None:
        raise InputError("E123", path=source, found=" ".join(markup[:60].split()))
    records, trouble = parse_feed(markup, source)
    if not records:
        raise InputError("E124", path=source, reason=trouble or "it has no entries")
    for number, record in enumerate(records, start=1):
        try:
            yield make_article(record, source, number, options, "entry")
        except InputError as error:
            yield reject(f"{source}:{number}", error, record["title"])
    if not _CLOSED.search(markup, max(0, len(markup) - _TAIL)):
        # The library reads on where XML is broken, as feeds often are; only what is cut off is lost.
        place = f"entry {number + 1}"
        yield reject(source, InputError("E120", path=source, number=place, reason="it is cut off", count=number))


def kind_of_markup(text: str) -> str | None:
    """Tell a feed from a page by its head: `feed`, `html`, or None for other XML."""
    head = text[:_HEAD].lower()
    for sign, kind in (
        ("<rss", "feed"),
        ("<feed", "feed"),
        ("<rdf:rdf", "feed"),
        ("<html", "html"),
        ("<!doctype html", "html"),
    ):
        if sign in head:
            return kind
    return None
