"""What a number takes over from the one told before it: its holder, its part, the metric whose share it is."""

from __future__ import annotations

from dataclasses import replace

from nlp.claims.concepts import OTHER, concepts
from nlp.claims.model import NOBODY, Measure, Subject, Value, taken_up
from nlp.claims.naming import ITSELF
from nlp.claims.owned import bare_before
from nlp.claims.sentence import SentenceContext
from nlp.claims.subjects import company_word
from nlp.claims.syntax import syntax
from nlp.claims.things import PART

_SHARES = {
    "ResearchAndDevelopmentExpense": "ResearchAndDevelopmentIntensity",
    "ResearchAndDevelopmentInvestment": "ResearchAndDevelopmentIntensity",
    "CapitalExpenditure": "CapitalExpenditureIntensity",
    "SellingExpense": "SellingExpenseRatio",
}


def holder_before(context: SentenceContext, value: Value, last: Measure | None, focus: Subject) -> Subject | None:
    """Whom a number goes on with from the sentence before.

    That is the index or pair of currencies told of, or the whole whose parts this sentence lists (其中，出口…); where
    the text speaks of no company, the country too.
    """
    if last is None:
        return None
    listed = context.lang == "ko" and value.inherited and value.segment and value.metric is last.value.metric
    if listed or (lists_parts(context, value, last.subject) and not value.inherited):
        return taken_up(last.subject) if last.subject.name else None
    if last.value.concept != value.concept:
        return None
    if context.lang == "zh" and _is_market(last.subject) and _names_nobody(context, value.quantity.start):
        return taken_up(last.subject)  # 全球市场规模为9亿元。2025年一季度为2亿元
    if context.lang == "ko" and last.subject.label == "LOC" and focus is NOBODY and value.concept != OTHER:
        return taken_up(last.subject)
    if concepts()[value.concept].holder != "itself":
        return None
    return last.subject if last.subject.label == ITSELF else None


def _is_market(subject: Subject) -> bool:
    """Whether a Chinese holder is a whole market: 全球智能手机."""
    return subject.label == PART and syntax("zh", "whole_scope").match(subject.text or "") is not None


def _names_nobody(context: SentenceContext, end: int) -> bool:
    """Whether a sentence names no company before an offset, nor says 公司."""
    named = any(m.label == "ORG" and m.end <= end for m in context.entities)
    return not named and company_word(context, context.start, end) is None


def is_next_part(value: Value, holder: Subject | None) -> bool:
    """Whether a number is of another part than the one before it, which nobody holds."""
    if holder is None or holder.label != PART or holder.resolved:
        return False
    return value.segment is not None and value.segment != holder.name


def lists_parts(context: SentenceContext, value: Value, whole: Subject) -> bool:
    """Whether a number stands in a list of parts of a whole (其中, 分产品看, 이 가운데), itself no part of it."""
    opened = list(syntax(context.lang, "parts").finditer(context.view, context.start, value.quantity.start))
    return bool(opened) and context.text.find(str(whole.text), opened[-1].end(), value.quantity.start) < 0


def _is_share(value: Value) -> bool:
    """A share of revenue, or one whose whole is left to the context (占比)."""
    return value.concept == "ShareOfRevenue" or (value.concept == OTHER and value.quantity.unit == "percent")


def _moves_share(context: SentenceContext, value: Value, last: Measure) -> bool:
    """占比40%，同比上升0.7个百分点: points right behind a share of revenue are of that."""
    if context.lang != "zh" or last.value.concept != "ShareOfRevenue" or last.value.is_change:
        return False
    return bare_before(context, last.value.quantity.end, value.quantity.start)


def carry_on_from(context: SentenceContext, measure: Measure, last: Measure | None) -> Measure:
    """Take over from the number before what a number leaves out: the segment of its metric, the whole of a share.

    研发投入达21.9亿元，占营收比重为23.5% is no share of revenue that a segment has, but what R&D takes of it.
    """
    value = measure.value
    if last is None or value.metric is None or last.value.metric is None:
        return measure
    metric = value.metric
    no_rate = value.concept == OTHER or (value.inherited and concepts()[value.concept].dimension == "money")
    if no_rate and value.quantity.unit == "percentage_point" and _moves_share(context, value, last):
        moved = replace(value, metric=last.value.metric, inherited=True)
        return replace(measure, value=moved, subject=last.subject, segment=last.segment)
    if _is_share(value) and measure.segment is None:
        ratio = _SHARES.get(last.value.concept)
        if last.value.concept in _SHARES.values() and last.value.metric.start == metric.start:
            ratio = last.value.concept  # 研发开支7亿元，占收入比例由25%降至13%
        if ratio is None and value.concept == OTHER and last.segment and last.value.concept == "Revenue":
            ratio = "ShareOfRevenue"
        if ratio is not None:
            value = replace(value, metric=replace(metric, concept=ratio))
        return replace(measure, value=value, segment=None if ratio in _SHARES.values() else last.segment)
    if value.inherited and measure.segment is None and value.concept == last.value.concept:
        unnamed = measure.subject is NOBODY and last.segment is not None
        return replace(measure, subject=last.subject if unnamed else measure.subject, segment=last.segment)
    return measure
