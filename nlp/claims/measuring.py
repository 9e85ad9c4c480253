"""One number read as a measure: whose it is, of which part, how sure, and what a judge says to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.bounds import bounded, is_negative
from nlp.claims.concepts import OTHER, WHOLE_ONLY
from nlp.claims.economies import trade_partner
from nlp.claims.explain import active
from nlp.claims.focus import announcer as announcer_of
from nlp.claims.implied import with_unit
from nlp.claims.modality import modality_of
from nlp.claims.model import NOBODY, UNKNOWN_TIMING, Measure, Subject, Timing, Value, taken_up
from nlp.claims.naming import ITSELF, UNLISTED, is_kind
from nlp.claims.parts import (
    earning_part,
    topical_part,
)
from nlp.claims.scoring import Judge, Scene, Surroundings, decide
from nlp.claims.segments import find_segment, is_of_company, rest_of
from nlp.claims.sentence import SentenceContext
from nlp.claims.share_of import share_source
from nlp.claims.spans import at_date
from nlp.claims.speakers import Statement
from nlp.claims.subjects import find_subject, is_eligible
from nlp.claims.syntax import syntax
from nlp.claims.taking_over import lists_parts
from nlp.claims.takings import takings_of
from nlp.claims.things import PART, priced_good
from nlp.records import Modality

_NO_PARTS = (OTHER, "MarketShare")
_RESOLVED = {"word": 0.05, "omitted": 0.1}  # what it costs in confidence that the subject is not named


def _confidence(value: Value, subject: Subject, timing: Timing) -> float:
    """A first estimate from how much had to be supplied; the trained scorer will take its place."""
    score = 0.9
    if value.concept == OTHER:
        score -= 0.35
    if value.inherited:
        score -= 0.1
    if subject is NOBODY:
        score -= 0.15
    elif subject.resolved:
        score -= _RESOLVED[subject.resolved]
    if timing is UNKNOWN_TIMING:
        score -= 0.1
    if value.is_change and value.direction == 0 and not is_negative(value.quantity.low, value.quantity.high):
        score -= 0.1
    return round(max(0.05, score), 2)


def _compounds(context: SentenceContext, segment: str | None, subject: Subject) -> bool:
    """Whether who holds a number is but the last word of its part: 온라인 광고의 매출은, not 명품 브랜드 온빛의."""
    if context.lang != "ko" or segment is None or not segment.endswith(f" {subject.text}"):
        return False
    return syntax("ko", "apposed").search(segment.removesuffix(str(subject.text))) is None


def _is_last_of_list(context: SentenceContext, value: Value, subject: Subject) -> bool:
    """Whether who holds a number is but the last part of a Korean list: 반도체와 가전의 이익은 각각."""
    if context.lang != "ko" or subject.label != UNLISTED or not subject.text:
        return False
    place = context.text.rfind(subject.text, context.start, value.quantity.start)
    return place >= 0 and syntax("ko", "joined_with").search(context.view, context.start, place) is not None


def _explain(value: Value, segment: str | None, modality: Modality, statement: Statement | None) -> None:
    trace = active()
    if trace is None:
        return
    at = value.quantity.start
    trace.note(at, "aspect", value.aspect, "by the comparison before it" if value.is_change else "a value stated")
    trace.note(at, "segment", segment, "what stands between subject and metric" if segment else "the whole subject")
    said = f", in what {statement.speaker} says ({statement.cue})" if statement else ""
    trace.note(at, "modality", modality, f"by the words that govern the number{said}")


def read_measure(
    context: SentenceContext,
    value: Value,
    when: Timing,
    previous: Value | None,
    holder: Subject | None,
    focus: Subject,
    place: Subject,
    statements: Sequence[Statement],
    speaker_starts: frozenset[int],
    mute: frozenset[int],
) -> Measure:
    """Read one number as a measure by the rules.

    Args:
        context: the sentence.
        value: the number as read.
        when: its period.
        previous: the number before it in the sentence.
        holder: who held that one.
        focus: the company that the text is speaking of.
        place: the economy that it is speaking of.
        statements: who said what.
        speaker_starts: where speakers are named.
        mute: those of them that only speak of others.
    """
    statement = next((s for s in statements if s.start <= value.quantity.start < s.end), None)
    announcer = announcer_of(statement, context.lang)
    subject = find_subject(context, value, holder, focus, announcer, speaker_starts, place, mute)
    floor = previous.quantity.end if previous else context.start
    segment = find_segment(context, value, floor)
    if value.metric is not None and not value.segment:
        partner = trade_partner(context, value.metric, place, value.quantity.start)
        segment = partner.text if partner is not None and partner.entity_id != subject.entity_id else segment
    part = earning_part(context, value) if value.segment is None else None
    segment = part or segment or topical_part(context, value, subject) or share_source(context, value)
    division = syntax(context.lang, "division", "$")
    ends = part or (segment if value.concept not in _NO_PARTS and _compounds(context, segment, subject) else None)
    if ends and subject.label == UNLISTED and str(subject.name) in ends and focus.label == "ORG":
        subject = taken_up(focus)  # 온라인 광고의 매출은: the last word alone is no company
    elif (
        segment is None
        and subject.label == UNLISTED
        and subject.name
        and (division.search(subject.name) or (focus.label == "ORG" and is_kind(context.lang, subject.name)))
    ):
        # 반도체 부문은 매출 30조원을 기록했다: a division is a part of the company in focus
        known = focus if focus.label == "ORG" else announcer if announcer.name else NOBODY
        subject, segment = taken_up(known), subject.name
    if value.segment and _is_last_of_list(context, value, subject) and focus.label == "ORG":
        subject = taken_up(focus)
    value, subject = takings_of(context, value, subject, focus)
    subject, segment = _settled(
        context,
        value,
        subject,
        segment,
        carried=subject.resolved != "" or subject in (focus, holder),
        kept=subject is holder,
    )
    low, high, qualifier = bounded(context, value)
    when = at_date(value, value.timing) if value.timing else when
    modality = modality_of(context, value, when, statement)
    _explain(value, segment, modality, statement)
    return Measure(
        value,
        subject,
        segment,
        when,
        modality,
        statement.speaker if statement else None,
        low,
        high,
        qualifier,
        _confidence(value, subject, when),
    )


def _settled(
    context: SentenceContext, value: Value, subject: Subject, segment: str | None, *, carried: bool, kept: bool
) -> tuple[Subject, str | None]:
    """The holder and its part, where the part itself may be whose number it is.

    Args:
        context: the sentence.
        value: the number.
        subject: its holder.
        segment: its part, if any.
        carried: whether the holder is not named at the number.
        kept: whether it is that of the number before.
    """
    unnamed = subject is NOBODY and not (segment and is_of_company(context, value, segment))
    # 国内汽车产量…，电解液价格…: the price is of the good, the share of the company
    of_good = value.concept == "ProductPrice" and subject.label == "LOC" and kept
    named = any(m.entity_id == subject.entity_id and is_eligible(context, m) for m in context.entities)
    unsaid = context.lang == "zh" and carried and subject.resolved != "word" and not named
    of_good = of_good or (value.concept == "ProductPrice" and unsaid)
    part_of_part = subject.label == PART and value.concept != "ProductPrice" and lists_parts(context, value, subject)
    on_market = bool(segment) and priced_good(context, value, str(segment), subject)
    alone = (
        unnamed
        or (subject.label == PART and not part_of_part)
        or of_good
        or on_market
        or (value.concept in WHOLE_ONLY and carried)
    )
    if segment and alone:
        label = ITSELF if on_market else PART
        subject, segment = Subject(segment, None, segment if segment in context.text else None, label), None
    segment = rest_of(context, segment, subject)
    if segment and context.lang == "ko" and value.concept == "ConsumerPriceIndex" and not _named(context, subject):
        subject = NOBODY  # 도시락은 8.4% 올랐다: what a kind of goods costs is nobody's, unless a country is named
    return subject, segment


def _named(context: SentenceContext, subject: Subject) -> bool:
    """Whether a sentence names whose fact it tells."""
    return any(m.name == subject.name for m in context.entities)


def judged(
    judge: Judge,
    context: SentenceContext,
    rule: Measure,
    around: Surroundings,
    here: Sequence[Measure],
    statements: Sequence[Statement],
    shared: bool,
) -> Measure:
    """The measure as the judge reads the number, with its interval."""
    start = rule.value.quantity.start
    statement = next((s for s in statements if s.start <= start < s.end), None)
    announcer = announcer_of(statement, context.lang)
    measure, sign = decide(judge, Scene(context, rule, around, here, statement, announcer, shared))
    read = measure.value
    if read.metric is not None and read.metric is not rule.value.metric:
        measure = replace(
            measure, value=replace(read, quantity=with_unit(read.quantity, read.metric, context.currency))
        )
    low, high, qualifier = bounded(context, measure.value, sign)
    return replace(measure, low=low, high=high, qualifier=qualifier)
