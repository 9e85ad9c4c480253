"""Numbers that say no metric of their own and go on with one that stands near: in their list, or before.

A figure of another time in brackets (전월(0.2%)보다), what was expected (컨센서스 630억원), the next name of a list
(미국은 2.3%, 일본은 1.2%), what a move led to (3.2% 내린 5만4800원): what they are of has just been said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.changes import COMPARISONS, MOVES, change_aspect
from nlp.claims.concepts import OTHER, concepts, fits_level, is_money, is_money_per
from nlp.claims.implied import with_unit
from nlp.claims.mentions import Metric
from nlp.claims.model import Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_analyst
from nlp.claims.syntax import syntax
from nlp.records import Aspect, Quantity, QuantityKind

_AHEAD = 24  # characters before a number in which what ties it to the one before stands
_POINTS = 8  # characters between a rate and the points that it lies above or below it
_DATED = ("money", "ratio", "money_per_share")  # what a date alone tells another time of: 3분기에는 1175억원에 그쳤다
_HEAD = 25  # characters that may introduce the name whose number it is
_SOME = "CNY"  # the currency of an amount that is only asked for
_ASKED_IN = {"ratio": "percent", "money": _SOME}
_CARRIED = ("percent", "money")  # everything can be counted: a bare count may be of anything
_STATISTICS = {"ProductionVolume": "IndustrialProduction", "Shipments": "RetailSales"}  # what a part of them is called


def carry_on(
    context: SentenceContext, values: Sequence[Value], past: Sequence[Value], told: frozenset[Aspect] = frozenset()
) -> list[Value]:
    """Give the numbers without a metric the one that they go on with.

    Args:
        context: the sentence.
        values: its values in order.
        past: the values of the sentence before.
        told: what the statistics of the text were last measured against (`told_comparisons`).
    """
    read = _compared_ahead(context, _moved_ahead(context, values))
    listed: set[int] = set()
    for index in range(len(read) - 2, -1, -1):
        here, then = read[index], read[index + 1]
        if here.metric is None and _listed(context, here, then, index + 1 in listed):
            listed.add(index)
            read[index] = replace(
                here,
                metric=then.metric,
                inherited=True,
                is_change=then.is_change,
                direction=then.direction,
                aspect=then.aspect,
            )
    carried: Value | None = None
    for index, value in enumerate(read):
        if value.metric is None and (repeated := _in_amount(context, value, read[:index])):
            read[index], carried = repeated, None
        elif value.metric is None:
            source = _source(context, value, read[:index], past)
            if source is None and index and carried is not None and read[index - 1].group == value.group:
                source = carried  # 애플과 구글은 각각 12.1%, 9.8%였다: one list, one metric
            read[index] = _like(context, value, source) if source is not None else value
            carried = source
        else:
            carried = None
    read = [_of_same_time(context, _of_statistic(context, value, past), past) for value in read]
    return _compared_alike(context, read, told)


def told_comparisons(values: Sequence[Value], told: frozenset[Aspect]) -> frozenset[Aspect]:
    """What the statistics of a sentence are measured against; what was told before, where it has none.

    Args:
        values: the values of the sentence.
        told: what was told before it.
    """
    here = frozenset(v.aspect for v in values if v.is_change and concepts()[v.concept].holder == "economy")
    return here or told


def _in_amount(context: SentenceContext, value: Value, here: Sequence[Value]) -> Value | None:
    """The change that a rate before a bracket makes in money: 0.5%(9.1달러) 오른 1830.2달러."""
    last = here[-1] if here else None
    if context.lang != "ko" or last is None or last.metric is None or not last.is_change:
        return None
    if concepts()[last.concept].nature != "price" or context.gap(last.quantity.end, value.quantity.start) != "(":
        return None
    if last.quantity.unit != "percent" or not is_money(value.quantity.unit):
        return None
    quantity = with_unit(value.quantity, last.metric, context.currency)
    return replace(last, quantity=quantity, group=value.group, inherited=True)


def _of_statistic(context: SentenceContext, value: Value, past: Sequence[Value]) -> Value:
    """Read growth with the statistic of the sentence before: 소매판매는 1% 늘었다. 내구재 판매가 3% 늘었다."""
    whole = _STATISTICS.get(value.concept) if context.lang == "ko" else None
    if whole is None or value.metric is None or not value.is_change or whole not in {v.concept for v in past}:
        return value
    return replace(value, metric=replace(value.metric, concept=whole))


def is_asked(context: SentenceContext, metric: Metric) -> bool:
    """Whether a Chinese sentence asks for the metric that it names last: 销售费用呢？"""
    return syntax("zh", "asked_metric").match(context.view, metric.end) is not None


def stated_metric(context: SentenceContext) -> Value | None:
    """A metric that the next sentence puts into numbers: 매출도 껑충 뛰었다. 1년 전보다 9% 늘었다.

    A Chinese sentence that only names a ratio has the next take it up: 答案在毛利率里。这一数字是20%; one that asks for
    a metric has the next answer it: 资本开支呢？今年35亿元.
    """
    if context.quantities:
        return None
    if context.lang == "zh":
        metric = context.metrics[-1] if context.metrics else None
        unit = _ASKED_IN.get(concepts()[metric.concept].dimension) if metric is not None else None
        if metric is None or unit is None or metric.concept == OTHER:
            return None
        if unit != "percent" and not is_asked(context, metric):
            return None
        surface = context.text[metric.start : metric.end]
        kind: QuantityKind = "money" if unit == _SOME else "percent"
        number = Quantity(metric.start, metric.end, surface, kind, None, None, "exact", unit)
        return Value(number, False, 0, metric, "level", 0, False)
    mark = syntax("ko", "topic_mark")
    for metric in reversed(context.metrics):
        moved = next((c for c in context.cues if c.kind in MOVES and c.start >= metric.end), None)
        stated = metric.concept != OTHER and concepts()[metric.concept].nature != "price"
        if stated and moved and mark.match(context.view, metric.end):
            surface = context.text[metric.start : metric.end]
            number = Quantity(metric.start, metric.end, surface, "percent", None, None, "exact", "percent")
            return Value(number, True, 0, metric, concepts()[metric.concept].change, 0, False)
    return None


def _of_same_time(context: SentenceContext, value: Value, past: Sequence[Value]) -> Value:
    """The move of a price over the time of the one before: 배추는 1년 전보다 9% 올랐다. 같은 기간 무는 7% 올랐다."""
    told = {v.aspect for v in past if v.is_change and v.concept == value.concept}
    same = any(time.anaphoric and time.kind == "date_range" for time in context.times)
    if context.lang != "ko" or value.concept != "ProductPrice" or value.aspect != "change" or not same:
        return value
    return replace(value, aspect="change_yoy") if told == {"change_yoy"} else value


def _compared_alike(context: SentenceContext, values: Sequence[Value], told: frozenset[Aspect]) -> list[Value]:
    """Measure growth without a base like what was told before: 생산은 전월보다 1% 늘었다. 투자는 3% 줄었다.

    Only statistics of economies go on like that, and only while they speak of one period.
    """
    compared = any(c.kind in COMPARISONS for c in context.cues) or any(map(context.is_base, context.times))
    dated = any(t.grain in ("year", "half", "span") or (t.grain == "quarter" and t.has_year) for t in context.times)
    if context.lang != "ko" or told != {"change_qoq"} or compared or dated:
        return list(values)
    return [
        replace(v, aspect="change_qoq")
        if v.aspect == "change_yoy" and (v.metric is None or v.metric.aspect == "level")
        else v
        for v in values
    ]


def _moved_ahead(context: SentenceContext, values: Sequence[Value]) -> list[Value]:
    """Give a change the metric that follows the amount it is said of: 전년보다 20% 늘어난 30억원의 매출을 냈다.

    A list of changes is handed out to as many amounts: 각각 21%, 9% 늘어난 매출 219억원, 영업이익 33억원.
    """
    read = list(values)
    if context.lang != "ko":
        return read
    attributive = syntax("ko", "attributive")
    for index, value in enumerate(values):
        group = [place for place, other in enumerate(values) if other.group == value.group]
        if group[0] != index or not value.is_change or not value.direction or group[-1] + 1 >= len(values):
            continue
        end = value.quantity.end if len(group) == 1 else values[group[-1]].quantity.end
        amounts = values[group[-1] + 1 : group[-1] + 1 + len(group)]
        named = [v for v in amounts if v.metric and not v.is_change and not v.inherited and v.metric.start >= end]
        if len(named) != len(group) or not attributive.fullmatch(context.gap(end, _begin(amounts[0]))):
            continue
        own, clause = value.metric, context.clause_start(value.quantity.start)
        stated = own is not None and clause <= own.start < value.quantity.start and not value.inherited
        if own is not None and (own.concept == OTHER or (stated and len(group) == 1)):
            continue
        for place, amount in zip(group, amounts, strict=True):
            moved, metric = values[place], amount.metric
            aspect = change_aspect(context, moved.quantity, metric, place - group[0], len(group))
            read[place] = replace(moved, metric=metric, inherited=True, aspect=aspect)
    return read


def _compared_ahead(context: SentenceContext, values: Sequence[Value]) -> list[Value]:
    """Give a base in brackets the metric of the amount that grew from it: 전년(11조원) 대비 4% 많은 12조원의 이익."""
    read = list(values)
    compared = syntax(context.lang, "compared_with")
    for index, value in enumerate(values):
        end = value.quantity.end
        if value.metric is not None or context.view[end : end + 1] != ")" or not _is_dated_aside(context, value):
            continue
        now = next((v for v in values[index + 1 :] if not v.is_change and v.metric and v.concept != OTHER), None)
        if now is not None and now.quantity.unit == value.quantity.unit and compared.match(context.view, end):
            read[index] = replace(value, metric=now.metric, inherited=True, is_change=False, aspect="level")
    return read


def _begin(value: Value) -> int:
    """Where an amount and its metric begin, whichever stands first."""
    return min(value.quantity.start, value.metric.start if value.metric else value.quantity.start)


def _listed(context: SentenceContext, here: Value, then: Value, chained: bool) -> bool:
    """Whether a number and the next are of one list whose metric stands at its end: A는 9%, B는 7% 가격이 올랐다."""
    metric = then.metric
    if metric is None or context.lang != "ko" or then.quantity.unit != here.quantity.unit or here.group == then.group:
        return False
    if here.quantity.kind not in _CARRIED:
        return False
    if (
        (then.inherited and not chained)
        or metric.concept == OTHER
        or here.quantity.start < metric.start < then.quantity.start
    ):
        return False
    start, end = here.quantity.end, then.quantity.start
    if metric.end <= here.quantity.start or (metric.start == metric.end and not then.direction):
        return False
    busy = any(start <= c.start < end and c.kind in (*MOVES, "is", "share") for c in context.cues)
    named = any(start <= m.start and m.end <= end for m in context.metrics)
    gap = context.gap(start, end)
    aside = metric.start == metric.end and ")" in gap  # 가스(-26.6%)·원유(-23.3%): nothing says that they are prices
    return not busy and not named and not aside and syntax("ko", "next_member").fullmatch(gap) is not None


def _source(context: SentenceContext, value: Value, here: Sequence[Value], past: Sequence[Value]) -> Value | None:
    """The value whose metric a number goes on with; None where nothing ties it to one."""
    start = value.quantity.start
    left = context.view[max(context.start, start - _AHEAD) : start]
    last = here[-1] if here else None
    if last is not None and last.metric is not None and last.is_change and _counts(value, last):
        gap = context.gap(last.quantity.end, start)
        if syntax(context.lang, "moved_to").fullmatch(gap):
            return last
    grown = context.lang == "ko" and value.is_change and value.direction and value.quantity.unit == "percent"
    base = grown and last is not None and last.inherited and last.metric is not None and not last.is_change
    if base and last is not None:
        gap = context.gap(last.quantity.end, start)
        if syntax("ko", "left_from").fullmatch(gap) or syntax("ko", "grown_from").fullmatch(gap):
            return last  # 지난해 상반기 49억원에서 8.5% 늘어난 것이다, 지난해(248억원)보다 66% 불어난 규모다
    if last is not None and last.metric is not None and last.quantity.unit == "percent":
        points = value.quantity.unit == "percentage_point" and value.direction
        if points and start - last.quantity.end <= _POINTS and context.lang == "ko":
            return last  # 전 분기(0.91%)보다는 0.09%포인트 올랐다
    tied = _is_dated_aside(context, value) or syntax(context.lang, "expected_of", "$").search(left)
    tied = tied or syntax(context.lang, "picked_out", "$").search(left)
    floor = here[-1].quantity.end if here else context.start
    if any(floor <= m.start and m.end <= start for m in context.metrics):
        return None
    if not tied and not _is_bare(context, value, floor, last is not None or _dates_alone(value, past[-1:])):
        return _next_share(context, value, floor, [*past, *here])
    unknown = context.lang == "ko" and last is not None and last.metric is None and not last.is_change
    if tied and unknown and last is not None and last.quantity.unit == value.quantity.unit:
        return None  # 일감은 6억달러로 목표 15억달러의 41%다: what is aimed at is what was just told, whatever that is
    source = next((v for v in reversed([*past, *here]) if _continues(value, v, bool(tied))), None)
    return source if tied or source is None or _may_hold(context, source, floor, start) else None


def _next_share(context: SentenceContext, value: Value, floor: int, told: Sequence[Value]) -> Value | None:
    """The share of a market told before, where the next company is only said to take its own: 小米则升到14%."""
    source = told[-1] if told else None
    if context.lang != "zh" or source is None or source.concept != "MarketShare" or value.quantity.unit != "percent":
        return None
    start = value.quantity.start
    floor = max(floor, context.clause_start(start))
    named = [m.end for m in context.entities if m.label == "ORG" and floor <= m.start and m.end <= start]
    if not named or value.is_change:
        return None
    rest = context.gap(named[-1], start)
    for place in reversed(
        [m for m in context.entities if m.label == "LOC" and named[-1] <= m.start and m.end <= start]
    ):
        rest = f"{rest[: place.start - named[-1]]}@{rest[place.end - named[-1] :]}"
    return source if syntax("zh", "takes_market").fullmatch(rest) else None


def _dates_alone(value: Value, past: Sequence[Value]) -> bool:
    """Whether a sentence that has but a date goes on with the one before: of a price, a share (전년엔 28%였다)."""
    return any(
        v.metric is not None and (concepts()[v.concept].nature == "price" or (_is_told_on(v) and not value.is_change))
        for v in past
    )


def _is_told_on(value: Value) -> bool:
    """Whether another time of what a number is of may be told by a date alone: a result, a share or a margin."""
    concept = concepts()[value.concept]
    return concept.holder == "company" and value.concept != OTHER and concept.dimension in _DATED


def _counts(value: Value, last: Value) -> bool:
    """Whether a number can be what a change of another led to: an amount, or so many of what is counted."""
    concept, unit = concepts()[last.concept], value.quantity.unit
    return is_money(unit) or (concept.dimension == "count" and fits_level(value.quantity, concept))


def _may_hold(context: SentenceContext, source: Value, floor: int, start: int) -> bool:
    """Whether who is named before a number can have the metric: a company has no inflation, it forecasts it."""
    if concepts()[source.concept].holder != "economy" or any(c.kind == "forecast" for c in context.cues):
        return True
    named = [m.text for m in context.entities if m.label == "ORG" and floor <= m.start and m.end <= start]
    return all(is_analyst(context.lang, name) for name in named)


def _is_dated_aside(context: SentenceContext, value: Value) -> bool:
    """A number in a bracket behind a date: 2023년(2.9%)에 이어."""
    start, end = value.quantity.start, value.quantity.end
    opened = context.view[start - 1 : start] == "(" and ")" in context.view[end : end + 8]
    return opened and any(t.end == start - 1 for t in context.times)


def _is_bare(context: SentenceContext, value: Value, floor: int, follows: bool) -> bool:
    """Whether a number has no noun of its own: nothing but a name or a date before it, a verb or a particle behind.

    일본은 올해 1.2%로, but not 영국 7550억원 순매수. A date alone tells where the sentence has a number already.
    """
    quantity = value.quantity
    if quantity.kind not in _CARRIED or (value.is_change and quantity.kind == "money"):
        return False
    start = quantity.start
    moved = any(c.kind in MOVES and c.start <= quantity.end + 1 < c.end for c in context.cues)
    if not moved and not syntax(context.lang, "bare_after").match(context.view, quantity.end, context.end):
        return False
    if syntax(context.lang, "ranked", "$").search(context.view, floor, start):
        return True  # 2위는 온빛으로, 15%다
    floor = max(floor, context.clause_start(start))
    names = [
        (m.start, m.end) for m in context.entities if m.label in ("ORG", "LOC") and floor <= m.start and m.end <= start
    ][-1:]
    dates = [t for t in context.times if floor <= t.start and t.end <= start]
    if not names and not (follows and dates):
        return False
    head = names[0][1] if names else floor
    if names and names[0][0] - floor > _HEAD:
        return False
    rest = context.gap(head, start)
    for time in reversed([t for t in dates if t.start >= head]):
        rest = f"{rest[: time.start - head]} @{rest[time.end - head :]}"
    return syntax(context.lang, "bare_gap").fullmatch(rest) is not None


def _continues(value: Value, source: Value, tied: bool) -> bool:
    """Whether a number can be of another's metric: alike, and no growth where only a level was told, unless tied."""
    if source.metric is None or source.concept == OTHER:
        return False
    unit, other = value.quantity.unit, source.quantity.unit
    if unit == other and unit in ("percent", "percentage_point", "times"):
        # a plain per cent is no growth unless the one before it was a rate, or something moves it
        return tied or not source.is_change or source.metric.aspect != "level" or value.is_change
    if source.is_change and not tied:
        return False
    same = unit == other or (is_money(unit) and is_money(other)) or (is_money_per(unit) and is_money_per(other))
    same = same or (is_money(unit) and other == f"{unit}/share")  # 주당 170원이다. 작년에는 160원이었다
    return (same or source.is_change) and fits_level(value.quantity, concepts()[source.metric.concept])


def _like(context: SentenceContext, value: Value, source: Value) -> Value:
    metric, start = source.metric, value.quantity.start
    if source.concept == "IndexLevel" and any(m.label == "ORG" and m.end <= start for m in context.entities):
        metric = Metric(start, start, "SharePrice", 1, "level", "")
    counted = source.metric is not None and concepts()[source.concept].dimension == "count"
    amount = is_money(value.quantity.unit) or is_money_per(value.quantity.unit)
    level = amount or (counted and value.quantity.unit not in ("percent", "percentage_point", "times"))
    change = not level and (value.is_change or source.is_change)
    aside = _is_dated_aside(context, value)  # what it is compared with moves the other number: 전월(2.1%)보다 올랐다
    carried = source.aspect if source.is_change and (aside or not value.is_change) else None
    return replace(
        value,
        quantity=with_unit(value.quantity, metric, context.currency),
        metric=metric,
        inherited=True,
        is_change=change,
        direction=0 if aside else value.direction,
        aspect=(carried or change_aspect(context, value.quantity, metric)) if change else "level",
    )
