"""The currency that amounts without one are in, and that of rates of exchange, which Chinese states without one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from nlp.claims.concepts import is_money
from nlp.records import Quantity
from nlp.tables import read_table

_HOME = {"zh": "CNY", "ko": "KRW"}
_CLEAR = 0.75  # share of the amounts of an article
_YUAN = ("中间价", "在岸", "离岸")  # what only the rate of the yuan is called
_IN_DOLLARS = {"EUR", "GBP", "AUD", "NZD"}  # currencies that are priced in dollars, all others in themselves
_POINTS_TO_ONE = {"JPY": 100, "KRW": 100}  # a point of a rate is the last digit that is quoted
_USUAL_POINTS = 10_000
_POINTS_TO_PERCENT = 100  # a basis point is read as 0.01 percentage points


def unsaid_currency(quantities: Sequence[Quantity], lang: str) -> str | None:
    """Find the currency that an article leaves out where it writes 净亏4亿 or 4억 손실.

    Args:
        quantities: the article's.
        lang: `zh` or `ko`.

    Returns:
        The home currency if the article states amounts in it or in none; else the one that three quarters of its
        amounts are in; None if there is no such one, as it cannot be told which.
    """
    units = (quantity.unit.split("/", 1)[0] for quantity in quantities if quantity.unit is not None)
    stated = Counter(unit for unit in units if is_money(unit))
    if not stated or _HOME[lang] in stated:
        return _HOME[lang]
    currency, count = stated.most_common(1)[0]
    return currency if count >= _CLEAR * stated.total() else None


@cache
def _names() -> re.Pattern[str]:
    names = {name for row in read_table("nlp.zh", "currencies.tsv") if row["value"] == "1" for name in _split(row)}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


@cache
def _codes() -> dict[str, str]:
    return {name: row["unit"] for row in read_table("nlp.zh", "currencies.tsv") for name in _split(row)}


def _split(row: dict[str, str]) -> list[str]:
    return [name for name in row["surface"].split("|") if len(name) > 1]


def quoted_in(pair: str) -> str | None:
    """Find the currency that a Chinese name of a rate of exchange is stated in.

    Args:
        pair: such as 人民币对美元中间价 or 欧元兑美元.

    Returns:
        The yuan where it is one of the two; the dollar for the euro, the pound and the like; else the one that is no
        dollar. None where the name names none.
    """
    codes = [_codes()[name] for name in _names().findall(pair)]
    if "CNY" in codes or any(word in pair for word in _YUAN):
        return "CNY"
    others = [code for code in codes if code != "USD"]
    if not others:
        return None
    return "USD" if others[0] in _IN_DOLLARS and "USD" in codes else others[-1]


def exchange_rate(quantity: Quantity, pair: str) -> Quantity:
    """Give a rate of exchange its currency: 报7.12 is in yuan, and 涨36个基点 is 0.0036 of it.

    Args:
        quantity: the number, of a level or a move.
        pair: the name of the rate.
    """
    currency = quoted_in(pair)
    if currency is None:
        return quantity
    if quantity.unit is None:
        return replace(quantity, unit=currency, kind="money")
    if quantity.unit == "percentage_point" and "百分点" not in quantity.text:
        divisor = Decimal(_POINTS_TO_ONE.get(currency, _USUAL_POINTS)) / _POINTS_TO_PERCENT
    elif quantity.unit == "points":
        divisor = Decimal(_POINTS_TO_ONE.get(currency, _USUAL_POINTS))
    else:
        return quantity
    decimals = None if quantity.decimals is None else quantity.decimals + divisor.adjusted()
    low, high = (None if bound is None else bound / divisor for bound in (quantity.low, quantity.high))
    return replace(quantity, unit=currency, kind="money", low=low, high=high, decimals=decimals)
