"""Who is named as a source or a place rather than as a holder of business figures: media, authorities, exchanges."""

from __future__ import annotations

from functools import cache

from nlp.tables import read_table


@cache
def _ids(table: str) -> frozenset[str]:
    return frozenset(row["id"] for row in read_table("nlp.entities", f"kb/{table}"))


def is_media(entity_id: str) -> bool:
    """Whether an entity is a newspaper, broadcaster or news agency of the shipped tables."""
    return entity_id in _ids("media.tsv")


def is_institution(entity_id: str) -> bool:
    """Whether an entity is an authority, central bank, exchange, association or university of the shipped tables."""
    return entity_id in _ids("institutions.tsv")
