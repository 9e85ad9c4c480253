"""What the numbers of a sentence tell of one another's periods: sums of a year, growth by year, changes of balances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from nlp.claims.concepts import concepts
from nlp.claims.model import Timing, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.starting import is_year
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression

_MONTH, _QUARTER, _YEAR = 31, 92, 365  # days
_MONTHS = 12
_SO_LONG = 4  # months at least that a text sums up behind those of a quarter
_MONTH_OF_SECONDS = 30.4 * 24 * 3600
_DAY = timedelta(1)
_COUNTED = ("offset", "relative", "window")  # how words count from now
_FOLLOWING = ("PriceEarningsRatio", "EarningsPerShare", "SharePrice")  # what a forecast of profits leads to


def compounded(context: SentenceContext, value: Value, dated: Sequence[Timing], index: int) -> Timing:
    """Growth by year is of the years from the first level to the last: 由2023年的98亿元增至2028年的412亿元."""
    timing = dated[index]
    if not value.is_change or index < 2 or not is_year(timing):
        return timing
    first, last = dated[index - 2 : index]
    for earlier in reversed(dated[: index - 2]):  # 2021년 62억원, 2022년 118억원, 2023년 205억원으로 연평균 82% 성장
        if (
            context.lang != "ko"
            or not is_year(earlier)
            or not (earlier.end and first.start and earlier.end < first.start)
        ):
            break
        first = earlier
    if not (is_year(first) and is_year(last) and first.start and last.end and first.end and last.start):
        return timing
    clause = context.clause_start(value.quantity.start)
    if not first.end < last.start or not syntax(context.lang, "compound").search(
        context.view, clause, value.quantity.start
    ):
        return timing
    return replace(last, start=first.start)


def so_far(context: SentenceContext, value: Value, timing: Timing, told: Timing) -> Timing:
    """The year up to now ends with the month that a text reports: 8月销量5万辆，今年以来累计28万辆; 올해 들어 28만대.

    Args:
        context: the sentence.
        value: the number.
        timing: its period by its own words.
        told: the month that the Chinese sentence reports, the month or quarter that the Korean text speaks of.
    """
    today = context.reference
    if today is None or timing.end != today or not (told.start and told.end):
        return timing
    longest = _MONTH if context.lang == "zh" else _QUARTER
    flow = concepts()[value.concept].nature == "flow" and timing.start == date(today.year, 1, 1)
    reported = (told.end - told.start).days < longest and told.end < today and told.start.year == today.year
    return replace(timing, end=told.end) if flow and reported else timing


def summed_months(context: SentenceContext, value: Value, told: Timing) -> Timing | None:
    """The months of the year up to the end of the period told of, where words count them: 九个月加总，收入2716亿元.

    So does 아홉 달 동안 연구개발에 2억원을 들였다 in a report of a third quarter.

    Args:
        context: the sentence.
        value: the number.
        told: the period that the text speaks of.
    """
    start, today = value.quantity.start, context.reference
    if not (today and told.start and told.end and told.end < today) or told.start == told.end or context.foresees:
        return None
    if (told.end + _DAY).day != 1 or told.start.year != told.end.year or concepts()[value.concept].nature == "price":
        return None
    counted = [t for t in context.times if t.kind == "duration" and t.end <= start and t.seconds]
    if not counted or any(counted[-1].end <= t.start < start and t.kind != "duration" for t in context.times):
        return None
    months = round(int(counted[-1].seconds or 0) / _MONTH_OF_SECONDS)
    if months != told.end.month or not _SO_LONG <= months < _MONTHS:
        return None
    if not syntax(context.lang, "summed_months").match(context.view, counted[-1].end, start):
        return None
    return replace(told, start=date(told.end.year, 1, 1), text=counted[-1].text)


def of_its_level(before: Value, value: Value, timing: Timing, focus: Timing) -> bool:
    """Whether a change is that of the balance before it, of the day of accounts told last: 余额2亿元，增长8.3%."""
    level = not before.is_change and value.is_change and before.concept == value.concept
    return level and focus.standing is not None and timing.span == focus.standing.span


def is_sum_closed(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a sum closed the part of a list before: 8月零售191万辆，今年以来累计1347万辆；新能源车101万辆."""
    start = value.quantity.start
    if context.lang != "zh" or not syntax("zh", "sums").match(context.view, time.end, start):
        return False
    if "；" not in (gap := context.gap(time.end, start)) and ";" not in gap:
        return False
    opened = max(context.view.rfind(mark, context.start, time.start) for mark in "；;")
    return any(max(opened, context.start) <= q.start < time.start for q in context.quantities)


def onward(context: SentenceContext, period: Timing, focus: Timing) -> Timing:
    """The period that a text turns to, with the one that was over where this one is only foreseen.

    2분기 매출은 3억원이다. 올해 매출은 10억원으로 예상된다. 손실은 1억원으로 줄었다: the last is of the quarter.
    """
    today = context.reference
    if context.lang == "zh" and today is None and focus.end is not None:
        today = focus.end  # a text without a date speaks of what it has told
    if today is None or period.end is None or period.end <= today:
        return period
    if not context.foresees:
        return period
    over = focus if focus.end is not None and focus.end <= today else focus.before
    return replace(period, before=replace(over, before=None)) if over is not None and over.span else period


def come_back(context: SentenceContext, values: Sequence[Value], focus: Timing) -> Timing:
    """The period of a Chinese sentence without one, which comes back from what was only foreseen to what is over.

    上半年营收8亿元。预计2024-2026年净利润分别为…。海外收入占比达到31%: the last is of the half. What a forecast leads
    to (对应PE为14倍) goes on with it.
    """
    if context.lang != "zh" or focus.before is None or context.foresees or not values:
        return focus
    if syntax("zh", "among").match(context.view, context.start):
        return focus  # 其中 goes on with what was foreseen
    listed = any(value.group == other.group for value, other in pairwise(values))
    follows = any(value.concept in _FOLLOWING for value in values)
    return focus if listed or follows else focus.before


def is_whole_year(context: SentenceContext, time: TimeExpression, focus: Timing) -> bool:
    """Whether 全年 turns a Chinese text from a part of a year to the whole of it.

    Args:
        context: the sentence.
        time: one of its time expressions.
        focus: the period that the text was speaking of.
    """
    part = time.anaphoric and any(part.op == "whole" and part.unit == "year" for part in time.reading.parts)
    inside = focus.start is not None and focus.end is not None and focus.start.year == focus.end.year
    return part and not time.bound and inside and focus.start != focus.end and not context.is_base(time)


def told_again(context: SentenceContext, time: TimeExpression, named: Timing, told: Sequence[Timing]) -> Timing:
    """The part of a year that a Chinese text has just told of, named without its year again.

    2024年收入20亿元，今年前九个月22亿元。净利润5亿元，前九个月3亿元: the nine months are those of this year.

    Args:
        context: the sentence.
        time: the words.
        named: what they stand for.
        told: the periods of the numbers before.
    """
    if context.lang != "zh" or time.has_year or time.anaphoric or not (named.start and named.end):
        return named
    if is_year(named) or any(part.op in _COUNTED for part in time.reading.parts):
        return named  # 一年前
    for period in reversed(told):
        if period.start and period.end and period.end > named.end and period.start.year == period.end.year:
            first, last = (period.start.month, period.start.day), (period.end.month, period.end.day)
            if (named.start.month, named.start.day) == first and (named.end.month, named.end.day) == last:
                return replace(period, text=named.text)
    return named


def since_ever(context: SentenceContext, value: Value, timing: Timing) -> Timing:
    """What a company has sold since it began has no beginning: 截至10月31日，历史累计交付146万辆."""
    start = value.quantity.start
    if context.lang != "zh" or concepts()[value.concept].nature != "flow" or value.is_change:
        return timing
    found = syntax("zh", "ever").search(context.view, context.clause_start(start), start)
    return replace(timing, start=None) if found and timing.end else timing


def within(context: SentenceContext, period: Timing, focus: Timing) -> Timing:
    """The period that a text turns to; the next paragraph comes back from a part to the whole it reports.

    In Korean only from a part that is told for itself: 4분기 하나만 보면 수입은 206억 위안이다.
    """
    whole = focus.whole or focus
    if context.lang == "ko" and not syntax("ko", "for_itself").search(context.view, context.start, context.end):
        stays = period.span == focus.span and focus.whole is not None
        return replace(period, whole=whole) if stays or _is_only_told_of(context, period, focus) else period
    if not (period.start and period.end and whole.start and whole.end):
        return period
    inside = whole.start <= period.start and period.end <= whole.end and period.span != whole.span
    over = context.reference is None or whole.end < context.reference  # 今年 is no report
    return replace(period, whole=whole) if inside and over and (whole.end - whole.start).days <= _YEAR else period


def _is_only_told_of(context: SentenceContext, period: Timing, focus: Timing) -> bool:
    """Whether a paragraph names an earlier period, the running year or a part of what is reported in its middle."""
    if "\n" in context.view[max(0, context.start - 2) : context.start + 1] or not context.start:
        return False
    if not (period.start and period.end and focus.start and focus.end) or period.span == focus.span:
        return False
    over = context.reference is None or focus.end < context.reference
    running = context.reference is not None and period.start <= focus.start and period.end > context.reference
    return over and (period.end < focus.start or (focus.start <= period.start and period.end <= focus.end) or running)


def is_up_to_now(
    context: SentenceContext, value: Value, times: Sequence[TimeExpression], nearest: TimeExpression | None
) -> bool:
    """Whether a Chinese amount is what has come together until now: 截至目前，累计出货600万片."""
    start = value.quantity.start
    if context.lang != "zh" or value.is_change or concepts()[value.concept].nature != "flow":
        return False
    now = [time for time in times if time.end <= start and time.grain == "now"]
    if not now or (nearest is not None and nearest.start > now[-1].start):
        return False
    return not any(now[-1].end <= q.start and q.end <= start for q in context.quantities)


def is_aim_of_price(context: SentenceContext, value: Value, timing: Timing) -> bool:
    """Whether a target price stands behind years that are not its own: 2024-2026年净利润…，目标价5元."""
    goal = value.metric is not None and syntax(context.lang, "goal").search(value.metric.text) is not None
    return goal and timing.start is not None and timing.end is not None and (timing.end - timing.start).days > _MONTH
