"""Measures and statements as the claims of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.consistency import flag_claim
from nlp.claims.model import Measure
from nlp.claims.sentence import SentenceContext
from nlp.claims.speakers import Statement
from nlp.claims.syntax import syntax
from nlp.records import Aspect, Claim, Lang, stable_id


def _part(lang: str, measure: Measure) -> str | None:
    """The segment, unless its words only name the subject and what it is to the one spoken of: 자회사 라온뷰티."""
    segment, name = measure.segment, measure.subject.text
    if segment and name and name in segment and syntax(lang, "kin").fullmatch(segment.replace(name, "", 1)):
        return None
    return segment


def measure_claim(context: SentenceContext, measure: Measure, article_id: str, lang: Lang) -> Claim:
    """Write a measure as the contract's claim."""
    value, quantity = measure.value, measure.value.quantity
    metric = value.metric
    metric_text = (context.text[metric.start : metric.end] or None) if metric else None
    aspect: Aspect = value.aspect
    unit = quantity.unit
    segment = _part(lang, measure)
    claim = Claim(
        claim_id=stable_id(article_id, "measure", quantity.start, quantity.end, value.concept, aspect, segment),
        article_id=article_id,
        lang=lang,
        kind="measure",
        subject=measure.subject.name,
        subject_id=measure.subject.entity_id,
        subject_text=measure.subject.text,
        concept=value.concept,
        metric_text=metric_text,
        segment=segment,
        aspect=aspect,
        low=measure.low,
        high=measure.high,
        qualifier=measure.qualifier,
        unit=unit,
        period_start=measure.timing.start,
        period_end=measure.timing.end,
        period_text=measure.timing.text,
        modality=measure.modality,
        speaker=measure.speaker,
        quantity_text=context.text[quantity.start : quantity.end],
        start=quantity.start,
        end=quantity.end,
        evidence=context.text[context.start : context.end],
        evidence_start=context.start,
        evidence_end=context.end,
        relates_to=None,
        confidence=measure.confidence,
        decimals=quantity.decimals,
        restated=measure.restated,
    )
    for flag in measure.flags:
        claim = flag_claim(claim, flag)
    return claim


def with_pieces(claims: Sequence[Claim], view: str, lang: str) -> list[Claim]:
    """Count 대 in pieces where a Korean text tells of no vehicles: 스마트폰 1080만 대."""
    if lang != "ko" or syntax("ko", "vehicles").search(view) is not None:
        return list(claims)
    return [replace(claim, unit="item") if claim.unit == "vehicle" else claim for claim in claims]


def statement_claim(statement: Statement, contexts: Sequence[SentenceContext], article_id: str, lang: Lang) -> Claim:
    """Write a statement as the contract's claim."""
    context = contexts[statement.sentence]
    evidence_start, evidence_end = min(context.start, statement.start), max(context.end, statement.end)
    return Claim(
        claim_id=stable_id(article_id, "statement", statement.start, statement.end, statement.speaker),
        article_id=article_id,
        lang=lang,
        kind="statement",
        subject=statement.speaker,
        subject_id=statement.speaker_id,
        subject_text=statement.speaker_text,
        concept=None,
        metric_text=None,
        segment=None,
        aspect=None,
        low=None,
        high=None,
        qualifier=None,
        unit=None,
        period_start=None,
        period_end=None,
        period_text=None,
        modality=statement.modality_hint,
        speaker=statement.speaker,
        quantity_text=None,
        start=statement.start,
        end=statement.end,
        evidence=context.text[evidence_start:evidence_end],
        evidence_start=evidence_start,
        evidence_end=evidence_end,
        relates_to=None,
        confidence=statement.confidence,
    )
