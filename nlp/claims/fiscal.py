"""Fiscal years that are not the calendar's: 2026财年第二财季 of 阿里巴巴 is July to September 2025."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache

from nlp.claims.sentence import SentenceContext
from nlp.periods import TimeExpression
from nlp.tables import read_table

_MONTHS = 12


def own_fiscal_year(context: SentenceContext, time: TimeExpression, start: date, end: date) -> tuple[date, date]:
    """Move a period that is named by a fiscal year to where the company's own fiscal year lies.

    Args:
        context: the sentence; the company is the last that it names before the period, else the first it names.
        time: the words for the period.
        start: first day, as if the fiscal year were the calendar's.
        end: last day, likewise.
    """
    first = _first_month(context, time) if time.fiscal else None
    if first is None or start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return start, end
    start, end = (_shift(day, first - 1 - _MONTHS) for day in (start, end))
    return start, end.replace(day=monthrange(end.year, end.month)[1])


def _first_month(context: SentenceContext, time: TimeExpression) -> int | None:
    months = _first_months()
    known = [mention for mention in context.entities if mention.entity_id in months]
    before = [mention for mention in known if mention.end <= time.start]
    nearest = before[-1] if before else known[0] if known else None
    return months[nearest.entity_id] if nearest else None


def _shift(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, 1)


@cache
def _first_months() -> dict[str, int]:
    return {row["entity"]: int(row["first_month"]) for row in read_table("nlp.claims", "fiscal_years.tsv")}
