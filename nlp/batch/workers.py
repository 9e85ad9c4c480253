"""Worker processes under supervision: a process that dies, or an article that takes too long, costs that article alone.

Workers are started afresh (`spawn`), which behaves alike on every system, and tell which item they begin. They stay for
a while after a run, so that a next one need not load the models again, and end when nothing comes or their parent ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from nlp.batch.tasks import Lost, Task
from nlp.errors import AnalysisError

T = TypeVar("T")

_IDLE_SECONDS = 30
_TRIES = 2  # a process that dies may be the victim of another one's hunger; one that dies twice at one place is not
_spare: list[_Worker] = []


@dataclass(slots=True)
class _Job:
    """A task on its way, with what earlier tries taught; item None stands for the time before the first item."""

    task: Task[Any]
    deaths: Counter[int | None] = field(default_factory=Counter)
    lost: dict[int, Lost] = field(default_factory=dict)


class _Worker:
    """A process, the way to it, and what it is at."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.job: _Job | None = None
        self.item: int | None = None
        self.deadline: float | None = None

    def start(self, job: _Job) -> bool:
        """Hand over a task; False where the process is gone."""
        try:
            self.connection.send((job.task, job.lost))
        except OSError:
            return False
        self.job, self.item, self.deadline = job, None, None
        return True

    def begin(self, item: int, timeout: float | None) -> None:
        """Note the item that is begun, and until when it should be done."""
        self.item = item
        if timeout is not None and self.job is not None:
            self.deadline = time.monotonic() + timeout * self.job.task.share(item)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.connection.close()


@contextmanager
def open_workers(jobs: int, timeout: float | None) -> Iterator[Workers]:
    """Open a team of worker processes; they are started when there is something to do.

    Args:
        jobs: number of processes.
        timeout: seconds that a usual item may take, see `Task.share`; None for no limit.
    """
    workers = Workers(jobs, timeout)
    try:
        yield workers
    finally:
        workers.release()


class Workers:
    """A team of worker processes."""

    def __init__(self, jobs: int, timeout: float | None) -> None:
        self._jobs, self._timeout = jobs, timeout
        self._busy: list[_Worker] = []

    def map(self, tasks: Iterable[Task[T]]) -> Generator[T, None, None]:
        """Do tasks; the results come as they are finished, in any order.

        Raises:
            XinmunError: what a task raises, such as for an analysis that can't be loaded.
            AnalysisError: a task ends its process before it begins with an item (E412).
        """
        again: deque[_Job] = deque()
        coming = iter(tasks)
        while True:
            while len(self._busy) < self._jobs and (job := again.popleft() if again else _next_job(coming)):
                self._hand_out(job)
            if not self._busy:
                return
            for connection in wait([worker.connection for worker in self._busy], self._patience()):
                (worker,) = (worker for worker in self._busy if worker.connection is connection)
                try:
                    kind, content = worker.connection.recv()
                except (EOFError, OSError):
                    again.append(self._bury(worker))
                    continue
                if kind == "at":
                    worker.begin(content, self._timeout)
                    continue
                self._busy.remove(worker)
                _spare.append(worker)
                if kind == "failed":
                    raise content
                yield content
            again.extend(self._end_late())

    def release(self) -> None:
        """End what is still busy; the others wait for a next run."""
        while self._busy:
            self._busy.pop().end()

    def _hand_out(self, job: _Job) -> None:
        while True:
            worker = _spare.pop() if _spare else _Worker()
            if worker.start(job):
                self._busy.append(worker)
                return
            worker.end()

    def _patience(self) -> float | None:
        deadlines = [worker.deadline for worker in self._busy if worker.deadline is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _end_late(self) -> Iterator[_Job]:
        """End the workers whose item takes too long; what they sent in the meantime counts first."""
        now = time.monotonic()
        for worker in list(self._busy):
            late = worker.deadline is not None and now >= worker.deadline and not worker.connection.poll()
            if late and self._timeout is not None and worker.job is not None and worker.item is not None:
                seconds = self._timeout * worker.job.task.share(worker.item)
                worker.job.lost[worker.item] = "E413", {"seconds": f"{seconds:g}"}
                self._busy.remove(worker)
                worker.end()
                yield worker.job

    def _bury(self, worker: _Worker) -> _Job:
        """Take the job of a process that died; the item at which it died twice is lost."""
        self._busy.remove(worker)
        worker.end()
        job, item = worker.job, worker.item
        assert job is not None
        job.deaths[item] += 1
        if job.deaths[item] >= _TRIES:
            if item is None:
                raise AnalysisError("E412", status=worker.process.exitcode)
            job.lost[item] = "E405", {}
        return job


def _next_job(tasks: Iterator[Task[Any]]) -> _Job | None:
    task = next(tasks, None)
    return None if task is None else _Job(task)


def _work(connection: Connection) -> None:
    """Do tasks until nothing comes; leave Ctrl-C to the parent, and don't outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_with, args=(parent.sentinel,), daemon=True).start()
    while connection.poll(_IDLE_SECONDS):
        try:
            task, lost = connection.recv()
        except EOFError:
            return
        try:
            answer = "done", task.run(lambda item: connection.send(("at", item)), lost)
        except Exception as error:
            error.add_note(traceback.format_exc())
            answer = "failed", error
        connection.send(answer)


def _exit_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
