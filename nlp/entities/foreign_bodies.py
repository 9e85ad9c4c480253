"""Authorities of other countries: 文化部 in 埃及文化部 is not China's, 경찰청 in 일본 사이타마현 경찰청 not Korea's.

The tables list the authorities of China and Korea by names that say nothing of the country, as papers there use them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.entities.knowledge import KnowledgeBase
from nlp.entities.roles import is_institution
from nlp.tables import read_table

_SCORE = 0.85
_HOME = {"zh": "china", "ko": "south-korea"}
_SCRIPT = {"zh": re.compile("[\u4e00-\u9fff]+"), "ko": re.compile("[가-힣]+")}
# What may stand between a country and its authority: nothing in Chinese; in Korean a blank, or a region and two.
_BETWEEN = {"zh": re.compile(""), "ko": re.compile(r"\s(?:[가-힣]{1,6}[주현성도시]\s)?")}
_UNIVERSITY = re.compile("(?:大学|学院|대|대학교|대학원)$")


def find_foreign(view: View, listed: Sequence[Candidate], base: KnowledgeBase) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield pairs: a listed authority that belongs to another country, and the name that it stands in.

    Args:
        view: the text.
        listed: the listed names of the text.
        base: the knowledge base that lists them.
    """
    home, between = _HOME[view.lang], _BETWEEN[view.lang]
    countries = [name for name in listed if name.label == "LOC" and name.entity_id in _elsewhere(home)]
    if not countries:
        return
    places = {name.start for name in listed if name.label == "LOC"}
    for body in listed:
        if body.start in places or not is_institution(body.entity_id or "") or not _is_of_home(view, body, base):
            continue  # 香港证监会 says itself whose it is
        theirs = [country for country in countries if between.fullmatch(view.folded, country.end, body.start)]
        if theirs and not any(_is_theirs(country, body, base) for country in theirs):
            yield body, Candidate(min(country.start for country in theirs), body.end, "ORG", _SCORE)


def _is_of_home(view: View, body: Candidate, base: KnowledgeBase) -> bool:
    """Is an authority one of the text's own country, by its name in the script of that country alone?"""
    script, entity = _SCRIPT[view.lang], base.entities[body.entity_id or ""]
    form = view.folded[body.start : body.end]
    return bool(script.fullmatch(entity.name) and script.fullmatch(form)) and not _UNIVERSITY.search(form)


def _is_theirs(country: Candidate, body: Candidate, base: KnowledgeBase) -> bool:
    """Is an authority that of the country, as one of its names says: 노동당 is 朝鲜劳动党?"""
    forms = base.entities[country.entity_id or ""].aliases
    return any(name.startswith(forms) for name in base.entities[body.entity_id or ""].aliases)


@cache
def _elsewhere(home: str) -> frozenset[str]:
    return frozenset(row["id"] for row in read_table("nlp.entities", "kb/places_world.tsv")) - {home}
