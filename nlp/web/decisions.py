"""From a claim and what a reader says of it to an entry of the gold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from nlp.errors import InputError
from nlp.events.concepts import all_concepts
from nlp.records import Aspect, Modality, format_decimal, stable_id
from nlp.web.gold import ADDED, CORRECTED, OPEN, Entry, Gold

FIELDS = (
    *("subject", "concept", "segment", "aspect", "low", "high", "unit", "period_start", "period_end"),
    *("modality", "speaker"),
)
_LONGEST = 200  # characters of a name or unit
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,12})?", re.ASCII)
Row = Mapping[str, Any]
Names = Mapping[str, Sequence[str]]


def entry_of(claim: Row, decision: str, names: Names) -> Entry:
    """Write a claim as it stands as an entry of the gold.

    Args:
        claim: a row of the store.
        decision: what was decided of it, or `open`.
        names: names of entities by id, and by any of their names.
    """
    place = {"start": claim["start"], "end": claim["end"]}
    decided = {"required": decision != OPEN, "claim_id": claim["claim_id"], "decision": decision}
    speaker = _names(claim["speaker"], None, names)
    if claim["kind"] == "statement":
        start, end = (claim[key] - claim["evidence_start"] for key in ("start", "end"))
        return {"speaker": speaker, "quote": claim["evidence"][max(start, 0) : end], **place, **decided}
    return {
        "subject": _names(claim["subject"], claim["subject_id"], names),
        "concept": claim["concept"],
        "segment": [claim["segment"]] if claim["segment"] else None,
        **{key: claim[key] for key in ("aspect", "low", "high", "unit")},
        **{key: claim[key].isoformat() if claim[key] else None for key in ("period_start", "period_end")},
        "modality": claim["modality"],
        "speaker": speaker,
        "quote": claim["evidence"],
        "quantity": claim["quantity_text"],
        **place,
        **decided,
    }


def corrected(entry: Entry, form: Mapping[str, str], names: Names) -> Entry:
    """Apply a reader's correction to an entry.

    Args:
        entry: of `entry_of`.
        form: the fields as the reader wrote them; a field that is not there stays.
        names: see `entry_of`.

    Raises:
        InputError: a field cannot be read (E655).
    """
    decided = {"decision": CORRECTED, "required": True}
    if "concept" not in entry:  # a statement
        return {**entry, "speaker": _names(_text(form, "speaker"), None, names), **decided}
    read = _read_form({**form_of(entry), **form})
    subject = read.pop("subject")
    kept = entry["subject"] if entry["subject"] and subject in entry["subject"] else _names(subject, None, names)
    speaker = _names(read.pop("speaker"), None, names)
    return {**entry, "subject": kept, **read, "speaker": speaker, **decided}


def form_of(entry: Entry) -> dict[str, str]:
    """Fill the form of a fact with an entry; of several answers the first."""
    values = {key: entry.get(key) for key in FIELDS}
    first = {key: next(iter(value), None) if isinstance(value, list) else value for key, value in values.items()}
    return {key: "" if value is None else str(value) for key, value in first.items()}


def added(article_id: str, text: str, form: Mapping[str, str], names: Names) -> Entry:
    """Make an entry of a fact that was missed.

    Args:
        article_id: the article.
        text: its text.
        form: the fields as the reader wrote them, with `quote`, the words of the article, and `quantity`, the figure as
            it is printed within them.
        names: see `entry_of`.

    Raises:
        InputError: a field cannot be read (E655), or the words do not stand in the article (E656).
    """
    quote = form.get("quote", "").strip().replace("\r\n", "\n")
    quantity = form.get("quantity", "").strip()
    start = text.find(quote)
    within = quote.find(quantity)
    if not quote or start < 0:
        raise InputError("E656", words=quote, place="the article")
    if not quantity or within < 0:
        raise InputError("E656", words=quantity, place="the quote")
    read = _read_form(form)
    place = {"start": start + within, "end": start + within + len(quantity)}
    return {
        **read,
        "subject": _names(read["subject"], None, names),
        "speaker": _names(read["speaker"], None, names),
        **{"quote": quote, "quantity": quantity, **place, "required": True},
        "claim_id": stable_id(ADDED, article_id, *place.values(), *(read[key] for key in FIELDS)),
        "decision": ADDED,
    }


def empty_gold(article: Row, claims: Sequence[Row], entities: Sequence[Row], names: Names) -> Gold:
    """Make the gold of an article of which nothing is decided yet: all that it holds is optional."""
    entries = [entry_of(claim, OPEN, names) for claim in claims]
    published = article["published"]
    return {
        "doc": article["article_id"],
        "lang": article["lang"],
        "published": published.isoformat() if published else None,
        "entities": [{"names": row["names"], "label": row["label"], "required": False} for row in entities],
        "facts": [entry for entry in entries if "concept" in entry],
        "statements": [entry for entry in entries if "concept" not in entry],
        "rejected": [],
    }


def _read_form(form: Mapping[str, str]) -> Entry:
    """Read the fields of a fact."""
    low, high = (_decimal(form, key) for key in ("low", "high"))
    if low is None and high is None:
        raise InputError("E655", field="low", value="", reason="give at least one of both ends")
    if low is not None and high is not None and low > high:
        raise InputError("E655", field="high", value=high, reason=f"it lies below the lower end, {low}")
    first, last = (_day(form, key) for key in ("period_start", "period_end"))
    if first and last and first > last:
        raise InputError("E655", field="period_end", value=last, reason=f"it lies before the first day, {first}")
    segment = _text(form, "segment")
    return {
        "subject": _text(form, "subject"),
        "concept": _choice(form, "concept", [concept.code for concept in all_concepts()]),
        "segment": [segment] if segment else None,
        "aspect": _choice(form, "aspect", get_args(Aspect)),
        "low": None if low is None else format_decimal(low),
        "high": None if high is None else format_decimal(high),
        "unit": _text(form, "unit"),
        "period_start": first.isoformat() if first else None,
        "period_end": last.isoformat() if last else None,
        "modality": _choice(form, "modality", get_args(Modality)),
        "speaker": _text(form, "speaker"),
    }


def _text(form: Mapping[str, str], key: str) -> str | None:
    value = " ".join(form.get(key, "").split())
    if len(value) > _LONGEST:
        raise InputError("E655", field=key, value=value[:20] + "…", reason=f"it is longer than {_LONGEST} characters")
    return value or None


def _decimal(form: Mapping[str, str], key: str) -> Decimal | None:
    value = form.get(key, "").strip().replace(",", "")
    if not value:
        return None
    if not _NUMBER.fullmatch(value):
        raise InputError("E655", field=key, value=value, reason="write a plain number, such as -400000000 or 33.1")
    return Decimal(value)


def _day(form: Mapping[str, str], key: str) -> date | None:
    value = form.get(key, "").strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise InputError("E655", field=key, value=value, reason="write a day as 2024-08-30") from error


def _choice(form: Mapping[str, str], key: str, choices: Sequence[str]) -> str:
    value = form.get(key, "")
    if value not in choices:
        raise InputError("E655", field=key, value=value, reason=f"choose one of {', '.join(choices)}")
    return value


def _names(name: str | None, entity_id: str | None, names: Names) -> list[str] | None:
    """List what is acceptable as a name: the name itself first, then the others of its entity."""
    if name is None:
        return None
    return list(dict.fromkeys([name, *names.get(entity_id or name, ())]))
