"""The records that xinmun reads and writes, exactly as the output contract says.

All are immutable. Offsets are Unicode code points into `Article.text`, end exclusive. Values are `Decimal`, never
float; they are written as plain decimal strings. Dates are `datetime.date`, written as ISO 8601; a period's last day is
inclusive. The vocabulary is XBRL's (concept, period, unit, decimals) and spaCy's (start, end, label).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self, cast, get_args

Lang = Literal["zh", "ko"]
QuantityKind = Literal[
    "number",
    "percent",
    "percentage_point",
    "money",
    "ordinal",
    "multiple",
    "dimension",
    "temperature",
    "age",
]
Qualifier = Literal["exact", "approx", "at_least", "at_most", "range"]
PeriodKind = Literal["date", "date_range", "duration", "time"]
EntityLabel = Literal["ORG", "PERSON", "LOC", "PRODUCT"]
ClaimKind = Literal["measure", "statement"]
Aspect = Literal["level", "change_yoy", "change_qoq", "change"]
Modality = Literal["reported", "forecast", "target", "estimate"]
Relation = Literal["single", "agree", "consistent", "superseded", "conflict"]
EventType = Literal["results", "guidance", "funding", "contract", "product", "market", "macro", "other"]
PublishedSource = Literal["metadata", "text", "inferred"]

ANALYSED_LANGUAGES: tuple[Lang, ...] = get_args(Lang)
UNDETERMINED = "und"  # ISO 639-2's code for a language that is not known (yet)


def format_decimal(value: Decimal) -> str:
    """Write a value as the contract wants it: no exponent, no separators, no trailing zeros in the fraction."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def stable_id(*parts: object) -> str:
    """Derive an identifier of 16 hexadecimal digits from what a record says; the same in every run and process."""
    digest = hashlib.sha256(
        "\x1f".join("" if part is None else str(part) for part in parts).encode(errors="surrogatepass")
    )
    return digest.hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, _Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


class _Record:
    """What all records share: the way to JSON and back."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as the contract writes it: field by field, in the order of the contract."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(cast("Any", self))}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Build the record from a line of an output file; fields that this version does not know are left out.

        Raises:
            KeyError: a required field is missing.
            ValueError: a number or date cannot be read.
        """
        values: dict[str, Any] = {}
        for field in fields(cast("Any", cls)):
            if field.name in data:
                values[field.name] = _typed(field.type, data[field.name])
        return cls(**values)


def _typed(annotation: Any, value: Any) -> Any:
    name = str(annotation).removesuffix(" | None")
    if value is None:
        return () if name.startswith("tuple[") else None
    if name in _NESTED:
        return _NESTED[name].from_dict(value)
    nested = _NESTED.get(name.removeprefix("tuple[").removesuffix(", ...]"))
    if nested is not None:
        return tuple(nested.from_dict(item) for item in value)
    if name.startswith("tuple[tuple[date"):  # the readings of a period, which are written with its keys
        return tuple(tuple(_typed("date", day) for day in reading.values()) for reading in value)
    if name.startswith("tuple["):
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    if name.startswith("Decimal"):
        return Decimal(value)
    if name.startswith("date"):
        return date.fromisoformat(value)
    return value


@dataclass(frozen=True, slots=True)
class Article(_Record):
    """An article as it was read.

    `lang` is `zh`, `ko`, another code (kept, not analysed) or `und` before detection. `script` is an ISO 15924 code
    (`Hans`, `Hant`, `Kore`, …). `published_source` says whether the date came with the article (`metadata`), is
    printed in it (`text`) or follows from what it reports (`inferred`). `copy_of` is the article whose text this one
    prints again, where a run has found one.
    """

    article_id: str
    lang: str
    lang_confidence: float
    script: str | None
    title: str | None
    text: str
    published: date | None
    published_source: PublishedSource | None
    source: str | None
    url: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity(_Record):
    """A number with its unit, as the text states it.

    The value is the interval from `low` to `high`; None leaves that side open. `unit` is an ISO 4217 code, `percent`,
    `percentage_point`, `times`, the English singular or the symbol of a counter or measure, money per unit
    (`CNY/share`), or None. `decimals` is XBRL's: the value is stated to the nearest 10**-decimals (93.25亿: -6), so it
    stands for the interval of half that step to either side.
    """

    start: int
    end: int
    text: str
    kind: QuantityKind
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    unit: str | None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Period(_Record):
    """A date, a span of days, a duration or a time of day, resolved against the article's date.

    `period_start` and `period_end` are the first and the last day, inclusive; None where they can't be known.
    `seconds` is the length of a duration (a month counts 30 days, a year 365). `alternatives` are other readings, as
    pairs of first and last day.
    """

    start: int
    end: int
    text: str
    kind: PeriodKind
    period_start: date | None
    period_end: date | None
    seconds: Decimal | None = None
    alternatives: tuple[tuple[date | None, date | None], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the contract's form, in which an alternative has the keys of the period itself."""
        data = _Record.to_dict(self)
        data["alternatives"] = [
            {"period_start": _plain(first), "period_end": _plain(last)} for first, last in self.alternatives
        ]
        return data


@dataclass(frozen=True, slots=True)
class EntityMention(_Record):
    """A place where the text names an entity.

    `entity_id` is the same for one entity in every language and script; `name` is its usual name in the language of the
    article, for its readers.
    """

    article_id: str
    start: int
    end: int
    text: str
    label: EntityLabel
    entity_id: str
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Flag(_Record):
    """A doubt about a claim: a code, and a sentence that a person understands.

    `change_mismatch`: a level, the level before and the change between them do not fit each other. `conversion_off`: an
    amount in brackets is off by powers of ten from the amount that it restates.
    """

    code: str
    note: str


@dataclass(frozen=True, slots=True)
class Restated(_Record):
    """An amount again, in brackets right behind it, in another currency or other words."""

    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    unit: str | None
    start: int
    end: int
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Claim(_Record):
    """One atomic claim: a value (`measure`) or what somebody said (`statement`), with the sentence it comes from.

    See the contract for each field. `start` and `end` are those of the value, or of the span said. `decimals` is the
    precision that the value is stated in, as in `Quantity`. `flags` tells where the article contradicts itself.
    `restated` is what stands in brackets in 93.25억 위안(약 1조7천억원).
    """

    claim_id: str
    article_id: str
    lang: Lang
    kind: ClaimKind
    subject: str | None
    subject_id: str | None
    subject_text: str | None
    concept: str | None
    metric_text: str | None
    segment: str | None
    aspect: Aspect | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier | None
    unit: str | None
    period_start: date | None
    period_end: date | None
    period_text: str | None
    modality: Modality
    speaker: str | None
    quantity_text: str | None
    start: int
    end: int
    evidence: str
    evidence_start: int
    evidence_end: int
    relates_to: str | None
    confidence: float
    decimals: int | None = None
    flags: tuple[Flag, ...] = ()
    restated: tuple[Restated, ...] = ()


@dataclass(frozen=True, slots=True)
class Source(_Record):
    """What the alignment of claims has to know of an article, in place of its text; see `nlp.events.read_source`.

    `text_digest` is equal for equal texts, None where there is none; `samples` tells copies of a part.
    """

    article_id: str
    published: date | None
    text_digest: str | None
    samples: str


@dataclass(frozen=True, slots=True)
class Position(_Record):
    """One value that some claims of a fact state, as a report or as a forecast, target or estimate: who says what.

    `low` and `high` are as stated. `sources` counts articles, copies of one text as one; `speakers` are those quoted.
    `distance` is how far the value that came later lies above (or, negative, below) this one, in the unit of the fact:
    0 where it lies inside or is equal; None where this one was not superseded, or a bound leaves it open.
    """

    low: Decimal | None
    high: Decimal | None
    modality: Modality
    claim_ids: tuple[str, ...]
    languages: tuple[str, ...]
    sources: int
    speakers: tuple[str, ...]
    first_published: date | None
    distance: Decimal | None


@dataclass(frozen=True, slots=True)
class StatedPair(_Record):
    """An amount of a fact in another currency, as an article itself gives the two beside each other."""

    article_id: str
    claim_id: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Titles(_Record):
    """The title of an event in three languages."""

    zh: str
    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Fact(_Record):
    """Claims about one thing, aligned: the reconciled value and how its sources relate.

    `sources` counts articles, copies of one text as one. `positions` tells who says what, where more than one thing is
    said. `pairs` are the amount's equivalents in other currencies, as articles state them: nothing is converted here.
    `only_in` is the language that alone tells the fact, of an event that several languages report.
    """

    concept: str
    segment: str | None
    aspect: Aspect
    unit: str | None
    period_start: date | None
    period_end: date | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation
    claim_ids: tuple[str, ...]
    languages: tuple[str, ...]
    note: str | None = None
    sources: int = 1
    positions: tuple[Position, ...] = ()
    pairs: tuple[StatedPair, ...] = ()
    only_in: str | None = None


@dataclass(frozen=True, slots=True)
class EventRecord(_Record):
    """What all articles, in whichever language, report of one subject in one period."""

    event_id: str
    event_type: EventType
    subject: str | None
    subject_id: str | None
    period_start: date | None
    period_end: date | None
    languages: tuple[str, ...]
    article_ids: tuple[str, ...]
    first_published: date | None
    last_published: date | None
    facts: tuple[Fact, ...]
    titles: Titles | None = None


@dataclass(frozen=True, slots=True)
class QuarantineEntry(_Record):
    """An input that could not be processed: where it is, what is wrong, in which stage, and the input itself if short.

    `error` begins with the error's code in brackets and ends with the remedy.
    """

    source: str
    error: str
    stage: str | None = None
    record: Any = None


_NESTED: dict[str, type[_Record]] = {
    kind.__name__: kind for kind in (Flag, Restated, Fact, Position, StatedPair, Titles)
}
