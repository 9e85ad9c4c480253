"""How far a run is: a bar on a terminal, a line now and then elsewhere, nothing where nobody asked."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm

LOG_EVERY = 30.0  # seconds
_BAR = "{percentage:3.0f}%|{bar}| {elapsed} so far, {remaining} left{postfix}"
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Progress:
    """Counts what is done and tells it; the way to go is measured in bytes of the input."""

    total: int = 0
    bar: tqdm[Any] | None = None
    logged: bool = False
    done: int = 0
    reused: int = 0
    analysed: int = 0
    quarantined: int = 0
    started: float = field(default_factory=time.monotonic)
    told: float = field(default_factory=time.monotonic)

    def reuse(self, weight: int) -> None:
        """Count an article that an earlier run has done; it says nothing about the speed of this one."""
        self.reused += 1
        self.total -= weight
        if self.bar is not None:
            self.bar.total = max(self.total, self.done)

    def add(self, weight: int, *, articles: int, quarantined: int) -> None:
        """Count articles that are done now."""
        self.done += weight
        self.analysed += articles
        self.quarantined += quarantined
        now = time.monotonic()
        if self.bar is not None:
            self.bar.set_postfix_str(self._words(now), refresh=False)
            self.bar.update(weight)
        elif self.logged and now - self.told >= LOG_EVERY:
            self.told = now
            left = (now - self.started) * (self.total - self.done) / self.done if self.done else 0
            logger.info("%.0f%%, %s, %s left", 100 * self.done / max(self.total, 1), self._words(now), _clock(left))

    def _words(self, now: float) -> str:
        rate = self.analysed / max(now - self.started, 1e-3)
        reused = f" + {self.reused:,} done before" if self.reused else ""
        return f"{self.analysed:,} articles{reused}, {rate:.1f} a second, {self.quarantined:,} quarantined"


@contextmanager
def open_progress(shown: bool | None, total: int) -> Iterator[Progress]:
    """Show the progress of a run on standard error.

    Args:
        shown: False shows nothing. None shows a bar on a terminal and log lines elsewhere; True the bar in any case.
        total: bytes of the input.
    """
    drawn = shown or (shown is None and sys.stderr.isatty())
    with _draw(total) if drawn else nullcontext() as bar:
        yield Progress(total, bar, logged=shown is None)


def _draw(total: int) -> tqdm[Any]:
    from tqdm import tqdm  # noqa: PLC0415 - only a run on a terminal draws it

    return tqdm(total=total, file=sys.stderr, dynamic_ncols=True, bar_format=_BAR)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
