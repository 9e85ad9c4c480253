"""Event records as a digest that a person reads: what is known of whom, from how many sources, and how they agree."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from nlp.events.concepts import OTHER, concept_of
from nlp.events.sums import Sum
from nlp.notes.values import ASPECT_WORDS, period_words, value_words
from nlp.notes.width import align, crop_around, one_line
from nlp.records import Article, Claim, EntityMention, EventRecord, Fact, Relation

_DISPUTED: tuple[Relation, ...] = ("superseded", "conflict")
_WIDEST = 64
_SENTENCE = 150
_QUOTE = 60
_OTHER_NAMES = 2
_SCRIPTS = {"CJK": "Han", "HANGUL": "Hangul", "LATIN": "Latin"}


@dataclass(slots=True)
class Sources:
    """What a digest looks up: claims and articles by id, and the surfaces that name each entity, with their counts."""

    claims: dict[str, Claim] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    names: dict[str, Counter[str]] = field(default_factory=dict)


def gather_sources(claims: Iterable[Claim], articles: Iterable[Article], mentions: Iterable[EntityMention]) -> Sources:
    """Collect what the digest of a run looks up; the articles' texts are not kept."""
    sources = Sources({claim.claim_id: claim for claim in claims})
    sources.articles = {article.article_id: replace(article, text="") for article in articles}
    for mention in mentions:
        sources.names.setdefault(mention.entity_id, Counter())[mention.text] += 1
    return sources


def select_events(
    events: Iterable[EventRecord],
    sources: Sources,
    *,
    relation: Relation | None = None,
    subject: str | None = None,
    only_in: str | None = None,
) -> list[EventRecord]:
    """Choose events, those that most languages and articles tell of first.

    Args:
        events: the events of a run.
        sources: of the same run.
        relation: keep only facts of this relation, and events that have one.
        subject: keep only events whose subject has a name or id that contains this text, whatever the case.
        only_in: keep only facts that this language alone tells, of events that several languages report.
    """
    chosen = []
    for event in events:
        facts = tuple(
            fact for fact in event.facts if relation in (None, fact.relation) and only_in in (None, fact.only_in)
        )
        if facts and (subject is None or is_about(event, subject, sources)):
            chosen.append(replace(event, facts=facts))
    return sorted(chosen, key=lambda event: (-len(event.languages), -len(event.article_ids)))


def digest(
    events: Iterable[EventRecord], sources: Sources, lang: str = "en", sums: Iterable[Sum] = ()
) -> Iterator[str]:
    """Write events as a heading each and a line per fact; a disputed fact is followed by its sources.

    Args:
        events: in the order in which they should stand.
        sources: of the same run.
        lang: the language of concepts and numbers: `zh`, `ko` or `en`.
        sums: of `nlp.events.sums.find_sums`; each stands below its whole.

    Yields:
        Line by line; an empty one between events.
    """
    parted = {found.whole.claim_ids: found for found in sums}
    for number, event in enumerate(events):
        if number:
            yield ""
        yield _heading(event, sources)
        rows = align([_fact_row(event, fact, sources, lang) for fact in event.facts], _WIDEST)
        for fact, row in zip(event.facts, rows, strict=True):
            yield f"  {row}"
            yield from (f"      doubtful: {note}" for note in _doubts(fact, sources))
            if fact.claim_ids in parted:
                yield f"      {_sum_words(parted[fact.claim_ids], lang)}"
            if fact.relation in _DISPUTED:
                yield from (f"      {line}" for line in _source_lines(fact, sources, lang))


def _sum_words(found: Sum, lang: str) -> str:
    """Write the parts of a whole, and what they make where that is not the whole."""
    parts = " + ".join(
        f"{value_words(part.low, part.high, None, part.unit, lang)} "
        f"({period_words(part.period_start, part.period_end)})"
        for part in found.parts
    )
    if found.fits:
        return f"its parts fit: {parts}"
    total = value_words(found.total, found.total, None, found.whole.unit, lang)
    return f"its parts make {total}: {parts}"


def _doubts(fact: Fact, sources: Sources) -> list[str]:
    """What speaks against a fact in the articles that state it."""
    claims = (sources.claims.get(claim_id) for claim_id in fact.claim_ids)
    return list(dict.fromkeys(flag.note for claim in claims if claim for flag in claim.flags))


def is_about(event: EventRecord, subject: str, sources: Sources) -> bool:
    """Has the event's subject a name or id that contains this text, whatever the case?"""
    names = [event.subject or "", event.subject_id or "", *sources.names.get(event.subject_id or "", ())]
    return any(subject.casefold() in name.casefold() for name in names)


def _heading(event: EventRecord, sources: Sources) -> str:
    count = len(event.article_ids)
    parts = [
        _subject_words(event, sources),
        period_words(event.period_start, event.period_end) or "period not stated",
        event.event_type,
        ", ".join(event.languages),
        "1 article" if count == 1 else f"{count} articles",
    ]
    return " — ".join(map(one_line, parts))


def _subject_words(event: EventRecord, sources: Sources) -> str:
    """Name the subject, and in brackets what the other scripts call it, so that every reader knows it."""
    if event.subject is None:
        return "(subject not named)"
    best: dict[str, str] = {}
    own = _script(event.subject)
    counted = sources.names.get(event.subject_id or "", Counter[str]())
    for name, _count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        script = _script(name)
        if script != own:
            best.setdefault(script, name)
    others = [best[script] for script in ("Han", "Latin", "Hangul") if script in best][:_OTHER_NAMES]
    return f"{event.subject} ({', '.join(others)})" if others else event.subject


def _script(name: str) -> str:
    """Return the script of a name's first letter."""
    for character in name:
        script = _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0].split("-")[0])
        if script:
            return script
    return ""


def _fact_row(event: EventRecord, fact: Fact, sources: Sources, lang: str) -> tuple[str, ...]:
    what = concept_of(fact.concept).name(lang)
    if fact.segment:
        what += f" [{fact.segment}]"
    if ASPECT_WORDS[fact.aspect]:
        what += f", {ASPECT_WORDS[fact.aspect]}"
    if (fact.period_start, fact.period_end) != (event.period_start, event.period_end):
        what += f", {period_words(fact.period_start, fact.period_end) or 'no period'}"
    return what, _value(fact, sources, lang), fact.relation, ", ".join(fact.languages), _remark(fact, sources, lang)


def _remark(fact: Fact, sources: Sources, lang: str) -> str:
    """Say what the row cannot: the note; what a value without a concept is about; nothing where the sources follow."""
    claim = sources.claims.get(fact.claim_ids[0])
    if fact.relation == "conflict" and claim:
        return ""
    if fact.concept == OTHER and claim and not fact.note:
        return _sentence(claim, _QUOTE)
    return "; ".join(part for part in (_pair_words(fact, lang), fact.note) if part)


def _pair_words(fact: Fact, lang: str) -> str:
    """Say what the amount is in other currencies, by which article."""
    told = (f"{value_words(pair.low, pair.high, None, pair.unit, lang)} by {pair.article_id}" for pair in fact.pairs)
    words = ", ".join(told)
    return f"stated beside {words}" if words else ""


def _value(fact: Fact, sources: Sources, lang: str) -> str:
    """Write a fact's value; of a conflict, each of the values, for the span between them is nobody's statement."""
    claims = [sources.claims[claim_id] for claim_id in fact.claim_ids if claim_id in sources.claims]
    if fact.relation == "conflict" and claims:
        return " / ".join(dict.fromkeys(_claim_value(claim, lang) for claim in claims))
    if len(claims) == 1:
        return _claim_value(claims[0], lang)
    return value_words(fact.low, fact.high, None, fact.unit, lang)


def _claim_value(claim: Claim, lang: str) -> str:
    return value_words(claim.low, claim.high, claim.qualifier, claim.unit, lang)


def _source_lines(fact: Fact, sources: Sources, lang: str) -> list[str]:
    rows = []
    for claim_id in fact.claim_ids:
        claim = sources.claims.get(claim_id)
        if claim is None:
            continue
        article = sources.articles.get(claim.article_id)
        published = article.published.isoformat() if article and article.published else "no date"
        value = _claim_value(claim, lang)
        rows.append((published, claim.lang, claim.article_id, claim.modality, value, _sentence(claim, _SENTENCE)))
    return align(rows, _WIDEST) if rows else []


def _sentence(claim: Claim, cells: int) -> str:
    start, end = claim.start - claim.evidence_start, claim.end - claim.evidence_start
    return one_line(crop_around(claim.evidence, start, end, cells))
