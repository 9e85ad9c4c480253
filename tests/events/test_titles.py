"""Titles of events in three languages."""

from __future__ import annotations

from typing import Any

import pytest

from nlp.events import build_events
from nlp.events.titles import period_name
from tests.events.helper import article, claim, period

PERCENT: dict[str, Any] = {"aspect": "change_yoy", "unit": "percent"}
ARTICLES = [article("zh1"), article("ko1")]


@pytest.mark.parametrize(
    ("when", "zh", "ko", "en"),
    [
        ("2024", "2024年", "2024년", "2024"),
        ("2024H1", "2024年上半年", "2024년 상반기", "first half of 2024"),
        ("2024H2", "2024年下半年", "2024년 하반기", "second half of 2024"),
        ("2024Q3", "2024年第3季度", "2024년 3분기", "Q3 2024"),
        ("2024-02-01..2024-02-29", "2024年2月", "2024년 2월", "2024-02"),
        ("2024-08-09", "2024年8月9日", "2024년 8월 9일", "2024-08-09"),
        ("2023-07-01..2024-06-30", "2023-07-01至2024-06-30", "2023-07-01~2024-06-30", "2023-07-01 to 2024-06-30"),
        ("2024-02-01..2024-04-30", "2024-02-01至2024-04-30", "2024-02-01~2024-04-30", "2024-02-01 to 2024-04-30"),
        ("2024-01-01..2024-08-11", "2024-01-01至2024-08-11", "2024-01-01~2024-08-11", "2024-01-01 to 2024-08-11"),
        ("2023-01-01..2025-12-31", "2023-01-01至2025-12-31", "2023-01-01~2025-12-31", "2023-01-01 to 2025-12-31"),
        ("9999-01-01..9999-12-31", "9999年", "9999년", "9999"),
        ("2024-02-01..2024-01-31", "2024-02-01至2024-01-31", "2024-02-01~2024-01-31", "2024-02-01 to 2024-01-31"),
        ("..2025-12-31", "截至2025-12-31", "2025-12-31까지", "up to 2025-12-31"),
        (None, "", "", ""),
    ],
)
def test_period_name(when: str | None, zh: str, ko: str, en: str) -> None:
    assert [period_name(*period(when), lang) for lang in ("zh", "ko", "en")] == [zh, ko, en]


RESULTS = [
    claim("zh1", "93.25亿"),
    claim("zh1", "18.91", **PERCENT),
    claim("zh1", "-4亿", "ProfitLoss"),
    claim("zh1", "30.12亿", segment="教育业务"),
]


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("zh", ["Alpha2024年上半年：营业收入93.25亿", "（同比18.91%）", "，净亏损4亿"]),
        ("ko", ["Alpha 2024년 상반기: 매출 93억", "(전년 대비 18.91%)", ", 순손실 4억"]),
        ("en", ["Alpha, first half of 2024: revenue ", " on the year)", ", net loss "]),
    ],
)
def test_title(lang: str, parts: list[str]) -> None:
    [event] = build_events(RESULTS, ARTICLES)
    title = getattr(event.titles, lang)
    places = [title.find(part) for part in parts]
    assert -1 not in places and places == sorted(places), title
    assert "教育" not in title


def test_title_of_what_is_disputed_expected_or_only_changed() -> None:
    [event] = build_events([claim("zh1", "4.0亿"), claim("ko1", "5.0亿")], ARTICLES)
    assert event.titles.en.endswith("(disputed)")
    [event] = build_events([claim("zh1", "4.0亿", "Revenue", "2026", modality="forecast")], ARTICLES)
    assert event.titles.ko.startswith("Alpha 2026년 전망: 매출 4억")
    [event] = build_events([claim("zh1", "5.25", "GDP", "2024Q3", **PERCENT)], ARTICLES)
    assert event.titles.zh.startswith("Alpha2024年第3季度：GDP同比5.25")
