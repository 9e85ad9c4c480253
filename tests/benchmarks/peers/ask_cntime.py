"""cntime-nlp, of the Time-NLP family: `parse` finds one time in a text and does not say where."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cntimenlp import TimeNormalizer
from protocol import Mention, Request, duration, now_of, period, seconds_of, serve

# The suites accept an undated day as past or as coming.
NORMALIZERS = [TimeNormalizer(isPreferFuture=future) for future in (False, True)]


def ask(normalizer: Any, text: str, now: datetime) -> dict[str, Any]:
    found: dict[str, Any] = normalizer.parse(target=text, baseTime=f"{now:%Y-%m-%d %H:%M:%S}")
    return found


def read(request: Request) -> list[Mention]:
    text = request["text"]
    span = (0, len(text))
    mentions = []
    for normalizer in NORMALIZERS:
        found = ask(normalizer, text, now_of(request))
        value = found.get(found.get("type", ""))
        if found.get("type") == "timedelta":
            mentions.append(duration(span, seconds_of(value)))
        elif value:
            days = [datetime.fromisoformat(moment).date() for moment in ([value] if isinstance(value, str) else value)]
            mentions.append(period(span, [(days[0], days[-1])]))
    return mentions


if __name__ == "__main__":
    serve("cntime-nlp", read, {"dates": lambda _, text, now: ask(NORMALIZERS[0], text, now)})
