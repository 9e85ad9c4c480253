"""Claims of one subject under several ids or none, brought together by what the articles of a run teach about names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nlp.entities import make_id
from nlp.records import Claim


def unify_subjects(claims: Iterable[Claim], aliases: Mapping[str, str]) -> list[Claim]:
    """Give the claims of one subject one id.

    Args:
        claims: the claims of a run.
        aliases: what its articles declare; see `nlp.entities.merge_aliases`.

    Returns:
        The claims in their order. A subject that no recogniser knew has the id of another article's company where its
        name makes that id.
    """
    claims = list(claims)
    known = {claim.subject_id for claim in claims} | set(aliases.values())
    return [_named(claim, aliases, known) for claim in claims]


def _named(claim: Claim, aliases: Mapping[str, str], known: set[str | None]) -> Claim:
    entity_id = claim.subject_id
    if entity_id is None and claim.subject:
        own = make_id(claim.subject, "ORG")
        entity_id = own if own in known or own in aliases else None
    entity_id = aliases.get(entity_id, entity_id) if entity_id else None
    return claim if entity_id == claim.subject_id else replace(claim, subject_id=entity_id)
