"""Names that a text itself declares to be one: 大东方 after 以下简称, 커다쉰페이(科大讯飞), 로열더치셸(이하 셸).

What is learned this way holds for the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from nlp.entities.boundaries import is_bounded
from nlp.entities.candidates import Candidate, View, lower_ascii
from nlp.entities.knowledge import KnowledgeBase, fold_name
from nlp.entities.similarity import similarity
from nlp.tables import read_table

_DECLARED = 0.85
_LONGEST_BRACKET = 60
_BRACKET = re.compile(rf"\s?\((?P<inside>[^()\n]{{2,{_LONGEST_BRACKET}}})\)")
_PIECES = re.compile(r"[^·,、/|;:，]+")
_QUOTED = re.compile("[\"“‘「'](?P<name>[^\"”’」'“\\n]{2,20})[\"”’」']")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9&.+-]*(?: [A-Z0-9&][A-Za-z0-9&.+-]*){0,4}")
_HEAD = re.compile("[가-힣A-Za-z0-9]{2,12}$")
_TICKER = re.compile(r"[A-Z]{1,5}\.[A-Z]{1,3}")
_SAME_SOUND = 0.8


@cache
def _openers() -> re.Pattern[str]:
    rows = (*read_table("nlp.zh", "alias_openers.tsv"), *read_table("nlp.ko", "alias_openers.tsv"))
    forms = sorted({row["opener"] for row in rows}, key=lambda form: (-len(form), form))
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, forms))})[:为은는]?\s*")


def find_declared(view: View, names: Sequence[Candidate], base: KnowledgeBase) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield pairs of a name and the further name that a bracket after it declares.

    Args:
        view: the text.
        names: names found so far, in text order, not overlapping.
        base: the knowledge base: where it knows the name in the bracket, the name before it is that entity.
    """
    for head in names:
        match = _BRACKET.match(view.folded, head.end)
        if match:
            aliases = list(_inside(view, head, match))
            entity_id = next(filter(None, (_listed_id(view, alias, base) for alias in aliases)), None)
            if entity_id and head.entity_id not in base.entities:
                head = replace(head, entity_id=entity_id)  # noqa: PLW2901 - the same name, now known
                aliases = [replace(alias, entity_id=entity_id) for alias in aliases]
            yield from ((head, alias) for alias in aliases)
    if view.lang == "ko":
        yield from _transcribed(view, names, base)


def _listed_id(view: View, alias: Candidate, base: KnowledgeBase) -> str | None:
    rows = base.aliases.get(view.lower[alias.start : alias.end], [])
    return next((row.entity_id for row in rows if row.label == alias.label), None)


def _inside(view: View, head: Candidate, match: re.Match[str]) -> Iterator[Candidate]:
    text, (start, end) = view.folded, match.span("inside")
    opener = _openers().match(text, start, end)
    if opener or text[start] in "\"“‘「'":
        begin = opener.end() if opener else start
        quoted = list(_QUOTED.finditer(text, begin, end))
        for found in quoted:
            yield _alias(head, *found.span("name"))
        if not quoted and opener and 2 <= end - begin <= 12:
            yield _alias(head, begin, end)
        return
    for piece in _PIECES.finditer(text, start, end):
        blank = len(piece.group()) - len(piece.group().lstrip())
        inner = _openers().match(text, piece.start(), piece.end())
        begin = inner.end() if inner else piece.start() + blank
        stop = piece.start() + len(piece.group().rstrip())
        if begin < stop and _LATIN_NAME.fullmatch(text, begin, stop) and not _is_code(text[begin:stop]):
            yield _alias(head, begin, stop)


def _is_code(piece: str) -> bool:
    return bool(_TICKER.fullmatch(piece)) or any(c.isdigit() for c in piece) or piece in _not_aliases()


@cache
def _not_aliases() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("nlp.entities", "not_aliases.tsv"))


def _alias(head: Candidate, start: int, end: int) -> Candidate:
    return replace(head, start=start, end=end, score=min(_DECLARED, head.score), source="declared")


def _transcribed(view: View, names: Sequence[Candidate], base: KnowledgeBase) -> Iterator[tuple[Candidate, Candidate]]:
    """Korean names that nobody lists, before a bracket whose Chinese name sounds the same: 커다쉰페이(科大讯飞)."""
    taken = {candidate.end for candidate in names}
    for match in _BRACKET.finditer(view.folded):
        if match.start() in taken:
            continue
        head = _HEAD.search(view.folded, max(0, match.start() - 12), match.start())
        if not head:
            continue
        for piece in _PIECES.finditer(view.folded, *match.span("inside")):
            rows = base.aliases.get(lower_ascii(fold_name(piece.group().strip())), [])
            for row in rows:
                sounds = similarity(head.group(), row.exact, row.label == "PERSON")
                if sounds >= _SAME_SOUND and is_bounded(view, *head.span(), row.label):
                    start = piece.start() + len(piece.group()) - len(piece.group().lstrip())
                    found = Candidate(*head.span(), row.label, _DECLARED, row.entity_id, "declared")
                    yield found, replace(found, start=start, end=start + len(piece.group().strip()))
