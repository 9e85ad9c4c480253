"""Claims and articles by hand, with defaults for what a test does not care about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from nlp.events import build_events
from nlp.records import Article, Claim, Fact, stable_id

_SCALES = {"": 0, "万": 4, "亿": 8, "%": 0}


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def period(text: str | None) -> tuple[date | None, date | None]:
    """`2024`, `2024H1`, `2024Q3`, `2024-12-31`, `2024-01-01..2024-12-31`, `..2025-12-31` or None."""
    if text is None:
        return None, None
    if ".." in text:
        first, last = text.split("..")
        return day(first or None), day(last or None)
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    year, part, number = int(text[:4]), text[4], text[5:]
    if part == "H":
        return (date(year, 1, 1), date(year, 6, 30)) if number == "1" else (date(year, 7, 1), date(year, 12, 31))
    if part == "Q":
        ends = {"1": (3, 31), "2": (6, 30), "3": (9, 30), "4": (12, 31)}
        return date(year, 3 * int(number) - 2, 1), date(year, *ends[number])
    return day(text), day(text)


def number(text: str) -> tuple[Decimal, int]:
    """`7357.2万` as value and decimals."""
    scale = _SCALES.get(text[-1], 0)
    digits = Decimal(text.rstrip("万亿%"))
    exponent = digits.as_tuple().exponent
    assert isinstance(exponent, int)
    return digits.scaleb(scale), -exponent - scale


def value(text: str) -> dict[str, Any]:
    """`93.25亿`, `~3.5亿`, `>6.5亿`, `<200亿`, `-4.6亿..-3.8亿` as low, high, qualifier and decimals."""
    if ".." in text:
        (low, a), (high, b) = (number(part) for part in text.split(".."))
        return {"low": low, "high": high, "qualifier": "range", "decimals": max(a, b)}
    amount, decimals = number(text.lstrip("~<>"))
    low = None if text[0] == "<" else amount
    high = None if text[0] == ">" else amount
    qualifier = {"~": "approx", ">": "at_least", "<": "at_most"}.get(text[0], "exact")
    return {"low": low, "high": high, "qualifier": qualifier, "decimals": decimals}


def claim(article: str, figure: str, concept: str = "Revenue", when: str | None = "2024H1", **fields: Any) -> Claim:
    """Build a measure claim: article id (its language is its head, as in `zh1`), value, concept, period, the rest."""
    start, end = period(when)
    settings: dict[str, Any] = {
        "claim_id": "",
        "article_id": article,
        "lang": article[:2],
        "kind": "measure",
        "subject": "Alpha",
        "subject_id": "Q1",
        "subject_text": None,
        "concept": concept,
        "metric_text": None,
        "segment": None,
        "aspect": "level",
        **value(figure),
        "unit": "CNY",
        "period_start": start,
        "period_end": end,
        "period_text": when,
        "modality": "reported",
        "speaker": None,
        "quantity_text": figure,
        "start": 0,
        "end": len(figure),
        "evidence": "",
        "evidence_start": 0,
        "evidence_end": 0,
        "relates_to": None,
        "confidence": 0.9,
        **fields,
    }
    settings["claim_id"] = settings["claim_id"] or stable_id(*(f"{k}={v}" for k, v in sorted(settings.items())))
    return Claim(**settings)


def article(article_id: str, published: str | None = "2024-08-30", text: str | None = None) -> Article:
    return Article(
        article_id=article_id,
        lang=article_id[:2],
        lang_confidence=1.0,
        script=None,
        title=None,
        text=f"{article_id} " * 20 if text is None else text,
        published=day(published),
        published_source="metadata" if published else None,
        source=None,
    )


def claim_of(row: tuple[Any, ...]) -> Claim:
    """A claim from a row of a table: article, figure, concept, period, other fields; what is left out is as in `claim`."""
    return claim(*row[:4], **(row[4] if len(row) > 4 else {}))


PUBLISHED = {"zh1": "2024-08-30", "zh2": "2024-09-02", "zh3": "2024-09-03", "ko1": "2024-08-11", "ko2": "2024-09-01"}
ARTICLES = [article(name, when) for name, when in PUBLISHED.items()] + [article("zh9", None), article("ko9", None)]

PERCENT: dict[str, Any] = {"aspect": "change_yoy", "unit": "percent"}


def facts(claims: list[Claim], articles: list[Article] = ARTICLES) -> list[Fact]:
    return [fact for event in build_events(claims, articles) for fact in event.facts]
