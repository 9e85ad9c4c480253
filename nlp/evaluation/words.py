"""Facts and claims in words, for lists of mistakes."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.evaluation.gold import GoldFact, Name
from nlp.evaluation.mistakes import WRONG_UNIT, WRONG_VALUE
from nlp.notes.values import period_words, value_words
from nlp.records import Claim

_NONE = "–"
_MOST_ANSWERS = 4


def fact_words(fact: GoldFact) -> str:
    """Write a fact with the first answer of each field."""
    parts = (fact.subjects[0], fact.segments[0], fact.concepts[0], fact.aspects[0], _fact_value(fact))
    return _join(*parts, period_words(*fact.periods[0]), fact.modalities[0])


def claim_words(claim: Claim) -> str:
    """Write a claim as `fact_words` writes a fact."""
    parts = (claim.subject or claim.subject_text, claim.segment, claim.concept, claim.aspect, _claim_value(claim))
    return _join(*parts, period_words(claim.period_start, claim.period_end), claim.modality)


def fact_field(fact: GoldFact, name: str) -> str:
    """Write what the gold accepts for a field."""
    if name in ("sign", WRONG_VALUE):
        return _fact_value(fact)
    if name == WRONG_UNIT:
        return answers(fact.units)
    if name == "period":
        return answers(period_words(*days) or None for days in fact.periods)
    accepted: Iterable[Name] = {
        "concept": fact.concepts,
        "aspect": fact.aspects,
        "segment": fact.segments,
        "subject": fact.subjects,
        "modality": fact.modalities,
        "speaker": fact.speakers,
        "qualifier": fact.qualifiers,
    }[name]
    return answers(accepted)


def stated_field(claim: Claim, name: str) -> str:
    """Write what a claim says in a field."""
    if name in ("sign", WRONG_VALUE):
        return _claim_value(claim)
    if name == WRONG_UNIT:
        return claim.unit or _NONE
    if name == "period":
        return period_words(claim.period_start, claim.period_end) or _NONE
    if name == "subject":
        return answers(dict.fromkeys((claim.subject, claim.subject_text)), " = ")
    return getattr(claim, name) or _NONE


def answers(accepted: Iterable[Name], between: str = " or ") -> str:
    """Write acceptable answers, the first few of many."""
    names = [name or _NONE for name in accepted]
    more = [f"… ({len(names) - _MOST_ANSWERS} more)"] if len(names) > _MOST_ANSWERS else []
    return between.join([*names[:_MOST_ANSWERS], *more])


def _fact_value(fact: GoldFact) -> str:
    return value_words(fact.low, fact.high, None, fact.units[0], "en")


def _claim_value(claim: Claim) -> str:
    return value_words(claim.low, claim.high, claim.qualifier, claim.unit, "en")


def _join(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
