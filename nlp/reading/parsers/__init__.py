"""Parsers of markup, kept in a process of their own.

Pages come from anybody, and the parsers are large programs in C: markup can be made on which they take hours, or die.
What counting tells is refused before; the rest goes to a helper process, which is stopped when it takes too long.
"""

from __future__ import annotations

import atexit
import os
import pickle
import re
import subprocess
import sys
import threading
from typing import Any, cast

from nlp.errors import InputError

SECONDS = 30.0  # for one page or feed; they take some milliseconds
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})")
_MOST_TAGS = 200_000
_DEEPEST = 500
_LONGEST = 10_000_000  # characters; the parser builds a tree of many times that
_NEVER_CLOSED = frozenset(
    "area base br col dd dt embed hr img input li link meta p param source td th tr track wbr".split()  # noqa: SIM905
)


def parse_page(markup: str, place: str) -> dict[str, Any]:
    """Read a page as `nlp.reading.parsers.pages.read_page` does.

    Args:
        markup: the page, decoded.
        place: how to call it in an error.

    Raises:
        InputError: the parser would not, or does not, get to the end (E129, E130).
    """
    check_markup(markup, place)
    return cast("dict[str, Any]", _helper().ask("page", markup, place))


def parse_feed(markup: str, place: str) -> tuple[list[dict[str, Any]], str | None]:
    """Read a feed as `nlp.reading.parsers.feeds.read_feed` does; see `parse_page`."""
    check_markup(markup, place)
    return cast("tuple[list[dict[str, Any]], str | None]", _helper().ask("feed", markup, place))


def check_markup(text: str, place: str) -> None:
    """Refuse what is no page, before it is parsed.

    Raises:
        InputError: more tags, deeper nesting or more characters than any page of news has (E129).
    """
    if len(text) > _LONGEST:
        raise InputError("E129", path=place, reason=f"{len(text)} characters of markup", limit=_LONGEST)
    depth = deepest = 0
    for count, tag in enumerate(_TAG.finditer(text), start=1):
        if count > _MOST_TAGS:
            raise InputError("E129", path=place, reason="too many tags", limit=_MOST_TAGS)
        if tag[2].lower() in _NEVER_CLOSED:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise InputError("E129", path=place, reason=f"tags {deepest} levels deep", limit=_DEEPEST)


class _Helper:
    """The process that parses, started with the first page, and anew after one that it did not survive."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, kind: str, markup: str, place: str) -> Any:
        with self._lock:
            process = self._process or self._start()
            late = threading.Timer(SECONDS, process.kill)
            late.start()
            try:
                pickle.dump((kind, markup), process.stdin)  # type: ignore[arg-type]
                process.stdin.flush()  # type: ignore[union-attr]
                answer, error = pickle.load(process.stdout)  # type: ignore[arg-type]
            except (EOFError, OSError, pickle.UnpicklingError) as broken:
                reason = "it crashed" if late.is_alive() else f"it was not done in {SECONDS:g} seconds"
                self.stop()
                raise InputError("E130", path=place, reason=reason) from broken
            finally:
                late.cancel()
        if error is not None:
            raise InputError("E130", path=place, reason=error)
        return answer

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        # Not by multiprocessing, which would run the user's script again.
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nlp.reading.parsers.helper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        return self._process


_helpers: dict[int, _Helper] = {}


def _helper() -> _Helper:
    """Return this process's own helper; one that a fork has copied belongs to the parent."""
    if os.getpid() not in _helpers:
        _helpers[os.getpid()] = _Helper()
        atexit.register(_helpers[os.getpid()].stop)
    return _helpers[os.getpid()]
