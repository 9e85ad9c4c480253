"""Gold documents: what a careful reader finds in an article, read from files and checked.

The format is that of `corpora/README.md`. A field may be a list of acceptable answers; null among them means that
leaving it out is right too. `required: false` marks what two careful readers could differ on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import product
from pathlib import Path
from typing import Any, get_args

from nlp.errors import InputError
from nlp.records import Aspect, EntityLabel, Modality, Qualifier
from nlp.tables import read_table

PAIRS = "pairs.json"
Name = str | None
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A measured value, with all answers that are acceptable for each field; the first is the best one."""

    low: Decimal | None
    high: Decimal | None
    units: tuple[Name, ...]
    concepts: tuple[str, ...]
    aspects: tuple[Name, ...]
    segments: tuple[Name, ...]
    segment_optional: bool
    subjects: tuple[Name, ...]
    periods: tuple[Days, ...]
    modalities: tuple[Name, ...]
    speakers: tuple[Name, ...]
    qualifiers: tuple[str, ...]
    quote: str | None
    start: int | None
    end: int | None
    required: bool


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity with all its names; `spans` where it stands, None where its names tell."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] | None
    required: bool


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """What somebody says; `speakers` is empty where any is right."""

    speakers: tuple[Name, ...]
    quote: str | None
    start: int | None
    end: int | None
    required: bool


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """All that is marked in one article; a layer that was not annotated is None, and is not scored."""

    doc: str
    lang: str
    source: str | None
    genre: str | None
    text: str | None
    published: str | None
    entities: tuple[GoldEntity, ...] | None
    facts: tuple[GoldFact, ...] | None
    statements: tuple[GoldStatement, ...] | None


def read_gold(place: Path) -> list[GoldDocument]:
    """Read and check gold documents, in the order of their ids.

    Args:
        place: a folder of `.json` files (one document each) and `.jsonl` files (one a line), or one such file.

    Raises:
        InputError: there is no such place (E101) or it cannot be read (E108); it holds no gold document (E507), or one
            that cannot be used (E508); two documents have one id (E509).
    """
    documents: dict[str, GoldDocument] = {}
    for where, record in read_gold_records(place):
        document = gold_document(record, where)
        if document.doc in documents:
            raise InputError("E509", path=where, doc=document.doc)
        documents[document.doc] = document
    if not documents:
        raise InputError("E507", path=place)
    return [documents[doc] for doc in sorted(documents)]


def read_gold_records(place: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read gold documents as they are written, each with where it stands; see `read_gold`."""
    if not place.exists():
        raise InputError("E101", path=place)
    paths = sorted(place.iterdir()) if place.is_dir() else [place]
    for path in paths:
        if path.suffix == ".jsonl":
            for number, line in enumerate(_read(path).splitlines(), start=1):
                if line.strip():
                    yield f"{path}, line {number}", _object(line, f"{path}, line {number}")
        elif path.suffix == ".json" and path.name != PAIRS:
            yield str(path), _object(_read(path), str(path))


def read_pairs(place: Path) -> Any:
    """Read the pairs of facts of a folder of gold documents; None where it has none.

    Raises:
        InputError: the file cannot be read (E108), or is not JSON (E508).
    """
    path = place / PAIRS
    if not path.is_file():
        return None
    try:
        return json.loads(_read(path))
    except ValueError as error:
        raise InputError("E508", path=path, reason=f"not JSON: {error}") from error


def gold_document(record: Mapping[str, Any], where: str) -> GoldDocument:
    """Make a gold document of its written form.

    Args:
        record: the document, as JSON has it.
        where: the file and place, for the message.

    Raises:
        InputError: something in it cannot be used (E508); the message names the entry and the field.
    """
    try:
        doc = _text(record, "doc")
        return GoldDocument(
            doc,
            _text(record, "lang"),
            record.get("source"),
            record.get("genre"),
            record.get("text"),
            record.get("published"),
            _entries(record, "entities", _entity),
            _entries(record, "facts", _fact),
            _entries(record, "statements", _statement),
        )
    except UnusableError as error:
        raise InputError("E508", path=where, reason=error) from error


def as_list(value: Any) -> list[Any]:
    """Return the acceptable answers of a field, which may be one that is no list."""
    return value if isinstance(value, list) else [value]


class UnusableError(Exception):
    """Why a gold document cannot be used."""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("E108", path=path, reason=error) from error


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except ValueError as error:
        raise InputError("E508", path=where, reason=f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise InputError("E508", path=where, reason="it is no object with `doc`, `lang`, `facts`, …")
    return record


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value:
        raise UnusableError(f"`{key}` is missing or no text")
    return value


def _entries(record: Mapping[str, Any], key: str, make: Any) -> tuple[Any, ...] | None:
    if record.get(key) is None:
        return None
    if not isinstance(record[key], list):
        raise UnusableError(f"`{key}` is no list")
    made = []
    for number, entry in enumerate(record[key], start=1):
        try:
            if not isinstance(entry, dict):
                raise UnusableError("it is no object")
            made.append(make(entry))
        except UnusableError as error:
            quoted = isinstance(entry, dict) and (entry.get("quote") or entry.get("quantity") or entry.get("names"))
            raise UnusableError(f"{key}, entry {number} ({quoted or 'no quote'}): {error}") from error
    return tuple(made)


def _fact(entry: Mapping[str, Any]) -> GoldFact:
    low, high = _decimal(entry, "low"), _decimal(entry, "high")
    if low is None and high is None:
        raise UnusableError("`low` and `high` are both missing")
    if low is not None and high is not None and low > high:
        raise UnusableError("`low` is above `high`")
    start, end = _place(entry)
    return GoldFact(
        low,
        high,
        _names(entry, "unit"),
        _choice(entry, "concept", _concepts()),
        _choice(entry, "aspect", get_args(Aspect), "level"),
        _names(entry, "segment"),
        _flag(entry, "segment_optional", False),
        _names(entry, "subject"),
        _periods(entry),
        _choice(entry, "modality", get_args(Modality), "reported"),
        _names(entry, "speaker"),
        _choice(entry, "qualifier", get_args(Qualifier)) if entry.get("qualifier") else (),
        entry.get("quote") or entry.get("quantity"),
        start,
        end,
        _flag(entry, "required", True),
    )


def _entity(entry: Mapping[str, Any]) -> GoldEntity:
    spans = entry.get("spans")
    if spans is not None and not (isinstance(spans, list) and all(_is_span(span) for span in spans)):
        raise UnusableError("`spans` must be a list of [start, end]")
    names = entry.get("names")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise UnusableError("`names` must be a list of texts")
    labels = _choice(entry, "label", get_args(EntityLabel))
    places = None if spans is None else tuple((start, end) for start, end in spans)
    return GoldEntity(tuple(names), labels, places, _flag(entry, "required", True))


def _statement(entry: Mapping[str, Any]) -> GoldStatement:
    start, end = _place(entry)
    if start is None and not entry.get("quote"):
        raise UnusableError("it has neither a `quote` nor `start` and `end`")
    speakers = _names(entry, "speaker") if entry.get("speaker") else ()
    return GoldStatement(speakers, entry.get("quote"), start, end, _flag(entry, "required", True))


def _decimal(entry: Mapping[str, Any], key: str) -> Decimal | None:
    value = entry.get(key)
    if value is None:
        return None
    try:
        number = Decimal(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise UnusableError(f'`{key}` is {value!r}; write a number as a text of plain digits, such as "12.5"')
    return number


def _names(entry: Mapping[str, Any], key: str) -> tuple[Name, ...]:
    answers = as_list(entry.get(key))
    if not all(answer is None or isinstance(answer, str) for answer in answers):
        raise UnusableError(f"`{key}` must be a text, null, or a list of them")
    return tuple(answers)


def _choice(entry: Mapping[str, Any], key: str, allowed: tuple[str, ...], default: str | None = None) -> Any:
    answers = as_list(entry.get(key, default))
    _check(key, answers, allowed)
    return tuple(answers)


def _check(key: str, answers: list[Any], allowed: tuple[Any, ...]) -> None:
    for answer in answers:
        if answer not in allowed:
            shown = ", ".join(str(one) for one in allowed if one) if len(allowed) < 10 else "nlp/claims/concepts.tsv"
            raise UnusableError(f"`{key}` is {answer!r}; take one of {shown}")


def _flag(entry: Mapping[str, Any], key: str, default: bool) -> bool:
    value = entry.get(key, default)
    if not isinstance(value, bool):
        raise UnusableError(f"`{key}` must be true or false")
    return value


def _place(entry: Mapping[str, Any]) -> tuple[int | None, int | None]:
    if "start" not in entry:
        return None, None
    if not _is_span([entry["start"], entry.get("end")]):
        raise UnusableError("`start` and `end` must be whole numbers, start below end")
    return entry["start"], entry["end"]


def _is_span(span: Any) -> bool:
    numbers = isinstance(span, list) and len(span) == 2 and all(type(place) is int for place in span)
    return numbers and 0 <= span[0] < span[1]


def _periods(entry: Mapping[str, Any]) -> tuple[Days, ...]:
    starts, ends = ([_day(key, answer) for answer in as_list(entry.get(key))] for key in ("period_start", "period_end"))
    return tuple(zip(starts, ends, strict=True) if len(starts) == len(ends) else product(starts, ends))


def _day(key: str, answer: Any) -> date | None:
    if answer is None:
        return None
    try:
        return date.fromisoformat(answer)
    except (TypeError, ValueError) as error:
        raise UnusableError(f"`{key}` is {answer!r}; write a day as 2024-08-30") from error


def _concepts() -> tuple[str, ...]:
    return tuple(row["concept"] for row in read_table("nlp.claims", "concepts.tsv"))
