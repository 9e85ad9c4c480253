"""A voice: one claim together with what its article adds to it, such as who published it and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.events.blocking import is_currency
from nlp.events.compare import Stated
from nlp.events.copies import make_source
from nlp.records import Claim, Source

# Up to this long before a period's end a report about it may be one of its outcome: 截至8月 in an article of August.
_NEARLY_OVER = timedelta(days=31)
_BESIDE = 20  # characters between an amount and its conversion, at most


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim as the reconciliation sees it.

    `source` is the article, or the one it copies. `outcome` is true for a report of what happened, false for
    forecasts, targets and estimates and for reports about a period that is far from over. `converted` marks an amount
    that its article gives in a second currency.
    """

    claim: Claim
    value: Stated
    source: str
    published: date | None
    outcome: bool
    converted: bool

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Order voices by date of publication, then by place, independently of the order of input."""
        return self.published or date.max, self.claim.article_id, self.claim.start, self.claim.claim_id


def is_outcome(claim: Claim, end: date | None, published: date | None, beside_forecast: bool) -> bool:
    """Does a claim report what happened?

    Args:
        claim: the claim.
        end: last day of the fact's period.
        published: the article's date.
        beside_forecast: the same article also forecasts this fact; then a report before the period's end is the
            forecast's previous value.
    """
    if claim.modality != "reported":
        return False
    if end is None or published is None or end <= published:
        return True
    return not beside_forecast and end - published <= _NEARLY_OVER


def find_converted(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Find amounts that an article gives again in another currency, as in 93억 위안(약 1조7000억 원).

    Returns:
        The first claim of each such amount, by the id of each of the others.
    """
    first: dict[tuple[object, ...], Claim] = {}
    converted = {}
    for claim in sorted(claims, key=lambda claim: (claim.article_id, claim.start, claim.claim_id)):
        if is_currency(claim.unit):
            key = (
                claim.article_id,
                claim.evidence_start,
                claim.concept,
                claim.segment,
                claim.aspect,
                claim.period_start,
                claim.period_end,
                claim.modality,
            )
            original = first.setdefault(key, claim)
            if original.unit != claim.unit and claim.start - original.end <= _BESIDE:
                converted[claim.claim_id] = original
    return converted


def sources_of(claims: Iterable[Claim], sources: Mapping[str, Source]) -> list[Source]:
    """Return what is known of the articles of claims, the oldest first.

    An article that is missing has the evidence of its claims for its text.
    """
    evidence: dict[str, dict[str, None]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.article_id, claim.evidence_start)):
        evidence.setdefault(claim.article_id, {})[claim.evidence] = None
    found = [sources.get(name) or make_source(name, None, "\n".join(quoted)) for name, quoted in evidence.items()]
    return sorted(found, key=lambda source: (source.published or date.max, source.article_id))
