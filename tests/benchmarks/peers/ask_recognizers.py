"""Recognizers-Text: the model of the kind that is asked for, on running text."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from protocol import Mention, Request, duration, now_of, period, quantity, serve
from recognizers_date_time import DateTimeRecognizer
from recognizers_number import NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer

CULTURES = {"zh": "zh-cn"}
NUMBERS = {lang: NumberRecognizer(culture) for lang, culture in CULTURES.items()}
UNITS = {lang: NumberWithUnitRecognizer(culture) for lang, culture in CULTURES.items()}
TIMES = {lang: DateTimeRecognizer(culture) for lang, culture in CULTURES.items()}
OURS = {"currency": "money"}
PARTS = {"Jiao": ("CNY", 0.1), "Fen": ("CNY", 0.01)}
QUANTITIES = ("number", "ordinal", "percent", "currency", "dimension", "age", "temperature")


def model(kind: str, lang: str) -> Any:
    models = {
        "number": NUMBERS[lang].get_number_model,
        "ordinal": NUMBERS[lang].get_ordinal_model,
        "percent": NUMBERS[lang].get_percentage_model,
        "currency": UNITS[lang].get_currency_model,
        "dimension": UNITS[lang].get_dimension_model,
        "age": UNITS[lang].get_age_model,
        "temperature": UNITS[lang].get_temperature_model,
    }
    return models.get(kind, TIMES[lang].get_datetime_model)()


def read(request: Request) -> list[Mention]:
    kind, lang, text = request["kind"], request["lang"], request["text"]
    if kind not in QUANTITIES:
        found = model(kind, lang).parse(text, now_of(request))
        return [mention for result in found if result.resolution for mention in read_time(result)]
    mentions = []
    for result in model(kind, lang).parse(text):
        resolution = result.resolution or {}
        value = (resolution.get("value") or "").rstrip("%")
        if value:
            name = resolution.get("isoCurrency") or resolution.get("unit")
            unit, scale = PARTS.get(name, (name, 1))
            amount = Decimal(value) * Decimal(str(scale))
            mentions.append(quantity(OURS.get(kind, kind), (result.start, result.end + 1), amount, amount, unit))
    return mentions


def read_time(result: Any) -> list[Mention]:
    span = (result.start, result.end + 1)
    readings = []
    for value in result.resolution.get("values") or ():
        if value.get("type") == "duration":
            return [duration(span, value["value"])]
        start, end = day(value.get("start") or value.get("value")), day(value.get("end"))
        if start or end:
            # the suites' spans end before their last day, so does the model's
            readings.append((start, end and date.fromordinal(end.toordinal() - 1)))
    return [period(span, readings)] if readings else []


def day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def everything(lang: str, text: str, now: datetime) -> None:
    for kind in QUANTITIES:
        model(kind, lang).parse(text)
    model("date", lang).parse(text, now)


if __name__ == "__main__":
    tasks = {
        "numbers": lambda lang, text, _: model("number", lang).parse(text),
        "money": lambda lang, text, _: model("currency", lang).parse(text),
        "dates": lambda lang, text, now: model("date", lang).parse(text, now),
        "all eight models": everything,
    }
    serve("recognizers-text-suite", read, tasks)
