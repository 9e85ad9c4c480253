"""Names whose place in a Chinese sentence makes them its holder, or keeps them from being one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.claims.model import Subject, Value, subject_of
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import EntityMention

_DESCRIBED = r"[^；;]{0,20}[；;][^，,；;：:、。]{2,16}的"  # a relative clause that opens behind a semicolon
_TITLE = 40  # characters of a name in quotation marks


def in_title(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name is part of a longer one in quotation marks: 中标“德远清河风电场塔筒采购”."""
    opened = context.view.rfind("“", context.start, mention.start)
    closed = context.view.find("”", mention.end, context.end)
    if opened < 0 or not mention.end < closed < opened + _TITLE:
        return False
    return syntax("zh", "title").fullmatch(context.view, opened + 1, closed) is not None


def only_lists(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name is only where somebody's shares are listed: 清泉股份在港交所公告, 德远电子的科创板上市申请."""
    if syntax("zh", "listed_on").fullmatch(mention.text) is None:
        return False
    return syntax("zh", "listing").match(context.view, mention.end, context.end) is not None


def opening(
    context: SentenceContext, value: Value, named: Sequence[EntityMention], clause_start: int
) -> Subject | None:
    """Who opens a Chinese clause between the number before and this one: 清泉占10%；德远位居第二，份额为8%.

    Behind a semicolon also whom a clause describes first: 清泉占10%；靠手机起家的德远在追，份额为8%.
    """
    before = [q.end for q in context.quantities if q.end <= value.quantity.start and q.kind != "ordinal"]
    if context.lang != "zh" or not before or not named or not before[-1] <= named[-1].start < clause_start:
        return None
    opens = context.gap(context.clause_start(named[-1].start), named[-1].start)
    described = re.fullmatch(_DESCRIBED, context.gap(before[-1], named[-1].start))
    opened = described is not None or syntax("zh", "clause_head").fullmatch(opens) is not None
    return subject_of(named[-1]) if opened else None


def reports(context: SentenceContext, anchor: int) -> Subject | None:
    """The Chinese company whose own notice a sentence quotes before it says 公司: 清泉股份公告显示，公司净利润."""
    told = syntax("zh", "own_notice")
    named = [
        m
        for m in context.entities
        if m.label == "ORG" and m.end <= anchor and not only_lists(context, m)
        if told.match(context.view, m.end, anchor) is not None
    ]
    return subject_of(named[-1]) if named else None
