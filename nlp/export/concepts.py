"""The XBRL concept of a fact: its IFRS name where there is one, else a name of ours that says what the value is.

An XBRL concept has one type and one kind of period. What news states of a metric is more than that: a growth of revenue
is no revenue, and revenue in per cent none either. Each such thing has a concept of its own: `RevenueChangeOnYear`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from nlp.claims.concepts import is_money, is_money_per
from nlp.events.concepts import concept_of
from nlp.records import Aspect
from nlp.tables import read_table

IFRS_PREFIX, OWN_PREFIX = "ifrs-full", "xinmun"
_HOME_FORMS = {
    "money": {"Amount"},
    "ratio": {"Percentage"},
    "money_per_share": {"AmountPerUnit"},
    "count": {"Quantity", "Number"},
    "points": {"Quantity", "Number"},
}
_UNIT_FORMS = {"percent": "Percentage", "percentage_point": "PercentagePoints", "times": "Multiple", None: "Number"}
_PURE = frozenset({"Percentage", "PercentagePoints", "Multiple", "Number"})
_ASPECTS: dict[Aspect, str] = {
    "level": "",
    "change_yoy": "ChangeOnYear",
    "change_qoq": "ChangeOnQuarter",
    "change": "Change",
}
_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_.\u3400-\u9fff\uac00-\ud7a3-]")


@dataclass(frozen=True, slots=True)
class XbrlConcept:
    """An item of a taxonomy.

    Attributes:
        prefix: `ifrs-full`, or `xinmun` for those of our own.
        name: local name.
        item_type: local name of its type in XBRL's own schema.
        period: `duration` or `instant`.
        balance: `debit` or `credit`, or empty.
        code: the concept of the contract.
        form: what its values are: `Amount`, `Percentage`, …
        aspect: of the contract.
    """

    prefix: str
    name: str
    item_type: str
    period: str
    balance: str
    code: str
    form: str
    aspect: Aspect

    @property
    def qname(self) -> str:
        """The name with its prefix."""
        return f"{self.prefix}:{self.name}"


@cache
def _ifrs() -> dict[str, dict[str, str]]:
    return {row["concept"]: row for row in read_table("nlp.export", "ifrs.tsv")}


def ifrs_name(code: str) -> str | None:
    """Return the IFRS name of a concept of the contract; None where IFRS has none."""
    row = _ifrs().get(code)
    return f"{IFRS_PREFIX}:{row['name']}" if row else None


def xbrl_concept(code: str, aspect: Aspect, unit: str | None, start: date, end: date) -> XbrlConcept:
    """Choose the XBRL concept of a fact.

    Args:
        code: concept of the contract.
        aspect: is it a level, or which change?
        unit: of the contract.
        start: first day of the period.
        end: last day, inclusive.
    """
    concept = concept_of(code)
    form = _form(unit)
    instant = concept.kind == "stock" and aspect == "level" and start == end
    home = form in _HOME_FORMS.get(concept.dimension, set())
    if aspect != "level":
        home = form == "Percentage"
    item_type = "monetaryItemType" if form == "Amount" else "pureItemType" if form in _PURE else "decimalItemType"
    if form == "Number" and home:
        item_type = "decimalItemType"  # a count may come with a unit or without
    row = _ifrs().get(code)
    if row and home and aspect == "level" and instant == (row["period"] == "instant"):
        return XbrlConcept(IFRS_PREFIX, row["name"], item_type, row["period"], row["balance"], code, form, aspect)
    name = code + _ASPECTS[aspect] + ("" if home else form)
    if concept.kind == "stock" and aspect == "level" and not instant:
        name += "OverPeriod"
    return XbrlConcept(OWN_PREFIX, name, item_type, "instant" if instant else "duration", "", code, form, aspect)


def _form(unit: str | None) -> str:
    if unit in _UNIT_FORMS:
        return _UNIT_FORMS[unit]
    return "Amount" if is_money(unit) else "AmountPerUnit" if is_money_per(unit) else "Quantity"


def xbrl_unit(unit: str | None) -> str | None:
    """Write a unit as xBRL-JSON has it: `iso4217:CNY`, `iso4217:CNY/xbrli:shares`; None for pure numbers."""
    if unit in _UNIT_FORMS:
        return None
    top, slash, bottom = (unit or "").partition("/")
    money = is_money(top)
    numerator = f"iso4217:{top}" if money else f"{OWN_PREFIX}:{_name(top)}"
    if not slash:
        return numerator
    return f"{numerator}/{'xbrli:shares' if money and bottom == 'share' else f'{OWN_PREFIX}:{_name(bottom)}'}"


def _name(text: str) -> str:
    """Turn a unit into an XML name: characters that names cannot have become their numbers."""
    name = _NOT_IN_NAMES.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return name if name[:1].isalpha() or name[:1] == "_" else f"_{name}"
