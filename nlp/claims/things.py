"""Things that hold figures though they are no company: a market by its indices, a film, a season, what is built."""

from __future__ import annotations

from nlp.claims.concepts import concepts, is_money_per
from nlp.claims.economies import economy_word
from nlp.claims.mentions import Metric
from nlp.claims.model import Subject, Value, subject_of
from nlp.claims.naming import ITSELF, moved_name
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_analyst, is_authority, is_source
from nlp.claims.syntax import syntax

PART = "PART"  # label of a subject that is a market or product and not named as anybody's
_FAR = 4000  # characters for which a text goes on with an industry when it comes to the regions
_WHOLE = 4  # characters of a word for the whole market
OF_MARKETS = ("TradingVolume", "MarketCapitalisation")  # what a market has as a whole
_MARKETS = {"A股": "of_a_shares", "港股": "of_hong_kong"}


def _traded_market(context: SentenceContext, metric: Metric) -> Subject | None:
    """Whose turnover a Chinese sentence tells that names no market.

    That is the index before it in the same thought (沪指涨1%，成交额5000亿元), or the market whose indices were told
    (市场成交额 after 上证指数).
    """
    if context.lang != "zh":
        return None
    whole = syntax("zh", "whole_market").search(context.view, metric.start - _WHOLE, metric.start + _WHOLE)
    told = [m for m in context.metrics if m.concept == "IndexLevel" and m.end <= metric.start]
    if whole is None:
        breaks = [m.end() for m in syntax("zh", "break").finditer(context.view, context.start, metric.start)]
        near = [m for m in told if m.start >= max(breaks, default=context.start)]
        if len(near) != 1 or syntax("zh", "market").search(context.view, near[0].end, metric.end):
            return None
        return Subject(near[0].text, None, context.text[near[0].start : near[0].end], ITSELF)
    index = told[-1] if told else context.theme
    if index is None or index.concept != "IndexLevel":
        return None
    name = next((n for n in _MARKETS if syntax("zh", _MARKETS[n]).match(index.text)), None)
    return Subject(name, None, name, ITSELF) if name else None


def _named_price(context: SentenceContext, metric: Metric) -> Subject | None:
    """The index or pair of currencies that a metric names; words that name none (달러당, 이날 지수) leave it open."""
    nameless = syntax(context.lang, "nameless")
    named = metric
    if not metric.text or nameless.fullmatch(metric.text):
        others = [
            m for m in context.metrics if m.concept == metric.concept and m.text and not nameless.fullmatch(m.text)
        ]
        before = [m for m in others if m.end <= metric.start]
        if not before:
            return None
        named = before[-1]
    return Subject(named.text, None, context.text[named.start : named.end], ITSELF)


def _shown(context: SentenceContext, metric: Metric) -> Subject | None:
    """The film or season before its takings in their clause: 《山河记》票房5亿元, 2024年暑期档总票房."""
    start = context.clause_start(metric.start)
    match = syntax(context.lang, "work").search(context.view, start, metric.start)
    if match is None:
        return None
    name = context.text[slice(*match.span("name" if match["name"] else "season"))]
    return Subject(name, None, name, ITSELF)


def built(context: SentenceContext, metric: Metric, focus: Subject) -> Subject | None:
    """What a paragraph says is built, before what is put into it: 清河水库工程今天开工。工程总投资55亿元.

    A company in focus that the paragraph names puts in what it says.
    """
    start = context.view.rfind("\n", 0, context.start) + 1
    if focus.text and context.text.find(focus.text, start, context.end) >= 0:
        return None
    matches = list(syntax(context.lang, "project").finditer(context.view, start, metric.start))
    if not matches:
        return None
    name = context.text[slice(*matches[-1].span())]
    return Subject(name, None, name, ITSELF)


def group_told(context: SentenceContext, anchor: int) -> Subject | None:
    """The companies of a kind that a Chinese sentence tells of, where it names none: 公募基金分红总额."""
    matches = syntax(context.lang, "group").finditer(context.view, context.start, anchor)
    told = next((m for m in matches if not _in_brackets(context, m.start())), None)
    if told is None:
        return None
    name = context.text[slice(*told.span())]
    return Subject(name, None, name, ITSELF)


def above_scale(context: SentenceContext, anchor: int) -> Subject | None:
    """The industry of which a Chinese paragraph tells, counted from a size on: 规模以上纺织企业营业收入2万亿元.

    A sentence that names nobody goes on with it, and a paragraph on the regions of the country (东部地区营业收入); who
    is named behind it has figures of his own.
    """
    if context.lang != "zh":
        return None
    start = context.view.rfind("\n", 0, context.start) + 1
    regions = [m.span() for m in syntax("zh", "region").finditer(context.view, context.start, anchor)]
    start = max(0, context.start - _FAR) if regions else start
    matches = list(syntax("zh", "above_scale").finditer(context.view, start, anchor))
    if not matches:
        return None
    left, right = matches[-1].span("name")
    others = [m for m in context.entities if right <= m.start < anchor and m.label in ("ORG", "LOC", "PERSON")]
    if any(not any(first <= m.start < last for first, last in regions) for m in others):
        return None
    if left < context.start and syntax("zh", "nation").search(context.view, context.start, anchor):
        return None
    name = context.text[left:right]
    return Subject(name, None, name, ITSELF)


def _in_brackets(context: SentenceContext, place: int) -> bool:
    """Whether an offset lies in brackets: 经纪(含公募基金代销)."""
    before = context.view[context.start : place]
    return before.count("(") > before.count(")")


def priced_good(context: SentenceContext, value: Value, good: str, holder: Subject) -> bool:
    """Whether a Chinese clause tells the price of a good on its market, of nobody it names: 碳酸锂价格跌至7万元/吨."""
    if context.lang != "zh" or value.concept != "ProductPrice" or value.metric is None:
        return False
    on_market = syntax("zh", "market_price").search(value.metric.text) or is_money_per(value.quantity.unit)
    own = syntax("zh", "own_good").search(good) is not None
    start = context.clause_start(min(value.metric.start, value.quantity.start))
    named = holder.text is not None and context.text.find(holder.text, start, value.quantity.start) >= 0
    return bool(on_market) and not own and not named


def of_market(context: SentenceContext, start: int, anchor: int) -> Subject | None:
    """The whole market of which a Chinese clause gives a source's figure: SNE数据显示，全球动力电池装车量.

    Args:
        context: the sentence.
        start: where the clause begins.
        anchor: where its metric does.
    """
    match = syntax("zh", "whole_scope", "$").search(context.view, start, anchor) if context.lang == "zh" else None
    told = match is not None and (
        syntax("zh", "surveyed").match(context.view, context.start, start) is not None
        or any(
            m.label == "ORG"
            and m.end <= anchor
            and (is_source(context, m) or is_analyst("zh", m.text) or is_authority("zh", m.name, m.entity_id))
            for m in context.entities
        )
    )
    if match is None or not told:
        return None
    country = [m for m in context.entities if m.label == "LOC" and m.start == match.start("scope")]
    if country:
        return subject_of(country[0])
    if match["scope"] == "国内":
        return economy_word(context, start, anchor, "nation")
    return Subject(match["scope"], None, context.text[slice(*match.span("scope"))], PART)


def whole_market_told(context: SentenceContext, anchor: int) -> Subject | None:
    """The market of which a Korean clause tells that names no company: 글로벌 전기차 배터리 사용량은.

    What is sold somewhere (국내 전기차 판매량은) may be the company's own, unless the sentence has it from somebody.
    """
    if context.lang != "ko":
        return None
    start = context.clause_start(anchor)
    if any(m.label == "ORG" and start <= m.start < anchor and not is_source(context, m) for m in context.entities):
        return None
    sourced = syntax("ko", "by_source").search(context.view, context.start, anchor) is not None
    for pattern in ("market_told", "market_world", "market_sourced") if sourced else ("market_told", "market_world"):
        matches = list(syntax("ko", pattern).finditer(context.view, start, context.end))
        told = [m for m in matches if m.end("name") <= anchor]
        if told:
            name = context.text[slice(*told[-1].span("name"))].rstrip()
            return Subject(name, None, name, ITSELF)
    return None


def named_by_metric(context: SentenceContext, value: Value, metric: Metric) -> Subject | None:
    """The holder that the metric's own words or the words right at it name: an index, a good, a market, a share."""
    surface = context.text[metric.start : metric.end] or None
    if concepts()[metric.concept].holder == "itself":
        return _named_price(context, metric)
    goods = syntax(context.lang, "goods")
    glued = context.view[metric.start - 1 : metric.start].isalpha() and metric.start > context.start
    if metric.concept == "ProductPrice" and goods.fullmatch(metric.text) and not glued:
        return Subject(metric.text, None, surface, ITSELF)
    for other in context.metrics:  # 코스피 시가총액, 브렌트유 가격
        if other.start < metric.start and not context.gap(other.end, metric.start).strip(" 의()"):
            of_index = other.concept == "IndexLevel" and metric.concept in OF_MARKETS
            if of_index or (metric.concept == "ProductPrice" and goods.fullmatch(other.text)):
                return Subject(other.text, None, context.text[other.start : other.end], ITSELF)
    if metric.concept == "ProductPrice":
        contracts = list(syntax(context.lang, "contract").finditer(context.view, context.start, value.quantity.start))
        if contracts:
            name = context.text[slice(*contracts[-1].span())]
            return Subject(name, None, name, ITSELF)
    if metric.text.endswith("票房") and (work := _shown(context, metric)) is not None:
        return work
    market = syntax(context.lang, "market").match(metric.text)
    if metric.concept == "TradingVolume" and (traded := _traded_market(context, metric)) is not None:
        return traded
    if metric.concept in OF_MARKETS and market is not None:
        return Subject(market.group(), None, market.group(), ITSELF)
    if metric.concept in ("SharePrice", "ProductPrice") and not metric.text:
        moved = moved_name(context, value.quantity)
        inside = moved and any(m.label == "ORG" and str(m.text) in str(moved.text) for m in context.entities)
        return None if inside else moved
    return None
