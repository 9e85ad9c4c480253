"""Korean numbers sold at home and abroad, where the market alone stands before them: 내수는 1천대로 20% 줄었다."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.model import Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_SOLD = ("Shipments", "Deliveries")


def in_markets(context: SentenceContext, values: Sequence[Value], past: Sequence[Value]) -> list[Value]:
    """Give what is sold at home or abroad its market, and the moves right behind it.

    Args:
        context: the sentence.
        values: its values in order.
        past: those of the sentence before, with whose metric a market may go on.
    """
    if context.lang != "ko":
        return list(values)
    read: list[Value] = []
    market: str | None = None
    for value in values:
        if not value.is_change:
            metric = value.metric or next((v.metric for v in reversed([*past, *read]) if v.concept in _SOLD), None)
            told = syntax("ko", "market_sold", "$").search(context.view, context.start, value.quantity.start)
            fits = metric is not None and metric.concept in _SOLD and value.quantity.unit in ("vehicle", "item")
            market = context.text[slice(*told.span("name"))] if told and fits and value.segment is None else None
            if market:
                inherited = value.inherited or value.metric is None
                read.append(replace(value, metric=metric, inherited=inherited, segment=market))
                continue
        own = value.segment is None and value.concept in _SOLD
        read.append(replace(value, segment=market) if market and own else value)
    return read
