"""The sample feed through the command line, as a new user does it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nlp.batch import read_results
from nlp.batch.output import TABLES
from nlp.cli import main


@pytest.mark.parametrize("jobs", ["2"])
def test_jobs_and_process_change_no_byte(repository, sample_run, tmp_path, jobs):
    # Fresh processes have other hash seeds: what depends on the order of a set shows here.
    out = tmp_path / "out"
    command = [sys.executable, "-m", "nlp.cli", "run", "corpora/sample", "-o", str(out), "--jobs", jobs, "--quiet"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for table in TABLES:
        mine, theirs = ((folder / f"{table}.jsonl").read_text(encoding="utf-8") for folder in (sample_run, out))
        assert mine.replace(f"{repository}/", "") == theirs


def test_the_feed_shows_what_alignment_is_for(sample_run):
    articles = list(read_results(sample_run).articles())
    facts = [fact for event in read_results(sample_run).events() for fact in event.facts]
    assert sum(article.lang == "zh" for article in articles) >= 5
    assert sum(article.lang == "ko" for article in articles) >= 5
    assert any(article.script == "Hant" for article in articles)
    assert any(fact.relation == "agree" and set(fact.languages) == {"ko", "zh"} for fact in facts)
    assert any(fact.relation == "superseded" for fact in facts)
    assert any(fact.relation == "conflict" for fact in facts)


def test_the_summary_and_the_digest_are_printed(repository, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(repository)
    assert main(["run", "corpora/sample", "-o", str(tmp_path / "out")]) == 0
    summary = capsys.readouterr().out
    assert "zh, " in summary
    assert " conflict" in summary
    assert main(["events", str(tmp_path / "out"), "--relation", "conflict"]) == 0
    digest = capsys.readouterr().out
    assert " — " in digest.splitlines()[0]
    assert "conflict" in digest
    assert "“" in digest or "。" in digest or "다." in digest, "the sources stand with their sentences"
