from __future__ import annotations

from datetime import date

import pytest

from nlp.notes.period_names import parse_span, period_name, year_before


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2024-h2", "2024-07-01", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-06", "2024-06-01", "2024-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-06-30", "2024-06-30", "2024-06-30"),
        ("2024-01-01..2024-06-30", "2024-01-01", "2024-06-30"),
        ("2023..2024-Q2", "2023-01-01", "2024-06-30"),
        (" 2023 .. 2024 ", "2023-01-01", "2024-12-31"),
    ],
)
def test_periods_on_the_command_line(text, start, end):
    assert parse_span(text) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-H3", "2024-Q5", "2024-Q0", "2024-13", "2024-02-30", "2024..", "..2024", "2025..2024", "0000"],
)
def test_what_is_no_period(text):
    with pytest.raises(ValueError):
        parse_span(text)


@pytest.mark.parametrize(
    ("start", "end", "zh", "ko", "en"),
    [
        ("2024-01-01", "2024-12-31", "2024年", "2024년", "2024"),
        ("2024-01-01", "2024-06-30", "2024年上半年", "2024년 상반기", "H1 2024"),
        ("2024-07-01", "2024-12-31", "2024年下半年", "2024년 하반기", "H2 2024"),
        ("2024-04-01", "2024-06-30", "2024年第2季度", "2024년 2분기", "Q2 2024"),
        ("2024-01-01", "2024-09-30", "2024年前9个月", "2024년 1~9월", "first 9 months of 2024"),
        ("2024-06-01", "2024-06-30", "2024年6月", "2024년 6월", "2024-06"),
        ("2024-06-30", "2024-06-30", "2024年6月30日", "2024년 6월 30일", "2024-06-30"),
        (
            "2024-02-01",
            "2024-03-31",
            "2024年2月1日至2024年3月31日",
            "2024년 2월 1일~2024년 3월 31일",
            "2024-02-01 to 2024-03-31",
        ),
        (
            "2023-07-01",
            "2024-06-30",
            "2023年7月1日至2024年6月30日",
            "2023년 7월 1일~2024년 6월 30일",
            "2023-07-01 to 2024-06-30",
        ),
        (None, "2024-06-30", "截至2024年6月30日", "2024년 6월 30일까지", "until 2024-06-30"),
        ("2024-06-30", None, "2024年6月30日起", "2024년 6월 30일부터", "since 2024-06-30"),
        (None, None, "期间不详", "기간 없음", "period not stated"),
    ],
)
def test_periods_in_words(start, end, zh, ko, en):
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    assert [period_name(*days, lang) for lang in ("zh", "ko", "en")] == [zh, ko, en]


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2024-06-30", "2023-06-30"),
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-29"),
        ("2024-02-28", "2023-02-28"),
        ("2024-01-01", "2023-01-01"),
    ],
)
def test_a_year_earlier(day, before):
    assert year_before(date.fromisoformat(day)) == date.fromisoformat(before)
