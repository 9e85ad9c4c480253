"""Numbers in brackets behind names: 온빛증권(585억원), 온빛카드(402억원)도 순이익이 늘었다.

What the names share, a metric and a verb, stands behind the list or in front of it, or is that of the number before,
else what the heading above or the page as a whole is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.balances import same_balance
from nlp.claims.bounds import prints_signs
from nlp.claims.changes import MOVES, change_aspect, direction_of
from nlp.claims.concepts import OTHER, TRADE, concepts, fits_level
from nlp.claims.mentions import Cue, Metric
from nlp.claims.model import Value, subject_of
from nlp.claims.naming import trim
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_OPEN = re.compile(r"\((?:약|약 |총 |연 |[△▲▼▽↓↑]\s?)?(?:[\d.,만천백]{1,10}(?:%|원|달러)?\s?→\s?)?$")
_CLOSE = re.compile(r"\s?(?:→\s?[\d.,만천백]{1,10}(?:%|원|달러)?|[,·/][^()]{1,12})?\)")
_BETWEEN = re.compile(r"(?:[^()。.;\d]|\d{1,4}[년월분]|\d{1,4}年|\d{1,2}月){1,24}\((?:약|약 |총 |연 |[△▲▼▽↓↑]\s?)?")
_FALLS = ("△", "▼", "▽", "↓")
_CODE = re.compile(r"\s?\[\d{6}\]$")
_CODE_LENGTH = 10  # characters of a stock code in its brackets
_BEHIND = 40  # characters between a list and the metric behind it
_LISTED = 2  # numbers in brackets from which on a name that can't be read (비교하면 콜라(9%)) still is a member's
_NAME = 24  # characters before a bracket in which its name stands


def read_asides(
    context: SentenceContext, values: Sequence[Value], before: Value | None, about: str | None
) -> list[Value]:
    """Give the numbers in brackets what their list shares.

    Args:
        context: the sentence.
        values: its values in order.
        before: the last value of the sentence before, whose metric a list may go on with.
        about: what the heading above or the page is about, if anything.
    """
    read = list(values)
    for first, last in _runs(context, values):
        members = values[first:last]
        printed = prints_signs(members) or any(_falls(context, member) for member in members)
        if printed:
            members = [replace(member, direction=0) for member in members]
            read[first:last] = members
        end = members[-1].quantity.end
        # the metric behind the list is behind its last number too
        own = [v for v in members if v.metric and not v.inherited and not v.metric.start >= end]
        open_ended = not own and not (len(members) == 1 and members[0].metric)
        earlier = read[first - 1] if first else before
        metric = _shared(context, members, earlier, about) if open_ended else _rate(members, own)
        if metric is None:
            continue
        if earlier is not None and earlier.metric is not None:
            metric = same_balance(context, metric, earlier.metric, listed=True)
        if metric.concept == "IndexLevel" and _names_companies(context, members):
            metric = replace(metric, concept="SharePrice")  # what a list of companies goes on with is no index
        for index in range(first, last):
            verb = None if printed else next((c for c in context.cues if c.start >= end and c.kind in MOVES), None)
            member = _member(context, read[index], metric, verb, last - first > _LISTED)
            read[index] = member or read[index]
    return read


def _runs(context: SentenceContext, values: Sequence[Value]) -> list[tuple[int, int]]:
    """Ranges of values that stand each in its own bracket, one name after the other; a single one is a run too."""
    found: list[tuple[int, int]] = []
    for index, value in enumerate(values):
        start, end = value.quantity.start, value.quantity.end
        opened = _OPEN.search(context.view, max(context.start, start - 14), start)
        closed = _CLOSE.match(context.view, end, context.end)
        if opened is None or closed is None or opened.start() == context.start:
            continue
        if any(q.end == opened.start() for q in context.quantities) or syntax(context.lang, "outlook").search(
            context.view, max(context.start, opened.start() - 4), opened.start()
        ):
            continue  # 1.2원(0.08%), 전망치(3%)
        named = _name_end(context, opened.start())
        if not context.view[named - 1].isalpha() and context.view[named - 1] not in "’'”\"":
            continue
        if found and found[-1][1] == index:
            last = values[index - 1].quantity
            after = _CLOSE.match(context.view, last.end, context.end)
            led_to = after is not None and start < after.end()  # (9.84%→10.23%)
            between = after is not None and _BETWEEN.fullmatch(context.view, after.end(), start)
            # 온빛(3%), 다온(2%) 등이 올랐고 라온(1%)은 내렸다: each verb closes a list of its own
            moved = any(cue.kind in MOVES and last.end <= cue.start < start for cue in context.cues)
            if not moved and last.unit == value.quantity.unit and (led_to or between):
                found[-1] = (found[-1][0], index + 1)
                continue
        found.append((index, index + 1))
    return found


def _name_end(context: SentenceContext, bracket: int) -> int:
    """Where the name before a bracket ends, in front of its stock code: 온빛증권[030210](7만원)."""
    code = _CODE.search(context.view, max(context.start, bracket - _CODE_LENGTH), bracket)
    return code.start() if code is not None and code.start() > context.start else bracket


def _falls(context: SentenceContext, value: Value) -> bool:
    """Whether a Korean bracket prints a mark that says that its number is a fall: 선박(△31.8%)."""
    return context.lang == "ko" and context.view.endswith(_FALLS, 0, value.quantity.start)


def _shared(
    context: SentenceContext, members: Sequence[Value], before: Value | None, about: str | None
) -> Metric | None:
    """The metric of a list: named right behind it, or taken over from the number before where the list is one.

    Shares are told in passing on a page that is about something else.
    """
    end = members[-1].quantity.end
    outside = [q.start for q in context.quantities if q.start >= end and not _enclosed(context, q.start)]
    stop = min(outside, default=context.end)
    reach = max([end, *(q.end for q in context.quantities if end < q.start < stop)])  # over what more the list holds
    behind = [m for m in context.metrics if end < m.start <= min(reach + _BEHIND, stop)]
    fitting = [m for m in behind if m.concept != OTHER and _fits(members[0], m)]
    if fitting:
        # 생산량 증가 등으로 가격이 떨어졌다: what takes a particle is stated, the rest explains it
        mark = syntax(context.lang, "topic_mark")
        stated = [m for m in fitting if mark.match(context.view, m.end - 1) or mark.match(context.view, m.end)]
        return (stated or fitting)[0]
    if len(members) < 2 or behind:
        return None
    ahead = [m for m in context.metrics if m.end <= members[0].quantity.start and m.concept != OTHER]
    if ahead:
        return ahead[-1] if _fits(members[0], ahead[-1]) else None
    goes_on = before is not None and before.metric is not None and _fits(members[0], before.metric)
    passing = not goes_on or before is None or before.concept in (OTHER, "MarketShare", "ShareOfRevenue")
    if passing and about is not None and _moves_all(context, members):
        return Metric(start := members[0].quantity.start, start, about, 1, "level", "")
    return before.metric if goes_on and before is not None else None


def _moves_all(context: SentenceContext, members: Sequence[Value]) -> bool:
    """Whether a Korean list by per cent names no metric, and a verb or a mark says that its members rise or fall."""
    end = members[-1].quantity.end
    stop = context.clause_end(end)
    if context.lang != "ko" or members[0].quantity.unit != "percent":
        return False
    if any(end <= m.start < stop for m in context.metrics):
        return False
    closed = any(end <= c.start < stop and c.kind in MOVES for c in context.cues)
    return closed or prints_signs(members) or any(_falls(context, member) for member in members)


def _names_companies(context: SentenceContext, members: Sequence[Value]) -> bool:
    """Whether the first of a list is a company's."""
    opened = _OPEN.search(context.view, max(context.start, members[0].quantity.start - 14), members[0].quantity.start)
    return opened is not None and any(m.label == "ORG" and m.end == opened.start() for m in context.entities)


def _rate(members: Sequence[Value], own: Sequence[Value]) -> Metric | None:
    """The growth rate that opens a list: 가격 상승률이 높은 품목은 감자(41%), 우유(12%)였다."""
    first = members[0].metric
    if first is None or len(members) == 1 or len(own) != 1 or own[0] is not members[0] or first.aspect == "level":
        return None
    return first if first.end + 1 < members[0].quantity.start else None  # 증가율(20%) is no member's


def _enclosed(context: SentenceContext, offset: int) -> bool:
    """Whether a place lies in a bracket: ‘온빛런’(36억원, 3위)."""
    return context.view.rfind("(", context.start, offset) > context.view.rfind(")", context.start, offset)


def _fits(value: Value, metric: Metric) -> bool:
    return value.quantity.unit == "percent" or fits_level(value.quantity, concepts()[metric.concept])


def _member(context: SentenceContext, value: Value, metric: Metric, verb: Cue | None, listed: bool) -> Value | None:
    quantity = value.quantity
    concept = concepts()[metric.concept]
    rate = quantity.unit == "percent" and (metric.aspect != "level" or not fits_level(quantity, concept))
    bracket = _name_end(context, context.view.rfind("(", context.start, quantity.start))
    start = max(context.start, bracket - _NAME, context.view.rfind(")", context.start, bracket) + 1)
    dated = any(t.start < bracket <= t.end + 1 for t in context.times)
    held = value if dated else _named(context, value, start, bracket, metric)
    if held is None and not listed:
        return None
    held = held or value
    unsigned = quantity.low is not None and quantity.low >= 0 and "+" not in quantity.text
    return replace(
        held,
        metric=metric,
        inherited=True,
        is_change=rate,
        direction=-1 if rate and _falls(context, value) else direction_of(verb) if rate and unsigned else 0,
        aspect=change_aspect(context, quantity, metric) if rate else "level",
    )


def _named(context: SentenceContext, value: Value, start: int, end: int, metric: Metric) -> Value | None:
    """The value as that of the name before its bracket: a company or country that is listed, else a part."""
    holders = [m for m in context.entities if m.label in ("ORG", "LOC") and start <= m.start and m.end == end]
    if (
        holders
        and metric.concept in TRADE
        and (
            (context.lang == "ko" and (not metric.text or metric.end <= context.start))
            or syntax(context.lang, "parts").search(context.view, context.start, end)
        )
    ):
        return replace(
            value, segment=holders[0].text
        )  # 수출은 지역별로 중국(26%), 미국(9%): whom an economy trades with
    if holders:
        return replace(value, subject=subject_of(holders[0]))
    name = trim(context, start, end)
    if name is None or any(character.isdigit() for character in name[:1]):
        return None
    quoted = context.view.find(name, start, end)
    surface = context.text[quoted : quoted + len(name)] if quoted >= 0 else name
    return replace(value, segment=surface)
