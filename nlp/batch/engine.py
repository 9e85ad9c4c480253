"""Articles through the analysis, in one process or several, in order, one failure at a time.

Workers are started afresh (`spawn`), which behaves alike on every system; each loads the analyzer once. What crosses
between processes is an `Outcome`: lines ready to be written, and the claims that the events are made of.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from nlp.batch.output import json_line
from nlp.batch.stores.tables import fits
from nlp.errors import AnalysisError, XinmunError
from nlp.records import ANALYSED_LANGUAGES, Article, Claim, QuarantineEntry, Source

if TYPE_CHECKING:
    from nlp.analyzer import Analysis

Analyze = Callable[[Article], "Analysis"]
Load = Callable[[], Analyze]
Item = Article | QuarantineEntry

_IN_FLIGHT = 16  # articles handed out per worker: enough to ride out a long article, few enough to bound the memory
_RECORD_LIMIT = 10_000  # characters of a failed article that go into quarantine with it

_loaded: dict[Load, Analyze] = {}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    `article` has no text, which would fill the memory of a long run, and `source` what the alignment needs of it; both
    are None where the input is quarantined.
    `lines` are the finished lines by table; `aliases` is what the article declares about names; `characters` and
    `seconds` are what the analysis worked through and took.
    """

    lines: dict[str, bytes]
    article: Article | None = None
    source: Source | None = None
    claims: tuple[Claim, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    entities: int = 0
    characters: int = 0
    seconds: float = 0.0
    quarantined: QuarantineEntry | None = None


def process(items: Iterable[Item], load: Load, jobs: int = 1) -> Generator[Outcome, None, None]:
    """Analyse articles; the outcomes come in the order of the items, whatever the number of jobs.

    Args:
        items: articles, and inputs that could not be read, which pass through.
        load: makes the analysis; importable by name where `jobs` is more than 1, for it travels to the workers.
        jobs: number of worker processes; 1 works in this process.

    Raises:
        XinmunError: the analysis cannot be loaded.
    """
    if jobs == 1:
        return (_outcome(item, load) for item in items)
    return _process_parallel(items, load, jobs)


def quarantine(entry: QuarantineEntry) -> Outcome:
    """Make the outcome of an input that could not be processed."""
    return Outcome({"quarantine": json_line(entry.to_dict())}, quarantined=entry)


def _outcome(item: Item, load: Load) -> Outcome:
    if isinstance(item, QuarantineEntry):
        return quarantine(item)
    if load not in _loaded:
        _loaded[load] = load()
    started = time.perf_counter()
    try:
        outcome = _analyse(item, _loaded[load])
    except Exception as error:  # whatever one article does to the analysis, the run goes on
        return quarantine(_failure(item, error))
    return replace(outcome, seconds=time.perf_counter() - started)


def _analyse(item: Article, analyze: Analyze) -> Outcome:
    from nlp.entities import declared_aliases  # noqa: PLC0415 - the analysis has loaded it already
    from nlp.events import read_source  # noqa: PLC0415 - as above

    analysis = analyze(item)
    article = analysis.article
    check_values(analysis.claims)
    lines = {
        "articles": json_line(article.to_dict()),
        "entities": b"".join(json_line(mention.to_dict()) for mention in analysis.entities),
        "claims": b"".join(json_line(claim.to_dict()) for claim in analysis.claims),
    }
    return Outcome(
        lines,
        replace(article, text=""),
        read_source(article),
        tuple(analysis.claims),
        declared_aliases(analysis.entities),
        len(analysis.entities),
        len(article.text) if article.lang in ANALYSED_LANGUAGES else 0,
    )


def check_values(claims: Iterable[Claim]) -> None:
    """Refuse a number that Parquet and DuckDB could only round, whatever the format of the run.

    Raises:
        AnalysisError: a value has too many digits (E407).
    """
    for claim in claims:
        for value in (claim.low, claim.high):
            if not fits(value):
                raise AnalysisError("E407", article=claim.article_id, value=value, text=claim.quantity_text)


def _failure(article: Article, error: Exception) -> QuarantineEntry:
    if not isinstance(error, XinmunError):
        reason = f"{type(error).__name__}: {error}"
        error = AnalysisError("E301", article=article.article_id, stage="analysis", reason=reason)
    record = article.to_dict() if len(article.text) <= _RECORD_LIMIT else None
    return QuarantineEntry(article.source or article.article_id, str(error), "analysis", record)


def _process_parallel(items: Iterable[Item], load: Load, jobs: int) -> Generator[Outcome, None, None]:
    waiting: deque[tuple[Item, Future[Outcome]]] = deque()
    pool = _start_pool(jobs)
    try:
        for item in items:
            waiting.append((item, _hand_out(pool, item, load)))
            if len(waiting) < jobs * _IN_FLIGHT:
                continue
            if _is_broken(waiting[0][1]):
                pool.shutdown()
                yield from _one_by_one(waiting, load)
                pool = _start_pool(jobs)
            else:
                yield waiting.popleft()[1].result()
        while waiting:
            if _is_broken(waiting[0][1]):
                yield from _one_by_one(waiting, load)
            else:
                yield waiting.popleft()[1].result()
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(waiting: deque[tuple[Item, Future[Outcome]]], load: Load) -> Iterator[Outcome]:
    """Work off what a dead worker left, each article with nothing beside it, so that only the culprit is lost."""
    pool = _start_pool(1)
    try:
        while waiting:
            item, future = waiting.popleft()
            if isinstance(item, QuarantineEntry) or not _is_broken(future):
                yield future.result()
                continue
            future = _hand_out(pool, item, load)
            if _is_broken(future):
                pool.shutdown()
                pool = _start_pool(1)
                yield quarantine(_failure(item, AnalysisError("E405", article=item.article_id)))
            else:
                yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _hand_out(pool: ProcessPoolExecutor, item: Item, load: Load) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    if isinstance(item, QuarantineEntry):
        future.set_result(quarantine(item))
        return future
    try:
        return pool.submit(_outcome, item, load)
    except BrokenProcessPool as error:
        future.set_exception(error)
        return future


def _is_broken(future: Future[Outcome]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _start_pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and don't outlive it: a killed run must not leave workers waiting for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_with, args=(parent.sentinel,), daemon=True).start()


def _exit_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
