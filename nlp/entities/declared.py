"""Names that a text itself declares to be one: 大东方 after 以下简称, 커다쉰페이(科大讯飞), 로열더치셸(이하 셸).

What is learned this way holds for the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.entities.introduced import BRACKET, LATIN_NAME, PIECES, by_ticker
from nlp.entities.knowledge import KnowledgeBase
from nlp.entities.similarity import similarity
from nlp.tables import read_table

_DECLARED = 0.85
_QUOTED = re.compile("[\"“‘「'](?P<name>[^\"”’」'“\\n]{2,20})[\"”’」']")
_WORD = re.compile("[가-힣A-Za-z0-9& ]{2,20}|[\u3400-\u9fff]{2,12}")
_SHORT_FORM = 12  # characters of a short form that stands without quotation marks, at most
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
        base: the knowledge base: where it knows the name or the stock code in the bracket, the name before it is that
            entity.
    """
    for head in names:
        match = BRACKET.match(view.folded, head.end)
        if match:
            aliases = list(_inside(view, head, match))
            known = [_listed_id(view, alias, base) for alias in aliases] + [by_ticker(match["inside"], base)]
            entity_id = next(filter(None, known), None)
            if entity_id and head.entity_id not in base.entities:
                head = replace(head, entity_id=entity_id)  # noqa: PLW2901 - the same name, now known
                aliases = [replace(alias, entity_id=entity_id) for alias in aliases]
            yield from ((head, alias) for alias in aliases or ([head] if entity_id else []))


def _listed_id(view: View, alias: Candidate, base: KnowledgeBase) -> str | None:
    rows = base.aliases.get(view.lower[alias.start : alias.end], [])
    return next((row.entity_id for row in rows if row.label == alias.label), None)


def _inside(view: View, head: Candidate, match: re.Match[str]) -> Iterator[Candidate]:
    text, (start, end) = view.folded, match.span("inside")
    opener = _openers().search(text, start, end)
    if text[start] in "\"“‘「'" or (opener and _QUOTED.search(text, opener.end(), end)):
        for found in _QUOTED.finditer(text, opener.end() if opener else start, end):
            yield _alias(head, *found.span("name"))
        end = opener.start() if opener else end
    elif opener and opener.start() == start and 2 <= end - opener.end() <= _SHORT_FORM:
        yield _alias(head, opener.end(), end)
        return
    for piece in PIECES.finditer(text, start, end):
        inner = _openers().match(text, piece.start(), piece.end())
        begin = inner.end() if inner else piece.start() + len(piece.group()) - len(piece.group().lstrip())
        stop = piece.start() + len(piece.group().rstrip())
        if begin < stop and _is_name(view, head, begin, stop, inner is not None):
            yield _alias(head, begin, stop)


def _is_name(view: View, head: Candidate, start: int, end: int, announced: bool) -> bool:
    """Is a piece of a bracket a name of what stands before it: a Latin one, or one that sounds the same?"""
    piece = view.folded[start:end]
    if LATIN_NAME.fullmatch(piece):
        return not _is_code(piece)
    if not _WORD.fullmatch(piece):
        return False
    name = view.folded[head.start : head.end]
    return announced or (piece != name and similarity(name, piece, head.label == "PERSON") >= _SAME_SOUND)


def _is_code(piece: str) -> bool:
    return bool(_TICKER.fullmatch(piece)) or any(c.isdigit() for c in piece) or piece in _not_aliases()


@cache
def _not_aliases() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("nlp.entities", "not_aliases.tsv"))


def _alias(head: Candidate, start: int, end: int) -> Candidate:
    return replace(head, start=start, end=end, score=min(_DECLARED, head.score), source="declared")
