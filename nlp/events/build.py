"""Event records: the facts of one subject and period, from all articles in all languages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nlp.events.align import Aligned, align
from nlp.events.blocking import BucketKey, Span, block, event_span
from nlp.events.naming import unify_subjects
from nlp.events.voices import Source, read_sources
from nlp.records import Article, Claim, EventRecord, EventType, Fact, stable_id

_ASPECTS = ("level", "change_yoy", "change_qoq", "change")
_TYPES: tuple[EventType, ...] = ("results", "guidance", "funding", "contract", "macro", "product", "market", "other")


def build_events(
    claims: Iterable[Claim], articles: Iterable[Article], aliases: Mapping[str, str] | None = None
) -> list[EventRecord]:
    """Align claims across articles and languages.

    Args:
        claims: the claims of any number of articles, in any order. Only measures with a concept and a value take part.
        articles: the articles they come from, for dates and to recognise copies; one that is missing is undated.
        aliases: ids of subjects by the other ids that articles give them; see `nlp.entities.merge_aliases`.

    Returns:
        One record for each subject and period, ordered by subject and period. Neither the order of claims nor that of
        articles changes anything.
    """
    sources = read_sources(articles)
    named = unify_subjects(claims, aliases or {})
    buckets = block(named, lambda article_id: sources[article_id].published if article_id in sources else None)
    events = []
    for key in sorted(buckets, key=BucketKey.sort_key):
        events.extend(build_bucket(key, buckets[key], sources))
    return events


def build_bucket(key: BucketKey, claims: Sequence[Claim], sources: Mapping[str, Source]) -> list[EventRecord]:
    """Build the events of one bucket; a pure function, so that buckets can be built anywhere and in any order.

    Args:
        key: the bucket's key.
        claims: all claims with this key.
        sources: at least the articles of these claims.
    """
    by_event: defaultdict[Span, list[Aligned]] = defaultdict(list)
    for item in align(claims, sources):
        by_event[event_span(item.span, item.concept)].append(item)
    return [_event(key, span, by_event[span], sources) for span in sorted(by_event, key=_span_order)]


def _span_order(span: Span) -> tuple[date, date]:
    start, end = span
    return start or end or date.min, end or date.max


def _event(key: BucketKey, span: Span, items: Sequence[Aligned], sources: Mapping[str, Source]) -> EventRecord:
    claims = [voice.claim for item in items for voice in item.finding.voices]
    facts = sorted(((_fact(item), item) for item in items), key=lambda pair: _fact_order(*pair))
    articles = sorted({claim.article_id for claim in claims})
    dates = [sources[name].published for name in articles if name in sources]
    known = [when for when in dates if when is not None]
    return EventRecord(
        event_id=stable_id("event", key.subject, *span, key.year if key.undated else None),
        event_type=_event_type([item for _, item in facts]),
        subject=_most_common(claim.subject for claim in claims),
        subject_id=_most_common(claim.subject_id for claim in claims),
        period_start=span[0],
        period_end=span[1],
        languages=tuple(sorted({claim.lang for claim in claims})),
        article_ids=tuple(articles),
        first_published=min(known, default=None),
        last_published=max(known, default=None),
        facts=tuple(fact for fact, _ in facts),
    )


def _most_common(names: Iterable[str | None]) -> str | None:
    counts = Counter(name for name in names if name)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _fact(item: Aligned) -> Fact:
    finding = item.finding
    claim = finding.speaker.claim
    return Fact(
        concept=item.concept.code,
        segment=claim.segment,
        aspect=claim.aspect or "level",
        unit=claim.unit,
        period_start=item.span[0],
        period_end=item.span[1],
        low=finding.low,
        high=finding.high,
        relation=finding.relation,
        claim_ids=tuple(voice.claim.claim_id for voice in finding.voices),
        languages=tuple(sorted({voice.claim.lang for voice in finding.voices})),
        note=finding.note,
    )


def _fact_order(fact: Fact, item: Aligned) -> tuple[object, ...]:
    """Important concepts first, the whole before its parts, levels before changes; then what makes order total."""
    return (
        item.concept.order,
        fact.segment is not None,
        fact.segment or "",
        _ASPECTS.index(fact.aspect),
        _span_order(item.span),
        item.unit,
        fact.claim_ids,
    )


def _event_type(items: Sequence[Aligned]) -> EventType:
    """Results if any are reported; else what most facts are about, forecasts of results being guidance."""
    votes: Counter[EventType] = Counter()
    for item in items:
        kind = item.concept.event_type
        met = any(voice.outcome for voice in item.finding.voices)
        if kind == "results" and met and item.concept.dimension == "money":
            return "results"
        votes["guidance" if kind == "results" and not met else kind] += 1
    return min(_TYPES, key=lambda kind: (-votes[kind], _TYPES.index(kind)))
