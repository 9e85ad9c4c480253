"""From a run of tokens to readings: what belongs together, what is a range, how it is bounded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import cast

from nlp.periods.lengths import Item
from nlp.periods.lexicon import SLOTS, Lexicon
from nlp.periods.model import Bound, Part, Reading
from nlp.periods.tokens import read_token
from nlp.records import PeriodKind

Token = tuple[str, str]
Assembled = tuple[int, int, Reading]

_GRAINS = {
    SLOTS["century"]: "century",
    SLOTS["decade"]: "decade",
    SLOTS["year"]: "year",
    SLOTS["year_whole"]: "year",
    SLOTS["since"]: "span",
    SLOTS["half"]: "half",
    SLOTS["quarter"]: "quarter",
    SLOTS["season"]: "season",
    SLOTS["month"]: "month",
    SLOTS["tenth"]: "tenth",
    SLOTS["week"]: "week",
    SLOTS["weekend"]: "weekend",
    SLOTS["day"]: "day",
    SLOTS["weekday"]: "day",
    SLOTS["holiday"]: "day",
    SLOTS["now"]: "now",
}
_ENDING_UNITS = ("day", "week", "month", "quarter", "half", "year")
_LAST_DAYS = (131, 228, 229, 331, 430, 531, 630, 731, 831, 930, 1031, 1130, 1231)  # of the months, 100 * month + day
_REPORTED_UNITS = ("month", "quarter", "half", "year")


@dataclass(slots=True)
class _Draft:
    """An expression that is being put together."""

    first: int
    last: int
    parts: tuple[Part, ...]
    prefix: Item | None = None
    until: tuple[Part, ...] = ()
    suffix: Item | None = None
    year: bool = False
    until_year: bool = False
    direction: int = 0
    length: Item | None = None
    lunar: bool = False
    listed: bool = False


def _is_unit_of(part: Part) -> bool:
    """Whether a word such as 当周 says, behind a day, which unit around that day is meant."""
    return part.op == "relative" and part.value == 0 and "focus" in part.flags


def _unit_of(parts: tuple[Part, ...], new: tuple[Part, ...]) -> tuple[Part, ...]:
    """Add steps to steps; 当周 behind a day becomes the week of that day."""
    if _is_unit_of(new[0]) and parts[-1].slot >= SLOTS["day"]:
        return (*_with_days(parts), Part(SLOTS["weekday"], "unit_of", unit=new[0].unit), *new[1:])
    return (*parts, *new)


def _joins(parts: tuple[Part, ...], new: tuple[Part, ...]) -> bool:
    """Whether a step can narrow the steps before it."""
    last, first = parts[-1], new[0]
    if _is_unit_of(first) and last.op in ("day", "month_day", "date") and not last.extra:
        return True
    if first.op == "edge":
        if last.op == "window" and not first.value:
            return False  # 过去5年中 is in the course of them
        if last.slot >= SLOTS["day"] and last.op != "relative":
            return False
        grain = last.unit if last.op in ("relative", "division", "whole") else _GRAINS.get(last.slot, "")
        return not first.unit or first.unit == (grain or "year")
    if (
        first.slot == SLOTS["now"]
        or last.slot == SLOTS["now"]
        or last.op == "window"
        or first.op in ("window", "offset")
    ):
        return False
    if last.op in ("years", "offset"):
        return False
    return first.slot > last.slot


def _grain(parts: tuple[Part, ...]) -> str:
    grain = ""
    if parts[-1].op in ("ending", "lasting"):
        return "span"
    for part in parts:
        if part.op == "edge":
            return "span" if grain in ("decade", "century") else "day"
        if part.op in ("years", "relative_years", "window", "first_units", "last_units") or (
            part.extra and part.op in ("division", "day")
        ):
            grain = "span"
        else:
            grain = _GRAINS.get(part.slot, grain)
        if part.op == "same":
            grain = part.unit or "span"
        if part.op == "unit_of" or (part.op == "holiday" and "/" in part.unit):
            grain = part.unit if part.op == "unit_of" else "span"
        if part.op in ("offset", "within"):
            grain = "year" if part.unit == "year" and part.op == "offset" else "span" if part.op == "within" else "day"
    return grain or "time"


def _kind(draft: _Draft, grain: str) -> PeriodKind:
    if draft.until:
        return "date_range"
    if all(part.slot in (SLOTS["daypart"], SLOTS["clock"]) for part in draft.parts):
        return "time"
    several = any(part.op == "holiday" and "/" in part.unit for part in draft.parts)
    return "date" if grain in ("day", "now") and not several else "date_range"


def _with_days(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Make a month and its day one step, so that the day decides which year is meant."""
    for index, (month, day) in enumerate(pairwise(parts)):
        if month.op == "division" and month.unit == "month" and not month.extra and day.op == "day" and not day.extra:
            step = Part(day.slot, "month_day", 100 * month.value + day.value)
            return (*parts[:index], step, *parts[index + 2 :])
        if index == 0 and month.op == "day" and not month.extra and day.op == "weekday":
            return (Part(day.slot, "day_weekday", month.value, day.value), *parts[2:])
    return parts


def _is_anaphoric(parts: tuple[Part, ...]) -> bool:
    """Whether the steps lean on the period in focus; 全年 does only where no year stands before it."""
    return any("anaphoric" in part.flags and (part.op != "whole" or part is parts[0]) for part in parts)


def _lunar(parts: tuple[Part, ...], lang: str) -> tuple[Part, ...]:
    """Read months and days by the lunar calendar."""
    result = []
    for part in _with_days(parts):
        if part.op == "month_day":
            result.append(Part(part.slot, "lunar_day", part.value, 0, lang))
        elif part.op == "division" and part.unit == "month":
            result.append(Part(part.slot, "lunar_month", part.value, 0, lang))
        else:
            result.append(part)
    return tuple(result)


def _finish(draft: _Draft, lang: str) -> Reading | None:
    if draft.length is not None:
        return Reading((), "duration", "duration", seconds=draft.length.seconds)
    grain = _grain(draft.until or draft.parts)
    bound = draft.suffix.bound if draft.suffix else ""
    if draft.parts[-1].slot >= SLOTS["daypart"] and draft.parts[-1].slot < SLOTS["now"] and len(draft.parts) > 1:
        bound = ""  # 7시부터 bounds the hours, not the day
    cues: frozenset[str] = frozenset()
    parts = draft.parts
    if not bound and draft.prefix and draft.prefix.role == "prefix" and not draft.until:
        bound = draft.prefix.bound
    if bound == "to_date":
        bound, cues = "since", frozenset(["to_date"])
    elif bound == "since" and any(part.op == "relative" and part.value <= 0 for part in parts):
        cues = frozenset(["to_date"])
    if bound == "as_of" and grain in ("half", "quarter"):
        cues = frozenset(["frame"])
    if bound == "as_of" and draft.suffix and grain in ("year", "month"):
        cues = frozenset(["frame"])
    if bound == "by":  # 到2025年 names 2025 itself; 到12月31日 is a limit
        bound = "until" if grain == "day" and parts[-1].op != "edge" else ""
    if bound == "as_of" and parts[-1].op == "unit_of":  # 截至9月6日当周: the week that ends with the day
        parts, grain, bound = (*parts[:-1], Part(99, "ending", 1, 0, parts[-1].unit)), "week", ""
    if bound == "ending":
        bound = ""
    if bound == "until_end":
        parts = (*parts, Part(SLOTS["edge"], "edge", -1))
        bound = "until"
    if draft.until:
        grain = "span" if grain != "time" else grain
        bound = ""
        if draft.until_year and not draft.year:
            cues = frozenset(["late"])
    if draft.lunar:
        parts, draft.until = _lunar(parts, lang), _lunar(draft.until, lang)
    anaphoric = _is_anaphoric(parts) or _is_anaphoric(draft.until)
    direction = draft.direction or (draft.prefix.direction if draft.prefix else 0)
    return Reading(
        _with_days(parts),
        _kind(draft, grain),
        grain,
        _with_days(draft.until),
        cast("Bound | None", bound or None),
        anaphoric,
        draft.year,
        direction,
        cues=cues,
    )


def _length_op(draft: _Draft, unit: str) -> str:
    """How a length that follows a time measures it: 6月30日止三个月, 截至6月30日的三个月, 3월 1일부터 3개월."""
    if not draft.parts or draft.until or unit not in _ENDING_UNITS:
        return ""
    as_of = draft.prefix is not None and draft.prefix.bound == "as_of"
    if draft.suffix is None:
        return "ending" if as_of and unit in _REPORTED_UNITS and _is_date(draft.parts) else ""
    closes = as_of or (unit == "month" and _closes_month(draft.parts))
    if draft.suffix.bound == "ending" or (draft.suffix.bound == "until" and closes):
        return "ending"
    return "lasting" if draft.suffix.bound == "since" else ""


def _closes_month(parts: tuple[Part, ...]) -> bool:
    """Whether the parts name the last day of a month, up to which months are counted back: 6월 30일까지 6개월간."""
    last = _with_days(parts)[-1]
    if last.op == "month_day":
        return last.value in _LAST_DAYS
    return last.op == "edge" and last.value < 0 and any(p.op == "division" and p.unit == "month" for p in parts)


def _fiscal_end(parts: tuple[Part, ...]) -> int:
    """The day on which a fiscal year ends, as 100 * month + day, or 0 where the parts name none."""
    step = _with_days(parts)
    if len(step) == 1 and step[0].op == "month_day":
        return step[0].value
    if step[0].op == "division" and step[0].unit == "month" and (len(step) == 1 or step[1].op == "edge"):
        return 100 * step[0].value
    return 0


def _is_date(parts: tuple[Part, ...]) -> bool:
    """Whether the parts end with a month or a day, on which accounts can be closed."""
    last = _with_days(parts)[-1]
    return last.op in ("month_day", "day", "date", "edge") or (last.op == "division" and last.unit == "month")


def _ended_unit(draft: _Draft | None, item: Item) -> str:
    """The unit that a date ends: twelve months (截至3月31日止年度, 3월 31일로 끝난 회계연도) or six (止半年度)."""
    if draft is None or not draft.parts or draft.until or not _is_date(draft.parts):
        return ""
    closed = draft.suffix is not None and draft.suffix.bound in ("ending", "until")
    as_of = draft.prefix is not None and draft.prefix.bound == "as_of"
    step = item.parts[0]
    if step.op == "whole":
        return step.unit if closed or (as_of and draft.suffix is None) else ""
    return "half" if closed and step.op == "division" and step.unit == "half" and step.value == 1 else ""


_BETWEEN = ("之间", "间", "사이")


def _may_range(draft: _Draft) -> bool:
    return draft.suffix is None or draft.suffix.bound in ("since", "to_date")


def _to_follows(tokens: tuple[Token, ...], items: list[Item | None], index: int, draft: _Draft, item: Item) -> bool:
    """Whether 부터 begins a range: its other end follows, with 까지 or of the same grain; 들어 does with 까지 alone."""
    if draft.until or draft.suffix is None or not _may_range(draft):
        return False
    for later in items[index:]:
        if later is None or later.role not in ("point", "suffix"):
            break
        if later.role == "suffix":
            return later.bound in ("until", "until_end")
    if draft.suffix.bound == "to_date":
        return False
    return draft.parts[-1].slot == item.parts[-1].slot or item.parts[0].slot == SLOTS["month"]


@lru_cache(maxsize=16384)
def assemble(lex: Lexicon, tokens: tuple[Token, ...]) -> tuple[Assembled, ...]:
    """Put the tokens of one place together.

    Args:
        lex: the language.
        tokens: kind and folded wording of each, in order, with nothing but blanks between them.

    Returns:
        For each expression: its first and its last token, and its reading.
    """
    items = [read_token(lex, kind, text) for kind, text in tokens]
    drafts: list[_Draft] = []
    draft: _Draft | None = None
    prefix: tuple[int, Item] | None = None
    pending = ""
    for index, item in enumerate(items):
        if item is None:
            draft, prefix, pending = None, None, ""
            continue
        if item.role == "prefix":
            draft, prefix, pending = None, (index, item), ""
        elif item.role == "range":
            ranges = draft is not None and draft.length is None and not draft.until and _may_range(draft)
            pending = "range" if ranges else ""
        elif item.role == "calendar":
            if draft is None or draft.suffix or pending:
                draft, prefix, pending = None, (index, item), ""
            else:
                draft.lunar = True
        elif item.role == "list":
            pending = "list"
        elif item.role == "suffix":
            if draft and not pending and draft.length is None and draft.suffix is None:
                draft.suffix, draft.last = item, index
                if draft.listed and tokens[index][1] in _BETWEEN and len(drafts) > 1 and not drafts[-2].until:
                    drafts[-2].until, drafts[-2].until_year = draft.parts, draft.year
                    drafts[-2].last = index
                    drafts.pop()
                    draft = None
            elif draft and draft.suffix is not None and draft.suffix.bound == "since" and item.bound == "to_date":
                draft.suffix, draft.last = item, index
            else:
                draft = None
            pending = ""
        elif item.role == "length":
            op = _length_op(draft, item.unit) if draft and not pending else ""
            if draft and op:
                draft.parts = (*draft.parts, Part(99, op, item.count, 0, item.unit))
                draft.suffix, draft.last, draft.prefix = None, index, None
                draft = None
            else:
                draft = _Draft(index, index, (), length=item)
                drafts.append(draft)
            prefix, pending = None, ""
        else:
            within = item.parts[0] if len(item.parts) == 1 and item.parts[0].op == "within" else None
            if draft and within and not pending and _length_op(draft, within.unit) == "ending":  # 截至6月30日止六个月内
                draft.parts = (*draft.parts, Part(99, "ending", within.value, 0, within.unit))
                draft.suffix, draft.last, draft.prefix = None, index, None
                draft, prefix = None, None
                continue
            ends = _fiscal_end(draft.parts) if draft and draft.parts and not draft.until and not pending else 0
            named = draft is not None and draft.suffix is not None and draft.suffix.bound == "ending"
            as_of = draft is not None and draft.prefix is not None and draft.prefix.bound == "as_of"
            if draft and ends and (named or as_of) and item.parts[0].op == "year" and len(item.parts) == 1:
                fiscal = Part(99, "fiscal", ends)
                draft.parts, draft.suffix, draft.prefix = (*item.parts, fiscal), None, None
                draft.year, draft.last, prefix, pending = True, index, None, ""
                continue
            ended = "" if pending else _ended_unit(draft, item)
            if draft and ended:
                draft.parts = (*draft.parts, Part(99, "ending", 1, 0, ended))
                draft.suffix, draft.prefix, draft.last = None, None, index
                draft, prefix = None, None
                continue
            if draft and draft.suffix and not pending and _to_follows(tokens, items, index, draft, item):
                pending = "range"
            if tokens[index][0] == "following" and not (draft and _continues(draft, pending, item)):
                draft, prefix, pending = None, None, ""
                continue
            draft = _point(drafts, draft, prefix, pending, index, item)
            prefix, pending = None, ""
    result = []
    for done in drafts:
        reading = _finish(done, lex.lang)
        if reading:
            result.append((_first_token(done, lex.lang), done.last, reading))
    return tuple(result)


def _first_token(draft: _Draft, lang: str) -> int:
    """Leave out a word that only points ahead or opens a range that does not come (将于4月10日, 从2019年的)."""
    prefix = draft.prefix
    silent = lang == "zh" and prefix is not None and prefix.role == "prefix" and not prefix.bound
    return draft.first + 1 if silent else draft.first


def _continues(draft: _Draft, pending: str, item: Item) -> bool:
    """Whether a step can be added to the expression under way."""
    if pending or draft.suffix is not None or draft.length is not None:
        return False
    return _joins(draft.until or draft.parts, item.parts)


def _point(
    drafts: list[_Draft], draft: _Draft | None, prefix: tuple[int, Item] | None, pending: str, index: int, item: Item
) -> _Draft:
    """Add a step to the expression under way, make it the other end of a range, or begin a new expression."""
    open_draft = draft if draft and draft.suffix is None and draft.length is None else None
    if draft and pending == "range":
        draft.suffix = None
        open_draft = draft
        open_draft.until, open_draft.last, open_draft.until_year = item.parts, index, item.year
        return open_draft
    if open_draft and not pending:
        side = open_draft.until or open_draft.parts
        if _joins(side, item.parts):
            joined = _unit_of(side, item.parts)
            if open_draft.until:
                open_draft.until = joined
            else:
                open_draft.parts = joined
                open_draft.year = open_draft.year or item.year
            open_draft.last = index
            return open_draft
    parts, year, first = item.parts, item.year, index
    if draft and pending == "list" and draft.length is None and not item.year:
        before = draft.until or draft.parts
        kept = tuple(part for part in before if part.slot < item.parts[0].slot)
        if kept and before[-1].slot == item.parts[-1].slot:
            parts, year = (*kept, *item.parts), draft.year
    if prefix:
        first = prefix[0]
    lunar = prefix is not None and prefix[1].role == "calendar"
    new = _Draft(first, index, parts, prefix[1] if prefix else None, year=year, direction=item.direction, lunar=lunar)
    new.listed = pending == "list"
    drafts.append(new)
    return new
