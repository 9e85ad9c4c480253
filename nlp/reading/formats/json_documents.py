"""A JSON file: an article, a list of them, an object that holds such a list, or JSON-LD; read value by value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from nlp.errors import InputError
from nlp.reading.encodings import check_decoded, decode_pieces
from nlp.reading.json_ld import find_articles, is_article
from nlp.reading.options import Item, Options, reject
from nlp.reading.records import KEYS, make_article

_LISTS = ("articles", "items", "data", "results", "docs", "@graph")
_BLANK = " \t\r\n"


def read(stream: BufferedReader, source: str, _stem: str | None, options: Options) -> Iterator[Item]:
    """Read a JSON file; of a list, one article is in memory at a time.

    Args:
        stream: the bytes.
        source: path, for the records and for errors.
        options: how to read.

    Yields:
        For each article in order, the article or why there is none.

    Raises:
        InputError: the rest of the file can't be read (E107, E120).
    """
    number = 0
    for value, raw in _values(decode_pieces(stream, source, options.encoding), source, options.max_bytes):
        for record in _records(value):
            number += 1
            try:
                check_decoded(raw, f"{source}, record {number}")
                if not isinstance(record, dict):
                    kind = type(record).__name__
                    raise InputError("E106", place=f"{source}, record {number}", reason=f"a JSON {kind}, not an object")
                yield make_article(record, source, number, options, "record")
            except InputError as error:
                yield reject(f"{source}:{number}", error, raw)
    if not number:
        raise InputError("E102", path=source)


def _records(value: Any) -> Iterator[Any]:
    """Find the articles in one value."""
    if not isinstance(value, dict) or any(isinstance(value.get(key), str) for key in KEYS["text"]):
        yield value
        return
    listed = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
    if "@type" in value or "@context" in value:
        yield from [*find_articles(value)] or [value]
    elif listed:
        for item in listed:
            yield from find_articles(item) if isinstance(item, dict) and is_article(item) else [item]
    else:
        yield value


def _values(pieces: Iterator[str], source: str, limit: int) -> Iterator[tuple[Any, str]]:
    """Read the values of a top-level list, or values one behind the other, each with its text."""
    decoder, buffer, at, count, opened = json.JSONDecoder(), "", 0, 0, False
    while True:
        at = _skip(buffer, at)
        if at == len(buffer):
            buffer, at = next(pieces, ""), 0
            if not buffer:
                return
            continue
        if not count and not opened and buffer[at] == "[":
            opened, at = True, at + 1
            continue
        try:
            value, end = decoder.raw_decode(buffer, at)
        except (ValueError, RecursionError) as error:
            buffer, at = buffer[at:], 0
            more = _more(pieces, len(buffer)) if isinstance(error, json.JSONDecodeError) else ""
            if more and len(buffer) <= limit:
                buffer += more
                continue
            if more:
                size = f"more than {limit}"
                raise InputError("E107", path=source, size=size, limit=limit) from error
            reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
            raise InputError("E120", path=source, number=f"record {count + 1}", reason=reason, count=count) from error
        count += 1
        yield value, buffer[at:end]
        at = end


def _skip(buffer: str, at: int) -> int:
    """Go on to the next value: over blanks, and the commas and closing brackets between values."""
    while at < len(buffer) and buffer[at] in _BLANK + ",]":
        at += 1
    return at


def _more(pieces: Iterator[str], least: int) -> str:
    """Read on by as much as there is already, so that a long value is not parsed again for every piece."""
    more: list[str] = []
    length = 0
    for piece in pieces:
        more.append(piece)
        length += len(piece)
        if length >= least:
            break
    return "".join(more)
