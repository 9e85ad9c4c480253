"""Blocks of lines: which belong to the article's own text, and which to the page around it.

Real pages bring front matter, image and link lines, copyright notices and download offers. They hold numbers too
(telephone numbers, prices of a membership), and none of them is a claim of the article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp.reading import front_matter_span
from nlp.tables import read_table

BlockKind = Literal["text", "heading", "front_matter", "image", "link", "boilerplate"]

_LINE = re.compile(r"[^\n]+")
_IMAGE = re.compile(r"\s*!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)\s*$")
_LINK = re.compile(r"\s*(?:[-*]\s*)?(?:<?https?://\S{1,500}>?|\[[^\]\n]{0,300}\]\([^)\n]{0,500}\))\s*$")
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(?P<quote>[\"']?)(?P<title>[^\n]*?[^\s\"'])(?P=quote)[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"\s*[-=*_~·—]{3,}\s*$")
_ENDS_SENTENCE = re.compile(r"[。！？!?…；;：:.][\"'”’」』）)\]】\s]*$")
_MIN_WRAPPED_LINES = 3
_MAX_WRAP_WIDTH = 130
_MAX_HEADING = 80
_PARAGRAPH = 100  # characters from which a line is a paragraph rather than a notice
_OPENING = 30


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one kind; a wrapped paragraph is one block. Offsets as everywhere, end exclusive."""

    start: int
    end: int
    kind: BlockKind


@cache
def _boilerplate(lang: str) -> re.Pattern[str]:
    rows = read_table(f"nlp.{lang}", "boilerplate.tsv")
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows))


def display_width(text: str) -> int:
    """Count columns as a terminal or a page does: an East Asian wide character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _is_boilerplate(pattern: re.Pattern[str], line: str) -> bool:
    """A short line that says so anywhere; a paragraph only where it begins so or says so twice."""
    found = pattern.search(line)
    if found is None:
        return False
    return len(line) <= _PARAGRAPH or found.start() < _OPENING or pattern.search(line, found.end()) is not None


def _wrap_width(lines: list[tuple[int, int]], text: str) -> int | None:
    """The width at which a page broke its lines by force, if it did: many lines of nearly the same greatest width."""
    widths = sorted((display_width(text[a:b].rstrip()) for a, b in lines if b - a < _MAX_WRAP_WIDTH), reverse=True)
    longest = max((b - a for a, b in lines), default=0)
    if len(widths) < _MIN_WRAPPED_LINES or longest >= _MAX_WRAP_WIDTH:
        return None
    greatest = widths[0]
    unfinished = sum(
        1
        for a, b in lines
        if display_width(text[a:b].rstrip()) >= greatest - 6 and not _ENDS_SENTENCE.search(text[a:b])
    )
    return greatest if unfinished >= _MIN_WRAPPED_LINES and greatest > _MAX_HEADING // 2 else None


def _front_matter(text: str, end: int) -> Iterator[Block]:
    """Front matter is of the page, but its title is the article's."""
    title = _TITLE.search(text, 0, end)
    if title is None:
        yield Block(0, end, "front_matter")
        return
    yield Block(0, title.start("title"), "front_matter")
    yield Block(title.start("title"), title.end("title"), "heading")
    yield Block(title.end("title"), end, "front_matter")


def read_blocks(text: str, lang: str) -> Iterator[Block]:
    """Split a text into blocks.

    Args:
        text: the article's text, to the letter.
        lang: `zh` or `ko`; decides which boilerplate is known.

    Yields:
        Blocks in order; blank lines lie between them.
    """
    _, head = front_matter_span(text)
    if head:
        yield from _front_matter(text, head)
    lines = [match.span() for match in _LINE.finditer(text, head) if match.group().strip()]
    wrap = _wrap_width(lines, text)
    boilerplate = _boilerplate(lang)
    open_block: list[int] | None = None
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        kind: BlockKind = "text"
        if _RULE.match(line):
            continue
        if _IMAGE.match(line):
            kind = "image"
        elif _LINK.match(line):
            kind = "link"
        elif _is_boilerplate(boilerplate, line):
            kind = "boilerplate"
        elif len(line) <= _MAX_HEADING and not _ENDS_SENTENCE.search(line) and open_block is None:
            kind = "heading"
        wrapped = (
            wrap is not None
            and kind in ("text", "heading")
            and display_width(line.rstrip()) >= wrap - 6
            and not _ENDS_SENTENCE.search(line)
            and number + 1 < len(lines)
            and text.count("\n", end, lines[number + 1][0]) == 1
        )
        if open_block is not None and kind in ("text", "heading"):
            open_block[1] = end
        elif wrapped:
            open_block = [start, end]
        else:
            if open_block is not None:
                yield Block(open_block[0], open_block[1], "text")
                open_block = None
            yield Block(start, end, kind)
            continue
        if not wrapped:
            yield Block(open_block[0], open_block[1], "text")
            open_block = None
    if open_block is not None:
        yield Block(open_block[0], open_block[1], "text")
