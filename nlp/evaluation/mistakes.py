"""Mistakes: what kind each is, what the gold says and what was found, with the sentence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from nlp.evaluation.gold import GoldDocument
from nlp.records import ANALYSED_LANGUAGES, Article
from nlp.structure.sentences import read_structure

MISSED, SPURIOUS, REPEATED, WRONG_VALUE, WRONG_UNIT = "missed", "spurious", "repeated", "value", "unit"
# In the order in which they are told; what a reader should know of each stands in docs/evaluation.md.
KINDS = (
    *(MISSED, SPURIOUS, REPEATED, WRONG_VALUE, WRONG_UNIT),
    *("sign", "concept", "aspect", "segment", "subject", "period", "modality", "speaker", "qualifier"),
    *("boundary", "label", "merged", "split", "language", "joined", "relation"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which gold and output differ, both in words."""

    field: str
    gold: str
    found: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake.

    `kinds` says in what it is wrong. `gold` and `found` say both sides in words; empty where there is none. `start` and
    `end` are its place in the article's text, `sentence` what stands around it, from `sentence_start` on; None and
    empty where the article is not in the output. `count` is how often the document has it. `lost`: the gold
    requires it, and recall is lower for it; `wrong`: precision is. A wrong speaker is told, but lowers neither.
    `entry` is the number of the gold's entry in its layer, where it is about one.
    """

    doc: str
    layer: str
    kinds: tuple[str, ...]
    gold: str = ""
    found: str = ""
    differences: tuple[Difference, ...] = ()
    start: int | None = None
    end: int | None = None
    sentence: str = ""
    sentence_start: int | None = None
    count: int = 1
    lost: bool = False
    wrong: bool = False
    entry: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the mistake as JSON has it."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        data["kinds"] = list(self.kinds)
        data["differences"] = [{"field": d.field, "gold": d.gold, "found": d.found} for d in self.differences]
        return data


class Place:
    """The article that a gold document is about, and the sentences of it."""

    def __init__(self, gold: GoldDocument, article: Article | None) -> None:
        """Take the gold document and its article, None where the output lacks it."""
        self.doc = gold.doc
        self.lang = gold.lang
        self.article = article
        self.text = article.text if article else ""

    def span_of(self, start: int | None, end: int | None, quote: str | None) -> tuple[int, int] | None:
        """Return where an entry of the gold stands, by its offsets or else its quote; None where it does not."""
        if start is not None and end is not None:
            return (start, end) if end <= len(self.text) else None
        found = self.text.find(quote) if quote else -1
        return None if found < 0 or quote is None else (found, found + len(quote))

    def mistake(
        self,
        layer: str,
        kinds: tuple[str, ...],
        span: tuple[int, int] | None,
        *,
        gold: str = "",
        found: str = "",
        differences: tuple[Difference, ...] = (),
        lost: bool = False,
        wrong: bool = False,
        entry: int | None = None,
    ) -> Mistake:
        """Make a mistake with the sentence that it stands in."""
        start, end = span or (None, None)
        sentence_start, sentence = None, ""
        if span is not None:
            first, last = self._sentence(*span)
            sentence_start, sentence = first, self.text[first:last]
        place = (start, end, sentence, sentence_start)
        return Mistake(self.doc, layer, kinds, gold, found, differences, *place, lost=lost, wrong=wrong, entry=entry)

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        index = bisect_right(self._starts, start) - 1
        first, last = self._spans[index] if index >= 0 else (0, 0)
        if not first <= start < last:  # no sentence of the article's own: a menu, a footer; its line then
            first, last = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", end)
        return first, max(last, end) if last >= 0 else len(self.text)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        if self.lang not in ANALYSED_LANGUAGES:
            return []
        return [(sentence.start, sentence.end) for sentence in read_structure(self.text, self.lang).sentences]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._spans]
