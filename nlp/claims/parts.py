"""Parts that a sentence turns to before it names the metric, or without naming it: 해외 사업은 … 매출을 올렸다.

The words are a segment; the holder is whoever is in focus.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.changes import COMPARISONS, change_aspect
from nlp.claims.concepts import WHOLE_ONLY, concepts, is_money
from nlp.claims.mentions import Metric
from nlp.claims.model import Measure, Subject, Value, taken_up
from nlp.claims.naming import trim_korean
from nlp.claims.sentence import SentenceContext
from nlp.claims.subjects import company_word
from nlp.claims.syntax import syntax

_UNDIVIDED = (*WHOLE_ONLY, "Ownership", "AcquisitionPrice")
_OF_WHOLE = re.compile(
    r"\(|(?:으로|로)\s전체(?:\s매출)?의\s(?:약\s)?|\s?[,，;；(（]\s?(?:[约仅]|所)?占(?:比(?:例|重)?)?(?:[约为近超逾达仅至]|高达|分别)*\s?"
)
_GOES_ON = re.compile(r"\S{0,8}\s?\S{1,5}(?:지만|으나|고|며|면서),?\s(?:\S{1,4}\s)?")
_OF_PARTS = ("Revenue", "OperatingProfit", "ShareOfRevenue")
_OF_MARGINS = ("GrossMargin", "OperatingMargin")  # what a part told of its revenue goes on with
_OF_GOODS = ("Shipments", "ProductionVolume", "ProductPrice", "Deliveries")  # what parts sell goes with what they make
_MARK = 4  # characters before a line in which the mark stands that closes the line before
_BACK = 120  # characters before a sentence in which the division stands that it takes up
_TWO = 2  # parts that a list has at least
_ADVERBS = 8  # characters that may stand between a part and what it earned, dates aside
_COMPARED = (*COMPARISONS, "up", "down")


def topical_part(context: SentenceContext, value: Value, subject: Subject) -> str | None:
    """The part of a company that a Korean sentence turns to at its head: 국내 사업은, 베트남에서는, 가전 부문은."""
    if context.lang != "ko" or subject.label != "ORG" or value.metric is None:
        return None
    if concepts()[value.concept].holder != "company" or value.concept in _UNDIVIDED:
        return None
    taking = syntax("ko", "takes_share_itself").match(context.view, value.quantity.end, context.end)
    if taking is not None and value.concept == "ShareOfRevenue":
        return context.text[slice(*taking.span("name"))]  # 매출의 40%를 차지하는 반도체는
    at = value.quantity.start
    starts = dict.fromkeys((context.clause_start(at), context.start))
    found = next((part for start in starts if (part := _turned_to(context, start, at)) is not None), None)
    found = found or _division(context, at)
    if found is None or any(found[1] <= m.start and m.end <= at and m.name == subject.name for m in context.entities):
        return None  # 소비자가전 부문은 7천억원, 자회사 온빛은 …
    return context.text[slice(*found)]


def earning_part(context: SentenceContext, value: Value) -> str | None:
    """The part that sold so much or took so much in, where no metric is named: 항암 부문은 30억원을 거둬들였다."""
    metric, at = value.metric, value.quantity.start
    if context.lang != "ko" or metric is None or value.concept not in _OF_PARTS:
        return None
    if syntax("ko", "share_word").fullmatch(metric.text):
        return _part_before(context, metric.start)
    if metric.text:
        return None
    start = max([context.clause_start(at), *(q.end for q in context.quantities if q.end <= at)])
    told = list(syntax("ko", "earner_mark").finditer(context.view, start, at))
    if not told:
        return None
    end, rest = told[-1].start(), context.gap(told[-1].end(), at)
    for time in context.times:
        if told[-1].end() <= time.start and time.end <= at:
            rest = rest.replace(time.text, "")
    start = max([start, *(time.end for time in context.times if time.end <= end)])
    name = trim_korean(context.view[start:end].replace("\n", " ")) if len(rest.strip()) <= _ADVERBS else None
    place = context.view.rfind(name, start, end) if name else -1
    if name is None or place < 0 or company_word(context, place, end):
        return None
    if syntax("ko", "no_earner").search(context.view, start, end):
        return None
    if syntax("ko", "joined_with").search(context.view, start, place):
        return None
    named = any(m.start < end and place < m.end for m in context.entities if m.label in ("ORG", "PERSON"))
    return None if named else context.text[place : place + len(name)]


def _part_before(context: SentenceContext, at: int) -> str | None:
    """The part whose share is told, right before the word for it: 게임용 그래픽카드의 비중은."""
    ends = [q.end for q in context.quantities] + [time.end for time in context.times]
    start = max([context.clause_start(at), *(end for end in ends if end <= at)])
    words = syntax("ko", "taken_by").sub("", context.view[start:at].replace("\n", " "))
    name = trim_korean(words)
    place = context.view.rfind(name, start, at) if name else -1
    if name is None or place < 0 or company_word(context, place, at):
        return None
    return context.text[place : place + len(name)]


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
        if not named and _is_brought_in(context, measure, last):
            return last.segment
        of_part = measure.value.concept == "GrossMargin" or (metric.sign < 0 and division)
        of_part = of_part or (measure.value.concept in _OF_GOODS and (division or last.value.concept in _OF_GOODS))
        whole = syntax("zh", "whole_again").search(context.view, start, end)
        return last.segment if of_part and not whole and not named else None
    # 할인점 매출은 3% 늘었지만 150억원의 적자를 냈다: a clause that names nothing else goes on with the part
    goes_on = metric.start > end and _GOES_ON.fullmatch(context.gap(start, end)) is not None
    of_all = syntax("ko", "whole_told").search(context.view, start, end) is not None
    division = division or goes_on or (measure.value.concept in _OF_MARGINS and not of_all)
    return last.segment if division and not named else None


def _is_brought_in(context: SentenceContext, measure: Measure, last: Measure) -> bool:
    """Whether the part before earns it, or it is its share: 芯片业务出货160万只，贡献收入32亿元，占公司总营收的15%."""
    value, metric, then = measure.value, measure.value.metric, last.value.quantity.end
    if metric is None or value.is_change:
        return False
    start = max(then, context.clause_start(metric.start))
    if value.concept == "ShareOfRevenue":
        opened = context.gap(then, value.quantity.start).lstrip("，, 、")
        return last.value.concept == "Revenue" and not last.value.is_change and opened.startswith("占")
    return (
        value.concept == "Revenue"
        and syntax("zh", "brought_in").fullmatch(context.gap(start, metric.start)) is not None
    )


def part_again(context: SentenceContext, value: Value, before: Measure | None) -> str | None:
    """The part that a clause takes up by a word for it: 一季度该业务收入还只有11亿元; 1년 전 이 비중은 48%였다."""
    if before is None or not before.segment or value.metric is None or value.segment:
        return None
    at = min(value.metric.start, value.quantity.start)
    if context.lang == "ko":
        shares = value.concept == before.value.concept == "ShareOfRevenue"
        if value.concept in _OF_MARGINS:  # 그것의 매출총이익률은
            of_it = syntax("ko", "part_of_it").search(context.view, context.clause_start(at), at)
            return before.segment if of_it is not None else None
        told = syntax("ko", "share_again").search(context.view, context.clause_start(value.quantity.start), context.end)
        return before.segment if shares and told and told.end() <= value.quantity.start else None
    named = syntax("zh", "division_again").search(context.view, context.clause_start(at), at)
    return before.segment if named is not None else None


def next_part(context: SentenceContext, measure: Measure, last: Measure | None) -> str | None:
    """The next part of a list whose metric stands once: PC 부문 매출은 3천억원, 모바일은 4천억원; 手机占50%，平板9%."""
    if last is None or not last.segment or measure.value.is_change or last.value.is_change:
        return None
    first, second = last.value.quantity, measure.value.quantity
    alike = measure.value.metric is last.value.metric or last.value.concept == measure.value.concept == "ShareOfRevenue"
    if not alike or first.unit != second.unit or (context.lang == "zh" and last.value.concept != "ShareOfRevenue"):
        return None
    following = syntax(context.lang, "next_part")
    found = following.fullmatch(context.view, first.end, second.start) if first.end < second.start else None
    if found is None:
        return None
    start, end = found.span("name")
    taken = [(name.start, name.end) for name in context.entities]
    taken += [(metric.start, metric.end) for metric in context.metrics]
    taken += [(time.start, time.end) for time in context.times]
    taken += [(cue.start, cue.end) for cue in context.cues]
    return None if any(left < end and start < right for left, right in taken) else context.text[start:end]


def part_told(measures: Sequence[Measure], told: Measure | None) -> Measure | None:
    """What a text tells of a part of a company, with which other parts may go on; None where it tells of the whole."""
    if not measures:
        return told
    parts = [m for m in measures if m.segment and m.value.concept in _OF_PARTS and m.subject.label == "ORG"]
    return next((m for m in parts if not m.value.is_change), parts[0] if parts else None)


def turned_part(
    context: SentenceContext, measure: Measure, here: Sequence[Measure], told: Measure | None, listed: int
) -> Measure:
    """The number of the next part that a Korean text turns to without its metric.

    커머스 부문 매출은 8천억원이다. 핀테크도 9% 성장한 4천억원을 기록했고, 콘텐츠는 3천억원으로 2% 줄었다.

    Args:
        context: the sentence.
        measure: the number as read.
        here: the measures before it in the sentence.
        told: what the sentence before told of a part.
        listed: how many numbers its list has.
    """
    last, value = here[-1] if here else None, measure.value
    told = part_told(here, None) or told
    if (
        context.lang != "ko"
        or told is None
        or told.value.metric is None
        or not (value.metric is None or value.inherited)
    ):
        return measure
    if value.segment or not _goes_with(value, told.value):
        return measure
    start, end, metric = last.value.quantity.end if last else context.start, value.quantity.start, told.value.metric
    found = _part_named(context, start, end)
    part = context.text[slice(*found)] if found is not None else None
    if part is None and value.is_change and listed > 1:
        part = _dealt_out(value, here, listed)
    elif part is None and last is not None and last.value.inherited and last.value.metric is metric:
        busy = any(left < end and start < right for left, right in _named(context))
        part = last.segment if not busy and syntax("ko", "same_part").fullmatch(context.view, start, end) else None
    if part is None:
        return measure
    aspect = change_aspect(context, value.quantity, metric) if value.is_change else "level"
    value = replace(value, metric=metric, inherited=True, aspect=aspect)
    return replace(measure, value=value, subject=taken_up(told.subject), segment=part)


def handed_part(context: SentenceContext, measure: Measure, here: Sequence[Measure], listed: int) -> str | None:
    """The part that a Chinese number is of by its place in a list, or as the former or latter of two parts told.

    自营收入9亿元，联营收入3亿元，分别增长4%和5%; 前者毛利率为40%.

    Args:
        context: the sentence.
        measure: the number as read.
        here: the measures before it in the sentence.
        listed: how many numbers its list has.
    """
    value, last = measure.value, here[-1] if here else None
    if context.lang != "zh" or last is None or value.segment or measure.subject.name != last.subject.name:
        return None
    told = [m.segment for m in here if not m.value.is_change and m.value.group != value.group]
    if measure.segment not in (None, *told):
        return None
    one = syntax("zh", "one_of_two").search(context.view, last.value.quantity.end, value.quantity.start)
    if one is not None and len(told) >= _TWO and None not in told[-2:] and told[-1] != told[-2]:
        return told[-2] if one["former"] else told[-1]
    parts = told[-listed:]
    each = any(c.kind == "each" and c.end <= value.quantity.start for c in context.cues)
    if not each or listed < _TWO or None in parts or len(parts) != listed or len(set(parts)) != listed:
        return None
    return parts[sum(m.value.group == value.group for m in here)]


def _dealt_out(value: Value, here: Sequence[Measure], listed: int) -> str | None:
    """The part that a change is of, where so many parts stand before: 음악은 3억원, 영상은 2억원으로 각각 9%, 4%."""
    place = sum(m.value.group == value.group for m in here)
    parts = [m.segment for m in here if not m.value.is_change][-listed:]
    return parts[place] if len(parts) == listed == len(set(parts)) else None


def _goes_with(value: Value, told: Value) -> bool:
    """Whether a number can be of the metric told: the same kind of amount, or how far it moved."""
    unit = value.quantity.unit
    if value.is_change:
        return bool(value.direction) and unit in ("percent", "times")
    return unit == told.quantity.unit or (told.is_change and told.concept != "ShareOfRevenue" and is_money(unit))


def _named(context: SentenceContext) -> list[tuple[int, int]]:
    """Where names and metrics stand in a sentence."""
    return [(m.start, m.end) for m in context.entities] + [(m.start, m.end) for m in context.metrics]


def _part_named(context: SentenceContext, start: int, end: int) -> tuple[int, int] | None:
    """Where the words before a number turn to a part, which is no name, no time, no metric and no amount of its own."""
    match = syntax("ko", "turns_to_part").search(context.view, start, end)
    if match is None or syntax("ko", "no_turned_part").search(match["name"]):
        return None
    left, right = match.span("name")
    spans = _named(context) + [(t.start, t.end) for t in context.times] + [(c.start, c.end) for c in context.cues]
    if any(first < right and left < last for first, last in spans):
        return None
    rest = match.end()
    for first, last in sorted(spans):
        if first == rest or (first > rest and not context.gap(rest, first).strip()):
            rest = last
    return (left, right) if syntax("ko", "before_amount").fullmatch(context.view, rest, end) else None


def share_of_whole(context: SentenceContext, measure: Measure, last: Measure | None) -> Measure:
    """A share of revenue told behind what a part brings in: 가전이 40조원(44%); 云业务收入3亿元，占比16%."""
    value = measure.value
    if last is None or value.metric is not None or value.quantity.unit != "percent" or value.is_change:
        return measure
    told = context.lang == "ko" and last.value.is_change
    if context.lang == "zh" and last.value.concept == "ShareOfRevenue" and last.segment and not last.value.is_change:
        led = syntax("zh", "share_led").fullmatch(context.gap(last.value.quantity.end, value.quantity.start))
        return _as_share(measure, last) if led else measure  # 比重由36%升至42%
    if last.value.concept != "Revenue" or not (last.value.segment or last.segment) or told:
        return measure
    at = value.quantity.start
    gap = context.gap(last.value.quantity.end, at)
    if context.lang == "zh" and syntax("zh", "share_once").fullmatch(gap):
        return _as_share(measure, last)
    since = context.start if context.lang == "ko" else last.value.quantity.end
    if not _OF_WHOLE.fullmatch(gap) or any(
        since <= c.start and c.end <= at for c in context.cues if c.kind in _COMPARED
    ):
        return measure
    return _as_share(measure, last)


def _as_share(measure: Measure, last: Measure) -> Measure:
    """The measure as a share of revenue that the part told before has."""
    at = measure.value.quantity.start
    share = Metric(at, at, "ShareOfRevenue", 1, "level", "")
    value = replace(measure.value, metric=share, inherited=True)
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
