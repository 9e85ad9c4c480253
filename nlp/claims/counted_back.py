"""How long before what is told a number is: 3개월 전(98%)보다, 1년 전엔 5%였다, 两年前同期."""

from __future__ import annotations

from datetime import date

from nlp.claims.model import Timing
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.periods import TimeExpression
from nlp.periods.dates import DAY

_MONTH = 31  # days
COUNTS = dict(zip("一二三四五일한두세네", (1, 2, 3, 4, 5, 1, 1, 2, 3, 4), strict=True)) | {"两": 2, "다섯": 5}


def months_ago(context: SentenceContext, time: TimeExpression, since: Timing) -> Timing | None:
    """The day or month so many months before the one that a number is of: 6월 말 112%로 3개월 전(98%)보다.

    Args:
        context: the sentence.
        time: the words that may say so.
        since: what the number is of.
    """
    ago = syntax(context.lang, "months_ago").fullmatch(context.text[time.start : time.end])
    if ago is None or since.start is None or since.end is None or (since.end - since.start).days > _MONTH:
        return None
    months = int(ago["months"]) if ago["months"] else 1
    first, last = (12 * day.year + day.month - 1 - months for day in (since.start, since.end))
    closes = (since.end + DAY).day == 1
    if not closes or (since.start != since.end and since.start.day != 1):
        return None
    end = date((last + 1) // 12, (last + 1) % 12 + 1, 1) - DAY
    start = end if since.start == since.end else date(first // 12, first % 12 + 1, 1)
    return Timing(start, end, context.text[time.start : time.end], retrospective=True)


def years_ago(context: SentenceContext, time: TimeExpression) -> int:
    """How many years back something is compared with its like (1년 전(241억원)보다, 1년 전엔 5%였다), else 0.

    1년 전 같은 기간 and 两年前同期 are one wording, of which each half says so.
    """
    pattern = syntax(context.lang, "year_ago")
    if time.anaphoric and time.reading.parts[0].op == "same":
        before = next((t for t in reversed(context.times) if t.end <= time.start), None)
        found = pattern.fullmatch(context.text, before.start, before.end) if before is not None else None
        beside = before is not None and not context.gap(before.end, time.start).strip()
        return _count_of(found["years"]) if found and beside else 0
    found = pattern.fullmatch(context.text, time.start, time.end)
    if found is None:
        return 0
    told = syntax(context.lang, "was_year_ago").match(context.view, time.end, context.end)
    return _count_of(found["years"]) if context.is_base(time) or told is not None else 0


def _count_of(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS[word]
