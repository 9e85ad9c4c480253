"""Whose fact a claim is, as a key that is equal in all articles and languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

from nlp.entities import make_id
from nlp.records import Claim
from nlp.tables import read_table
from nlp.text import fold


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """Fold a name so that its spellings meet: width, case, traditional characters; blanks and punctuation go."""
    view = fold(unicodedata.normalize("NFKC", name), "zh").casefold()
    return "".join(char for char in view if char.isalnum())


def resolve_subject(claim: Claim, aliases: Mapping[str, str]) -> Claim:
    """Give a claim the id of its subject that the articles of a run agree on.

    Args:
        claim: as it was extracted.
        aliases: what the articles declare; see `nlp.entities.merge_aliases`.

    Returns:
        The claim itself where nothing is declared of its subject.
    """
    own = claim.subject_id or (_own_id(claim.subject) if claim.subject else None)
    entity_id = aliases.get(own) if own else None
    return replace(claim, subject_id=entity_id) if entity_id and entity_id != claim.subject_id else claim


def subject_key(claim: Claim) -> str:
    """Return the key of a claim whose subject is resolved.

    Its id, or the id that a company of its name would have: so a name is found again whether or not a recogniser knew
    it. A claim without a known subject (none, or a word like 公司 that names nobody) has a key of its article's own: it
    joins no other article.
    """
    if claim.subject_id:
        return f"id:{claim.subject_id}"
    own = _own_id(claim.subject) if claim.subject else None
    return f"id:{own}" if own else f"article:{claim.article_id}"


@lru_cache(maxsize=1 << 16)
def _own_id(name: str) -> str | None:
    folded = fold_name(name)
    return make_id(name, "ORG") if folded and folded not in _generic_subjects() else None


@cache
def _generic_subjects() -> frozenset[str]:
    return frozenset(fold_name(row["word"]) for row in read_table("nlp.events", "generic_subjects.tsv"))
