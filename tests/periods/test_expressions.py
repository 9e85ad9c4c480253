"""Readings by example: which wording is found, and which days it stands for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nlp.errors import ConfigError
from nlp.periods import TimeExpression, find_expressions, find_periods
from nlp.tables import read_table_file

HERE = Path(__file__).parent


def rows(lang: str) -> list[Any]:
    return [
        pytest.param(lang, row, id=f"{lang}-{row['text']}-{row['focus']}")
        for row in read_table_file(HERE / f"{lang}.tsv")
    ]


def day(cell: str) -> date | None:
    return None if cell in ("", "-") else date.fromisoformat(cell)


def overlapping(text: str, lang: str, surface: str) -> TimeExpression:
    found = {expression.text: expression for expression in find_expressions(text, lang)}
    assert surface in found, f"found {list(found)}"
    return found[surface]


@pytest.mark.parametrize(("lang", "row"), [*rows("zh"), *rows("ko")])
def test_example(lang: str, row: dict[str, str]) -> None:
    expression = overlapping(row["text"], lang, row["surface"])
    first, _, last = row["focus"].partition(" ")
    focus = (date.fromisoformat(first), date.fromisoformat(last)) if first else None
    resolved = expression.resolve(day(row["reference"]), focus)
    assert (resolved.period_start, resolved.period_end) == (day(row["start"]), day(row["end"]))
    for claim in row["holds"].split():
        name, _, value = claim.partition("=")
        assert str(getattr(expression, name)) == value


@pytest.mark.parametrize("row", read_table_file(HERE / "none.tsv"), ids=lambda row: row["text"])
def test_no_period(row: dict[str, str]) -> None:
    assert [expression.text for expression in find_expressions(row["text"], row["lang"])] == []


@pytest.mark.parametrize(
    ("lang", "text", "surface"),
    [
        ("zh", "净利润一\n季度下滑", "一\n季度"),
        ("zh", "截至2024\n年12月31日", "截至2024\n年12月31日"),
        ("ko", "2024년\n상반기 매출", "2024년\n상반기"),
        ("ko", "지난\n해 매출", "지난\n해"),
    ],
)
def test_line_breaks_inside(lang: str, text: str, surface: str) -> None:
    assert overlapping(text, lang, surface).text == surface


@pytest.mark.parametrize(
    ("lang", "text", "reference", "alternative"),
    [
        ("zh", "12月销量", date(2025, 1, 5), (date(2025, 12, 1), date(2025, 12, 31))),
        ("ko", "금요일에", date(2016, 11, 7), (date(2016, 11, 11), date(2016, 11, 11))),
        ("zh", "明年初", date(2021, 6, 14), (date(2022, 1, 1), date(2022, 2, 28))),
        ("zh", "前两年", date(2013, 2, 12), (date(2011, 1, 1), date(2012, 12, 31))),
        ("ko", "2025년까지", None, (None, date(2024, 12, 31))),
    ],
)
def test_other_readings_are_kept(
    lang: str, text: str, reference: date | None, alternative: tuple[date | None, date | None]
) -> None:
    (period,) = find_periods(text, lang, reference)
    assert alternative in period.alternatives


def test_a_member_of_a_list_takes_the_year_before_it() -> None:
    periods = find_periods("2024年一季度、二季度和三季度", "zh", None)
    assert [period.period_start for period in periods] == [date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1)]


def test_an_anaphor_takes_the_period_before_it() -> None:
    periods = find_periods("2024年上半年营收93亿元，上年同期为78亿元", "zh", date(2024, 8, 30))
    assert (periods[1].period_start, periods[1].period_end) == (date(2023, 1, 1), date(2023, 6, 30))


def test_a_period_is_written_as_the_contract_says() -> None:
    (period,) = find_periods("历时1小时30分", "zh", None)
    assert period.to_dict()["seconds"] == "5400"
    assert period.to_dict()["kind"] == "duration"


def test_unknown_language() -> None:
    with pytest.raises(ConfigError, match="E202"):
        find_expressions("2024", "fr")
