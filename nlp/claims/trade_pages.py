"""Pages on what the country of the press sells abroad: what they name beside are goods and countries it goes to.

화장품 수출 32억달러 … 헝가리(2억달러)는 줄었다: neither the countries nor the goods sell anything here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.concepts import OTHER, TRADE
from nlp.claims.economies import own_country
from nlp.claims.model import NOBODY, Measure, Subject, taken_up
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_authority, is_source
from nlp.claims.syntax import syntax

_TOLD = (*TRADE, OTHER, "Shipments", "Deliveries", "ProductionVolume", "ContractValue")
_HEAD = 6  # sentences and lines at the head of a page
_UNION = "european-union"  # to which a country sells as to another
_NEAR = 16  # characters between a country and the word for trade that may be its own


def trading_country(contexts: Sequence[SentenceContext]) -> Subject:
    """The country of the press, where a Korean page is on its trade; NOBODY where it is on anything else.

    Its title names the trade, no company and no other country whose own trade it may be, and an authority or a body of
    the trade gives the figures.

    Args:
        contexts: the sentences of the article.
    """
    if not contexts or contexts[0].lang != "ko":
        return NOBODY
    head, home = contexts[:_HEAD], own_country(contexts[0], known=True)
    titles = [c for c in head if c.heading and c.quantities] or head[:1]
    if not any(m.concept in TRADE for c in titles for m in c.metrics) or any(
        _names_other(title, home) for title in titles
    ):
        return NOBODY
    told = syntax("ko", "tells_of_trade")
    if not any(told.search(c.view, c.start, c.end) for c in head):
        return NOBODY
    return home


def _names_other(title: SentenceContext, home: Subject) -> bool:
    """Whether a title names a company, or another country as who trades."""
    for mention in title.entities:
        company = mention.label == "ORG" and not is_source(title, mention)
        if company and not is_authority("ko", mention.name, mention.entity_id):
            return True
        trade = [m for m in title.metrics if m.concept in TRADE and 0 <= m.start - mention.end <= _NEAR]
        if mention.label == "LOC" and trade and mention.entity_id != home.entity_id:
            return True
    return False


def at_home(context: SentenceContext, measure: Measure, home: Subject) -> Measure:
    """A figure of a page on a country's trade as the country's, with what was taken for its holder as its part."""
    subject = measure.subject
    if home is NOBODY or measure.value.concept not in _TOLD or subject.name == home.name:
        return measure
    if subject.label == "ORG" and subject.entity_id != _UNION:
        return measure
    if _is_own_trade(context, measure):
        return measure
    at = measure.value.quantity.start
    named = subject.text is not None and not subject.resolved
    here = named and context.text.find(str(subject.text), context.start, at) >= 0
    place = subject.label == "LOC" or subject.entity_id == _UNION
    part = subject.text if here and (place or not measure.segment) else measure.segment
    return replace(measure, subject=taken_up(home), segment=part)


def _is_own_trade(context: SentenceContext, measure: Measure) -> bool:
    """Whether another country's own trade is told of: 베트남의 수입은 3억달러다."""
    metric, subject = measure.value.metric, measure.subject
    if metric is None or subject.label != "LOC" or not subject.text or measure.value.concept not in TRADE:
        return False
    return context.text.endswith(f"{subject.text}의 ", context.start, max(context.start, metric.start))
