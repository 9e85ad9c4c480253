"""Whether a number is told as fact, foreseen, aimed at or estimated.

In Chinese the word that says so stands before the number, within the same thought; in Korean it is the predicate after
the number, unless a finished predicate comes first.
"""

from __future__ import annotations

import bisect
from dataclasses import replace
from datetime import timedelta
from typing import cast

from nlp.claims.changes import is_left
from nlp.claims.concepts import OTHER, concepts
from nlp.claims.mentions import Cue
from nlp.claims.model import Measure, Timing, Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.speakers import Statement
from nlp.claims.syntax import syntax
from nlp.records import Modality

_MONTH = 31  # days; as of March stands in articles of late March
_YEAR = 366  # days
_TO_SPEND = ("Investment", "CapitalExpenditure", "ResearchAndDevelopmentInvestment", "ShareRepurchase")
_SPENT = ("Investment", "CapitalExpenditure", "ResearchAndDevelopmentInvestment")
_NEAR = 12  # characters between a Korean word of forecast and the number it stands before
_AHEAD = 48  # characters before a number in which a forecast of it may be announced
_PAST = timedelta(days=330)  # what ended so long before the article is no longer foreseen
_BESIDE = 3  # characters between a goal and the number that it is set to
_AIMS = ("목표", "계획")
_GOVERNING = ("forecast", "target", "estimate")


def modality_of(context: SentenceContext, value: Value, timing: Timing, statement: Statement | None) -> Modality:
    """Reported unless a word of forecast, target or estimate governs the number.

    Args:
        context: the sentence.
        value: the number.
        timing: the period it is about.
        statement: what somebody says that holds it, if any.
    """
    if timing.retrospective or _is_left_past(context, value, timing):
        return "reported"
    metric = value.metric
    if metric is not None and syntax(context.lang, "goal").search(metric.text):
        return "target"
    if metric is not None and syntax(context.lang, "outlook").search(metric.text):
        return "forecast"
    own = metric.start if metric else None
    prices = [m for m in context.metrics if m.start != own and concepts()[m.concept].nature == "price"]
    # the word in 目标价 speaks of that price alone
    cues = [c for c in context.cues if not any(m.start <= c.start and c.end <= m.end for m in prices)]
    governed = _before(context, value, timing, cues) if context.lang == "zh" else _around(context, value, timing, cues)
    if governed is not None:
        over = context.lang == "zh" and context.reference and timing.end and context.reference - timing.end > _PAST
        at = context.clause_at(value.quantity.start)
        beside = any(
            c.kind in _GOVERNING and c.end <= value.quantity.start and context.clause_at(c.start) == at for c in cues
        )
        # 预计亏损2亿元，而2019年度则录得溢利 tells what came, 曾预计2023年净利润3亿元 what was expected
        return "reported" if over and not beside and governed == "forecast" else governed
    if timing.foretold and concepts()[value.concept].nature == "flow" and value.concept != OTHER:
        return "forecast"
    if statement is not None and statement.modality_hint != "reported":
        return statement.modality_hint
    if timing.end is not None and any(c.kind == "outlook" and c.end <= value.quantity.start for c in cues):
        return "forecast"
    if context.reference and timing.start and (timing.start - context.reference).days > _MONTH:
        return "forecast"
    if context.lang == "zh" and _is_guidance(context, value, timing):
        return "forecast"
    left = (timing.end - context.reference).days if timing.end and context.reference else 0
    if value.is_change and context.foresees and left > _YEAR:
        return "forecast"  # 시장은 2029년 880억원에 이를 전망이며 연평균 성장률은 23%다
    if value.concept in _SPENT and left > _YEAR:
        return "target"  # 2030년까지 1조원을 투자해: money for the years to come is not spent
    return "reported"


def _is_guidance(context: SentenceContext, value: Value, timing: Timing) -> bool:
    """Whether a Chinese number can only be foreseen: a range of a quarter that runs, a year behind that of a page.

    对于本季，财务长给出的营收是1386亿到1470亿元; a page of 2025 tells of 2026年做到4000台.
    """
    if timing.start is None or timing.end is None or context.reference is None:
        return context.year is not None and timing.start is not None and timing.start.year > context.year
    quantity = value.quantity
    span = quantity.low is not None and quantity.high is not None and quantity.low != quantity.high
    flow = concepts()[value.concept].nature == "flow" and value.concept != OTHER
    return span and flow and not value.is_change and timing.start <= context.reference < timing.end


def _is_left_past(context: SentenceContext, value: Value, timing: Timing) -> bool:
    """Whether a Chinese level is what a change foreseen starts from: 预计将由2023年的98亿元增至2028年的412亿元."""
    if context.lang != "zh" or value.is_change or not (context.reference and timing.end):
        return False
    return timing.end < context.reference and is_left(context, value.quantity)


def goes_on_foreseen(context: SentenceContext, measure: Measure, last: Measure | None) -> Measure:
    """A change that only sums up what was foreseen just before: 이는 전년보다 20% 늘어난 금액이다.

    Args:
        context: the sentence.
        measure: the number, as its own words tell it.
        last: the number before it, in its sentence or the one before.
    """
    if last is None or context.lang != "ko" or last.modality == "reported" or measure.modality != "reported":
        return measure
    value = measure.value
    same = value.is_change and value.concept != OTHER and measure.timing.span == last.timing.span
    before = last.value.quantity.end  # 50억원으로 예상되며, 이는 20% 늘어난 수치다: in one sentence both words say so
    here = before > context.start
    opened = syntax("ko", "resumed").search(context.view, before if here else context.start, value.quantity.start)
    opened = opened if opened and (here or opened.start() == context.start) else None
    closed = syntax("ko", "sums_up").match(context.view, value.quantity.end, context.end)
    if same and (opened and closed if here else opened or closed):
        return replace(measure, modality=last.modality)
    return measure


def _is_outdone(context: SentenceContext, cue: Cue, start: int) -> bool:
    """Whether a forecast has had its number, with which another is compared: 净利润优于市场预测的2亿元，每股盈利2元."""
    if not any(cue.end <= q.start and q.end <= start for q in context.quantities):
        return False
    return syntax("zh", "outdone", "$").search(context.view, context.start, cue.start) is not None


def _is_over(context: SentenceContext, cue: Cue) -> bool:
    """Whether a year up to which something was aimed at is over: 到2025年末，月活6亿 in a text of 2026."""
    year = context.view[cue.start + 1 : cue.end - 1]
    return context.reference is not None and year.isdigit() and int(year) < context.reference.year


def _before(context: SentenceContext, value: Value, timing: Timing, cues: list[Cue]) -> Modality | None:
    start = value.quantity.start
    over = bool(context.reference and timing.end and timing.end <= context.reference)
    ends = [m.end() for m in syntax("zh", "break").finditer(context.view, context.start, start)]
    thought = max(ends, default=context.start)
    if syntax("zh", "aimed").match(context.view, value.quantity.end, context.end):
        return "target"
    for cue in reversed(cues):
        if cue.kind in _GOVERNING and thought <= cue.start and cue.end <= start:
            if _is_outdone(context, cue, start) or _is_over(context, cue):
                continue
            done = syntax("zh", "done").search(context.view, cue.end, start)
            return "reported" if done else cast("Modality", cue.kind)
    if syntax("zh", "expected_now", "$").search(context.view, thought, start):
        return "forecast"
    if syntax("zh", "foreseen_after").match(context.view, value.quantity.end, context.end):
        return "forecast"
    clause = _clause(context, thought, start)
    if syntax("zh", "capped", "$").search(context.view, clause, start):
        return "target"
    if value.concept in _TO_SPEND and not over and syntax("zh", "budget").search(context.view, clause, start):
        return "target"
    if syntax("zh", "foreseen_before").search(context.view, clause, start):
        return "forecast"
    return None


def _clause(context: SentenceContext, thought: int, start: int) -> int:
    """Where the clause of a number begins; what only goes on with the one before (…，达到3亿元) belongs to that."""
    begin = max(thought, context.clause_start(start))
    while begin > thought and syntax("zh", "told_on").match(context.view, begin, start):
        begin = max(thought, context.clause_start(begin - 1))
    return begin


def _around(context: SentenceContext, value: Value, timing: Timing, cues: list[Cue]) -> Modality | None:
    start, end = value.quantity.start, value.quantity.end
    left = context.view[max(context.start, start - _AHEAD) : start]
    if not value.is_change and (goal := _reset_goal(context, start, end)) is not None:
        return goal
    if syntax("ko", "held_now").match(context.view, end, context.end):
        return "reported"
    if syntax("ko", "set_aside").match(context.view, end, context.end):
        return "target"
    if syntax("ko", "present").search(left) and syntax("ko", "left_from").match(context.view, end):
        return "reported"  # 작년 1.1%에서 올해 2.2%로 높아질 전망
    if syntax("ko", "foreseen_after").match(context.view, end):
        return "forecast"
    compared = syntax("ko", "compared_with").match(context.view, end)
    dated = max((t.end for t in context.times if t.end <= start), default=0)  # 목표는 지난해 3억원보다 많은 5억원
    named = context.view[max(dated, start - len(left)) : start]
    if compared and not value.is_change and not syntax("ko", "expectation_word").search(named):
        return "reported"  # 상반기(16척)보다 2배 늘어날 전망
    if value.metric is not None and syntax("ko", "aimed").match(context.view, value.metric.end, start):
        return "target"
    if value.concept in _TO_SPEND and syntax("ko", "to_spend").match(context.view, end, context.end):
        return "target"
    if value.metric is not None and syntax("ko", "close").fullmatch(value.metric.text):
        return "reported"
    past = syntax("ko", "past").search(context.view, end, context.end)
    limit = past.start() if past else context.end
    if concepts()[value.concept].nature == "stock" and syntax("ko", "stated_thus").match(context.view, end):
        limit = end  # 직원은 36명이며 내년에 4명을 더 뽑을 계획이다
    # what a number is measured against (예상치를 웃돌았다) makes no forecast of it; 전망치를 30억에서 40억으로 does
    told = syntax("ko", "expectation").finditer(context.view, context.start, context.end)
    against = [m.span() for m in told if m.start() >= end or (m.end() <= start and not m.group()[-1].isdigit())]
    cues = [c for c in cues if not any(first <= c.start < last for first, last in against)]
    # 30억원을 투입해 지분을 인수했다: it is done
    cues = [c for c in cues if c.kind != "target" or not syntax("ko", "spent").match(context.view, c.start)]
    of_next = syntax("ko", "goal_stated")
    for cue in cues:
        # 51억달러를 수주해 목표 78억달러의 65%를 달성했다: the goal is the next number
        if cue.kind == "target" and of_next.match(context.view, cue.start):
            continue
        if cue.kind in _GOVERNING and end <= cue.start <= limit:
            if _is_of_condition(context, end, cue):
                break
            if _is_of_later(context, value, timing, cue):
                continue
            return cast("Modality", cue.kind)
    price = concepts()[value.concept].nature == "price" and past is not None and past.start() - end <= _NEAR
    for cue in reversed(cues):
        if cue.kind in ("forecast", "target") and cue.end <= start and start - cue.end <= _NEAR:
            if _is_measured(context, value, cue):
                continue
            # 관세 전망에 주가가 3% 내렸다: it has moved
            if syntax("ko", "share_of_goal").fullmatch(context.view, cue.end, start):
                continue
            if price and (value.is_change or syntax("ko", "mover_named").match(context.view, cue.end, start)):
                continue
            return cast("Modality", cue.kind)
    if _is_listed(context, start, "forecast_topic"):
        return "forecast"
    if _is_listed(context, start, "goal_topic"):
        return "target"
    announced = syntax("ko", "foreseen_before").search(left)
    numbers = any(start - _AHEAD <= q.start < start for q in context.quantities)
    if announced and not numbers:
        return "forecast"
    over = timing.end is not None and context.reference is not None and timing.end < context.reference
    until = min(limit, context.clause_end(start))
    return None if over or syntax("ko", "will").search(context.view, end, until) is None else "forecast"


def _reset_goal(context: SentenceContext, start: int, end: int) -> Modality | None:
    """What a goal or forecast is that was raised or lowered, before and after: 목표를 271만대에서 300만대로 올렸다."""
    clause = context.clause_start(start)
    named = list(syntax("ko", "expectation_word").finditer(context.view, clause, start))
    if not named:
        return None
    resets, place = syntax("ko", "resets"), bisect.bisect_left(context.quantities, start, key=lambda q: q.start)
    before = context.quantities[place - 1] if place else None
    here = resets.match(context.view, end, context.end)
    after = before is not None and before.start >= named[-1].end() and resets.match(context.view, before.end)
    anew = start - named[-1].end() <= _BESIDE and syntax("ko", "set_anew").match(context.view, end, context.end)
    if not (here or after or anew):
        return None
    return "target" if named[-1].group() in _AIMS else "forecast"


def _is_measured(context: SentenceContext, value: Value, cue: Cue) -> bool:
    """Whether a share is that of a goal told before it, which was reached: 연간 목표 90억달러의 80%를 채웠다."""
    start = value.quantity.start
    told = any(cue.end <= q.start and q.end == start - len("의 ") for q in context.quantities)
    return (
        cue.kind == "target" and value.quantity.unit == "percent" and told and context.view.startswith("의 ", start - 2)
    )


def _is_of_later(context: SentenceContext, value: Value, timing: Timing, cue: Cue) -> bool:
    """Whether a word of forecast is of a later number and year: 2024년 310억원에서, 2029년에는 880억원이 될 전망."""
    today, end = context.reference, value.quantity.end
    if value.is_change or cue.kind == "estimate" or today is None or timing.end is None or timing.end >= today:
        return False
    for time in context.times:
        if end <= time.start and time.end <= cue.start and not (time.anaphoric or context.is_base(time)):
            ahead = time.resolve(today, None).period_end
            if ahead is not None and ahead > today:
                return any(time.end <= q.start and q.end <= cue.start for q in context.quantities)
    return False


def _is_listed(context: SentenceContext, start: int, topic: str) -> bool:
    """Whether a number is one of several forecast or aimed at together: 컨센서스는 매출 30억원, 영업이익 2억원이다."""
    topics = list(syntax("ko", topic).finditer(context.view, context.start, start))
    if not topics:
        return False
    return syntax("ko", "list_broken").search(context.view, topics[-1].end(), start) is None


def _is_of_condition(context: SentenceContext, end: int, cue: Cue) -> bool:
    """Whether a word of forecast is of a later number, under a condition: 시총은 4조원으로, 오른다면 1조원이 늘 것."""
    met = next((c for c in context.cues if c.kind == "if" and end <= c.start and c.end <= cue.start), None)
    return met is not None and any(met.end <= q.start and q.end <= cue.start for q in context.quantities)
