"""The analysis steps as spaCy components, so that they work in anybody's pipeline.

Each reads `doc.text` and what earlier components left, and writes records into `doc._`; character offsets, not tokens,
are the truth, so any tokenizer will do. `doc.spans` carries the same places as spans, widened to whole tokens.

    nlp = spacy.blank("zh")
    nlp.add_pipe("xinmun_quantities")
    nlp("营收93.25亿元")._.quantities
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from weakref import ref

from spacy.language import Language
from spacy.tokens import Doc

from nlp.claims import extract_claims, find_protagonist
from nlp.claims.scoring import Judge
from nlp.entities import Source, find_entities
from nlp.errors import ConfigError
from nlp.periods import find_expressions, find_periods
from nlp.quantities import find_quantities
from nlp.records import ANALYSED_LANGUAGES, EntityMention, Period, Quantity
from nlp.serialization import register
from nlp.structure import read_structure

Component = Callable[[Doc], Doc]

COMPONENTS = ("xinmun_quantities", "xinmun_periods", "xinmun_entities", "xinmun_claims")

_EXTENSIONS: dict[str, Any] = {
    "published": None,  # date: the day on which relative words are spoken
    "article_id": "",
    "quantities": None,  # list[Quantity]
    "periods": None,  # list[Period]
    "entity_mentions": None,  # list[EntityMention]
    "claims": None,  # list[Claim]
}

for _name, _default in _EXTENSIONS.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)
register()


def _lang(nlp: Language) -> str:
    if nlp.lang not in ANALYSED_LANGUAGES:
        raise ConfigError("E202", lang=nlp.lang)
    return nlp.lang


_joined: tuple[ref[Doc], str] | None = None


def _text(doc: Doc) -> str:
    """Return `doc.text`, which spaCy joins from all tokens each time; every component of a pipeline needs it."""
    global _joined  # noqa: PLW0603 - one pair, replaced as a whole, so that threads do each other no harm
    joined = _joined
    if joined is None or joined[0]() is not doc:
        _joined = joined = ref(doc), doc.text
    return joined[1]


def _mark(doc: Doc, key: str, records: Sequence[Quantity | Period | EntityMention], labels: Sequence[str]) -> None:
    """Keep the places as a span group, widened to whole tokens."""
    spans = []
    for record, label in zip(records, labels, strict=True):
        span = doc.char_span(record.start, record.end, label=label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[key] = spans


def _sources(model: str | None, rules_only: bool, table: Path | None) -> list[Source]:
    """The model is loaded when the first text needs it, and once for all pipelines."""
    if rules_only:
        return []
    from nlp.entities.recogniser import load_recogniser, shipped_model  # noqa: PLC0415 - rules alone do without

    return [load_recogniser(Path(model) if model else shipped_model(), table)]


@Language.factory("xinmun_quantities", assigns=["doc._.quantities", "doc.spans"])
def make_quantities(nlp: Language, name: str) -> Component:
    """Find numbers with their units; writes `doc._.quantities` and `doc.spans["xinmun_quantities"]`."""
    lang = _lang(nlp)

    def component(doc: Doc) -> Doc:
        doc._.quantities = find_quantities(_text(doc), lang)
        _mark(doc, name, doc._.quantities, [quantity.kind for quantity in doc._.quantities])
        return doc

    return component


@Language.factory("xinmun_periods", assigns=["doc._.periods", "doc.spans"])
def make_periods(nlp: Language, name: str) -> Component:
    """Find time expressions, resolved against `doc._.published`; writes `doc._.periods` and a span group."""
    lang = _lang(nlp)

    def component(doc: Doc) -> Doc:
        published: date | None = doc._.published
        doc._.periods = find_periods(_text(doc), lang, published)
        _mark(doc, name, doc._.periods, [period.kind for period in doc._.periods])
        return doc

    return component


@Language.factory(
    "xinmun_entities",
    assigns=["doc._.entity_mentions", "doc.spans"],
    default_config={"entities": None, "model": None, "rules_only": False},
)
def make_entities(nlp: Language, name: str, entities: str | None, model: str | None, rules_only: bool) -> Component:
    """Find and link entities; writes `doc._.entity_mentions` and a span group.

    Args:
        nlp: the pipeline.
        name: the component's name.
        entities: path of a table of the user's own entities, or None.
        model: folder of a model to use in place of the one that comes with the package, or None.
        rules_only: use tables and rules, and no model.
    """
    lang = _lang(nlp)
    table = Path(entities) if entities is not None else None

    def component(doc: Doc) -> Doc:
        sources = _sources(model, rules_only, table)
        mentions = find_entities(_text(doc), lang, doc._.article_id, sources=sources, table=table)
        doc._.entity_mentions = mentions
        _mark(doc, name, mentions, [mention.label for mention in mentions])
        return doc

    return component


def _judge(rules_only: bool) -> Judge | None:
    """The scorer is loaded when the first text needs it, and once for all pipelines."""
    if rules_only:
        return None
    from nlp.claims.scoring.scorer import load_scorer, shipped_scorer  # noqa: PLC0415 - rules alone do without

    return load_scorer(shipped_scorer())


@Language.factory(
    "xinmun_claims", assigns=["doc._.claims", "doc._.entity_mentions"], default_config={"rules_only": False}
)
def make_claims(nlp: Language, name: str, rules_only: bool) -> Component:
    """Extract claims and attributed statements; writes `doc._.claims`.

    Uses what the other components left on the doc, and finds for itself what none of them has. The company that an
    article is about is added to `doc._.entity_mentions` where only its repetition tells that it is one.

    Args:
        nlp: the pipeline.
        name: of the component.
        rules_only: let the rules decide between the readings of a number, not the trained scorer.
    """
    lang = _lang(nlp)

    def component(doc: Doc) -> Doc:
        text = _text(doc)
        quantities = doc._.quantities if doc._.quantities is not None else find_quantities(text, lang)
        times = find_expressions(text, lang)
        mentions = doc._.entity_mentions
        if mentions is None:
            mentions = find_entities(text, lang, doc._.article_id)
        structure = read_structure(text, lang)
        unlisted = find_protagonist(text, lang, structure.sentences, times, mentions, doc._.article_id)
        doc._.entity_mentions = mentions = sorted([*mentions, *unlisted], key=lambda mention: mention.start)
        doc._.claims = extract_claims(
            text, lang, structure, quantities, times, mentions, doc._.published, doc._.article_id, _judge(rules_only)
        )
        return doc

    return component
