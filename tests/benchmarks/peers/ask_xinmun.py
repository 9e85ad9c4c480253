"""xinmun itself, asked in the same way as the others."""

from __future__ import annotations

from datetime import datetime

from protocol import Mention, Request, now_of, serve

from nlp.periods import find_periods
from nlp.quantities import find_quantities

PERIODS = ("date", "date_range", "duration")


def read(request: Request) -> list[Mention]:
    lang, text = request["lang"], request["text"]
    if request["kind"] in PERIODS:
        reference = now_of(request).date() if request["reference_date"] else None
        return [period.to_dict() for period in find_periods(text, lang, reference)]
    return [quantity.to_dict() for quantity in find_quantities(text, lang)]


def both(lang: str, text: str, now: datetime) -> None:
    find_quantities(text, lang)
    find_periods(text, lang, now.date())


if __name__ == "__main__":
    tasks = {
        "quantities": lambda lang, text, _: find_quantities(text, lang),
        "periods": lambda lang, text, now: find_periods(text, lang, now.date()),
        "quantities and periods": both,
    }
    serve("xinmun", read, tasks)
