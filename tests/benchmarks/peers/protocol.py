"""What the adapters share: one JSON object a line in, one a line out. Runs in a peer's environment: stdlib only.

A request is `{"lang", "kind", "text", "reference_date", "surface"}`; with `surface` the text is the expression alone, to
be parsed, otherwise running text, to be searched. The answer is `{"mentions": [...]}`, each as `quantity` or `period`
below makes it, or `{"error"}`. `{"speed": task, "texts": [...]}` asks for the processor time of a task instead.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.metadata import version
from typing import Any

Mention = dict[str, Any]
Request = dict[str, Any]
Task = Callable[[str, str, datetime], object]

# The "now" of texts that give none.
_NOW = "2020-01-01T00:00:00"
_ENOUGH_SECONDS = 1.0
_MOST_ROUNDS = 20
_SECONDS = {"year": 365 * 86400, "month": 30 * 86400, "week": 7 * 86400, "day": 86400, "hour": 3600, "minute": 60}


def quantity(kind: str, span: tuple[int, int], low: object, high: object, unit: str | None = None) -> Mention:
    """A number: bounds as decimal strings, None where open."""
    texts = [None if bound is None else format(Decimal(str(bound)), "f") for bound in (low, high)]
    return {"kind": kind, "start": span[0], "end": span[1], "low": texts[0], "high": texts[1], "unit": unit}


def period(span: tuple[int, int], readings: Iterable[tuple[date | None, date | None]]) -> Mention:
    """Days, first and last inclusive; the first reading is the peer's preferred one."""
    texts = [tuple(None if day is None else day.isoformat() for day in reading) for reading in readings]
    first, *others = [{"period_start": start, "period_end": end} for start, end in texts]
    return {"kind": "date_range", "start": span[0], "end": span[1], **first, "alternatives": others}


def duration(span: tuple[int, int], seconds: object) -> Mention:
    """A length of time."""
    return {"kind": "duration", "start": span[0], "end": span[1], "seconds": str(seconds)}


def seconds_of(units: dict[str, Any]) -> Decimal:
    """Seconds of `{"month": 2, "day": 3}`, a month being 30 days and a year 365."""
    return sum((Decimal(str(count)) * _SECONDS.get(unit, 1) for unit, count in units.items()), Decimal(0))


def last_day(end: datetime) -> date:
    """The last day before an exclusive end."""
    return (end - timedelta(microseconds=1)).date()


def spans(text: str, surfaces: Iterable[str]) -> list[tuple[int, int]]:
    """Places of surfaces that a peer returns in order without saying where; what is not in the text spans all of it."""
    found, position = [], 0
    for surface in surfaces:
        start = text.find(surface, position) if surface else -1
        if start < 0:
            found.append((0, len(text)))
            continue
        position = start + len(surface)
        found.append((start, position))
    return found


def serve(package: str, read: Callable[[Request], list[Mention]], tasks: dict[str, Task]) -> None:
    """Answer requests until standard input ends.

    Args:
        package: the distribution; its version is told.
        read: gives the mentions of a request.
        tasks: what can be timed: name → function of language, text and "now".
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a peer prints must not get among the answers
    print(json.dumps({"version": f"{package} {version(package)}", "tasks": list(tasks)}), file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "speed" in request:
                answer = {"seconds": _time(tasks[request["speed"]], request["texts"])}
            else:
                answer = {"mentions": read(request)}
        except Exception as error:  # a peer's own failure is an answer too
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, ensure_ascii=False), file=answers, flush=True)


def now_of(request: Request) -> datetime:
    """The "now" of a request."""
    return datetime.fromisoformat(request.get("reference_date") or _NOW)


def _time(task: Task, requests: list[Request]) -> float:
    """Least processor time of a pass over all texts, after a warm-up."""
    texts = [(request["lang"], request["text"], now_of(request)) for request in requests]
    for lang, text, now in texts:
        task(lang, text[:200], now)
    times: list[float] = []
    while sum(times) < _ENOUGH_SECONDS and len(times) < _MOST_ROUNDS:
        began = time.process_time()
        for lang, text, now in texts:
            task(lang, text, now)
        times.append(time.process_time() - began)
    return min(times)
