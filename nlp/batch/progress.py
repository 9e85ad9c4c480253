"""How far a run is: a bar on a terminal, a line now and then elsewhere, nothing where nobody asked."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nlp.batch.engine import Outcome

Advance = Callable[[Outcome], None]

LOG_EVERY = 500  # articles
logger = logging.getLogger(__name__)


@contextmanager
def report_progress(shown: bool | None) -> Iterator[Advance]:
    """Show the progress of a run on standard error.

    Args:
        shown: False shows nothing. None shows a bar on a terminal and log lines elsewhere; True the bar in any case.

    Yields:
        A function to call with each outcome.
    """
    if shown is False:
        yield lambda _outcome: None
    elif shown or sys.stderr.isatty():
        with _bar() as advance:
            yield advance
    else:
        yield _log_lines()


@contextmanager
def _bar() -> Iterator[Advance]:
    from tqdm import tqdm  # noqa: PLC0415 - only a run on a terminal draws it

    quarantined = 0
    with tqdm(unit=" articles", file=sys.stderr, dynamic_ncols=True) as bar:

        def advance(outcome: Outcome) -> None:
            nonlocal quarantined
            bar.update()
            if outcome.quarantined:
                quarantined += 1
                bar.set_postfix(quarantined=quarantined)

        yield advance


def _log_lines() -> Advance:
    started = time.perf_counter()
    read = quarantined = 0

    def advance(outcome: Outcome) -> None:
        nonlocal read, quarantined
        read += 1
        quarantined += outcome.quarantined is not None
        if read % LOG_EVERY == 0:
            rate = read / (time.perf_counter() - started)
            logger.info("%d articles, %.1f a second, %d quarantined", read, rate, quarantined)

    return advance
