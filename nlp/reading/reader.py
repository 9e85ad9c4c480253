"""Reading: whatever the user names, one stream of articles, in which bad input is an entry and never an end."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from nlp.errors import InputError
from nlp.reading.encodings import byte_order_mark
from nlp.reading.formats import READERS, Item, Options, read_jsonl, read_text, reject
from nlp.reading.inputs import STANDARD_INPUT, display, walk
from nlp.records import Article, QuarantineEntry, stable_id

DEFAULT_MAX_BYTES = 20_000_000
_BUFFER = 1 << 18
_BLOCK = 1 << 12

logger = logging.getLogger(__name__)


def read(
    inputs: Sequence[str | Path],
    *,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | QuarantineEntry]:
    """Read articles.

    A text is kept to the letter: line breaks as they are, front matter included; only a byte order mark is left out.
    Where a title stands apart from the text (JSON Lines), the text is the title, a line break and the text.

    An id that occurs again with another text becomes `id-` and the digest of that text, which does not depend on how
    many came before; an article that is the same in id and text keeps its id, so that it can be counted once.

    Args:
        inputs: files (`.txt`, `.md`, `.jsonl`), folders, or `-` for standard input, which is JSON Lines where it
            begins with `{` and one article otherwise.
        encoding: encoding of all inputs; None detects it for each.
        max_bytes: limit for one article: a text file, or one line of a feed.
        stdin: where `-` reads from; None is the process's own standard input.

    Yields:
        In the order of the inputs, an article (language `und` unless the feed tells it), or in its place what could
        not be read, why, and what to do. Dates that can't be read are warned of once, at the end.
    """
    options = Options(encoding, max_bytes)
    contents: dict[str, str] = {}
    for item in _read_all([inputs] if isinstance(inputs, str | Path) else inputs, options, stdin):
        yield _with_own_id(item, contents) if isinstance(item, Article) else item
    if options.undated:
        value, place = options.first_undated
        logger.warning("%s", InputError("E115", count=options.undated, value=value, path=place))


def list_files(inputs: Sequence[str | Path]) -> list[Path]:
    """List the files that `read` reads, in its order; standard input and what can't be read are left out."""
    return [item for item in walk(inputs, frozenset(READERS)) if isinstance(item, Path)]


def _with_own_id(article: Article, contents: dict[str, str]) -> Article:
    content = stable_id(article.text)
    if contents.setdefault(article.article_id, content) == content:
        return article
    return replace(article, article_id=f"{article.article_id}-{content}")


def _read_all(inputs: Sequence[str | Path], options: Options, stdin: BinaryIO | None) -> Iterator[Item]:
    for item in walk(inputs, frozenset(READERS)):
        if item == STANDARD_INPUT:
            yield from _guard(STANDARD_INPUT, _read_stream(stdin or sys.stdin.buffer, options))
        elif isinstance(item, Path):
            yield from _guard(display(item), _read_file(item, options))
        elif isinstance(item, tuple):
            path, error = item
            yield reject(display(path), error)


def _guard(source: str, items: Iterator[Item]) -> Iterator[Item]:
    """Turn a failure of the disk or the pipe into an entry."""
    try:
        yield from items
    except OSError as error:
        yield reject(source, InputError("E108", path=source, reason=error.strerror or error))


def _read_file(path: Path, options: Options) -> Iterator[Item]:
    reader = READERS[path.suffix.lower()]
    stream: io.BufferedReader = io.BufferedReader(io.FileIO(path), _BUFFER)
    with stream:
        yield from reader(stream, display(path), display(path.stem), options)


def _read_stream(stream: BinaryIO, options: Options) -> Iterator[Item]:
    """Read standard input, whose format its first byte that is not blank tells."""
    head = b""
    receive: Callable[[int], bytes] = getattr(stream, "read1", stream.read)  # what a pipe has now, not when it is full
    while not _content(head) and (block := receive(_BLOCK)):
        head += block
        if len(head) > options.max_bytes:
            break
    reader = read_jsonl if _content(head).startswith(b"{") else read_text
    yield from reader(io.BufferedReader(_Rejoined(head, receive), _BUFFER), STANDARD_INPUT, None, options)


def _content(head: bytes) -> bytes:
    mark = byte_order_mark(head)
    return head[mark[1] if mark else 0 :].lstrip(b" \t\r\n\x00")


class _Rejoined(io.RawIOBase):
    """A stream with what was read off its head put back."""

    def __init__(self, head: bytes, receive: Callable[[int], bytes]) -> None:
        self._head, self._receive = head, receive

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        if not self._head:
            self._head = self._receive(len(view))
        part, self._head = self._head[: len(view)], self._head[len(view) :]
        view[: len(part)] = part
        return len(part)
