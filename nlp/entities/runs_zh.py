"""Where a Chinese name begins: reading leftwards from what ends it, without a segmenter."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from nlp.tables import read_table

LONGEST_NAME = 26
_RUN = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9·&*-]+(?:\([\u4e00-\u9fffA-Za-z0-9]{1,10}\)[\u4e00-\u9fffA-Za-z0-9·&*-]+){0,3}"
)


@cache
def _cues() -> re.Pattern[str]:
    rows = read_table("nlp.zh", "name_left_cues.tsv")
    inside = sorted((row["cue"] for row in rows if row["inside"]), key=lambda cue: (-len(cue), cue))
    cues = sorted((row["cue"] for row in rows if not row["inside"]), key=lambda cue: (-len(cue), cue))
    return re.compile(f"(?P<inside>{'|'.join(inside)})|(?P<cue>{'|'.join(map(re.escape, cues))})")


@cache
def generic_words() -> re.Pattern[str]:
    """Words that turn a would-be name into a description."""
    words = sorted(
        (row["word"] for row in read_table("nlp.zh", "org_generic.tsv")), key=lambda word: (-len(word), word)
    )
    return re.compile("|".join(words))


def run_start(text: str, end: int) -> int:
    """Find where the run of name characters that ends at `end` begins, at most `LONGEST_NAME` characters back."""
    floor = max(0, end - LONGEST_NAME)
    for match in _RUN.finditer(text, floor, end):
        if match.end() == end:
            return match.start()
    return end


def name_start(text: str, start: int, end: int, places: list[int]) -> tuple[int, bool]:
    """Find where the name begins in a run of characters.

    Args:
        text: folded text.
        start: begin of the run.
        end: end of the name's stem.
        places: sorted starts of the places that the text names; names of companies often begin with one.

    Returns:
        The offset, and whether something other than the mere length of the run speaks for it: a place, a cue word or
        the begin of the clause.
    """
    begin, anchored = start, start > end - LONGEST_NAME
    for match in _cues().finditer(text, start, end):
        if match.lastgroup == "cue" and match.end() != end - 1:
            begin, anchored = match.end(), True
    index = bisect_left(places, begin)
    if index < len(places) and places[index] < end and "(" not in text[begin : places[index]]:
        return places[index], True
    return begin, anchored
