"""Tables that texts print line by line."""

from __future__ import annotations

import re

import pytest

from nlp.structure import printed_tables

# (text, captions, head, rows): each cell as it stands in the text.
TABLES = [
    ("회사 | 매출\n온빛 | 30\n다온 | 40\n", [], ["회사", "매출"], [["온빛", "30"], ["다온", "40"]]),
    (
        "| 회사 | 2025 |\n|---|---|\n| 온빛 | 30 |\n| 다온 | 40 |\n",
        [],
        ["회사", "2025"],
        [["온빛", "30"], ["다온", "40"]],
    ),
    ("[표] 인력\n온빛 | 30명\n다온 | 40명\n", ["[표] 인력"], [], [["온빛", "30명"], ["다온", "40명"]]),
    (
        "排名 公司 收入 份额\n1 清泉 30 4%\n2 远山 20 3%\n",
        [],
        ["公司", "收入", "份额"],
        [["1 清泉", "30", "4%"], ["2 远山", "20", "3%"]],
    ),
    (
        "收入前二(亿元,同比):\n清泉 30 +4%\n远山 20 -3%\n",
        ["收入前二(亿元,同比):"],
        ["", "亿元", "同比"],
        [["清泉", "30", "+4%"], ["远山", "20", "-3%"]],
    ),
    ("홈 | 경제 | 산업\n입력 2026.05.01 | 수정 2026.05.01\n매출은 30억원이다.\n", None, None, None),
    ("온빛은 30억원 40억원\n", None, None, None),
]


@pytest.mark.parametrize(("text", "captions", "head", "rows"), TABLES)
def test_lines_of_cells_are_a_table(
    text: str, captions: list[str] | None, head: list[str] | None, rows: list[list[str]] | None
) -> None:
    tables = printed_tables(text, [m.span() for m in re.finditer(r"[+-]?\d+(?:억원|명|%)?", text)])
    read = [
        (
            [text[c.start : c.end] for c in table.captions],
            [text[c.start : c.end] for c in table.head],
            [[text[c.start : c.end] for c in row] for row in table.rows],
        )
        for table in tables
    ]
    assert read == ([] if rows is None else [(captions, head, rows)])
