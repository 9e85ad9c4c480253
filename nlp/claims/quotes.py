"""Quotation marks and brackets: where quoted words begin and end, and a view in which they are blanked.

Verbs of saying inside a quotation or a title say nothing about who is quoted, so attribution is read in the blanked
view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’"}
_SPOKEN = '“「『"'
_TITLES = {"《": "》", "〈": "〉", "(": ")", "[": "]", "【": "】", "<": ">"}
_MARK = re.compile('[“”「」『』‘’"]')
_TITLE_MARK = re.compile("[《》〈〉()\\[\\]【】<>]")
_BLOCK_END = re.compile(r"\n[ \t]*\n")
_MAX_QUOTE = 800
_MAX_BRACKET = 80
BLANK = "\x1a"  # a control character that no article has, so no rule matches it by accident


@dataclass(frozen=True, slots=True)
class Quote:
    """A pair of quotation marks: `text[open]` and `text[close]` are the marks, `start` and `end` the words between."""

    open: int
    start: int
    end: int
    close: int
    spoken: bool


def _blocks(view: str) -> list[tuple[int, int]]:
    """Blocks between empty lines: no quotation is believed to run over one."""
    bounds = [0]
    for match in _BLOCK_END.finditer(view):
        bounds.append(match.end())
    bounds.append(len(view))
    return list(pairwise(bounds))


def _opens(view: str, at: int) -> bool:
    """Does a straight mark look like an opening one: a blank before, none behind?"""
    return view[at - 1 : at] in " \n" and not view[at + 1 : at + 2].isspace()


def _pair(view: str, start: int, end: int) -> list[Quote]:
    quotes: list[Quote] = []
    opened: int | None = None
    for match in _MARK.finditer(view, start, end):
        mark, at = match.group(), match.start()
        if opened is not None and at - opened > _MAX_QUOTE:
            opened = None
        if opened is None:
            if mark in _PAIRS or mark == '"':
                opened = at
        elif mark == _PAIRS.get(view[opened], '"'):
            quotes.append(Quote(opened, opened + 1, at, at, view[opened] in _SPOKEN))
            opened = None
        elif mark == view[opened] and mark != '"':
            opened = at  # the same mark opens again: the first was never closed
        elif mark in '“"' and (view[opened] == "‘" or _opens(view, at)):
            opened = at  # the first was never closed, or was an apostrophe
    return quotes


def find_quotes(view: str) -> list[Quote]:
    """Pair quotation marks, outermost only, within each block.

    Straight marks have no direction; where a block holds an odd number of them, they are paired line by line, so that
    one stray mark in a headline does not turn the article inside out.

    Args:
        view: the folded text.

    Returns:
        The quotations in order.
    """
    quotes: list[Quote] = []
    for start, end in _blocks(view):
        if view.count('"', start, end) % 2 == 0:
            quotes.extend(_pair(view, start, end))
            continue
        at = start
        while at < end:
            stop = view.find("\n", at, end)
            stop = end if stop < 0 else stop + 1
            quotes.extend(_pair(view, at, stop))
            at = stop
    return quotes


def blank_out(view: str, quotes: list[Quote]) -> str:
    """Blank what stands in quotation marks, in book-title marks and in short brackets; the marks themselves stay."""
    pieces: list[str] = []
    at = 0
    for quote in quotes:
        pieces.append(view[at : quote.start])
        pieces.append(BLANK * (quote.end - quote.start))
        at = quote.end
    pieces.append(view[at:])
    plain = "".join(pieces)
    pieces, at, opened = [], 0, -1
    for match in _TITLE_MARK.finditer(plain):
        mark = match.group()
        if mark in _TITLES:
            if opened < 0 or match.start() - opened > _MAX_BRACKET:
                opened = match.start()
        elif opened >= 0 and mark == _TITLES[plain[opened]]:
            if match.start() - opened <= _MAX_BRACKET:
                pieces.append(plain[at : opened + 1])
                pieces.append(BLANK * (match.start() - opened - 1))
                at = match.start()
            opened = -1
    pieces.append(plain[at:])
    return "".join(pieces)
