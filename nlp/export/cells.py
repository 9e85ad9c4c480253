"""Cells of tables that a spreadsheet opens: text stays text, whatever it begins with, and numbers are numbers.

A spreadsheet runs a text that begins with = + - @ as a formula, and titles and sentences come from anywhere. In a
workbook such a text is stored as a string that the spreadsheet may not read as anything else; CSV has no types, so
there an apostrophe stands before it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from nlp.errors import OutputError
from nlp.records import format_decimal

Value = str | int | Decimal | date | None

MOST_ROWS = 1_048_576
_MOST_TEXT = 32_767
_MOST_DIGITS = 15  # a spreadsheet's number has no more; a longer one would be rounded in silence
# The full-width forms are read as the plain ones by spreadsheets of East Asian locales.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_SPECIAL = re.compile(rf"{_FORMULA.pattern}|#")  # and what reads like an error of a spreadsheet: #N/A
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LONG_AGO = datetime(1980, 1, 1)  # the first day that a ZIP file can state
_FIRST_YEAR = 1901  # a spreadsheet's calendar begins in 1900, with a day that never was
_BOLD, _WRAP = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return _FORMULA.match(text) is not None


def plain_text(text: str) -> str:
    """Write a text for CSV: one that a spreadsheet could take for a formula gets an apostrophe before it."""
    text = text.encode("utf-8", "replace").decode()  # a lone surrogate has no UTF-8
    return f"'{text}" if is_formula(text) else text


def number_format(value: Decimal, unit: str | None) -> str:
    """Choose how a spreadsheet shows a number: with its own digits, in groups, and with the sign of per cent."""
    exponent = Decimal(format_decimal(value)).as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return ("0" if unit == "percent" else "#,##0") + "." * bool(places) + "0" * places + '"%"' * (unit == "percent")


def make_cell(sheet: Any, value: Value, unit: str | None = None, wrap: bool = False) -> Any:
    """Make what `sheet.append` takes: a cell, or the value itself where it needs no format, which is much faster.

    Args:
        sheet: of an openpyxl workbook.
        value: a text, number, date or nothing.
        unit: that of a number, for its format.
        wrap: break long texts into lines.
    """
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _MOST_DIGITS:
        value = format_decimal(value)
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        value = value.isoformat()
    if isinstance(value, str):
        value = _NOT_XML.sub("\ufffd", value)
        if len(value) > _MOST_TEXT:
            value = value[: _MOST_TEXT - 1] + "…"
    plain = isinstance(value, str) and not _SPECIAL.match(value)
    if not wrap and (value is None or plain or isinstance(value, int)):
        return value
    cell = WriteOnlyCell(sheet)
    cell.value = value
    if wrap:
        cell.alignment = _WRAP
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it looks like
        if is_formula(value):
            cell.quotePrefix = True
    elif isinstance(value, Decimal):
        cell.number_format = number_format(value, unit)
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def add_sheet(
    book: Workbook,
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    widths: Sequence[int],
    wrap: bool = False,
) -> Any:
    """Add a sheet with a bold first line that stays in view and can be filtered by.

    Args:
        book: a write-only or an ordinary workbook.
        title: name of the sheet.
        head: names of the columns.
        rows: values, or pairs of a number and its unit.
        widths: of the columns, in characters.
        wrap: break long texts into lines.

    Raises:
        OutputError: there are more rows than a sheet holds (E625).
    """
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    cells = [WriteOnlyCell(sheet, name) for name in head]
    for cell in cells:
        cell.font = _BOLD
    sheet.append(cells)
    count = 1
    for row in rows:
        count += 1
        if count > MOST_ROWS:
            raise OutputError("E625", path=title, rows=f"more than {MOST_ROWS:,}", limit=f"{MOST_ROWS:,}")
        pairs = (value if isinstance(value, tuple) else (value, None) for value in row)
        sheet.append([make_cell(sheet, value, unit, wrap) for value, unit in pairs])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{count}"
    return sheet


def save(book: Workbook) -> bytes:
    """Write a workbook; the same content gives the same bytes on any day."""
    book.properties.creator = "xinmun"
    book.properties.created = _LONG_AGO
    dated = io.BytesIO()
    book.save(dated)
    written = io.BytesIO()
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in sorted(old.namelist()):
            content = old.read(entry)
            if entry == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(entry, _LONG_AGO.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return written.getvalue()
