"""The notes of a fact, in plain English: who says what, and how far apart it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nlp.events.compare import distance
from nlp.events.voices import Voice
from nlp.records import format_decimal

_MOST_NAMES = 4
_MOST_FIGURES = 6


def figure(voice: Voice) -> str:
    """Write a voice's value: `-460000000 to -380000000 CNY`, `at least 650000000 CNY`."""
    low, high = voice.value.value
    if low is None or high is None:
        bound = format_decimal(low if low is not None else high or Decimal(0))
        text = f"{'at most' if low is None else 'at least'} {bound}"
    elif low != high:
        text = f"{format_decimal(low)} to {format_decimal(high)}"
    else:
        text = ("about " if voice.claim.qualifier == "approx" else "") + format_decimal(low)
    return f"{text} {_unit(voice)}".rstrip()


def _unit(voice: Voice) -> str:
    unit = voice.claim.unit or ""
    return "per cent" if unit == "percent" else unit.replace("_", " ")


def _names(voices: Sequence[Voice]) -> str:
    seen: dict[str, Voice] = {}
    for voice in voices:
        seen.setdefault(voice.claim.article_id, voice)
    names = [f"{name} ({voice.published})" if voice.published else name for name, voice in seen.items()]
    rest = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")


def _by_figure(voices: Sequence[Voice]) -> list[tuple[str, list[Voice]]]:
    groups: dict[str, list[Voice]] = {}
    for voice in voices:
        groups.setdefault(figure(voice), []).append(voice)
    return list(groups.items())


def who_says_what(voices: Sequence[Voice]) -> str:
    """Write every figure once, each after the articles that give it: `a (2024-08-30) says 3 CNY; b says 5 CNY`."""
    groups = _by_figure(voices)
    parts = []
    for text, group in groups[:_MOST_FIGURES]:
        verb = "says" if len({voice.claim.article_id for voice in group}) == 1 else "say"
        parts.append(f"{_names(group)} {verb} {text}")
    rest = len(groups) - _MOST_FIGURES
    return "; ".join(parts) + (f"; {rest} more figures" if rest > 0 else "")


def agreement(voices: Sequence[Voice]) -> str:
    """Say that sources agree, and whether by rounding."""
    same = len({voice.value.value for voice in voices}) == 1
    return who_says_what(voices) + ("" if same else ": the same but for rounding or bounds")


def consistency(voices: Sequence[Voice]) -> str:
    """Say that sources differ without contradiction."""
    return who_says_what(voices) + ": both can hold"


def dispute(majority: Sequence[Voice], odd: Sequence[Voice]) -> str:
    """Say who contradicts whom; the odd one out is named where most sources agree against it."""
    against = len({voice.source for voice in odd})
    leading = len({voice.source for voice in majority}) > against
    label = ("odd one out: " if against == 1 else "odd ones out: ") if leading else ""
    return f"{who_says_what(majority)}; {label}{who_says_what(odd)}"


def own_contradiction(voice: Voice, others: str) -> str:
    """Say that an article contradicts itself where others confirm its other value; `others` says who says that."""
    return f"{voice.claim.article_id} says {figure(voice)}, but elsewhere agrees: {others}"


def superseded(earlier: Sequence[Voice], met_by: Voice) -> str:
    """Say how far each forecast, target or estimate was off."""
    parts = []
    for text, group in _by_figure(earlier)[:_MOST_FIGURES]:
        voice = group[0]
        kind = "early report" if voice.claim.modality == "reported" else voice.claim.modality
        when = voice.published.isoformat() if voice.published else f"in {voice.claim.article_id}"
        parts.append(f"{kind} {when}: {text}; {_outcome(voice, met_by)}")
    rest = len(_by_figure(earlier)) - _MOST_FIGURES
    return "; ".join(parts) + (f"; {rest} more forecasts" if rest > 0 else "")


def _outcome(earlier: Voice, met_by: Voice) -> str:
    kind = "reported" if met_by.outcome else f"revised {met_by.published} to"
    return f"{kind} {figure(met_by)} {_distance(earlier, met_by)}"


def _distance(earlier: Voice, met_by: Voice) -> str:
    """Say where an outcome lies: inside, or how far above or below."""
    gap = distance(earlier.value.value, met_by.value.value)
    if gap is None:
        return "can hold together with it"
    if gap:
        return f"is {format_decimal(abs(gap))} {_unit(met_by)}".rstrip() + f" {'above' if gap > 0 else 'below'} it"
    (low, high), (first, last) = earlier.value.value, met_by.value.value
    return "is equal to it" if low == high == first == last else "lies inside it"


def mixed_concepts(voices: Sequence[Voice]) -> str | None:
    """Name the concepts that were read as one; None where there is only one."""
    groups: dict[str, dict[str, None]] = {}
    for voice in voices:
        groups.setdefault(voice.claim.concept or "", {})[voice.claim.article_id] = None
    if len(groups) < 2:
        return None
    return "read as one: " + "; ".join(
        f"{concept} ({', '.join(list(articles)[:_MOST_NAMES])})" for concept, articles in sorted(groups.items())
    )
