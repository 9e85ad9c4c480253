"""Facts as OIM xBRL-JSON, with a footnote to the sentence behind each.

A fact of ours is an interval with sources that may differ; a fact of XBRL is one number. So a range is two facts, its
lower and its upper bound; of a conflict each value is a fact; a forecast that was met stands beside its outcome. What
this says is in dimensions: `xinmun:QualifierAxis`, `xinmun:ModalityAxis`, `xinmun:SegmentAxis`. Facts that these leave
alike (two contracts of one day, two values of one article) differ in `xinmun:StatementAxis`, the id of a claim.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from nlp.export.concepts import OWN_PREFIX, XbrlConcept, xbrl_concept, xbrl_unit
from nlp.export.taxonomy import (
    IFRS_NAMESPACE,
    MODALITIES,
    MODALITY_AXIS,
    OWN_NAMESPACE,
    QUALIFIER_AXIS,
    QUALIFIERS,
    SEGMENT_AXIS,
    STATEMENT_AXIS,
    write_taxonomy,
)
from nlp.notes.material import Material
from nlp.records import Claim, Fact, format_decimal

_ENTITY_SCHEME = "urn:xinmun:entity"
_DOCUMENT_TYPE = "https://xbrl.org/2021/xbrl-json"
_NAMESPACES = {
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "xbrl": "https://xbrl.org/2021",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "entity": _ENTITY_SCHEME,
    OWN_PREFIX: OWN_NAMESPACE,
    "ifrs-full": IFRS_NAMESPACE,
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile(r"[\s%]")  # all that the identifier of an entity cannot have
_GROUP = "_"  # what XBRL calls its default group
_PERCENT = {"percent", "percentage_point"}  # XBRL states per cent as a fraction of one
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class XbrlExport:
    """The files of an export by their endings, and what could not be in it, with the reason and how often."""

    files: dict[str, bytes]
    facts: int
    left_out: Counter[str]


@dataclass(frozen=True, slots=True)
class _Number:
    """One number to be a fact of XBRL, with the claims that state it."""

    concept: XbrlConcept
    dimensions: tuple[tuple[str, str], ...]
    value: Decimal
    decimals: int | None
    claims: tuple[Claim, ...]


def to_xbrl(material: Material, stem: str) -> XbrlExport:
    """Write facts as xBRL-JSON.

    Args:
        material: what `gather` has read.
        stem: the name of the file without its ending, by which it finds its taxonomy.

    Returns:
        The files `.json`, `.xsd` and, where a concept has an IFRS name, `-ifrs.xsd`. XBRL has no place for a fact whose
        subject is unknown, or whose period is unknown or open: these are counted.
    """
    numbers: list[_Number] = []
    left_out: Counter[str] = Counter()
    for key, events in material.events.items():
        for fact in (fact for event in events for fact in event.facts):
            reason = _obstacle(key, fact)
            if reason:
                left_out[reason] += 1
            else:
                numbers += _numbers(key, fact, material)
    alike = Counter((number.concept.qname, number.dimensions) for number in numbers)
    facts: dict[str, Any] = {}
    notes: dict[str, Any] = {}
    for place, number in enumerate(numbers, start=1):
        dimensions = dict(number.dimensions)
        if alike[number.concept.qname, number.dimensions] > 1:
            dimensions[f"{OWN_PREFIX}:{STATEMENT_AXIS}"] = number.claims[0].claim_id
        cited = []
        for claim in number.claims:
            note = f"note-{claim.claim_id}"
            cited.append(note)
            notes[note] = _note(note, claim, material)
        written: dict[str, Any] = {
            "value": format_decimal(number.value),
            "dimensions": {"concept": number.concept.qname, **dimensions},
        }
        if number.decimals is not None:
            written["decimals"] = number.decimals
        facts[f"fact-{place}"] = {**written, "links": {"footnote": {_GROUP: cited}}}
    own, ifrs = write_taxonomy((number.concept for number in numbers), f"{quote(stem)}-ifrs.xsd")
    used = set(_NAMESPACES) if ifrs else set(_NAMESPACES) - {"ifrs-full"}
    report = {
        "documentInfo": {
            "documentType": _DOCUMENT_TYPE,
            "namespaces": {prefix: _NAMESPACES[prefix] for prefix in sorted(used)},
            "linkTypes": {"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"},
            "linkGroups": {_GROUP: "http://www.xbrl.org/2003/role/link"},
            "taxonomy": [f"{quote(stem)}.xsd"],
        },
        "facts": facts | notes,
    }
    files = {".json": (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode(), ".xsd": own.encode()}
    if ifrs:
        files["-ifrs.xsd"] = ifrs.encode()
    return XbrlExport(files, len(facts), left_out)


def _obstacle(key: str, fact: Fact) -> str | None:
    """Say why XBRL has no place for a fact; None where it has."""
    if not key:
        return "subject unknown"
    if fact.period_start is None or fact.period_end is None or fact.period_end == date.max:
        return "period unknown or open"
    return None


def _numbers(key: str, fact: Fact, material: Material) -> Iterator[_Number]:
    """Take a fact apart into single numbers, each with its own claims."""
    outcome = material.outcome_of(fact)
    if fact.relation == "conflict":
        yield from _by_value(key, fact, outcome)
        return
    yield from _bounds(key, fact, fact.low, fact.high, outcome)
    yield from _by_value(key, fact, [claim for claim in material.claims_of(fact) if claim not in outcome])


def _by_value(key: str, fact: Fact, claims: Iterable[Claim]) -> Iterator[_Number]:
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.low, claim.high, claim.qualifier, claim.modality), []).append(claim)
    for same in groups.values():
        yield from _bounds(key, fact, same[0].low, same[0].high, same)


def _bounds(
    key: str, fact: Fact, low: Decimal | None, high: Decimal | None, claims: Sequence[Claim]
) -> Iterator[_Number]:
    """Write one number, or the bounds of an interval."""
    if low is not None and low == high:
        approximate = bool(claims) and all(claim.qualifier == "approx" for claim in claims)
        yield _number(key, fact, low, claims, "approx" if approximate else None)
        return
    if low is not None:
        yield _number(key, fact, low, claims, "at_least")
    if high is not None:
        yield _number(key, fact, high, claims, "at_most")


def _number(key: str, fact: Fact, value: Decimal, claims: Sequence[Claim], qualifier: str | None) -> _Number:
    start, end = fact.period_start, fact.period_end
    if start is None or end is None:
        raise ValueError("a fact without a period has no place in XBRL")
    concept = xbrl_concept(fact.concept, fact.aspect, fact.unit, start, end)
    after = (end + _DAY).isoformat() + "T00:00:00"
    dimensions = {
        "entity": f"entity:{_BLANK.sub(lambda found: quote(found[0]), key)}",
        "period": after if concept.period == "instant" else f"{start.isoformat()}T00:00:00/{after}",
    }
    unit = xbrl_unit(fact.unit)
    if unit:
        dimensions["unit"] = unit
    if fact.segment:
        dimensions[f"{OWN_PREFIX}:{SEGMENT_AXIS}"] = _xml_text(fact.segment)
    modality = claims[0].modality if claims else "reported"
    if modality in MODALITIES:
        dimensions[f"{OWN_PREFIX}:{MODALITY_AXIS}"] = f"{OWN_PREFIX}:{MODALITIES[modality]}"
    if qualifier:
        dimensions[f"{OWN_PREFIX}:{QUALIFIER_AXIS}"] = f"{OWN_PREFIX}:{QUALIFIERS[qualifier]}"
    stated = [claim.decimals for claim in claims if value in (claim.low, claim.high) and claim.decimals is not None]
    shift = 2 if fact.unit in _PERCENT else 0
    decimals = max(stated) + shift if stated else None
    return _Number(concept, tuple(dimensions.items()), value.scaleb(-shift), decimals, tuple(claims))


def _note(name: str, claim: Claim, material: Material) -> dict[str, Any]:
    article = material.articles.get(claim.article_id)
    published = f", {article.published.isoformat()}" if article and article.published else ""
    place = f"{claim.article_id}{published}, characters {claim.start}-{claim.end}"
    sentence = f"sentence {claim.evidence_start}-{claim.evidence_end}: {claim.evidence}"
    text = html.escape(_xml_text(f"{place}, {sentence}"), quote=False)
    return {"value": text, "dimensions": {"concept": "xbrl:note", "noteId": name, "language": claim.lang}}


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
