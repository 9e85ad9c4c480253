"""Voices about one thing become one finding: how they relate, the value that follows, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nlp.events import wording
from nlp.events.compare import distance, largest_agreement, overlap, sharpest, span
from nlp.events.naming import fold_name
from nlp.events.voices import Voice
from nlp.records import Position, Relation


@dataclass(frozen=True, slots=True)
class Finding:
    """What voices about one thing come to.

    `speaker` is the voice that the value is taken from, which lends the fact its words; in a conflict the first one.
    """

    relation: Relation
    low: Decimal | None
    high: Decimal | None
    speaker: Voice
    voices: tuple[Voice, ...]
    note: str | None


def reconcile(voices: Sequence[Voice]) -> list[Finding]:
    """Reconcile voices about one thing.

    Args:
        voices: at least one; in any order.

    Returns:
        One finding; more where an article contradicts itself, alone or against others that confirm one of its values,
        or where an amount that was converted from another currency does not
        fit: these stand apart and do not make the rest a conflict.
    """
    ordered = sorted(voices, key=lambda voice: voice.order)
    outcomes = [voice for voice in ordered if voice.outcome]
    kept, apart = _set_aside(outcomes or ordered)
    if not outcomes:
        return [_unmet(kept), *apart]
    expected = [voice for voice in ordered if not voice.outcome]
    finding = _outcome(kept)
    if expected:
        finding = _met(finding, expected, ordered)
    return [_with_concepts(finding), *apart]


def positions(finding: Finding) -> tuple[Position, ...]:
    """Tell who says what: each value that is stated, reports apart from what was expected; the earliest first.

    Returns:
        Nothing where only one thing is said.
    """
    groups: dict[object, list[Voice]] = {}
    for voice in finding.voices:
        groups.setdefault((voice.value.value, voice.claim.modality), []).append(voice)
    if len(groups) < 2:
        return ()
    met = finding.speaker if finding.relation == "superseded" else None
    return tuple(_position(group, met) for group in groups.values())


def _position(group: Sequence[Voice], met: Voice | None) -> Position:
    first = group[0]
    overtaken = met is not None and (not first.outcome or not met.outcome) and met not in group
    low, high = first.value.value
    dates = [voice.published for voice in group if voice.published is not None]
    return Position(
        low=low,
        high=high,
        modality=first.claim.modality,
        claim_ids=tuple(voice.claim.claim_id for voice in group),
        languages=tuple(sorted({voice.claim.lang for voice in group})),
        sources=len(_sources(group)),
        speakers=tuple(sorted({voice.claim.speaker for voice in group if voice.claim.speaker})),
        first_published=min(dates, default=None),
        distance=distance(first.value.value, met.value.value) if met is not None and overtaken else None,
    )


def _sources(voices: Sequence[Voice]) -> set[str]:
    return {voice.source for voice in voices}


def _fit(voices: Sequence[Voice]) -> bool:
    return overlap(voice.value for voice in voices)


def _split(voices: Sequence[Voice]) -> tuple[list[Voice], list[Voice]]:
    """Split voices into those that agree from the most sources, and the rest."""
    chosen = set(largest_agreement([v.value for v in voices], [v.source for v in voices]))
    return (
        [voice for index, voice in enumerate(voices) if index in chosen],
        [voice for index, voice in enumerate(voices) if index not in chosen],
    )


def _set_aside(voices: list[Voice]) -> tuple[list[Voice], list[Finding]]:
    """Take out what does not fit, but is no dispute between sources."""
    if _fit(voices):
        return voices, []
    converted = [voice for voice in voices if voice.converted]
    if converted and len(converted) < len(voices):
        main, _ = _split([voice for voice in voices if not voice.converted])
        room = {voice.value for voice in main}
        odd = [voice for voice in converted if not overlap((voice.value, *room))]
        if odd:
            gone = {voice.claim.claim_id for voice in odd}
            kept, apart = _set_aside([voice for voice in voices if voice.claim.claim_id not in gone])
            return kept, apart + [finding for voice in odd for finding in reconcile([replace(voice, converted=False)])]
    main, odd = _split(voices)
    if len(_sources(voices)) == 1 or len(converted) == len(voices):
        return _by_value(voices)  # conversions at different rates dispute nothing
    if len(_sources(main)) < 2 or not contradict_themselves(odd, main):
        return voices, []
    others = wording.who_says_what(main)
    own: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in main:
        own[voice.source].append(voice)
    apart = []
    for voice in odd:
        if _metric(voice) in {_metric(other) for other in own[voice.source]}:
            low, high = span(other.value for other in (voice, *own[voice.source]))
            apart.append(Finding("conflict", low, high, voice, (voice,), wording.own_contradiction(voice, others)))
        else:
            apart.append(_settled([voice]))
    return main, apart


def _metric(voice: Voice) -> str:
    return fold_name(voice.claim.metric_text or "")


def _by_value(voices: list[Voice]) -> tuple[list[Voice], list[Finding]]:
    """Take one article's values that can't all hold for different things that it did not tell apart clearly.

    One source disputes nothing with itself: its values stand side by side, each with its sentence.
    """
    groups: list[list[Voice]] = []
    for voice in voices:
        home = next((group for group in groups if _fit([*group, voice])), None)
        if home is None:
            groups.append([voice])
        else:
            home.append(voice)
    first, *rest = groups
    return first, [_settled(group) for group in rest]


def contradict_themselves(odd: Sequence[Voice], main: Sequence[Voice]) -> bool:
    """Does each odd voice's own source also stand with the others, under the same concept?"""
    standing = {(voice.source, voice.claim.concept) for voice in main}
    return all((voice.source, voice.claim.concept) in standing for voice in odd)


def _settled(voices: Sequence[Voice]) -> Finding:
    """Reconcile voices that can all hold."""
    low, high = sharpest([voice.value for voice in voices])
    speaker = next((voice for voice in voices if voice.value.value == (low, high)), voices[0])
    relation: Relation = "consistent"
    note: str | None = None
    if len(_sources(voices)) == 1:
        relation = "single"
    elif _two_agree(voices):
        relation, note = "agree", wording.agreement(voices)
    else:
        note = wording.consistency(voices)
    return Finding(relation, low, high, speaker, tuple(voices), note)


def _two_agree(voices: Sequence[Voice]) -> bool:
    """Do two sources give the same value? All voices fit, so any two single numbers agree."""
    numbers = [voice for voice in voices if voice.value.form == "point"]
    if len(_sources(numbers)) > 1:
        return True
    seen: dict[object, str] = {}
    return any(
        seen.setdefault(voice.value.statement, voice.source) != voice.source
        for voice in voices
        if voice.value.form != "point"
    )


def _disputed(voices: Sequence[Voice]) -> Finding:
    low, high = span(voice.value for voice in voices)
    main, odd = _split(voices)
    return Finding("conflict", low, high, main[0], tuple(voices), wording.dispute(main, odd))


def _outcome(voices: Sequence[Voice]) -> Finding:
    return _settled(voices) if _fit(voices) else _disputed(voices)


def _met(finding: Finding, expected: list[Voice], ordered: list[Voice]) -> Finding:
    """Add what was expected before to what is reported."""
    kept = {voice.claim.claim_id for voice in (*finding.voices, *expected)}
    voices = tuple(voice for voice in ordered if voice.claim.claim_id in kept)
    if len(_sources(voices)) == 1:
        return replace(finding, voices=voices)
    note = wording.superseded(expected, finding.speaker)
    if finding.relation == "conflict":
        return replace(
            finding, voices=voices, note=f"{finding.note}; expected before: {wording.who_says_what(expected)}"
        )
    return replace(finding, relation="superseded", voices=voices, note=note)


def _unmet(voices: Sequence[Voice]) -> Finding:
    """Reconcile forecasts, targets and estimates that no report has met yet."""
    if _fit(voices):
        return _with_concepts(_settled(voices))
    expected = [voice for voice in voices if voice.claim.modality != "target"]
    targets = [voice for voice in voices if voice.claim.modality == "target"]
    for part in (expected, targets):
        if part and not _fit(part):
            revised = _revised(part)
            return _with_concepts(revised if revised and len(part) == len(voices) else _disputed(voices))
    settled = _settled(expected)  # an aim and an expectation differ without contradiction
    return _with_concepts(
        replace(
            settled,
            relation="single" if len(_sources(voices)) == 1 else "consistent",
            voices=tuple(voices),
            note=None if len(_sources(voices)) == 1 else wording.consistency(voices),
        )
    )


def _revised(voices: Sequence[Voice]) -> Finding | None:
    """Read forecasts of one named speaker at different dates as one forecast, revised; None where they are not."""
    speakers = {voice.claim.speaker for voice in voices}
    dates = {voice.published for voice in voices}
    if len(speakers) > 1 or None in speakers or len(dates) < 2 or None in dates:
        return None
    last = max(when for when in dates if when is not None)
    latest = [voice for voice in voices if voice.published == last]
    earlier = [voice for voice in voices if voice.published != last and not _fit([*latest, voice])]
    if not _fit(latest) or len(_sources(voices)) < 2:
        return None
    settled = _settled(latest)
    return replace(
        settled, relation="superseded", voices=tuple(voices), note=wording.superseded(earlier, settled.speaker)
    )


def _with_concepts(finding: Finding) -> Finding:
    """Add to the note which concepts were read as one."""
    mixed = wording.mixed_concepts(finding.voices)
    if mixed is None or finding.relation == "single":
        return finding
    return replace(finding, note=f"{finding.note}; {mixed}" if finding.note else mixed)
