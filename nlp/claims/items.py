"""Articles that are lists of short news items (1、…, ②…): each item speaks of its own company, period and day.

The prices of such a digest are those of the trading day before it: it is made in the morning.
"""

from __future__ import annotations

import re
from datetime import date

from nlp.claims.model import UNKNOWN_TIMING, Timing
from nlp.periods.dates import DAY

_ITEM = re.compile(r"^[ \u3000]*\d{1,2}、|[①-⑳]", re.MULTILINE)
_RUNNING = re.compile("截至发稿|截止发稿|盘前|午盘")  # a list made while markets are open
_HEADLINE = re.compile(r"[^\n。;；!！?？]{0,40}$", re.MULTILINE)  # 1、工业：创新产品挑大梁 is the title of a section
_FEWEST = 3  # items of a digest
_SATURDAY = 5


def item_starts(view: str) -> list[int]:
    """Where the items of a digest begin, in order; none where an article is no digest.

    Args:
        view: the folded text of the article.
    """
    starts = [match.start() for match in _ITEM.finditer(view) if not _HEADLINE.match(view, match.end())]
    return starts if len(starts) >= _FEWEST else []


def trading_day(day: date) -> Timing:
    """The last trading day up to a day; holidays are not known, weekends are."""
    while day.weekday() >= _SATURDAY:
        day -= DAY
    return Timing(day, day, None)


def session(view: str, reference: date | None, *, digest: bool) -> Timing:
    """The trading day that prices without a word of time are of.

    Args:
        view: the folded text of the article.
        reference: the article's date, if known.
        digest: whether the article is a list of items.
    """
    if reference is None:
        return UNKNOWN_TIMING
    return trading_day(reference - DAY if digest and not _RUNNING.search(view) else reference)
