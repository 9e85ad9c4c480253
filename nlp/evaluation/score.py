"""A run scored against gold documents: counts by layer, document by document, and every mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from nlp.batch import Results
from nlp.errors import InputError
from nlp.evaluation.entities import (
    ENTITIES,
    LINKING,
    MENTION,
    SCHEMES,
    group_mentions,
    names_of,
    score_entities,
    score_linking,
)
from nlp.evaluation.facts import FIELD, Scored, distinct_claims, score_facts
from nlp.evaluation.gold import GoldDocument, read_gold, read_pairs
from nlp.evaluation.matching import FIELDS, LEVELS, match_measure
from nlp.evaluation.mistakes import Difference, Mistake, Place
from nlp.evaluation.pairs import PAIRS, RELATIONS, score_pairs
from nlp.evaluation.statements import STATEMENTS, score_statements
from nlp.evaluation.tally import Counts, add_up
from nlp.records import Article, Claim, EntityMention

R = TypeVar("R", Claim, EntityMention)
LANGUAGE = "language"
LAYERS = (
    LANGUAGE,
    ENTITIES,
    *(MENTION + scheme for scheme in SCHEMES),
    LINKING,
    *LEVELS,
    *(FIELD + name for name in FIELDS),
    STATEMENTS,
    PAIRS,
    RELATIONS,
)
DIMENSIONS = ("language", "source", "genre", "concept", "label")
_OF_CLASS = {"concept": (*LEVELS, *(FIELD + name for name in FIELDS)), "label": (ENTITIES, *LAYERS[2:6], LINKING)}


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The counts of one document by layer, and by layer and class (a concept or a label), and its mistakes."""

    doc: str
    language: str
    source: str | None
    genre: str | None
    counts: dict[str, Counts]
    by_class: dict[tuple[str, str], Counts]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all gold documents, in the order of their ids.

    `missing` are the documents that the output has no article for: all that the gold requires of them is missed.
    `warnings` tell what in the gold could not be found in the article, a sentence each.
    """

    documents: tuple[DocumentScore, ...]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def layers(self) -> list[str]:
        """The layers that the gold has, in their order."""
        return [layer for layer in LAYERS if any(layer in document.counts for document in self.documents)]

    @property
    def mistakes(self) -> list[Mistake]:
        """All mistakes, document by document."""
        return [mistake for document in self.documents for mistake in document.mistakes]

    def total(self, layer: str) -> Counts:
        """Return the counts of a layer over all documents."""
        return add_up(document.counts.get(layer, Counts()) for document in self.documents)

    def rows(self, layer: str) -> list[Counts]:
        """Return the counts of a layer, document by document."""
        return [document.counts.get(layer, Counts()) for document in self.documents]

    def by(self, dimension: str) -> dict[str, dict[str, Counts]]:
        """Return the counts by the values of a dimension, and by layer; see `DIMENSIONS`."""
        rows: dict[str, dict[str, list[Counts]]] = defaultdict(lambda: defaultdict(list))
        for document in self.documents:
            if dimension in _OF_CLASS:
                for (layer, name), counts in document.by_class.items():
                    if layer in _OF_CLASS[dimension]:
                        rows[name][layer].append(counts)
            elif (value := getattr(document, dimension)) is not None:
                for layer, counts in document.counts.items():
                    rows[value][layer].append(counts)
        return {
            name: {layer: add_up(rows[name][layer]) for layer in LAYERS if layer in rows[name]} for name in sorted(rows)
        }


def evaluate(place: Path, results: Results) -> Evaluation:
    """Score a run against a place of gold documents.

    Args:
        place: a folder or file; see `read_gold`.
        results: the run, from `nlp.batch.read_results`.

    Raises:
        InputError: the gold cannot be read or used (E101, E108, E507 to E509), or is about other articles (E510).
        OutputError: the run cannot be read (E402, E406).
    """
    evaluation = score(read_gold(place), results, read_pairs(place))
    if len(evaluation.missing) == len(evaluation.documents):
        raise InputError("E510", path=place, out=results.out)
    return evaluation


def score(golds: Sequence[GoldDocument], results: Results, pairs: object = None) -> Evaluation:
    """Score a run against gold documents; see `evaluate`.

    Args:
        golds: the documents.
        results: the run.
        pairs: what `pairs.json` holds.
    """
    articles = _find_articles(golds, results.articles())
    wanted = {article.article_id for article in articles.values()}
    claims = _by_article(results.claims(), wanted)
    mentions = _by_article(results.entities(), wanted)
    names = names_of(group for article in articles.values() for group in group_mentions(mentions[article.article_id]))
    documents, claims_of, warnings = [], {}, []
    for gold in golds:
        article = articles.get(gold.doc)
        place = Place(gold, article)
        own_claims = claims[article.article_id] if article else []
        own_mentions = mentions[article.article_id] if article else []
        if article:
            warnings += _check(gold, place)
        parts = [_score_language(gold, article, place)]
        if gold.entities is not None:
            parts.append(score_entities(gold.entities, own_mentions, place))
            parts.append(score_linking(gold.entities, own_mentions, names, place))
        if gold.facts is not None:
            measures = [claim for claim in own_claims if claim.kind == "measure"]
            parts.append(score_facts(gold.facts, distinct_claims(measures), place))
            for index, fact in enumerate(gold.facts):
                claims_of[gold.doc, index] = {claim.claim_id for claim in measures if match_measure(claim, fact)}
        if gold.statements is not None:
            said = [claim for claim in own_claims if claim.kind == "statement"]
            parts.append(score_statements(gold.statements, said, place))
        documents.append((gold, article, parts))
    if pairs is not None:
        of_pairs = score_pairs(pairs, {gold.doc: gold for gold in golds}, claims_of, results.events())
        for gold, _, parts in documents:
            if gold.doc in of_pairs:
                parts.append(of_pairs[gold.doc])
    missing = tuple(gold.doc for gold in golds if gold.doc not in articles)
    return Evaluation(tuple(_document(*each) for each in documents), missing, tuple(warnings))


def _find_articles(golds: Sequence[GoldDocument], articles: Iterable[Article]) -> dict[str, Article]:
    """Find the article of each gold document: by its id, or else by the name of the file it came from."""
    wanted = {gold.doc for gold in golds}
    by_id: dict[str, Article] = {}
    by_stem: dict[str, Article] = {}
    for article in articles:
        stem = Path(article.source or "").stem
        if article.article_id in wanted:
            by_id[article.article_id] = article
        if stem in wanted:
            by_stem.setdefault(stem, article)
    return {**by_stem, **by_id}


def _by_article(records: Iterable[R], wanted: set[str]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for record in records:
        if record.article_id in wanted:
            found[record.article_id].append(record)
    return found


def _score_language(gold: GoldDocument, article: Article | None, place: Place) -> Scored:
    scored = Scored()
    right = article is not None and article.lang == gold.lang
    wrong = article is not None and not right
    scored.add(LANGUAGE, Counts(correct=int(right), incorrect=int(wrong), missed=int(article is None)))
    if article is not None and wrong:
        difference = (Difference(LANGUAGE, gold.lang, article.lang),)
        scored.mistakes.append(
            place.mistake(
                LANGUAGE, (LANGUAGE,), None, gold=gold.lang, found=article.lang, differences=difference, lost=True
            )
        )
    return scored


def _check(gold: GoldDocument, place: Place) -> list[str]:
    """Tell what of a gold document does not stand in its article: it would be scored as missed."""
    if gold.text is not None and gold.text != place.text:
        return [f"{gold.doc}: the article in the output is not the annotated text. Run it on the text of the gold."]
    lost = []
    entries = (("fact", gold.facts or ()), ("statement", gold.statements or ()))
    for what, group in entries:
        for entry in group:
            if (entry.quote or entry.start is not None) and place.span_of(entry.start, entry.end, entry.quote) is None:
                lost.append(f"{gold.doc}: the {what} {entry.quote or entry.start!r} does not stand in the article.")
    return lost


def _document(gold: GoldDocument, article: Article | None, parts: list[Scored]) -> DocumentScore:
    counts: dict[str, Counts] = {}
    by_class: dict[tuple[str, str], Counts] = {}
    for part in parts:
        counts |= part.counts
        by_class |= part.by_class
    mistakes = tuple(mistake for part in parts for mistake in part.mistakes)
    source = gold.source or (urlsplit(article.url).netloc if article and article.url else None) or None
    return DocumentScore(gold.doc, gold.lang, source, gold.genre, counts, by_class, mistakes)
