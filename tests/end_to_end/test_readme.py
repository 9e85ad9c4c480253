"""What README.md and the pages of docs/ promise: their commands run, and their examples print what they say."""

import re
from pathlib import Path

import pytest

from nlp.cli import main
from tests.end_to_end.documents import REPOSITORY, blocks, commands, execute, furnish

README = REPOSITORY / "README.md"
QUERIES = REPOSITORY / "docs" / "queries.md"
DOCUMENTS = [README, *sorted((REPOSITORY / "docs").glob("**/*.md"))]


@pytest.fixture
def folder(sample_run, tmp_path, monkeypatch) -> Path:
    """What a reader has; the working folder."""
    furnish(tmp_path, sample_run)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_block_runs_and_prints_what_is_said(document, folder):
    execute(document, folder)


def test_queries_answer_something(sample_run, capsys, monkeypatch):
    monkeypatch.chdir(sample_run.parent)
    assert sample_run.name == "out"
    found = [
        words for block in blocks(QUERIES) if block.lang == "sh" for words in commands(block.code) if "query" in words
    ]
    assert found
    for command in found:
        sql = re.search(r'"(.*)"', command, re.DOTALL)
        assert sql
        assert main(["query", "out", sql[1]]) == 0
        assert "(0 rows)" not in capsys.readouterr().out, command


def test_demo_excerpt(sample_run, capsys):
    main(["events", str(sample_run)])
    shown = capsys.readouterr().out
    excerpt = re.search(r"<!-- demo -->\n\n```text\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert excerpt
    missing = [line for line in excerpt.group(1).splitlines() if line and line not in shown]
    assert not missing
