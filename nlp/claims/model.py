"""What the claims room passes along on the way from numbers to claims."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from nlp.claims.concepts import OTHER
from nlp.claims.mentions import Metric
from nlp.records import Aspect, EntityMention, Flag, Modality, Qualifier, Quantity, Restated


@dataclass(frozen=True, slots=True)
class Timing:
    """The period of a fact and the words that give it; all None where the text leaves it open.

    `retrospective` says that the words look back from the period in focus (上年同期): what they date is no forecast.
    `standing` is the day of accounts that was told last while this period was in focus (截至3月末): balances that the
    text goes on with are of that day. `foretold` says that results of the period are only announced (业绩预告).
    `year_begins` is the month in which the fiscal year begins that the period is part of, 0 where it is the calendar's.
    `before` is the one told of before a period that is only foreseen: what is told as fact goes on with it.
    `whole` is the longer period that the text reports and of which this one is a part (二季度 in a report of 上半年).
    `listed` are the years that the text last named in a row (2022年、2023年和2024年), and goes on to tell one by one.
    `accounts` are the years of the last such row that are over, which a prospectus calls its 报告期 to its end.
    """

    start: date | None
    end: date | None
    text: str | None
    retrospective: bool = False
    standing: Timing | None = field(default=None, compare=False, repr=False)
    foretold: bool = field(default=False, compare=False, repr=False)
    year_begins: int = field(default=0, compare=False, repr=False)
    before: Timing | None = field(default=None, compare=False, repr=False)
    whole: Timing | None = field(default=None, compare=False, repr=False)
    listed: tuple[Timing, ...] = field(default=(), compare=False, repr=False)
    accounts: tuple[Timing, ...] = field(default=(), compare=False, repr=False)

    @property
    def span(self) -> tuple[date, date] | None:
        """The period if both ends are known: what anaphoric words can refer to."""
        return (self.start, self.end) if self.start and self.end else None


@dataclass(frozen=True, slots=True)
class Subject:
    """A holder of facts: canonical name, entity id and surface; id and surface may be unknown.

    `resolved` says that it is taken from the discourse: `word` where a word stands for it here (公司, 회사), which then
    is `text`; `omitted` where the text leaves it out, and `text` is how the text last named it.
    """

    name: str | None
    entity_id: str | None
    text: str | None
    label: str | None = None
    resolved: Literal["", "word", "omitted"] = ""


UNKNOWN_TIMING = Timing(None, None, None)
NOBODY = Subject(None, None, None)


def subject_of(mention: EntityMention) -> Subject:
    """The subject that a mention names."""
    return Subject(mention.name, mention.entity_id, mention.text, mention.label)


def taken_up(subject: Subject, word: str | None = None) -> Subject:
    """The subject in focus where a word stands for it, or where the text leaves it out."""
    if subject is NOBODY:
        return subject
    return replace(subject, text=word or subject.text, resolved="word" if word else "omitted")


@dataclass(frozen=True, slots=True)
class Value:
    """A number read in its sentence.

    `direction` is 1, -1 or 0 (not said). `group` numbers the list that the number stands in. `inherited` says that the
    metric was named before this clause. `joint_metrics` are the members of the list that the metric closes. `segment`,
    `timing` and `subject` are set where a list hands them out (分别, 각각); else the sentence decides.
    """

    quantity: Quantity
    is_change: bool
    direction: int
    metric: Metric | None
    aspect: Aspect
    group: int
    inherited: bool
    joint_metrics: tuple[Metric, ...] = ()
    segment: str | None = None
    timing: Timing | None = None
    subject: Subject | None = None

    @property
    def concept(self) -> str:
        """The concept's code; `Other` where no metric is named."""
        return self.metric.concept if self.metric else OTHER


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with all that its sentence says of it, before it becomes a claim."""

    value: Value
    subject: Subject
    segment: str | None
    timing: Timing
    modality: Modality
    speaker: str | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    confidence: float
    flags: tuple[Flag, ...] = ()
    restated: tuple[Restated, ...] = ()
