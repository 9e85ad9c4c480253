"""What README.md and the pages of docs/ promise: their commands run, and their examples print what they say."""

import re
from pathlib import Path

import pytest

from nlp.cli import main
from tests.end_to_end.documents import REPOSITORY, blocks, commands, execute, furnish

README = REPOSITORY / "README.md"
TRANSLATIONS = {"zh": REPOSITORY / "README.zh-CN.md", "ko": REPOSITORY / "README.ko.md"}
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


@pytest.mark.parametrize(("document", "lang"), [(README, "en"), *((path, lang) for lang, path in TRANSLATIONS.items())])
def test_demo_excerpt(sample_run, capsys, document, lang):
    main(["events", str(sample_run), "--lang", lang])
    shown = {" ".join(line.split()) for line in capsys.readouterr().out.splitlines()}
    excerpt = re.search(r"<!-- demo -->\n\n```text\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    assert excerpt
    assert [line for line in excerpt[1].splitlines() if line and " ".join(line.split()) not in shown] == []


def plain(block):
    """A block without what a translation may say in its own language: comments, names, sentences, languages."""
    lines = [re.sub(r"\s+#.*", "", line) for line in block.code.splitlines()]
    code = re.sub(r'"[^"]*[\u3400-\u9fff\uac00-\ud7af][^"]*"', '"…"', "\n".join(lines))
    code = re.sub(r"--company \S+", "--company …", code)
    return block.lang, re.sub(r'"(?:zh|ko)"|--lang (?:zh|ko)', "LANGUAGE", code)


@pytest.mark.parametrize("document", TRANSLATIONS.values(), ids=TRANSLATIONS)
def test_translations_have_the_same_code(document):
    code = [[plain(block) for block in blocks(path) if block.lang != "text"] for path in (README, document)]
    assert code[0] == code[1]


@pytest.mark.parametrize("document", TRANSLATIONS.values(), ids=TRANSLATIONS)
def test_translations_have_the_same_sections_and_links(document):
    shapes = []
    for path in (README, document):
        text = path.read_text(encoding="utf-8").partition("\n## ")[2]
        shapes.append(
            (
                [len(mark) for mark in re.findall(r"^(#+) ", text, re.MULTILINE)],
                sorted(re.findall(r"\]\((.*?)\)", text)),
            )
        )
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("document", TRANSLATIONS.values(), ids=TRANSLATIONS)
def test_examples_of_translations_print_what_is_said(document, folder):
    execute(document, folder, ("python",))
