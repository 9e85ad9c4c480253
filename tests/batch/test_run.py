from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import stub_analysis

from nlp.batch import read_results, run, runner
from nlp.batch.output import TABLES
from nlp.errors import ConfigError, OutputError


@pytest.fixture(autouse=True)
def _stub(monkeypatch):
    monkeypatch.setattr(runner, "load_analysis", stub_analysis.load)


@pytest.fixture
def feed(tmp_path) -> Path:
    path = tmp_path / "feed.jsonl"
    texts = ["第一条新闻", "fail", "english news", "第二条新闻", "第一条新闻"]
    rows = [{"id": f"n{i % 4}", "text": text} for i, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "not json\n")
    return path


def tables_of(out: Path) -> dict[str, bytes]:
    return {table: (out / f"{table}.jsonl").read_bytes() for table in TABLES}


def test_every_input_is_somewhere(feed, tmp_path):
    summary = run([str(feed)], tmp_path / "out", progress=False)
    results = read_results(tmp_path / "out")
    assert [a.article_id for a in results.articles()] == ["n0", "n2", "n3"]
    assert [a.lang for a in results.articles()] == ["zh", "en", "zh"]
    assert [e.stage for e in results.quarantine()] == ["analysis", "reading"]
    assert [d["article_id"] for d in summary.duplicates] == ["n0"]
    assert summary.read == 6 == summary.articles.total() + len(summary.duplicates) + summary.quarantined
    assert (summary.statements, summary.measures, summary.entities) == (2, 0, 2)
    assert [m.article_id for m in results.entities()] == ["n0", "n3"]
    assert [c.claim_id for c in results.claims()] == ["claim-n0", "claim-n3"]


def test_jobs_change_no_byte(feed, tmp_path):
    run([str(feed)], tmp_path / "one", jobs=1, progress=False)
    run([str(feed)], tmp_path / "two", jobs=2, progress=False)
    assert tables_of(tmp_path / "one") == tables_of(tmp_path / "two")


def test_the_manifest(feed, tmp_path):
    run([str(feed)], tmp_path / "out", progress=False, encoding="utf-8")
    manifest = json.loads((tmp_path / "out" / "run.json").read_text())
    assert manifest["complete"] is True
    assert manifest["settings"] == {
        "inputs": [str(feed)],
        "strict": False,
        "encoding": "utf-8",
        "max_bytes": 20_000_000,
        "entities": None,
        "model": None,
        "rules_only": False,
        "format": "jsonl",
    }
    assert manifest["inputs"] == [
        {
            "path": str(feed),
            "bytes": feed.stat().st_size,
            "sha256": hashlib.sha256(feed.read_bytes()).hexdigest(),
        }
    ]
    counts = manifest["counts"]
    assert (counts["read"], counts["articles"], counts["duplicates"], counts["quarantined"]) == (6, 3, 1, 2)
    assert counts["by_language"] == {"en": 1, "zh": 2}
    timings = manifest["timings"]
    assert timings["started"] <= timings["finished"]
    assert (timings["jobs"], timings["engine"], timings["timeout"]) == (None, "processes", 300.0)
    assert set(timings["stages"]) == {"reading", "saving", "analysis", "writing", "events"}
    assert {"xinmun", "python", "spacy", "fingerprint", "timings"} <= manifest.keys()


@pytest.mark.parametrize(
    ("rows", "strict", "ok"),
    [
        (["新闻"], False, True),
        (["新闻"], True, True),
        (["新闻", "fail"], False, True),
        (["新闻", "fail"], True, False),
        (["english"], False, True),
        (["fail"], False, False),
        ([], False, False),
    ],
)
def test_when_a_run_is_a_success(tmp_path, rows, strict, ok):
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps({"text": row}) + "\n" for row in rows))
    assert run([str(feed)], tmp_path / "out", strict=strict, progress=False).ok is ok


def test_the_summary_says_what_a_person_needs(feed, tmp_path):
    text = run([str(feed)], tmp_path / "out", progress=False).describe()
    for part in (
        "articles     3: 2 zh, 1 en (kept, not analysed)",
        "claims       0 values, 2 statements",
        "duplicates   1, counted once",
        f"quarantined  2, all in {tmp_path / 'out' / 'quarantine.jsonl'}",
        "[E301]",
        "[E105]",
        "characters a second",
    ):
        assert part in text


def test_the_summary_names_the_first_reasons_only(tmp_path):
    feed = tmp_path / "feed.jsonl"
    feed.write_text("not json\n" * 12)
    text = run([str(feed)], tmp_path / "out", progress=False).describe()
    assert text.count("[E105]") == 5
    assert "… and 7 more" in text


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"jobs": 0}, "jobs"),
        ({"timeout": 0}, "timeout"),
        ({"store": "xml"}, "jsonl, parquet, duckdb"),
        ({"engine": "magic"}, "processes, ray"),
    ],
)
def test_impossible_settings(feed, tmp_path, setting, message):
    with pytest.raises(ConfigError, match=message):
        run([str(feed)], tmp_path / "out", **setting)
    assert not (tmp_path / "out").exists()


def test_a_former_output_is_replaced(feed, tmp_path):
    run([str(feed)], tmp_path / "out", progress=False)
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "x", "text": "别的新闻"}\n')
    run([str(other)], tmp_path / "out", progress=False)
    assert [a.article_id for a in read_results(tmp_path / "out").articles()] == ["x"]


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("claims", '{"claim_id": 1}\n', r"\[E406\].*claims.jsonl, claims, row 1"),
        ("claims", "{", r"\[E406\].*claims.jsonl, line 1"),
        ("run", '{"format": "xinmun run", "complete": false}', r"\[E404\]"),
        ("run", "{}", r"\[E402\]"),
    ],
)
def test_reading_a_damaged_output(feed, tmp_path, table, line, message):
    run([str(feed)], tmp_path / "out", progress=False)
    (tmp_path / "out" / ("run.json" if table == "run" else f"{table}.jsonl")).write_text(line)
    with pytest.raises(OutputError, match=message):
        list(read_results(tmp_path / "out").claims())


def test_log_lines_where_there_is_no_terminal(feed, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("nlp.batch.progress.LOG_EVERY", 0)
    with caplog.at_level("INFO"):
        run([str(feed)], tmp_path / "out")
    message = caplog.records[-1].message
    assert message.startswith("100%, 6 articles, ")
    assert message.endswith("2 quarantined, 0:00:00 left")


def test_a_bar_on_request(feed, tmp_path, capsys):
    run([str(feed)], tmp_path / "out", progress=True)
    assert "6 articles" in capsys.readouterr().err
