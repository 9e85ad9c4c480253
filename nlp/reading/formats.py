"""One reader function a format: bytes → articles, or entries that say what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from types import MappingProxyType
from typing import Any

from nlp.errors import InputError
from nlp.language.tags import read_tag
from nlp.reading.encodings import byte_order_mark, check_surrogates, check_text, decode, detect_encoding
from nlp.reading.metadata import front_matter_span, parse_date, read_front_matter
from nlp.records import UNDETERMINED, Article, QuarantineEntry, stable_id

STAGE = "reading"
_SHORT = 1_000  # characters of a bad input that go into quarantine with it
_LOOKAHEAD = 1 << 16


@dataclass(slots=True)
class Options:
    """How to read, and what to warn of in the end.

    Attributes:
        encoding: declared encoding, None to detect.
        max_bytes: limit for one article: a text file, or one line of a feed.
        undated: number of dates that could not be read, with the first of them and its place.
    """

    encoding: str | None
    max_bytes: int
    undated: int = 0
    first_undated: tuple[str, str] = ("", "")

    def warn_of_date(self, value: object, place: str) -> None:
        """Note a date that could not be read."""
        if not self.undated:
            self.first_undated = (repr(value)[:80], place)
        self.undated += 1


Item = Article | QuarantineEntry
Reader = Callable[[BufferedReader, str, str | None, Options], Iterator[Item]]


def reject(source: str, error: InputError, original: str | bytes | None = None) -> QuarantineEntry:
    """Make the entry for an input that can't be read; what is long of the original is cut."""
    if isinstance(original, bytes):
        original = original[:_SHORT].decode("utf-8", "backslashreplace")
    return QuarantineEntry(source, str(error), STAGE, original[:_SHORT] if original else None)


def read_text(stream: BufferedReader, source: str, stem: str | None, options: Options) -> Iterator[Item]:
    """Read a text or Markdown file: one article, its text to the letter, title and date from the front matter.

    Args:
        stream: the bytes.
        source: path, for the record and for errors.
        stem: becomes the id; None derives the id from the content.
        options: how to read.

    Yields:
        The article, or why there is none.
    """
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        size = f"more than {options.max_bytes}"
        yield reject(source, InputError("E107", path=source, size=size, limit=options.max_bytes), data[:_SHORT])
        return
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
        options.warn_of_date(value, source)
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


def read_jsonl(stream: BufferedReader, source: str, _stem: str | None, options: Options) -> Iterator[Item]:
    """Read a feed of JSON Lines, one article a line, holding one line in memory at a time.

    Args:
        stream: the bytes.
        source: path, for the records and for errors.
        options: how to read.

    Yields:
        For each line that is not blank, in order, the article or why there is none.
    """
    head = stream.peek(4)
    mark = byte_order_mark(head)
    wide = (mark is not None and mark[0] != "utf-8") or b"\x00" in head[:4]
    declared, detected = options.encoding, None
    read_any = False
    try:
        for number, line, size in _wide_lines(stream, source, options) if wide else _lines(stream, options.max_bytes):
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
    except InputError as error:
        yield reject(source, error)
        return
    if not read_any:
        yield reject(source, InputError("E102", path=source))


# A new format is a new function and a line here.
READERS: Mapping[str, Reader] = MappingProxyType({".txt": read_text, ".md": read_text, ".jsonl": read_jsonl})


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _lines(stream: BufferedReader, limit: int) -> Iterator[tuple[int, bytes, int]]:
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


def _wide_lines(stream: BufferedReader, source: str, options: Options) -> Iterator[tuple[int, bytes, int]]:
    """Do the same for UTF-16, in which a line break is no single byte: read whole, so the limit is the feed's."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        size = f"more than {options.max_bytes}"
        raise InputError("E107", path=source, size=size, limit=options.max_bytes)
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
    place = f"{source}, line {number}"
    body = _first(record, "text", "content", "body")
    if not isinstance(body, str) or not body.strip():
        reason = "no text" if body is None or isinstance(body, str) else f"the text is no string but {body!r:.40}"
        raise InputError("E106", path=source, line=number, reason=reason)
    title = _string(record, "title")
    text = body if title is None or body.lstrip().startswith(title) else f"{title}\n{body}"
    check_text(text, place)
    value = _first(record, "published", "date")
    published = parse_date(value)
    if value is not None and published is None:
        options.warn_of_date(value, place)
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
        source=origin or url or source,
        url=url,
    )


def _first(record: Mapping[str, Any], *keys: str) -> Any:
    """Return the first of several fields that is there and not empty."""
    return next((record[key] for key in keys if record.get(key) not in (None, "")), None)


def _string(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _identifier(record: Mapping[str, Any]) -> str | None:
    value = _first(record, "id", "article_id", "doc")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _language(record: Mapping[str, Any]) -> tuple[str, str | None, float]:
    given = _string(record, "lang")
    tag = read_tag(given) if given else None
    return (*tag, 1.0) if tag else (UNDETERMINED, None, 0.0)
