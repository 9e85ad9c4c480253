"""The parts of a company's name that are translated rather than written by sound: 华澜+科技, 화란+테크놀로지."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.lexicon import trie_pattern
from nlp.tables import read_table, split_cell

_SHORTEST_STEM = {"zh": 2, "ko": 2, "en": 3}
_LONGEST_STEM, _MOST_PARTS = 40, 4


@cache
def _names(script: str) -> dict[str, str]:
    rows = read_table("nlp.entities", "company_parts.tsv")
    return {form.lower(): row["part"] for row in rows for form in split_cell(row[script])}


@cache
def _pattern(script: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    part = trie_pattern(_names(script))
    blank = " " if script == "en" else ""
    stem = f"(?P<stem>.{{{_SHORTEST_STEM[script]},{_LONGEST_STEM}}}?)"
    return re.compile(f"{stem}(?P<parts>(?:{blank}(?:{part})){{1,{_MOST_PARTS}}})"), re.compile(part)


@lru_cache(maxsize=16384)
def split_parts(name: str, script: str) -> tuple[str, tuple[str, ...]] | None:
    """Split a company's name into what is written by sound and the translated parts that end it.

    Args:
        name: the name without its legal form; Latin in lower case, its words parted by one blank.
        script: `zh`, `ko` or `en`.

    Returns:
        The stem, and the names of the parts, the same in all scripts; None where the name ends in no such part.
    """
    whole, part = _pattern(script)
    match = whole.fullmatch(name)
    if match is None:
        return None
    return match["stem"], tuple(_names(script)[found.group()] for found in part.finditer(match["parts"]))


def begins_with_part(text: str, start: int, script: str) -> bool:
    """Is there a part of a company's name at an offset: 集团 after 银禧 names another company than 银禧科技."""
    return _pattern(script)[1].match(text, start) is not None


@cache
def part_names() -> tuple[str, ...]:
    """Name all parts, in the order of the table."""
    return tuple(dict.fromkeys(_names("zh").values()))
