"""RSS and Atom: an article an entry, as feedparser reads them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import feedparser

from nlp.errors import InputError
from nlp.reading.encodings import decode_markup
from nlp.reading.formats import html_pages
from nlp.reading.markup import check_markup, to_text
from nlp.reading.options import Item, Options, read_whole, reject
from nlp.reading.records import make_article

_OWN_ENTITIES = re.compile(r"<!DOCTYPE[^\[>]{0,500}\[[^\]]{0,20000}\]\s{0,100}>", re.IGNORECASE)
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
        InputError: the feed is too large (E107), no feed (E123), or made to exhaust a parser (E129).
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
    markup = _OWN_ENTITIES.sub("", markup, count=1)  # a few lines of entities can stand for gigabytes
    check_markup(markup, source)
    # As a stream: bytes that look like an address would be fetched. The header overrules the declaration.
    feed = feedparser.parse(
        io.BytesIO(markup.encode(errors="replace")), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not feed.entries:
        reason = feed.get("bozo_exception") or "it has no entries"
        raise InputError("E124", path=source, reason=str(reason)[:200])
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield make_article(_record(entry, feed.feed), source, number, options, "entry")
        except InputError as error:
            yield reject(f"{source}:{number}", error, str(entry.get("title") or ""))
    if not _CLOSED.search(markup, max(0, len(markup) - _TAIL)):
        # The library reads on where XML is broken, as feeds often are; only what is cut off is lost.
        yield reject(source, InputError("E120", path=source, reason="it is cut off", number=number + 1, count=number))


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


def _record(entry: Any, feed: Any) -> dict[str, Any]:
    title = to_text(entry.get("title") or "")
    contents = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = (_plain(content) for content in contents)
    return {
        "id": entry.get("id") or entry.get("link"),
        "title": title,
        "text": next((text for text in texts if text), title),
        "published": entry.get("published") or entry.get("created") or entry.get("updated"),
        "url": entry.get("link"),
        "source": (entry.get("source") or {}).get("title") or feed.get("title"),
        "lang": entry.get("language") or feed.get("language"),
    }


def _plain(content: Any) -> str:
    value = content.get("value") or ""
    return value.strip() if content.get("type") == "text/plain" else to_text(value)
