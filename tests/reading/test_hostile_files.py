"""Damaged and malicious files of all kinds: nothing stops, everything is an article or in quarantine, and all adds up."""

from __future__ import annotations

import faulthandler
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from nlp.batch import read_results, run
from nlp.reading import Options, Source, list_sources, parsers, read_source
from nlp.records import Article, QuarantineEntry
from tests.hostile import make_file, write_files

MAX_BYTES = 2_000_000
UNFORESEEN = "[E139]"  # an error that no reader knows: the net held, but something is to be mended


def read_one(path: Path) -> list[Article | QuarantineEntry]:
    found: list[Article | QuarantineEntry] = []
    for source in list_sources([path]):
        found += read_source(source, Options(None, MAX_BYTES)) if isinstance(source, Source) else [source]
    return found


def read_all(folder: Path, seeds: range) -> Counter[str]:
    """Read the files of some seeds, each alone; a hang of minutes ends the tests with a traceback."""
    told: Counter[str] = Counter()
    for seed in seeds:
        (path,) = write_files(folder, range(seed, seed + 1))
        faulthandler.dump_traceback_later(300, exit=True, file=sys.__stderr__)
        found = read_one(path)
        assert found, path.name
        for item in found:
            assert isinstance(item, Article) or str(path) in item.source, (path.name, item)
            told["read" if isinstance(item, Article) else item.error[:6]] += 1
            str(item.to_dict()).encode()
        path.unlink()
    faulthandler.cancel_dump_traceback_later()
    return told


def test_the_same_seed_makes_the_same_file() -> None:
    assert [make_file(seed) for seed in range(30)] == [make_file(seed) for seed in range(30)]


def test_each_file_is_read_or_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsers, "SECONDS", 5.0)
    told = read_all(tmp_path, range(300))
    assert told["read"] > 100
    assert told[UNFORESEEN] == 0
    assert len(told) > 12  # kinds of damage


def test_a_run_over_them_adds_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsers, "SECONDS", 5.0)
    folder = tmp_path / "in"
    folder.mkdir()
    write_files(folder, range(1000, 1040))
    expected = sum(len(read_one(path)) for path in sorted(folder.iterdir()))
    summary = run([str(folder)], tmp_path / "out", rules_only=True, max_bytes=MAX_BYTES, progress=False)
    counts = summary.counts()
    results = read_results(tmp_path / "out")
    assert counts["read"] == expected
    assert counts["read"] == counts["articles"] + counts["duplicates"] + counts["quarantined"]
    assert counts["articles"] == sum(1 for _ in results.articles())
    assert counts["quarantined"] == sum(1 for _ in results.quarantine())


@pytest.mark.nightly
def test_ten_thousand_files(tmp_path: Path) -> None:
    os.nice(5)
    (tmp_path / "big.html").write_bytes(b"<html><body>" + b"<p>x</p>" * 13_000_000)  # 100 MB
    assert [item.error[:6] for item in read_one(tmp_path / "big.html") if isinstance(item, QuarantineEntry)] == [
        "[E107]"
    ]
    told = read_all(tmp_path, range(10_000))
    assert told["read"] > 5000
    assert told[UNFORESEEN] == 0
