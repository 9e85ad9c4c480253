"""Ray: the same tasks on the processors of a cluster, or of this machine where there is none.

A Ray task supervises a worker process of its own, as a run on one machine does: an article that ends its process, or
its time, costs itself alone, and never a block of others. Ray tries a task again whose node is lost; a result depends
on its task alone and is kept under the name of the shard, so nothing happens if both tries come through. Inputs are
read and results written where the run was started: the nodes need no common disk.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import ray
from ray.exceptions import RayError

from nlp.batch.fingerprint import package_fingerprint
from nlp.batch.tasks import Task
from nlp.batch.workers import open_workers
from nlp.errors import AnalysisError, ConfigError, XinmunError

T = TypeVar("T")

_AHEAD = 2  # tasks handed out for each processor, so that none waits for the next


@contextmanager
def open_cluster(jobs: int | None, timeout: float) -> Iterator[Cluster]:
    """Connect to the cluster that the environment variable RAY_ADDRESS names, or start one on this machine.

    Args:
        jobs: number of processors to use; None for all.
        timeout: seconds that an article may take.

    Raises:
        ConfigError: the cluster cannot be reached (E418).
    """
    ours = not ray.is_initialized()
    try:
        if ours:
            _connect(jobs)
        processors = int(ray.cluster_resources().get("CPU", 1))
        yield Cluster(min(jobs or processors, processors), timeout)
    finally:
        if ours:
            ray.shutdown()


def _connect(jobs: int | None) -> None:
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": "WARNING", "include_dashboard": False}
    address = os.environ.get("RAY_ADDRESS")
    if address:
        settings = {**settings, "address": address}
        del settings["include_dashboard"]
    else:
        # Its processes are ours, and find what we find.
        path = {"env_vars": {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}}
        settings = {**settings, "address": "local", "num_cpus": jobs, "runtime_env": path}
    try:
        ray.init(**settings)
    except (RayError, OSError, RuntimeError, ValueError) as error:
        raise ConfigError("E418", address=address or "this machine", reason=error) from error


class Cluster:
    """Does tasks on a cluster; see `nlp.batch.engines.Engine`."""

    def __init__(self, processors: int, timeout: float) -> None:
        self._processors, self._timeout = processors, timeout
        self._do = ray.remote(_supervise).options(num_cpus=1)

    def map(self, tasks: Iterable[Task[T]]) -> Generator[T, None, None]:
        """Do tasks; the results come as they are finished, in any order.

        Raises:
            XinmunError: what a task raises.
            AnalysisError: the cluster fails (E419).
        """
        mark = package_fingerprint()
        waiting: list[Any] = []
        try:
            for task in tasks:
                waiting.append(self._do.remote(task, self._timeout, mark))
                if len(waiting) >= self._processors * _AHEAD:
                    yield _take(waiting)
            while waiting:
                yield _take(waiting)
        except RayError as error:
            raise AnalysisError("E419", reason=error) from error
        finally:
            for reference in waiting:
                ray.cancel(reference, force=True)


def _take(waiting: list[Any]) -> Any:
    (ready,), _ = ray.wait(waiting, num_returns=1)
    waiting.remove(ready)
    result, error = ray.get(ready)
    if error is not None:
        raise error
    return result


def _supervise(task: Task[T], timeout: float, mark: str) -> tuple[T | None, XinmunError | None]:
    """Do a task in a worker process of this Ray process, which stays for the next task."""
    try:
        if package_fingerprint() != mark:
            raise ConfigError("E420", node=os.uname().nodename)
        with open_workers(1, timeout) as team:
            (result,) = team.map([task])
    except XinmunError as error:
        return None, error
    return result, None
