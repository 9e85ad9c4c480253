"""Facts as one table, for CSV and spreadsheets: a row a fact, with where its claims stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from openpyxl import Workbook

from nlp.export.cells import Value, add_sheet, plain_text, save
from nlp.export.concepts import ifrs_name
from nlp.notes.material import Material
from nlp.records import Claim, EventRecord, Fact, format_decimal

COLUMNS = (
    *("event_id", "event_type", "subject", "subject_id", "concept", "ifrs", "segment", "aspect", "low", "high", "unit"),
    *("decimals", "period_start", "period_end", "modality", "relation", "languages", "articles", "article_ids"),
    *("sources", "evidence", "note"),
)
_WIDTHS = (18, 12, 18, 16, 24, 32, 16, 12, 18, 18, 12, 9, 12, 12, 10, 12, 10, 9, 30, 40, 60, 40)
_BOM = "\ufeff"


def to_csv(material: Material, bom: bool = False) -> bytes:
    """Write facts as CSV, UTF-8, a header line first.

    Args:
        material: what `gather` has read.
        bom: begin with a byte order mark, without which Excel takes UTF-8 for something else.

    Returns:
        The file. Numbers stand without separators; a text that a spreadsheet would take for a formula has an apostrophe
        before it.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(material):
        writer.writerow([_field(value) for value in row])
    return ((_BOM if bom else "") + written.getvalue()).encode()


def to_xlsx(material: Material) -> bytes:
    """Write facts as a workbook: `facts`, and `claims` with the sentence behind each.

    Raises:
        OutputError: there are more rows than a sheet holds (E625).
    """
    book = Workbook(write_only=True)
    unit = COLUMNS.index("unit")
    typed = ([(value, row[unit]) if isinstance(value, Decimal) else value for value in row] for row in rows(material))
    add_sheet(book, "facts", COLUMNS, typed, _WIDTHS)
    add_sheet(book, "claims", _CLAIM_COLUMNS, _claim_rows(material), _CLAIM_WIDTHS)
    return save(book)


def rows(material: Material) -> Iterator[list[Value]]:
    """Yield the values of each fact, in the order of `COLUMNS`."""
    for events in material.events.values():
        for event in events:
            for fact in event.facts:
                yield _row(event, fact, material)


def _row(event: EventRecord, fact: Fact, material: Material) -> list[Value]:
    claims = material.claims_of(fact)
    outcome = material.outcome_of(fact)
    decimals = [claim.decimals for claim in outcome if claim.decimals is not None]
    articles = list(dict.fromkeys(claim.article_id for claim in claims))
    ifrs = ifrs_name(fact.concept) if fact.aspect == "level" else None
    return [
        *(event.event_id, event.event_type, event.subject, event.subject_id),
        *(fact.concept, ifrs, fact.segment, fact.aspect, fact.low, fact.high, fact.unit),
        max(decimals) if decimals else None,
        *(fact.period_start, fact.period_end),
        " ".join(dict.fromkeys(claim.modality for claim in outcome)),
        *(fact.relation, " ".join(fact.languages), len(articles), " ".join(articles)),
        "; ".join(f"{claim.article_id}:{claim.start}-{claim.end}" for claim in claims),
        outcome[0].evidence if outcome else None,
        fact.note,
    ]


def _field(value: Value) -> object:
    if isinstance(value, Decimal):
        return format_decimal(value)
    return plain_text(value) if isinstance(value, str) else value


_CLAIM_COLUMNS = (
    *("claim_id", "article_id", "published", "lang", "title", "address", "concept", "aspect", "low", "high", "unit"),
    *(
        "modality",
        "speaker",
        "quantity_text",
        "start",
        "end",
        "evidence_start",
        "evidence_end",
        "evidence",
        "confidence",
    ),
)
_CLAIM_WIDTHS = (18, 28, 12, 6, 40, 40, 24, 12, 18, 18, 12, 10, 18, 16, 8, 8, 10, 10, 80, 10)


def _claim_rows(material: Material) -> Iterator[list[object]]:
    for claim in material.claims.values():
        yield _claim_row(claim, material)


def _claim_row(claim: Claim, material: Material) -> list[object]:
    article = material.articles.get(claim.article_id)
    return [
        *(claim.claim_id, claim.article_id, article.published if article else None, claim.lang),
        *((article.title, article.url or article.source) if article else (None, None)),
        *(claim.concept, claim.aspect, (claim.low, claim.unit), (claim.high, claim.unit), claim.unit),
        *(claim.modality, claim.speaker, claim.quantity_text, claim.start, claim.end),
        *(claim.evidence_start, claim.evidence_end, claim.evidence, (Decimal(str(claim.confidence)), None)),
    ]
