"""The page of the comparison: what is written, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.bench_peers import Result, Share
from tests.benchmarks.news import News
from tests.benchmarks.page import BEGIN, END, tables, write_between_marks

OURS = Result({"name": "xinmun", "zh": "number date", "ko": "", "licence": "", "usage": ""}, "1")
PEER = Result({"name": "peer", "zh": "number", "ko": "", "licence": "MIT", "usage": "`parse`"}, "2")
LATE = Result({"name": "late", "zh": "number", "ko": "", "licence": "", "usage": ""}, failure="no such package")


@pytest.fixture(scope="module")
def markdown() -> str:
    OURS.shares.update({("zh", "number", "duckling"): Share(3, 4), ("zh", "date", "jionlp"): Share(2, 2)})
    PEER.shares.update({("zh", "number", "duckling"): Share(4, 4)})
    OURS.speeds["quantities and periods", "zh"] = 1_234_567.0
    PEER.speeds["numbers", "zh"] = 123_456.7
    PEER.odd_token = (5, 0)
    return tables([OURS, PEER, LATE], "an article", [News("zh", "三", None)])


@pytest.mark.parametrize(
    "line",
    [
        "late could not be run here: no such package",
        "| peer | 2 | MIT | `parse` |",
        "|  | xinmun | peer |",
        "| number (4) | .750 | **1.0** |",
        "| date (2) | **1.0** | - |",
        "| peer, Chinese | - | 1.0 / .750 (4) | - |",
        "| peer: numbers | 123,000 (10.0) | - |",
        "- Chinese number, cases of Duckling: peer 4 of 4, xinmun 3",
        "| peer | 5 | 0 |",
    ],
)
def test_a_line_of_the_tables(markdown: str, line: str) -> None:
    assert line in markdown.splitlines()


def test_only_what_is_between_the_marks_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write_between_marks(page, "new\n")
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("text\n", encoding="utf-8")
    with pytest.raises(ValueError, match="measured"):
        write_between_marks(page, "new\n")
    assert page.read_text(encoding="utf-8") == "text\n"
