from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from nlp.web.plots import HEIGHT, WIDTH, _range, company_plots
from tests.events.helper import period


def row(when: str, value: str, modality: str = "reported", **fields: Any) -> dict[str, Any]:
    start, end = period(when)
    low, _, high = value.partition("..")
    return {
        **{"concept": "Revenue", "segment": None, "unit": "CNY", "period_start": start, "period_end": end},
        **{"relation": "single", "event_id": f"e{when}", "low": low or None, "high": (high or low) or None},
        **{"qualifier": "exact", "modality": modality, "published": date(2025, 1, 1), **fields},
    }


def test_a_series_has_a_point_a_value_and_a_line_through_what_was_reported():
    (plot,) = company_plots([row("2023", "10"), row("2024", "20"), row("2025", "30", "forecast")], "en")
    assert [(point.kind, point.label) for point in plot.points] == [
        ("reported", "2023: CNY 10"),
        ("reported", "2024: CNY 20"),
        ("forecast", "2025: CNY 30"),
    ]
    assert plot.points[0].y > plot.points[1].y > plot.points[2].y
    assert plot.line == " ".join(f"{point.x},{point.y}" for point in plot.points[:2])
    assert [words for _, words in plot.periods] == ["2023", "2024", "2025"]


def test_a_forecast_leads_to_its_outcome():
    (plot,) = company_plots([row("2025H1", "40", "forecast"), row("2025H1", "41.6")], "zh")
    forecast, outcome = plot.points
    assert plot.gaps == ((forecast.x, forecast.y, outcome.x, outcome.y),)
    assert forecast.x < outcome.x


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([], 0),
        ([row("2024", "1")], 0),
        ([row("2024", "1"), row("2024", "2", relation="conflict")], 0),
        ([row("2024", "1"), row("2025H1", "2")], 0),
        ([row("2024H1", "1"), row("2025H1", "2")], 1),
        ([row("2024H1", "1"), row("2025H1", "2"), row("2023", "4"), row("2024", "5")], 2),
        ([row("2024-06-30", "1"), row("2024-12-31", "2")], 1),
    ],
)
def test_only_periods_of_one_length_are_compared(rows, count):
    assert len(company_plots(rows, "ko")) == count


def test_each_value_of_a_conflict_is_shown():
    (plot,) = company_plots(
        [row("2023", "5"), row("2024", "6", relation="conflict"), row("2024", "7", relation="conflict")], "en"
    )
    assert [point.kind for point in plot.points] == ["reported", "conflict", "conflict"]


def test_everything_stays_in_the_picture():
    rows = [row(str(year), f"{(-1) ** year * year * 10**9}") for year in range(1990, 2025)]
    (plot,) = company_plots(rows, "ko")
    assert all(0 < point.x < WIDTH and 0 < point.y < HEIGHT for point in plot.points)
    assert plot.cut == 23
    assert len(plot.periods) <= 6
    assert plot.zero is not None


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        (["9325000000", "10911000000"], ("9000000000", "11000000000")),
        (["40", "40"], ("40", "80")),
        (["0", "0"], ("0", "0.4")),
        (["-4", "3"], ("-4", "4")),
        (["1", "35"], ("0", "40")),
        (["0.002", "0.0031"], ("0", "0.004")),
    ],
)
def test_the_axis_has_round_ends_around_the_values(values, ends):
    assert _range([Decimal(value) for value in values]) == tuple(map(Decimal, ends))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2024Q3", "2024-Q3"),
        ("2024H2", "2024-H2"),
        ("2024", "2024"),
        ("2024-06-30", "2024-06-30"),
        ("2024-06-01..2024-06-30", "2024-06"),
        ("2023-04-01..2024-03-31", "2024-03"),
    ],
)
def test_periods_on_the_axis(when, words):
    (plot,) = company_plots([row(when, "1"), row(when, "2", "forecast")], "en")
    assert plot.periods[0][1] == words
