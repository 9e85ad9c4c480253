from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl import Workbook

from nlp.errors import OutputError
from nlp.export import cells
from nlp.export.cells import add_sheet, is_formula, number_format, plain_text, save
from nlp.export.files import write_file


@pytest.mark.parametrize(
    "text", ["=1+1", "+82-2", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", '=cmd|"/C calc"!A0']
)
def test_what_a_spreadsheet_could_run(text):
    assert is_formula(text)
    assert plain_text(text) == "'" + text


@pytest.mark.parametrize("text", ["", "营收", "a=b", "1-2", "'=1", " x", "–1"])
def test_what_it_could_not(text):
    assert not is_formula(text)
    assert plain_text(text) == text


def test_half_a_character_is_replaced():
    assert plain_text("a\ud83d") == "a?"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("9325000000", "CNY", "#,##0"),
        ("18.91", "percent", '0.00"%"'),
        ("15", "percent", '0"%"'),
        ("1.50", "CNY/share", "#,##0.0"),
        ("-0.025", None, "#,##0.000"),
        ("1E+3", "CNY", "#,##0"),
    ],
)
def test_numbers_show_their_own_digits(value, unit, shown):
    assert number_format(Decimal(value), unit) == shown


def one_cell(value):
    book = Workbook(write_only=True)
    add_sheet(book, "sheet", ["head"], [[value]], [10])
    return openpyxl.load_workbook(io.BytesIO(save(book)))["sheet"]["A2"]


@pytest.mark.parametrize(
    ("value", "read", "kind"),
    [
        (Decimal("18.91"), 18.91, "n"),
        (Decimal(-400000000), -400000000, "n"),
        (Decimal("1234567890123456789"), "1234567890123456789", "s"),
        (Decimal("1000000000000000000"), 1000000000000000000, "n"),
        ("=1+1", "=1+1", "s"),
        ("#N/A", "#N/A", "s"),
        ("12", "12", "s"),
        ("a\x00b\ud83d", "a\ufffdb\ufffd", "s"),
        (date(1850, 1, 1), "1850-01-01", "s"),
        (None, None, "n"),
    ],
)
def test_a_cell_is_what_it_was(value, read, kind):
    cell = one_cell(value)
    assert (cell.value, cell.data_type) == (read, kind)


def test_a_text_like_a_formula_stays_text_when_it_is_edited():
    assert one_cell("=1+1").quotePrefix
    assert not one_cell("营收").quotePrefix


def test_a_day_is_a_date():
    cell = one_cell(date(2024, 6, 30))
    assert (cell.value.date(), cell.number_format) == (date(2024, 6, 30), "yyyy-mm-dd")


def test_a_long_text_is_cut_with_a_mark():
    text = one_cell("字" * 40_000).value
    assert (len(text), text[-1]) == (32_767, "…")


def test_too_many_rows_are_an_error(monkeypatch):
    monkeypatch.setattr(cells, "MOST_ROWS", 3)
    with pytest.raises(OutputError, match=r"\[E625\] facts: more than 3 rows"):
        add_sheet(Workbook(), "facts", ["head"], [["a"], ["b"], ["c"]], [10])


def test_a_file_is_written_as_a_whole(tmp_path):
    path = tmp_path / "file.csv"
    write_file(path, b"one")
    write_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["file.csv"]


def test_a_place_that_cannot_be_written(tmp_path):
    with pytest.raises(OutputError, match=r"\[E401\]"):
        write_file(tmp_path / "no" / "folder" / "file.csv", b"")
