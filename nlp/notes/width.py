"""Text in columns of a terminal, where a Chinese or Korean character takes two cells and a combining mark none."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_ELLIPSIS = "…"


def character_width(character: str) -> int:
    """Return the number of cells that a character takes."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cc", "Cf", "Mn", "Me", "Cs"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def display_width(text: str) -> int:
    """Return the number of cells that a text takes."""
    return sum(map(character_width, text))


def one_line(text: str) -> str:
    """Put a text on one line, without what could move the cursor or turn the direction of the line."""
    kept = (" " if unicodedata.category(character) == "Cc" else character for character in text)
    return " ".join("".join(c for c in kept if unicodedata.category(c) not in ("Cf", "Cs")).split())


def crop(text: str, cells: int) -> str:
    """Shorten a text to a number of cells, with an ellipsis where something is left out."""
    if display_width(text) <= cells:
        return text
    used = 1
    for index, character in enumerate(text):
        used += character_width(character)
        if used > cells:
            return text[:index] + _ELLIPSIS
    return text


def crop_around(text: str, start: int, end: int, cells: int) -> str:
    """Shorten a text to about a number of cells, keeping the part from `start` to `end` in view."""
    if display_width(text) <= cells:
        return text
    first = start
    room = max(cells - display_width(text[start:end]), 0) // 2
    while first > 0 and (room := room - character_width(text[first - 1])) >= 0:
        first -= 1
    head = _ELLIPSIS if first else ""
    return head + crop(text[first:], cells - len(head))


def pad(text: str, cells: int) -> str:
    """Fill a text up with blanks to a number of cells."""
    return text + " " * (cells - display_width(text))


def align(rows: Sequence[Sequence[str]], widest: int) -> list[str]:
    """Set rows in columns, two blanks apart.

    Args:
        rows: cells, as many in each row.
        widest: cells are cropped to this width, but for the last column.
    """
    cut = [[crop(one_line(cell), widest) for cell in row[:-1]] + [one_line(row[-1])] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(*cut, strict=True)]
    return ["  ".join(map(pad, row, widths)).rstrip() for row in cut]
