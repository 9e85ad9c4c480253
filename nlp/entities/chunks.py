"""Cut a text into the stretches that a tagger reads at a time: sentences, or parts of very long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 160  # code points

_END = re.compile(r"[。!?;！？；]+[”’\"'」』》)）]*|(?<=[가-힣])\.(?=\s|$)[”’\"']*|\n")
_PAUSE = re.compile(r"[,，、:：]|\s")


def chunk(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each stretch, in text order; blanks around a stretch are left out.

    A stretch ends with a sentence or a line, and at a pause where a sentence is longer than `LONGEST`. How a stretch is
    tagged depends on nothing outside it.
    """
    start = 0
    for match in _END.finditer(text):
        yield from _parts(text, start, match.end())
        start = match.end()
    yield from _parts(text, start, len(text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        pauses = [match.end() for match in _PAUSE.finditer(text, start + LONGEST // 2, start + LONGEST)]
        cut = pauses[-1] if pauses else start + LONGEST
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
