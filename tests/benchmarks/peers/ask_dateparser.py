"""dateparser: `search_dates` on running text, `get_date_data` on the expression alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dateparser.date import DateDataParser
from dateparser.search import search_dates
from protocol import Mention, Request, last_day, now_of, period, serve, spans

LANGUAGES = {"zh": ["zh", "zh-Hans", "zh-Hant"], "ko": ["ko"]}
# The suites accept an undated day as past or as coming; the last is dateparser's own default.
PREFERENCES = ("past", "future", "current_period")
MONTHS = {"month": 1, "year": 12}


def settings(now: datetime, preference: str) -> dict[str, Any]:
    return {"RELATIVE_BASE": now, "PREFER_DATES_FROM": preference, "DATE_ORDER": "YMD"}


def read(request: Request) -> list[Mention]:
    text, languages, now = request["text"], LANGUAGES[request["lang"]], now_of(request)
    mentions = []
    for preference in PREFERENCES:
        if request["surface"]:
            data = DateDataParser(languages=languages, settings=settings(now, preference)).get_date_data(text)
            if data.date_obj:
                mentions.append(period((0, len(text)), [extent(data.date_obj, data.period)]))
            continue
        found = search_dates(text, languages=languages, settings=settings(now, preference)) or []
        for span, (_, moment) in zip(spans(text, (surface for surface, _ in found)), found, strict=True):
            mentions.append(period(span, [(moment.date(), moment.date())]))
    return mentions


def extent(moment: datetime, unit: str) -> tuple[Any, Any]:
    """The whole month or year, where that is what was named; dateparser itself gives a day in it."""
    if unit not in MONTHS:
        return moment.date(), moment.date()
    first = moment.replace(day=1, month=1 if unit == "year" else moment.month)
    months = first.year * 12 + first.month - 1 + MONTHS[unit]
    end = first.replace(year=months // 12, month=months % 12 + 1, hour=0, minute=0, second=0, microsecond=0)
    return first.date(), last_day(end)


def search(lang: str, text: str, now: datetime) -> None:
    search_dates(text, languages=LANGUAGES[lang], settings=settings(now, "current_period"))


if __name__ == "__main__":
    serve("dateparser", read, {"dates": search})
