"""The periods that real facts need are among those found in their text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nlp.periods import find_expressions

FLOORS = {"zh": 0.96, "ko": 0.96}

Span = tuple[str | None, str | None]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def spans(row: dict[str, Any]) -> set[Span]:
    """Resolve everything in a text, against its date and against each period and year that it names."""
    reference = date.fromisoformat(row["published"]) if row["published"] else None
    expressions = find_expressions(row["text"], row["lang"])
    foci: list[tuple[date, date]] = []
    found = set()
    for expression in expressions:
        start, end, _ = expression.resolve(reference)
        found.add((iso(start), iso(end)))
        if start and end:
            foci += [(start, end), (date(start.year, 1, 1), date(start.year, 12, 31))]
    for focus in dict.fromkeys(foci):
        for expression in expressions:
            start, end, _ = expression.resolve(reference, focus)
            found.add((iso(start), iso(end)))
    return found


def acceptable(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.shared
@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_share_of_facts_whose_period_is_found(shared: Path, lang: str) -> None:
    hits = []
    for line in (shared / "gold" / "paragraphs" / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = spans(row)
        for fact in row["facts"]:
            starts, ends = acceptable(fact["period_start"]), acceptable(fact["period_end"])
            if not any(starts) and not any(ends):
                continue
            left_out = None in starts and None in ends
            hits.append(left_out or any(start in starts and end in ends for start, end in found))
    assert sum(hits) / len(hits) >= FLOORS[lang]
