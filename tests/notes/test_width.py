from __future__ import annotations

import pytest

from nlp.notes.width import align, crop, crop_around, display_width, one_line


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("营收", 4), ("삼성", 4), ("ＡＢ", 4), ("e\u0301", 1), ("한\u200b글", 4), ("…", 1), ("ｶ", 1)],
)
def test_cells(text, cells):
    assert display_width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "cropped"),
    [("营业收入", 8, "营业收入"), ("营业收入", 7, "营业收…"), ("营业收入", 6, "营业…"), ("abc", 2, "a…"), ("", 3, "")],
)
def test_crop(text, cells, cropped):
    assert crop(text, cells) == cropped
    assert display_width(cropped) <= cells


@pytest.mark.parametrize(("start", "end"), [(0, 5), (100, 105), (195, 200), (0, 200)])
def test_crop_around_keeps_the_part_in_view(start, end):
    text = "".join(chr(0x4E00 + i) for i in range(200))
    cropped = crop_around(text, start, end, 40)
    assert display_width(cropped) <= 40
    assert text[start : min(end, start + 5)] in cropped


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\n b\tc", "a b c"), ("a\u202eb\x1b[31mc", "ab [31mc"), (" 营收 ", "营收"), ("\ud83d", "")],
)
def test_one_line_cannot_move_the_cursor(text, line):
    assert one_line(text) == line


def test_columns_are_aligned_by_cells():
    lines = align([["subject", "value", "quote"], ["科大讯飞", "9", "x"], ["삼성", "-4", ""]], 20)
    assert lines == ["subject   value  quote", "科大讯飞  9      x", "삼성      -4"]
