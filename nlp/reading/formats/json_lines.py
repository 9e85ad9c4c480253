"""A feed of JSON Lines: one article a line, one line in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader

from nlp.errors import InputError
from nlp.reading.encodings import byte_order_mark, decode, detect_encoding
from nlp.reading.json_ld import find_articles, is_article
from nlp.reading.options import Item, Options, read_whole, reject
from nlp.reading.records import make_article
from nlp.records import Article

_SHORT = 1_000  # bytes that are kept of a line over the limit
_LOOKAHEAD = 1 << 16


def read(stream: BufferedReader, source: str, _stem: str | None, options: Options) -> Iterator[Item]:
    """Read a feed of JSON Lines.

    Args:
        stream: the bytes.
        source: path, for the records and for errors.
        options: how to read.

    Yields:
        For each line that is not blank, in order, the article or why there is none.

    Raises:
        InputError: the whole feed can't be read.
    """
    head = stream.peek(4)
    mark = byte_order_mark(head)
    wide = (mark is not None and mark[0] != "utf-8") or b"\x00" in head[:4]
    declared, detected = options.encoding, None
    read_any = False
    for number, line, size in _wide_lines(stream, source, options) if wide else lines(stream, options.max_bytes):
        place = f"{source}:{number}"
        if size <= options.max_bytes and not line.strip():
            continue
        read_any = True
        try:
            if size > options.max_bytes:
                raise InputError("E107", path=place, size=size, limit=options.max_bytes)
            if declared is None and detected is None and not _is_utf8(line):
                # Seen with what follows: one line alone may be too short to tell GB18030 from EUC-KR.
                detected = detect_encoding(line + stream.peek(_LOOKAHEAD)[:_LOOKAHEAD])
            encoding = "utf-8" if wide or (declared is None and _is_utf8(line)) else declared or detected
            yield _article(decode(line, f"{source}, line {number}", encoding), source, number, options)
        except InputError as error:
            yield reject(place, error, line.rstrip())
    if not read_any:
        raise InputError("E102", path=source)


def lines(stream: BufferedReader, limit: int) -> Iterator[tuple[int, bytes, int]]:
    """Give number, bytes and size of each line; of a line over the limit the beginning, the rest is passed over."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        size = len(line)
        if size <= limit or line.endswith(b"\n"):
            yield number, line, min(size, limit)  # the line break is not counted
            continue
        while more := stream.readline(_LOOKAHEAD):
            size += len(more)
            if more.endswith(b"\n"):
                break
        yield number, line[:_SHORT], size


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _wide_lines(stream: BufferedReader, source: str, options: Options) -> Iterator[tuple[int, bytes, int]]:
    """Do the same for UTF-16, in which a line break is no single byte: read whole, so the limit is the feed's."""
    data = read_whole(stream, source, options)
    for number, line in enumerate(decode(data, source, options.encoding).split("\n"), start=1):
        yield number, line.encode(), 0


def _article(line: str, source: str, number: int, options: Options) -> Article:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise InputError("E105", path=source, line=number, reason=reason) from error
    if not isinstance(record, dict):
        reason = f"a JSON {type(record).__name__}, not an object"
        raise InputError("E105", path=source, line=number, reason=reason)
    described = next(find_articles(record)) if is_article(record) else record
    return make_article(described, source, number, options)
