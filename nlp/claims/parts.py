"""Parts that a sentence turns to before it names the metric, or without naming it: 해외 사업은 … 매출을 올렸다.

The words are a segment; the holder is whoever is in focus.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.claims.changes import COMPARISONS
from nlp.claims.concepts import WHOLE_ONLY, concepts
from nlp.claims.mentions import Metric
from nlp.claims.model import Measure, Subject, Value
from nlp.claims.naming import trim_korean
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_UNDIVIDED = (*WHOLE_ONLY, "Ownership", "AcquisitionPrice")
_OF_WHOLE = re.compile(
    r"\(|(?:으로|로)\s전체(?:\s매출)?의\s(?:약\s)?|\s?[,，;；(（]\s?(?:[约仅]|所)?占(?:比(?:例|重)?)?(?:[约为近超逾达仅至]|高达|分别)*\s?"
)
_NEXT = re.compile(r"(?:이고|이며)?, ?(?P<name>[가-힣A-Za-z0-9]{2,12})[은는] ?(?:약 ?)?")
_GOES_ON = re.compile(r"\S{0,8}\s?\S{1,5}(?:지만|으나|고|며|면서),?\s(?:\S{1,4}\s)?")
_MARK = 4  # characters before a line in which the mark stands that closes the line before
_BACK = 120  # characters before a sentence in which the division stands that it takes up
_COMPARED = (*COMPARISONS, "up", "down")


def topical_part(context: SentenceContext, value: Value, subject: Subject) -> str | None:
    """The part of a company that a Korean sentence turns to at its head: 국내 사업은, 베트남에서는, 가전 부문은."""
    if context.lang != "ko" or subject.label != "ORG" or value.metric is None:
        return None
    if concepts()[value.concept].holder != "company" or value.concept in _UNDIVIDED:
        return None
    at = value.quantity.start
    starts = dict.fromkeys((context.clause_start(at), context.start))
    found = next((part for start in starts if (part := _turned_to(context, start, at)) is not None), None)
    found = found or _division(context, at)
    if found is None or any(found[1] <= m.start and m.end <= at and m.name == subject.name for m in context.entities):
        return None  # 소비자가전 부문은 7천억원, 자회사 온빛은 …
    return context.text[slice(*found)]


def carried_part(context: SentenceContext, measure: Measure, last: Measure | None) -> str | None:
    """The part that a sentence goes on with: 가전 부문 매출은 3조원, 영업이익은 2천억원; 云业务收入20亿元，毛利率35%.

    A Korean division goes on with whatever a company has, a Chinese part with its margin and its loss.
    """
    if last is None or not last.segment or measure.value.metric is None:
        return None
    start, end = last.value.quantity.end, measure.value.quantity.start
    told = _division(context, end) if context.lang == "ko" else None
    if told is not None and told[0] >= start:
        return context.text[slice(*told)]  # 조선 부문 매출은 3조원, 해양 부문은 310억원의 손실을 냈다
    metric, holder = measure.value.metric, concepts()[measure.value.concept].holder
    if holder != "company" or measure.value.concept in _UNDIVIDED or metric.start < start:
        return None
    if measure.subject.name != last.subject.name or start < context.start:
        return None
    named = any(m.label == "ORG" and start <= m.start and m.end <= end for m in context.entities)
    division = syntax(context.lang, "division", "$").search(last.segment) is not None
    if context.lang == "zh":
        of_part = measure.value.concept == "GrossMargin" or (metric.sign < 0 and division)
        whole = syntax("zh", "whole_again").search(context.view, start, end)
        return last.segment if of_part and not whole and not named else None
    # 할인점 매출은 3% 늘었지만 150억원의 적자를 냈다: a clause that names nothing else goes on with the part
    division = division or (metric.start > end and _GOES_ON.fullmatch(context.gap(start, end)) is not None)
    return last.segment if division and not named else None


def next_part(context: SentenceContext, measure: Measure, last: Measure | None) -> str | None:
    """The next part of a Korean list whose metric stands once: PC 부문 매출은 3천억원, 모바일은 4천억원."""
    if context.lang != "ko" or last is None or not last.segment or measure.value.is_change or last.value.is_change:
        return None
    first, second = last.value.quantity, measure.value.quantity
    if measure.value.metric is not last.value.metric or first.unit != second.unit:
        return None
    found = _NEXT.fullmatch(context.view, first.end, second.start) if first.end < second.start else None
    if found is None:
        return None
    start, end = found.span("name")
    taken = [(name.start, name.end) for name in context.entities]
    taken += [(metric.start, metric.end) for metric in context.metrics]
    taken += [(time.start, time.end) for time in context.times]
    taken += [(cue.start, cue.end) for cue in context.cues]
    return None if any(left < end and start < right for left, right in taken) else context.text[start:end]


def share_of_whole(context: SentenceContext, measure: Measure, last: Measure | None) -> Measure:
    """A share of revenue told behind what a part brings in: 가전이 40조원(44%); 云业务收入3亿元，占比16%."""
    value = measure.value
    if last is None or value.metric is not None or value.quantity.unit != "percent" or value.is_change:
        return measure
    told = context.lang == "ko" and last.value.is_change
    if last.value.concept != "Revenue" or not (last.value.segment or last.segment) or told:
        return measure
    at = value.quantity.start
    since = context.start if context.lang == "ko" else last.value.quantity.end
    if not _OF_WHOLE.fullmatch(context.gap(last.value.quantity.end, at)) or any(
        since <= c.start and c.end <= at for c in context.cues if c.kind in _COMPARED
    ):
        return measure
    share = Metric(at, at, "ShareOfRevenue", 1, "level", "")
    value = replace(value, metric=share, inherited=True)
    return replace(measure, value=value, subject=last.subject, segment=last.segment)


def headed_part(context: SentenceContext, value: Value, last: Measure) -> str | None:
    """The part that Chinese words without a metric go on with: 数字制造业同步提速，同比增长12%; ⏎专业可视化4.5亿美元.

    It is one of the kind that the part before was of (装备制造业); None where the words name none.
    """
    start, end = max(context.start, last.value.quantity.end), value.quantity.start
    if context.lang != "zh":
        return None
    line = syntax("zh", "line_part").fullmatch(context.view, start, end) if start == context.start else None
    if line is not None and context.view[max(0, start - _MARK) : start].rstrip().endswith(("；", ";")):
        return context.text[slice(*line.span("name"))]
    if not last.segment:
        return None
    match = syntax("zh", "turned_part").match(context.view, start, end)
    if match is None or match["name"][-1] != last.segment[-1]:
        return None
    if any(start <= m.start and m.end <= end for m in context.metrics):
        return None
    return context.text[slice(*match.span("name"))]


def _division(context: SentenceContext, at: int) -> tuple[int, int] | None:
    """Where a clause names the division that a number is of, or takes up the one just told of: 이 부문은."""
    start = context.clause_start(at)
    again = syntax("ko", "division_again").match(context.view, start, at)
    begin, end = (max(0, start - _BACK), start) if again else (start, at)
    told = list(syntax("ko", "division_told").finditer(context.view, begin, end))
    if not told:
        return None
    right = told[-1].end()
    busy = [q.end for q in context.quantities if q.end <= told[-1].start()]
    words = context.view[max([begin, *busy]) : right].replace("\n", " ")
    name = trim_korean(words.rpartition("의 ")[2])  # 온빛의 가전 부문
    if name is None or (not again and any(right <= q.start < at for q in context.quantities)):
        return None
    place = context.view.rfind(name, begin, right)
    return (place, place + len(name)) if place >= 0 else None


def _turned_to(context: SentenceContext, start: int, end: int) -> tuple[int, int] | None:
    """Where a clause names the part that it is about, None where it begins otherwise or names a company."""
    for pattern in ("turned_part", "turned_region"):
        match = syntax("ko", pattern).match(context.view, start, end)
        if match is None:
            continue
        left, right = match.span("name")
        inside = [m.label for m in context.entities if m.start < right and left < m.end]
        if "ORG" not in inside and (pattern == "turned_part" or "LOC" in inside):
            return left, right
    return None
