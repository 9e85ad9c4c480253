"""How reading time grows with the length of a text; a ratio within one process, so that a busy machine changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

LINEAR = 9.0  # four times the text takes four times as long, sixteen times where each place looks at every other
_PARTS = 4
_PASSES = 2
_LEAST = 0.005  # seconds; what takes less is measured too badly to be compared


def growth(read: Callable[[str], object], text: str) -> float:
    """Give how many times as long a text takes as a quarter of it."""
    return _seconds(read, text) / max(_LEAST, _seconds(read, text[: len(text) // _PARTS]))


def _seconds(read: Callable[[str], object], text: str) -> float:
    taken = []
    for _ in range(_PASSES):
        began = time.process_time()
        read(text)
        taken.append(time.process_time() - began)
    return min(taken)
