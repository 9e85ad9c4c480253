"""What is done stays done: after a kill, on a feed that has grown, and whatever fails on the way."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import stub_analysis

from nlp.batch import run, runner
from nlp.batch.output import TABLES
from nlp.batch.record import make_record
from nlp.batch.stores import table_place
from nlp.batch.units import Page
from nlp.errors import OutputError
from nlp.reading import Source

SCRIPT = """
import sys
from pathlib import Path
import stub_analysis
from nlp.batch import run, runner
if __name__ == "__main__":
    runner.load_analysis = stub_analysis.load
    run([sys.argv[1]], Path(sys.argv[2]), jobs=2, progress=False, timeout=900)
"""


@pytest.fixture(autouse=True)
def _stub(monkeypatch):
    monkeypatch.setattr(runner, "load_analysis", stub_analysis.load)


def write_feed(path: Path, texts: list[str], start: int = 0) -> Path:
    rows = [{"id": f"n{start + i}", "text": text} for i, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def values(count: int) -> list[str]:
    return [f"value S{i % 7} {i % 3}" for i in range(count)]


def tables_of(out: Path, store: str = "jsonl") -> dict[str, bytes]:
    return {table: table_place(out, store, table).read_bytes() for table in TABLES}


def manifest_of(out: Path) -> dict:
    manifest = json.loads((out / "run.json").read_text())
    del manifest["timings"]
    return manifest


@pytest.mark.parametrize("store", ["jsonl", "parquet"])
def test_neither_jobs_nor_an_earlier_run_change_a_byte(tmp_path, store):
    feed = write_feed(tmp_path / "feed.jsonl", [*values(60), "fail", "english", "value S1 1"])
    for name, jobs in (("one", 1), ("two", 2)):
        run([str(feed)], tmp_path / name, jobs=jobs, progress=False, store=store)
    again = run([str(feed)], tmp_path / "one", progress=False, store=store)
    assert (again.reused, again.units) == (63, 63)
    assert tables_of(tmp_path / "one", store) == tables_of(tmp_path / "two", store)
    assert manifest_of(tmp_path / "one") == manifest_of(tmp_path / "two")


def test_a_feed_that_has_grown_costs_what_is_new(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    write_feed(folder / "b.jsonl", values(40))
    run([str(folder)], tmp_path / "out", progress=False)
    write_feed(folder / "a.jsonl", ["value S1 5", "value S9 1"], start=100)
    write_feed(folder / "b.jsonl", [*values(40), "value S3 2"])
    grown = run([str(folder)], tmp_path / "out", progress=False)
    assert (grown.units, grown.reused) == (43, 40)
    run([str(folder)], tmp_path / "fresh", progress=False)
    assert tables_of(tmp_path / "out") == tables_of(tmp_path / "fresh")
    assert manifest_of(tmp_path / "out") == manifest_of(tmp_path / "fresh")


def test_events_are_built_again_where_something_changed(tmp_path, monkeypatch):
    built = []
    save = runner.BuiltParts.save
    monkeypatch.setattr(runner.BuiltParts, "save", lambda self, *part: built.append(part[0]) or save(self, *part))
    feed = write_feed(tmp_path / "feed.jsonl", values(40))
    run([str(feed)], tmp_path / "out", progress=False)
    first = len(built)
    assert first > 1
    write_feed(feed, [*values(40), "value S3 2"])
    run([str(feed)], tmp_path / "out", progress=False)
    assert len(built) == first + 1
    run([str(feed)], tmp_path / "out", progress=False)
    assert len(built) == first + 1


def test_what_no_run_needs_goes(tmp_path):
    feed = write_feed(tmp_path / "feed.jsonl", values(40))
    run([str(feed)], tmp_path / "out", progress=False)
    write_feed(feed, ["value T 1"], start=100)
    run([str(feed)], tmp_path / "out", progress=False)
    work = tmp_path / "out" / ".work"
    assert [len(list((work / name).iterdir())) for name in ("shards", "events")] == [2, 1]
    assert sorted(path.name for path in work.iterdir()) == ["events", "lock", "shards"]


@pytest.mark.parametrize("change", [{"rules_only": True}, {"entities": True}, {"fresh": True}])
def test_other_settings_do_all_again(tmp_path, change):
    feed = write_feed(tmp_path / "feed.jsonl", values(10))
    run([str(feed)], tmp_path / "out", progress=False)
    if "entities" in change:
        change = {"entities": tmp_path / "own.tsv"}
        change["entities"].write_text("id\tlabel\tname\n")
    assert run([str(feed)], tmp_path / "out", progress=False, **change).reused == 0


def test_another_version_does_all_again(tmp_path, monkeypatch):
    feed = write_feed(tmp_path / "feed.jsonl", values(10))
    run([str(feed)], tmp_path / "out", progress=False)
    monkeypatch.setattr("nlp.batch.fingerprint.package_fingerprint", lambda: "another")
    assert run([str(feed)], tmp_path / "out", progress=False).reused == 0


def test_an_article_that_ran_out_of_time_gets_another_chance(tmp_path):
    mark = tmp_path / "died"
    feed = write_feed(tmp_path / "feed.jsonl", ["value S 1", f"sleep once {mark}", "value S 2"])
    first = run([str(feed)], tmp_path / "out", progress=False, timeout=5.0)
    assert (first.quarantined, first.reasons[0][:6]) == (1, "[E413]")
    second = run([str(feed)], tmp_path / "out", progress=False)
    assert (second.quarantined, second.reused, second.units) == (0, 2, 3)


def test_two_runs_in_one_folder_are_refused(tmp_path):
    feed = write_feed(tmp_path / "feed.jsonl", values(4))
    with runner.open_work(tmp_path / "out"), pytest.raises(OutputError, match=r"\[E414\]"):
        run([str(feed)], tmp_path / "out", progress=False)


def test_ids_that_meet_in_other_files_are_kept_apart(tmp_path):
    for name, text in (("a", "value S 1"), ("b", "value S 2"), ("c", "value S 1")):
        (tmp_path / "news" / name).mkdir(parents=True)
        (tmp_path / "news" / name / "001.txt").write_text(text)
    summary = run([str(tmp_path / "news")], tmp_path / "out", progress=False)
    ids = [json.loads(line)["article_id"] for line in (tmp_path / "out" / "articles.jsonl").open()]
    assert ids[0] == "001"
    assert ids[1].startswith("001-")
    assert [entry["article_id"] for entry in summary.duplicates] == ["001"]


PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
LONG = "신제품 발표회에서 회사는 하반기 투자 계획과 지역별 판매 목표를 차례로 설명하고 질문에 답했다. "


def test_pages_are_read_by_the_workers(tmp_path):
    for name, title in (("a", "하나"), ("b", "둘"), ("c", "하나")):
        (tmp_path / "news" / name).mkdir(parents=True)
        (tmp_path / "news" / name / "001.html").write_text(PAGE.format(title, LONG * 8))
    (tmp_path / "news" / "d.html").write_text("<html></html>")
    for name, jobs in (("one", 1), ("two", 2)):
        summary = run([str(tmp_path / "news")], tmp_path / name, jobs=jobs, progress=False)
        assert (summary.units, summary.quarantined, len(summary.duplicates)) == (4, 1, 1)
    ids = [json.loads(line)["article_id"] for line in (tmp_path / "one" / "articles.jsonl").open()]
    assert ids[0] == "001"
    assert ids[1].startswith("001-")
    assert len(ids) == 2
    assert tables_of(tmp_path / "one") == tables_of(tmp_path / "two")


def test_a_page_that_breaks_its_reader_is_quarantined(tmp_path, monkeypatch):
    page = Page(Source("a.html", 3), b"abc", False, None, 100)
    monkeypatch.setattr("nlp.batch.units.read_page", lambda *_: 1 / 0)
    record = make_record(page, stub_analysis.analyze)
    assert (record.stage, record.error[:22]) == ("reading", "[E301] a.html: reading")


def test_copies_are_linked_and_count_once(tmp_path):
    rows = [
        {"id": "late", "text": f"value S 7 {LONG * 3} 누리뉴스 제공", "published": "2025-03-02"},
        {"id": "first", "text": f"value S 7 {LONG * 3}", "published": "2025-03-01"},
        {"id": "other", "text": "value S 7 다른 글", "published": "2025-03-01"},
    ]
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows))
    summary = run([str(feed)], tmp_path / "out", progress=False)
    assert (summary.copies, summary.counts()["copies"]) == (1, 1)
    assert "copies       1 print" in summary.describe()
    copies = {
        row["article_id"]: row["copy_of"] for row in map(json.loads, (tmp_path / "out" / "articles.jsonl").open())
    }
    assert copies == {"late": "first", "first": None, "other": None}


@pytest.mark.parametrize("damage", ["cut", "lost", "odd marker"])
def test_damaged_work_is_done_again_or_told(tmp_path, damage):
    feed = write_feed(tmp_path / "feed.jsonl", values(4))
    run([str(feed)], tmp_path / "out", progress=False)
    expected = tables_of(tmp_path / "out")
    (data,) = (tmp_path / "out" / ".work" / "shards").glob("*.data")
    if damage == "cut":
        data.write_bytes(data.read_bytes()[:-5])
    elif damage == "lost":
        data.unlink()
    else:
        data.with_suffix(".json").write_text("{")
    assert run([str(feed)], tmp_path / "out", progress=False).reused == 0
    assert tables_of(tmp_path / "out") == expected
    (data,) = (tmp_path / "out" / ".work" / "shards").glob("*.data")
    data.write_bytes(bytes(len(data.read_bytes())))
    with pytest.raises(OutputError, match=r"\[E415\].*--fresh"):
        run([str(feed)], tmp_path / "out", progress=False)
    assert tables_of(tmp_path / "out") == expected


def test_the_log_for_programs(tmp_path):
    feed = write_feed(tmp_path / "feed.jsonl", [*values(5), "fail"])
    run([str(feed)], tmp_path / "out", progress=False, log=tmp_path / "log.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").open()]
    assert [line["event"] for line in lines] == [
        *("run_started", "shard_finished", "quarantined", "shard_finished", "run_finished")
    ]
    assert lines[0]["settings"]["inputs"] == [str(feed)]
    assert (lines[1]["articles"], lines[3]["articles"], lines[3]["done"]) == (4, 2, 6)
    assert lines[2]["error"].startswith("[E301]")
    assert (lines[4]["counts"]["read"], lines[4]["counts"]["quarantined"]) == (6, 1)
    with pytest.raises(OutputError):
        run([str(feed)], tmp_path / "gone" / "out", progress=False, log=tmp_path / "no" / "log.jsonl")


def test_counts_that_do_not_add_up_stop_the_run(tmp_path, monkeypatch):
    feed = write_feed(tmp_path / "feed.jsonl", values(5))
    monkeypatch.setattr(runner.Work, "is_new", lambda self, article_id: article_id != "n3")
    summary = run([str(feed)], tmp_path / "out", progress=False)
    assert summary.read == summary.units == 5
    monkeypatch.setattr(runner.Work, "records", lambda self: iter(()))
    with pytest.raises(OutputError, match=r"\[E416\] 5 inputs were read, but 0"):
        run([str(feed)], tmp_path / "out", progress=False)


# --- kills


def kill_and_resume(tmp_path: Path, points: int, feed: Path, command: list[str], env: dict) -> None:
    """Kill runs of one output at random moments, then let one end; it must be as if nothing had happened."""
    whole = tmp_path / "whole"
    started = time.monotonic()
    subprocess.run([*command, str(feed), str(whole)], check=True, env=env, timeout=600)
    span = time.monotonic() - started
    chance = random.Random(7)
    kills = 0
    for point in range(points):
        out = tmp_path / f"killed{point}"
        for _ in range(3):
            process = subprocess.Popen([*command, str(feed), str(out)], env=env)
            try:
                process.wait(chance.uniform(0.05, 0.8) * span)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                kills += process.wait() == -signal.SIGKILL
            else:  # the machine has become faster
                span *= 0.7
                shutil.rmtree(out)
            for table in TABLES:  # what has a final name is whole
                path = out / f"{table}.jsonl"
                assert not path.exists() or path.read_bytes() == (whole / path.name).read_bytes()
        subprocess.run([*command, str(feed), str(out)], check=True, env=env, timeout=600)
        assert tables_of(out) == tables_of(whole), point
        assert manifest_of(out) == manifest_of(whole)
        shutil.rmtree(out)
    assert kills >= points // 2


def stub_environment() -> dict[str, str]:
    paths = [str(Path(__file__).parent), str(Path(runner.__file__).parents[2])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def test_killed_runs_go_on(tmp_path):
    feed = write_feed(
        tmp_path / "feed.jsonl", [f"slowly {text}" if i % 3 else text for i, text in enumerate(values(40))]
    )
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    kill_and_resume(tmp_path, 2, feed, [sys.executable, str(script)], stub_environment())


@pytest.mark.nightly
def test_killed_at_twenty_points(tmp_path, repository):
    feed = tmp_path / "news"
    for name in ("sample", "gold"):
        shutil.copytree(repository / "corpora" / name, feed / name, ignore=shutil.ignore_patterns("*.json"))
    script = tmp_path / "script.py"
    script.write_text(
        SCRIPT.replace("    runner.load_analysis = stub_analysis.load\n", "").replace(
            "jobs=2,", "jobs=2, rules_only=True,"
        )
    )
    kill_and_resume(tmp_path, 20, feed, [sys.executable, str(script)], stub_environment())


# --- failures at each write


class Failing:
    """Lets the file system fail at one of the operations that change something below a folder."""

    def __init__(self, monkeypatch, folder: Path, number: int | None, code: int) -> None:
        self.folder, self.number, self.code, self.count = str(folder), number, code, 0
        for module, name in ((os, "replace"), (os, "fsync"), (os, "mkdir"), (os, "unlink")):
            monkeypatch.setattr(module, name, self.guard(getattr(module, name)))
        self.open = io.open
        monkeypatch.setattr(io, "open", self.guarded_open)

    def step(self) -> None:
        self.count += 1
        if self.count - 1 == self.number:
            raise OSError(self.code, os.strerror(self.code))

    def guard(self, function):
        def guarded(first, *args, **keywords):
            if isinstance(first, int) or str(first).startswith(self.folder):
                self.step()
            return function(first, *args, **keywords)

        return guarded

    def guarded_open(self, file, mode="r", *args, **keywords):
        if "r" in mode or not str(file).startswith(self.folder):
            return self.open(file, mode, *args, **keywords)
        self.step()
        return _File(self.open(file, mode, *args, **keywords), self)


class _File:
    """A file whose writes can fail halfway."""

    def __init__(self, file, failing: Failing) -> None:
        self._file, self._failing = file, failing

    def write(self, data):
        try:
            self._failing.step()
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        return self._file.write(data)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()


def check_failures(tmp_path, monkeypatch, store: str, every: int) -> None:
    """Let a run that replaces a former output fail at each n-th operation, and the next one end."""
    feed, former = tmp_path / "feed.jsonl", tmp_path / "former"
    write_feed(feed, values(6))
    run([str(feed)], former, progress=False, store=store)
    old = tables_of(former, store)
    write_feed(feed, [*values(6), "value S1 9", "fail"])
    whole = tmp_path / "whole"
    shutil.copytree(former, whole)
    with monkeypatch.context() as patch:
        failing = Failing(patch, whole, None, 0)
        run([str(feed)], whole, progress=False, store=store)
    new = tables_of(whole, store)
    assert failing.count > 30
    tried, failed = range(0, failing.count, every), []
    for number in tried:
        out = tmp_path / f"out{number}"
        shutil.copytree(former, out)
        code = (errno.ENOSPC, errno.EACCES)[number % 2]
        with monkeypatch.context() as patch:
            Failing(patch, out, number, code)
            try:
                run([str(feed)], out, progress=False, store=store)
            except OutputError as error:
                assert error.code == "E401"
                failed.append(number)
            else:
                assert tables_of(out, store) == new, number
        now = tables_of(out, store)
        assert all(now[table] in (old[table], new[table]) for table in TABLES), number
        assert now in (old, new) or not json.loads((out / "run.json").read_text())["complete"], number
        run([str(feed)], out, progress=False, store=store)
        assert tables_of(out, store) == new, number
        assert manifest_of(out)["complete"]
        shutil.rmtree(out)
    assert len(failed) > len(tried) * 2 // 3  # the others are to do with what may stay: leftovers, the index


def test_a_failing_disk_leaves_nothing_half_done(tmp_path, monkeypatch):
    check_failures(tmp_path, monkeypatch, "jsonl", every=5)


@pytest.mark.nightly
@pytest.mark.parametrize("store", ["jsonl", "parquet"])
def test_a_disk_that_fails_at_any_operation(tmp_path, monkeypatch, store):
    check_failures(tmp_path, monkeypatch, store, every=1)
