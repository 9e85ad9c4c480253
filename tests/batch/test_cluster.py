"""Ray on this machine: the same bytes as without, and one article's misfortune its own."""

from __future__ import annotations

import pytest
import stub_analysis
from test_resume import manifest_of, tables_of, values, write_feed

from nlp.batch import run, runner
from nlp.batch.engines import check_engine
from nlp.errors import ConfigError

TEXTS = [*values(30), "fail", "english", "die", "sleep", *values(10), "value S1 5"]


def test_without_ray_the_engine_is_refused(monkeypatch):
    monkeypatch.setattr("nlp.batch.engines.find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"\[E417\].*pip install 'xinmun\[ray\]'"):
        check_engine("ray")


def test_ray_changes_no_byte(tmp_path, monkeypatch):
    pytest.importorskip("ray", reason="needs the extra `ray`")
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.setattr(runner, "load_analysis", stub_analysis.load)
    feed = write_feed(tmp_path / "feed.jsonl", TEXTS)
    run([str(feed)], tmp_path / "here", jobs=2, progress=False, timeout=8.0)
    summary = run([str(feed)], tmp_path / "ray", jobs=2, progress=False, timeout=8.0, engine="ray")
    assert (summary.units, summary.quarantined) == (45, 3)
    assert sorted(reason[:6] for reason in summary.reasons) == ["[E301]", "[E405]", "[E413]"]
    assert tables_of(tmp_path / "ray") == tables_of(tmp_path / "here")
    assert manifest_of(tmp_path / "ray") == manifest_of(tmp_path / "here")


@pytest.mark.nightly
def test_the_sample_on_ray(tmp_path, repository, monkeypatch):
    pytest.importorskip("ray", reason="needs the extra `ray`")
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    for name, engine in (("here", "processes"), ("ray", "ray")):
        run([str(repository / "corpora" / "sample")], tmp_path / name, jobs=2, progress=False, engine=engine)
    assert tables_of(tmp_path / "ray") == tables_of(tmp_path / "here")
