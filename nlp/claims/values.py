"""What each number of a sentence is: a level or a change, of which metric, in which direction, against what.

Both languages put the metric before its value. They differ in the verb of change: Chinese has it before the number
(增长18.91%), Korean after it (40.9% 증가). Numbers that stand in one list share what the list says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.balances import balance_of, is_balance, same_balance
from nlp.claims.changes import COMPARISONS, MOVES, change_aspect, clause_direction, cue_after, direction_of, verb_of
from nlp.claims.concepts import OTHER, concepts, fits_level, is_money, is_money_per
from nlp.claims.explain import active
from nlp.claims.implied import imply_metric, with_unit
from nlp.claims.mentions import Cue, Metric
from nlp.claims.model import Value
from nlp.claims.movers import company_between, price_moves, shares_fell
from nlp.claims.naming import has_own_topic
from nlp.claims.owned import names_another, own_measure
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Aspect, Quantity

_RELATIVE = ("percent", "percentage_point", "times")
_COUNT_REACH = 25  # characters between the name of a count and its number: everything can be counted
# characters between a number and a metric after it; Korean verbs close the clause: 3635억원 규모의 … 공사를 수주했다
_VALUE_FIRST_REACH = {"zh": 16, "ko": 40}
_TWINS = {"ContractValue": "ContractCount"}  # what a word measures when counted
_ORDERED = ("ship", "vehicle")
_CLOSING = ("ExchangeRate", "IndexLevel", "ProductPrice")
_CAUSE = 6.0  # what a metric costs that only tells why: as much as sixty characters
_CONVERTED = 3  # characters between an amount or a date and what its brackets add
_NEXT_WORDS = 12  # characters within which one metric narrows the next
_PROFITS = ("ProfitLossAttributableToOwners", "AdjustedProfitLoss", "RecurringProfitLoss")
_OF_MARKETS = ("TradingVolume", "IndexLevel")
_PAIRED = ("→", "/", "/+", "/-")


def is_candidate(quantity: Quantity) -> bool:
    """Whether a number can be a fact at all: it has a unit, or is stated as a value rather than an ordinal or age."""
    return quantity.kind not in ("ordinal", "age", "temperature")


def groups(context: SentenceContext, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """Put numbers that follow each other with nothing but a list's mark between them into one group.

    A bracketed repeat (9.26포인트(0.51%)) is no list: its units differ.
    """
    joint = syntax(context.lang, "joint")
    found: list[list[Quantity]] = []
    for quantity in quantities:
        last = found[-1][-1] if found else None
        if last is not None and _same_kind(last, quantity):
            gap = context.gap(last.end, quantity.start)
            if joint.fullmatch(gap):
                found[-1].append(quantity)
                continue
        found.append([quantity])
    return found


def _share_units(context: SentenceContext, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give the first of two numbers the unit that only the second has: 금리(3.33→2.93%), +3.2/+1.1ppt."""
    shared = list(quantities)
    for index in range(len(shared) - 2, -1, -1):
        here, then = shared[index], shared[index + 1]
        if here.unit is None and then.unit and context.gap(here.end, then.start).strip() in _PAIRED:
            shared[index] = replace(here, unit=then.unit, kind=then.kind)
    return shared


def _same_kind(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit or (a.kind == b.kind and a.unit is None)


def _metric_score(
    context: SentenceContext, metric: Metric, quantity: Quantity, is_change: bool, own: int | None
) -> float | None:
    """How well a metric fits a number by place and unit; None where it can't be.

    The weights order readings; they were set on annotated paragraphs: a clause's mark counts as much as twenty
    characters, a number in between as much as thirty.
    """
    concept = concepts()[metric.concept]
    score = 0.0
    absolute = is_change and quantity.unit not in (*_RELATIVE, "points")
    if absolute and not fits_level(quantity, concept):
        return None
    unfit = not is_change and not fits_level(quantity, concept) and _twin(quantity, metric) is None
    if unfit and (quantity.unit not in _RELATIVE or metric.aspect == "level"):
        return None
    if metric.end <= quantity.start:
        between = context.gap(metric.end, quantity.start)
        if own is not None and names_another(context, own, metric):
            return None  # 销售额下降24%，到位资金下降21%: the number is of what stands before it
        if _in_brackets(context, metric, quantity) or syntax(context.lang, "affects").match(context.view, metric.end):
            return None  # 受销量下滑影响，…; 对净利润的影响约为2亿元
        if context.market and concept.nature != "price" and is_change and shares_fell(context, between, quantity):
            return None
        if company_between(context, metric, quantity) and (
            metric.concept == "IndexLevel" or price_moves(context, metric, quantity)
        ):
            return None
        loose = concept.dimension in ("count", "any") and not is_change
        if loose and (
            len(between) > _COUNT_REACH or context.clause_at(quantity.start) != context.clause_at(metric.start)
        ):
            return None
        score -= len(between) / 10
        score -= 2.0 * (context.clause_at(quantity.start) - context.clause_at(metric.start))
        others = [q for q in context.quantities if metric.end <= q.start and q.end <= quantity.start]
        score -= sum(1.0 if is_change else 3.0 for q in others if _same_kind(q, quantity) or not is_change)
        if syntax(context.lang, "cause").match(context.view, metric.end, quantity.start):
            score -= _CAUSE  # 영업이익이 판매 호조에 힘입어 20% 늘었다
        breaks = len(syntax(context.lang, "break").findall(between))
        score -= 8.0 * breaks
        return score
    if metric.start >= quantity.end:
        end = _converted_end(context, quantity)
        between = context.gap(end, metric.start)
        ends = [*(q.end for q in context.quantities), *(t.end for t in context.times)]
        aside = context.lang == "ko" and between.startswith(")")
        if aside and not any(0 <= quantity.start - end <= _CONVERTED for end in ends):
            return None  # 일회성 비용(1조원)에도 흑자를 냈다: the number is of what its bracket stands behind
        if context.clause_at(quantity.start) != context.clause_at(metric.start):
            return None
        if len(between) > _VALUE_FIRST_REACH[context.lang]:
            return None
        if any(end <= q.start < metric.start for q in context.quantities):
            return None
        if syntax(context.lang, "leads_to").search(between):
            return None  # 计提拨备2亿元导致净利润减少
        if syntax(context.lang, "value_first").fullmatch(between):
            return -1.2 - len(between) / 10
        return -4.0 - len(between) / 8 if not is_change else None
    return None


def _converted_end(context: SentenceContext, quantity: Quantity) -> int:
    """Where a Korean amount ends with its conversion: 1억2000만달러(약 1400억원)의 투자를 유치했다."""
    bracket = syntax("ko", "after_bracket").match(context.view, quantity.end, context.end)
    if context.lang != "ko" or bracket is None or not is_money(quantity.unit):
        return quantity.end
    inside = [q for q in context.quantities if quantity.end <= q.start < bracket.end()]
    converts = len(inside) == 1 and is_money(inside[0].unit) and inside[0].unit != quantity.unit
    return bracket.end() if converts else quantity.end


def _in_brackets(context: SentenceContext, metric: Metric, quantity: Quantity) -> bool:
    """Whether a metric stands in a bracket that the number is not in: an aside defines, it does not state."""
    between = context.gap(metric.end, quantity.start)
    closed, opened = between.find(")"), between.find("(")
    return closed >= 0 and (opened < 0 or closed < opened)


def _best_metric(context: SentenceContext, quantity: Quantity, is_change: bool) -> Metric | None:
    own = own_measure(context, quantity)
    scored = [
        (score, -abs(metric.start - quantity.start), metric)
        for metric in context.metrics
        if (score := _metric_score(context, metric, quantity, is_change, own)) is not None
    ]
    if not scored:
        return None
    best = max(scored, key=lambda item: (item[0], item[1]))
    trace = active()
    if trace is not None:
        rivals = [(m.text, score) for score, _, m in sorted(scored, reverse=True, key=lambda i: i[:2]) if m != best[2]]
        reason = f"named {'before' if best[2].end <= quantity.start else 'behind'} the number, score {best[0]:.2f}"
        trace.note(quantity.start, "metric", best[2].text, reason, rivals)
    if best[0] <= -14:
        return None
    twin = None if is_change or fits_level(quantity, concepts()[best[2].concept]) else _twin(quantity, best[2])
    metric = replace(best[2], concept=twin) if twin else _specific(context, best[2])
    if metric.concept == "ProfitLoss" or is_balance(metric):
        return balance_of(context, metric, quantity)
    if metric.concept == "ContractCount" and is_change and not syntax(context.lang, "counts").fullmatch(metric.text):
        return replace(metric, concept=OTHER)  # 订单增长15%: their number or their value
    if metric.concept == "ProductPrice" and str(quantity.unit).endswith("/share"):
        return replace(metric, concept="SharePrice")
    if metric.concept == "SharePrice" and is_money_per(quantity.unit) and not str(quantity.unit).endswith("/share"):
        return replace(metric, concept="ProductPrice")  # 收盘价60元/吨
    return metric


def _twin(quantity: Quantity, metric: Metric) -> str | None:
    """What a word measures in the other dimension: 11척을 수주 is a number of orders."""
    twin = _TWINS.get(metric.concept)
    return twin if twin and quantity.unit in _ORDERED else None


def _specific(context: SentenceContext, metric: Metric) -> Metric:
    """扣除非经常性损益后，公司业绩…: profit after an exclusion is the profit without one-off items."""
    if metric.concept == "ProfitLoss":
        for other in context.metrics:
            near = 0 <= metric.start - other.end <= _NEXT_WORDS
            if other.concept == "RecurringProfitLoss" and other.text.endswith(("后", "损益")) and near:
                return other
            if other.concept in _PROFITS and metric.sign < 0 and other.end == metric.start:
                return replace(metric, concept=other.concept)  # 归母净利润亏损4亿元
    if metric.concept == "SharePrice" and syntax(context.lang, "close").fullmatch(metric.text):
        return _closing(context, metric)
    return metric


def _closing(context: SentenceContext, metric: Metric) -> Metric:
    """What a close, a high or a low is of where it is not of a share: 환율의 종가, 브렌트유 선물 종가."""
    companies = [m.start for m in context.entities if m.label == "ORG" and m.end <= metric.start]
    shares = syntax(context.lang, "shares").search(context.view, context.start, metric.start)
    for other in reversed(context.metrics):
        if other.end <= metric.start and other.concept in (*_CLOSING, "SharePrice"):
            goods = other.concept == "ProductPrice" and shares  # 상장 직후 처음 형성된 가격인 시초가
            if other.concept in _CLOSING and not goods and not any(other.end <= start for start in companies):
                return other
            if not syntax(context.lang, "close").fullmatch(other.text):
                return metric
    theme = context.theme
    if theme is not None and theme.concept in _CLOSING and not companies and not shares:
        return replace(metric, concept=theme.concept, text=theme.text)
    return metric


def _joined_before(context: SentenceContext, metric: Metric) -> tuple[Metric, ...]:
    """The metrics joined to one as members of a list (净利润和营收; 매출과 영업이익), in order, it included."""
    joint = syntax(context.lang, "item_joint")
    members = [m for m in context.metrics if (m.start, m.end) == (metric.start, metric.end)] or [metric]
    for other in reversed(context.metrics):
        head = members[0]
        if other.end <= head.start and joint.fullmatch(context.gap(other.end, head.start)):
            members.insert(0, other)
    return tuple(members)


def read_values(context: SentenceContext, before: Value | None) -> list[Value]:
    """Read the numbers of a sentence.

    Args:
        context: the sentence.
        before: the last value of the sentence before, whose metric a pronoun may take up (这一比例, 이 비율).

    Returns:
        One value a number, in order; numbers that are no candidates are left out.
    """
    quantities = [
        q
        for q in context.quantities
        if is_candidate(q)
        and not any(t.start < q.end and q.start < t.end for t in context.times)
        and not any(m.start <= q.start and q.end <= m.end for m in context.metrics)  # S&P 500 지수, 52주 신고가
        and not syntax(context.lang, "base_number").fullmatch(context.view, max(context.start, q.start - 2), q.end)
        and not syntax(context.lang, "grade").match(context.view, q.end)
        and not syntax(context.lang, "idle_count").match(context.view, q.start)
    ]
    values: list[Value] = []
    found = groups(context, _share_units(context, quantities))
    for number, group in enumerate(found):
        floor = values[-1].quantity.end if values else context.start
        shared = _shared_verb(context, found, number, values)
        values.extend(_read_group(context, group, number, floor, values, before, shared))
    return values


def _shared_verb(
    context: SentenceContext, found: Sequence[Sequence[Quantity]], number: int, values: Sequence[Value]
) -> Cue | None:
    """The verb of change that one member of a list says for all: 매출은 24%, 이익은 20% 늘었다; 收入增长12%，利润8%.

    A Korean verb closes the list, a Chinese one opens it. The members are alike: a name each, then a number of the same
    unit; amounts may stand in between in Korean (수출이 115억달러로 5.1%, 수입이 87억달러로 16.2% 각각 감소).
    """
    group = found[number]
    if group[0].unit not in _RELATIVE:
        return None
    member = syntax(context.lang, "next_member")
    if context.lang == "zh":
        last = values[-1] if values else None
        if last is None or not last.is_change or not last.direction or last.quantity.unit != group[0].unit:
            return None
        gap = context.gap(last.quantity.end, group[0].start)
        named = [m for m in context.metrics if last.quantity.end <= m.start and m.end <= group[0].start]
        if not named or named[-1].aspect != "level" or not member.fullmatch(gap):
            return None
        if syntax("zh", "hedge").fullmatch(context.gap(named[-1].end, group[0].start)) is None:
            return None
        cues = [c for c in context.cues if last.quantity.end <= c.start and c.end <= group[0].start]
        moves = [c for c in context.cues if c.kind in ("up", "down") and c.end <= last.quantity.start]
        return moves[-1] if moves and not cues else None
    end = group[-1].end
    for later in found[number + 1 :]:
        gap = context.gap(end, later[0].start)
        crossed = any(end <= c.start < later[0].start and c.kind in (*MOVES, "is") for c in context.cues)
        if crossed or not member.fullmatch(gap):
            return None
        if later[0].unit == group[0].unit:
            cue = cue_after(context, later[-1].end)
            if cue is not None:
                return cue
        elif later[0].unit in _RELATIVE:
            return None
        end = later[-1].end
    return None


def _read_group(
    context: SentenceContext,
    group: Sequence[Quantity],
    number: int,
    floor: int,
    values: Sequence[Value],
    before: Value | None,
    shared: Cue | None,
) -> list[Value]:
    cue, reaches = verb_of(context, group, floor)
    first = group[0]
    unit = first.unit
    if cue is None and shared is not None:
        governed = _best_metric(context, first, True)
        if governed is None or concepts()[governed.concept].dimension not in ("ratio", "any"):
            cue = shared  # a ratio states itself: 영업이익률은 12.0%, 매출은 20% 늘었다
    touched = cue is not None and not reaches
    metric = _best_metric(context, first, touched or unit in _RELATIVE)
    inherited = False
    if metric is None:
        metric, inherited = _inherit(context, first, values, before, touched), True
    elif any(value.metric is metric for value in values):
        inherited = True
    if metric is not None and inherited and metric.concept in _OF_MARKETS and unit == "percent":
        own, _ = imply_metric(context, group, touched)  # 成交额9820亿元；北方稀土跌10%: a share of its own moves
        if own is not None and own.concept == "SharePrice":
            metric, inherited = own, False
    relative = touched and unit in _RELATIVE
    bare = metric is not None and syntax(context.lang, "bare_profit").fullmatch(metric.text) is not None
    if metric is not None and metric.concept == "ProfitLoss" and (relative or bare):
        metric = _same_profit(metric, bare, values or ([before] if before else []))
    if metric is not None and metric.concept == "SharePrice" and unit in _RELATIVE:
        metric = _same_price(metric, values)
    if metric is not None and before is not None and before.metric is not None:
        metric = same_balance(context, metric, before.metric)
    traded = metric and syntax(context.lang, "traded").search(context.view, metric.end, first.start)
    if metric is not None and traded and metric.concept == "MarketCapitalisation" and unit in _RELATIVE:
        metric = replace(metric, concept="SharePrice")  # 总市值1400亿美元，盘中一度跌近10%
    concept = concepts()[metric.concept] if metric else None
    if metric is not None and unit == "percent" and metric.aspect != "level" and _is_rate(context, metric):
        touched = False  # a growth rate that is lowered to 2.0% is still growth of 2.0%
    if concept is None or unit == "percentage_point":
        is_change = touched or unit == "percentage_point"
    elif unit == "percent":
        is_change = touched or not (concept.dimension in ("ratio", "any") or fits_level(first, concept))
        if metric and metric.aspect != "level":
            is_change = True
    elif unit == "times":
        is_change = touched
    else:
        is_change = touched and not (metric and cue and cue.end <= metric.start < first.start)
    direction = direction_of(cue) if touched else 0
    if is_change and not touched and not (metric and metric.aspect != "level"):
        direction = clause_direction(context, first, floor)
        growth = _is_growth(context, metric, first, inherited) or _led_to(values, metric, cue) if metric else True
        if direction == 0 and unit == "percent" and not growth:
            metric, is_change = None, False
    if not is_change and metric and concept and not fits_level(first, concept):
        metric = None
    if metric and is_change and not touched and unit == "percent" and _is_part(context, metric, first):
        metric, is_change = None, False
    if metric is None:
        metric, implied_change = imply_metric(context, group, touched)
        is_change = is_change or implied_change
        inherited = metric is None
        _explain(first, metric, "implied by the words around the number" if metric else "no metric fits")
    elif inherited:
        _explain(first, metric, "goes on from the number before")
    if metric and is_change and not touched and metric.aspect == "level":
        direction = direction or clause_direction(context, first, floor)
    if (trace := active()) is not None:
        verb = cue.text if cue is not None and touched else None
        trace.note(first.start, "change", verb, "the verb that moves the number" if verb else "no verb moves it")
        for quantity in group[1:]:  # the numbers of a list share what the first was given
            trace.notes[quantity.start] = dict(trace.notes[first.start])
    read = []
    for place, quantity in enumerate(group):
        aspect: Aspect = change_aspect(context, quantity, metric, place, len(group)) if is_change else "level"
        stated = with_unit(quantity, metric, context.currency)
        read.append(Value(stated, is_change, direction, metric, aspect, number, inherited))
    if metric is not None and not inherited:
        joined = _joined_before(context, metric)
        if len(joined) > 1:
            read = [replace(value, joint_metrics=joined) for value in read]
    return read


def _explain(quantity: Quantity, metric: Metric | None, reason: str) -> None:
    trace = active()
    if trace is not None:
        held = trace.notes.get(quantity.start, {}).get("metric")
        chosen = (metric.text or metric.concept) if metric is not None else None
        rivals = list(held.competitors) if held else []
        if held and held.chosen not in (chosen, "none"):
            rivals.insert(0, (held.chosen, None))
        trace.note(quantity.start, "metric", chosen, reason, rivals)


def _same_profit(metric: Metric, bare: bool, values: Sequence[Value]) -> Metric:
    """公司拥有人应占亏损7727万港元，亏损同比减少43%: the plain word takes up the kind of profit just stated."""
    last = next((value for value in reversed(values) if not value.is_change), None)
    if last is None or last.metric is None:
        return metric
    if last.concept in _PROFITS and last.metric.sign == metric.sign:
        return last.metric
    if bare and last.concept in ("OperatingProfit", *_PROFITS):
        return replace(metric, concept=last.concept)
    return metric


def _same_price(metric: Metric, values: Sequence[Value]) -> Metric:
    """收盘价61.5元/吨，收盘价较前一日上涨2%: the move is of what the unit showed the price to be of."""
    last = next((v.metric for v in reversed(values) if v.metric and v.metric.text == metric.text), None)
    return replace(metric, concept=last.concept) if last is not None else metric


def _is_rate(context: SentenceContext, metric: Metric) -> bool:
    return syntax(context.lang, "rate", "$").search(metric.text) is not None


def _is_part(context: SentenceContext, metric: Metric, quantity: Quantity) -> bool:
    """占2019年度经审计营业收入的20.55%: a part of the metric, not its growth."""
    return any(
        cue.kind == "share"
        and context.clause_at(cue.start) == context.clause_at(quantity.start)
        and cue.end <= metric.start
        for cue in context.cues
    )


def _led_to(values: Sequence[Value], metric: Metric, cue: Cue | None) -> bool:
    """增速预测由9%下调至5%: what a change of the metric is lowered to is one too."""
    if cue is None or cue.kind not in ("to_up", "to_down") or not values:
        return False
    return values[-1].is_change and values[-1].metric is metric and values[-1].quantity.unit == "percent"


def _is_growth(context: SentenceContext, metric: Metric, quantity: Quantity, inherited: bool) -> bool:
    """A per cent of an amount that no verb moves: growth if something is compared (同比18%), else a share or margin."""
    start = context.clause_start(quantity.start) if inherited else metric.end
    return any(cue.kind in ("yoy", "qoq") and start <= cue.start < quantity.start for cue in context.cues)


def _goes_on(context: SentenceContext, last: Quantity, quantity: Quantity) -> bool:
    """Whether a level can go on from the one before: another period is named between, or it is what that led to."""
    if any(last.end <= time.start and time.end <= quantity.start for time in context.times):
        return True
    led = any(
        c.kind in ("to_up", "to_down", "is", "from") and last.end <= c.start < quantity.start for c in context.cues
    )
    if context.lang == "zh":
        return led
    return context.view[quantity.end : quantity.end + 2].lstrip().startswith(
        ("로", "으로", "에서")
    ) or "→" in context.gap(last.end, quantity.start)


def _stands_alone(context: SentenceContext, cue: Cue, start: int) -> bool:
    """Whether a word for a rate has no noun of its own before it: 전년 대비 상승률은, but not 광고비 증가율은."""
    if not any(c.start == cue.start and c.kind in MOVES for c in context.cues):
        return True
    ends = [c.end for c in context.cues if c.kind in COMPARISONS and c.end <= cue.start]
    ends += [t.end for t in context.times if t.end <= cue.start]
    return not context.gap(max([start, *ends]), cue.start).strip()


def _inherit(
    context: SentenceContext, quantity: Quantity, values: Sequence[Value], before: Value | None, touched: bool
) -> Metric | None:
    """The metric that goes on from the value before: 同比增长18.91% after a level, 上年同期为96亿欧元, 这一比例升至…"""
    clause_start = context.clause_start(quantity.start)
    taking_up = [c for c in context.cues if c.kind == "same" and clause_start <= c.start < quantity.start]
    own_rate = any(not _stands_alone(context, cue, clause_start) for cue in taking_up)
    pronoun = bool(taking_up) and not own_rate
    # A sentence that names no metric before its first number and only says how much it moved, or takes up the one
    # before (이는 …), goes on with that.
    fresh = not values and not any(m.end <= quantity.start for m in context.metrics)
    if fresh and before is not None and before.metric is not None:
        compared = any(c.kind in ("yoy", "qoq") and c.end <= quantity.start for c in context.cues)
        taken_up = syntax(context.lang, "resumed").match(context.view, context.start) is not None
        priced = not context.metrics and concepts()[before.metric.concept].nature == "price"
        own = own_rate or has_own_topic(context, quantity.start)
        moved = touched and quantity.unit in _RELATIVE and not own
        pronoun = pronoun or taken_up or (moved and (compared or priced))
    levels = [value for value in values if not value.is_change and value.metric]
    last = levels[-1] if pronoun and levels else values[-1] if values else before if pronoun else None
    noun = own_measure(context, quantity)
    if last is None or last.metric is None or (noun is not None and names_another(context, noun, last.metric)):
        return None
    concept = concepts()[last.metric.concept]
    if concept.holder == "itself" and company_between(context, last.metric, quantity):
        return None  # 恒指跌1.65%，…，新世界发展跌13%: the company's move is its share's
    if quantity.unit in _RELATIVE:
        return last.metric if touched or pronoun or fits_level(quantity, concept) else None
    if not pronoun and not _goes_on(context, last.quantity, quantity):
        return None
    same = last.quantity.unit == quantity.unit or is_money(quantity.unit) == is_money(last.quantity.unit)
    same = same and is_money_per(quantity.unit) == is_money_per(last.quantity.unit)
    return last.metric if fits_level(quantity, concept) and same else None
