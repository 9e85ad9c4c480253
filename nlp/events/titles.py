"""A title for an event that a reader of Chinese, Korean or English understands, made from its facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from nlp.events.blocking import is_currency, is_month_end
from nlp.events.concepts import OTHER, concept_of
from nlp.events.segments import translate_segment
from nlp.records import EventRecord, Fact, Qualifier, Quantity, QuantityKind, Titles
from nlp.tables import read_table

_MOST_FACTS = 3
_KINDS: dict[str, QuantityKind] = {
    "percent": "percent",
    "percentage_point": "percentage_point",
    "times": "multiple",
}


@cache
def _phrases(lang: str) -> dict[str, str]:
    return {row["key"]: row[lang] for row in read_table("nlp.events", "titles.tsv")}


def make_titles(event: EventRecord, names: Mapping[str, str]) -> Titles:
    """Make the titles of an event from its subject, period and first facts.

    Args:
        event: the event.
        names: what the subject is called in a language; else its listed name is taken, else its name in the record.

    Returns:
        Such as `科大讯飞2024年上半年：营业收入93.25亿元（同比18.91%），净亏损4亿元`.
    """
    return Titles(**{lang: event_title(event, lang, _subject(event, lang, names)) for lang in ("zh", "ko", "en")})


def _subject(event: EventRecord, lang: str, names: Mapping[str, str]) -> str:
    if lang in names:
        return names[lang]
    from nlp.entities.knowledge import load  # noqa: PLC0415 - its tables are not needed to align

    listed = load().entities.get(event.subject_id or "")
    return (listed.names.get(lang) if listed else None) or event.subject or ""


def event_title(event: EventRecord, lang: str, subject: str | None = None) -> str:
    """Make the title of an event in one language.

    Args:
        event: the event.
        lang: `zh`, `ko` or `en`.
        subject: what its subject is called there; the name in the record if left out.
    """
    subject = event.subject if subject is None else subject
    comma, colon, blank = ("，", "：", "") if lang == "zh" else (", ", ": ", " ")
    period = period_name(event.period_start, event.period_end, lang)
    head = (", " if lang == "en" else blank).join(part for part in (subject, period) if part)
    guidance = _phrases(lang)["guidance"] if event.event_type == "guidance" else ""
    told = comma.join(_tell(fact, event, lang) for fact in _chosen(event.facts))
    return blank.join(part for part in (head, guidance) if part) + colon * bool(head) + told


def period_name(start: date | None, end: date | None, lang: str) -> str:
    """Name a period as the language does: 2024年上半年, 2024년 상반기, first half of 2024; empty where unknown."""
    phrases = _phrases(lang)
    if start is None or end is None:
        key = "until" if end else "since" if start else None
        return phrases[key].format(start=start, end=end) if key else ""
    key, number = _shape(start, end)
    return phrases[key].format(
        year=start.year, month=start.month, day=start.day, number=number, start=start.isoformat(), end=end.isoformat()
    )


def _shape(start: date, end: date) -> tuple[str, int]:
    """Recognise a year, half, quarter or month of the calendar, or a day."""
    if start == end:
        return "day", 0
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months > 0 and start.day == 1 and is_month_end(end) and (start.month - 1) % months == 0:
        number = (start.month - 1) // months + 1
        shapes = {12: "year", 9: "nine months", 6: f"half {number}", 3: "quarter", 1: "month"}
        return shapes.get(months, "span"), number
    return "span", 0


def _chosen(facts: tuple[Fact, ...]) -> list[Fact]:
    """Choose what to tell: levels of the whole subject, else levels, else the first facts."""
    levels = [fact for fact in facts if fact.aspect == "level" and fact.concept != OTHER]
    return ([fact for fact in levels if fact.segment is None] or levels or list(facts))[:_MOST_FACTS]


def _tell(fact: Fact, event: EventRecord, lang: str) -> str:
    phrases = _phrases(lang)
    name, low, high = concept_of(fact.concept).name(lang), fact.low, fact.high
    loss = phrases.get(f"loss {fact.concept}")
    if loss and fact.aspect == "level" and low is not None and high is not None and high < 0:
        name, low, high = loss, -high, -low
    if fact.segment:
        segment = translate_segment(fact.segment, event.subject or "", lang)
        name = phrases["of"].format(segment=segment, name=name)
    key = "fact" if fact.aspect == "level" else fact.aspect
    text = phrases[key].format(name=name, value=_write(low, high, fact.unit, lang))
    return text + _beside(fact, event.facts, lang) + _bracket("disputed", lang) * (fact.relation == "conflict")


def _beside(fact: Fact, facts: tuple[Fact, ...], lang: str) -> str:
    """Tell the change on the year in brackets behind its level."""
    if fact.aspect != "level" or fact.period_end is None or fact.concept == OTHER:
        return ""
    for other in facts:
        same = (other.concept, other.segment, other.period_end) == (fact.concept, fact.segment, fact.period_end)
        if same and other.aspect == "change_yoy" and other.unit == "percent" and other.relation != "conflict":
            return _bracket("beside", lang, _write(other.low, other.high, other.unit, lang))
    return ""


def _bracket(key: str, lang: str, value: str = "") -> str:
    text = _phrases(lang)[key].format(value=value)
    return f" {text}" if lang == "en" else text


def _write(low: Decimal | None, high: Decimal | None, unit: str | None, lang: str) -> str:
    from nlp.quantities import format_quantity  # noqa: PLC0415 - its tables are not needed to align

    qualifier: Qualifier = "range"
    if low is None or high is None:
        qualifier = "at_most" if low is None else "at_least"
    elif low == high:
        qualifier = "exact"
    plain = (unit or "").partition("/")[0]
    kind = _KINDS.get(plain) or ("money" if is_currency(plain) else "number")
    return format_quantity(Quantity(0, 0, "", kind, low, high, qualifier, unit), lang)
