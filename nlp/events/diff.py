"""What changed between two runs: events and facts that came, went or were settled differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from nlp.records import EventRecord, Fact


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of an event before and after; None where it is missing on that side."""

    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event that is not the same in both runs.

    `event` is the newer state, or the last one of an event that is gone. `facts` are those that differ.
    """

    kind: Literal["added", "removed", "changed"]
    event: EventRecord
    facts: tuple[FactChange, ...]


def diff_events(old: Iterable[EventRecord], new: Iterable[EventRecord]) -> list[EventChange]:
    """Compare the events of two runs.

    Args:
        old: events of the earlier run.
        new: events of the later one.

    Returns:
        The events that differ, those of the later run first and in its order. Events are the same by their id, facts by
        what they are about, and where several are about the same, by the claims that they share.
    """
    earlier = {event.event_id: event for event in old}
    changes = []
    for event in new:
        before = earlier.pop(event.event_id, None)
        if before is None:
            changes.append(EventChange("added", event, tuple(FactChange(None, fact) for fact in event.facts)))
        elif before != event:
            changes.append(EventChange("changed", event, _diff_facts(before.facts, event.facts)))
    for event in earlier.values():
        changes.append(EventChange("removed", event, tuple(FactChange(fact, None) for fact in event.facts)))
    return changes


def _key(fact: Fact) -> tuple[object, ...]:
    return fact.concept, fact.aspect, fact.unit, fact.period_start, fact.period_end


def _diff_facts(old: Iterable[Fact], new: Iterable[Fact]) -> tuple[FactChange, ...]:
    left: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in old:
        left[_key(fact)].append(fact)
    changes = []
    for fact in new:
        candidates = left[_key(fact)]
        claims = set(fact.claim_ids)
        shared = [(len(claims & set(other.claim_ids)), -place) for place, other in enumerate(candidates)]
        most, place = max(shared, default=(0, 0))
        before = candidates.pop(-place) if most else None
        if before != fact:
            changes.append(FactChange(before, fact))
    changes.extend(FactChange(fact, None) for facts in left.values() for fact in facts)
    return tuple(changes)
