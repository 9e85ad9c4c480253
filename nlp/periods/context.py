"""What a resolution may lean on, and the registry of its steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from nlp.periods.dates import MONTHS_IN, Frame, step
from nlp.periods.model import Focus, Part

STEPPED = frozenset({*MONTHS_IN, "week", "day", "workday"})
_YEARS_TRIED = 8  # 29 February comes every fourth year, every eighth around 1900

Step = Callable[["Context", "Frame | None", Part], "Frame | None"]
STEPS: dict[str, Step] = {}


def step_named(name: str) -> Callable[[Step], Step]:
    """Register a step under the name that the tables call it by.

    A step takes the context, the span that the steps before it left (None for the first) and its part; it gives the
    narrower span, or None where nothing settles it.
    """

    def register(function: Step) -> Step:
        STEPS[name] = function
        return function

    return register


class Context:
    """What a resolution may lean on, and which choices it met."""

    __slots__ = ("anaphoric", "choice", "chosen", "focus", "inherited", "reference", "variant", "variants")

    def __init__(self, reference: date | None, focus: Focus | None, choice: str, variant: int) -> None:
        self.reference = reference
        self.focus = focus
        self.choice = choice
        self.variant = variant
        self.inherited: Frame | None = None
        self.anaphoric = False
        self.chosen = False
        self.variants = 1

    def vary(self, count: int) -> int:
        """Register that a step knows `count` readings; return which one is wanted."""
        self.variants = max(self.variants, count)
        return self.variant if self.variant < count else 0

    def base(self) -> date | None:
        """The day that relative words count from."""
        if self.anaphoric and self.focus:
            return self.focus[0]
        if self.reference:
            return self.reference
        return self.focus[0] if self.focus else None

    def choose(self, make: Callable[[date], Frame | None], unit: str, finished: bool = False) -> Frame | None:
        """Choose among the instances of what recurs every `unit`; `make` builds the one of the unit of a given day."""
        if self.inherited:
            begun = self.inherited.start
            return first_fitting(make, begun, unit, lambda frame: frame.end >= begun)
        if self.focus:
            first, last = self.focus
            inside = first_fitting(make, first, unit, lambda frame: frame.start >= first)
            if inside and inside.end <= last:
                return inside
            return make(last if unit == "year" else first)
        if self.reference is None:
            return None
        today = self.reference
        self.chosen = True
        if self.choice == "next":
            return first_fitting(make, today, unit, lambda frame: frame.start > today)
        if self.choice == "same":
            return make(today)
        return first_fitting(make, today, unit, lambda frame: (frame.end if finished else frame.start) <= today, -1)


def first_fitting(
    make: Callable[[date], Frame | None], day: date, unit: str, fits: Callable[[Frame], bool], direction: int = 1
) -> Frame | None:
    """Find the first instance, `unit` by unit from a day, that fits."""
    for count in range(_YEARS_TRIED + 1):
        frame = make(step(day, unit, direction * count))
        if frame and fits(frame):
            return frame
    return None
