"""The claims of a bucket become findings: sorted by equal keys into strands, joined with care, reconciled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.events.blocking import Span, fact_span, is_currency, sign_key, unit_class, wording_key
from nlp.events.compare import stated
from nlp.events.concepts import OTHER, Concept, concept_of
from nlp.events.copies import merge_copies
from nlp.events.pairs import attach_pairs
from nlp.events.reconcile import Finding, reconcile
from nlp.events.segments import read_segment
from nlp.events.strands import FIGURES, RESEARCH, Strand, join_strands
from nlp.events.voices import Voice, find_converted, is_outcome, sources_of
from nlp.records import Claim, Source, StatedPair

_WINDOW = timedelta(days=14)  # claims without a period speak of one thing only if published this near to each other
_SHORT = timedelta(days=31)  # within a month, a named contract or funding round is one


@dataclass(frozen=True, slots=True)
class Aligned:
    """A finding with the keys of its fact."""

    concept: Concept
    span: Span
    unit: str
    finding: Finding
    pairs: tuple[StatedPair, ...] = ()


def align(claims: Iterable[Claim], sources: Mapping[str, Source]) -> list[Aligned]:
    """Align the claims of one bucket.

    Args:
        claims: claims of one subject and year (`blocking.block`).
        sources: the articles by id; one that is missing has no date.

    Returns:
        What the claims come to, one item a fact, in no particular order.
    """
    unique = sorted({claim.claim_id: claim for claim in claims}.values(), key=lambda claim: claim.claim_id)
    converted = find_converted(unique)
    original = merge_copies(sources_of(unique, sources))
    groups: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in unique:
        groups[_group_key(claim)].append(claim)
    aligned = []
    for members in groups.values():
        concept = concept_of(members[0].concept or OTHER)
        days = fact_span(members[0], concept)
        unit = unit_class(members[0].unit, concept)
        forecasting = {claim.article_id for claim in members if claim.modality != "reported"}
        voices = []
        for claim in members:
            value = stated(claim)
            source = sources.get(claim.article_id)
            published = source.published if source else None
            outcome = is_outcome(claim, days[1], published, claim.article_id in forecasting)
            if value is not None:
                origin = original[claim.article_id]
                voices.append(Voice(claim, value, origin, published, outcome, claim.claim_id in converted))
        for strand in join_strands(_strands(voices)):
            for finding in _findings(strand, days):
                aligned.append(Aligned(concept_of(finding.speaker.claim.concept or OTHER), days, unit, finding))
    return attach_pairs(aligned, converted)


def _group_key(claim: Claim) -> tuple[object, ...]:
    concept = concept_of(claim.concept or OTHER)
    unit = unit_class(claim.unit, concept)
    aspect = claim.aspect or "level"
    if concept.family == RESEARCH and is_currency(unit) and aspect == "change":
        aspect = "level"  # 新增投入6.5亿 and 6억 5천만 투자 are one amount, if the values say so
    return (
        concept.family or concept.code,
        aspect,
        unit,
        fact_span(claim, concept),
        sign_key(claim, concept, unit),
        wording_key(claim),
    )


def _strands(voices: Iterable[Voice]) -> list[Strand]:
    strands: dict[tuple[object, ...], Strand] = {}
    for voice in voices:
        claim = voice.claim
        concept = concept_of(claim.concept or OTHER)
        aspect = claim.aspect or "level"
        segment = read_segment(claim.segment, claim.subject or "") if claim.segment else None
        counter = (claim.unit or "") if unit_class(claim.unit, concept) == "count" else ""
        key = (concept.code, aspect, segment.key if segment else None, counter)
        strands.setdefault(key, Strand(concept, aspect, segment, counter, [])).voices.append(voice)
    return sorted(strands.values(), key=lambda strand: strand.order)


def _findings(strand: Strand, days: Span) -> list[Finding]:
    """Reconcile what is one thing; a strand without dates, or of a concept that can have many, may be several."""
    voices = strand.voices
    if days == (None, None):
        return [finding for cluster in _by_value(voices, _WINDOW) for finding in reconcile(cluster)]
    if not strand.concept.many and strand.aspect != "change":  # a change against an unnamed base is of many, too
        return reconcile(voices)
    clusters = _by_value(voices, None)
    if len(clusters) > 1 and _one_named_thing(strand, clusters, days):
        return reconcile(voices)
    return [finding for cluster in clusters for finding in reconcile(cluster)]


def _by_value(voices: Sequence[Voice], window: timedelta | None) -> list[list[Voice]]:
    """Cluster voices that give one value; with a window, only those published within it."""
    points = sorted(
        (voice for voice in voices if voice.value.form == "point"),
        key=lambda voice: (voice.value.lower, voice.value.upper, voice.order),
    )
    clusters: list[list[Voice]] = []
    ceiling = None
    for voice in points:  # by rising lower edges, so a cluster holds together while the lowest upper edge is not passed
        if ceiling is not None and voice.value.lower <= ceiling:
            clusters[-1].append(voice)
            ceiling = min(ceiling, voice.value.upper)
        else:
            clusters.append([voice])
            ceiling = voice.value.upper
    others: defaultdict[object, list[Voice]] = defaultdict(list)
    for voice in voices:
        if voice.value.form != "point":
            others[voice.value.statement].append(voice)
    clusters.extend(others.values())
    if window is None:
        return clusters
    return [
        part for cluster in clusters for part in ([cluster] if _unmistakable(cluster) else _by_date(cluster, window))
    ]


def _unmistakable(voices: Sequence[Voice]) -> bool:
    """Do articles without any date state an amount or a number in as many figures as no two periods share by chance?"""
    return all(
        voice.published is None
        and voice.value.form == "point"
        and voice.value.figures >= FIGURES
        and voice.claim.aspect == "level"
        and concept_of(voice.claim.concept or OTHER).dimension in ("money", "count")
        and not concept_of(voice.claim.concept or OTHER).many
        for voice in voices
    )


def _by_date(voices: Sequence[Voice], window: timedelta) -> list[list[Voice]]:
    parts: list[list[Voice]] = []
    for voice in sorted(voices, key=lambda voice: voice.order):
        last: date | None = parts[-1][0].published if parts else None
        same_article = bool(parts) and parts[-1][0].claim.article_id == voice.claim.article_id
        near = last is not None and voice.published is not None and voice.published - last <= window
        if same_article or near:
            parts[-1].append(voice)
        else:
            parts.append([voice])
    return parts


def _one_named_thing(strand: Strand, clusters: Sequence[Sequence[Voice]], days: Span) -> bool:
    """Do different values of a concept that can have many instances contradict, or are they several things?

    They contradict where the thing is named, the period is short, and no article gives two of the values.
    """
    start, end = days
    if strand.segment is None or start is None or end is None or end - start > _SHORT:
        return False
    if strand.concept.event_type == "market" or strand.aspect == "change":
        return False  # prices move within the day
    articles = [{voice.claim.article_id for voice in cluster} for cluster in clusters]
    outcomes = any(voice.outcome for cluster in clusters for voice in cluster)
    return outcomes and sum(map(len, articles)) == len(set().union(*articles))
