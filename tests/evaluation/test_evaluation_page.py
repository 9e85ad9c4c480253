"""docs/evaluation.md does what it says: its articles, annotations and commands, from an empty folder to a report."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from nlp.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_from_articles_to_a_report(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, language in (("articles/news.txt", "text"), ("gold/news.json", "json")):
        Path(name).parent.mkdir()
        Path(name).write_text(blocks(language)[0], encoding="utf-8")
    shutil.copytree("gold", "second")
    for block in blocks("sh"):
        for command in block.splitlines():
            program, *arguments = shlex.split(command)
            assert program == "xinmun"
            assert main(arguments) == 0, command
    shown = capsys.readouterr()
    assert re.search(r"^full +1\.000 +1\.000 +1\.000", shown.out, re.MULTILINE), "the page's own annotation is met"
    assert shown.err == "", "nothing in it is left out"
    assert Path("report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert Path("corrected/news.json").is_file()
    (code,) = blocks("python")
    exec(compile(code, "docs/evaluation.md", "exec"), {})
    assert capsys.readouterr().out.splitlines()[0] == "1.0"


@pytest.mark.parametrize("verb", ["evaluate", "annotate", "convert", "agree"])
def test_every_verb_of_evaluation_is_on_the_page(verb):
    assert f"xinmun {verb} " in "".join(blocks("sh"))
