"""Reading: whatever the user names, one stream of articles, in which bad input is an entry and never an end."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from nlp.errors import InputError
from nlp.reading.encodings import byte_order_mark
from nlp.reading.formats import PACKED_MAGIC, find_reader, kind_of, packing_of, sniff
from nlp.reading.options import DEFAULT_MAX_BYTES, Item, Options, reject
from nlp.reading.sources import STANDARD_INPUT, Source, list_sources
from nlp.reading.unpacking import open_member, unpack
from nlp.records import Article, QuarantineEntry, stable_id

_BUFFER = 1 << 18
_BLOCK = 1 << 12
_LAYERS = 2  # of packing around a nameless feed


class Contents(Protocol):
    """The part of a mapping that `Identities` needs, so that a run can keep it on disk."""

    def setdefault(self, key: str, default: str, /) -> str:
        """Return what is known of the key; if nothing is, that is the default from now on."""


class Identities:
    """Keeps ids apart: one id, one text.

    An id that occurs again with another text becomes `id-` and the digest of that text, which does not depend on how
    many came before; an article that is the same in id and text keeps its id, so that it can be counted once.
    """

    def __init__(self, contents: Contents | None = None) -> None:
        """Start with no id known.

        Args:
            contents: remembers the text of each id; None is a dictionary, which grows with the articles.
        """
        self._contents: Contents = {} if contents is None else contents

    def settle(self, article: Article) -> Article:
        """Return the article under the id that it keeps."""
        content = stable_id(article.text)
        if self._contents.setdefault(article.article_id, content) == content:
            return article
        return replace(article, article_id=f"{article.article_id}-{content}")


def read(
    inputs: Sequence[str | Path],
    *,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | QuarantineEntry]:
    """Read articles.

    A text is kept to the letter: line breaks as they are, front matter included; only a byte order mark is left out.
    Where a title stands apart from the text (records), the text is the title, a line break and the text. Ids are kept
    apart as `Identities` says.

    Args:
        inputs: files, folders, or `-` for standard input, whose kind its first bytes tell.
        encoding: encoding of all inputs; None detects it for each.
        max_bytes: limit for one article.
        stdin: where `-` reads from; None is the process's own standard input.

    Yields:
        In the order of the inputs, an article (language `und` unless the feed tells it), or in its place what could
        not be read, why, and what to do. Dates that can't be read are warned of once, at the end.
    """
    options, identities = Options(encoding, max_bytes), Identities()
    for source in list_sources([inputs] if isinstance(inputs, str | Path) else inputs):
        for item in [source] if isinstance(source, QuarantineEntry) else read_source(source, options, stdin):
            yield identities.settle(item) if isinstance(item, Article) else item
    options.warn_of_dates()


def read_source(source: Source, options: Options, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Read one source alone: no other source, and nothing that was read before, changes what comes.

    Args:
        source: as `list_sources` gives it.
        options: how to read; it counts the dates that could not be read.
        stdin: where `-` reads from; None is the process's own standard input.

    Yields:
        In the order of the source, its articles, with ids as they stand there (see `Identities`), or why there is none.
    """
    try:
        if source.path == STANDARD_INPUT:
            yield from _read_unnamed(stdin or sys.stdin.buffer, source, options)
            return
        with _open(source) as stream:
            name = source.member or source.path
            kind, packing = kind_of(name) or "text", packing_of(name)
            content = stream if packing is None else unpack(cast("BinaryIO", stream), packing, source.name)
            if kind == "packed":
                yield from _read_unnamed(cast("BinaryIO", content), source, options)
            else:
                yield from find_reader(kind)(content, source.name, source.stem, options)
    except InputError as error:
        yield reject(source.name, error)
    except OSError as error:
        yield reject(source.name, InputError("E108", path=source.name, reason=error.strerror or error))
    except Exception as error:  # whatever one file does to a reader, the others are read
        yield reject(source.name, InputError("E139", path=source.name, reason=f"{type(error).__name__}: {error}"[:200]))


def read_page(data: bytes, source: Source, options: Options) -> Article | QuarantineEntry:
    """Read an HTML page whose bytes are at hand, so that it can be read where its file is not.

    Args:
        data: the page, as `load_source` gives it.
        source: where it came from.
        options: how to read.
    """
    try:
        (item,) = find_reader("html")(io.BufferedReader(io.BytesIO(data)), source.name, source.stem, options)
    except InputError as error:
        return reject(source.name, error)
    return item


def load_source(source: Source, most: int) -> bytes:
    """Load the bytes of a source, at most one more than `most`.

    Raises:
        InputError: an archive is damaged.
        OSError: it cannot be read.
    """
    with _open(source) as stream:
        return stream.read(most + 1)


def is_page(source: Source) -> bool:
    """Is the source an HTML page, which takes long to read and holds one article?"""
    name = source.member or source.path
    return kind_of(name) == "html" and packing_of(name) is None


def list_files(inputs: Sequence[str | Path]) -> list[Path]:
    """List the files that `read` reads, in its order; standard input and what can't be read are left out."""
    sources = (item for item in list_sources(inputs) if isinstance(item, Source))
    return list(dict.fromkeys(Path(source.path) for source in sources if source.path != STANDARD_INPUT))


def _open(source: Source) -> io.BufferedReader:
    if source.member is not None:
        return open_member(source.path, source.number, source.name)
    stream: io.BufferedReader = io.BufferedReader(io.FileIO(source.path), _BUFFER)
    return stream


def _read_unnamed(stream: BinaryIO, source: Source, options: Options, packed: int = 0) -> Iterator[Item]:
    """Read standard input, or what a packed file holds, whose format its first bytes that are not blank tell."""
    head = b""
    receive: Callable[[int], bytes] = getattr(stream, "read1", stream.read)  # what a pipe has now, not when it is full
    while not _content(head) and (block := receive(_BLOCK)):
        head += block
        if len(head) > options.max_bytes:
            break
    content = _content(head)
    kind = sniff(content)
    rejoined: io.BufferedReader = io.BufferedReader(_Rejoined(head, receive), _BUFFER)
    if kind == "archive" or (kind == "packed" and packed == _LAYERS):
        raise InputError("E119", path=source.name)
    if kind == "packed":
        packing = next(packing for magic, packing in PACKED_MAGIC.items() if content.startswith(magic))
        inner = unpack(cast("BinaryIO", rejoined), packing, source.name)
        yield from _read_unnamed(cast("BinaryIO", inner), source, options, packed + 1)
    else:
        yield from find_reader(kind)(rejoined, source.name, source.stem, options)


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
