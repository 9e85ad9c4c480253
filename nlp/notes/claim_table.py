"""Claims as a table that a person reads on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.notes.values import period_words, value_words
from nlp.notes.width import align, crop_around
from nlp.records import Claim

COLUMNS = (
    "subject",
    "concept",
    "segment",
    "aspect",
    "value",
    "unit",
    "period",
    "modality",
    "speaker",
    "doubt",
    "quote",
)
_WIDEST = 28
_QUOTE = 60


def claim_table(claims: Iterable[Claim], lang: str) -> list[str]:
    """Lay claims out in aligned columns.

    Args:
        claims: of one article, in the order in which they should stand.
        lang: the language in which numbers are written: `zh`, `ko` or `en`.

    Returns:
        The lines, headings first. The quote is the sentence, cropped around the value.
    """
    return align([COLUMNS, *(_row(claim, lang) for claim in claims)], _WIDEST)


def _row(claim: Claim, lang: str) -> tuple[str, ...]:
    quote = crop_around(claim.evidence, claim.start - claim.evidence_start, claim.end - claim.evidence_start, _QUOTE)
    return (
        claim.subject or "",
        claim.concept or claim.kind,
        claim.segment or "",
        claim.aspect or "",
        value_words(claim.low, claim.high, claim.qualifier, claim.unit, lang),
        claim.unit or "",
        period_words(claim.period_start, claim.period_end),
        claim.modality,
        claim.speaker or "",
        "; ".join(flag.note for flag in claim.flags),
        quote,
    )
