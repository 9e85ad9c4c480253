"""The engines: what does the tasks of a run."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import AbstractContextManager
from importlib.util import find_spec
from typing import Literal, Protocol, TypeVar, get_args

from nlp.batch.tasks import Task
from nlp.errors import ConfigError

T = TypeVar("T")

EngineName = Literal["processes", "ray"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


class Engine(Protocol):
    """Does tasks somewhere; how often each is tried, where and in which order, changes no result."""

    def map(self, tasks: Iterable[Task[T]]) -> Generator[T, None, None]:
        """Do tasks; the results come as they are finished, in any order."""


def check_engine(name: str) -> None:
    """Refuse an engine that is not there.

    Raises:
        ConfigError: no engine has the name (E203), or its library is missing (E417).
    """
    if name not in ENGINES:
        raise ConfigError("E203", name="engine", reason=f"{name!r}; choose one of {', '.join(ENGINES)}")
    if name == "ray" and find_spec("ray") is None:
        raise ConfigError("E417")


def open_engine(name: EngineName, jobs: int | None, timeout: float) -> AbstractContextManager[Engine]:
    """Open an engine.

    Args:
        name: which.
        jobs: number of processes; None is 1, or with `ray` all processors of the cluster.
        timeout: seconds that an article may take.
    """
    if name == "ray":
        from nlp.batch.cluster import open_cluster  # noqa: PLC0415 - Ray may be missing, and takes seconds to load

        return open_cluster(jobs, timeout)
    from nlp.batch.workers import open_workers  # noqa: PLC0415 - each engine for itself

    return open_workers(jobs or 1, timeout)
