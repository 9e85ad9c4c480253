"""Bad input: a clear message, the rest processed, the bad one in quarantine, and the exit code as documented."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.batch import read_results
from nlp.cli import main

GOOD = "科大讯飞发布半年报。2024年上半年，公司实现营业收入41.62亿元，同比增长7.3%。\n"


def empty(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")


def binary(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40)


def not_json(folder: Path) -> None:
    (folder / "bad.jsonl").write_text(json.dumps({"id": "one", "text": GOOD}) + '\n{"id": "two", \n', encoding="utf-8")


def no_text(folder: Path) -> None:
    (folder / "bad.jsonl").write_text('{"id": "two", "title": "题目"}\n', encoding="utf-8")


def not_there(_folder: Path) -> None:
    pass


def five_megabytes(folder: Path) -> None:
    (folder / "bad.txt").write_text(GOOD * (5_000_000 // len(GOOD.encode())), encoding="utf-8")


def wrong_encoding(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(GOOD.encode("gb18030"))


CASES = [
    (empty, "bad.txt", [], "[E102]"),
    (binary, "bad.txt", [], "[E103]"),
    (not_json, "bad.jsonl", [], "[E105]"),
    (no_text, "bad.jsonl", [], "[E106]"),
    (not_there, "bad.txt", [], "[E101]"),
    (five_megabytes, "bad.txt", ["--max-bytes", "1000000"], "[E107]"),
    (wrong_encoding, "bad.txt", ["--encoding", "utf-8"], "[E104]"),
]


@pytest.mark.parametrize(("make", "name", "options", "code"), CASES, ids=lambda x: getattr(x, "__name__", ""))
@pytest.mark.parametrize(("strict", "exit_code"), [(False, 0), (True, 1)])
def test_the_rest_is_processed(tmp_path, capsys, make: Callable, name, options, code, strict, exit_code):
    make(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    out = tmp_path / "out"
    command = ["run", str(tmp_path / "good.txt"), str(tmp_path / name), "-o", str(out), *options]
    assert main(command + ["--strict"] * strict) == exit_code
    shown = capsys.readouterr()
    assert code in shown.out
    assert "Traceback" not in shown.out + shown.err
    (entry,) = read_results(out).quarantine()
    assert entry.error.startswith(code)
    assert str(tmp_path / name) in entry.source
    assert "good" in [article.article_id for article in read_results(out).articles()]
    assert any(claim.article_id == "good" for claim in read_results(out).claims())


@pytest.mark.parametrize(
    ("make", "name", "options", "code"),
    [c for c in CASES if c[0] is not not_json],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_nothing_could_be_processed(tmp_path, capsys, make, name, options, code):
    make(tmp_path)
    out = tmp_path / "out"
    assert main(["run", str(tmp_path / name), "-o", str(out), *options]) == 1
    assert f"nothing could be processed: {code}" in capsys.readouterr().err
    assert len(list(read_results(out).quarantine())) == 1


@pytest.mark.nightly
def test_an_article_of_five_megabytes_within_the_limit_is_analysed(tmp_path):
    five_megabytes(tmp_path)
    assert main(["run", str(tmp_path / "bad.txt"), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert sum(1 for _ in read_results(tmp_path / "out").claims()) > 10_000


def test_an_encoding_is_detected_where_none_is_given(tmp_path):
    wrong_encoding(tmp_path)
    assert main(["run", str(tmp_path / "bad.txt"), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert next(read_results(tmp_path / "out").articles()).text == GOOD
