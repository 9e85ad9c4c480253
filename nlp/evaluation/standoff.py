"""Annotations apart from their texts: what readers marked in news that may not be passed on.

A *gold document* is a paragraph, or a passage of several, with its text and all that is in it, names as strings. A
*standoff line* says the same by offsets: `[start, end]` where a name stands in the text, a string only where an
accepted name does not stand in it, null where leaving the field out is right too. Whoever has the texts gets the gold
documents back; a hash of each text shows whether it is the same. Offsets count code points, end exclusive.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from nlp.errors import InputError
from nlp.evaluation.splits import Split

Gold = dict[str, Any]
Line = dict[str, Any]
Name = str | None
# A name in a standoff line: where it stands, the name itself where it does not stand in the paragraph, or null.
Mark = list[int] | str | None

_NAME_FIELDS = ("subject", "segment", "speaker")
_ASIDE = ("doc", "lang", "source", "document", "paragraph")
# The last paragraph of a passage, and the day from which its 去年 and 지난해 are counted.
_WHERE_KNOWN = ("last", "published")
_AS_THEY_ARE = ("concept", "aspect", "low", "high", "unit", "modality", "required")
_HASH_DIGITS = 16
_LATIN = "[0-9A-Za-z]"
_HANGUL = "[가-힣]"


def paragraph_hash(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of an annotated text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]


def detach(gold: Gold, split: Split) -> Line:
    """Turn a gold document into a standoff line, which holds none of its text.

    Args:
        gold: a paragraph or passage with its `text`, `entities`, `facts` and `statements`.
        split: which part of the corpus it belongs to.

    Raises:
        InputError: a quantity does not stand where the fact says (E501).
    """
    text = gold["text"]
    for fact in gold["facts"]:
        found = text[fact["start"] : fact["end"]]
        if found != fact["quantity"]:
            raise InputError("E501", doc=gold["doc"], start=fact["start"], expected=fact["quantity"], found=found)
    names = _Names(text, [name for entity in gold["entities"] for name in entity["names"]])
    return {
        **{key: gold[key] for key in _ASIDE},
        **{key: gold[key] for key in _WHERE_KNOWN if gold.get(key) is not None},
        "sha256": paragraph_hash(text),
        "split": split,
        "entities": [_detach_entity(entity, names) for entity in gold["entities"]],
        "facts": [_detach_fact(fact, names) for fact in gold["facts"]],
        "statements": [
            {
                "speaker": names.marks(statement["speaker"], statement["start"]),
                **{key: statement[key] for key in ("start", "end", "required")},
            }
            for statement in gold["statements"]
        ],
    }


def attach(line: Line, text: str) -> Gold:
    """Turn a standoff line back into a gold document.

    Args:
        line: the annotation.
        text: the text that it is about; `nlp.evaluation.sources` finds it and checks its hash.
    """
    return {
        **{key: line[key] for key in _ASIDE},
        **{key: line[key] for key in _WHERE_KNOWN if key in line},
        "split": line["split"],
        "text": text,
        "published": line.get("published"),
        "entities": [
            {
                "names": [
                    *dict.fromkeys(text[start:end] for start, end in entity["spans"]),
                    *entity.get("names", ()),
                ],
                "label": entity["label"],
                "required": entity["required"],
            }
            for entity in line["entities"]
        ],
        "facts": [_attach_fact(fact, text) for fact in line["facts"]],
        "statements": [
            {**statement, "speaker": _attach_names(statement["speaker"], text)} for statement in line["statements"]
        ],
    }


def occurrences(name: str, text: str) -> list[tuple[int, int]]:
    """Return where a name stands in a text.

    Latin letters and digits count as whole words only (LG, but not in LGD); a Korean name begins a word, as particles
    and titles follow it, and one of a single syllable is a word of its own. Where that leaves nothing, any place does.
    """
    left = right = ""
    if re.match(_LATIN, name):
        left = f"(?<!{_LATIN})"
    elif re.match(_HANGUL, name):
        left = f"(?<!{_HANGUL})"
    if re.search(f"{_LATIN}$", name):
        right = f"(?!{_LATIN})"
    elif re.fullmatch(_HANGUL, name):
        right = f"(?!{_HANGUL})"
    literal = re.escape(name)
    for pattern in (left + literal + right, left + literal, literal):
        found = [match.span() for match in re.finditer(pattern, text)]
        if found:
            return found
    return []


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _detach_entity(entity: Mapping[str, Any], names: _Names) -> Line:
    spans = [list(span) for name in entity["names"] for span in names.spans(name)]
    absent = [name for name in entity["names"] if not names.spans(name)]
    line: Line = {"spans": spans, "label": entity["label"], "required": entity["required"]}
    return {**line, "names": absent} if absent else line


def _detach_fact(fact: Mapping[str, Any], names: _Names) -> Line:
    starts, ends = _as_list(fact["period_start"]), _as_list(fact["period_end"])
    line: Line = {"start": fact["start"], "end": fact["end"]}
    line |= {key: fact[key] for key in _AS_THEY_ARE}
    line["qualifier"] = fact.get("qualifier", "exact")
    unknown = starts == ends == [None]
    line["period"] = None if unknown else [list(pair) for pair in zip(starts, ends, strict=True)]
    line |= {key: names.marks(fact[key], fact["start"]) for key in _NAME_FIELDS}
    return {**line, "segment_optional": True} if fact.get("segment_optional") else line


def _attach_fact(line: Mapping[str, Any], text: str) -> Gold:
    pairs = line["period"] or [[None, None]]
    starts, ends = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    several = len(pairs) > 1
    fact: Gold = {key: value for key, value in line.items() if key not in {"period", *_NAME_FIELDS}}
    fact |= {key: _attach_names(line[key], text) for key in _NAME_FIELDS}
    fact["period_start"] = starts if several else starts[0]
    fact["period_end"] = ends if several else ends[0]
    fact["quantity"] = text[line["start"] : line["end"]]
    return fact


def _attach_names(marks: list[Mark] | None, text: str) -> list[Name] | None:
    if marks is None:
        return None
    return [text[mark[0] : mark[1]] if isinstance(mark, list) else mark for mark in marks]


class _Names:
    """Where names stand in one paragraph."""

    def __init__(self, text: str, entities: Iterable[Name]) -> None:
        """Take the paragraph and the names of its entities, which tell 현대 from the 현대 of 현대차."""
        self._text = text
        self._entities = sorted({name for name in entities if name})

    def spans(self, name: str) -> list[tuple[int, int]]:
        """Return where the name stands on its own; if it only stands within longer names, those places."""
        found = occurrences(name, self._text)
        wider = [
            span
            for other in self._entities
            if len(other) > len(name) and name in other
            for span in occurrences(other, self._text)
        ]
        free = [(start, end) for start, end in found if not any(a <= start and end <= b for a, b in wider)]
        return free or found

    def marks(self, names: list[Name] | Name, before: int) -> list[Mark] | None:
        """Mark each accepted name where it stands nearest before a place, else where it stands first."""
        if not names:
            return None
        return [None if name is None else self._mark(name, before) for name in _as_list(names)]

    def _mark(self, name: str, before: int) -> Mark:
        found = self.spans(name)
        if not found:
            return name
        return list(max((span for span in found if span[1] <= before), default=found[0]))
