"""Which word of time governs a number: the one at it, in its bracket, or the nearest that may."""

from __future__ import annotations

import re

from nlp.claims.beside import (
    is_sum_closed,
)
from nlp.claims.concepts import OTHER, concepts
from nlp.claims.dating import SPOKEN, counts_back, parts_of, resolve
from nlp.claims.model import UNKNOWN_TIMING as UNKNOWN
from nlp.claims.model import Value
from nlp.claims.recalled import (
    is_expected_then,
    is_left_behind,
    is_month,
    is_of_report,
    is_only_ahead,
)
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression

_CUMULATIVE = ("Investment", "FundsRaised", "ShareRepurchase")
_BRACKET = re.compile(r"\s?[(（]\s?")
_HELD = re.compile(r"\s?[(（]\s?(?:[가-힣]{1,6}\s?){0,2}[-–−△▲▼+]?")  # 2018년 10월 2일(종가기준 2309.57)
_RATE_HELD = re.compile(r"\s?[가-힣]{1,6}율\s?[(（]\s?[-–−△▲▼+]?")  # 전년 증가율(32.5%)보다
_CLOSED = re.compile(r"(?:\s?(?:기준|종가|말|[고저]가))?\s?[)）]")
FINE = ("day", "week", "time", "now")


def time_at(context: SentenceContext, value: Value, times: list[TimeExpression]) -> TimeExpression | None:
    """The date that stands directly at the number (2023年的53.9%, 올해(1.5%)), even if it is one compared with."""
    pattern = syntax(context.lang, "tight")
    for time in reversed(times):
        if time.end <= value.quantity.start:
            if any(time.end <= q.start < value.quantity.start for q in context.quantities):
                return time if _is_its_amount(context, time, value) else None
            gap = context.gap(time.end, value.quantity.start)
            metric = value.metric
            if metric is not None and time.end <= metric.start and metric.end <= value.quantity.start:
                # 지난해 동기(영업이익 1천299억원)
                gap = context.gap(time.end, metric.start) + context.gap(metric.end, value.quantity.start)
            held = pattern.fullmatch(gap) or _HELD.fullmatch(gap)
            return time if held or _is_its_amount(context, time, value) else None
    return None


def _is_its_amount(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a number is what something is compared with, of a time named before it: 지난해 목표액 13억원보다.

    So is the last of a list of such: 1년 전의 40억원, 18억원보다.
    """
    mark = context.base_mark(time) if context.lang == "ko" else None
    return mark is not None and 0 <= mark - value.quantity.end <= 1


def time_in_bracket(context: SentenceContext, value: Value, times: list[TimeExpression]) -> TimeExpression | None:
    """The date in the bracket behind a number: 매출 700억원(2023년), 저점 1만2500원(2024년 11월 4일)."""
    opened = _BRACKET.match(context.view, value.quantity.end, context.end)
    if opened is None:
        return None
    found = next((t for t in times if t.start == opened.end()), None)
    if found is None or not _CLOSED.match(context.view, found.end, context.end) or context.is_base(found):
        return None
    return found


def holds_in_bracket(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a date carries the number in the bracket behind it (1998년 1분기(-6.8%) 이후).

    A forecast in such a bracket was only made then.
    """
    if context.foresees:
        return False
    gap = context.gap(time.end, value.quantity.start)
    return _HELD.fullmatch(gap) is not None or _RATE_HELD.fullmatch(gap) is not None


def compared_then(context: SentenceContext, value: Value, times: list[TimeExpression]) -> TimeExpression | None:
    """The date of a level that something is compared with, named before its change.

    比2023年下滑13.7%的34.66亿元; 由去年同期约1.1亿元减至0.9亿元, 比2019年同期的酒店收益约1576万元下降.
    """
    start = value.quantity.start
    if context.lang != "zh" or value.is_change:
        return None
    clause = context.clause_start(start)
    bases = [t for t in times if clause <= t.start and t.end <= start and context.is_base(t)]
    if not bases:
        return None
    if any(bases[-1].end <= q.start and q.end <= start for q in context.quantities):
        return bases[-1] if context.view[start - 1 : start] == "的" else None
    return bases[-1] if syntax("zh", "base_level").fullmatch(context.view, bases[-1].end, start) else None


def is_measure(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a share or multiple is only measured by the figure of a time: 前三季度装机已达去年全年的78%.

    Args:
        context: the sentence.
        time: one of its time expressions, before the number.
        value: the number.
    """
    start, unit = value.quantity.start, value.quantity.unit
    if time.end > start:
        return False
    if unit == "times" and syntax(context.lang, "multiple_gap").fullmatch(context.view, time.end, start):
        return True  # 是去年一季度0.8亿元的3.1倍, 작년 1분기(2억원)의 3.6배
    if context.lang != "zh" or unit not in ("percent", "times"):
        return False
    if unit == "percent" and concepts()[value.concept].dimension == "ratio":
        return False  # 由2019年的3%达到2023年的15%
    if not syntax("zh", "measure_gap").fullmatch(context.view, time.end, start):
        return False
    return syntax("zh", "measured_by", "$").search(context.view, context.start, time.start) is not None


def may_date(time: TimeExpression, value: Value) -> bool:
    """A day names when something was said or traded; only prices are of a day."""
    if time.kind not in SPOKEN or (value.concept == "GDP" and is_month(time)):
        return False
    concept = concepts()[value.concept]
    if value.concept == OTHER and not names_day(time) and time.grain == "day":
        return True  # 7月末，贷款余额…: a balance without a concept of its own
    if any(part.op == "holiday" for part in parts_of(time)):
        return True  # 去年双11期间销售额3.2亿元
    return time.grain not in FINE or concept.nature != "flow" or time.bound in ("as_of", "until", "since")


def nearest_time(context: SentenceContext, value: Value, times: list[TimeExpression]) -> TimeExpression | None:
    """The nearest word of time before a number that may date it; None where none may."""
    before = [time for time in times if time.end <= value.quantity.start and not context.is_base(time)]
    useful = [time for time in before if may_date(time, value) and not _is_aside(context, time, value)]
    useful = [time for time in useful if not is_left_behind(context, time, value.quantity.start)]
    useful = [time for time in useful if not _is_in_bracket(context, time, value)]
    useful = [time for time in useful if not is_only_ahead(context, time, value)]
    # what a semicolon ends, 上年同期 does not reach over: 上年同期亏损1.06亿元；扣非净利润1.97亿元
    while useful and useful[-1].anaphoric and not useful[-1].bound and _is_closed_off(context, useful[-1], value):
        useful.pop()
    while len(useful) > 1 and is_sum_closed(context, useful[-1], value):
        useful.pop()
    while len(useful) > 1 and _is_only_beside(context, useful[-2], useful[-1], value):
        useful.pop()
    # 本周累涨6.0个基点。希腊国债收益率涨1.0个基点: a move of its own
    while useful and _is_own_move(context, useful[-1], value):
        useful.pop()
    # 一年前领跑，如今出货下滑三成
    while useful and counts_back(useful[-1]) and any(t.grain == "now" and t.start > useful[-1].end for t in before):
        useful.pop()
    # 截至8月7日持股3万股，占目前总股本的6%: the day named goes before the word for the present
    while len(useful) > 1 and useful[-1].grain == "now" and any(t.grain == "day" and t.bound for t in useful[:-1]):
        useful.pop()
    if not useful:
        return None
    clause = context.clause_start(value.quantity.start)
    anchor = value.metric.start if value.metric and context.start <= value.metric.start < context.end else clause
    near = [time for time in useful if time.start >= clause or time.end <= anchor]
    return useful[-1] if near and _runs_on(context, near[-1], useful[-1]) else (near or useful)[-1]


def _is_in_bracket(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a date stands with a number of its own in a Korean bracket that is closed: 15.4%(전년 16.1%)로 2위, …."""
    if context.lang != "ko":
        return False
    opened = context.view.rfind("(", context.start, time.start)
    closed = context.view.find(")", time.end, value.quantity.start)
    if opened < 0 or closed < 0 or ")" in context.view[opened : time.start]:
        return False
    return any(time.end <= q.start and q.end <= closed for q in context.quantities)


def _runs_on(context: SentenceContext, time: TimeExpression, later: TimeExpression) -> bool:
    """Whether a Chinese sentence goes on to a later period of its metric: 2022年收入49亿元，2023年跌至41亿元."""
    if context.lang != "zh" or later.start <= time.end or later.anaphoric or time.anaphoric or later.bound:
        return False
    if not any(time.end <= q.start and q.end <= later.start for q in context.quantities):
        return False
    one, other = resolve(context, time, UNKNOWN), resolve(context, later, UNKNOWN)
    return one.end is not None and other.start is not None and one.end < other.start


def _is_only_beside(context: SentenceContext, here: TimeExpression, then: TimeExpression, value: Value) -> bool:
    """Whether an earlier time only dates what was told to compare: 上半年签7亿元，去年也不过8亿元，客户300家."""
    metric, start = value.metric, value.quantity.start
    if context.lang != "zh" or metric is None or then.bound or then.anaphoric:
        return False
    between = [q for q in context.quantities if then.end <= q.start and q.end <= start]
    if not between or not between[-1].end <= metric.start < start:
        return False
    if not syntax("zh", "only_then").fullmatch(context.view, then.end, between[0].start):
        return False
    if any(metric.concept == m.concept for m in context.metrics if m.end <= then.start):
        return False
    one, other = resolve(context, here, UNKNOWN), resolve(context, then, UNKNOWN)
    return one.start is not None and other.end is not None and other.end < one.start


def _is_own_move(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a time dates only the move told right behind it (恒生指数涨1.4%，本周累涨5.1%；恒生科技指数涨1.4%)."""
    if concepts()[value.concept].nature != "price" or time.grain == "day":
        return False
    if not syntax(context.lang, "own_move").match(context.view, time.end, context.end):
        return False
    return any(time.end <= q.start and q.end <= value.quantity.start for q in context.quantities)


def _is_aside(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    """Whether a date is that of something told beside: when a company was founded, when a forecast was made."""
    if any(syntax(context.lang, name).match(context.view, time.end, context.end) for name in ("founded", "drives")):
        return True
    if syntax(context.lang, "founded_on", "$").search(context.view, context.start, time.start):
        return True
    if value.is_change and concepts()[value.concept].nature == "price" and is_of_report(context, time, value):
        return True
    if time.grain == "month" and syntax(context.lang, "foreseen_on").match(context.view, time.end, context.end):
        return True
    return concepts()[value.concept].holder == "economy" and is_expected_then(context, time)


def _is_closed_off(context: SentenceContext, time: TimeExpression, value: Value) -> bool:
    start = value.quantity.start
    between = [q for q in context.quantities if time.end <= q.start and q.end <= start]
    if not between:
        return False
    gap = context.gap(time.end, start)
    if "；" in gap or ";" in gap:
        return True
    looks_back = any(part.op == "same" for part in time.reading.parts)
    if context.lang == "zh" and looks_back and value.aspect == "change_yoy" and between[0].kind != "percent":
        return True  # 去年同期亏损42亿元，亏损同比增长5倍
    # 收入1亿元，去年同期则为溢利185万元，每股亏损0.16元: what is told next has a metric of its own
    metric = value.metric
    if metric is None or not between[0].end <= metric.start < start:
        return False
    # 亏损1亿元，上年同期净利润2亿元，营业收入6亿元: the comparison is done, and what was not yet told is of now
    told = {m.concept for m in context.metrics if m.end <= time.start}
    done = context.lang == "zh" and bool(told) and metric.concept not in told
    return done or syntax(context.lang, "was_then").match(context.view, time.end, between[0].start) is not None


def names_day(time: TimeExpression) -> bool:
    """Whether words name a day, not the end of something (지난해 말)."""
    return time.grain == "day" and not any(part.op == "edge" for part in parts_of(time))
