"""Stretches of text that may name a holder or a part: what is left of a sentence between its other mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_LONGEST = {"zh": 14, "ko": 24}
_SHORTEST = 2
_MOST_WORDS = 3
_EDGES = "\"'‘’“”()（）[]【】《》<>「」『』·…,.:;!?ㆍ■▶△▲▽▼=-"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of text; `particle` is what a Korean one carries."""

    start: int
    end: int
    text: str
    particle: str = ""


def find_chunks(context: SentenceContext, start: int, end: int) -> list[Chunk]:
    """Find the chunks of a stretch of a sentence, in order.

    Args:
        context: the sentence.
        start: where to begin.
        end: where to stop.
    """
    taken = sorted(
        [(q.start, q.end) for q in context.quantities]
        + [(t.start, t.end) for t in context.times]
        + [(m.start, m.end) for m in context.metrics]
        + [(c.start, c.end) for c in context.cues if c.end - c.start > 1 or context.lang == "zh"]
    )
    free: list[tuple[int, int]] = []
    position = start
    for left, right in taken:
        if left >= end:
            break
        if right <= position:
            continue
        if left > position:
            free.append((position, min(left, end)))
        position = max(position, right)
    if position < end:
        free.append((position, end))
    find = _chinese if context.lang == "zh" else _korean
    return [chunk for left, right in free for chunk in find(context, left, right)]


def _chinese(context: SentenceContext, start: int, end: int) -> list[Chunk]:
    found: list[Chunk] = []
    position = start
    for cut in syntax("zh", "chunk_cut").finditer(context.view, start, end):
        found += _chunk(context, position, cut.start())
        position = cut.end()
    return found + _chunk(context, position, end)


def _chunk(context: SentenceContext, start: int, end: int, particle: str = "") -> list[Chunk]:
    start, end = _balanced(context.view, start, end)
    if not _SHORTEST <= end - start <= _LONGEST[context.lang]:
        return []
    text = context.text[start:end]
    empty = syntax(context.lang, "noise").fullmatch(text) and not syntax(context.lang, "company_noun").fullmatch(text)
    if empty or not any(character.isalpha() for character in text):
        return []
    return [Chunk(start, end, text, particle)]


def _balanced(view: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without what a bracket that opens or closes outside it cuts off: of 속보치)가 nothing but 속보치."""
    closing = view.find(")", start, end)
    if closing >= 0 and view.find("(", start, closing) < 0:
        start = closing + 1
    opening = view.rfind("(", start, end)
    if opening >= 0 and view.find(")", opening, end) < 0:
        end = opening
    return start, max(start, end)


def _korean(context: SentenceContext, start: int, end: int) -> list[Chunk]:
    found: list[Chunk] = []
    run: list[tuple[int, int]] = []
    for word in re.finditer(r"\S+", context.view[start:end]):
        left, right = start + word.start(), start + word.end()
        while left < right and context.view[left] in _EDGES:
            left += 1
        while right > left and context.view[right - 1] in _EDGES:
            right -= 1
        surface = context.view[left:right]
        if not surface or syntax("ko", "chunk_verb").match(surface):
            run = []
            continue
        name_end = left + name_length(surface)
        particle = context.view[name_end:right]
        run = [*run[-(_MOST_WORDS - 1) :], (left, name_end)]
        for first, _ in run:
            found += _chunk(context, first, name_end, particle)
        if particle or right < start + word.end():
            run = []
    return found


@cache
def _name_and_particle() -> re.Pattern[str]:
    return re.compile(f"(?P<name>.*?){syntax('ko', 'chunk_particle').pattern}$")


def name_length(word: str) -> int:
    """How much of a Korean word stands before its particle."""
    parts = _name_and_particle().match(word)
    return parts.end("name") if parts else len(word)


def nearest(chunks: Sequence[Chunk], offset: int, most: int) -> list[Chunk]:
    """The chunks that end before an offset, the nearest first."""
    return [chunk for chunk in reversed(chunks) if chunk.end <= offset][:most]
