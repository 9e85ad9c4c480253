"""The gate: our own corpora reach their floors, and a broken extractor or a changed corpus does not pass."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest

import nlp.evaluation.gate as gates
from nlp.batch import Results, read_results
from nlp.errors import InputError
from nlp.evaluation.__main__ import main
from nlp.evaluation.gate import (
    Floors,
    changes,
    dated_copies,
    fingerprint,
    measure,
    pin,
    raise_floors,
    read_floors,
    shortfalls,
    write_floors,
)
from nlp.records import Claim


@dataclass(frozen=True)
class Broken(Results):
    """A run whose claims came out wrong."""

    spoil: Callable[[Claim], Claim] = lambda claim: claim

    def claims(self):
        return map(self.spoil, super().claims())


def flip(claim: Claim) -> Claim:
    low, high = (None if bound is None else -bound for bound in (claim.high, claim.low))
    return replace(claim, low=low, high=high)


def shift(claim: Claim) -> Claim:
    days = (claim.period_start, claim.period_end)
    start, end = (None if day is None else day.replace(year=day.year - 1, day=min(day.day, 28)) for day in days)
    return replace(claim, period_start=start, period_end=end)


@pytest.fixture(scope="module")
def corpora(repository) -> Path:
    return repository / "corpora"


@pytest.fixture(scope="module")
def runs(gold_run, pages_run, sample_run) -> dict[str, Results]:
    return {name: read_results(out) for name, out in (("gold", gold_run), ("pages", pages_run), ("sample", sample_run))}


@pytest.fixture(scope="module")
def figures(corpora, runs):
    return measure(corpora, runs)


def test_every_figure_reaches_its_floor(corpora, figures):
    assert shortfalls(read_floors(corpora), corpora, figures) == []


def test_every_figure_has_a_floor(corpora, figures):
    floors = read_floors(corpora)
    assert {name: list(layers) for name, layers in floors.figures.items()} == {
        name: list(layers) for name, layers in figures.items()
    }, "run: python -m nlp.evaluation gate --raise"


@pytest.mark.parametrize(
    ("spoil", "layers"),
    [
        (flip, ("measure", "full", "field: sign")),
        (shift, ("full", "field: period")),
        (lambda claim: replace(claim, speaker=None), ("statements", "field: speaker")),
    ],
)
def test_claims_that_came_out_wrong_fail(corpora, runs, figures, spoil, layers):
    broken = {name: Broken(**asdict(results), spoil=spoil) for name, results in runs.items()}
    told = shortfalls(pin(corpora, figures), corpora, measure(corpora, broken))
    for name in figures:
        for layer in layers:
            assert any(line.startswith(f"{name}: {layer} is ") for line in told), (name, layer)


@pytest.fixture(scope="module")
def few(corpora, tmp_path_factory) -> Path:
    """Corpora of a few of our articles, so that an extractor that is broken on purpose is soon done."""
    corpus = tmp_path_factory.mktemp("few")
    for name in ("gold", "pages", "sample", "sample-gold"):
        (corpus / name).mkdir()
    for lang in ("ko", "zh"):
        for annotation in sorted((corpora / "gold").glob(f"{lang}_*.json"))[::5]:
            for path in (corpora / "gold").glob(f"{annotation.stem}.*"):
                shutil.copy(path, corpus / "gold")
    return corpus


@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_an_extractor_with_an_emptied_table_of_metrics_fails(repository, few, runs, tmp_path, lang):
    shutil.copytree(repository / "nlp", tmp_path / "nlp", ignore=shutil.ignore_patterns("__pycache__"), symlinks=True)
    (tmp_path / "models").symlink_to(repository / "models")
    table = tmp_path / "nlp" / lang / "metrics.tsv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    heading = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    table.write_text("".join(lines[: heading + 1]), encoding="utf-8")
    articles = str(dated_copies(few / "gold", tmp_path / "articles"))
    command = [sys.executable, "-m", "nlp.cli", "run", articles, "-o", str(tmp_path / "out"), "--quiet"]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=True, timeout=300)
    whole = measure(few, {"gold": runs["gold"]})
    told = shortfalls(pin(few, whole), few, measure(few, {"gold": read_results(tmp_path / "out")}))
    assert any(line.startswith(f"gold, {lang}: measure is ") for line in told), told


@pytest.fixture
def copied(corpora, tmp_path) -> Path:
    return shutil.copytree(corpora, tmp_path / "corpora", ignore=shutil.ignore_patterns("standoff"))


@pytest.mark.parametrize("changed", ["gold/ko_base_rate.txt", "gold/ko_base_rate.json", "sample-gold/pairs.json"])
def test_a_changed_corpus_fails(copied, figures, changed):
    floors = read_floors(copied)
    assert shortfalls(floors, copied, figures) == []
    with (copied / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    (told,) = shortfalls(floors, copied, figures)
    assert "--lower" in told


def test_a_new_article_changes_the_fingerprint(copied):
    before = fingerprint(copied)
    (copied / "gold" / "zh_new.txt").write_text("新", encoding="utf-8")
    assert fingerprint(copied) != before


def test_floors_are_raised_and_never_lowered():
    floors = Floors("f", {"gold, ko": {"value": 0.9, "full": 0.8}})
    raised = raise_floors(floors, {"gold, ko": {"value": 0.95, "full": 0.7}, "gold, zh": {"full": 0.5}})
    assert raised == Floors("f", {"gold, ko": {"value": 0.945, "full": 0.8}, "gold, zh": {"full": 0.495}})
    assert list(changes(floors, raised)) == [
        "gold, ko: value 0.900 -> 0.945",
        "gold, zh: full none -> 0.495",
    ]


def test_a_figure_that_is_not_measured_any_more_fails(corpora):
    floors = Floors(fingerprint(corpora), {"gold, ko": {"full": 0.5}})
    assert shortfalls(floors, corpora, {}) == ["gold, ko: full is not measured any more; its floor is 0.500"]


@pytest.fixture
def measured(copied, runs, monkeypatch) -> Path:
    """The corpora, with the run in place of the one that the command would make."""
    monkeypatch.setattr(gates, "run_corpora", lambda corpora, folder: runs)
    return copied


def test_the_command_lowers_a_floor_only_when_told_to(measured, capsys):
    floors = read_floors(measured)
    high = {**floors.figures["gold, ko"], "full": 0.99}
    write_floors(measured, replace(floors, figures={**floors.figures, "gold, ko": high}))
    for arguments in ([], ["--raise"]):
        assert main(["gate", "--corpora", str(measured), *arguments]) == 1
        assert "gold, ko: full is " in capsys.readouterr().out
        assert read_floors(measured).figures["gold, ko"]["full"] == 0.99
    assert main(["gate", "--corpora", str(measured), "--lower"]) == 0
    assert "gold, ko: full 0.990 -> " in capsys.readouterr().out
    assert main(["gate", "--corpora", str(measured)]) == 0


def test_the_command_raises_floors(measured, capsys):
    floors = read_floors(measured)
    low = {**floors.figures["gold, ko"], "full": 0.1}
    write_floors(measured, replace(floors, figures={**floors.figures, "gold, ko": low}))
    assert main(["gate", "--corpora", str(measured), "--raise"]) == 0
    assert "gold, ko: full 0.100 -> " in capsys.readouterr().out
    assert read_floors(measured).figures["gold, ko"]["full"] > 0.5


def test_damaged_floors_are_named(tmp_path):
    (tmp_path / "floors.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"E511.*floors\.json"):
        read_floors(tmp_path)
