"""Duckling, by its native binding: the dimensions of the kind that is asked for, on running text."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from duckling import (
    Context,
    default_locale_lang,
    load_time_zones,
    parse,
    parse_dimensions,
    parse_lang,
    parse_locale,
    parse_ref_time,
)
from protocol import Mention, Request, duration, last_day, now_of, period, quantity, serve

ZONES = load_time_zones("/usr/share/zoneinfo")
LOCALES = {
    lang: parse_locale(locale, default_locale_lang(parse_lang(lang.upper())))
    for lang, locale in (("zh", "ZH_CN"), ("ko", "KO_KR"))
}
DIMENSIONS = {
    "number": ["number"],
    "ordinal": ["ordinal"],
    "currency": ["amount-of-money"],
    "currency_range": ["amount-of-money"],
    "dimension": ["distance", "quantity", "volume"],
    "temperature": ["temperature"],
    "duration": ["duration"],
    "date": ["time"],
    "date_range": ["time"],
}
OURS = {"amount-of-money": "money", "distance": "dimension", "quantity": "dimension", "volume": "dimension"}
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
CODES = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "cent": "Cent"}
YUAN = re.compile(r"^[^$＄美]*[元块塊圆圓蚊角毛毫分][^$＄美]*$")


def ask(lang: str, text: str, now: datetime, dimensions: list[str]) -> list[dict[str, Any]]:
    reference = parse_ref_time(ZONES, "UTC", int((now - datetime(1970, 1, 1)).total_seconds()))
    found: list[dict[str, Any]] = parse(text, Context(reference, LOCALES[lang]), parse_dimensions(dimensions), False)
    return found


def read(request: Request) -> list[Mention]:
    found = ask(request["lang"], request["text"], now_of(request), DIMENSIONS[request["kind"]])
    return [mention for entity in found for mention in read_entity(entity, request["text"])]


def read_entity(entity: dict[str, Any], text: str) -> list[Mention]:
    span, value = (entity["start"], entity["end"]), entity["value"]
    if entity["dim"] == "duration":
        return [duration(span, value["normalized"]["value"])]
    if entity["dim"] == "time":
        readings = [reading(one) for one in value.get("values", ())]
        return [period(span, readings)] if readings else []
    low, high = value, value
    if value["type"] == "interval":
        low, high = value.get("from"), value.get("to")
    if entity["dim"] != "amount-of-money":
        return [quantity(OURS.get(entity["dim"], entity["dim"]), span, low and low["value"], high and high["value"])]
    unit, scale = currency((low or high)["unit"], text[slice(*span)])
    bounds = [bound and Decimal(str(bound["value"])) * scale for bound in (low, high)]
    return [quantity("money", span, *bounds, unit)]


def currency(unit: str, surface: str) -> tuple[str, Decimal]:
    """The code of a unit, and how many of it the unit is. Its Chinese rules call 元 dollar and 分 cent."""
    sign = unit.encode("latin-1").decode("utf-8")  # the binding returns UTF-8 taken for Latin-1
    if sign in ("$", "cent") and YUAN.search(surface):
        return "CNY", Decimal("0.01" if sign == "cent" else 1)
    return CODES.get(sign, sign), Decimal(1)


def reading(value: dict[str, Any]) -> tuple[date | None, date | None]:
    if value["type"] == "interval":
        start, end = value.get("from"), value.get("to")
        return start and moment(start).date(), end and last_day(moment(end))
    start = moment(value)
    return start.date(), last_day(after(start, value["grain"]))


def moment(value: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(value["value"]).replace(tzinfo=None)


def after(start: datetime, grain: str) -> datetime:
    if grain in MONTHS:
        months = start.year * 12 + start.month - 1 + MONTHS[grain]
        return start.replace(year=months // 12, month=months % 12 + 1)
    return start + timedelta(days=DAYS.get(grain, 0), seconds=0 if grain in DAYS else 1)


if __name__ == "__main__":
    everything = sorted({name for names in DIMENSIONS.values() for name in names})
    tasks = {
        "money": lambda lang, text, now: ask(lang, text, now, ["amount-of-money"]),
        "dates": lambda lang, text, now: ask(lang, text, now, ["time"]),
        "all dimensions": lambda lang, text, now: ask(lang, text, now, everything),
    }
    serve("pyduckling-native-phihos", read, tasks)
