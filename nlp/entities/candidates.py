"""What every source of mentions hands over, and the text in which it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.records import EntityLabel
from nlp.text import fold

_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class View:
    """A text in the forms that rules match; each has as many code points as the text.

    Attributes:
        text: as given.
        lang: `zh` or `ko`.
        folded: half width, simplified characters.
        lower: `folded` with ASCII letters in lower case.
    """

    text: str
    lang: str
    folded: str
    lower: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that a source takes for a name.

    Attributes:
        start, end: code points, end exclusive.
        label: kind of entity.
        score: how sure the source is, 0 to 1; it decides between overlapping candidates of one length and becomes the
            mention's confidence.
        entity_id: the knowledge base's id, or None: the linker makes one from the name.
        source: who found it (`kb`, `pattern`, `title`, `declared`, `rival`, `repeat`, or a model's name).
        needs_support: a listed form is ambiguous and counts only where the article supports it; a pattern guesses, and
            counts only where a model, if there is one, reads a name too.
    """

    start: int
    end: int
    label: EntityLabel
    score: float
    entity_id: str | None = None
    source: str = "pattern"
    needs_support: bool = False


@cache
def _lower_table() -> dict[int, int]:
    # str.lower() can change the length (İ), which would shift offsets.
    return {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def lower_ascii(text: str) -> str:
    """Lower the ASCII letters of a text; its length never changes."""
    return text.translate(_lower_table())


def make_view(text: str, lang: str) -> View:
    """Prepare a text for the rules; Chinese characters in Korean text are simplified too, so that names match."""
    folded = fold(text, "zh" if lang == "zh" or _HAN.search(text) else lang)
    return View(text, lang, folded, lower_ascii(folded))
