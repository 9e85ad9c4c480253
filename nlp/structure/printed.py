"""Tables that a text prints line by line, their cells parted by strokes or tabs (온빛 | 8431억원 | 8.1%)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

_LINE = re.compile(r"[^\n]+")
_STROKE = re.compile(r"[|｜\t]")
_SLASH = re.compile(r"(?<= )/(?= )")
_SLASHES = 2  # of a line that are strokes, at least
_RULE = re.compile(r"[\s|:+=-]+$")  # the line under the head of a Markdown table
_NUMBER = re.compile(r"[+\-−–△▲▽▼]?\s?\d[\d,]*(?:\.\d+)?\s?%?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_BLANKS = re.compile(r"\s+|(?<=\))(?=\d)")
_COLUMNS = 2  # of a line without strokes, at least, beside its label
_ROWS = 2  # that make a table, at least
_MARK = re.compile(r"[▲△▷▶◇◆■□●○•]\s?(?=[^\s\d])")
_RANK = re.compile(r"\d{1,2}(?:위|[.)])\s|[└ㄴ·*-]\s?")
_STOPS = (".", "。", "!", "?")  # that end a sentence, which is no title of a list
_CLOSED = re.compile(r"[)\s,.;↑↓▲▼]{0,4}|\s?\([^()\d]{1,16}\)[\s,.;]{0,3}")
_MORE = 3  # numbers of a member of a list, at most
_WIDTH = 300  # characters of a row, at most
_CAPTIONS = 3  # lines above a table that may say what it is of
_CAPTION = 60  # characters of such a line, at most
_LABELS = 2  # words that may name the labels of the rows: 排名 企业
_BRACKET = re.compile(r"\((?P<head>[^()]{2,40})\)\s?:?$")
_COMMA = re.compile(r"[,、/·]")
_CELL = re.compile(r"[+\-−–△▲▽▼]?\d[\d,]*(?:\.\d+)?%?(?:[~～][+\-−–]?\d[\d,]*(?:\.\d+)?%?)?")
_YEAR_HEAD = re.compile(r"(?:FY)?(?:19|20)?\d\d(?:[AEF]|年[AEF]?|년)?")
_UNIT = re.compile(r"단위|单位|單位")
_LABELLED = re.compile(
    r"[└ㄴ\-•·*○\s]{0,4}(?P<label>[^\d\s()|:：][^\d()|:：]{0,18}?)\s+(?P<number>[+\-]?\d[\d,]*(?:\.\d+)?)(?:\s?\([^()\n]{1,14}\))?"
)
_INLINE = re.compile(r"[-•·*\s]*(?P<head>[^:：\d\n]{2,30}\([^()\d]{1,8}\))\s?[:：]\s?")
_MEMBER = re.compile(r"\s/\s|[,，、]\s?(?=[^\d\s])")
_PAIR = re.compile(r"\s?(?P<label>[^\d\s:：][^\d:：]{0,18}?)\s?(?P<number>[+\-]?\d[\d,]*(?:\.\d+)?)\s?")
_LABEL = 24  # characters of what a line without strokes begins with, at most


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, without the blanks around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table: the lines above it that may say what it is of, the nearest last, its head, if any, and its rows."""

    captions: tuple[Cell, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def printed_tables(view: str, amounts: Sequence[tuple[int, int]]) -> list[PrintedTable]:
    """Find the tables of a text.

    Args:
        view: the article's text, folded.
        amounts: the spans of its quantities, in order.
    """
    starts = {start for start, _ in amounts}
    lines = [Cell(*_strip(view, *match.span())) for match in _LINE.finditer(view) if match.group().strip()]
    rows = [_cells(view, line, starts) for line in lines]
    tables: list[PrintedTable] = []
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and len(rows[last]) > 1 and len(rows[last]) == len(rows[first]):
            last += 1
        body = [row for row in rows[first:last] if not _RULE.match(view, row[0].start, row[-1].end)]
        head: tuple[Cell, ...] = ()
        if body and not any(_is_number(view, cell, starts) for cell in body[0][1:]):
            head, body = body[0], body[1:]
        body = [row for row in body if any(_is_number(view, cell, starts) for cell in row[1:])]  # 其他 | — | —
        if len(body) >= _ROWS:
            at = first
            if not head and not _STROKE.search(view, body[0][0].start, body[0][-1].end) and first:
                head = _head_above(view, lines[first - 1], len(body[0]) - 1)
                at -= bool(head)
            captions = _captions(view, lines[max(0, at - _CAPTIONS) : at])
            head = head or _head_in_caption(view, captions, len(body[0]) - 1)
            tables.append(PrintedTable(captions, head, tuple(body)))
        first = max(last, first + 1)
    known = {row[0].start for table in tables for row in table.rows}
    bracketed = _bracketed_lists(view, lines, amounts)
    others = (*_blank_tables(view, lines), *_unit_lists(view, lines), *_inline_lists(view, lines), *bracketed)
    tables += [table for table in others if not known.intersection(row[0].start for row in table.rows)]
    return [*tables, *_marked_lists(view, lines, amounts)]


def _blank_tables(view: str, lines: Sequence[Cell]) -> Iterator[PrintedTable]:
    """Lines of words under a head of as many, whose numbers are bare or ranges: 公司 类型 净利润⏎清泉 预增 151~161."""
    rows = [_blank_row(view, line) for line in lines]
    first = 1
    while first < len(lines):
        last = first
        while last < len(lines) and rows[last] and len(rows[last]) == len(rows[first]):
            last += 1
        words = _words(view, lines[first - 1])
        count = len(rows[first])
        years = len(words) == count - 1 and all(_YEAR_HEAD.fullmatch(view, w.start, w.end) for w in words)
        headed = len(words) == count and not any(_CELL.fullmatch(view, w.start, w.end) for w in words)
        if count and ((years and last > first) or (headed and last - first >= _ROWS)):
            head = (Cell(words[0].start, words[0].start), *words) if years else tuple(words)
            captions = _captions(view, lines[max(0, first - 1 - _CAPTIONS) : first - 1])
            yield PrintedTable(captions, head, tuple(rows[first:last]))
        first = max(last, first + 1)


def _blank_row(view: str, line: Cell) -> tuple[Cell, ...]:
    """The words of a line that begins with a label and ends with a number, nothing where it is no such line."""
    words = _words(view, line) if line.end - line.start <= _CAPTION else []
    if len(words) <= _COLUMNS or _CELL.fullmatch(view, words[0].start, words[0].end):
        return ()
    return tuple(words) if _CELL.fullmatch(view, words[-1].start, words[-1].end) else ()


def _unit_lists(view: str, lines: Sequence[Cell]) -> Iterator[PrintedTable]:
    """Lines of a label and a bare number under one that gives their unit: (단위: 백만달러)⏎북미 3,214 (-5.8%)."""
    found = [_LABELLED.fullmatch(view, line.start, line.end) for line in lines]
    for number in range(1, len(lines)):
        if found[number] is None or not _UNIT.search(view, lines[number - 1].start, lines[number - 1].end):
            continue
        members = [m for m in takewhile(lambda match: match is not None, found[number:]) if m]
        rows = tuple((Cell(*m.span("label")), Cell(m.start("number"), m.end())) for m in members)
        captions = _captions(view, lines[max(0, number - _CAPTIONS) : number])
        if len(rows) >= _ROWS and captions:
            yield PrintedTable(captions, (), rows)


def _inline_lists(view: str, lines: Sequence[Cell]) -> Iterator[PrintedTable]:
    """A line that lists labels with bare numbers behind what they are: 제품별 비중(%): TV 18 / IT 36."""
    for line in lines:
        opened = _INLINE.match(view, line.start, line.end)
        if opened is None:
            continue
        bounds = [
            opened.end(),
            *(b for m in _MEMBER.finditer(view, opened.end(), line.end) for b in m.span()),
            line.end,
        ]
        members = [_PAIR.fullmatch(view, a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
        rows = tuple((Cell(*m.span("label")), Cell(*m.span("number"))) for m in members if m)
        if len(rows) == len(members) >= _ROWS:
            yield PrintedTable((Cell(*opened.span("head")),), (), rows)


def _marked_lists(view: str, lines: Sequence[Cell], amounts: Sequence[tuple[int, int]]) -> Iterator[PrintedTable]:
    """Lines that are a list of names with an amount each, as tables of one column: ▲온빛 30억원(5%↑) ▲다온 20억원."""
    for number, line in enumerate(lines):
        if not _MARK.match(view, line.start, line.end):
            continue
        marks = [m.end() for m in _MARK.finditer(view, line.start, line.end)]
        ends = [m.start() for m in _MARK.finditer(view, line.start, line.end)][1:]
        rows = [_member(view, a, b, amounts) for a, b in zip(marks, [*ends, line.end], strict=True)]
        if len(rows) >= _ROWS and all(rows):
            yield PrintedTable(_captions(view, lines[max(0, number - 1) : number]), (), tuple(r for r in rows if r))


def _bracketed_lists(view: str, lines: Sequence[Cell], amounts: Sequence[tuple[int, int]]) -> Iterator[PrintedTable]:
    """Lines of a name, an amount and another in its bracket below a title: 1위 온빛 39% (40%)⏎2위 다온 24% (22%)."""
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate([*lines, Cell(0, 0)]):
        rank = _RANK.match(view, line.start, line.end)
        begin = rank.end() if rank else line.start
        closed = view.endswith(")", line.start, line.end) and not _MARK.match(view, begin)
        row = _member(view, begin, line.end, amounts) if closed else ()
        if row and view.find("(", row[1].start, line.end) > 0:
            rows.append(row)
            continue
        first = number - len(rows)
        above = _captions(view, lines[max(0, first - 1) : first])
        if len(rows) > _ROWS and above and not view.endswith(_STOPS, above[-1].start, above[-1].end):
            yield PrintedTable(above, (), tuple(rows))
        rows = []


def _member(view: str, start: int, end: int, amounts: Sequence[tuple[int, int]]) -> tuple[Cell, ...]:
    """A name and its amount, with what the bracket behind it says; nothing where more is told."""
    first = bisect_left(amounts, (start, 0))
    inside = [(a, b) for a, b in amounts[first : first + _MORE] if b <= end]
    if not inside or not view[inside[0][0] : end].strip() or _CLOSED.fullmatch(view, inside[-1][1], end) is None:
        return ()
    sign = int(view[inside[0][0] - 1] in "+-−–△▽")
    label = Cell(*_strip(view, start, inside[0][0] - sign))
    if not 1 < label.end - label.start <= _LABEL or (len(inside) > 1 and "(" not in view[inside[0][1] : inside[1][0]]):
        return ()
    return (label, Cell(*_strip(view, inside[0][0] - sign, end)))


def _cells(view: str, line: Cell, starts: set[int]) -> tuple[Cell, ...]:
    """The cells of a line: between its strokes, or a label and the amounts that end it."""
    if line.end - line.start > _WIDTH:
        return ()
    strokes = [m.end() for m in _STROKE.finditer(view, line.start, line.end)]
    slashes = [m.end() for m in _SLASH.finditer(view, line.start, line.end)]
    if strokes or len(slashes) >= _SLASHES:
        bounds = [line.start, *(strokes or slashes), line.end + 1]
        cells = [Cell(*_strip(view, a, b - 1)) for a, b in pairwise(bounds)]
        first, last = int(cells[0].start >= cells[0].end), len(cells) - int(cells[-1].start >= cells[-1].end)
        return tuple(cells[first:last])
    words = _words(view, line)
    count = 0
    while count < len(words) - 1 and _is_amount(view, words[-1 - count], starts):
        count += 1
    if count < _COLUMNS or words[-1 - count].end - line.start > _LABEL:
        return ()
    return (Cell(line.start, words[-1 - count].end), *words[-count:])


def _words(view: str, line: Cell) -> list[Cell]:
    bounds = [line.start, *(b for m in _BLANKS.finditer(view, line.start, line.end) for b in m.span()), line.end]
    return [Cell(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]


def _head_above(view: str, line: Cell, count: int) -> tuple[Cell, ...]:
    """The line above a table without strokes as its head, where it has a word for each column."""
    words = _words(view, line)
    if not count <= len(words) <= count + _LABELS or line.end - line.start > _CAPTION:
        return ()
    label = words[-1 - count] if len(words) > count else Cell(line.start, line.start)
    return (label, *words[-count:])


def _head_in_caption(view: str, captions: Sequence[Cell], count: int) -> tuple[Cell, ...]:
    """The words in the bracket that closes the line above, where they are as many as the columns: (万辆，同比)."""
    found = _BRACKET.search(view, captions[-1].start, captions[-1].end) if captions and count >= _COLUMNS else None
    if found is None:
        return ()
    bounds = [found.start("head"), *(b for m in _COMMA.finditer(view, *found.span("head")) for b in m.span())]
    cells = [Cell(*_strip(view, a, b)) for a, b in zip(bounds[::2], [*bounds[1::2], found.end("head")], strict=True)]
    return (Cell(found.start("head"), found.start("head")), *cells) if len(cells) == count else ()


def _is_amount(view: str, cell: Cell, starts: set[int]) -> bool:
    """Whether a word is a number with its unit, and no more."""
    start = cell.start + int(view[cell.start : cell.start + 1] in "+-−–△▲▽▼")
    return (cell.start in starts or start in starts) and view[start : start + 1].isdigit()


def _is_number(view: str, cell: Cell, starts: set[int]) -> bool:
    """Whether a cell holds a number, and no year."""
    if _YEAR.fullmatch(view, cell.start, cell.end):
        return False
    return _NUMBER.fullmatch(view, cell.start, cell.end) is not None or any(
        start in starts and view[start].isdigit() for start in range(cell.start, cell.end)
    )


def _captions(view: str, lines: Sequence[Cell]) -> tuple[Cell, ...]:
    kept: list[Cell] = []
    for line in reversed(lines):
        if line.end - line.start > _CAPTION or _STROKE.search(view, line.start, line.end):
            break
        kept.insert(0, line)
    return tuple(kept)


def _strip(view: str, start: int, end: int) -> tuple[int, int]:
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    return start, end
