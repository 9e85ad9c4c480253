"""Plain Korean words that are no metric of their own until what stands around them says which.

순이익 is the owners' or the adjusted one by the words right before it (모회사에 귀속되는 손실, 비국제준칙의 이익);
성장률 in a text on companies is the growth of what was told last, and no economy's; 총수입 is what a company takes in,
unless the text is about a budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.concepts import OTHER, concepts
from nlp.claims.mentions import Metric
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_PROFITS = ("ProfitLoss", "ProfitLossAttributableToOwners")
_WORDS = 40  # characters before a word for profit in which its attributes stand
# the attributes by their names in the table, those of the narrowest profit first
_KINDS = (
    ("without_one_offs", "RecurringProfitLoss"),
    ("adjusted_before", "AdjustedProfitLoss"),
    ("of_owners", "ProfitLossAttributableToOwners"),
)


def settle_plain_words(contexts: Sequence[SentenceContext]) -> list[SentenceContext]:
    """Give the plain words of a Korean article the metrics that they stand for, or take them away.

    Args:
        contexts: the sentences of the article.
    """
    if not contexts or contexts[0].lang != "ko":
        return list(contexts)
    of_economy = syntax("ko", "on_economy").search(contexts[0].view) is not None
    of_budget = syntax("ko", "on_budget").search(contexts[0].view) is not None
    read: list[SentenceContext] = []
    told = False  # whether anything of a company has been told
    for context in contexts:
        metrics = list(_settled(context, told and not of_economy, of_budget))
        told = told or any(concepts()[m.concept].holder == "company" and m.concept != OTHER for m in metrics)
        read.append(replace(context, metrics=metrics))
    return read


def _settled(context: SentenceContext, of_companies: bool, of_budget: bool) -> Iterator[Metric]:
    for metric in context.metrics:
        if metric.concept in _PROFITS:
            yield _narrowed(context, metric)
        elif metric.concept == "Revenue" and of_budget and syntax("ko", "all_takings").fullmatch(metric.text):
            yield replace(metric, concept=OTHER)
        elif not (of_companies and syntax("ko", "plain_growth").fullmatch(metric.text)):
            yield metric


def _narrowed(context: SentenceContext, metric: Metric) -> Metric:
    """A word for profit or loss as the words right before it narrow it."""
    floor = max(context.start, metric.start - _WORDS)
    for name, concept in _KINDS:
        if syntax("ko", name, "$").search(context.view, floor, metric.start):
            return replace(metric, concept=concept)
    return metric
