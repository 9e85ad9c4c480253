"""Of which part a number is: the business, product or region that its metric is limited to.

What is left between the subject and the metric once names, dates and empty words are taken away is the segment
(教育业务, 자동차 부문).
"""

from __future__ import annotations

import re

from nlp.claims.changes import COMPARISONS
from nlp.claims.concepts import TRADE, concepts
from nlp.claims.mentions import Metric
from nlp.claims.model import Subject, Value
from nlp.claims.naming import (
    ITSELF,
    closed_by_unlisted,
    trim,
)
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_own_part
from nlp.claims.subjects import company_word
from nlp.claims.syntax import syntax
from nlp.records import EntityMention

_ASIDE = re.compile(r"\([^()]{0,40}\)")
_LISTED = re.compile(r"\s?등\s")
_NEAR_COMPANY = 8  # characters between the word for a company and its part, dates included
_VERBS = ("up", "down", "to_up", "to_down", "forecast", "target", "not")


def is_of_company(context: SentenceContext, value: Value, segment: str) -> bool:
    """Whether a part follows the word for a company that is not named: 公司玉米种子收入."""
    anchor = value.metric.start if value.metric else value.quantity.start
    start = context.clause_start(anchor)
    found = company_word(context, start, anchor)
    word = found[0] if found else start
    if found is None or (word > start and context.view[word - 1].isalpha()):
        return False
    place = context.view.find(segment, word, anchor)
    return 0 <= place - word <= _NEAR_COMPANY


def find_segment(context: SentenceContext, value: Value, floor: int) -> str | None:
    """Name the business, product or region that a value is limited to, as the text does.

    Args:
        context: the sentence.
        value: the number.
        floor: where the number before it ends; a segment does not reach over it.
    """
    metric = value.metric
    if value.segment is not None:
        return value.segment
    if metric is None or value.inherited or not context.start <= metric.start < context.end:
        return None
    if (partner := _trades_with(context, metric)) is not None:
        return partner
    holder = concepts()[metric.concept].holder
    if (
        holder == "itself"
        or (context.lang == "zh" and metric.concept == "Ownership")  # 大股东持有公司24%: who holds and in whom
        or (holder == "economy" and not metric.text)
        or syntax(context.lang, "goods").fullmatch(metric.text)
    ):
        return None
    if syntax(context.lang, "income_item").fullmatch(metric.text) and metric.concept == "Revenue":
        return context.text[metric.start : metric.end]
    start = max(context.clause_start(metric.start), floor if floor <= metric.start else context.start)
    if value.subject is not None and closed_by_unlisted(context, value.subject, metric.start):
        return None
    if context.lang == "zh" and value.subject is not None and value.subject.label == "ORG":
        joined = (m.end for m in context.entities if m.label == "LOC" and _is_joined(context, m))
        start = max([start, *(end for end in joined if end <= metric.start)])
    in_list = context.lang == "zh" and value.subject is not None and value.subject.label == "LOC"
    start = max([start, *(end for end in _named_ends(context, metric, in_list) if end <= metric.start)])
    end = metric.start
    # The words that announce a list of parts (지역별 매출은, 分产品看) are no part.
    parts = syntax(context.lang, "parts").finditer(context.view, start, end)
    start = max([start, *(match.end() for match in parts)])
    skipped = _skipped(context, start, end)
    if context.lang == "ko":
        if _LISTED.match(context.view, start, end):
            return None  # 온빛과 다온 등 주요 계열사의 이익: the words describe the holders
        # A Korean date stands between subject and segment, between segment and metric only behind a division.
        named = _trim(context, max([start, *(finish for _, finish in skipped)]), end)
        return named or _division_before(context, start, skipped, end)
    for begin, finish in reversed(skipped):
        segment = _trim(context, finish, end)
        if segment:
            return segment
        end = begin
    return _trim(context, start, end) or _division_of_amount(context, value)


def _division_of_amount(context: SentenceContext, value: Value) -> str | None:
    """The Chinese division whose amount stands before its metric: 云业务板块56亿元的收入."""
    number, metric = value.quantity, value.metric
    if metric is None or not number.end <= metric.start or context.gap(number.end, metric.start).strip() != "的":
        return None
    start = max([context.clause_start(number.start), *(m.end for m in context.entities if m.end <= number.start)])
    match = syntax("zh", "division_told", "$").search(context.view, start, number.start)
    return context.text[slice(*match.span("name"))] if match else None


def _division_before(context: SentenceContext, start: int, skipped: list[tuple[int, int]], end: int) -> str | None:
    """The division before the dates that stand right before a Korean metric: 반도체 부문의 4분기 영업이익은."""
    for begin, finish in reversed(skipped):
        if context.gap(finish, end).strip():
            return None
        end = begin
    words = context.gap(start, end).rstrip().removesuffix("의")
    if not skipped or not syntax("ko", "division_last", "$").search(words):
        return None
    return _trim(context, start, start + len(words))


def _is_joined(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name stands in a list of names behind another: 发那科、安川的份额."""
    joint = syntax(context.lang, "item_joint")
    return any(m.end <= mention.start and joint.fullmatch(context.gap(m.end, mention.start)) for m in context.entities)


def _trades_with(context: SentenceContext, metric: Metric) -> str | None:
    """Whom a Chinese economy trades with, right before the word for trade: 对东盟出口, 对美出口额."""
    if context.lang != "zh" or metric.concept not in TRADE:
        return None
    start = context.clause_start(metric.start)
    match = syntax("zh", "trades_with").search(context.gap(start, metric.start))
    if match is None:
        return None
    first = match.start("name") if len(match["name"]) > 1 else match.start()  # 对美, as a letter is no name
    return context.text[start + first : start + match.end("name")]


def rest_of(context: SentenceContext, segment: str | None, subject: Subject) -> str | None:
    """What of a segment's words is not its subject's name: of 河南省酒水 in 河南 the drinks."""
    if segment is None or segment in (subject.name, subject.text):
        return None
    if subject.text and f"{subject.text}({segment})" in context.text[context.start : context.end]:
        return None  # 카드사 8곳(온빛·다온) 연체율: who they are
    if subject.label == ITSELF and (segment in str(subject.text) or str(subject.text) in segment):
        return None
    if context.lang == "ko" and subject.text and segment.endswith(f" {subject.text}"):
        return None  # 고급 브랜드 온빛의 판매량: the words describe the holder
    if subject.label != "LOC" or not subject.text or subject.text not in segment:
        return segment
    place = context.text.find(segment, context.start, context.end)
    if place < 0:
        return segment
    start = place + segment.index(subject.text) + len(subject.text)
    unit = syntax(context.lang, "place_unit").match(context.view, start)
    return _trim(context, unit.end() if unit else start, place + len(segment))


def _named_ends(context: SentenceContext, metric: Metric, of_places: bool) -> list[int]:
    """Ends of what is the subject's or another number's: a segment does not reach over it."""
    of_places = of_places or concepts()[metric.concept].holder == "economy"
    labels = ("ORG", "PERSON", "LOC") if of_places else ("ORG", "PERSON")
    ends = [m.end for m in context.entities if m.label in labels and not is_own_part(context, m)]
    ends += [q.end for q in context.quantities]
    return ends + [m.end for m in context.metrics if m.end <= metric.start]


def _skipped(context: SentenceContext, start: int, end: int) -> list[tuple[int, int]]:
    """Dates and comparisons that stand between a segment and its metric (教育业务上半年收入)."""
    spans = [(t.start, t.end) for t in context.times]
    spans += [(c.start, c.end) for c in context.cues if c.kind in (*COMPARISONS, "share", "each")]
    if context.lang == "zh":  # 精炼钴(含钴粉)产量
        spans += [match.span() for match in _ASIDE.finditer(context.view, start, end)]
    return sorted(span for span in spans if start <= span[0] and span[1] <= end)


def _trim(context: SentenceContext, start: int, end: int) -> str | None:
    segment = trim(context, start, end)
    if segment is None:
        return None
    place = context.view.find(segment, start, end)
    if place < 0:
        return segment
    inside = [c for c in context.cues if place <= c.start and c.end <= place + len(segment) and len(c.text) > 1]
    if context.lang == "zh" and any(c.kind in _VERBS for c in inside):
        return None
    stated = [c.end for c in inside if c.kind in ("is", "estimate")]
    if context.lang == "zh" and stated:  # 互联网行业实现广告收入: what stands before the verb is whose it is
        return _trim(context, max(stated), end)
    return context.text[place : place + len(segment)]
