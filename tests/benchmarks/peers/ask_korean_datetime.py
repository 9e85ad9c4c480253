"""korean-datetime: `parse_all` on running text, with the setting that its authors advise for news."""

from __future__ import annotations

from korean_datetime import Cycle, ParseOptions, TemporalParser
from protocol import Mention, Request, last_day, now_of, period, serve

# The suites accept an undated day as past or as coming.
PARSERS = [TemporalParser(ParseOptions(cycle=cycle)) for cycle in (Cycle.NEAREST, Cycle.PAST, Cycle.FUTURE)]


def read(request: Request) -> list[Mention]:
    return [
        period(found.span, [(found.start.date(), last_day(found.end))])
        for parser in PARSERS
        for found in parser.parse_all(request["text"], now=now_of(request))
    ]


if __name__ == "__main__":
    serve("korean-datetime", read, {"dates": lambda _, text, now: PARSERS[0].parse_all(text, now=now)})
