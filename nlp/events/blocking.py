"""Keys: which claims can be about one thing at all. What has different keys never meets, whatever its value.

The first key, the bucket, is coarse (subject and year) and independent of all other claims, so that buckets can be
spread over processes or machines. The others sort the claims of a bucket.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from nlp.events.concepts import OTHER, Concept, concept_of
from nlp.events.naming import fold_name, subject_key
from nlp.records import Claim
from nlp.tables import read_table

Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class BucketKey:
    """A subject and a year: claims of different buckets are never joined.

    `undated` tells claims without a period, whose year is that of publication, from the dated ones of that year.
    """

    subject: str
    year: int | None
    undated: bool


def fact_span(claim: Claim, concept: Concept) -> Span:
    """Return the days that a fact is about, as far as one concept's claims must agree on them.

    A flow with the last day of a year as its date (2023년 말 현재 매출), or open towards the past (到2025年), is of
    that year. A stock is what it is on the last day of a period, and so are a price or a capacity whose first day is
    open (到2026年底扩至30GWh). Everything else keeps the dates of the claim.
    """
    start, end = claim.period_start, claim.period_end
    if end is None:
        return start, end
    if concept.kind == "flow" and start in (end, None) and (end.month, end.day) == (12, 31):
        return date(end.year, 1, 1), end
    if concept.kind == "stock" and claim.aspect != "change":
        return end, end
    if concept.kind == "dated" and start is None and claim.aspect == "level":
        return end, end
    return start, end


def event_span(span: Span, concept: Concept) -> Span:
    """Return the period of the event that a fact belongs to.

    A stock at the end of a quarter, a half or a year stands with the results of that quarter, half or year.
    """
    start, end = span
    if concept.kind != "stock" or start is None or end is None or start != end or not is_month_end(end):
        return span
    first_month = {3: 1, 6: 1, 9: 7, 12: 1}.get(end.month)
    return (date(end.year, first_month, 1), end) if first_month else span


def is_month_end(day: date) -> bool:
    """Is it the last day of its month?"""
    return day.day == monthrange(day.year, day.month)[1]


def unit_class(unit: str | None, concept: Concept) -> str:
    """Return what units must share to be compared: a currency, percent, …; things counted are of one class."""
    if unit is None:
        return "count"
    if concept.dimension == "money_per_share" and unit.endswith("/share"):
        return unit.removesuffix("/share")
    known = _unit_classes().get(unit)
    if known is not None:
        return known
    return "count" if concept.dimension == "count" and not is_currency(unit) else unit


@cache
def _unit_classes() -> dict[str, str]:
    return {row["unit"]: row["class"] for row in read_table("nlp.events", "units.tsv")}


def is_currency(unit: str | None) -> bool:
    """Is it an ISO 4217 code?"""
    return unit is not None and len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()


def takes_part(claim: Claim) -> bool:
    """Is the claim a measure with a concept and a value?"""
    return claim.kind == "measure" and bool(claim.concept) and not (claim.low is None and claim.high is None)


def bucket_key(claim: Claim, published: date | None) -> BucketKey:
    """Return the bucket of a claim.

    Args:
        claim: a claim that takes part.
        published: when its article was published, which stands in where the claim has no period.
    """
    bound = claim.period_end or claim.period_start
    when = bound or published
    return BucketKey(subject_key(claim), when.year if when else None, bound is None)


def block(claims: Iterable[Claim], published: Callable[[str], date | None]) -> dict[BucketKey, list[Claim]]:
    """Sort claims into buckets, in one pass.

    Args:
        claims: claims that take part.
        published: the publication date of an article by its id.
    """
    buckets: defaultdict[BucketKey, list[Claim]] = defaultdict(list)
    for claim in claims:
        buckets[bucket_key(claim, published(claim.article_id))].append(claim)
    return dict(buckets)


def wording_key(claim: Claim) -> tuple[str, ...] | None:
    """For a claim of concept `Other`: everything that must be equal to join; None for all other concepts.

    Without a concept, only the same words about the same value are known to be the same thing.
    """
    if concept_of(claim.concept or OTHER).code != OTHER:
        return None
    metric = fold_name(claim.metric_text or "") or f"{claim.article_id}:{claim.start}"
    return metric, str(claim.low), str(claim.high), claim.modality


def sign_key(claim: Claim, concept: Concept, unit: str) -> int:
    """Keep apart changes of opposite sign where the press words them about a profit or about a loss.

    亏损收窄33.7% falls and 净利润增长33.7% rises, of one and the same number.
    """
    if not concept.signed or claim.aspect == "level" or unit not in ("percent", "times"):
        return 0
    bound = claim.low if claim.low is not None else claim.high
    return -1 if bound is not None and bound < 0 else 1
