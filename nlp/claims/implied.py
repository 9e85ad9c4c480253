"""What goes without saying: the metric of a price that only its verb names, the unit that its metric tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from nlp.claims.attaching import converted_end
from nlp.claims.concepts import concepts, is_bare_amount, is_money, is_money_per
from nlp.claims.currency import exchange_rate
from nlp.claims.mentions import Metric
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import ANALYSED_LANGUAGES, Quantity
from nlp.tables import read_table

_REACH = 40
_MANY = 1000  # cars; fewer are a fleet, a batch recalled, those of one order
_TEN = 10
_TOLD = 600  # characters before what a part earned in which the company's profit from operations is told
_ORDERED = 150  # characters before what was signed in which orders are told of
_GOODS = ("ton", "kg", "gram", "barrel", "ounce", "troy_ounce", "liter", "square_meter", "kWh")  # sold by these
_PIECES = ("item", "vehicle")
_MADE = (*_PIECES, "aircraft", "ship", "train", "head")
_UNITS = {  # what the word for a kind of unit in the table stands for
    "count": _PIECES,
    "made": _MADE,
    "goods": (*_MADE, *_GOODS),
    "pieces": (*_PIECES, "ship", "ton", "liter", "GWh", "barrel"),
    "bodies": ("item", "company", "store"),
    "bodies_or_people": ("item", "company", "store", "person"),
    "number": ("item", None),
    "any_count": ("item", "person"),
    "tokens": ("item", "token", None),
}
_ALONE = ("percent", "percentage_point", "vehicle", "person", "company", "times")
_LARGE = 1_000_000  # what a company earns, owes or pays is more; prices and wages are less

_INDICES = ("ConsumerPriceIndex", "ProducerPriceIndex", "IndustrialProduction")  # whose levels are counted in points


@dataclass(frozen=True, slots=True)
class _Rule:
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unit: str
    concept: str
    sign: int
    needs: str


@cache
def _rules(lang: str) -> tuple[_Rule, ...]:
    nearly = syntax(lang, "nearly").pattern
    return tuple(
        _Rule(
            re.compile(rf"(?:{row['before']})(?:{nearly})*\s*$") if row["before"] else None,
            re.compile(row["after"]) if row["after"] else None,
            row["unit"],
            row["concept"].removeprefix("-"),
            -1 if row["concept"].startswith("-") else 1,
            row["needs"],
        )
        for row in read_table(f"nlp.{lang}", "implied.tsv")
    )


def _unit_fits(quantity: Quantity, wanted: str) -> bool:
    match wanted:
        case "money":
            return is_money(quantity.unit) or is_bare_amount(quantity)
        case "money_per_share":
            return is_money_per(quantity.unit) and str(quantity.unit).endswith("/share")
        case "money_per_goods":
            return is_money_per(quantity.unit) and str(quantity.unit).split("/", 1)[1] in _GOODS
        case "sum":
            amount = quantity.low or quantity.high
            return _unit_fits(quantity, "money") and amount is not None and abs(amount) >= _LARGE
        case "people":
            return quantity.unit in ("person", "household") or is_bare_amount(quantity)
        case "calls" | "many":
            counted = quantity.unit == "item" and (quantity.low or quantity.high or 0) >= _MANY
            return counted or is_bare_amount(quantity)
        case "vehicles":
            return quantity.unit in ("vehicle", None) or quantity.text.endswith("台")
        case "times_done":
            return is_bare_amount(quantity) or (quantity.unit == "item" and quantity.text.endswith("次"))
        case _ if wanted in _UNITS:
            return quantity.unit in _UNITS[wanted]
        case _ if wanted in _ALONE:
            return quantity.unit == wanted
        case _:
            return quantity.unit == "percent" or is_money(quantity.unit) or is_money_per(quantity.unit)


def imply_metric(context: SentenceContext, group: Sequence[Quantity], touched: bool) -> tuple[Metric | None, bool]:
    """Find the metric that the words around a number imply.

    Args:
        context: the sentence.
        group: the numbers of one list.
        touched: whether a verb of change governs them.

    Returns:
        A metric without surface, placed at the number, and whether the number is a change of it; (None, False) where
        nothing is implied.
    """
    first, last = group[0], group[-1]
    ends = dict.fromkeys((last.end, converted_end(context, last)))  # 15억유로(약 2조5700억원)에 사들였다
    for rule in _rules(context.lang):
        if not _unit_fits(first, rule.unit):
            continue
        if rule.after and not any(rule.after.match(context.view, end, context.end) for end in ends):
            continue
        floor = max(context.start, first.start - _REACH)
        before = rule.before.search(context.view, floor, first.start) if rule.before else None
        if rule.before and before is None:
            continue
        if rule.needs and not _met(context, first, rule.needs):
            continue
        open_ended = rule.concept == "SharePrice" and rule.needs in ("", "PRICE")
        concept = _theme(context, first) if open_ended else rule.concept
        if rule.needs == "SOLD" and _are_delivered(context):
            concept = "Deliveries"
        change = touched or (first.unit == "percent" and concepts()[concept].dimension != "ratio")
        named = before is not None and "name" in before.re.groupindex
        at = before.start("name") if before is not None and named else first.start
        return replace(_placed(context, first, concept, at), sign=rule.sign), change
    return None, False


def _theme(context: SentenceContext, quantity: Quantity) -> str:
    """What a price is of that is only said to open, close or move: a share, or what the text speaks of (환율, 유가)."""
    if is_money_per(quantity.unit):
        return "SharePrice" if str(quantity.unit).endswith("/share") else "ProductPrice"
    theme = context.theme.concept if context.theme else "SharePrice"
    if theme == "IndexLevel" and is_money(quantity.unit):
        return "SharePrice"
    companies = any(m.label == "ORG" and m.end <= quantity.start for m in context.entities)
    shares = syntax(context.lang, "shares").search(context.view, context.start, quantity.start)
    return "SharePrice" if companies or shares else theme


def _placed(context: SentenceContext, quantity: Quantity, concept: str, at: int) -> Metric:
    """The metric where it is named before the number after all, else one without surface, with the name of before."""
    if concepts()[concept].holder == "itself":
        for metric in reversed(context.metrics):
            if metric.concept == concept and metric.end <= quantity.start:
                return metric
    theme = context.theme
    named = theme is not None and theme.concept == concept and not syntax(context.lang, "goal").match(theme.text)
    text = theme.text if theme is not None and named else ""  # a close behind a price target is none itself
    return Metric(at, at, concept, 1, "level", text)


def _met(context: SentenceContext, quantity: Quantity, need: str) -> bool:
    """Whether what a rule needs is there: an entity of a label, or a text that speaks of shares, or of some price."""
    if need == "PRICE":
        return context.theme is not None
    if need == "SOLD":
        return _are_sold(context, quantity)
    if need == "EARNINGS":
        if syntax(context.lang, "no_earnings").search(context.view, context.start, context.end):
            return False
        floor = max(0, quantity.start - _TOLD)
        return syntax(context.lang, "tells_earnings").search(context.view, floor, context.end) is not None
    if need == "RESULTS":
        floor = max(0, quantity.start - _TOLD)
        return syntax(context.lang, "tells_results").search(context.view, floor, quantity.start) is not None
    if need == "SALES":
        return _is_earned(context, quantity)
    if need == "ORDERS":
        floor = max(0, quantity.start - _ORDERED)
        return syntax(context.lang, "speaks_of_orders").search(context.view, floor, quantity.start) is not None
    if need == "SHARES":
        told = syntax(context.lang, "stocks").search(context.view, context.start, context.end)
        theme = context.theme.concept if context.theme else None
        of_market = theme in ("SharePrice", "IndexLevel") or (context.lang == "ko" and context.market > 0)
        return _named(context, quantity, "ORG") and (told is not None or of_market)
    return _named(context, quantity, need)


def _are_sold(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether so many pieces are told of in a text on sales that they are those sold, and nothing else is done."""
    if (quantity.low or quantity.high or 0) < _MANY:
        return False
    if syntax(context.lang, "not_sold").search(context.view, context.start, context.end):
        return False
    return syntax(context.lang, "sold").search(context.view) is not None


def _are_delivered(context: SentenceContext) -> bool:
    """Whether a Korean text speaks of cars delivered before it speaks of cars sold."""
    sold = syntax(context.lang, "sold").search(context.view)
    return sold is not None and sold.group() in ("인도량", "交付")


def _is_earned(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether what somebody sold or took in is told of in a text on results, and is no trade in shares and no tax."""
    if syntax(context.lang, "not_taken").search(context.view, context.start, context.end):
        return False
    floor = max(0, quantity.start - _TOLD)
    return syntax(context.lang, "tells_sales").search(context.view, floor, context.end) is not None


def _named(context: SentenceContext, quantity: Quantity, label: str) -> bool:
    start = context.clause_start(quantity.start) if context.lang == "zh" else context.start
    return any(m.label == label and start <= m.start < quantity.start for m in context.entities)


def with_unit(quantity: Quantity, metric: Metric | None, currency: str | None) -> Quantity:
    """Complete a unit from its metric: the currency where a headline drops it, per share for a price of shares.

    Args:
        quantity: the number.
        metric: whose value it is.
        currency: what `unsaid_currency` gave for the article.
    """
    if metric is None:
        return quantity
    if metric.concept == "ExchangeRate":
        return exchange_rate(quantity, metric.text)
    dimension = concepts()[metric.concept].dimension
    if metric.concept == "DividendPerShare" and any(
        syntax(lang, "for_ten_shares").match(metric.text) for lang in ANALYSED_LANGUAGES
    ):
        quantity = _tenth(quantity)
    if dimension == "money_per_share" and is_money(quantity.unit):
        return replace(quantity, unit=f"{quantity.unit}/share")
    if dimension == "money" and quantity.kind == "number" and is_bare_amount(quantity) and currency is not None:
        return replace(quantity, unit=currency, kind="money")
    if (dimension == "points" or metric.concept in _INDICES) and quantity.unit is None:
        return replace(quantity, unit="points")
    return quantity


def _tenth(quantity: Quantity) -> Quantity:
    """每10股派发1元, 10주당 1위안 is a tenth of that for each."""
    low, high = (None if bound is None else bound / _TEN for bound in (quantity.low, quantity.high))
    return replace(quantity, low=low, high=high)
