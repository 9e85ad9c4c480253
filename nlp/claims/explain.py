"""Why a claim reads as it does: what the rules weighed, written down only while somebody asks.

    with tracing() as trace:
        analysis = analyzer.analyze(text)
    for explanation in explanations(analysis.claims, trace):
        print(explanation.describe())

A rule that decides asks `active()` for the trace, which is None in normal runs, and notes what it chose, why, and what
stood against it. Whatever else weighs readings, a trained scorer among them, adds its own choices the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from nlp.records import Claim

FIELDS = ("metric", "change", "aspect", "subject", "segment", "period", "modality", "speaker")


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision: the field, the reading chosen, why, and the readings that lost with their scores.

    A score orders the readings of one decision, higher is better; None where the rule only has an order.
    """

    field: str
    chosen: str
    reason: str
    competitors: tuple[tuple[str, float | None], ...] = ()

    def describe(self) -> str:
        """Return the decision as a line."""
        line = f"  {self.field:<9} {self.chosen}: {self.reason}"
        if self.competitors:
            losers = ", ".join(name if score is None else f"{name} ({score:.2f})" for name, score in self.competitors)
            line += f"; competed: {losers}"
        return line


@dataclass(frozen=True, slots=True)
class Explanation:
    """All decisions behind one claim, in the order of `FIELDS`."""

    claim: Claim
    choices: tuple[Choice, ...]

    def describe(self) -> str:
        """Return the explanation for a person: the claim, then a line for each decision."""
        claim = self.claim
        if claim.kind == "statement":
            quoted = claim.evidence[claim.start - claim.evidence_start : claim.end - claim.evidence_start]
            head = f"{claim.speaker}: {quoted}"
        else:
            head = f"{claim.quantity_text}  {claim.concept}, {claim.aspect}, confidence {claim.confidence:g}"
        lines = [head.replace("\n", " "), *(choice.describe().replace("\n", " ") for choice in self.choices)]
        return "\n".join(lines)


@dataclass(slots=True)
class Trace:
    """What was noted while an article was read, by where the number or statement begins."""

    notes: dict[int, dict[str, Choice]] = field(default_factory=dict)

    def note(
        self,
        start: int,
        name: str,
        chosen: str | None,
        reason: str,
        competitors: Sequence[tuple[str, float | None]] = (),
    ) -> None:
        """Keep a decision; a later one of the same field of the same number takes its place.

        Args:
            start: where the number, or what is said, begins.
            name: one of `FIELDS`.
            chosen: the reading chosen; None for none.
            reason: the rule, as a person would say it.
            competitors: readings that lost, best first, with their scores.
        """
        choice = Choice(name, chosen or "none", reason, tuple(competitors))
        self.notes.setdefault(start, {})[name] = choice


_ACTIVE: ContextVar[Trace | None] = ContextVar("xinmun_trace", default=None)


def active() -> Trace | None:
    """The trace to write to, or None if nobody asks."""
    return _ACTIVE.get()


@contextmanager
def tracing() -> Iterator[Trace]:
    """Note decisions for as long as the block runs."""
    trace = Trace()
    token = _ACTIVE.set(trace)
    try:
        yield trace
    finally:
        _ACTIVE.reset(token)


def explanations(claims: Sequence[Claim], trace: Trace) -> list[Explanation]:
    """Bring claims and decisions together.

    Args:
        claims: the claims of the article that was read.
        trace: what was noted meanwhile.
    """
    found = []
    for claim in claims:
        notes = trace.notes.get(claim.start, {})
        wanted = ("speaker",) if claim.kind == "statement" else FIELDS[:-1]
        found.append(Explanation(claim, tuple(notes[name] for name in wanted if name in notes)))
    return found
