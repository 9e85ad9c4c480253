"""Which metric a number is of: the one of its sentence that fits it best, or that of the number before.

The weights that order the metrics of a sentence were set on annotated paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.balances import balance_of, is_balance
from nlp.claims.changes import COMPARISONS, MOVES, dated_base
from nlp.claims.concepts import OTHER, concepts, fits_level, is_money, is_money_per
from nlp.claims.explain import active
from nlp.claims.mentions import Cue, Metric
from nlp.claims.model import Value
from nlp.claims.naming import has_own_topic
from nlp.claims.owned import names_another, own_measure
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import Quantity

RELATIVE = ("percent", "percentage_point", "times")
PROFITS = ("ProfitLossAttributableToOwners", "AdjustedProfitLoss", "RecurringProfitLoss")
_COUNT_REACH = 25  # characters between the name of a count and its number: everything can be counted
# characters between a number and a metric after it; Korean verbs close the clause: 3635억원 규모의 … 공사를 수주했다
_VALUE_FIRST_REACH = {"zh": 16, "ko": 40}
_TWINS = {"ContractValue": "ContractCount"}  # what a word measures when counted
_ORDERED = ("ship", "vehicle")
_CLOSING = ("ExchangeRate", "IndexLevel", "ProductPrice")
_OCCASION = 1.5
_CAUSE = 6.0  # what a metric costs that only tells why: as much as sixty characters
_CASH_FLOWS = ("OperatingCashFlow", "FreeCashFlow")
_LINE, _LINE_MARK = 80, 4  # characters back to the number of the line before, and to the mark that closes it
_CONVERTED = 3  # characters between an amount or a date and what its brackets add
_NEVER_IN_POINTS = ("ExchangeRate", "SharePrice", "IndexLevel")
_RATES = ("률", "율", "비중")  # what the name of a rate ends with
_OPENING = 20  # characters before an amount that opens its sentence
_EACH_SHARE = 100_000  # won; a dividend below it is one of each share
_NEXT_WORDS = 12  # characters within which one metric narrows the next


def _metric_score(
    context: SentenceContext, metric: Metric, quantity: Quantity, is_change: bool, own: int | None
) -> float | None:
    """How well a metric fits a number by place and unit; None where it can't be.

    The weights order readings; they were set on annotated paragraphs: a clause's mark counts as much as twenty
    characters, a number in between as much as thirty.
    """
    concept = concepts()[metric.concept]
    points = context.lang == "ko" and quantity.unit == "percentage_point" and metric.aspect == "level"
    if points and (concept.dimension == "money" or concept.name in _NEVER_IN_POINTS):
        return None  # 환율 급등에 따라 자본비율이 40bp 내렸다
    score = 0.0
    absolute = is_change and quantity.unit not in (*RELATIVE, "points")
    if absolute and not fits_level(quantity, concept):
        return None
    unfit = not is_change and not fits_level(quantity, concept) and _twin(context, quantity, metric) is None
    if unfit and (quantity.unit not in RELATIVE or metric.aspect == "level"):
        return None
    if metric.end <= quantity.start:
        between = context.gap(metric.end, quantity.start)
        if own is not None and names_another(context, own, metric):
            return None  # 销售额下降24%，到位资金下降21%: the number is of what stands before it
        if _in_brackets(context, metric, quantity) or syntax(context.lang, "affects").match(context.view, metric.end):
            return None  # 受销量下滑影响，…; 对净利润的影响约为2亿元
        if _is_told_first(context, metric, quantity):
            return None
        if is_change and syntax(context.lang, "reason").match(context.view, metric.end, quantity.start):
            return None  # 원자재 가격 상승, 내수 둔화 등의 영향으로 도소매업은 7% 감소했다
        if context.market and concept.nature != "price" and is_change and _shares_fell(context, between, quantity):
            return None
        if _company_between(context, metric, quantity) and (
            metric.concept == "IndexLevel" or _price_moves(context, metric, quantity)
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
        score -= sum(1.0 if is_change else 3.0 for q in others if same_kind(q, quantity) or not is_change)
        if syntax(context.lang, "cause").match(context.view, metric.end, quantity.start):
            score -= _CAUSE  # 영업이익이 판매 호조에 힘입어 20% 늘었다
        elif syntax(context.lang, "meanwhile").match(context.view, metric.end, quantity.start):
            score -= _CAUSE if _under_topic(context, metric) else 0.0  # 영업이익은 보상금이 없어지며 20% 줄었다
        elif syntax(context.lang, "occasion").match(context.view, metric.end, quantity.start):
            score -= _OCCASION  # 이번 투자에서 1500억원의 기업가치를 인정받았다
        breaks = len(syntax(context.lang, "break").findall(between))
        score -= 8.0 * breaks
        return score
    if metric.start >= quantity.end:
        end = converted_end(context, quantity)
        between = context.gap(end, metric.start)
        ends = [*(q.end for q in context.quantities), *(t.end for t in context.times)]
        aside = context.lang == "ko" and between.startswith(")")
        dated = aside and any(
            context.view[t.start - 1] == "(" and t.end <= quantity.start <= t.end + 2 for t in context.times
        )
        if dated or (aside and not any(0 <= quantity.start - end <= _CONVERTED for end in ends)):
            return None  # 일회성 비용(1조원)에도 흑자를 냈다: the number is of what its bracket stands behind
        if context.clause_at(quantity.start) != context.clause_at(metric.start):
            return None
        if len(between) > _VALUE_FIRST_REACH[context.lang]:
            return None
        if any(end <= q.start < metric.start for q in context.quantities):
            return None
        if syntax(context.lang, "leads_to").search(between):
            return None  # 计提拨备2亿元导致净利润减少
        if syntax(context.lang, "sold_for").match(context.view, quantity.end, metric.start):
            return None  # 231억 위안을 팔아 순이익 5억 위안을 냈다
        if syntax(context.lang, "value_first").fullmatch(between):
            rate = quantity.unit == "percent" and metric.text.endswith(_RATES)
            return -0.1 if rate else -1.2 - len(between) / 10  # 매출의 30% 비중, 6% 정도의 수익률
        return -4.0 - len(between) / 8 if not is_change else None
    return None


def _is_told_first(context: SentenceContext, metric: Metric, quantity: Quantity) -> bool:
    """Whether a metric closes the amount before, and the next has its own behind it.

    5억원의 수입과 8억원의 순손실, 5억원의 매출에 8억원의 영업이익.
    """
    if context.lang != "ko" or not context.view.startswith("의 ", quantity.end):
        return False
    gap = context.gap(metric.end, quantity.start)
    if not syntax("ko", "item_joint").fullmatch(gap) and not syntax("ko", "met_with").fullmatch(gap):
        return False
    return any(
        q.end <= metric.start and syntax("ko", "value_first").fullmatch(context.gap(q.end, metric.start))
        for q in context.quantities
    )


def _under_topic(context: SentenceContext, metric: Metric) -> bool:
    """Whether a metric is told of in a clause inside that of another one, the topic (영업이익은), before any number."""
    mark = syntax(context.lang, "topic_mark")
    return any(
        other.end < metric.start
        and mark.match(context.view, other.end)
        and not any(other.end <= q.start < metric.start for q in context.quantities)
        for other in context.metrics
    )


def converted_end(context: SentenceContext, quantity: Quantity) -> int:
    """Where a Korean amount ends with its conversion: 1억2000만달러(약 1400억원)의 투자를 유치했다.

    Args:
        context: the sentence.
        quantity: the amount.
    """
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


def best_metric(context: SentenceContext, quantity: Quantity, is_change: bool) -> Metric | None:
    """Find the metric of a sentence that a number is of; None where none fits it.

    Args:
        context: the sentence.
        quantity: the number.
        is_change: whether it is read as a change.
    """
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
    twin = None if is_change or fits_level(quantity, concepts()[best[2].concept]) else _twin(context, quantity, best[2])
    metric = replace(best[2], concept=twin) if twin else _specific(context, best[2])
    if metric.concept == "ProfitLoss" or is_balance(metric):
        return balance_of(context, metric, quantity)
    if metric.concept == "ContractCount" and is_change and not syntax(context.lang, "counts").fullmatch(metric.text):
        return replace(metric, concept=OTHER)  # 订单增长15%: their number or their value
    each = quantity.unit == "KRW" and quantity.low is not None and abs(quantity.low) < _EACH_SHARE
    if metric.concept == "Dividend" and each:
        return replace(metric, concept="DividendPerShare")  # 연간 배당금은 5400원
    if metric.concept == "ProductPrice" and str(quantity.unit).endswith("/share"):
        return replace(metric, concept="SharePrice")
    for_each = metric.concept == "SharePrice" and syntax(context.lang, "of_each_share").fullmatch(metric.text)
    if for_each and syntax(context.lang, "dividends").search(context.view, context.start, metric.start):
        return replace(metric, concept="DividendPerShare")  # 不派发中期股息（去年同期：每股5港仙）
    if metric.concept == "SharePrice" and is_money_per(quantity.unit) and not str(quantity.unit).endswith("/share"):
        return replace(metric, concept="ProductPrice")  # 收盘价60元/吨
    return metric


def _twin(context: SentenceContext, quantity: Quantity, metric: Metric) -> str | None:
    """What a word measures in the other dimension: 11척을 수주 is a number of orders, 订单11亿元 is their value."""
    if context.lang == "zh" and metric.concept == "ContractCount" and is_money(quantity.unit):
        return "ContractValue"
    twin = _TWINS.get(metric.concept)
    return twin if twin and quantity.unit in _ORDERED else None


def _specific(context: SentenceContext, metric: Metric) -> Metric:
    """扣除非经常性损益后，公司业绩…: profit after an exclusion is the profit without one-off items."""
    if metric.concept == "ProfitLoss":
        for other in context.metrics:
            near = 0 <= metric.start - other.end <= _NEXT_WORDS
            if other.concept == "RecurringProfitLoss" and other.text.endswith(("后", "损益")) and near:
                return other
            if other.concept in PROFITS and metric.sign < 0 and other.end == metric.start:
                return replace(metric, concept=other.concept)  # 归母净利润亏损4亿元
        return _led_from(context, metric)
    if metric.concept == OTHER and syntax(context.lang, "cash_moved").fullmatch(metric.text):
        return _cash_flow(context, metric)
    if metric.concept == "SharePrice" and syntax(context.lang, "close").fullmatch(metric.text):
        return _closing(context, metric)
    return metric


def _led_from(context: SentenceContext, metric: Metric) -> Metric:
    """归母净利润由盈利2亿元转为亏损1亿元: plain words of a move are of the profit that their clause opens with."""
    if context.lang != "zh" or not syntax("zh", "bare_profit").fullmatch(metric.text):
        return metric
    start = context.clause_start(metric.start)
    if not any(c.kind == "from" and start <= c.start < metric.start for c in context.cues):
        return metric
    named = [m for m in context.metrics if start <= m.start and m.end < metric.start]
    kinds = [m.concept for m in named if not syntax("zh", "bare_profit").fullmatch(m.text)]
    return replace(metric, concept=kinds[-1]) if kinds and kinds[-1] in (*PROFITS, "OperatingProfit") else metric


def _cash_flow(context: SentenceContext, metric: Metric) -> Metric:
    """经营现金流净额为-3亿元，去年同期为净流入2亿元: what flows in or out is the cash told of before."""
    told = [m for m in context.metrics if m.end <= metric.start and m.concept in _CASH_FLOWS]
    if not told:
        return metric
    return replace(metric, concept=told[-1].concept, sign=-1 if metric.text.endswith("出") else 1)


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


def joined_before(context: SentenceContext, metric: Metric) -> tuple[Metric, ...]:
    """The metrics joined to one as members of a list (净利润和营收; 매출과 영업이익), in order, it included."""
    joint, closing = syntax(context.lang, "item_joint"), syntax(context.lang, "deficit_or_surplus")
    members = [m for m in context.metrics if (m.start, m.end) == (metric.start, metric.end)] or [metric]
    for other in reversed(context.metrics):
        head = members[0]
        if closing.fullmatch(other.text):
            continue  # 대미 수지는 45억달러 흑자, 대중 수지는 …: it closes what is told before
        if other.end <= head.start and joint.fullmatch(context.gap(other.end, head.start)):
            members.insert(0, other)
    return tuple(members)


def same_kind(a: Quantity, b: Quantity) -> bool:
    """Whether two numbers can stand in one list: their units are the same, or the first leaves its own out."""
    return a.unit == b.unit or (a.kind == b.kind and a.unit is None)


def _company_between(context: SentenceContext, metric: Metric, quantity: Quantity) -> bool:
    """Whether a company is named after an index: what follows is the company's share (恒指跌1.65%，蔚来跌近5%)."""
    return any(m.label == "ORG" and metric.end <= m.start and m.end <= quantity.start for m in context.entities)


def _opens_with_base(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a sentence only says how a number compares with a date: 이익은 30억원이다. 2023년보다 18% 증가했다."""
    base = dated_base(context, quantity)
    mark = syntax(context.lang, "topic_mark")
    return base is not None and mark.search(context.view, context.start, base.start) is None


def _is_base(context: SentenceContext, quantity: Quantity, before: Value) -> bool:
    """Whether a sentence opens with what the amount before is compared with: 직전 연도 205억원에 비해 26% 줄었다."""
    if context.lang != "ko" or not is_money(quantity.unit) or before.quantity.unit != quantity.unit:
        return False
    named = any(m.end <= quantity.start for m in context.entities)
    if named or quantity.start - context.start > _OPENING:
        return False
    return syntax("ko", "compared_with").match(context.view, quantity.end, context.end) is not None


def _company_told(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a sentence names a company before its number."""
    return any(m.label == "ORG" and m.end <= quantity.start for m in context.entities)


def _price_moves(context: SentenceContext, metric: Metric, quantity: Quantity) -> bool:
    """Whether a per cent is told with a verb that only prices have, in a clause of its own: 股权转让失效，清泉跌12%."""
    start = context.clause_start(quantity.start)
    if quantity.unit != "percent" or metric.end > start or concepts()[metric.concept].nature == "price":
        return False
    return syntax(context.lang, "share_moves", "$").search(context.view, start, quantity.start) is not None


def _shares_fell(context: SentenceContext, between: str, quantity: Quantity) -> bool:
    """Whether a Korean text tells of a metric first, then how shares fell: 매출을 밝히지 않으면서 8% 폭락했다."""
    if context.lang != "ko" or quantity.unit != "percent" or not syntax("ko", "told_first").search(between):
        return False
    return syntax("ko", "shares_moved").match(context.view, quantity.end, context.end) is not None


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


def _is_set_against(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether an amount is that of a time compared with: 较上季度的3亿元."""
    return any(context.is_base(t) and context.gap(t.end, quantity.start) == "的" for t in context.times)


def _led(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a Korean number is what another level led to, or what led to one: 4014원에서 4823원으로."""
    behind = syntax("ko", "left_from").match(context.view, quantity.end, context.end)
    return (
        behind is not None
        or syntax("ko", "left_from", "$").search(context.view, context.start, quantity.start) is not None
    )


def _stands_alone(context: SentenceContext, cue: Cue, start: int) -> bool:
    """Whether a word for a rate has no noun of its own before it: 전년 대비 상승률은, but not 광고비 증가율은."""
    if not any(c.start == cue.start and c.kind in MOVES for c in context.cues):
        return True
    ends = [c.end for c in context.cues if c.kind in COMPARISONS and c.end <= cue.start]
    ends += [t.end for t in context.times if t.end <= cue.start]
    return not context.gap(max([start, *ends]), cue.start).strip()


def _next_line(context: SentenceContext, before: Value, quantity: Quantity) -> bool:
    """游戏业务收入28.8亿美元；⏎专业可视化4.5亿美元: a line that names no metric goes on with the line before."""
    left = context.view[max(0, context.start - _LINE_MARK) : context.start].rstrip()
    level = not context.metrics and is_money(quantity.unit)
    return level and left.endswith(("；", ";")) and before.quantity.end > context.start - _LINE


def _answers(context: SentenceContext, before: Value, quantity: Quantity) -> bool:
    """Whether a Chinese number answers the sentence before, which named a metric alone: 资本开支呢？今年35亿元."""
    if context.lang != "zh" or before.quantity.low is not None or before.quantity.high is not None:
        return False
    left, place = "", context.start
    for time in context.times:
        if time.end <= quantity.start:
            left, place = left + context.gap(place, time.start), time.end
    return syntax("zh", "answers").fullmatch(left + context.gap(place, quantity.start)) is not None


def _price_reached(context: SentenceContext, last: Value, quantity: Quantity) -> bool:
    """收涨13.2%至27.9港元，收跌1.2%报32元: the price that a move led to."""
    concept = concepts()[last.metric.concept] if last.metric else None
    if concept is None or concept.nature != "price" or not last.is_change or not fits_level(quantity, concept):
        return False
    return syntax("zh", "price_reached").fullmatch(context.gap(last.quantity.end, quantity.start)) is not None


def prints_move(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a per cent is a fall that a bracket right behind an amount prints: 판매비는 3억 위안(-6.7%)."""
    below = quantity.high is not None and quantity.high < 0
    if quantity.unit != "percent" or not below:
        return False
    return any(
        q.end <= quantity.start and context.gap(q.end, quantity.start).strip() == "(" for q in context.quantities
    )


def inherited_metric(
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
        compared |= context.lang == "ko" and _opens_with_base(context, quantity)
        taken_up = syntax(context.lang, "resumed").match(context.view, context.start) is not None
        if concepts()[before.metric.concept].holder == "itself":
            taken_up |= syntax(context.lang, "index_again").match(context.view, context.start) is not None
        if (
            before.concept == "InterestRate"
            and touched
            and quantity.unit == "percent"
            and _company_told(context, quantity)
        ):
            return None  # 국채 금리는 4.4%로 내렸다. 온빛전자가 0.9% 상승 중이고: a share, not a rate
        priced = not context.metrics and concepts()[before.metric.concept].nature == "price"
        own = own_rate or has_own_topic(context, quantity.start)
        moved = touched and quantity.unit in RELATIVE and not own
        led = context.lang == "ko" and _led(context, quantity)
        rated = before.metric.aspect != "level" or before.concept == "InterestRate"
        led = ((priced or (rated and not context.metrics)) and led) or _is_base(context, quantity, before)
        listed = context.lang == "zh" and _next_line(context, before, quantity)
        pronoun = pronoun or _answers(context, before, quantity)
        pronoun = pronoun or taken_up or listed or (moved and (compared or priced)) or (led and not own)
    levels = [value for value in values if not value.is_change and value.metric]
    last = levels[-1] if pronoun and levels else values[-1] if values else before if pronoun else None
    noun = own_measure(context, quantity)
    if last is None or last.metric is None or (noun is not None and names_another(context, noun, last.metric)):
        return None
    concept = concepts()[last.metric.concept]
    if concept.holder == "itself" and _company_between(context, last.metric, quantity):
        return None  # 恒指跌1.65%，…，新世界发展跌13%: the company's move is its share's
    if quantity.unit in RELATIVE:
        signed = prints_move(context, quantity)
        return last.metric if touched or pronoun or signed or fits_level(quantity, concept) else None
    if not pronoun and not _goes_on(context, last.quantity, quantity):
        return None
    if context.lang == "zh" and levels and last.quantity.unit != quantity.unit and _is_set_against(context, quantity):
        last = levels[-1]  # 营收5亿元，较去年同期的4亿元增25%，较上季度的3亿元增67%
        concept = concepts()[last.concept]
    if last is before and context.lang == "zh" and last.is_change and fits_level(quantity, concept):
        return last.metric
    if pronoun and last.is_change and last.quantity.unit == "percent" and _led(context, quantity):
        return last.metric if fits_level(quantity, concept) else None
    if context.lang == "zh" and values and _price_reached(context, last, quantity):
        return last.metric
    same = last.quantity.unit == quantity.unit or is_money(quantity.unit) == is_money(last.quantity.unit)
    same = same and is_money_per(quantity.unit) == is_money_per(last.quantity.unit)
    return last.metric if fits_level(quantity, concept) and same else None
