"""수입, which is what a country imports and what a company takes: the article as a whole tells which.

An article on a company that knows no trade has takings; one of an authority that tells of exports has imports, and its
흑자 is that of trade. Where neither is plain, whose number it is decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.main_company import MOST
from nlp.claims.mentions import Metric
from nlp.claims.model import NOBODY, Subject, Value, taken_up
from nlp.claims.naming import UNLISTED
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_PROFITS = ("ProfitLoss", "ProfitLossAttributableToOwners", "AdjustedProfitLoss", "OperatingProfit", "GrossMargin")
_TRADE = ("ExportValue", "TradeBalance")
_OFTEN = 2
_SOME = 0.2  # of all companies named, the share of the one whose takings an article without trade tells
_ITS_OWN = 8  # characters between a country and what it imports


def settle_takings(contexts: Sequence[SentenceContext], share: float) -> list[SentenceContext]:
    """Give each 수입 of an article the concept that the article as a whole speaks of.

    Args:
        contexts: the sentences of the article.
        share: how much the article is about one company; see `main_company`.
    """
    if not contexts or contexts[0].lang != "ko":
        return list(contexts)
    results = _on_results(contexts)
    trades = not results and syntax("ko", "trade").search(contexts[0].view) is not None
    if share > MOST if trades else share < _SOME and not results:
        return list(contexts)
    concept = "ImportValue" if trades else "Revenue"
    balance = any(metric.concept == "TradeBalance" for c in contexts for metric in c.metrics)
    alone = trades and balance and share < _SOME
    return [replace(c, metrics=[_settled(c, metric, concept, alone) for metric in c.metrics]) for c in contexts]


def _on_results(contexts: Sequence[SentenceContext]) -> bool:
    """Whether an article tells of profits, and oftener than of trade: what is taken in there is a company's."""
    bare = syntax("ko", "bare_profit")  # 적자, which trade has too
    named = Counter(m.concept for context in contexts for m in context.metrics if not bare.fullmatch(m.text))
    profits = sum(named[concept] for concept in _PROFITS)
    return profits >= _OFTEN and profits > sum(named[concept] for concept in _TRADE)


def _settled(context: SentenceContext, metric: Metric, concept: str, alone: bool) -> Metric:
    """The metric as the article means it; `alone` says that it tells of no company."""
    if alone and syntax("ko", "deficit_or_surplus").fullmatch(metric.text):
        return replace(metric, concept="TradeBalance")  # 누적 흑자는 412억달러다
    if not syntax("ko", "takings").fullmatch(metric.text):
        return metric
    if concept == "ImportValue":
        of_noun = syntax("ko", "takings_of", "$").search(context.view, context.start, metric.start)
        compared = context.view.startswith("의", metric.end)  # 수출이 수입의 9배: nothing is told of it
        return metric if of_noun or compared else replace(metric, concept=concept)
    return metric if _of_country(context, metric) else replace(metric, concept=concept)


def _of_country(context: SentenceContext, metric: Metric) -> bool:
    """Whether a country stands right before the word: 다온국의 수입은."""
    return any(m.label == "LOC" and 0 <= metric.start - m.end <= _ITS_OWN for m in context.entities)


def takings_of(context: SentenceContext, value: Value, subject: Subject, focus: Subject) -> tuple[Value, Subject]:
    """The number and its holder where the article left open what its 수입 is: a company's is what it takes."""
    metric = value.metric
    if value.concept != "ImportValue" or metric is None or not syntax(context.lang, "takings").fullmatch(metric.text):
        return value, subject
    unnamed = subject is NOBODY or subject.label == UNLISTED
    if subject.label == "LOC" and not _of_country(context, metric):
        unnamed = True  # 온빛이 다온국에서 밝힌 올해 수입은 …, but 다온국의 수입은
    if unnamed and focus.label == "ORG" and not syntax(context.lang, "trade").search(context.view):
        subject = taken_up(focus)
    if subject.label != "ORG":
        return value, subject
    return replace(value, metric=replace(metric, concept="Revenue")), subject
