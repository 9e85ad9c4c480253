"""A peer that dawdles, dies or doesn't start must not stop the comparison."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks import processes
from tests.benchmarks.processes import Peer, PeerError, make_environment

ADAPTER = """
import json, os, sys, time
print("a greeting")
print(json.dumps({"version": "1", "tasks": []}), flush=True)
for line in sys.stdin:
    text = json.loads(line)["text"]
    if text == "slow":
        time.sleep(60)
    if text == "die":
        os._exit(1)
    print(json.dumps({"mentions": [text]}), flush=True)
"""


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    path = tmp_path / "adapter.py"
    path.write_text(ADAPTER, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "seconds"), [("slow", 0.2), ("die", 30)])
def test_a_peer_goes_on_after_a_question_that_it_did_not_answer(adapter: Path, text: str, seconds: float) -> None:
    peer = Peer(Path(sys.executable), adapter)
    assert peer.version == "1"
    assert peer.ask({"text": text}, seconds) is None
    assert peer.ask({"text": "三"}, 30) == {"mentions": ["三"]}
    peer.close()


def test_a_peer_that_does_not_start_is_named(tmp_path: Path) -> None:
    with pytest.raises(PeerError, match="missing"):
        Peer(Path(sys.executable), tmp_path / "missing.py")


def test_what_pip_says_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes.venv, "create", lambda place, **_: fake_environment(place))
    with pytest.raises(PeerError, match="no such package"):
        make_environment(tmp_path, ["nothing==1"])


def fake_environment(place: Path) -> None:
    """An environment whose Python is a script that fails as pip does."""
    python = place / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho 'ERROR: no such package' >&2\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
