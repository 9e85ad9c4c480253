from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.batch.output import TABLES, check_output, json_line, open_output, read_manifest
from nlp.errors import OutputError


def write_run(out: Path, line: bytes = b"{}\n") -> None:
    with open_output(out) as (write, commit):
        write("articles", line)
        commit({"xinmun": "1"})


def test_every_table_is_there_and_the_manifest_says_complete(tmp_path):
    write_run(tmp_path / "a" / "out")
    names = sorted(path.name for path in (tmp_path / "a" / "out").iterdir())
    assert names == sorted([*(f"{table}.jsonl" for table in TABLES), "run.json"])
    assert read_manifest(tmp_path / "a" / "out") == {"format": "xinmun run", "xinmun": "1", "complete": True}


def test_nothing_stays_of_a_run_that_fails(tmp_path):
    out = tmp_path / "out"
    with pytest.raises(RuntimeError), open_output(out) as (write, _commit):
        write("articles", b"{}\n")
        raise RuntimeError
    assert not out.exists()


def test_a_former_output_stays_until_the_new_one_is_complete(tmp_path):
    write_run(tmp_path, b"old\n")
    with pytest.raises(RuntimeError), open_output(tmp_path) as (write, _commit):
        write("articles", b"new\n")
        raise RuntimeError
    assert (tmp_path / "articles.jsonl").read_bytes() == b"old\n"
    write_run(tmp_path, b"new\n")
    assert (tmp_path / "articles.jsonl").read_bytes() == b"new\n"


def test_what_a_killed_run_left_is_no_obstacle(tmp_path):
    (tmp_path / ".partial").mkdir()
    (tmp_path / ".partial" / "articles.jsonl").write_text("half a li")
    check_output(tmp_path, [])
    write_run(tmp_path)
    assert not (tmp_path / ".partial").exists()


def make_file(out: Path) -> None:
    out.write_text("mine")


def make_full_folder(out: Path) -> None:
    out.mkdir()
    (out / "mine.txt").write_text("mine")


def make_foreign_run_json(out: Path) -> None:
    out.mkdir()
    (out / "run.json").write_text('{"format": "something else"}')


def make_folder_in_input(out: Path) -> None:
    out.mkdir()


@pytest.mark.parametrize(
    ("prepare", "inputs", "message"),
    [
        (make_file, [], r"\[E402\].*it is a file"),
        (make_full_folder, [], r"\[E402\].*it holds other files \(mine.txt"),
        (make_foreign_run_json, [], r"\[E402\].*it holds other files \(run.json"),
        (make_folder_in_input, ["."], r"\[E403\].*inside the input \."),
        (make_folder_in_input, ["out"], r"\[E403\].*inside the input out"),
    ],
)
def test_refused_places(tmp_path, monkeypatch, prepare, inputs, message):
    monkeypatch.chdir(tmp_path)
    prepare(Path("out"))
    with pytest.raises(OutputError, match=message):
        check_output(Path("out"), inputs)


def test_accepted_places(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    Path("empty").mkdir()
    for out in ("new", "empty", "news-out"):
        check_output(Path(out), ["news", "-", "news/a.txt"])


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"\[E401\]"), open_output(tmp_path / "file" / "out"):
        pass


@pytest.mark.parametrize(
    ("text", "line"),
    [("营收", '{"text": "营收"}\n'.encode()), ("\ud83d", b'{"text": "\\ud83d"}\n'), ("a\nb", b'{"text": "a\\nb"}\n')],
)
def test_lines_come_back_to_the_letter(text, line):
    assert json_line({"text": text}) == line
    assert json.loads(line)["text"] == text
