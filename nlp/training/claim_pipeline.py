"""An article read up to the point where claims are decided, so that one reading serves many judges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.language import Language

from nlp.analyzer import pipeline
from nlp.claims import extract_claims, find_protagonist
from nlp.claims.scoring import Judge
from nlp.periods import TimeExpression, find_expressions
from nlp.records import Claim, EntityMention, Quantity
from nlp.structure import Structure, read_structure


@cache
def _pipeline(lang: str) -> Language:
    return pipeline(lang)


def prepare(text: str, lang: str) -> Prepared:
    """Read a text."""
    found = _pipeline(lang)(text, disable=["xinmun_claims"])._
    structure, times = read_structure(text, lang), find_expressions(text, lang)
    unlisted = find_protagonist(text, lang, structure.sentences, times, found.entity_mentions)
    mentions = sorted([*found.entity_mentions, *unlisted], key=lambda mention: mention.start)
    return Prepared(text, lang, structure, found.quantities, times, mentions)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the earlier components find in a text."""

    text: str
    lang: str
    structure: Structure
    quantities: list[Quantity]
    times: list[TimeExpression]
    mentions: list[EntityMention]

    def extract(self, article_id: str, published: date | None, judge: Judge | None) -> list[Claim]:
        """Extract the claims with a judge, or by rules alone."""
        return extract_claims(
            self.text,
            self.lang,
            self.structure,
            self.quantities,
            self.times,
            self.mentions,
            published,
            article_id,
            judge,
        )
