"""A peer in an environment and a process of its own, asked a question at a time."""

from __future__ import annotations

import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
import venv
from pathlib import Path
from typing import Any

_START_SECONDS = 120


class PeerError(Exception):
    """A peer could not be installed or did not start."""


class Peer:
    """A running adapter; a question that takes too long ends the process, and the next one starts another."""

    def __init__(self, python: Path, adapter: Path, path: Path | None = None) -> None:
        """Start an adapter.

        Args:
            python: the interpreter of the peer's environment.
            adapter: the script to run.
            path: a folder to import from, for a package that isn't installed there.

        Raises:
            PeerError: it did not start.
        """
        self._command = [str(python), str(adapter)]
        self._environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
        if path is not None:
            self._environment["PYTHONPATH"] = str(path)
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        ready = self._start()
        self.version: str = ready["version"]
        self.tasks: list[str] = ready["tasks"]

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """Ask, and wait for the answer.

        Args:
            request: what the adapter reads.
            seconds: how long to wait.

        Returns:
            The answer, or None when the time ran out or the process died.
        """
        if self._process is None:
            self._start()
        assert self._process is not None and self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            line = self._answers.get(timeout=seconds)
        except (queue.Empty, BrokenPipeError):
            line = ""
        if not line:
            self.close()
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> dict[str, Any]:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=self._environment,
        )
        self._answers = queue.Queue()
        threading.Thread(target=_pass_on, args=(self._process, self._answers), daemon=True).start()
        line = " "
        while line and not line.startswith("{"):  # some print a greeting when they are imported
            try:
                line = self._answers.get(timeout=_START_SECONDS)
            except queue.Empty:
                line = ""
        if not line:
            self.close()
            raise PeerError(f"{' '.join(self._command)} did not start; run it by hand to see why")
        ready: dict[str, Any] = json.loads(line)
        return ready


def make_environment(folder: Path, requirements: list[str]) -> Path:
    """Make a virtual environment with some packages, unless the folder has it already.

    Args:
        folder: where environments are kept.
        requirements: what pip installs.

    Returns:
        Its interpreter.

    Raises:
        PeerError: pip could not install the packages; with its last line.
    """
    name = hashlib.sha256(f"{sys.version} {requirements}".encode()).hexdigest()[:12]
    place = folder / f"{requirements[0].partition('=')[0].partition('>')[0]}-{name}"
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = place / "installed"
    if not done.exists():
        venv.create(place, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements]
        result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if result.returncode:
            raise PeerError((result.stderr.strip().splitlines() or ["pip failed"])[-1])
        done.touch()
    return python


def _pass_on(process: subprocess.Popen[str], answers: queue.Queue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        answers.put(line)
    answers.put("")  # it has ended
