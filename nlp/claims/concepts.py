"""What the concepts of the contract measure, as the claims room needs to know it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from nlp.records import Aspect, Quantity
from nlp.tables import read_table

Dimension = Literal["money", "ratio", "count", "money_per_share", "points", "any"]
Nature = Literal["flow", "stock", "price"]

OTHER = "Other"
TRADE = ("ExportValue", "ImportValue", "TradeBalance")  # what an economy has with others, which are parts of it
WHOLE_ONLY = ("SharePrice", "MarketCapitalisation", "Valuation")  # what only a company has, no part of it
# what nobody but an economy has: companies, brokers and authorities only tell of it
MACRO = ("GDP", "ConsumerPriceIndex", "ProducerPriceIndex", "UnemploymentRate", "TradeBalance")
_CURRENCY = re.compile(r"[A-Z]{3}")
_TONNAGES = ("CGT", "DWT", "TEU", "FEU")  # units of ships that look like currencies
_SCALE = re.compile("[万萬亿億兆千백천만억조]")
_SUM = re.compile("[万萬亿億兆만억조]")  # but 1천439.0원 buys a dollar
_DEAREST_SHARE = 10_000_000  # won or yen; a larger amount is a total, not one of each share
_DEAREST_ELSEWHERE = 10_000
SMALL_MONEY = ("KRW", "JPY", "VND", "IDR")  # currencies of which a share costs thousands
_LEAST = 100_000  # won: what a company or an economy has, earns or spends is more; prices, wages, dividends may be less
_LEAST_TOTAL = 5_000  # of any currency
_TOTALS = ("MarketCapitalisation", "FundsRaised", "TotalAssets", "TotalLiabilities", "MarketSize", "OrderBacklog")
_EACH = (
    "ProductPrice",
    "EmployeeExpense",
    "AcquisitionPrice",
    "Dividend",
    "Investment",
    "Debt",
    "AssetsUnderManagement",
)
_GOODS = ("Shipments", "Deliveries", "ProductionVolume", "ProductionCapacity", "ComputeCapacity", "Downloads")
_BODIES = {"company", "person", "country", "province", "city", "case"}  # in which no goods are counted
_KINDS = ("种", "类", "项", "例", "종", "종류", "가지", "품목", "차례")  # how many kinds of them there are
_MASSES = ("Users", "ActiveUsers", "Developers", "Downloads", "ApiCalls")  # that are told of by the thousand
_HEADS = ("Population", "Employees")  # that are counted by persons
_FEW = 20
_PEOPLE = ("Users", "ActiveUsers", "Customers", "Developers", *_HEADS)
_VEHICLES = ("vehicle", "aircraft", "ship", "train")
_SIZES = ("inch", "nm", "mm", "micrometer")  # that goods have
_SMALL = 1000  # a bare number below it is a label or a list number more often than a count
_NOT_COUNTS = {"percent", "percentage_point", "times", "points"}


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept's dimension, nature (of a period, at a date, a price) and holder (company, economy, itself).

    `change` is what a change without a stated base is, `signed` whether a level can be below zero.
    """

    name: str
    dimension: Dimension
    nature: Nature
    change: Aspect
    holder: str
    signed: bool


@cache
def concepts() -> dict[str, Concept]:
    """All concepts by code, in the order of the contract."""
    return {
        row["concept"]: Concept(
            row["concept"],
            cast("Dimension", row["dimension"]),
            cast("Nature", row["nature"]),
            cast("Aspect", row["change"]),
            row["holder"],
            row["signed"] == "yes",
        )
        for row in read_table("nlp.claims", "concepts.tsv")
    }


def is_money(unit: str | None) -> bool:
    """Whether a unit is an amount of a currency (and not money per something)."""
    return unit is not None and _CURRENCY.fullmatch(unit) is not None and unit not in _TONNAGES


def is_money_per(unit: str | None) -> bool:
    """Whether a unit is money per something, such as `CNY/share`."""
    return unit is not None and "/" in unit and _CURRENCY.fullmatch(unit.split("/", 1)[0]) is not None


def is_sum(quantity: Quantity) -> bool:
    """Whether an amount is too large to be one of each share."""
    amount = quantity.low or quantity.high
    return is_money(quantity.unit) and amount is not None and abs(amount) >= _dearest(str(quantity.unit))


def _dearest(unit: str) -> int:
    return _DEAREST_SHARE if unit[:3] in SMALL_MONEY else _DEAREST_ELSEWHERE


def is_bare_amount(quantity: Quantity) -> bool:
    """Whether a number without a unit has a scale word: 销售回款近230亿, 240조 투자. Headlines drop the currency."""
    return quantity.unit is None and _SCALE.search(quantity.text) is not None


def fits_level(quantity: Quantity, concept: Concept) -> bool:
    """Whether a quantity can be a level of a concept, by its unit alone."""
    unit = quantity.unit
    match concept.dimension:
        case "money":
            amount = quantity.low or quantity.high
            if unit == "KRW" and amount and concept.name not in _EACH and abs(amount) < _LEAST:
                return False
            if is_money(unit) and amount and concept.name in _TOTALS and abs(amount) < _LEAST_TOTAL:
                return False
            if (concept.name == "OrderBacklog" and unit in _TONNAGES) or is_bare_amount(quantity):
                return True
            return is_money(unit) or (concept.name == "ProductPrice" and is_money_per(unit))
        case "ratio":
            return unit in ("percent", "times")
        case "money_per_share":
            return (is_money(unit) or is_money_per(unit)) and (quantity.low or quantity.high or 0) < _dearest(str(unit))
        case "points":
            return unit in (None, "points") or (concept.name == "PurchasingManagersIndex" and unit == "percent")
        case "count":
            if unit is None and not is_bare_amount(quantity) and (quantity.low or quantity.high or 0) < _SMALL:
                return False
            if concept.name in _GOODS and (unit in _BODIES or _are_few(quantity)):
                return False
            if concept.name in _PEOPLE and (unit in _VEHICLES or quantity.text.endswith(("台", "套", "座"))):
                return False  # 已向用户交付8000台
            if quantity.text.endswith(_KINDS) or (concept.name in _HEADS and unit not in (None, "person")):
                return False
            if concept.name in _MASSES and (quantity.low or quantity.high or 0) < _FEW:
                return False  # 招收两名会员: whom a sentence tells of
            return unit not in (*_NOT_COUNTS, *_TONNAGES) and not is_money(unit) and not is_money_per(unit)
        case _:
            return _fits_any(quantity, concept.name)


def _are_few(quantity: Quantity) -> bool:
    """Whether so few pieces are counted that they are kinds, places or single pieces: 판매된 39개 생활필수품."""
    return quantity.unit == "item" and quantity.text.endswith(("개", "곳", "건")) and (quantity.low or 0) < _SMALL


def _fits_any(quantity: Quantity, concept: str) -> bool:
    unit = quantity.unit
    if unit in ("percent", "percentage_point"):
        return False
    if concept == "ExchangeRate":
        return (is_money(unit) and not _SUM.search(quantity.text)) or unit is None
    if concept == "PriceEarningsRatio":
        return unit in (None, "times")
    if concept == "TradingVolume" and (unit in _BODIES or unit in ("stock", "times")):
        return False
    if concept in _GOODS and (unit in _SIZES or unit in _BODIES or quantity.text.endswith(_KINDS)):
        return False
    if concept in ("ConsumerPriceIndex", "ProducerPriceIndex", "IndustrialProduction"):
        return unit in (None, "points")
    return concept in ("TradingVolume", "Other") or not (is_money(unit) or is_money_per(unit))
