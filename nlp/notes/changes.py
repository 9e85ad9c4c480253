"""What changed between two runs, as lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nlp.events.concepts import concept_of
from nlp.events.diff import EventChange, FactChange
from nlp.notes.values import ASPECT_WORDS, period_words, value_words
from nlp.notes.width import one_line
from nlp.records import Fact

_MARKS = {"added": "+", "removed": "-", "changed": "~"}


def describe_changes(changes: Iterable[EventChange], lang: str = "en") -> Iterator[str]:
    """Write each event that differs as a heading, and each of its facts that differs as a line.

    Args:
        changes: as `nlp.events.diff.diff_events` returns them.
        lang: the language of titles, concepts and numbers: `zh`, `ko` or `en`.

    Yields:
        Lines that begin with + (new), - (gone) or ~ (changed): facts below their event, with the value and relation
        before and after.
    """
    for change in changes:
        event = change.event
        title = getattr(event.titles, lang) if event.titles else event.subject or event.event_id
        yield f"{_MARKS[change.kind]} {one_line(title)}  [{event.event_id}]"
        yield from (f"    {_line(fact, lang)}" for fact in change.facts)
        if change.kind == "changed" and not change.facts:
            yield "    its sources alone"


def _line(change: FactChange, lang: str) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        fact = after or before
        assert fact is not None
        return f"{'+' if after else '-'} {_what(fact, lang)}: {_standing(fact, lang)}"
    old, new = _standing(before, lang), _standing(after, lang)
    if old == new:
        gained = len(set(after.claim_ids) - set(before.claim_ids))
        lost = len(set(before.claim_ids) - set(after.claim_ids))
        new = f"{new} ({gained} claims more, {lost} fewer)"
        return f"~ {_what(after, lang)}: {new}"
    return f"~ {_what(after, lang)}: {old} -> {new}"


def _what(fact: Fact, lang: str) -> str:
    parts = [
        concept_of(fact.concept).name(lang) + (f" [{one_line(fact.segment)}]" if fact.segment else ""),
        ASPECT_WORDS[fact.aspect],
        period_words(fact.period_start, fact.period_end),
    ]
    return ", ".join(part for part in parts if part)


def _standing(fact: Fact, lang: str) -> str:
    sources = f"{fact.sources} source{'s' if fact.sources > 1 else ''}"
    return f"{value_words(fact.low, fact.high, None, fact.unit, lang)} ({fact.relation}, {sources})"
