"""Changes: which verb moves a number, up or down, and against what.

Chinese has the verb of change before the number (增长7.3%), Korean after it (40.9% 증가).
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.claims.concepts import OTHER, concepts
from nlp.claims.mentions import Cue, Metric
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression
from nlp.records import Aspect, Quantity

UPWARD, DOWNWARD = ("up", "to_up"), ("down", "to_down")
COMPARISONS = ("yoy", "qoq", "base")
MOVES = (*UPWARD, *DOWNWARD)
_ASPECTS: dict[str, Aspect] = {"yoy": "change_yoy", "qoq": "change_qoq"}
_LAST_ISSUE = ("较上期",)  # of a price, that of the week before; of a result, that of the year before
_PUT_IN = ("Investment", "FundsRaised", "ContractValue", "ShareRepurchase", "Dividend", "ExportValue", "ImportValue")
_RECENT = 2  # years back in which the year before what an article tells of can lie
_RATES = ("승률", "락률", "가율", "소율", "승폭", "락폭", "가폭", "소폭", " 폭", "낙폭")
_NEAR = 45  # characters between a number and its verb of change, brackets included


def _cue_before(context: SentenceContext, start: int, floor: int) -> Cue | None:
    """The last cue before a number with nothing but hedges between them."""
    hedge = syntax(context.lang, "hedge")
    for cue in reversed(context.cues):
        if cue.end > start:
            continue
        if cue.start < floor or start - cue.end > _NEAR:
            return None
        gap = context.gap(cue.end, start)
        if (
            cue.kind in ("up", "down")
            and cue.text.endswith(_RATES)
            and syntax(context.lang, "rate_told").fullmatch(gap)
        ):
            return cue  # 하락 폭은 6.1%
        if cue.kind not in ("up", "down", "to_up", "to_down") or not hedge.fullmatch(gap):
            continue
        # A Korean verb right before a number is its attribute: 증가한 1조원 is a level. Rates and signs are not verbs.
        if context.lang == "zh" or cue.text.endswith(("율", "률", "폭")) or not cue.text.isalnum():
            return cue
    return None


def cue_after(context: SentenceContext, end: int) -> Cue | None:
    """The first verb of change after a number with nothing but a particle, a bracket or an adverb between them."""
    pattern = syntax(context.lang, "after_change")
    for cue in context.cues:
        if cue.start < end:
            continue
        if cue.start - end > _NEAR:
            return None
        gap = context.gap(end, cue.start)
        if cue.kind in ("up", "down") and gap.strip() == "까지" and cue.text.endswith(_RATES):
            return cue  # 11.8%까지 하락폭을 늘렸다
        if gap.startswith(",") and _states_level(context, end):
            return None
        rate = not gap and syntax("zh", "rate_of_change").fullmatch(cue.text)
        if cue.kind in ("up", "down") and (pattern.fullmatch(gap) or rate):
            return None if syntax(context.lang, "not_moved").fullmatch(context.view, end, cue.end) else cue
    return None


def _states_level(context: SentenceContext, end: int) -> bool:
    """Whether a Korean amount is a level beside its change (매출은 30억원, 5% 증가), not a change told in two ways."""
    if context.lang != "ko" or syntax("ko", "large_sum", "$").search(context.view, context.start, end) is None:
        return False
    start = next((q.start for q in context.quantities if q.end == end), end)
    return syntax("ko", "compared_sum", "$").search(context.view, context.start, start) is None


def direction_of(cue: Cue | None) -> int:
    """1 for a verb that goes up, -1 for one that goes down, 0 for none."""
    if cue is None:
        return 0
    return 1 if cue.kind in UPWARD else -1 if cue.kind in DOWNWARD else 0


def verb_of(context: SentenceContext, group: Sequence[Quantity], floor: int) -> tuple[Cue | None, bool]:
    """The verb of change of a list of numbers, and whether it leads to a level (升至, …로 늘었다)."""
    before = _cue_before(context, group[0].start, floor)
    if before is not None and before.text.endswith(_RATES) and group[0].unit != "percent":
        before = None  # 상승률이 0.3%포인트 내렸다: the verb moves the rate
    if before is not None:
        return before, before.kind in ("to_up", "to_down")
    after = cue_after(context, group[-1].end)
    return after, False


def compared(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether the clause of a number names what it is compared with."""
    start = context.clause_start(quantity.start)
    return any(c.kind in COMPARISONS and start <= c.start < quantity.start for c in context.cues)


def moved_by(context: SentenceContext, metric: Metric, quantity: Quantity) -> Cue | None:
    """The Chinese verb whose object is a result, cost or price, by an amount: 提高售价5元, 减少净利润2亿元."""
    concept = concepts()[metric.concept]
    if context.lang != "zh" or metric.end > quantity.start or metric.concept in _PUT_IN:
        return None
    if not (concept.dimension == "money" and (concept.nature == "price" or concept.change == "change_yoy")):
        return None
    gap = syntax("zh", "object_gap")
    cues = [c for c in context.cues if c.end <= metric.start and c.kind in ("up", "down")]
    if not cues or not gap.fullmatch(context.gap(cues[-1].end, metric.start)):
        return None
    amount = syntax("zh", "amount_gap").fullmatch(context.gap(metric.end, quantity.start))
    return cues[-1] if amount and syntax("zh", "puts").fullmatch(cues[-1].text) else None


def clause_direction(context: SentenceContext, quantity: Quantity, floor: int) -> int:
    """The direction that a clause gives a number that no verb touches: the nearest verb on the language's side."""
    clause_start, clause_end = context.clauses[context.clause_at(quantity.start)]
    if context.lang == "zh":
        cues = [cue for cue in context.cues if max(clause_start, floor) <= cue.start and cue.end <= quantity.start]
        cues.reverse()
    else:
        cues = [cue for cue in context.cues if quantity.end <= cue.start < clause_end]
    rate = syntax(context.lang, "rate_of_change")
    for place, cue in enumerate(cues):
        if cue.kind in ("up", "down"):
            return direction_of(cue)
        if cue.kind == "share" and context.lang == "zh":
            return 0  # 新增用户占总数的34.8%: the verb is of the part
        if cue.kind in ("to_up", "to_down"):  # 跌幅收窄至8%: a rate that shrinks is still that of a fall
            return direction_of(next((c for c in cues[place + 1 :] if rate.fullmatch(c.text)), None))
    return 0


def _comparison(
    context: SentenceContext, quantity: Quantity, metric: Metric | None, place: int, count: int
) -> Aspect | None:
    """What the nearest comparison before a number says; 同比/环比提升1.25/1.0ppt hands out two."""
    cues = [cue for cue in context.cues if cue.kind in COMPARISONS and cue.end <= quantity.start]
    behind = _comparison_behind(context, quantity)
    if behind is not None:
        return _ASPECTS.get(behind.kind, "change")
    if cues and cues[-1].text.endswith("(") and cues[-1].end == quantity.start:
        cues.pop()  # 전월(2.7%)보다: what is compared with is not compared itself
    dated = _dated_comparison(context, quantity)
    if dated is not None:
        return dated
    while cues and cues[-1].kind != "yoy" and _is_spent(context, cues[-1], quantity):
        cues.pop()
    if cues and metric is not None and _breaks_off(context, cues[-1], metric):
        return None
    if not cues:
        return None
    chosen = cues[-1]
    pair = cues[-count:]
    if count > 1 and len(pair) == count and pair[-1].start - pair[0].end <= count:
        chosen = pair[place]
    if (
        chosen.kind == "qoq"
        and metric is not None
        and concepts()[metric.concept].nature == "price"
        and context.lang == "ko"
    ):
        return "change"  # 전달보다 of a price is its last move, not a quarter's growth
    if metric is not None and concepts()[metric.concept].nature == "price" and chosen.text in _LAST_ISSUE:
        return "change"
    return _ASPECTS.get(chosen.kind, "change")


def _comparison_behind(context: SentenceContext, quantity: Quantity) -> Cue | None:
    """The comparison that a bracket behind a number opens with: -1.3%(전 분기 대비 연율), 2.1%(同比)."""
    if context.view[quantity.end : quantity.end + 1] != "(":
        return None
    return next((c for c in context.cues if c.kind in COMPARISONS and c.start == quantity.end + 1), None)


def change_aspect(
    context: SentenceContext, quantity: Quantity, metric: Metric | None, place: int = 0, count: int = 1
) -> Aspect:
    """What a change is against.

    Args:
        context: the sentence.
        quantity: the number.
        metric: what changes, if known.
        place: which number of its list it is.
        count: how many the list has.
    """
    if _of_growth(context, quantity) or _than_another(context, quantity) or _of_forecast(context, quantity):
        return "change"
    if context.lang == "ko" and metric is not None and metric.aspect != "level" and is_left(context, quantity):
        return _unstated(context, quantity, metric)  # 한 달 전 2.7%에서 낮췄다: what was told then, not how it moved
    return _comparison(context, quantity, metric, place, count) or _unstated(context, quantity, metric)


def _of_growth(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether points are told of growth itself, which is measured against growth before: 增速比上月加快0.8个百分点."""
    if quantity.unit != "percentage_point":
        return False
    ends = [q.end for q in context.quantities if q.end <= quantity.start]
    start = max([context.clause_start(quantity.start), *ends[-1:]])
    return syntax(context.lang, "growth_moved").search(context.view, start, quantity.start) is not None


def _than_another(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a Chinese clause compares with another thing and no other time: 毛利率比行业平均高出20个百分点."""
    start = context.clause_start(quantity.start)
    if context.lang != "zh" or compared(context, quantity):
        return False
    timed = any(start <= t.start < quantity.start and context.is_base(t) for t in context.times)
    return not timed and syntax("zh", "than", "$").match(context.view, start, quantity.start) is not None


def _of_forecast(context: SentenceContext, quantity: Quantity) -> bool:
    """净利润同比增长61%，但下调每股盈利预测2%: a revision compares with no year, whatever the clauses before do."""
    start = context.clause_start(quantity.start)
    if context.lang != "zh" or compared(context, quantity):
        return False
    return syntax("zh", "revised").search(context.view, start, quantity.start) is not None


def _breaks_off(context: SentenceContext, cue: Cue, metric: Metric) -> bool:
    """降价车型比去年多8款；均价下调2万元: a year ago is not carried on to a price that a new thought names."""
    if context.lang != "zh" or metric.concept == OTHER or concepts()[metric.concept].change != "change":
        return False
    return cue.end <= metric.start and syntax("zh", "break").search(context.view, cue.end, metric.start) is not None


def _is_spent(context: SentenceContext, cue: Cue, quantity: Quantity) -> bool:
    """Whether a comparison had its number in an earlier clause; only 同比 carries along a list.

    In news of statistics any does: 工业产出环比升0.8%，预期升0.2%，前值降0.1%.
    """
    clause = context.clause_start(quantity.start)
    if context.lang != "zh" or not any(cue.end <= q.start and q.end <= clause for q in context.quantities):
        return False
    beside = syntax("zh", "beside_actual")
    if beside.match(context.view, clause, quantity.start):
        return False
    yearly = any(c.kind == "yoy" for c in context.cues)
    return yearly or not any(beside.match(context.view, start, end) for start, end in context.clauses)


def dated_base(context: SentenceContext, quantity: Quantity) -> TimeExpression | None:
    """The date that a number is compared with, named behind the last word of comparison before it."""
    told = [cue.end for cue in context.cues if cue.kind in COMPARISONS and cue.end <= quantity.start]
    start = max(told[-1] if told else context.start, context.clause_start(quantity.start))
    times = [t for t in context.times if start <= t.start and t.end <= quantity.start]
    if context.lang == "ko" and times and context.gap(times[-1].end, quantity.start) == "(":
        times.pop()  # 2021년 3월(1.9%) 이후: the number of that time, which is not measured against it
    if context.lang == "zh" and times and syntax("zh", "tight").fullmatch(context.gap(times[-1].end, quantity.start)):
        times.pop()  # 高于2月3%的涨幅: the number of that time
    return next((t for t in reversed(times) if context.is_base(t)), None)


def _dated_comparison(context: SentenceContext, quantity: Quantity) -> Aspect | None:
    """What a date compared with says: 较2020年同期 is the year before, 相对11月 or 较6月30日 another base."""
    base = dated_base(context, quantity)
    if base is None:
        return None
    if syntax(context.lang, "peak").match(context.view, base.end):
        return "change"  # 较2022年高点跌去九成
    monthly = context.lang == "ko" and base.grain == "month"  # 작년 9월보다
    yearly = base.grain in ("year", "half", "quarter", "span") or monthly
    then = base.resolve(context.reference, None).period_start if context.reference else None
    distant = then is not None and context.reference is not None and context.reference.year - then.year > _RECENT
    return "change_yoy" if base.has_year and yearly and not distant else "change"


def _unstated(context: SentenceContext, quantity: Quantity, metric: Metric | None) -> Aspect:
    """What a change without a stated base is: over a duration if one is named (三年间增长超5倍), else as is usual.

    A forecast that is revised (盈利预测上调3%) moves against the one before.
    """
    start = context.clause_start(quantity.start)
    passed = syntax(context.lang, "passed_by")
    if syntax(context.lang, "expected_at").search(context.view, context.start, quantity.start) and passed.match(
        context.view, quantity.end, context.end
    ):
        return "change"  # 전망치를 30% 웃돌았다
    series = syntax(context.lang, "series")
    spans = [t for t in context.times if t.kind == "duration" and start <= t.start < quantity.start]
    if any(not series.match(context.view, t.end) for t in spans):
        return "change"
    if syntax(context.lang, "revised").search(context.view, start, quantity.start):
        return "change"
    if syntax(context.lang, "than", "$").match(context.view, start, quantity.start):
        return "change"  # 예상한 180억달러보다 32% 많다: against another thing, not another time
    if quantity.unit == "percentage_point" and metric is not None and metric.aspect != "level":
        return "change"  # a growth rate that is put 0.1 points lower is told against the rate before
    return concepts()[metric.concept].change if metric else "change"


def is_left(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a number is what a change leaves behind: 从22%降至16%, 22%에서 16%로."""
    if context.lang == "ko":
        bracket = syntax("ko", "after_bracket").match(context.view, quantity.end, context.end)
        end = bracket.end() if bracket is not None else quantity.end
        return syntax("ko", "left_behind").match(context.view, end, context.end) is not None
    start = quantity.start
    gap = syntax("zh", "left_gap")
    dated = [t.start for t in context.times if t.end <= start and gap.fullmatch(context.view, t.end, start)]
    return any(
        c.kind == "from" and c.end <= start and (c.end in dated or gap.fullmatch(context.view, c.end, start))
        for c in context.cues
    )
