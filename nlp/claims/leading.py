"""Which words of time lead: what they are of is what a text goes on with, a report's period among them."""

from __future__ import annotations

import re

from nlp.claims.dating import counts_back, is_quarter_before, parts_of, resolve
from nlp.claims.governing import FINE
from nlp.claims.model import UNKNOWN_TIMING as UNKNOWN
from nlp.claims.model import Timing
from nlp.claims.recalled import is_expected_then, is_once
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression

_SINCE = re.compile(
    r"\s?\([^()]{1,20}\)\s?(?:부터|이후|이래|까지|에 이어|후\s|뒤\s|以来|后)"
)  # 9월(1.6%)부터 looks back


def leads(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a date can set the period that a text goes on to speak of."""
    window = context.lang == "zh" and any(part.op == "window" for part in parts_of(time))  # 过去三年累计研发开支9亿元
    if context.is_base(time) or time.grain in FINE or window:
        return False
    if time.anaphoric and not (is_quarter_before(context, time) and is_reported(context, time)):
        return False
    if counts_back(time) or (
        context.lang == "ko"
        and any(part.op == "offset" or (part.op in ("window", "within") and part.value > 0) for part in parts_of(time))
    ):
        return False  # 5년 전에 이 비율은 35%를 넘었다, 앞으로 3년 동안 60억원을 쓴다; 一年前出货360万台
    if _SINCE.match(context.view, time.end, context.end) or is_once(context, time):
        return False
    if context.lang == "zh" and _is_of_beginning(context, time):
        return False
    if context.lang == "zh" and syntax("zh", "owed_to", "$").search(context.view, context.start, time.start):
        return False
    asides = ("event", "drives", "founded") if context.lang == "ko" else ("event", "drives", "event_name", "published")
    if any(syntax(context.lang, name).match(context.view, time.end, context.end) for name in asides):
        return False
    return context.lang != "ko" or not is_expected_then(context, time)


def _is_of_beginning(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a date that is over is only that on which something began: 清泉2023年8月成立，现有员工420人."""
    if not syntax("zh", "founded").match(context.view, time.end, context.end):
        return False
    end = resolve(context, time, UNKNOWN).end
    return end is not None and (context.reference is None or end <= context.reference)


def is_reported(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a report of the period is named: 美团发布2024年第二季度财报, 2024年中报."""
    if syntax(context.lang, "report").match(context.view, time.end, context.end):
        return True
    return time.has_year and syntax(context.lang, "report", "$").search(context.view, time.start, time.end) is not None


def is_of_source(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a quarter, half or year is that of figures quoted: 업체가 발표한 2분기 판매량에 따르면."""
    spoken = context.lang == "ko" and time.grain in ("quarter", "half", "year", "span", "month")
    return spoken and syntax("ko", "figures_quoted").match(context.view, time.end, context.end) is not None


def is_introduced(context: SentenceContext, time: TimeExpression) -> bool:
    """Whether a Korean sentence only says when that was of which the next tells: 직전 인수는 2023년 9월 끝났다."""
    if context.lang != "ko" or time.grain not in ("month", "year", "quarter", "half"):
        return False
    return syntax("ko", "introduced").match(context.view, time.end, context.end) is not None


def reports(context: SentenceContext, period: Timing) -> bool:
    """Whether a Korean sentence names a period as that of results: 2분기 실적을 발표했다."""
    if context.lang != "ko" or not period.span:
        return False
    named = [time for time in context.times if time.grain in ("quarter", "half", "year") and is_reported(context, time)]
    return any(leads(context, time) and resolve(context, time, UNKNOWN).span == period.span for time in named)


def accounts_for(context: SentenceContext, time: TimeExpression, report: TimeExpression) -> bool:
    """Whether a period is the whole that a report is of, which its name tells only the end of: 三季报：前三季度营收."""
    named_in = syntax(context.lang, "report", "$").search(context.view, report.start, report.end)
    if time.start <= report.end or not leads(context, time) or not (named_in or is_reported(context, report)):
        return False
    whole, named = resolve(context, time, UNKNOWN), resolve(context, report, UNKNOWN)
    return bool(whole.start and named.start and whole.end == named.end and whole.start < named.start)


def is_foretold(context: SentenceContext, time: TimeExpression, period: Timing, focus: Timing) -> bool:
    """Whether results of a period are only announced: 发布2021年度业绩预告, and what goes on with that year."""
    ahead = context.lang == "zh" or (context.reference and period.end and period.end > context.reference)
    if ahead and syntax(context.lang, "foretells").match(context.view, time.end, context.end):
        return True
    if _asks_ahead(context, period):
        return True
    return focus.foretold and period.span == focus.span and not is_reported(context, time)


def _asks_ahead(context: SentenceContext, period: Timing) -> bool:
    """Whether a Chinese question asks for what is aimed at: 问：2026年的经营目标？答：营收增长10%."""
    today = context.reference
    ahead = today is None or (period.end is not None and period.end > today)
    return ahead and asks(context) and context.foresees


def asks(context: SentenceContext) -> bool:
    """Whether a Chinese sentence is a question."""
    return context.lang == "zh" and context.view[context.start : context.end].rstrip("”」 ").endswith(("？", "?"))
