"""Periods that a text only recalls or aims at, and comes back from to the one that it speaks of.

A report of last month's prices names earlier months to compare, or to tell when a run began (지난해 10월 반등한 뒤
11개월째): what follows is of the month reported again. A new paragraph may turn to an earlier one for good.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.changes import is_left
from nlp.claims.concepts import OTHER, concepts
from nlp.claims.counted_back import years_ago
from nlp.claims.dating import is_day_before, parts_of, resolve
from nlp.claims.model import UNKNOWN_TIMING, Timing, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.starting import is_year
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression
from nlp.periods.dates import DAY

_HEAD = 30  # characters before a year in which its figure is named
_BESIDE = 2  # characters between a date and the number that stands at it
_UNLIKE = 3  # days by which months or years differ in length
_MONTH, _YEAR = 31, 364  # days; results go back from quarter to quarter, and stay there


def is_recalled(context: SentenceContext, period: Timing, focus: Timing) -> bool:
    """Whether a sentence only recalls an earlier month or year than the one that is reported.

    Args:
        context: the sentence.
        period: the period that it names.
        focus: the one that the text was speaking of.
    """
    if context.lang != "ko" or context.reference is None or opens_paragraph(context):
        return False
    if not (period.start and period.end and focus.start and focus.end) or focus.end > context.reference:
        return False
    length = (focus.end - focus.start).days
    alike = abs(length - (period.end - period.start).days) <= _UNLIKE
    of_economy = any(concepts()[metric.concept].holder == "economy" for metric in context.metrics)
    was = syntax("ko", "stood_then").search(context.view, context.start, context.end) is not None
    return alike and period.end < focus.start and (of_economy or was or not _MONTH < length < _YEAR)


def is_only_passed(context: SentenceContext, values: Sequence[Value], period: Timing, focus: Timing) -> bool:
    """Whether a Korean sentence names a month only for a sum reached in it: 누적 판매량은 1월 9만대다.

    Args:
        context: the sentence.
        values: its numbers.
        period: the month that it names.
        focus: the longer period that the text was speaking of.
    """
    if context.lang != "ko" or not (period.start and period.end and focus.start and focus.end) or not values:
        return False
    month = (period.end - period.start).days < _MONTH < (focus.end - focus.start).days
    summed = syntax("ko", "summed_ever").search(context.view, context.start, values[0].quantity.start) is not None
    return month and (summed or all(concepts()[value.concept].nature == "stock" for value in values))


def comes_again(context: SentenceContext, period: Timing, focus: Timing, dated: Sequence[Timing]) -> bool:
    """Whether a Chinese sentence comes back from an earlier period to the one in focus: 2022年5亿元，去年3亿元，占2%.

    Args:
        context: the sentence.
        period: the one that it opens with.
        focus: the one that the text was speaking of.
        dated: the periods of its numbers.
    """
    earlier = bool(period.end and focus.start and period.end < focus.start)
    over = context.reference is None or (focus.end is not None and focus.end <= context.reference)
    return context.lang == "zh" and earlier and over and bool(dated) and dated[-1].span == focus.span


def is_in_passing(context: SentenceContext, time: TimeExpression | None, period: Timing, focus: Timing) -> bool:
    """Whether a Chinese sentence recalls an earlier period than the year in focus: 已连降三年，而在2022年还有847亿元.

    One that opens a paragraph may turn to it for good.

    Args:
        context: the sentence.
        time: the words that name the period.
        period: it.
        focus: the one that the text was speaking of.
    """
    if context.lang != "zh" or time is None or period.end is None:
        return False
    if syntax("zh", "recalls").match(context.view, context.start, time.start):  # 对照一下：2024年全年订单…
        return focus.start is None or period.end < focus.start
    if not is_year(focus) or focus.start is None:
        return False
    opens = "\n" in context.view[max(0, context.start - 2) : context.start + 1]
    return period.end < focus.start and not opens and context.clause_start(time.start) > context.start


def is_ahead_in_passing(context: SentenceContext, time: TimeExpression, period: Timing) -> bool:
    """Whether a Chinese sentence names a year to come in a quote or behind its opening: 他说：“明年一定盈利。”.

    Args:
        context: the sentence.
        time: the words that name the year.
        period: it.
    """
    today = context.reference
    if context.lang != "zh" or today is None or period.start is None or period.start <= today:
        return False
    quoted = syntax("zh", "quote_opened", "$").search(context.view, context.start, time.start) is not None
    return quoted or context.clause_start(time.start) > context.start


def is_aimed_at(context: SentenceContext, time: TimeExpression, period: Timing, focus: Timing) -> bool:
    """Whether a period is only that of a target, in the middle of which the text tells of a shorter one.

    Args:
        context: the sentence.
        time: the words that name the period: 올해 수출 목표치(7000억달러).
        period: it.
        focus: the one that the text was speaking of.
    """
    if not (period.start and period.end and focus.start and focus.end) or period.span == focus.span:
        return False
    within = period.start <= focus.start and focus.end <= period.end
    return within and syntax(context.lang, "aims").match(context.view, time.end, context.end) is not None


def is_among(context: SentenceContext, time: TimeExpression, period: Timing, focus: Timing) -> bool:
    """Whether a sentence tells only of a part of the period reported: 其中第三季度营收17亿元, 이 중 2분기 매출은.

    Args:
        context: the sentence.
        time: the words that name the period.
        period: it.
        focus: the one that the text was speaking of.
    """
    if not (period.start and period.end and focus.start and focus.end):
        return False
    within = focus.start <= period.start and period.end <= focus.end and period.span != focus.span
    return within and syntax(context.lang, "among", "$").search(context.view, context.start, time.start) is not None


def is_month_of_users(context: SentenceContext, values: Sequence[Value], period: Timing, focus: Timing) -> bool:
    """Whether a Chinese report of a longer period names a month only for what is counted in it: 月活6月升至2亿.

    Args:
        context: the sentence.
        values: its numbers.
        period: the month that it names.
        focus: the period that the text was speaking of.
    """
    if context.lang != "zh" or not (period.start and period.end and focus.start and focus.end):
        return False
    month = (period.end - period.start).days < _MONTH < (focus.end - focus.start).days
    users = ("ActiveUsers", OTHER)
    counted = [value for value in values if value.concept in users or concepts()[value.concept].nature == "stock"]
    return month and focus.start <= period.start and period.end <= focus.end and len(counted) == len(values) > 0


def days_told(
    context: SentenceContext, days: Sequence[TimeExpression], first: int, day: Timing
) -> list[TimeExpression]:
    """The days of a sentence that the text may go on to tell of, the likeliest first.

    That of the article goes before others (지난 5일 결과를 낸 온빛소재가 6일 하락 중이다. 이날 …). An earlier one is
    only recalled behind a number (2400을 넘은 것은 2년 만(2018년 6월 15일)이다), and so is 전날, and that of the source
    beside the one it tells of (26일 거래소에 따르면 지난 24일 온빛소재는 …).

    Args:
        context: the sentence.
        days: the days that it names, in order.
        first: where its first number stands.
        day: the day that the text was telling of.
    """
    found = []
    for place, time in enumerate(days):
        start, end, _ = time.resolve(context.reference, None)
        if any(t.end <= first for t in days[place + 1 :]) and syntax("ko", "surveyed").match(context.view, time.end):
            continue
        behind = time.start > first and start is not None and day.start is not None and start < day.start
        if not is_day_before(time) and not behind:
            found.append((start != end or start != context.reference, time))
    return [time for _, time in sorted(found, key=lambda pair: pair[0])]


def taken_up(context: SentenceContext, word: TimeExpression, value: Value, told: Sequence[Timing]) -> Timing | None:
    """The period that 같은 기간 takes up: one that its sentence names before it, else that of the last number.

    None for words that take up none as it is (작년 같은 기간, 1년 전 같은 기간). What a change leaves takes up the
    first of two (2005년 7곳에서 지난해 9곳으로 늘었다. 매출은 같은 기간 1억원에서 2억원으로 늘었다).

    Args:
        context: the sentence.
        word: the words that take it up.
        value: the number.
        told: the periods of the numbers before, in order.
    """
    same = word.anaphoric and all(part.op in ("same", "focus") and not part.unit for part in word.reading.parts)
    if context.lang != "ko" or not same or years_ago(context, word):
        return None
    text = context.text[word.start : word.end]
    for time in reversed(context.times):
        if time.end <= word.start and time.bound == "since" and not time.anaphoric and not context.is_base(time):
            named = resolve(context, time, UNKNOWN_TIMING)
            if named.span:
                return replace(named, text=text)
    spans = [timing for timing in told if timing.span and not timing.retrospective]
    last = spans[-1] if spans and spans[-1] is told[-1] else None
    if last is not None and _is_to_come(context, last):
        return None  # 3년 동안 60억원을 쓰겠다고 했다. 같은 기간 경쟁사는 25억원을 벌었다
    if last is None or (_is_balanced(last) and _flows(value)):
        return None  # 9월 말 수주잔고는 4조원이다. 경쟁사는 같은 기간 1조원의 매출을 올렸다: of the quarter told before
    if is_left(context, value.quantity):
        first = next((t for t in reversed(spans) if t.end and last.start and t.end < last.start), None)
        if first is not None:
            return replace(first, text=text, retrospective=True)
    return replace(last, text=text)


def _is_to_come(context: SentenceContext, timing: Timing) -> bool:
    """Whether a period has not yet begun and the sentence foresees nothing."""
    today = context.reference
    return today is not None and timing.start is not None and timing.start > today and not context.foresees


def _is_balanced(timing: Timing) -> bool:
    """Whether a period is the last day of a month, of which balances are."""
    return timing.end is not None and timing.start == timing.end and (timing.end + DAY).day == 1


def _flows(value: Value) -> bool:
    return value.concept != OTHER and concepts()[value.concept].nature == "flow"


def of_whole_year(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a year is named for a figure of the whole of it: 연간 성장률이 작년 1.4%에서 올해 2.5%로; 去年全年."""
    if context.lang == "zh":
        return any(part.op == "whole" for part in parts_of(time)[1:])
    clause = context.view[max(context.clause_start(time.start), time.start - _HEAD) : time.start]
    return context.lang == "ko" and syntax("ko", "of_year").search(clause) is not None


def is_left_behind(context: SentenceContext, time: TimeExpression, start: int) -> bool:
    """Whether a date is that of the number which a change leaves, not of that at `start`: 전년 22%에서 16%로."""
    if context.lang != "ko":
        return False
    if is_day_before(time) and syntax("ko", "turned").match(context.view, time.end, start):
        return True
    if is_once(context, time):
        return next(q for q in context.quantities if q.start >= time.end).end <= start
    ago = time.anaphoric and any(part.value < 0 for part in time.reading.parts)
    part = not time.anaphoric and time.has_year and time.grain in ("quarter", "half", "month", "span")
    if not (ago or part):
        return False
    place = bisect.bisect_left(context.quantities, time.end, key=lambda quantity: quantity.start)
    left = context.quantities[place] if place < len(context.quantities) else None
    if left is None or left.end > start or left.start - time.end > _BESIDE:
        return False
    return is_left(context, left)


def is_once(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a date is only that of the number behind it, which is told of what comes next: 지난해 5%였던 소비는 …."""
    if context.lang != "ko" or any(part.op == "whole" for part in time.reading.parts) or context.is_base(time):
        return False
    place = bisect.bisect_left(context.quantities, time.end, key=lambda quantity: quantity.start)
    told = context.quantities[place] if place < len(context.quantities) else None
    if told is None or told.start - time.end > _HEAD or "," in context.gap(time.end, told.start):
        return False
    return syntax("ko", "once").match(context.view, told.end, context.end) is not None


def is_past_once(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a date is only that of what a number just told was then: 占91%，2024年这一比例为90%；其他产品5亿元."""
    if context.lang != "zh" or time.end >= value.quantity.start:
        return False
    if syntax("zh", "told_once").match(context.view, time.end, context.end) is None:
        return False
    return any(time.end <= quantity.start < value.quantity.start for quantity in context.quantities)


def is_expected_then(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a date is that on which a forecast was made (올 2월 예상한 성장률)."""
    if context.reference is None or time.grain in ("year", "half", "quarter"):
        return False
    return syntax(context.lang, "expected_then").match(context.view, time.end, context.end) is not None


def is_month(time: TimeExpression) -> bool:
    """Whether words name one month: an economy grows in a quarter, in months forecasts of it are made."""
    return time.grain == "month" and time.bound is None


def is_only_ahead(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a date to come stands in a clause before what is told as fact: 내년에 추월할 전망인데, 6%씩 크고 있다."""
    if context.lang != "ko" or context.reference is None or time.anaphoric:
        return False
    if time.end > context.clause_start(value.quantity.start):
        return False
    ahead = time.reading.direction > 0 or any(part.op == "relative" and part.value > 0 for part in time.reading.parts)
    start, _, _ = time.resolve(context.reference, None) if time.has_year or ahead else (None, None, None)
    if start is None or start <= context.reference:
        return False
    return is_told_as_fact(context, value)


def is_of_report(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a quarter or year only names results that moved a price: 4분기 실적에 주가가 6% 올랐다."""
    if context.lang != "ko" or time.grain not in ("quarter", "half", "year"):
        return False
    if syntax("ko", "report_of").match(context.view, time.end, context.end):
        return True
    until = value.metric.start if value.metric is not None else value.quantity.start
    told = (m for m in context.metrics if time.end <= m.start and m.end <= until)
    return time.grain != "year" and any(concepts()[m.concept].nature == "flow" for m in told)


def is_happening(context: SentenceContext, time: TimeExpression, period: Timing, focus: Timing) -> bool:
    """Whether a sentence without numbers names a part of the period in focus in which something only happened.

    Args:
        context: the sentence.
        time: the words that name the period: 지난해 10월 새 매장을 열었다.
        period: it.
        focus: the one that the text was speaking of.
    """
    if context.lang != "ko" or not (period.start and period.end and focus.start and focus.end):
        return False
    if any(
        syntax("ko", name).search(context.view, context.start, context.end) for name in ("tells_next", "for_itself")
    ):
        return False  # 6월 판매 속보를 다시 보자, 2분기만 떼어 놓으면 그림이 밝다
    within = focus.start <= period.start and period.end <= focus.end and period.span != focus.span
    return within and syntax("ko", "report_of").match(context.view, time.end, context.end) is None


def is_told_as_fact(context: SentenceContext, value: Value) -> bool:
    """Whether the predicate behind a number tells of what is or was, and nothing says that it is foreseen."""
    if syntax("ko", "as_fact").match(context.view, value.quantity.end, context.end) is None:
        return False
    metric = value.metric.text if value.metric is not None else ""
    if syntax("ko", "outlook").search(metric):
        return False
    cues = [c for c in context.cues if c.kind in ("forecast", "target", "estimate", "outlook", "if")]
    return not any(cue.start >= value.quantity.end for cue in cues)


def comes_home(context: SentenceContext, period: Timing, reported: Timing, sentences: int) -> Timing:
    """The period with which a Korean paragraph begins: that which the article reports, behind one told beside it.

    10월 판매는 3만대다. / 올해 들어서는 32만대다. / 경쟁사 다온은 4만대를 팔았다: the rival's are of October.

    Args:
        context: the first sentence of the paragraph.
        period: the one that the paragraph before ended with.
        reported: the one that the article reports, as its title or its first numbers tell.
        sentences: how many sentences the paragraph before had.
    """
    if context.lang != "ko" or context.reference is None or not (sentences > 1 or opens_paragraph(context)):
        return period
    if not (period.start and period.end and reported.start and reported.end) or reported.end > context.reference:
        return period
    within = reported.start <= period.start and period.end <= reported.end
    around = period.start <= reported.start and reported.end <= period.end
    aside = period.end < reported.start or period.end > context.reference
    return reported if within or around or aside else period


def comes_back(period: Timing, home: Timing) -> Timing:
    """The period that a Chinese article on one company goes on with behind a paragraph on another with another year.

    A part of the same year, or the whole of it, stays what the text tells of.

    Args:
        period: the one of the paragraph on the other company.
        home: the one last told of the company that the article is about.
    """
    if not (period.start and period.end and home.start and home.end):
        return period
    inside = home.start <= period.start and period.end <= home.end
    around = period.start <= home.start and home.end <= period.end
    return period if inside or around else home


def opens_paragraph(context: SentenceContext) -> bool:
    """Whether a sentence is the first of a paragraph of several."""
    view, start = context.view, context.start
    if start and "\n" not in view[max(0, start - 2) : start]:
        return False
    end = view.find("\n", context.end)
    return bool(view[context.end : end if end >= 0 else None].strip())
