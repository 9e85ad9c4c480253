"""The taxonomy that an export brings along: what it names is declared beside it, so that it opens without a network."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from nlp.events.concepts import concept_of
from nlp.export.concepts import IFRS_PREFIX, XbrlConcept
from nlp.notes.phrases import READERS, phrase

OWN_NAMESPACE = "urn:xinmun:taxonomy:1"
IFRS_NAMESPACE = "https://xbrl.ifrs.org/taxonomy/2024-03-27/ifrs-full"
QUALIFIERS = {"at_least": "AtLeastMember", "at_most": "AtMostMember", "approx": "ApproximateMember"}
MODALITIES = {"forecast": "ForecastMember", "target": "TargetMember", "estimate": "EstimateMember"}
QUALIFIER_AXIS, MODALITY_AXIS = "QualifierAxis", "ModalityAxis"
SEGMENT_AXIS, STATEMENT_AXIS = "SegmentAxis", "StatementAxis"
_IFRS_NOTE = "Concepts with an IFRS name are in the file that it imports."


def write_taxonomy(concepts: Iterable[XbrlConcept], ifrs_file: str) -> tuple[str, str | None]:
    """Declare the concepts of an export.

    Args:
        concepts: those that its facts have.
        ifrs_file: name of the file for those with an IFRS name.

    Returns:
        The schema of our own names, with labels in Chinese, Korean and English; and that of the IFRS names, or None
        where there are none.
    """
    every = sorted(set(concepts), key=lambda concept: (concept.prefix, concept.name))
    # One name may come with a unit and without: it is declared once.
    by_name = {(concept.prefix, concept.name): concept for concept in every}
    ifrs = [concept for concept in by_name.values() if concept.prefix == IFRS_PREFIX]
    own = [concept for concept in by_name.values() if concept.prefix != IFRS_PREFIX]
    labelled = [
        {
            "id": f"{concept.prefix}_{concept.name}",
            "href": f"{ifrs_file if concept.prefix == IFRS_PREFIX else ''}#{concept.prefix}_{concept.name}",
            "labels": [(lang, _label(concept, lang)) for lang in READERS],
        }
        for concept in by_name.values()
    ]
    own_schema = (
        _environment()
        .get_template("own.xsd")
        .render(
            own_namespace=OWN_NAMESPACE,
            ifrs_namespace=IFRS_NAMESPACE,
            ifrs_file=ifrs_file if ifrs else "",
            ifrs_note=_IFRS_NOTE if ifrs else "",
            labelled=labelled,
            items=own,
            explicit=(MODALITY_AXIS, QUALIFIER_AXIS),
            members=(*MODALITIES.values(), *QUALIFIERS.values()),
            typed=(SEGMENT_AXIS, STATEMENT_AXIS),
        )
    )
    if not ifrs:
        return own_schema, None
    return own_schema, _environment().get_template("ifrs.xsd").render(ifrs_namespace=IFRS_NAMESPACE, items=ifrs)


def _label(concept: XbrlConcept, lang: str) -> str:
    name = concept_of(concept.code).name(lang)
    if concept.aspect == "level":
        return name
    return f"{name}, {phrase(concept.aspect, lang)}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("nlp.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
