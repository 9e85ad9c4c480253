"""The metric that a page is about, which its sentences go on with without naming it again.

딸기 수출액은 9230만달러다. 물량은 6100톤이다. … 베트남은 2640만달러, 홍콩은 2310만달러로 4% 줄었다: what a page on
exports, sales or deliveries says of one name after the other is of these, whatever was told in between in passing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.claims.changes import MOVES, change_aspect
from nlp.claims.concepts import OTHER, concepts, fits_level, is_money
from nlp.claims.mentions import Metric
from nlp.claims.model import Value
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_FLOWS = ("Revenue", "ExportValue", "ImportValue", "Shipments", "Deliveries", "ContractValue")
_PIECES = ("Shipments", "Deliveries")  # the same things sold, told now as this and now as that
_PARTED = (*_FLOWS, "OperatingProfit", "GrossProfit", "OrderBacklog", "ProductionVolume", "MarketShare", "ProductPrice")
_RESULTS = ("Revenue", "OperatingProfit")
_PRICES = ("SharePrice", "IndexLevel")
_LEAD = 3  # sentences with numbers that begin a page
_LEAST = 2  # times that a page names what it is about; revenue is what companies tell first
_MORE = 2  # times as often as any other such metric
_AMOUNT = re.compile("[만억조]")
_VERB = 4  # characters between a change and its verb
_COUNTED = ("Users", "ActiveUsers", "Customers", "Employees")  # whom a text goes on to count
_LEVELS = ("로 ", "으로 ", ")로 ", ")으로 ")  # what stands behind an amount that has changed
_CHAIN = 30  # characters between an amount and how it has changed


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is about, None where that is nothing that parts have, and how often it names each concept."""

    concept: str | None
    named: Counter[str]


def page_metric(contexts: Sequence[SentenceContext]) -> Page | None:
    """The metric that a page opens with and names more often than any other that parts have.

    Args:
        contexts: the sentences of the article.
    """
    if not contexts:
        return None
    named = Counter(m.concept for c in contexts for m in c.metrics if m.aspect == "level")
    lead: list[str] = []
    told = 0
    for context in contexts:
        lead += [m.concept for m in context.metrics if m.concept in _FLOWS]
        told += bool(context.quantities) and not context.heading
        if told >= _LEAD:
            break
    best = max(dict.fromkeys(lead), key=lambda concept: named[concept], default=None)
    if best is None or named[best] < (1 if best == "Revenue" else _LEAST):
        return Page(None, named)
    if contexts[0].lang == "ko" and sum(named[c] for c in _PRICES) > named[best]:
        return Page(None, named)  # a page on shares, in which companies rise and fall
    kin = [c for c in _FLOWS if concepts()[c].dimension == concepts()[best].dimension]
    rivals = max((named[c] for c in kin if c != best and not {c, best} <= {*_PIECES}), default=0)
    return Page(best if named[best] >= _MORE * rivals else None, named)


def about_of(headed: Metric | None, page: Page | None) -> str | None:
    """The concept that changes by per cent are of where nothing near them says so: what the heading above names.

    Args:
        headed: the metric of the heading, if any.
        page: what the page is about.
    """
    concept = headed.concept if headed is not None else page.concept if page is not None else None
    return concept if concept is not None and concepts()[concept].nature == "flow" else None


def go_on_with_page(
    context: SentenceContext, values: Sequence[Value], past: Sequence[Value], page: Page | None
) -> list[Value]:
    """Give the numbers that say but whose or of when they are the metric of the page.

    Args:
        context: the sentence.
        values: its values in order.
        past: the values of the sentence before, whose metric comes first where the text tells it of parts.
        page: what `page_metric` gave.
    """
    read: list[Value] = []
    for index, value in enumerate(values):
        concept = _concept(context, values, index, read, past, page)
        told = next((v.metric for v in reversed(past) if v.concept == concept), None) if not index else None
        read.append(_given(context, value, concept, told if value.is_change else None) if concept else value)
    return read


def _concept(
    context: SentenceContext,
    values: Sequence[Value],
    index: int,
    here: Sequence[Value],
    past: Sequence[Value],
    page: Page | None,
) -> str | None:
    """What a number is of that says but whose or of when it is; None where it says more, or nothing is known."""
    value = values[index]
    if context.lang != "ko" or context.heading or not _is_open(value, past, page, context):
        return None
    amount = _amount_before(context, here)
    if value.is_change and amount is not None and _moves_on(context, amount.quantity.end, value):
        return amount.concept
    floor = values[index - 1].quantity.end if index else context.start
    if value.quantity.unit == "person" and value.metric is None:
        told = [v.concept for v in past if v.concept in _COUNTED and v.quantity.unit == "person"]
        return told[-1] if told and _is_bare(context, value, floor) else None
    if page is None or page.concept is None or _told_alike(value, past, page):
        return None
    if value.is_change:
        ahead = index + 1 < len(values) and _leads_to(context, value, values[index + 1], floor)
        return page.concept if ahead or _has_moved(context, value, here) else None
    if value.quantity.unit == "percent":
        return _share_in_bracket(context, value, here) if not page.named["MarketShare"] else None
    if not _is_alike(value, page.concept):
        return None
    once = page.named[page.concept] < _LEAST and not any(map(_is_mine, past))
    if once and not syntax("ko", "parts").search(context.view, context.start, value.quantity.start):
        return None
    if _is_led_to(context, value, here):
        return page.concept
    if not _is_bare(context, value, floor) or not _goes_on(context, value, floor, past, page):
        return None
    return page.concept


def _goes_on(context: SentenceContext, value: Value, floor: int, past: Sequence[Value], page: Page) -> bool:
    """Whether whose or of when a number is tells that it is of the page's metric.

    A common noun (새로 딴 일감은) is no part of it unless parts are listed; a date goes on with what was told last.
    """
    start = value.quantity.start
    named = any(floor <= m.start and m.end <= start for m in context.entities)
    levels = [v for v in past if v.concept == page.concept and not v.is_change]
    listed = len(levels) > 1 or any(v.metric is not None and not v.metric.text for v in levels)
    if named or listed or syntax("ko", "parts").search(context.view, context.start, start):
        return True
    told = _told_of(context, start, floor)
    others = any(v.metric is not None and v.concept not in (OTHER, page.concept) for v in past)
    return told is not None and told["name"] is None and not others


def _is_mine(value: Value) -> bool:
    """Whether a number was given its metric here."""
    return value.inherited and value.metric is not None and value.metric.start == value.quantity.start


def _amount_before(context: SentenceContext, here: Sequence[Value]) -> Value | None:
    """The amount that a change stands behind, the share in its bracket left out, where it was given its metric here."""
    for value in reversed(here):
        if context.view[value.quantity.start - 1] == "(" and value.quantity.unit == "percent":
            continue
        return value if _is_mine(value) and not value.is_change else None
    return None


def _leads_to(context: SentenceContext, value: Value, then: Value, floor: int) -> bool:
    """Whether a change of something named before it leads to an amount: 조미김이 8% 증가한 6억달러."""
    gap = context.gap(value.quantity.end, then.quantity.start)
    if then.metric is not None or not is_money(then.quantity.unit) or not syntax("ko", "attributive").fullmatch(gap):
        return False
    return bool(value.direction) and _names_only(context, value, floor)


def _is_led_to(context: SentenceContext, value: Value, here: Sequence[Value]) -> bool:
    """Whether an amount is what a change that was given its metric here led to."""
    last = here[-1] if here else None
    if last is None or not last.is_change or not _is_mine(last):
        return False
    return syntax("ko", "attributive").fullmatch(context.gap(last.quantity.end, value.quantity.start)) is not None


def _share_in_bracket(context: SentenceContext, value: Value, here: Sequence[Value]) -> str | None:
    """What an amount makes of the whole revenue, in the bracket behind it: 비누는 236억원(3.7%)으로 줄었다."""
    last = here[-1] if here else None
    if last is None or last.concept != "Revenue" or not _is_mine(last) or last.is_change:
        return None
    return "ShareOfRevenue" if context.gap(last.quantity.end, value.quantity.start) == "(" else None


def follow_amounts(context: SentenceContext, values: Sequence[Value], past: Sequence[Value]) -> list[Value]:
    """Give what is told of an amount its metric: how it has changed, how many times as much it is as one before.

    Args:
        context: the sentence.
        values: its values in order.
        past: the values of the sentence before, whose amount a multiple may take up.
    """
    if context.lang != "ko":
        return list(values)
    read: list[Value] = []
    for value in values:
        last = read[-1] if read else None
        moved = value.metric is None and value.is_change and value.quantity.unit == "percent"
        stated = last is not None and last.metric is not None and last.inherited and not last.is_change
        then = last.quantity.end if last is not None else context.start
        near = context.view.startswith(_LEVELS, then) and _moves_on(context, then, value)
        if moved and stated and near and last is not None:
            aspect = change_aspect(context, value.quantity, last.metric)
            read.append(replace(value, metric=last.metric, inherited=True, aspect=aspect))
        else:
            read.append(_as_multiple(context, value, [*past, *read]))
    return read


def _as_multiple(context: SentenceContext, value: Value, before: Sequence[Value]) -> Value:
    """작년 같은 기간(410만달러)의 1.7배다 is a change of the amount told before."""
    start = value.quantity.start
    told = [v for v in before if v.metric is not None and not v.is_change]
    if value.metric is not None or value.quantity.unit != "times" or not told:
        return value
    if syntax("ko", "multiple_of", "$").search(_undated(context, max(context.start, start - _CHAIN), start)) is None:
        return value
    if syntax("ko", "multiple_told").match(context.view, value.quantity.end, context.end) is None:
        return value
    metric = told[-1].metric
    aspect = change_aspect(context, value.quantity, metric)
    return replace(value, metric=metric, inherited=True, is_change=True, aspect=aspect)


def _is_open(value: Value, past: Sequence[Value], page: Page | None, context: SentenceContext) -> bool:
    """Whether a number names no metric of its own, or goes on with one that was told in passing."""
    if value.segment or value.subject or value.timing:
        return False
    if value.metric is None or _tells_why(context, value):
        return True
    if value.concept == "GDP" and value.metric.start == value.metric.end:
        return True  # 홍콩은 4% 뒷걸음쳤다: only where nothing else is told is it the economy
    passing = page is not None and _is_passing(value, page)
    return value.inherited and passing and any(value.metric == before.metric for before in past)


def _is_passing(value: Value, page: Page) -> bool:
    """Whether what a number measures is only told in passing: no results are."""
    if value.concept in _RESULTS:
        return False
    return value.concept not in _PARTED or page.named[value.concept] == 1


def _tells_why(context: SentenceContext, value: Value) -> bool:
    """Whether the metric of a change only tells why: 베트남은 운임이 내리면서 44% 급증했다."""
    metric = value.metric
    if metric is None or not value.is_change or not context.start <= metric.start < metric.end <= value.quantity.start:
        return False
    return syntax("ko", "cause").match(context.view, metric.end, value.quantity.start) is not None


def _is_alike(value: Value, concept: str) -> bool:
    """Whether a number can be a level of the metric: an amount, or so many pieces."""
    quantity = value.quantity
    if concepts()[concept].dimension == "money":
        return is_money(quantity.unit) and _AMOUNT.search(quantity.text) is not None
    return quantity.unit == "vehicle" and fits_level(quantity, concepts()[concept])


def _told_alike(value: Value, past: Sequence[Value], page: Page) -> bool:
    """Whether the sentence before told a metric that parts have, in the same unit and not in passing."""
    return any(
        before.metric is not None
        and before.concept in _PARTED
        and before.concept != page.concept
        and not _is_passing(before, page)
        and (before.is_change or before.quantity.unit == value.quantity.unit)
        for before in past
    )


def _is_bare(context: SentenceContext, value: Value, floor: int) -> bool:
    """Whether nothing but a name with a particle, or a date, stands before a number, and no noun behind it."""
    end = value.quantity.end
    behind = any(end <= m.start < context.clause_end(end) for m in context.metrics)
    if behind and not syntax("ko", "left_off").match(context.view, end, context.end):
        return False
    return _names_only(context, value, floor) and bool(syntax("ko", "told_bare").match(context.view, end, context.end))


def _names_only(context: SentenceContext, value: Value, floor: int) -> bool:
    """Whether a number stands behind a name with a particle, or a date, that names no measure."""
    start = value.quantity.start
    floor = max(floor, context.clause_start(start))
    if any(floor <= m.start and m.end <= start for m in context.metrics):
        return False
    told = _told_of(context, start, floor)
    if told is None:
        return False
    return told["name"] is None or (
        syntax("ko", "no_turned_part").search(told["name"]) is None
        and syntax("ko", "own_topic").search(context.view, floor, start) is None
    )


def _told_of(context: SentenceContext, start: int, floor: int) -> re.Match[str] | None:
    """What stands right before a number, where that is a name with a particle (the group `name`) or a date."""
    floor = max(floor, context.clause_start(start))
    return syntax("ko", "told_of", "$").search(_undated(context, floor, start))


def _undated(context: SentenceContext, start: int, end: int) -> str:
    """The text between two offsets with its dates told by a mark."""
    gap = context.gap(start, end)
    for time in reversed([t for t in context.times if start <= t.start and t.end <= end]):
        gap = f"{gap[: time.start - start]}@{gap[time.end - start :]}"
    return gap


def _has_moved(context: SentenceContext, value: Value, here: Sequence[Value]) -> bool:
    """Whether a place or company is only said to have grown or shrunk, the reason aside: 중국도 31% 늘었다."""
    start = value.quantity.start
    named = [m for m in context.entities if m.label in ("ORG", "LOC") and m.end <= start]
    if (
        any(told.metric is not None for told in here)
        or not named
        or context.market
        or not value.direction
        or value.quantity.unit != "percent"
    ):
        return False
    mark = syntax("ko", "topic_mark").match(context.view, named[-1].end)
    verb = any(c.kind in MOVES and 0 <= c.start - value.quantity.end <= _VERB for c in context.cues)
    if (
        mark is None
        or not verb
        or any(m.end <= start and not syntax("ko", "cause").match(context.view, m.end, start) for m in context.metrics)
    ):
        return False
    return syntax("ko", "moved_because").fullmatch(_undated(context, mark.end(), start)) is not None


def _moves_on(context: SentenceContext, floor: int, value: Value) -> bool:
    """Whether a change stands behind an amount with no metric and no new topic in between."""
    start = value.quantity.start
    if start - floor > _CHAIN or not value.direction:
        return False
    named = any(floor <= m.start and m.end <= start for m in context.metrics)
    return not named and not syntax("ko", "topic_mark").search(context.view, floor, start)


def _given(context: SentenceContext, value: Value, concept: str, told: Metric | None) -> Value:
    """The number as one of a concept: of the metric told in the sentence before, where that is the same."""
    at = value.quantity.start
    metric = told or Metric(at, at, concept, 1, "level", "")
    aspect = change_aspect(context, value.quantity, metric) if value.is_change else "level"
    return replace(value, metric=metric, inherited=True, aspect=aspect)
