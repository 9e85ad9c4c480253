"""Event records: the facts of one subject and period, from all articles in all languages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from nlp.events.align import Aligned, align
from nlp.events.blocking import BucketKey, Span, block, event_span
from nlp.events.copies import read_source
from nlp.events.partitions import event_order, route
from nlp.events.reconcile import positions
from nlp.events.titles import make_titles
from nlp.records import ANALYSED_LANGUAGES, Article, Claim, EventRecord, EventType, Fact, Source, stable_id

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
    sources = {article.article_id: read_source(article) for article in articles}
    routed = (route(claim, aliases or {}, parts=1) for claim in claims)
    return build_part((resolved for _, resolved in filter(None, routed)), sources)


def build_part(claims: Iterable[Claim], sources: Mapping[str, Source]) -> list[EventRecord]:
    """Build the events of one part of a run; a pure function of its arguments.

    Args:
        claims: all claims that `route` sent to this part, as it returned them; in any order.
        sources: at least the articles of these claims, by id; see `read_source`. One that is missing is undated.

    Returns:
        The events of the part, in the order of `event_order`.
    """
    buckets = block(claims, lambda article_id: sources[article_id].published if article_id in sources else None)
    events = [event for key, members in buckets.items() for event in _build_bucket(key, members, sources)]
    return sorted(events, key=event_order)


def _build_bucket(key: BucketKey, claims: Sequence[Claim], sources: Mapping[str, Source]) -> list[EventRecord]:
    by_event: defaultdict[Span, list[Aligned]] = defaultdict(list)
    for item in align(claims, sources):
        by_event[event_span(item.span, item.concept)].append(item)
    return [_event(key, span, items, sources) for span, items in by_event.items()]


def _span_order(span: Span) -> tuple[date, date]:
    start, end = span
    return start or end or date.min, end or date.max


def _event(key: BucketKey, span: Span, items: Sequence[Aligned], sources: Mapping[str, Source]) -> EventRecord:
    claims = [voice.claim for item in items for voice in item.finding.voices]
    languages = tuple(sorted({claim.lang for claim in claims}))
    facts = sorted(((_fact(item, languages), item) for item in items), key=lambda pair: _fact_order(*pair))
    articles = sorted({claim.article_id for claim in claims})
    dates = [sources[name].published for name in articles if name in sources]
    known = [when for when in dates if when is not None]
    event = EventRecord(
        event_id=stable_id("event", key.subject, *span, key.year if key.undated else None),
        event_type=_event_type([item for _, item in facts]),
        subject=_most_common(claim.subject for claim in claims),
        subject_id=_most_common(claim.subject_id for claim in claims),
        period_start=span[0],
        period_end=span[1],
        languages=languages,
        article_ids=tuple(articles),
        first_published=min(known, default=None),
        last_published=max(known, default=None),
        facts=tuple(fact for fact, _ in facts),
    )
    return replace(event, titles=make_titles(event, _names(claims)))


def _names(claims: Sequence[Claim]) -> dict[str, str]:
    """What the articles of each language call the subject."""
    names = ((lang, _most_common(c.subject for c in claims if c.lang == lang)) for lang in ANALYSED_LANGUAGES)
    return {lang: name for lang, name in names if name}


def _most_common(names: Iterable[str | None]) -> str | None:
    counts = Counter(name for name in names if name)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _fact(item: Aligned, spoken: Sequence[str]) -> Fact:
    finding = item.finding
    claim = finding.speaker.claim
    languages = tuple(sorted({voice.claim.lang for voice in finding.voices}))
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
        languages=languages,
        note=finding.note,
        sources=len({voice.source for voice in finding.voices}),
        positions=positions(finding),
        pairs=item.pairs,
        only_in=languages[0] if len(languages) == 1 < len(spoken) else None,
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
