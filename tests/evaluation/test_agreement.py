"""Agreement is symmetric, forgives what either reader accepts, and its interval holds its figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_up import FACT, GOLD

from nlp.errors import ConfigError, InputError
from nlp.evaluation.agreement import Counts, agreement, compare, load_scorer, table

CHANGED = [
    # what the second reader writes instead, and F1 at value, measure and full
    ({}, (1.0, 1.0, 1.0)),
    ({"low": "1300000000"}, (0.0, 0.0, 0.0)),
    ({"unit": ["USD", "KRW"]}, (0.5, 0.5, 0.5)),
    ({"concept": "OperatingProfit"}, (1.0, 0.0, 0.0)),
    ({"concept": ["OperatingProfit", "Revenue"]}, (1.0, 0.5, 0.5)),
    ({"subject": ["나루화학"]}, (1.0, 1.0, 0.0)),
    ({"subject": [None, "가람전자"]}, (1.0, 1.0, 1.0)),
    ({"modality": "forecast"}, (1.0, 1.0, 0.0)),
    ({"required": False}, (1.0, 1.0, 1.0)),
    ({"required": False, "concept": "OperatingProfit"}, (1.0, 0.0, 0.0)),
]


def document(**change: Any) -> dict[str, Any]:
    return {**GOLD[0], "entities": [], "statements": [], "facts": [{**FACT, "subject": ["가람전자"], **change}]}


@pytest.fixture(scope="module")
def scorer(shared: Path):
    return load_scorer(shared / "contract" / "score.py")


@pytest.mark.shared
@pytest.mark.parametrize(("change", "figures"), CHANGED)
def test_facts(scorer, change: dict[str, Any], figures: tuple[float, ...]) -> None:
    one, other = document(), document(**change)
    for level, figure in zip(("value", "measure", "full"), figures, strict=True):
        both = compare(one, other, level, scorer)
        assert both.f1() == pytest.approx(figure), level
        assert both == compare(other, one, level, scorer), level


@pytest.mark.shared
def test_first_answers_alone(scorer) -> None:
    one, other = document(), document(concept=["OperatingProfit", "Revenue"])
    assert compare(one, other, "measure", scorer).f1() == pytest.approx(0.5)
    assert compare(one, other, "measure", scorer, first_answers=True).f1() == 0


@pytest.mark.shared
def test_a_paragraph_that_one_reader_left_out_is_left_aside(scorer) -> None:
    figures = agreement(GOLD, GOLD[:1], scorer)
    assert {lang for lang, _ in figures} == {"all", "ko"}
    paragraphs, interval = figures["all", "full"]
    assert (paragraphs, interval.low, interval.f1, interval.high) == (1, 1.0, 1.0, 1.0)
    assert table(figures).splitlines()[-1].startswith("| all | 1 | 1.000 (1.000-1.000) |")


def test_nothing_required_has_no_f1() -> None:
    assert Counts(0, 0, 0).f1() is None
    assert Counts(3, 4, 2).f1() == pytest.approx(6 / 9)


def test_a_missing_scorer_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"E101.*score\.py"):
        load_scorer(tmp_path / "score.py")
    (tmp_path / "score.txt").touch()
    with pytest.raises(ConfigError, match=r"E203.*score\.txt"):
        load_scorer(tmp_path / "score.txt")
