"""Economies that a text speaks of without naming them: the country of the press, and who trades with it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.claims.concepts import TRADE
from nlp.claims.mentions import Metric
from nlp.claims.model import NOBODY, Subject
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.quantities.local_money import local_currency
from nlp.records import EntityMention
from nlp.tables import read_table

_MEMORY = 8000  # characters for which a text goes on with its country, so that a long one takes linear time
_BEHIND = 40  # characters that a word may look at behind its end
_LISTED = 120  # characters before a word for trade in which a list by region is announced
_OWN_COUNTRY = {"zh": ("中国", "china"), "ko": ("한국", "south-korea")}  # whom 我国 and 우리나라 mean


def own_country(context: SentenceContext, known: bool = False) -> Subject:
    """The country of the press, where one of its authorities gives the figures of an economy that nobody names.

    A Chinese text that has told of its country or an authority goes on with it, one of Hong Kong or Taiwan speaks of
    its own (財政部); a Korean one is as likely to tell of any.

    Args:
        context: the sentence.
        known: whether the authority is named elsewhere in the article.
    """
    name, entity_id = _OWN_COUNTRY[context.lang]
    if context.lang == "zh":
        if _is_local(context.text, context.view):
            return NOBODY
        told = list(syntax("zh", "home").finditer(context.view, max(0, context.start - _MEMORY), context.end))
        if told:
            return Subject(name, entity_id, context.text[slice(*told[-1].span())], "LOC", "omitted")
    start = max(0, context.start - _MEMORY) if context.lang == "zh" else context.start
    if not known and syntax(context.lang, "authority").search(context.view, start, context.end) is None:
        return NOBODY
    return Subject(name, entity_id, None, "LOC")


@lru_cache(maxsize=4)
def _is_local(text: str, view: str) -> bool:
    """Whether a Chinese text is written in Hong Kong or Taiwan."""
    return local_currency(text, view) is not None


@cache
def _foreign() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    rows = read_table("nlp.ko", "foreign_authorities.tsv")
    return tuple((re.compile(rf"(?<![가-힣A-Za-z])(?:{row['words']})"), row["name"], row["id"]) for row in rows)


def economy_of_authority(context: SentenceContext, end: int) -> Subject | None:
    """The economy of which a Korean sentence gives an authority's figures: 미 노동부는, 통계청에 따르면.

    Args:
        context: the sentence.
        end: the offset before which the authority is named, the last of several.
    """
    if context.lang != "ko":
        return None
    mark = syntax("ko", "tells")
    name, entity_id = _OWN_COUNTRY["ko"]
    patterns = (*_foreign(), (syntax("ko", "authority"), name, entity_id))
    found = [
        (match.end(), Subject(country, country_id, None, "LOC"))
        for pattern, country, country_id in patterns
        for match in pattern.finditer(context.view, context.start, end)
        if mark.match(context.view, match.end(), context.end)
    ]
    return max(found, key=lambda told: told[0])[1] if found else None


def economy_word(context: SentenceContext, start: int, end: int, words: str = "economy") -> Subject | None:
    """The country, where a clause says that its figures are of the whole of it (我国软件业务收入, 우리나라 수출)."""
    # what the word is of may end in the metric, behind the place that it is looked for in: 全国汽车销量
    match = syntax(context.lang, words).search(context.view, start, end + _BEHIND)
    if match is None or match.end() > end:
        return None
    name, entity_id = _OWN_COUNTRY[context.lang]
    return Subject(name, entity_id, context.text[match.start() : match.end()], "LOC")


def economies_told(context: SentenceContext, metric: Metric) -> Subject | None:
    """The group of economies named before a growth rate, nearer than any country: 세계 성장률, 发达经济体增长1.7%."""
    start = context.clause_start(metric.start)
    matches = list(syntax(context.lang, "economies").finditer(context.view, start, metric.start))
    if metric.concept != "GDP" or not matches:
        return None
    left, right = matches[-1].span()
    if any(m.label == "LOC" and m.start > left and m.end <= metric.start for m in context.entities):
        return None
    name = context.text[left:right]
    return Subject(name, None, name, "LOC")


def trade_partner(context: SentenceContext, metric: Metric, place: Subject, at: int) -> EntityMention | None:
    """Whom an economy trades with: the country right before a Korean word for trade (대중국 수출, 베트남으로의 수출).

    A bare name (중국 수출) is taken so where the text is speaking of another economy, and so is one of a list by
    region that names trade no more (지역별로는 중국 수출이 3% 줄고 대만은 5% 늘었다).

    Args:
        context: the sentence.
        metric: the word for trade.
        place: the economy that the text is speaking of.
        at: where the number is.
    """
    if context.lang != "ko" or metric.concept not in TRADE:
        return None
    opened = syntax("ko", "parts").search(context.view, max(0, metric.start - _LISTED), metric.start)
    listed = [m for m in context.entities if m.label == "LOC" and metric.end <= m.start and m.end <= at]
    if opened and listed and place.name and place.entity_id != listed[-1].entity_id:
        return listed[-1]
    if not context.start <= metric.start < context.end:
        return None
    named = [m for m in context.entities if m.label == "LOC" and m.end <= metric.start]
    if not named or named[-1].entity_id == _OWN_COUNTRY["ko"][1]:
        return None
    start, end = named[-1].start, named[-1].end
    clause = context.clause_start(start)
    trader = economy_word(context, clause, start, "nation") is not None or any(m.start >= clause for m in named[:-1])
    trader = trader or place.entity_id not in (None, named[-1].entity_id)
    toward = syntax("ko", "toward", "$").search(context.view, max(context.start, start - 6), start) is not None
    match = syntax("ko", "trades_with").fullmatch(context.view, end, metric.start)
    return named[-1] if match is not None and (toward or match["mark"] or trader) else None
