"""Holidays, lunar days and arithmetic on days, against days that anybody can look up."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.errors import ConfigError
from nlp.periods.dates import Frame, add_months, previous_frame, shift_years, step, unit_frame
from nlp.periods.holidays import easter, holiday_frame, orthodox_easter
from nlp.periods.lunar import lunar_frame
from nlp.tables import read_table


@pytest.mark.parametrize(
    ("lang", "year", "month", "day", "expected"),
    [
        ("zh", 2024, 1, 1, date(2024, 2, 10)),
        ("zh", 2025, 1, 1, date(2025, 1, 29)),
        ("zh", 2027, 1, 1, date(2027, 2, 6)),
        ("ko", 2027, 1, 1, date(2027, 2, 7)),  # the new moon falls between midnight in Seoul and in Beijing
        ("ko", 2028, 1, 1, date(2028, 1, 27)),
        ("zh", 2023, 8, 15, date(2023, 9, 29)),  # after the leap second month
        ("ko", 2020, 8, 15, date(2020, 10, 1)),  # after the leap fourth month
        ("zh", 2023, 12, 30, date(2024, 2, 9)),
    ],
)
def test_lunar_days(lang: str, year: int, month: int, day: int, expected: date) -> None:
    assert lunar_frame(year, month, day, lang) == Frame(expected, expected, "day")


def test_lunar_month() -> None:
    assert lunar_frame(2024, 1, 0, "zh") == Frame(date(2024, 2, 10), date(2024, 3, 9), "month")


def test_no_lunar_year_beyond_the_table() -> None:
    assert lunar_frame(1200, 1, 1, "zh") is None


@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_lunar_years_follow_one_another(lang: str) -> None:
    for year in range(1950, 2049):
        last, first = lunar_frame(year, 12, 30, lang), lunar_frame(year + 1, 1, 1, lang)
        assert last and first
        assert (first.start - last.end).days == 1


@pytest.mark.parametrize(
    ("rule", "year", "start", "end"),
    [
        ("fixed:10-01", 2024, date(2024, 10, 1), date(2024, 10, 1)),
        ("fixed:10-01/7", 2024, date(2024, 10, 1), date(2024, 10, 7)),
        ("lunar:zh:08-15", 2024, date(2024, 9, 17), date(2024, 9, 17)),
        ("lunar:ko:01-01-1/3", 2024, date(2024, 2, 9), date(2024, 2, 11)),
        ("nth:05:2:7", 2024, date(2024, 5, 12), date(2024, 5, 12)),
        ("nth:05:-1:1", 2024, date(2024, 5, 27), date(2024, 5, 27)),
        ("nth:11:4:4+1", 2024, date(2024, 11, 29), date(2024, 11, 29)),
        ("easter:-2", 2024, date(2024, 3, 29), date(2024, 3, 29)),
        ("moving:qingming", 2024, date(2024, 4, 4), date(2024, 4, 4)),
        ("moving:eid_fitr", 2024, date(2024, 4, 10), date(2024, 4, 10)),
    ],
)
def test_holiday_rules(rule: str, year: int, start: date, end: date) -> None:
    frame = holiday_frame(rule, year)
    assert frame is not None
    assert (frame.start, frame.end) == (start, end)


@pytest.mark.parametrize("lang", ["zh", "ko"])
@pytest.mark.parametrize("year", [2001, 2013, 2024, 2035])
def test_every_holiday_of_the_tables_has_a_day(lang: str, year: int) -> None:
    for row in read_table(f"nlp.{lang}", "holidays.tsv"):
        assert holiday_frame(row["rule"], year), row["words"]


def test_a_wrong_rule_is_named() -> None:
    with pytest.raises(ConfigError, match="someday"):
        holiday_frame("someday", 2024)


@pytest.mark.parametrize(
    ("year", "western", "eastern"), [(2013, (3, 31), (5, 5)), (2024, (3, 31), (5, 5)), (2025, (4, 20), (4, 20))]
)
def test_easter(year: int, western: tuple[int, int], eastern: tuple[int, int]) -> None:
    assert easter(year) == date(year, *western)
    assert orthodox_easter(year) == date(year, *eastern)


@pytest.mark.parametrize(
    ("day", "unit", "count", "expected"),
    [
        (date(2024, 1, 31), "month", 1, date(2024, 2, 29)),
        (date(2024, 2, 29), "year", 1, date(2025, 2, 28)),
        (date(2024, 8, 30), "workday", 1, date(2024, 9, 2)),
        (date(2024, 9, 2), "workday", -6, date(2024, 8, 23)),
        (date(2024, 8, 30), "week", -2, date(2024, 8, 16)),
        (date(2024, 8, 30), "quarter", 2, date(2025, 2, 28)),
    ],
)
def test_steps(day: date, unit: str, count: int, expected: date) -> None:
    assert step(day, unit, count) == expected


def test_months_beyond_the_calendar_are_an_error() -> None:
    with pytest.raises(ValueError, match="year"):
        add_months(date(9999, 12, 1), 1)


def test_units() -> None:
    assert unit_frame(date(2024, 8, 30), "half") == Frame(date(2024, 7, 1), date(2024, 12, 31), "half")
    assert unit_frame(date(2024, 8, 30), "week") == Frame(date(2024, 8, 26), date(2024, 9, 1), "week")


def test_a_span_moved_by_years_keeps_the_end_of_february() -> None:
    frame = Frame(date(2024, 1, 1), date(2024, 2, 29), "span")
    assert shift_years(frame, -1) == Frame(date(2023, 1, 1), date(2023, 2, 28), "span")


def test_the_span_before() -> None:
    quarter = Frame(date(2024, 1, 1), date(2024, 3, 31), "quarter")
    assert previous_frame(quarter)[:2] == (date(2023, 10, 1), date(2023, 12, 31))
    days = Frame(date(2024, 1, 10), date(2024, 1, 16), "span")
    assert previous_frame(days)[:2] == (date(2024, 1, 3), date(2024, 1, 9))
