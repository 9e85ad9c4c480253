"""What all readers share: how to read, what comes out, and how to set aside what can't be read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader

from nlp.errors import InputError
from nlp.records import Article, QuarantineEntry

DEFAULT_MAX_BYTES = 20_000_000
STAGE = "reading"
_SHORT = 1_000  # characters of a bad input that go into quarantine with it

logger = logging.getLogger(__name__)

Item = Article | QuarantineEntry


@dataclass(slots=True)
class Options:
    """How to read, and what to warn of in the end.

    Attributes:
        encoding: declared encoding, None to detect.
        max_bytes: limit for one article (a text file, a page, a line or row of a feed), and for a document that can
            only be read whole (an RSS feed).
        undated: number of dates that could not be read, with the first of them and its place.
    """

    encoding: str | None = None
    max_bytes: int = DEFAULT_MAX_BYTES
    undated: int = 0
    first_undated: tuple[str, str] = ("", "")

    def note_date(self, value: object, place: str) -> None:
        """Note a date that could not be read."""
        if not self.undated:
            self.first_undated = (repr(value)[:80], place)
        self.undated += 1

    def warn_of_dates(self) -> None:
        """Log the dates that could not be read, all in one warning."""
        if self.undated:
            value, place = self.first_undated
            logger.warning("%s", InputError("E115", count=self.undated, value=value, path=place))


Reader = Callable[[BufferedReader, str, str | None, Options], Iterator[Item]]
"""Reads one format: (the bytes, their name for records and errors, the file's stem or None, how to read)."""


def reject(source: str, error: InputError, original: str | bytes | None = None) -> QuarantineEntry:
    """Make the entry for an input that can't be read; what is long of the original is cut."""
    if isinstance(original, bytes):
        original = original[:_SHORT].decode("utf-8", "backslashreplace")
    return QuarantineEntry(source, str(error), STAGE, original[:_SHORT] if original else None)


def read_whole(stream: BufferedReader, source: str, options: Options) -> bytes:
    """Read what can only be read whole.

    Raises:
        InputError: it is larger than an article may be (E107).
    """
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise InputError("E107", path=source, size=f"more than {options.max_bytes}", limit=options.max_bytes)
    return data
