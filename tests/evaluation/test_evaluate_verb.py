"""`xinmun evaluate` on the command line: a run, annotations, figures; and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.batch import run
from nlp.cli import main

ARTICLE = "清河科技上半年营收12.5亿元，同比增长8%。\n"
FACT = {
    "subject": "清河科技",
    "concept": "Revenue",
    "low": "1250000000",
    "high": "1250000000",
    "unit": "CNY",
    "period_start": "2024-01-01",
    "period_end": "2024-06-30",
    "quote": "营收12.5亿元",
}
GROWTH = {**FACT, "aspect": "change_yoy", "low": "9", "high": "9", "unit": "percent", "quote": "增长8%"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("evaluate")
    (folder / "news.txt").write_text(f"---\ndate: 2024-08-30\n---\n{ARTICLE}", encoding="utf-8")
    run([str(folder / "news.txt")], folder / "out", progress=False, rules_only=True)
    (folder / "gold").mkdir()
    document = {"doc": "news", "lang": "zh", "facts": [FACT, GROWTH]}
    (folder / "gold" / "news.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return folder


def test_figures_on_the_terminal_and_in_json(folder, tmp_path, capsys):
    assert main(["evaluate", str(folder / "gold"), str(folder / "out"), "--json", str(tmp_path / "e.json")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["precision", "recall", "F1"]
    assert next(line for line in lines if line.startswith("full")).split()[1:4] == ["0.500", "0.500", "0.500"]
    data = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
    assert data["mistakes_by_kind"] == {"full": {"value": 1}}
    (mistake,) = data["mistakes"]
    assert mistake["sentence"].startswith("清河科技上半年营收")
    assert mistake["differences"] == [{"field": "value", "gold": "9%", "found": "8%"}]


@pytest.mark.parametrize(
    ("gold", "out", "code", "exit_code"),
    [
        ("nowhere", "out", "E101", 1),
        ("empty", "out", "E507", 2),
        ("other", "out", "E510", 2),
        ("gold", "gold", "E402", 2),
    ],
)
def test_what_cannot_be_measured_is_explained(folder, tmp_path, capsys, gold, out, code, exit_code):
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.json").write_text('{"doc": "a", "lang": "zh", "facts": []}', encoding="utf-8")
    place = folder / gold if gold == "gold" else tmp_path / gold
    assert main(["evaluate", str(place), str(folder / out)]) == exit_code
    assert f"[{code}]" in capsys.readouterr().err
