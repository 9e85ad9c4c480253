"""What each number of a sentence is: a level or a change, of which metric, in which direction, against what.

Both languages put the metric before its value. They differ in the verb of change: Chinese has it before the number
(增长18.91%), Korean after it (40.9% 증가). Numbers that stand in one list share what the list says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.attaching import (
    RELATIVE,
    best_metric,
    inherited_metric,
    joined_before,
    prints_move,
    same_kind,
)
from nlp.claims.balances import same_balance, told_side
from nlp.claims.changes import (
    MOVES,
    change_aspect,
    clause_direction,
    compared,
    cue_after,
    direction_of,
    moved_by,
    verb_of,
)
from nlp.claims.concepts import OTHER, concepts, fits_level, is_sum
from nlp.claims.explain import active
from nlp.claims.implied import imply_metric, with_unit
from nlp.claims.mentions import Cue, Metric
from nlp.claims.model import Value
from nlp.claims.owned import bare_before
from nlp.claims.profits import is_of_part, names_another, names_company, same_profit
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Aspect, Quantity

_OF_TRADING = ("MarketCapitalisation", "TradingVolume")  # told beside the price of a share
_OF_MARKETS = ("TradingVolume", "IndexLevel")
_OF_MONEY = ("InterestRate", "ExchangeRate")
_PUT_IN = ("FundsRaised", "ResearchAndDevelopmentInvestment")  # what 投资 behind an amount may be
_LAST_OF_ALL = ("SharePrice", "MarketSize", "ProductPrice")  # what a number is implied to be only where none is named
# what a Korean number is by the words around it though another metric, which has its own number, is named before
_SURE = (
    "Valuation",
    "FundsRaised",
    "AcquisitionPrice",
    "ShareRepurchase",
    "ContractValue",
    "DividendPerShare",
    "MarketShare",
    "ResearchAndDevelopmentIntensity",
    "CashAndCashEquivalents",
    "ProductionCapacity",
)
_SALES = ("Shipments", "Deliveries", "ProductionVolume", "Revenue")
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
        if last is not None and same_kind(last, quantity):
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


def read_values(context: SentenceContext, before: Value | None, profit: str | None = None) -> list[Value]:
    """Read the numbers of a sentence.

    Args:
        context: the sentence.
        before: the last value of the sentence before, whose metric a pronoun may take up (这一比例, 이 비율).
        profit: the kind of profit that the text told last by its name.

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
        values.extend(_read_group(context, group, number, floor, values, before, shared, profit))
    return values


def _shared_verb(
    context: SentenceContext, found: Sequence[Sequence[Quantity]], number: int, values: Sequence[Value]
) -> Cue | None:
    """The verb of change that one member of a list says for all: 매출은 24%, 이익은 20% 늘었다; 收入增长12%，利润8%.

    A Korean verb closes the list, a Chinese one opens it. The members are alike: a name each, then a number of the same
    unit; amounts may stand in between in Korean (수출이 115억달러로 5.1%, 수입이 87억달러로 16.2% 각각 감소).
    """
    group = found[number]
    if group[0].unit not in RELATIVE:
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
        # 3분기보다 3.4%, 1년 전보다 11.8% 커졌다, but not 36억원(3.7%)으로 1년 새 21.9% 줄었다
        aside = context.view.startswith(")", end)
        gap = context.gap(end, later[0].start) if aside else _undated(context, end, later[0].start)
        crossed = any(end <= c.start < later[0].start and c.kind in (*MOVES, "is") for c in context.cues)
        if crossed or not member.fullmatch(gap):
            return None
        if later[0].unit == group[0].unit:
            cue = cue_after(context, later[-1].end)
            if cue is not None:
                return cue
        elif later[0].unit in RELATIVE:
            return None
        end = later[-1].end
    return None


def _undated(context: SentenceContext, start: int, end: int) -> str:
    """The text between two offsets without its words of time."""
    rest = context.gap(start, end)
    for time in reversed([t for t in context.times if start <= t.start and t.end <= end]):
        rest = f"{rest[: time.start - start]}@{rest[time.end - start :]}"
    return rest


def _read_group(
    context: SentenceContext,
    group: Sequence[Quantity],
    number: int,
    floor: int,
    values: Sequence[Value],
    before: Value | None,
    shared: Cue | None,
    profit: str | None,
) -> list[Value]:
    cue, reaches = verb_of(context, group, floor)
    first = group[0]
    unit = first.unit
    if cue is None and shared is not None:
        governed = best_metric(context, first, True)
        ratio = governed is not None and concepts()[governed.concept].dimension in ("ratio", "any")
        ratio = ratio and (
            governed is None or governed.concept not in _SALES
        )  # 생산은 1년 전보다 2%, 전달보다 7% 늘었다
        if not ratio or unit == "percentage_point":
            cue = shared  # a ratio states itself: 영업이익률은 12.0%, 매출은 20% 늘었다
    touched = cue is not None and not reaches
    metric = best_metric(context, first, touched or unit in RELATIVE)
    moving = moved_by(context, metric, first) if metric is not None and not touched else None
    if moving is not None:
        cue, touched = moving, True
    inherited = False
    if metric is None:
        metric, inherited = inherited_metric(context, first, values, before, touched), True
    elif any(value.metric is metric for value in values):
        inherited = True
    if metric is not None and inherited and metric.concept in _OF_MARKETS and unit == "percent":
        own, _ = imply_metric(context, group, touched)  # 成交额9820亿元；北方稀土跌10%: a share of its own moves
        if own is not None and own.concept == "SharePrice":
            metric, inherited = own, False
    if metric is not None and context.lang == "zh" and metric.end <= context.clause_start(first.start):
        own, _ = imply_metric(context, group, touched)
        if own is not None and _tells_otherwise(metric, own, unit):
            metric, inherited = own, False  # 美债收益率上行1个基点，现货黄金跌0.8%; 营收9亿元，拿出2亿元分给股东
    if metric is not None and context.lang == "ko" and _has_its_number(context, metric, first):
        own, _ = imply_metric(context, group, touched)
        if own is not None and own.concept in _SURE and own.concept != metric.concept:
            metric, inherited = own, False  # 매출 27억달러의 온빛은 30억달러의 가치를 인정받았다
    if metric is not None and context.lang == "zh" and metric.concept == "Investment" and metric.start >= first.end:
        own, _ = imply_metric(context, group, touched)
        if own is not None and own.concept in _PUT_IN:
            metric, inherited = own, False  # 累计拿到20亿元投资; 将15亿元投入研发
    if metric is not None and context.lang == "zh" and metric.concept == OTHER:
        own, _ = imply_metric(context, group, touched)
        if own is not None and own.concept in ("RecurringProfitLoss", "ShareOfRevenue"):
            metric, inherited = own, False  # 扣掉政府补助之后只剩10亿元; 海外业务占比升至37%
    if metric is None and values and values[-1].metric is not None and _is_compared(context, first):
        gap = context.gap(values[-1].quantity.end, first.start)
        level = not values[-1].is_change and values[-1].quantity.unit not in RELATIVE
        if level and bare_before(context, values[-1].quantity.end, first.start - gap.endswith("+")):
            metric, inherited = values[-1].metric, True  # 零跑6.6万辆，同比+71.5%
    if metric is not None and metric.concept == OTHER:
        metric = _compounded(context, metric, values)
    of_then = (metric is None or inherited) and _times_of_then(context, first, values)
    if of_then:
        metric, inherited = values[-1].metric, True
    if metric is not None and inherited and touched and unit == "percent" and metric.concept == "MarketShare":
        metric = _sales_told(context, metric, values)
    relative = touched and unit in RELATIVE
    bare = metric is not None and syntax(context.lang, "bare_profit").fullmatch(metric.text) is not None
    if metric is not None and metric.concept == "ProfitLoss" and (relative or bare):
        told: Sequence[Value] = values or ([before] if before and not names_company(context, first) else [])
        metric = same_profit(metric, bare, [] if names_another(context, metric, values) else told)
        if bare and profit == "OperatingProfit" and metric.concept == "ProfitLoss" and is_of_part(context, first):
            metric = replace(metric, concept=profit)
    if metric is not None and metric.concept == "SharePrice" and unit in RELATIVE:
        metric = _same_price(metric, values)
    if metric is not None and before is not None and before.metric is not None:
        metric = same_balance(context, metric, before.metric)
    if metric is not None and touched and len(group) == 1 and _of_level_before(context, metric, values, first):
        metric, inherited = values[-1].metric, True
    traded = metric and syntax(context.lang, "traded").search(context.view, metric.end, first.start)
    if metric is not None and traded and metric.concept in _OF_TRADING and unit in RELATIVE:
        metric = replace(metric, concept="SharePrice")  # 总市值1400亿美元，盘中一度跌近10%
    if metric is not None and unit == "percent" and syntax(context.lang, "takes_share").match(context.view, first.end):
        metric, touched = _share_of(context, metric), False
    bracketed = _signed_aside(context, group, values)
    if bracketed is not None:
        metric, inherited = bracketed, True
    concept = concepts()[metric.concept] if metric else None
    if metric is not None and unit == "percent" and metric.aspect != "level" and _is_rate(context, metric):
        touched = False  # a growth rate that is lowered to 2.0% is still growth of 2.0%
    if concept is None or unit == "percentage_point":
        is_change = touched or unit == "percentage_point" or _is_compared(context, first)
    elif unit == "percent":
        is_change = touched or not (concept.dimension in ("ratio", "any") or fits_level(first, concept))
        if metric and metric.aspect != "level":
            is_change = True
    elif unit == "times":
        is_change = touched or of_then
    else:
        behind = metric is not None and cue is not None and cue.end <= metric.start < first.start
        is_change = touched and (moving is not None or not behind)
    if unit == "percentage_point" and not touched and _is_gap(context, first):
        metric, concept, is_change = None, None, False
    direction = direction_of(cue) if touched else 0
    if is_change and not touched and not (metric and metric.aspect != "level"):
        direction = clause_direction(context, first, floor)
        growth = _is_growth(context, metric, first, inherited) or _led_to(values, metric, cue) if metric else True
        if direction == 0 and unit == "percent" and not growth and bracketed is None:
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
    if metric and is_change and not touched and metric.aspect != "level" and metric.sign < 0:
        direction = -1  # 주가 하락률은 12%: the name of the rate says where it goes
    if (trace := active()) is not None:
        verb = cue.text if cue is not None and touched else None
        trace.note(first.start, "change", verb, "the verb that moves the number" if verb else "no verb moves it")
        for quantity in group[1:]:  # the numbers of a list share what the first was given
            trace.notes[quantity.start] = dict(trace.notes[first.start])
    read = []
    for place, quantity in enumerate(group):
        aspect: Aspect = change_aspect(context, quantity, metric, place, len(group)) if is_change else "level"
        if moving is not None and not compared(context, quantity):
            aspect = "change"  # 减少净利润2亿元: by something, and against no year
        of = told_side(context, metric, quantity) if metric is not None and not is_change else metric
        if of is not None and of.concept == "DividendPerShare" and is_sum(quantity):
            of = replace(of, concept="Dividend")  # 주당 850원, 총 214억원의 배당
        stated = with_unit(quantity, of, context.currency)
        read.append(Value(stated, is_change, direction, of, aspect, number, inherited))
    if metric is not None and not inherited:
        joined = joined_before(context, metric)
        if not any(value.is_change for value in read):  # 판매·일반관리비: sales in pieces have no sum of money
            joined = tuple(m for m in joined if m.concept == OTHER or fits_level(first, concepts()[m.concept]))
        if len(joined) > 1 and len(read) == 1 and syntax(context.lang, "summed").match(context.view, metric.end):
            read = [replace(read[0], metric=replace(metric, concept=OTHER))]  # 销售和管理费用合计4亿元 is neither's
        elif len(joined) > 1:
            read = [replace(value, joint_metrics=joined) for value in read]
    return read


def _compounded(context: SentenceContext, rate: Metric, values: Sequence[Value]) -> Metric:
    """市场规模由186亿元增至835亿元，年复合增长率35%: the rate is of what was told, named in its clause or before it."""
    if context.lang != "zh" or not syntax("zh", "compound").search(rate.text):
        return rate
    start = context.clause_start(rate.start)
    named = [m.concept for m in context.metrics if start <= m.start and m.end <= rate.start and m.concept != OTHER]
    told = [*(v.concept for v in values if not v.is_change and v.metric and v.concept != OTHER), *named]
    return replace(rate, concept=told[-1]) if told and concepts()[told[-1]].dimension in ("money", "count") else rate


def _times_of_then(context: SentenceContext, quantity: Quantity, values: Sequence[Value]) -> bool:
    """销售费用6.7亿元，是上一年的2.6倍: an amount told as a multiple of the year before has grown by it.

    That of the year before may be told as well (是上年2.6亿元的2.6倍).
    """
    last = values[-1] if values else None
    if context.lang != "zh" or quantity.unit != "times" or last is None or last.metric is None or last.is_change:
        return False
    then = values[-2] if len(values) > 1 and not values[-2].is_change and values[-2].metric else None
    alike = then is not None and then.concept == last.concept and then.quantity.unit == last.quantity.unit
    if then is not None and alike:
        alike = syntax("zh", "times_of_amount").fullmatch(context.gap(then.quantity.end, quantity.start)) is not None
    if alike:
        return True
    return syntax("zh", "times_of_then").fullmatch(context.gap(last.quantity.end, quantity.start)) is not None


def _sales_told(context: SentenceContext, share: Metric, values: Sequence[Value]) -> Metric:
    """出货量230万台，占27%的市场份额，同比增长23%: it is the sales that grow by per cents, shares move by points."""
    if context.lang != "zh":
        return share
    sold = [v.metric for v in values if not v.is_change and v.metric and v.concept in _SALES]
    return sold[-1] if sold else share


def _has_its_number(context: SentenceContext, metric: Metric, quantity: Quantity) -> bool:
    """Whether a metric before a number has its own number between."""
    return any(metric.end <= q.start and q.end <= quantity.start for q in context.quantities)


def _tells_otherwise(metric: Metric, own: Metric, unit: str | None) -> bool:
    """Whether the words around a number tell a metric of its own, not that of the clause before."""
    if own.concept == "ProductPrice" and metric.concept in _OF_MONEY:
        return True
    return unit not in RELATIVE and own.concept not in _LAST_OF_ALL and own.concept != metric.concept


def _is_compared(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a per cent of nothing named stands right behind what it is compared with: 零跑6.6万辆，同比+71.5%."""
    if context.lang != "zh" or quantity.unit != "percent":
        return False
    start = quantity.start - context.view.endswith("+", 0, quantity.start)
    return any(cue.kind in ("yoy", "qoq") and cue.end == start for cue in context.cues)


def _explain(quantity: Quantity, metric: Metric | None, reason: str) -> None:
    trace = active()
    if trace is not None:
        held = trace.notes.get(quantity.start, {}).get("metric")
        chosen = (metric.text or metric.concept) if metric is not None else None
        rivals = list(held.competitors) if held else []
        if held and held.chosen not in (chosen, "none"):
            rivals.insert(0, (held.chosen, None))
        trace.note(quantity.start, "metric", chosen, reason, rivals)


def _same_price(metric: Metric, values: Sequence[Value]) -> Metric:
    """收盘价61.5元/吨，收盘价较前一日上涨2%: the move is of what the unit showed the price to be of."""
    last = next((v.metric for v in reversed(values) if v.metric and v.metric.text == metric.text), None)
    return replace(metric, concept=last.concept) if last is not None else metric


def _signed_aside(context: SentenceContext, group: Sequence[Quantity], values: Sequence[Value]) -> Metric | None:
    """营收45.6亿元（+12.3%）: a per cent with a sign in the bracket behind an amount is how that has changed."""
    last, first = values[-1] if values else None, group[0]
    if last is None or last.is_change or last.metric is None or len(group) != 1:
        return None
    if context.lang == "ko" and not _moves_in_brackets(context):
        return None
    gap = context.gap(last.quantity.end, first.start).replace(" ", "")
    told = context.lang == "ko" and gap == "("
    signed = told or gap in ("(+", "(↑") or (gap == "(" and first.text.startswith(("-", "−", "+")))
    if not signed or first.unit != "percent" or last.quantity.unit in RELATIVE:
        return None
    return last.metric if concepts()[last.concept].change == "change_yoy" else None


def _moves_in_brackets(context: SentenceContext) -> bool:
    """Whether the text says that its brackets tell how much an amount has moved: 괄호 안은 작년 2분기 대비."""
    return syntax("ko", "bracket_moves").search(context.view, 0, context.start) is not None


def _of_level_before(context: SentenceContext, metric: Metric, values: Sequence[Value], quantity: Quantity) -> bool:
    """单车利润8600元，同比下降一成: a change right behind an amount is of that, whatever the clauses before measure."""
    last = values[-1] if values else None
    if context.lang != "zh" or last is None or last.is_change or metric.end > last.quantity.start:
        return False
    ratio = last.quantity.unit in RELATIVE and quantity.unit != "percentage_point"
    if last.metric is metric or quantity.unit not in RELATIVE or ratio:
        return False
    counted = last.quantity.text[:1].isdigit() or last.metric is not None
    listed = any(c.kind == "each" and last.quantity.end <= c.start < quantity.start for c in context.cues)
    return counted and not listed and bare_before(context, last.quantity.end, quantity.start)


def _is_rate(context: SentenceContext, metric: Metric) -> bool:
    return syntax(context.lang, "rate", "$").search(metric.text) is not None


def _share_of(context: SentenceContext, metric: Metric) -> Metric | None:
    """What takes so many per cent of a metric: of revenue a share that has a name, of another nothing listed."""
    if concepts()[metric.concept].dimension in ("ratio", "any"):
        return metric
    whole = metric.concept == "Revenue" and syntax(context.lang, "of_whole").match(context.view, metric.end)
    return replace(metric, concept="ShareOfRevenue", aspect="level", sign=1) if whole else None


def _is_gap(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether points tell how far two rates are apart, which is no move of either: 금리 격차는 1.5%포인트."""
    start = context.clause_start(quantity.start)
    before = syntax(context.lang, "gap_before").search(context.view, start, quantity.start)
    return before is not None or syntax(context.lang, "gap_after").match(context.view, quantity.end) is not None


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
    if prints_move(context, quantity):
        return True
    start = context.clause_start(quantity.start) if inherited else metric.end
    if context.lang == "zh" and context.view[quantity.start - 1] == "的":
        return False  # 较去年的41%提高22个百分点: what is compared with
    return any(cue.kind in ("yoy", "qoq") and start <= cue.start < quantity.start for cue in context.cues)
