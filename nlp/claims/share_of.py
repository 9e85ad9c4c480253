"""What a share of the revenue is of: the customers, lines and places that revenue comes from.

매출의 62%가 통신사에서 나왔다; 최대 고객 한 곳이 매출의 58%를 차지했다; 前五大客户收入占比分别为45%、40%.
"""

from __future__ import annotations

from nlp.claims.model import Value
from nlp.claims.naming import trim, trim_korean
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_OF_REVENUE = ("ShareOfRevenue", "Revenue")


def share_source(context: SentenceContext, value: Value) -> str | None:
    """Name what a share of the revenue comes from where no part stands before the word for revenue.

    Args:
        context: the sentence.
        value: the number.
    """
    if value.concept != "ShareOfRevenue" or value.is_change or value.metric is None:
        return None
    behind = syntax(context.lang, "revenue_from").match(context.view, value.quantity.end, context.end)
    if behind is not None:
        return _named(context, *behind.span("name"))
    return _customers(context, value) or _taker(context, value)


def _named(context: SentenceContext, start: int, end: int) -> str | None:
    """The words between two offsets as a name: what is quoted in them, else what is left of them trimmed."""
    if context.lang == "zh":
        return trim(context, start, end)
    words = context.view[start:end].replace("\n", " ")
    quoted = syntax("ko", "quoted_name").search(words)
    name = quoted["name"] if quoted else trim_korean(syntax("ko", "one_of", "$").sub("", words))
    place = context.view.rfind(name, start, end) if name else -1
    return context.text[place : place + len(name)] if name and place >= 0 else None


def _customers(context: SentenceContext, value: Value) -> str | None:
    """The customers told of last before a number, with nothing else told between."""
    at, own = value.quantity.start, value.metric.start if value.metric else -1
    told = list(syntax(context.lang, "customers").finditer(context.view, context.start, at))
    if not told:
        return None
    start, end = told[-1].span()
    between = [m for m in context.entities if end <= m.start < at]
    other = [m for m in context.metrics if end <= m.start < at and m.start != own and m.concept not in _OF_REVENUE]
    return None if between or other else context.text[start:end]


def _taker(context: SentenceContext, value: Value) -> str | None:
    """The Korean part that takes up the share: 와이드 본더가 2027년에는 매출의 20%를 채운다."""
    metric, number = value.metric, value.quantity
    if context.lang != "ko" or metric is None or not context.start <= metric.start < number.start:
        return None
    if syntax("ko", "share_after").match(context.view, number.end, context.end) is None:
        return None
    end = metric.start
    for time in reversed(context.times):
        if context.start <= time.start and time.end <= end and len(context.gap(time.end, end).strip()) <= 1:
            end = time.start  # 2027년에는 매출의 20%를
    start = max([context.clause_start(end - 1), *(q.end for q in context.quantities if q.end <= end)])
    marks = list(syntax("ko", "earner_mark").finditer(context.view, start, end))
    if not marks or syntax("ko", "before_whole").fullmatch(context.view, marks[-1].end(), end) is None:
        return None
    right = marks[-1].start()
    if any(m.start < right and start <= m.start and m.end >= right for m in context.entities if m.label == "ORG"):
        return None
    return _named(context, start, right)
