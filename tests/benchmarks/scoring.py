"""When an answer to a case of the peers' suites is right, by the rules under which the suites were made comparable.

Numbers agree within a relative 1e-9, money in its ISO 4217 code too where a case has one, dates to the day, ends of
spans within one day, for some suites exclude the end and some don't. What is found must overlap what is expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

# Which kinds of the answer count for which kind of the suites; periods count whatever they are called.
KINDS = {
    "number": {"number", "multiple", "dimension", "age", "money", "temperature"},
    "percent": {"percent", "percentage_point"},
    "currency": {"money"},
    "currency_range": {"money"},
    "number_range": {"number", "multiple", "dimension", "money", "percent", "age", "temperature"},
    "ordinal": {"ordinal", "number"},
    "dimension": {"dimension", "number", "multiple", "temperature"},
    "age": {"age", "dimension", "number"},
    "temperature": {"temperature"},
}
PERIODS = ("date", "date_range", "duration")

Case = dict[str, Any]
_ONE_DAY = timedelta(days=1)
_PRECISION = Decimal("1e-9")
_VALUES = ("low", "high", "start_date", "end_date")


def expected_entities(case: Case) -> list[Case]:
    """The expected entities of a case that have a value; of some only the place is known."""
    return [entity for entity in case["expect"] if any(entity.get(name) is not None for name in _VALUES)]


def is_found(case: Case, entity: Case, mentions: Iterable[Case]) -> bool:
    """Tell whether one of the mentions is the entity."""
    same = _same_period if case["kind"] in PERIODS else _same_quantity
    return any(_overlap(mention, entity) and same(mention, entity, case["kind"]) for mention in mentions)


def is_false_alarm(case: Case, mentions: Iterable[Case]) -> bool:
    """Tell whether mentions of the case's kind were found where there are none."""
    return any(mention["kind"] in KINDS.get(case["kind"], ()) for mention in mentions)


def _overlap(mention: Case, entity: Case) -> bool:
    return entity["start"] is None or (mention["start"] < entity["end"] and entity["start"] < mention["end"])


def _same_quantity(mention: Case, entity: Case, kind: str) -> bool:
    if mention["kind"] not in KINDS[kind]:
        return False
    if not (_close(mention["low"], entity["low"]) and _close(mention["high"], entity["high"])):
        return False
    return not (kind.startswith("currency") and entity["unit"] and mention["unit"] != entity["unit"])


def _close(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    a, b = Decimal(one), Decimal(other)
    return abs(a - b) <= _PRECISION * max(abs(a), abs(b))


def _same_period(mention: Case, entity: Case, kind: str) -> bool:
    if kind == "duration":
        return entity["low"] is not None and _close(mention.get("seconds"), entity["low"])
    readings = [_days(one, "period_start", "period_end") for one in (mention, *(mention.get("alternatives") or ()))]
    for one in (entity, *entity.get("alternatives", ())):
        start, end = _days(one, "start_date", "end_date")
        for first, last in readings:
            if kind == "date" and start is not None and first == start:
                return True
            if kind == "date_range" and first == start and _same_end(last, end):
                return True
    return False


def _same_end(last: date | None, end: date | None) -> bool:
    if last is None or end is None:
        return last is end
    return last == end or abs(last + _ONE_DAY - end) <= _ONE_DAY


def _days(row: Case, first: str, last: str) -> tuple[date | None, date | None]:
    return _day(row.get(first)), _day(row.get(last))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
