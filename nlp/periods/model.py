"""What a time expression is made of, and what it becomes.

Reading and resolving are apart: a `Reading` says what the words mean in themselves ("the half after that one, of last
year") and depends on the words alone, so it is made once for each wording and shared; resolving puts a date to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from nlp.records import PeriodKind

Bound = Literal["since", "until", "as_of", "before", "after"]
Focus = tuple[date, date]


class Part(NamedTuple):
    """One step of a reading: it narrows the span that the steps before it left, coarse to fine.

    `op` names the step (see `nlp.periods.resolve`), `value` and `extra` are its operands, `unit` the unit that it
    counts in. `slot` orders steps: a step follows only one of a lower slot.
    """

    slot: int
    op: str
    value: int = 0
    extra: int = 0
    unit: str = ""
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The meaning of a wording, without any date.

    Attributes:
        parts: the steps of the period, or of its first end.
        until: the steps of the other end, where the wording is a range.
        kind: the contract's kind.
        grain: the finest unit named: `year`, `half`, `quarter`, `month`, `day`, `time`, …; `span` for a range.
        bound: how the period lies to the date named, None where it is the date.
        anaphoric: it stands relative to the period in focus, not to the article's date.
        has_year: the year is stated, or given by a word such as 去年.
        direction: 1 where the wording points to the future (다가오는), -1 to the past (지난), 0 where it doesn't say.
        seconds: the length of a duration.
        cues: what else the resolution must know: `late` (only the far end has a year), `to_date` (it lasts until the
            article's date), `frame` (as_of leaves the unit whole).
    """

    parts: tuple[Part, ...]
    kind: PeriodKind
    grain: str
    until: tuple[Part, ...] = ()
    bound: Bound | None = None
    anaphoric: bool = False
    has_year: bool = False
    direction: int = 0
    seconds: Decimal | None = None
    cues: frozenset[str] = field(default=frozenset())


class Resolution(NamedTuple):
    """The days that an expression stands for: first and last, inclusive; None where open or unknown.

    `alternatives` are other readings, as pairs of first and last day.
    """

    period_start: date | None
    period_end: date | None
    alternatives: tuple[tuple[date | None, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A place where the text speaks of time; `text` is the article's own wording."""

    start: int
    end: int
    text: str
    reading: Reading

    @property
    def kind(self) -> PeriodKind:
        """The contract's kind: `date`, `date_range`, `duration` or `time`."""
        return self.reading.kind

    @property
    def grain(self) -> str:
        """The finest unit that the words name (`year`, `quarter`, `day`, …), `span` for a range of several."""
        return self.reading.grain

    @property
    def bound(self) -> Bound | None:
        """How the period lies to the date named (`since`, `until`, `as_of`, `before`, `after`), or None."""
        return self.reading.bound

    @property
    def anaphoric(self) -> bool:
        """Whether it stands relative to the period in focus (上年同期, 같은 기간) rather than to the article's date."""
        return self.reading.anaphoric

    @property
    def has_year(self) -> bool:
        """Whether the year is stated, or given by a word such as 去年 or 지난해."""
        return self.reading.has_year

    @property
    def fiscal(self) -> bool:
        """Whether the words name a fiscal year (财年, FY, 회계연도), which a company may begin when it likes."""
        return any("fiscal" in part.flags for part in self.reading.parts)

    @property
    def seconds(self) -> Decimal | None:
        """The length of a duration; a month counts 30 days, a year 365."""
        return self.reading.seconds

    def resolve(self, reference: date | None, focus: Focus | None = None) -> Resolution:
        """Put dates to the expression.

        Args:
            reference: the article's date, or None where it is not known.
            focus: first and last day of the period that the text is speaking of, for anaphoric expressions and for
                those that leave the year out.

        Returns:
            The period and its other readings; (None, None) where the dates given do not settle it.
        """
        from nlp.periods.resolve import resolve_reading  # noqa: PLC0415 - it needs the types above

        return resolve_reading(self.reading, reference, focus)
