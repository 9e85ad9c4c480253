"""Worker processes: results whole, a failure, a death or a time-out at its own article alone."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

import pytest
import stub_analysis
from stub_analysis import make_article

from nlp.batch import workers
from nlp.batch.record import Record
from nlp.batch.tasks import Loader, ShardTask
from nlp.batch.units import Shard, group, unit_of
from nlp.batch.workers import open_workers
from nlp.errors import AnalysisError, ConfigError
from nlp.records import QuarantineEntry

BAD_FILE = QuarantineEntry("x.bin", "[E103] x.bin: this is not text", "reading")


def shard_of(texts: list[str | QuarantineEntry]) -> Shard:
    items = [make_article(f"a{i}", t) if isinstance(t, str) else t for i, t in enumerate(texts)]
    return Shard(tuple(unit_of(item, "mark", 1) for item in items))


def analyse(texts, jobs=1, timeout=60.0, load=stub_analysis.load) -> list[Record]:
    """The records of texts, each of which but the first is a shard of its own with the one before it."""
    with open_workers(jobs, timeout) as team:
        (result,) = team.map([ShardTask(shard_of(texts), Loader(load))])
    return [Record.unpack(packed) for packed in result.packed]


def test_a_failure_is_one_record():
    records = analyse(["first", "fail", "second", BAD_FILE, "english"])
    assert [r.article_id for r in records] == ["a0", None, "a2", None, "a4"]
    assert records[1].error.startswith("[E301] a1: analysis failed: ValueError: asked to fail.")
    assert (records[1].stage, records[3].stage) == ("analysis", "reading")
    assert b'"text": "fail"' in records[1].lines["quarantine"]
    assert records[3].error == BAD_FILE.error
    assert (records[2].characters, records[2].entities, records[2].statements) == (6, 1, 1)
    assert (records[4].lang, records[4].characters) == ("en", 0)
    assert not any(record.retry for record in records)


def test_a_long_failed_article_is_named_but_not_copied():
    (record,) = analyse(["fail" * 5000])
    assert b'"record": null' in record.lines["quarantine"]


@pytest.mark.parametrize("position", [0, 3, 9])
def test_a_dying_worker_costs_its_article_alone(position):
    texts = ["fine"] * 10
    texts[position] = "die"
    records = analyse(texts)
    assert [i for i, record in enumerate(records) if record.error] == [position]
    assert records[position].error.startswith(f"[E405] a{position}: the worker process died twice")
    assert records[position].retry


def test_an_article_that_takes_too_long_is_given_up_and_the_rest_goes_on():
    records = analyse(["fine", "sleep", "fine"], timeout=5.0)
    assert [record.error and record.error[:9] for record in records] == [None, "[E413] a1", None]
    assert "more than 5 seconds" in records[1].error
    assert records[1].retry


def test_a_long_article_has_more_time():
    task = ShardTask(shard_of(["x" * 100_000, "x", BAD_FILE]), Loader(stub_analysis.load))
    assert [task.share(item) for item in range(3)] == [5.0, 1.0, 1.0]


def test_an_article_that_dies_once_is_no_loss(tmp_path):
    (record,) = analyse([f"die once {tmp_path / 'died'}"])
    assert record.error is None
    assert (tmp_path / "died").exists()


def test_a_worker_killed_from_outside_changes_nothing():
    with open_workers(1, 60.0) as team:
        tasks = (ShardTask(shard_of([f"slow {n}", "fine"]), Loader(stub_analysis.load)) for n in range(3))
        results = team.map(tasks)
        found = [next(results)]
        os.kill(workers._spare[-1].process.pid, signal.SIGKILL)
        found += results
    assert [[r.error for r in result.records] for result in found] == [[None, None]] * 3


def test_two_workers_share_the_tasks():
    with open_workers(2, 60.0) as team:
        tasks = (ShardTask(shard_of([f"pid {n}"]), Loader(stub_analysis.load)) for n in range(6))
        results = list(team.map(tasks))
    assert {result.shard.name for result in results} == {shard_of([f"pid {n}"]).name for n in range(6)}
    assert len({result.records[0].lang for result in results}) == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_analysis_that_does_not_load_stops_the_run(jobs):
    with pytest.raises(ConfigError, match="broken on purpose"):
        analyse(["fine"], jobs, load=stub_analysis.load_broken)


def test_a_process_that_ends_before_its_first_article_is_told():
    with pytest.raises(AnalysisError, match=r"\[E412\].*exit code 7"):
        analyse(["fine"], load=stub_analysis.load_dying)


@dataclass(frozen=True)
class Pid:
    """A task that tells in which process it is done."""

    def run(self, tick, lost):
        return os.getpid()

    def share(self, item):
        return 1.0


def test_workers_stay_for_the_next_run_and_an_abandoned_one_does_not():
    with open_workers(1, 60.0) as team:
        (first,) = team.map([Pid()])
    with open_workers(1, 60.0) as team:
        (second,) = team.map([Pid()])
        busy = team.map([Pid(), ShardTask(shard_of(["sleep"]), Loader(stub_analysis.load))])
        assert next(busy) == first == second
        team._hand_out(workers._Job(ShardTask(shard_of(["sleep"]), Loader(stub_analysis.load))))
        process = team._busy[-1].process
    assert not process.is_alive()


def test_a_shard_is_named_by_its_units():
    names = {shard_of(texts).name for texts in (["a", "b"], ["a", "b"], ["b", "a"], ["a"])}
    assert len(names) == 3


def test_shards_grow_and_are_bounded_by_their_text():
    sizes = [len(shard.units) for shard in group(unit_of(make_article(f"a{i}", "x"), "", 1) for i in range(3_000))]
    assert sizes[:3] == [4, 5, 6]
    assert max(sizes) == 64
    long = [unit_of(make_article(f"a{i}", "x" * 200_000), "", 1) for i in range(5)]
    assert [len(shard.units) for shard in group(iter(long))] == [2, 2, 1]


def test_the_clock_starts_anew_with_each_article():
    started = time.monotonic()
    records = analyse(["slow"] * 20, timeout=5.0)
    assert time.monotonic() - started > 5.0
    assert not any(record.error for record in records)
