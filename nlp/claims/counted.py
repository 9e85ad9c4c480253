"""Companies told of together by their number: 264家公司毛利率超过50%, 通信3사의 합산 영업이익은."""

from __future__ import annotations

import re

from nlp.claims.model import Subject, Value
from nlp.claims.naming import ITSELF
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_SUM = re.compile("合计|合共|总计|平均|整体")


def is_counted(context: SentenceContext, holder: Subject) -> bool:
    """Whether a holder is so many companies, which go on holding: 20家公司营收9亿元，净利润1亿元."""
    sums = syntax(context.lang, "summed_up").finditer(context.view, context.start, context.end)
    if any(context.text[slice(*match.span("name"))] == holder.text for match in sums):
        return True
    return context.lang == "zh" and syntax("zh", "counted").fullmatch(holder.text or "") is not None


def summed_from(context: SentenceContext, clause_start: int, anchor: int) -> int:
    """Where to look for the companies counted: in the whole sentence where a Chinese clause sums them up (合计营收)."""
    if context.lang == "zh" and _SUM.search(context.view, clause_start, anchor):
        return context.start
    return clause_start


def counted_in(context: SentenceContext, start: int, anchor: int) -> Subject | None:
    """The companies that a clause counts: 264家公司毛利率超过50%."""
    matches = syntax(context.lang, "counted").finditer(context.view, start, context.end)
    match = next((m for m in matches if m.end() <= anchor), None)
    return Subject(match.group(), None, context.text[slice(*match.span())], ITSELF) if match else None


def companies_summed(context: SentenceContext, value: Value) -> Subject | None:
    """The companies whose sum a clause gives by their number: 通信3사의 합산 영업이익은, 三家银行合计营收."""
    at = value.quantity.start
    match = syntax(context.lang, "summed_up").search(context.view, context.clause_start(at), at)
    if match is None or any(match.end() <= m.start and m.end <= at for m in context.entities if m.label == "ORG"):
        return None
    if not value.is_change and any(match.end() <= q.start and q.end <= at for q in context.quantities):
        return None
    name = context.text[slice(*match.span("name"))]
    return Subject(name, None, name, ITSELF)
