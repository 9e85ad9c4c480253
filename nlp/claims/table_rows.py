"""Rows of printed tables: the head of its column, the label of its row and the caption above say what a cell is.

회사 | 2분기 매출 | 전년비⏎온빛 | 8431억원 | 8.1%: the metric is that of the column, else of the row or the caption; a
column of changes goes with the amounts before it; units stand in the head (营收（亿元）) or above (단위: 백만달러).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nlp.claims.concepts import OTHER, TRADE, concepts, fits_level
from nlp.claims.dating import SPOKEN, resolve
from nlp.claims.economies import own_country
from nlp.claims.implied import with_unit
from nlp.claims.mentions import FORESEEING, Metric, metric_named
from nlp.claims.model import UNKNOWN_TIMING, Subject, Timing, Value, subject_of, taken_up
from nlp.claims.naming import UNLISTED
from nlp.claims.sentence import SentenceContext
from nlp.claims.spans import at_date
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression
from nlp.periods.dates import Frame, shift_years
from nlp.quantities import find_quantities
from nlp.records import Aspect, EntityMention, Quantity
from nlp.structure import Cell, PrintedTable, Sentence, printed_tables

_BARE = re.compile(r"[+\-−–△▲▽▼]?\s?\d[\d,]*(?:\.\d+)?(?:[~～][+\-−–]?\d[\d,]*(?:\.\d+)?)?$")
_RANGE = re.compile(r"(?P<low>[+\-−–]?\d[\d,]*(?:\.\d+)?)[~～](?P<high>[+\-−–]?\d[\d,]*(?:\.\d+)?)")
_BEFORE_BRACKET = re.compile(r"[+\-]?\d[\d,]*(?:\.\d+)?(?=\s?\([^()]{1,14}\)$)")
_PERCENT = re.compile(r"[+\-−–△▲▽▼]?\s?\d[\d,]*(?:\.\d+)?%")
_SCALE = re.compile(r"^[십백천만억조十百千万萬亿億兆]+")
_YEAR = re.compile(r"(?:FY)?(?P<year>20\d\d)[AEF]?")
_ESTIMATED = re.compile(r"\d年?\s?[EF]\)?$")  # 2026E
_PLUS = ("+", "＋")
_EACH_SHARE = ("EarningsPerShare", "DividendPerShare", "BookValuePerShare", "SharePrice")
_IN_HEAD = re.compile(r"\((?P<unit>[^()\d]{1,8})\)$")
_MINUS = ("-", "−", "–", "△", "▽", "▼")
_SIGNS = (*_MINUS, "+", "▲")
_DEALS = ("FundsRaised", "ContractValue")  # done on a day, which a column of its own tells
_ARROWS = ("↑", "↓", "▲", "▼")
_BASES: dict[str, Aspect] = {"yoy": "change_yoy", "qoq": "change_qoq", "base": "change"}
_LABELS = 20  # rows of a table whose labels say what all are
_RELATIVE = ("percent", "percentage_point", "times")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table a number stands: its column, its row, and whether another number of its cell stands before."""

    table: PrintedTable
    row: tuple[Cell, ...]
    column: int
    behind: bool


def with_units(view: str, lang: str, quantities: Sequence[Quantity]) -> tuple[list[Quantity], list[PrintedTable]]:
    """Find the tables of a text, and give the bare numbers in their cells the units of head and caption.

    Args:
        view: the article's text, folded.
        lang: its language.
        quantities: its quantities, in order.
    """
    tables = printed_tables(view, [(q.start, q.end) for q in quantities])
    read: dict[int, Quantity] = {}
    for table in tables:
        above = _unit_of_caption(view, lang, table)
        units = [_unit_of_head(view, lang, cell, above) for cell in table.head] or [above] * len(table.rows[0])
        for row in table.rows:
            labelled = _IN_HEAD.search(view, row[0].start, row[0].end)  # 收入（亿元） | 56.5 | 62.9
            for whole, common in zip(row[1:], units[1:], strict=True):
                unit = labelled["unit"] if labelled else _of_row(view, lang, row[0], common, above)
                number = _BEFORE_BRACKET.match(view, whole.start, whole.end)
                cell = Cell(number.start(), number.end()) if number else whole
                if (alone := _alone(view, lang, cell)) is not None:
                    read[alone.start] = alone
                bare = _BARE.fullmatch(view, cell.start, cell.end)
                if bare is None or not unit:
                    continue
                found = _with_unit(view, lang, cell, unit)
                if found is not None:
                    read[found.start] = found
    inside = {offset for q in read.values() for offset in range(q.start, q.end)}
    titles = [c for table in tables for c in (*table.captions, *table.head, *(row[0] for row in table.rows))]
    kept = [
        q
        for q in quantities
        if q.start not in inside
        and q.end - 1 not in inside
        and (view[q.start].isdigit() or not any(c.start <= q.start < c.end for c in titles))  # 단위: 백만달러
    ]
    return sorted([*kept, *read.values()], key=lambda q: q.start), tables


def _of_row(view: str, lang: str, label: Cell, unit: str | None, above: str | None) -> str | None:
    """The unit of a row whose label is a ratio or an amount for each share, under one for sums: EPS | 7,092."""
    named = metric_named(view, lang, label.start, label.end) if unit and unit == above else None
    if named is None or unit is None:
        return unit
    if concepts()[named.concept].dimension == "ratio":
        return "%"
    return _SCALE.sub("", unit) or unit if named.concept in _EACH_SHARE else unit


def _alone(view: str, lang: str, cell: Cell) -> Quantity | None:
    """A cell of per cent read by itself: in 29.4% +4.1 no sign belongs to the number before it."""
    text = view[cell.start : cell.end]
    if not _PERCENT.fullmatch(text) or view[cell.end : cell.end + 2].strip()[:1] not in _PLUS:
        return None
    return _with_unit(view, lang, Cell(cell.start, cell.end), "")


def _with_unit(view: str, lang: str, cell: Cell, unit: str) -> Quantity | None:
    text = view[cell.start : cell.end]
    digits = text.lstrip("+-−–△▲▽▼ ")
    if (led := _RANGE.fullmatch(text)) is not None:
        ends = [_with_unit(text, lang, Cell(*led.span(end)), unit) for end in ("low", "high")]
        low, high = (end.low if end else None for end in ends)
        if ends[0] is None or low is None or high is None or low > high:
            return None
        return replace(ends[0], start=cell.start, end=cell.end, text=text, low=low, high=high, qualifier="range")
    found = find_quantities(f"{digits}{unit}", lang)
    if unit == "百分点":
        found = find_quantities(f"{digits}个{unit}", lang)
    if len(found) != 1 or found[0].start or found[0].unit is None or found[0].low is None:
        return None
    low = -found[0].low if text.startswith(_MINUS) else found[0].low
    return replace(found[0], start=cell.start, end=cell.end, text=text, low=low, high=low)


def _unit_of_head(view: str, lang: str, cell: Cell, common: str | None) -> str | None:
    """The unit in the bracket of a head, the head itself where it is one, else that of the caption for no change."""
    found = _IN_HEAD.search(view, cell.start, cell.end)
    if found is not None and (common is None or _is_unit(found["unit"], lang)):
        return found["unit"]  # 2026年（预测） gives no unit
    if _is_unit(word := view[cell.start : cell.end], lang):
        return word
    moved = syntax(lang, "table_change").search(view, cell.start, cell.end)
    return None if moved else common


def _is_unit(word: str, lang: str) -> bool:
    found = find_quantities(f"1{word}", lang)
    return len(found) == 1 and found[0].unit is not None and found[0].text == f"1{word}"


def _unit_of_caption(view: str, lang: str, table: PrintedTable) -> str | None:
    """The unit of all cells, above a table or in its corner: 单位：亿元, 分品牌销量（万辆）, 项目（亿元） | 2025年."""
    for line in (*reversed(table.captions), *table.head[:1]):
        found = syntax(lang, "table_unit").search(view, line.start, line.end)
        if found is not None:
            return found["unit"]
        closing = _IN_HEAD.search(view, line.start, line.end)
        if closing is not None and _is_unit(closing["unit"], lang):
            return closing["unit"]
    return None


def lines_of(tables: Sequence[PrintedTable]) -> list[Sentence]:
    """The lines of tables and those above them, each by itself."""
    spans = {(c.start, c.end) for table in tables for c in table.captions}
    spans |= {(row[0].start, row[-1].end) for table in tables for row in (table.head, *table.rows) if row}
    return [Sentence(start, end, 0, heading=True) for start, end in sorted(spans)]


def places(tables: Sequence[PrintedTable], contexts: Sequence[SentenceContext]) -> Mapping[int, Place]:
    """Where each number of a table stands, by its start."""
    found: dict[int, Place] = {}
    numbers = [q for context in contexts for q in context.quantities]
    starts = [q.start for q in numbers]
    for table in tables:
        for row in table.rows:
            for column, cell in enumerate(row[1:], 1):
                first = bisect_right(starts, cell.start - 1)
                inside = [q for q in numbers[first : first + 3] if q.end <= cell.end]
                for count, quantity in enumerate(inside):
                    found[quantity.start] = Place(table, row, column, bool(count))
    return found


@dataclass(frozen=True, slots=True)
class Grid:
    """The tables of an article: where its numbers stand, and their lines, read as sentences."""

    places: Mapping[int, Place]
    lines: Sequence[SentenceContext]

    def holds(self, context: SentenceContext) -> bool:
        """Whether a sentence is a row of a table, as far as it has numbers; a rank (1위) is none."""
        numbers = [q for q in context.quantities if q.kind != "ordinal"]
        return bool(self.places) and bool(numbers) and all(q.start in self.places for q in numbers)

    def read(self, context: SentenceContext, focus: Timing, country: Subject) -> list[tuple[Value, Timing]]:
        """The numbers of a row with their periods; without a metric where the table does not tell what they are.

        Args:
            context: the row.
            focus: the period that the text is speaking of.
            country: the economy that it is speaking of.
        """
        read: list[tuple[Value, Timing]] = []
        for index, quantity in enumerate(context.quantities):
            if quantity.start not in self.places:
                continue
            value = self._value(quantity, index, country) or Value(quantity, False, 0, None, "level", index, False)
            priced = concepts()[value.concept].nature == "price"
            place = self.places[quantity.start]
            when = self._timing(place, UNKNOWN_TIMING if priced else focus)
            if value.concept in _DEALS:
                when = self._done(place) or when
            read.append((value, at_date(value, when)))
        return read

    def is_foreseen(self, value: Value, timing: Timing) -> bool:
        """Whether the words above a table, or the head of its column, say that a number is only foreseen."""
        place = self.places[value.quantity.start]
        if timing.end is None or (self.lines[0].reference and timing.end < self.lines[0].reference):
            return False
        for cell in (*place.table.captions, *place.table.head[place.column : place.column + 1]):
            context = self._context(cell)
            if context is not None and _ESTIMATED.search(context.view, cell.start, cell.end):
                return True
            if context is not None and any(
                c.kind in FORESEEING and cell.start <= c.start and c.end <= cell.end for c in context.cues
            ):
                return True
        return False

    def _value(self, quantity: Quantity, index: int, country: Subject) -> Value | None:
        """A number with the metric, change, holder and part that its table gives it."""
        place = self.places[quantity.start]
        metric, aspect = self._metric(place, quantity)
        if metric is None:
            return None
        quantity = with_unit(quantity, metric, self.lines[0].currency)
        change = aspect != "level"
        if not change and not fits_level(quantity, concepts()[metric.concept]):
            return None
        if change and quantity.unit not in _RELATIVE and not fits_level(quantity, concepts()[metric.concept]):
            return None
        view = self.lines[0].view
        signs = view[max(0, quantity.start - 2) : quantity.start + 1]
        down = any(mark in signs for mark in _MINUS) or view[quantity.end : quantity.end + 1] in ("↓", "▼")
        direction = -1 if change and down else 0
        subject, segment = self._holder(place, metric.concept, country)
        own = replace(metric, start=quantity.start, end=quantity.start)
        return Value(quantity, change, direction, own, aspect, index, True, (), segment, None, subject)

    def _metric(self, place: Place, quantity: Quantity) -> tuple[Metric | None, Aspect]:
        """The metric of a cell, and whether it is a change of it."""
        head = place.table.head[place.column] if place.table.head else None
        if (share := self._share(place, head, quantity)) is not None:
            return share, "level"
        named = self._named(head) or self._named(place.row[0]) or self._named(*place.table.captions)
        moved = self._moved(head)
        if place.behind:
            moved = self._moved_behind(place, quantity)
            if moved is None:
                return (named if self._aside(place) else None), "level"
        elif head is not None and moved is not None and self._named(head) is None:
            named = self._left_of(place, points=quantity.unit == "percentage_point") or named
        if named is not None and moved is None and named.aspect != "level":
            moved = named.aspect
        if moved is None and named is not None and quantity.unit in _RELATIVE[:2]:
            moved = "change_yoy" if concepts()[named.concept].dimension in ("money", "count") and not head else None
        if named is not None and moved == "change_yoy" and concepts()[named.concept].nature == "price":
            moved = moved if self._says(head, "yoy") else "change"  # 涨跌幅 of a price is that of the day
        return named, moved or "level"

    def _share(self, place: Place, head: Cell | None, quantity: Quantity) -> Metric | None:
        """The share of revenue that a column beside the amounts tells: 收入 | 比重."""
        context = self._context(head)
        own = self._named(head)
        if head is None or context is None or quantity.unit != "percent" or (own and own.concept != OTHER):
            return None
        if not syntax(context.lang, "table_share").search(context.view, head.start, head.end):
            return None
        whole = self._left_of(place)
        return replace(whole, concept="ShareOfRevenue") if whole is not None and whole.concept == "Revenue" else None

    def _says(self, cell: Cell | None, kind: str) -> bool:
        """Whether a cell has a cue of a kind."""
        context = self._context(cell)
        if cell is None or context is None:
            return False
        return any(c.kind == kind and cell.start <= c.start and c.end <= cell.end for c in context.cues)

    def _moved_behind(self, place: Place, quantity: Quantity) -> Aspect | None:
        """What the number in the bracket behind an amount is a change against; None where it may be a share."""
        said = self._moved(*place.table.captions, *place.table.head[place.column : place.column + 1], *place.row)
        view = self.lines[0].view
        signed = (
            view[quantity.start] in _SIGNS
            or view[quantity.start - 1] in _SIGNS
            or view.startswith(_ARROWS, quantity.end)
        )
        if said is None and not signed:
            return None
        return said or self._moved(*place.table.rows[0]) or "change_yoy"

    def _aside(self, place: Place) -> list[TimeExpression]:
        """The words of time that a line above says its brackets are of: 점유율 (괄호 안은 3분기)."""
        lines = [line for line in place.table.captions if (c := self._context(line)) and not _tells_moves(c, line)]
        return [time for line in lines for time in self._times(line) if _is_aside(self._context(line), time)]

    def _left_of(self, place: Place, *, points: bool = False) -> Metric | None:
        """What a column of changes goes with: the nearest before it, points aside the nearest that is no ratio."""
        for cell in reversed(place.table.head[1 : place.column]):
            named = self._named(cell)
            if named is not None and (points or concepts()[named.concept].dimension != "ratio"):
                return named
        return None

    def _named(self, *cells: Cell | None) -> Metric | None:
        """The last metric that a cell names, or the nearest line above."""
        for cell in reversed(cells):
            context = self._context(cell)
            if cell is None or context is None:
                continue
            glued = context.lang == "ko"  # 온빛투자 names a company and no investment
            named = [
                m
                for m in context.metrics
                if cell.start <= m.start and m.end <= cell.end and m.concept != OTHER
                if not (glued and m.start > cell.start and context.view[m.start - 1].isalpha())
            ]
            bracket = context.view.find("(", cell.start + 1, cell.end)
            end = bracket - context.view.endswith(" ", cell.start, bracket) if bracket > 0 else cell.end
            closed = metric_named(context.view, context.lang, cell.start, end)
            if closed is not None or named:
                return closed or named[-1]
        return None

    def _moved(self, *cells: Cell | None) -> Aspect | None:
        """What a column of changes is against; None where it tells of no change."""
        for cell in reversed(cells):
            context = self._context(cell)
            if cell is None or context is None:
                continue
            for cue in context.cues:
                inside = [(t.start, t.end) for t in context.times] + [(m.start, m.end) for m in context.metrics]
                other = any(start <= cue.start and cue.end <= end for start, end in inside)  # 收盘价 is no change
                if cell.start <= cue.start and cue.end <= cell.end and cue.kind in _BASES and not other:
                    return _BASES[cue.kind]
            if syntax(context.lang, "table_change").search(context.view, cell.start, cell.end):
                return "change_yoy"
        return None

    def _holder(self, place: Place, concept: str, economy: Subject) -> tuple[Subject | None, str | None]:
        """Whose a cell is: the company or country of its row or column, else the part of whom the text is about."""
        for cell in (place.row[0], *place.table.head[place.column : place.column + 1]):
            context = self._context(cell)
            if context is None or cell.start >= cell.end or self._named(cell) is not None or self._times(cell):
                continue
            if self._year(cell) is not None:
                continue
            if cell is not place.row[0]:
                company = self._mention(cell, ("ORG",))
                return (subject_of(company), None) if company else (None, None)
            marked = syntax(context.lang, "table_rank").match(context.view, cell.start, cell.end)
            start = marked.end() if marked else cell.start
            name = context.text[start : cell.end]
            if syntax(context.lang, "table_sum").fullmatch(context.view, start, cell.end) or not name:
                continue
            company, country = self._mention(cell, ("ORG",)), self._mention(cell, ("LOC",))
            if company is not None and concept not in TRADE:  # EU | 1,012: with whom an economy trades
                return subject_of(company), None
            if country is not None and concepts()[concept].holder == "economy":
                trades = concept in (*TRADE, "TradeBalance") and economy.entity_id != country.entity_id
                home = economy if economy.name else own_country(context, known=True)
                return (taken_up(home), country.text) if trades else (subject_of(country), None)
            return (Subject(name, None, name, UNLISTED), None) if self._of_companies(place.table) else (None, name)
        return None, None

    def _of_companies(self, table: PrintedTable) -> bool:
        """Whether the rows of a table are companies, as its head says or most of its first labels are."""
        context = self._context(table.head[0]) if table.head else None
        if context is not None:
            cell = table.head[0]
            if syntax(context.lang, "table_companies").fullmatch(context.view, cell.start, cell.end):
                return True
        labels = [row[0] for row in table.rows[:_LABELS]]
        return 2 * sum(self._mention(label, ("ORG",)) is not None for label in labels) >= len(labels)

    def _mention(self, cell: Cell, labels: tuple[str, ...]) -> EntityMention | None:
        context = self._context(cell)
        if context is None:
            return None
        inside = [m for m in context.entities if m.label in labels and cell.start <= m.start and m.end <= cell.end]
        return next((m for m in inside if 2 * (m.end - m.start) > cell.end - cell.start), None)

    def _timing(self, place: Place, focus: Timing) -> Timing:
        """The period of a cell: its own (396명 (3월 말 기준)), that of its column or row, as a part of the caption's.

        Where none is told it is the one in focus.
        """
        told = focus
        named = False
        for line in place.table.captions:
            for time in self._times(line):
                if not _is_aside(self._context(line), time):
                    told, named = self._resolve(time, told), True
        head = place.table.head[place.column : place.column + 1]
        for cell in (place.row[0], *head):
            if (year := self._year(cell)) is not None:
                first = date(int(year["year"]), 1, 1)
                told, named = Timing(first, date(first.year, 12, 31), None), True
            for time in self._times(cell):
                found = self._resolve(time, told)
                told = _part_of_year(found, told) if named else found
                named = True
        for time in self._aside(place) if place.behind else self._times(place.row[place.column]):
            told = self._resolve(time, told)
        return told

    def _done(self, place: Place) -> Timing | None:
        """The date of a deal in a cell of its row: 轮次 | 时间 | 金额⏎A轮 | 2018年12月 | 5000万元."""
        for cell in place.row:
            times = self._times(cell)
            if len(times) == 1 and times[0].has_year and (times[0].start, times[0].end) == (cell.start, cell.end):
                found = self._resolve(times[0], UNKNOWN_TIMING)
                return found if found.span else None
        return None

    def _year(self, cell: Cell) -> re.Match[str] | None:
        """The year that is all that a cell says: 2024, 2026E."""
        return _YEAR.fullmatch(self.lines[0].view, cell.start, cell.end)

    def _resolve(self, time: TimeExpression, focus: Timing) -> Timing:
        context = self._context(Cell(time.start, time.end))
        found = resolve(context, time, focus) if context is not None else UNKNOWN_TIMING
        return found if found.span else focus

    def _times(self, cell: Cell) -> list[TimeExpression]:
        """The words of time in a cell that date it; those of a comparison do not."""
        context = self._context(cell)
        if context is None:
            return []
        bases = [c for c in context.cues if c.kind in _BASES and cell.start <= c.start and c.end <= cell.end]
        return [
            t
            for t in context.times
            if t.kind in SPOKEN
            and cell.start <= t.start
            and t.end <= cell.end
            and not any(c.start < t.end and t.start < c.end and (c.start, c.end) != (t.start, t.end) for c in bases)
        ]

    def _context(self, cell: Cell | None) -> SentenceContext | None:
        if cell is None:
            return None
        at = bisect_right(self.lines, cell.start, key=lambda context: context.start) - 1
        return self.lines[at] if at >= 0 and cell.end <= self.lines[at].end else None


def _tells_moves(context: SentenceContext, line: Cell) -> bool:
    """Whether a line says that its brackets tell how much an amount has moved (괄호 안은 전년 동월비)."""
    return context.lang == "ko" and syntax("ko", "bracket_moves").search(context.view, line.start, line.end) is not None


def _is_aside(context: SentenceContext | None, time: TimeExpression) -> bool:
    """Whether a word of time says what the brackets of a table are of (괄호 안은 3분기)."""
    if context is None or context.lang != "ko":
        return False
    return syntax("ko", "bracket_legend", "$").search(context.view, context.start, time.start) is not None


def _part_of_year(named: Timing, whole: Timing) -> Timing:
    """A year in a table on a part of one is that part of it: 5월 1~20일 under 2025년."""
    if named.start is None or named.end is None or whole.start is None or whole.end is None:
        return named
    year = (named.start.month, named.start.day, named.end.month, named.end.day) == (1, 1, 12, 31)
    if not year or named.start.year != named.end.year or (whole.end - whole.start).days > 364:
        return named
    first, last, _ = shift_years(Frame(whole.start, whole.end, "span"), named.start.year - whole.start.year)
    return replace(named, start=first, end=last)
