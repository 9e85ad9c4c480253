"""CSV and TSV: a row of column names as the contract's keys, then one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader

from nlp.errors import InputError
from nlp.reading.encodings import check_decoded, decode_pieces
from nlp.reading.options import Item, Options, reject
from nlp.reading.records import KEYS, make_article

_MOST_WRONG = 1_000  # rows one after the other; a quotation mark that is never closed shifts all that follows
_SEPARATORS = ",\t;|"
_KNOWN = frozenset(name for names in KEYS.values() for name in names)


class _Lines:
    """The lines of a text that comes in pieces, counted, none longer than the limit."""

    def __init__(self, pieces: Iterator[str], source: str, limit: int) -> None:
        self.number = 0
        self._pieces, self._source, self._limit = pieces, source, limit
        self._lines = self._split()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line

    def _split(self) -> Iterator[str]:
        rest: list[str] = []
        length = 0
        for piece in self._pieces:
            *whole, last = piece.split("\n")
            for line in whole:
                yield "".join(rest) + line + "\n"
                rest, length = [], 0
            rest.append(last)
            length += len(last)
            if length > self._limit:
                place, size = f"{self._source}, line {self.number + 1}", f"more than {self._limit}"
                raise InputError("E107", path=place, size=size, limit=self._limit)
        if length:
            yield "".join(rest)


def read(stream: BufferedReader, source: str, _stem: str | None, options: Options) -> Iterator[Item]:
    """Read a table, one row in memory at a time.

    Fields that hold the separator, a quotation mark or a line break stand in double quotes, as spreadsheets write them.

    Args:
        stream: the bytes.
        source: path, for the records and for errors.
        options: how to read.

    Yields:
        For each row in order, the article or why there is none.

    Raises:
        InputError: no column holds a text (E125), or the rest can't be read.
    """
    lines = _Lines(decode_pieces(stream, source, options.encoding), source, options.max_bytes)
    head = next((line for line in lines if line.strip()), None)
    if head is None:
        raise InputError("E102", path=source)
    separator = max(_SEPARATORS, key=lambda sign: len(_KNOWN & set(_names(head, sign))))
    names = _names(head, separator)
    if _KNOWN.isdisjoint(names) or set(KEYS["text"]).isdisjoint(names):
        raise InputError("E125", path=source, columns=", ".join(names)[:200])
    # The library's limit is one for the process; 128 KB, as it stands, is less than a long article.
    csv.field_size_limit(options.max_bytes)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    read_any = False
    count = wrong_rows = 0
    while True:
        first = lines.number + 1
        if wrong_rows > _MOST_WRONG:
            reason = f"{_MOST_WRONG} rows one after the other do not fit the columns"
            raise InputError("E120", path=source, number=f"line {first}", reason=reason, count=count)
        try:
            row = next(rows, None)
            if row is None:
                break
            if not row:
                continue
            read_any = True
            place = f"{source}, line {first}"
            if len(row) != len(names):
                raise InputError("E126", place=place, reason=f"{len(row)} fields under {len(names)} names of columns")
            check_decoded(separator.join(row), place)
            yield make_article(dict(zip(names, row, strict=True)), source, first, options)
            count, wrong_rows = count + 1, 0
        except InputError as error:
            wrong_rows += error.code == "E126"
            if error.code == "E107":
                raise
            yield reject(f"{source}:{first}", error, separator.join(row or []))
        except csv.Error as error:
            read_any = True
            wrong_rows += 1
            wrong = InputError("E126", place=f"{source}, lines {first} to {lines.number}", reason=error)
            yield reject(f"{source}:{first}", wrong)
    if not read_any:
        raise InputError("E102", path=source)


def looks_like_table(head: str) -> bool:
    """Say whether a first line names columns, one of them a text."""
    return any(
        len(names) > 1 and _KNOWN.issuperset(names) and not set(KEYS["text"]).isdisjoint(names)
        for names in (_names(head, sign) for sign in _SEPARATORS)
    )


def _names(head: str, separator: str) -> list[str]:
    try:
        (row,) = csv.reader([head.strip("\r\n")], delimiter=separator)
    except (csv.Error, ValueError):
        return []
    return [name.strip().lower() for name in row]
