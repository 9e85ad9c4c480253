"""Korean family names alone, 윤 in 윤 의원: they mean the person of that name whom the text named in full before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp.entities.candidates import Candidate, View

_LENGTHS = range(2, 5)  # syllables of a full name


def link_family_names(view: View, names: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give each family name that stands alone the id of the person last named in full before it.

    Args:
        view: the text.
        names: in text order, each with an entity id.
    """
    persons: dict[str, str | None] = {}
    for name in names:
        surface = view.folded[name.start : name.end]
        if name.label == "PERSON" and view.lang == "ko":
            if len(surface) in _LENGTHS:
                persons[surface[0]] = name.entity_id
            elif surface in persons:
                yield replace(name, entity_id=persons[surface])
                continue
        yield name
