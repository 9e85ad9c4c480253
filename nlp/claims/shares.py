"""Shares that do not say what they are of: 비중은 14%에서 5%로 줄었다, 전체의 79%를 댔다, 最大客户占比降到13%.

In a text on results they are of the revenue, where that is what was told last of all that things can be part of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.claims.concepts import OTHER
from nlp.claims.mentions import Metric
from nlp.claims.model import Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_TOLD = 300  # characters before a share in which the revenue is told
_LEAST = 3  # members of a list that is known by its sum
_SUM = (Decimal(88), Decimal(101))  # per cent that the parts of a whole make, some left out


def shares_of_revenue(context: SentenceContext, values: Sequence[Value]) -> list[Value]:
    """Read the shares of a sentence that name no whole as shares of the revenue told last.

    Args:
        context: the sentence.
        values: its values in order.
    """
    may_be = [_may_be(context, value) for value in values]
    if not any(may_be):
        return list(values)
    listed = context.lang == "ko" and _adds_up([value for value, may in zip(values, may_be, strict=True) if may])
    read = list[Value]()
    for value, may in zip(values, may_be, strict=True):
        if may and value.metric is None and read and _led_to(context, read[-1], value):
            read.append(replace(value, metric=read[-1].metric, inherited=True))
        else:
            read.append(_of_revenue(context, value, listed) if may else value)
    return read


def _led_to(context: SentenceContext, last: Value, value: Value) -> bool:
    """最大客户占比由60%降为50%，再降到42%: the share that the one before led to."""
    if context.lang != "zh" or last.concept != "ShareOfRevenue" or last.is_change:
        return False
    return syntax("zh", "share_led").fullmatch(context.gap(last.quantity.end, value.quantity.start)) is not None


def _may_be(context: SentenceContext, value: Value) -> bool:
    """Whether a number is a per cent that nothing moves and that has no metric but the word for a share."""
    if value.quantity.unit != "percent" or value.is_change or value.concept != OTHER:
        return False
    if context.lang == "ko" and value.quantity.low is None:
        return False
    return value.metric is None or syntax(context.lang, "share_word").fullmatch(value.metric.text) is not None


def _adds_up(values: Sequence[Value]) -> bool:
    """Whether numbers without a metric are the parts of a whole: 지역별로는 북미 38%, 한국 24%, 유럽 13%, …."""
    bare = [value.quantity.low for value in values if value.metric is None and value.quantity.low is not None]
    return len(bare) >= _LEAST and len(bare) == len(values) and _SUM[0] <= sum(bare) <= _SUM[1]


def _of_revenue(context: SentenceContext, value: Value, listed: bool) -> Value:
    start, end = value.quantity.start, value.quantity.end
    of_sales = syntax(context.lang, "of_sales").match(context.view, end, context.end) is not None
    word = syntax(context.lang, "share_before", "$").search(context.view, context.clause_start(start), start)
    after = syntax(context.lang, "share_after").match(context.view, end, context.end)
    told = listed or value.metric is not None or of_sales or word or after
    if not told or not (of_sales or _whole_is_revenue(context, start)):
        return value
    at = word.span("word") if word and word["word"] else None
    left, right = at or (start, start)
    metric = value.metric or Metric(left, right, OTHER, 1, "level", context.text[left:right])
    return replace(value, metric=replace(metric, concept="ShareOfRevenue"), inherited=False)


def _whole_is_revenue(context: SentenceContext, start: int) -> bool:
    """Whether what was told last of all that things can be part of is revenue."""
    wholes = list(syntax(context.lang, "wholes").finditer(context.view, max(0, start - _TOLD), start))
    return bool(wholes) and wholes[-1]["revenue"] is not None
