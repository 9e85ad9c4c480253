"""JioNLP: `extract_money` and `extract_time` on running text, `parse_money` and `parse_time` on the expression alone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import jionlp
from protocol import Mention, Request, duration, now_of, period, quantity, seconds_of, serve

ROWS = (Path(__file__).parent / "jionlp_currencies.tsv").read_text(encoding="utf-8").splitlines()
CURRENCIES = dict(row.split("\t") for row in ROWS if not row.startswith("#"))


def read(request: Request) -> list[Mention]:
    text, now = jionlp.tra2sim(request["text"], mode="char"), now_of(request)
    span = (0, len(text))
    if request["kind"].startswith("currency"):
        if request["surface"]:
            return read_money(span, jionlp.parse_money(text))
        return [m for found in jionlp.ner.extract_money(text) for m in read_money(found["offset"], found["detail"])]
    if request["surface"]:
        return read_time(span, jionlp.parse_time(text, time_base=now))
    found = jionlp.ner.extract_time(text, time_base=now)
    return [mention for one in found for mention in read_time(one["offset"], one["detail"])]


def read_money(span: Any, detail: dict[str, Any]) -> list[Mention]:
    value = detail["num"]
    low, high = (value[0], value[1]) if isinstance(value, list) else (value, value)
    return [quantity("money", tuple(span), low, high, CURRENCIES.get(detail["case"], detail["case"]))]


def read_time(span: Any, detail: dict[str, Any]) -> list[Mention]:
    value = detail["time"]
    if detail["type"] == "time_delta":
        return [duration(tuple(span), seconds_of(value))] if isinstance(value, dict) else []
    if detail["type"] not in ("time_point", "time_span"):
        return []
    start, end = map(day, value)
    return [period(tuple(span), [(start, end)])] if start or end else []


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:  # an end that is open
        return None


def money(_: str, text: str, __: datetime) -> None:
    jionlp.ner.extract_money(text)


def time(_: str, text: str, now: datetime) -> None:
    jionlp.ner.extract_time(text, time_base=now)


def both(lang: str, text: str, now: datetime) -> None:
    money(lang, text, now)
    time(lang, text, now)


if __name__ == "__main__":
    serve("jionlp", read, {"money": money, "dates": time, "money and dates": both})
