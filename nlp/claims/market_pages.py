"""Figures of a whole market: sentences that give them, and pages that are about one.

乘联会统计显示，11月新能源乘用车零售141万辆 is no figure of the company that the text is about. A page that reports a
market and ranks who is in it (中国手环出货量为468万台…第一名清泉，出货量168万台) is about no company, whoever its
title names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.model import NOBODY, Measure, Subject, taken_up
from nlp.claims.naming import ITSELF
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_authority, is_source
from nlp.claims.subjects import company_word
from nlp.claims.syntax import syntax
from nlp.claims.things import PART, whole_market_told
from nlp.records import EntityMention

_OF_MARKETS = ("Shipments", "Deliveries", "RetailSales", "ProductionVolume", "MarketSize", "MarketShare")
_SUMS = (*_OF_MARKETS, "Revenue", "Users")
_HEAD = 3  # sentences with numbers at the head of a page that may tell what it is about
_MANY = 3  # companies that a page on a market names, at least


def gives_market(context: SentenceContext, before: bool) -> bool:
    """Whether a sentence gives figures of a whole market, which no company in focus has.

    Args:
        context: the sentence.
        before: whether the sentence before in its paragraph did.
    """
    if context.lang != "zh" or not context.quantities:
        return before and context.lang == "zh"
    first = context.quantities[0].start
    if company_word(context, context.start, context.end if before else first) is not None:
        return False
    others = [m for m in context.entities if m.label == "ORG" and not _is_origin(context, m)]
    if before:
        return not others
    if any(m.start < first for m in others) or not any(m.concept in _OF_MARKETS for m in context.metrics):
        return False
    return syntax("zh", "market_source").match(context.view, context.start, context.end) is not None


def _is_origin(context: SentenceContext, mention: EntityMention) -> bool:
    return is_source(context, mention) or is_authority(context.lang, mention.name, mention.entity_id)


def is_market_page(contexts: Sequence[SentenceContext], company: Subject, share: float) -> bool:
    """Whether a page opens with the figure of a market that a source gives, and tells of many who are in it.

    Args:
        contexts: the sentences of the article.
        company: the one that it names most.
        share: which share of all names of companies is that one's.
    """
    if not contexts or share > 1 / 2:
        return False
    told = [context for context in contexts if context.quantities and context.metrics and not context.heading][:_HEAD]
    opened = next((context for context in told if _opens(context)), None)
    if opened is None or any(_names(context, company) for context in told[: told.index(opened)]):
        return False
    named = {m.entity_id for c in contexts for m in c.entities if m.label == "ORG" and not _is_origin(c, m)}
    return len(named) >= _MANY


def _opens(context: SentenceContext) -> bool:
    """Whether the first metric of a sentence is that of a market, before which it names no company."""
    metric = next((m for m in context.metrics if m.concept in _SUMS), None)
    if metric is None or metric is not context.metrics[0]:
        return False
    if any(m.label == "ORG" and m.start < metric.end and not _is_origin(context, m) for m in context.entities):
        return False
    if context.lang == "ko":
        return whole_market_told(context, context.quantities[0].start) is not None
    return syntax("zh", "market_scope").search(context.view, context.start, metric.end) is not None


def told_of_market(measure: Measure, last: Measure | None) -> Measure:
    """A number of nobody on a page about a market as one of the market that its paragraph told of last."""
    if measure.subject is not NOBODY or last is None or last.subject.label not in (ITSELF, PART, "LOC"):
        return measure
    return replace(measure, subject=taken_up(last.subject))


def _names(context: SentenceContext, company: Subject) -> bool:
    return any(m.entity_id == company.entity_id for m in context.entities)
