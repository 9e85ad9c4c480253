"""Documents whose code is executed: what a block says it prints, it prints.

A block of `python` or `sh` may be followed by a block of `text`: what it prints. Blocks of one document run in their
order, in one folder that has what a reader is told to have; Python blocks share their names. A line of `sh` that cannot
run in a test, because it installs, serves or needs a checkpoint, is read by the command's parser or checked against the
project's files.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterator
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.cli import main, make_parser
from nlp.web.decisions import empty_gold, entry_of
from nlp.web.gold import ACCEPTED, GoldFolder
from nlp.web.store import Store

REPOSITORY = Path(__file__).parents[2]
_BLOCK = re.compile(r"^(?P<mark>```+)(?P<lang>[\w-]*)[^\n]*\n(?P<code>.*?)^(?P=mark)$", re.DOTALL | re.MULTILINE)
_SHELL = re.compile(r"[|<>;&]")
_NO_TEST = {"serve", "model"}  # verbs that do not end, or need torch
_NO_TEST_FILES = {"my-model", "my-checkpoint"}


@dataclass(frozen=True)
class Block:
    """A block of code, what is said to be printed by it (None: nothing is said), and its line in the document."""

    lang: str
    code: str
    printed: str | None
    line: int


def blocks(document: Path) -> list[Block]:
    """Read the blocks of a document."""
    text = document.read_text(encoding="utf-8")
    found = list(_BLOCK.finditer(text))
    read = []
    for number, block in enumerate(found):
        behind = found[number + 1] if number + 1 < len(found) else None
        follows = behind and behind["lang"] == "text" and not text[block.end() : behind.start()].strip()
        printed = behind["code"] if behind and follows else None
        read.append(Block(block["lang"], block["code"], printed, text.count("\n", 0, block.start()) + 1))
    return read


def commands(code: str) -> Iterator[str]:
    """Split a block of `sh` into commands; a quoted text may go over several lines."""
    open_lines: list[str] = []
    for line in code.splitlines():
        open_lines.append(line)
        command = "\n".join(open_lines).removesuffix("\\")
        if line.endswith("\\"):
            continue
        try:
            words = shlex.split(command, comments=True)
        except ValueError:
            continue
        open_lines = []
        if words:
            yield command
    assert not open_lines, f"a quote is not closed: {open_lines}"


def furnish(folder: Path, run: Path) -> None:
    """Put into a folder what documents speak of: articles, feeds, a table of names, two runs, gold of two readers."""
    corpora = REPOSITORY / "corpora"
    shutil.copytree(corpora / "sample", folder / "articles")
    shutil.copy(corpora / "sample" / "feed.jsonl", folder)
    (folder / "feed").mkdir()
    shutil.copy(corpora / "sample" / "feed.jsonl", folder / "feed")
    shutil.copy(corpora / "gold" / "zh_bank_annual.txt", folder / "article.txt")
    for name in ("out", "other"):
        shutil.copytree(run, folder / name)
    for name in ("gold", "second"):
        shutil.copytree(corpora / "sample-gold", folder / name)
    _review(folder)
    table = re.search(
        r"(?:^    .*\t.*\n)+", (REPOSITORY / "docs" / "names.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert table
    rows = "".join(line.removeprefix("    ") for line in table[0].splitlines(keepends=True))
    (folder / "own.tsv").write_text(rows, encoding="utf-8")


def _review(folder: Path) -> None:
    """Accept one claim, as the page does it: the net profit of SK hynix in its Chinese article."""
    article_id = "zh_skhynix_second_quarter"
    with closing(Store(folder / "out")) as store:
        article, claims = store.article(article_id), store.article_claims(article_id)
        assert article
        entry = next(entry_of(claim, ACCEPTED, {}) for claim in claims if claim["low"] == "6570000000000")
        gold = empty_gold(article, claims, store.article_entities(article_id), {})
    GoldFolder(folder / "out-gold").decide(gold, entry)


def execute(document: Path, folder: Path, languages: Collection[str] = ("python", "sh")) -> None:
    """Execute the blocks of a document in some languages, and compare what they print.

    Raises:
        AssertionError: a command fails, or something else is printed than the document says; the line is named.
    """
    names: dict[str, Any] = {}
    for block in blocks(document):
        place = f"{document.name}, line {block.line}"
        if block.lang not in languages:
            continue
        if block.lang == "python":
            output = io.StringIO()
            with redirect_stdout(output):
                exec(compile(block.code, place, "exec"), names)
            printed = output.getvalue()
        else:
            printed = "".join(_run(command, folder, place) for command in commands(block.code))
        if block.printed is not None:
            assert printed.rstrip() == block.printed.rstrip(), place


def _run(command: str, folder: Path, place: str) -> str:
    words = shlex.split(command, comments=True)
    if words[:2] == ["pip", "install"]:
        _check_extras(words[2:], place)
        return ""
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), place
        return ""
    bare = re.sub(r"""(['"]).*?\1|#.*""", "", command, flags=re.DOTALL)
    if words[0] != "xinmun" or _SHELL.search(bare):
        return _in_shell(command, folder, place)
    if words[1] in _NO_TEST or _NO_TEST_FILES & set(words):
        make_parser().parse_args(words[1:])
        return ""
    output = io.StringIO()
    with redirect_stdout(output):
        code = main(words[1:])
    assert code == 0, f"{place}: {command} gives {code}"
    return output.getvalue()


def _check_extras(wanted: list[str], place: str) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for package in wanted:
        extra = re.fullmatch(r"xinmun(?:\[([\w,-]+)\])?", package)
        assert extra, f"{place}: {package}"
        assert set((extra[1] or "").split(",")) - {""} <= set(project["optional-dependencies"]), place


def _in_shell(command: str, folder: Path, place: str) -> str:
    script = f'set -euo pipefail\nxinmun() {{ "{sys.executable}" -m nlp.cli "$@"; }}\n{command}\n'
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, f"{place}: {done.stderr}"
    return done.stdout
