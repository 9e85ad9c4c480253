"""The entries of an RSS or Atom feed as records, by feedparser."""

from __future__ import annotations

import io
import re
from typing import Any

import feedparser

from nlp.reading.parsers.markup import to_text

_OWN_ENTITIES = re.compile(r"<!DOCTYPE[^\[>]{0,500}\[[^\]]{0,20000}\]\s{0,100}>", re.IGNORECASE)


def read_feed(markup: str) -> tuple[list[dict[str, Any]], str | None]:
    """Read a feed.

    Args:
        markup: the feed, decoded.

    Returns:
        A record with the contract's keys for each entry, in order, and what the parser complained of, if anything.
    """
    markup = _OWN_ENTITIES.sub("", markup, count=1)  # a few lines of entities can stand for gigabytes
    # As a stream: bytes that look like an address would be fetched. The header overrules the declaration.
    feed = feedparser.parse(
        io.BytesIO(markup.encode(errors="replace")), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    trouble = str(feed.bozo_exception)[:200] if feed.get("bozo_exception") else None
    return [_record(entry, feed.feed) for entry in feed.entries], trouble


def _record(entry: Any, feed: Any) -> dict[str, Any]:
    title = to_text(entry.get("title") or "")
    contents = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = (_plain(content) for content in contents)
    record = {
        "id": entry.get("id") or entry.get("link"),
        "title": title,
        "text": next((text for text in texts if text), title),
        "published": entry.get("published") or entry.get("created") or entry.get("updated"),
        "url": entry.get("link"),
        "source": (entry.get("source") or {}).get("title") or feed.get("title"),
        "lang": entry.get("language") or feed.get("language"),
    }
    return {key: str(value) for key, value in record.items() if value is not None}


def _plain(content: Any) -> str:
    value = content.get("value") or ""
    return value.strip() if content.get("type") == "text/plain" else to_text(value)
