"""Parts of a run whose events can be built on their own, in any order, process or machine.

A part holds all claims of some subjects. Its events follow from three things alone: its claims, with their subjects
resolved by what the articles of the run declare about names, and what is known of their articles. So a run that has
grown builds again only the parts of which one of these has changed. The events of all parts, sorted by `event_order`,
are the events of the run, byte for byte, however it was parted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nlp.events.blocking import takes_part
from nlp.events.naming import resolve_subject, subject_key
from nlp.records import Claim, EventRecord, stable_id


def route(claim: Claim, aliases: Mapping[str, str], parts: int) -> tuple[int, Claim] | None:
    """Find the part that a claim belongs to.

    This is the only place where the aliases of a run have a say: where they change, the claims of the subjects
    concerned change, or go from one part to another.

    Args:
        claim: as it was extracted.
        aliases: what the articles of the run declare; see `nlp.entities.merge_aliases`.
        parts: number of parts; the same for all claims of a run.

    Returns:
        The number of the part, from 0, the same in every run and process, and the claim with its subject resolved; None
        for a claim that no event takes in: a statement, or one without concept or value.
    """
    if not takes_part(claim):
        return None
    resolved = resolve_subject(claim, aliases)
    return int(stable_id(subject_key(resolved)), 16) % parts, resolved


def event_order(event: EventRecord) -> tuple[str, ...]:
    """Order the events of a run: by subject, by period, and by id where these are equal."""
    start, end = ("" if day is None else day.isoformat() for day in (event.period_start, event.period_end))
    return event.subject_id or "", event.subject or "", start, end, event.event_id


def merge_parts(parts: Iterable[Iterable[EventRecord]]) -> list[EventRecord]:
    """Bring the events of all parts into the order of the run."""
    return sorted((event for part in parts for event in part), key=event_order)
