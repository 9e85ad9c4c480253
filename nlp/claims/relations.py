"""Which level a change belongs to: in its sentence first, else in the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.concepts import OTHER
from nlp.records import Claim


def relate(sentences: Sequence[Sequence[Claim]]) -> list[Claim]:
    """Link each change to the level that it is a change of, where the text states one.

    Args:
        sentences: the measures of an article by sentence, in order.

    Returns:
        All of them in order, changes with `relates_to`.
    """
    related: list[Claim] = []
    before: list[Claim] = []
    for claims in sentences:
        levels = [claim for claim in claims if claim.aspect == "level" and claim.concept != OTHER]
        for claim in claims:
            level = None
            if claim.aspect != "level" and claim.concept != OTHER:
                level = _level_of(claim, levels) or _level_of(claim, before)
            related.append(replace(claim, relates_to=level.claim_id) if level is not None else claim)
        before = levels
    return related


def _level_of(change: Claim, levels: Sequence[Claim]) -> Claim | None:
    """The level of the same thing and period that stands nearest, one before the change rather than one behind it."""
    fitting = [level for level in levels if _same_thing(change, level)]
    if not fitting:
        return None
    return min(
        fitting,
        key=lambda level: (
            level.period_end != change.period_end,
            level.modality != change.modality,
            abs(level.start - change.start),
        ),
    )


def _same_thing(change: Claim, level: Claim) -> bool:
    if (change.concept, change.segment) != (level.concept, level.segment):
        return False
    if change.subject != level.subject and change.subject is not None and level.subject is not None:
        return False
    return change.period_end == level.period_end or change.period_end is None or level.period_end is None
