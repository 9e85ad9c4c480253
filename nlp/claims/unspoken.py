"""The period of a number that no word of time governs: what the text goes on with, the trading day, the day of news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from nlp.claims.concepts import OTHER, concepts, is_money
from nlp.claims.model import UNKNOWN_TIMING as UNKNOWN
from nlp.claims.model import Timing, Value
from nlp.claims.recalled import is_told_as_fact
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression

_TRADED = "TradingVolume"  # of the day where no longer period is spoken of
_WORTH = "MarketCapitalisation"
_QUOTED = ("IndexLevel", "ExchangeRate", _TRADED)  # what has a value every day
_OF_NOW = ("Ownership", "Valuation")  # where no day is named, of now
_PLANNED = (
    "FundsRaised",
    "Investment",
    "CapitalExpenditure",
    "ProductionCapacity",
    "ShareRepurchase",
    "AcquisitionPrice",
    "ContractValue",
)
_BESIDE = 12  # characters before a price that say it is one on average
_FRIDAY = 4
_MONTH = 31  # days
NEWS = timedelta(7)  # how far back news is told


def fallback(context: SentenceContext, value: Value, current: Timing, day: Timing, standing: Timing | None) -> Timing:
    """Without a word of time: the period in focus; for a price the day in focus or that of the article, no period.

    A balance is of the day of accounts told last; a stake is of now, which is no day.

    Args:
        context: the sentence.
        value: the number.
        current: the period in focus.
        day: the day in focus.
        standing: the day of accounts that was told last.
    """
    concept = concepts()[value.concept]
    if current.before is not None and not current.foretold and is_told_as_fact(context, value):
        current = current.before
    if standing is not None and (
        concept.nature == "stock" or (value.concept == OTHER and is_money(value.quantity.unit))
    ):
        return standing
    if value.concept == _WORTH and context.reference is not None and not context.foresees:
        return day if day.span and day.start == day.end else context.session  # what a company is worth has every day
    if value.concept == "Ownership" or (value.concept in _OF_NOW and context.lang == "zh"):
        return _if_just_over(context, current)
    if concept.nature == "price" and _is_average(context, value, current):
        return current
    if context.lang == "zh" and not current.foretold and _is_to_come(context, current, value):
        return UNKNOWN  # what is told next without a word of time is of now
    if context.lang == "zh" and value.concept in _PLANNED and _is_planned(context, value, current):
        return UNKNOWN
    if context.lang == "ko" and concept.nature == "stock" and _is_not_over(context, current):
        return current.before or UNKNOWN  # 올해 코스피는 2480까지 갈 것이다. 예탁금은 50조원이다
    if context.lang == "ko" and _is_of_now(context, value):
        return UNKNOWN
    if concept.nature != "price" and value.concept != _TRADED:
        return UNKNOWN if context.lang == "ko" and _is_to_come(context, current, value) else current
    of_period = value.concept == _TRADED or (value.aspect == "change_yoy" and current.start != current.end)
    if of_period and current.span:
        return current
    if day.span or (current.span and current.start == current.end):
        return (day.standing or day) if day.span else current
    expected = context.foresees
    metric = value.metric.text if value.metric is not None else ""
    quoted = value.concept in _QUOTED or syntax(context.lang, "quoted").search(metric) is not None
    return context.session if (quoted or value.is_change) and not expected else UNKNOWN


def _is_average(context: SentenceContext, value: Value, period: Timing) -> bool:
    """Whether a price is what goods cost on average in the period told of: 上半年均价3850元, 평균 437달러."""
    metric, today = value.metric, context.reference
    if metric is None or value.concept != "ProductPrice" or today is None or not (period.start and period.end):
        return False
    if period.start == period.end or period.end >= today:
        return False
    named = context.view[max(context.start, metric.start - _BESIDE) : metric.end]
    return syntax(context.lang, "average").search(named) is not None


def _is_planned(context: SentenceContext, value: Value, period: Timing) -> bool:
    """Whether money is only planned to be spent or raised, which is not of a period that is over: 计划募资15亿元."""
    if context.reference is None or period.end is None or period.end >= context.reference:
        return False
    start = value.quantity.start
    if syntax("zh", "this_issue").search(context.view, context.clause_start(start), start):
        return True  # 此次集资规模约3亿美元
    return any(cue.kind == "target" and cue.end <= value.quantity.start for cue in context.cues)


def _is_to_come(context: SentenceContext, period: Timing, value: Value) -> bool:
    """Whether a period is only foreseen and the sentence foresees nothing: 2050年产值达10万亿。石油产量占全球的10%."""
    if context.reference is None or period.start is None or period.start <= context.reference:
        return False
    if context.lang == "ko":
        return is_told_as_fact(context, value)
    return not any(cue.kind in ("forecast", "target", "estimate", "outlook") for cue in context.cues)


def _is_of_now(context: SentenceContext, value: Value) -> bool:
    """Whether a stake or a number of users is told as it is now, whatever period the text speaks of."""
    concept = concepts()[value.concept]
    if concept.nature != "stock" or context.reference is None or value.is_change or value.inherited:
        return False
    counted = value.concept in _OF_NOW or concept.dimension == "count"
    return counted and syntax("ko", "of_now").match(context.view, value.quantity.end, context.end) is not None


def _is_not_over(context: SentenceContext, period: Timing) -> bool:
    """Whether a period still runs and the sentence foresees nothing: no balance is of its last day."""
    if context.reference is None or period.end is None or period.end <= context.reference:
        return False
    return not any(cue.kind in ("forecast", "target", "estimate", "outlook") for cue in context.cues)


def _if_just_over(context: SentenceContext, current: Timing) -> Timing:
    """The last day of the period in focus for a stake that is told without one, if that is just over."""
    day = context.reference
    if day is None or current.end is None or context.item:
        return UNKNOWN
    return replace(current, start=current.end) if timedelta(0) <= day - current.end <= NEWS else UNKNOWN


def is_acquired(context: SentenceContext, value: Value) -> bool:
    """Whether a stake is told as bought or sold in the time named: 去年买下51%股权, 3월 지분 49%를 사들였다."""
    start, end = value.quantity.start, value.quantity.end
    if value.concept != "Ownership" or value.is_change:
        return False
    if context.lang == "ko":
        return syntax("ko", "acquired").match(context.view, end, context.end) is not None
    return syntax("zh", "acquired", "$").search(context.view, context.clause_start(start), start) is not None


def of_same_day(before: Value, value: Value, timing: Timing) -> bool:
    """Whether a turnover or market value is told with the price before it, and of its day."""
    priced = concepts()[before.concept].nature == "price" or before.concept == _TRADED
    return value.concept in (_TRADED, _WORTH) and priced and timing.start is not None and timing.start == timing.end


def of_week(context: SentenceContext, value: Value, day: Timing) -> Timing | None:
    """The trading days of the week where a move is one of the week: 恒生科技指数涨1.4%，周涨6.4%."""
    start, last = value.quantity.start, day.end or context.session.end
    if context.lang != "zh" or last is None or concepts()[value.concept].nature != "price":
        return None
    if not syntax("zh", "of_week", "$").search(context.view, context.clause_start(start), start):
        return None
    monday = last - timedelta(last.weekday())
    return Timing(monday, monday + timedelta(_FRIDAY), None)


def as_far_as_told(context: SentenceContext, value: Value, timing: Timing, day: Timing) -> Timing:
    """A price has moved no further than to the day of the article, or the one told of just before: 이달 15% 올랐다."""
    today = context.reference
    if today is None or not value.is_change or concepts()[value.concept].nature != "price":
        return timing
    if timing.start is None or timing.end is None or context.foresees:
        return timing
    yearly = timing.start == date(today.year, 1, 1) and value.concept in ("SharePrice", "IndexLevel")
    running = yearly and syntax(context.lang, "since_new_year").fullmatch(timing.text or "") is not None
    if not (running or (context.lang == "ko" and timing.start < today <= timing.end)):
        return timing
    told = day.end is not None and day.start == day.end and timing.start < day.end and today - day.end <= NEWS
    return replace(timing, end=day.end if told and day.end and day.end < today else today)


def moves_on(before: Value | None, value: Value, timing: Timing) -> bool:
    """Whether a price moved as long as the one before it: 온빛은 이달 15% 올랐다. 라온(12%), 다온(9%)도 올랐다."""
    same = value.inherited if before is None else before.concept == value.concept and before.is_change
    return (
        same
        and value.is_change
        and concepts()[value.concept].nature == "price"
        and timing.text is not None
        and timing.start != timing.end
    )


def goes_on_with(context: SentenceContext, value: Value, last: Timing, focus: Timing) -> bool:
    """Whether a growth is of the number told last: 상반기에 275만대를 팔았다. 전년 동기보다 21% 줄었다.

    Prices of goods go on with the month of the statistics before. What that number only recalled, the text does not go
    on with.
    """
    if context.lang != "ko" or not value.is_change or last.retrospective:
        return False
    if last.end is None or last.start is None:
        return False
    if last.start == last.end:  # 직원은 6월 말 현재 4120명이다. 지난해 12월에 비해 210명 늘었다
        closes = (last.end + timedelta(1)).day == 1
        return closes and value.inherited and concepts()[value.concept].nature == "stock"
    days = (last.end - last.start).days
    goods = value.concept == "ProductPrice" and last.start.day == 1 and (days < _MONTH or last.span == focus.span)
    return (value.inherited or goods) and (focus.start is None or last.end >= focus.start)


def sourced(context: SentenceContext, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The period of all numbers of a sentence in the bracket that closes it: 1위는 30%인 온빛이다(2분기 기준)."""
    if context.lang != "ko" or not times or times[-1].grain in ("day", "now"):
        return None
    return times[-1] if syntax("ko", "source_closed").match(context.view, times[-1].end, context.end) else None


def of_that_time(
    context: SentenceContext, value: Value, told: Sequence[Timing], here: Sequence[Timing], focus: Timing
) -> Timing | None:
    """The earlier period told last, which 당시 takes up: 2023년 5월 3억원을 모았다. 당시 기업가치는 20억원이다.

    Args:
        context: the sentence.
        value: the number.
        told: the periods of the numbers of the sentence before.
        here: those of the numbers before it in its own.
        focus: the period that the text is speaking of.
    """
    if context.lang != "ko":
        return None
    start = value.quantity.start
    found = syntax("ko", "then").search(context.view[context.start : start])
    if found is None or any(context.start + found.end() <= t.start and t.end <= start for t in context.times):
        return None
    spans = [timing for timing in (*told, *here) if timing.span]
    earlier = [timing for timing in spans if timing.end and focus.start and timing.end < focus.start]
    return earlier[-1] if earlier else spans[-1] if spans else None


def planned_by(context: SentenceContext, value: Value, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time behind a Korean amount by which it is to be spent or raised: 1조원을 2030년까지 투자한다.

    Args:
        context: the sentence.
        value: the number.
        times: its words of time.
    """
    end, today = value.quantity.end, context.reference
    if context.lang != "ko" or value.is_change or today is None or value.concept not in _PLANNED:
        return None
    behind = next((time for time in times if time.start >= end), None)
    if behind is None or not syntax("ko", "planned_by").fullmatch(context.view, end, behind.start):
        return None
    _, last, _ = behind.resolve(today, None)
    return behind if last is not None and last > today and not context.is_base(behind) else None
