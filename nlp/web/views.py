"""From rows of the store to what templates show: values, periods and titles in the reader's language, marked text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nlp.events.concepts import OTHER, concept_of
from nlp.events.titles import event_title, period_name
from nlp.notes.values import value_words
from nlp.records import EventRecord, Fact
from nlp.web.texts import say

MOST_SOURCES = 6  # of a fact in one language
LONGEST_TEXT = 200_000  # characters of an article that a page shows
Row = Mapping[str, Any]
Names = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `claim_id` where it is the figure of a claim."""

    text: str
    claim_id: str | None = None


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as the page shows it, with its claims by language."""

    row: Row
    what: str
    value: str
    period: str
    note: str
    claims: Mapping[str, list[Row]]
    more: int


def value_of(row: Row, lang: str) -> str:
    """Write the value of a claim or of a fact."""
    low, high = (None if row[key] is None else Decimal(row[key]) for key in ("low", "high"))
    return value_words(low, high, row.get("qualifier"), row["unit"], lang)


def period_of(row: Row, lang: str) -> str:
    """Write the period of a row."""
    return period_name(row["period_start"], row["period_end"], lang) or say(lang, "no_period")


def what_of(row: Row, lang: str) -> str:
    """Say what a claim or a fact is about: concept, segment, kind of change."""
    if not row["concept"]:
        return say(lang, "statement")
    name = concept_of(row["concept"]).name(lang)
    if row["concept"] == OTHER and row.get("metric_text"):
        name = row["metric_text"]
    parts = [f"{row['segment']} · {name}" if row["segment"] else name]
    if row["aspect"] and row["aspect"] != "level":
        parts.append(say(lang, f"aspect.{row['aspect']}"))
    return (" · " if lang == "ko" else "，" if lang == "zh" else ", ").join(parts)


def name_for(entity_id: str | None, subject: str | None, names: Names, lang: str) -> str:
    """Name a subject in the reader's language where it has such a name."""
    known = names.get(entity_id or "", ())
    return next((name for script, name in known if script == lang), None) or subject or say(lang, "nobody")


def other_names(entity_id: str | None, shown: str, names: Names) -> list[tuple[str, str]]:
    """Give for each other script the usual name, as script and name."""
    best: dict[str, str] = {}
    for script, name in names.get(entity_id or "", ()):
        best.setdefault(script, name)
    return [(script, best[script]) for script in ("zh", "ko", "en") if script in best and best[script] != shown]


def titles(events: Iterable[Row], facts: Iterable[Row], names: Names, lang: str) -> dict[str, str]:
    """Make the titles of events, by event id."""
    by_event: dict[str, list[Row]] = {}
    for fact in facts:
        by_event.setdefault(fact["event_id"], []).append(fact)
    return {event["event_id"]: event_title(_record(event, by_event, names, lang), lang) for event in events}


def _record(event: Row, facts: Mapping[str, list[Row]], names: Names, lang: str) -> EventRecord:
    keys = ("event_id", "event_type", "subject_id", "period_start", "period_end", "first_published", "last_published")
    return EventRecord(
        **{key: event[key] for key in keys},
        subject=name_for(event["subject_id"], event["subject"], names, lang),
        languages=tuple(event["languages"]),
        article_ids=(),
        facts=tuple(_fact(row) for row in facts.get(event["event_id"], ())),
    )


def _fact(row: Row) -> Fact:
    low, high = (None if row[key] is None else Decimal(row[key]) for key in ("low", "high"))
    keys = ("concept", "segment", "aspect", "unit", "period_start", "period_end", "relation", "note")
    return Fact(
        **{key: row[key] for key in keys},
        low=low,
        high=high,
        claim_ids=tuple(row["claim_ids"]),
        languages=tuple(row["languages"]),
    )


def fact_view(fact: Row, claims: Sequence[Row], lang: str) -> FactView:
    """Make a fact's view.

    Args:
        fact: a row of the store.
        claims: its claims; of each language no more than `MOST_SOURCES`.
        lang: the reader's language.
    """
    by_lang = {code: [claim for claim in claims if claim["lang"] == code] for code in ("zh", "ko")}
    metric = {"metric_text": claims[0]["metric_text"]} if claims else {}
    return FactView(
        row=fact,
        what=what_of({**fact, **metric}, lang),
        value=_fact_value(fact, claims, lang),
        period=period_of(fact, lang),
        note=_outcome(fact, claims, lang),
        claims=by_lang,
        more=len(fact["claim_ids"]) - len(claims),
    )


def _fact_value(fact: Row, claims: Sequence[Row], lang: str) -> str:
    """Write a fact's value; of a conflict, each of the values, for the span between them is nobody's statement."""
    if fact["relation"] == "conflict" and claims:
        return " / ".join(dict.fromkeys(value_of(claim, lang) for claim in claims))
    if len(fact["claim_ids"]) == 1 and claims:
        return value_of(claims[0], lang)
    return value_of(fact, lang)


def _outcome(fact: Row, claims: Sequence[Row], lang: str) -> str:
    """Say how far the outcome lies from the forecasts before it, where both are single values."""
    if fact["relation"] != "superseded" or fact["low"] is None or fact["low"] != fact["high"]:
        return ""
    outcome, notes = Decimal(fact["low"]), []
    unit = "percentage_point" if fact["unit"] == "percent" else fact["unit"]
    for claim in claims:
        if claim["modality"] != "reported" and claim["low"] is not None and claim["low"] == claim["high"]:
            off = outcome - Decimal(claim["low"])
            key = "as_forecast" if not off else "above_forecast" if off > 0 else "below_forecast"
            gap = value_words(abs(off), abs(off), "exact", unit, lang)
            notes.append(say(lang, key, forecast=value_of(claim, lang), gap=gap))
    return "; ".join(dict.fromkeys(notes))


def marked_evidence(claim: Row) -> list[Piece]:
    """Cut the sentence of a claim into what is before its figure, the figure, and what is behind it."""
    text: str = claim["evidence"]
    start = min(max(claim["start"] - claim["evidence_start"], 0), len(text))
    end = min(max(claim["end"] - claim["evidence_start"], start), len(text))
    pieces = [Piece(text[:start]), Piece(text[start:end], claim["claim_id"]), Piece(text[end:])]
    return [piece for piece in pieces if piece.text]


def marked_text(text: str, claims: Iterable[Row]) -> list[Piece]:
    """Cut an article at the figures of its claims; where figures overlap, the first is marked."""
    pieces: list[Piece] = []
    at = 0
    for claim in sorted(
        (c for c in claims if c["kind"] == "measure"), key=lambda claim: (claim["start"], -claim["end"])
    ):
        start, end = claim["start"], claim["end"]
        if at <= start < end <= len(text):
            pieces += [Piece(text[at:start]), Piece(text[start:end], claim["claim_id"])]
            at = end
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text]
