"""Lists that hand out values one by one: 归母净利润、扣非净利润分别增长35.68%和48.29%.

The members may be metrics, periods, segments or subjects. A list whose members can't be found keeps its first reading;
two metrics that share one number (매출과 매출총이익이 15~20% 증가) give a value each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from nlp.claims.changes import COMPARISONS, change_aspect
from nlp.claims.concepts import OTHER, TRADE, concepts, fits_level, is_money
from nlp.claims.in_a_row import months_listed, periods_before, periods_counted, times_listed
from nlp.claims.list_names import handed_out, named_ahead, named_before, names_in, only_part
from nlp.claims.model import Subject, Timing, Value, subject_of
from nlp.claims.naming import UNLISTED, speaks_of_others
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import EntityMention, Quantity

_ASIDE = re.compile(r"^\([^()]{1,30}\)|㈜|\(주\)|주식회사\s?")


def spread_lists(
    context: SentenceContext,
    values: Sequence[Value],
    earlier: SentenceContext | None,
    focus: Timing,
    past: Sequence[Value] = (),
) -> list[Value]:
    """Hand out the members of lists to the numbers of lists.

    Args:
        context: the sentence.
        values: its values in order.
        earlier: the sentence before, in which a list may have been named (上述三大板块).
        focus: the period that the text was speaking of.
        past: the values of the sentence before, whose parts this one may list (제품별로는 …), or whose growth.
    """
    result: list[Value] = []
    for _, members in groupby(values, key=lambda value: value.group):
        group = list(members)
        told = _resumed(context, group, past) if not result else None
        result.extend(told or _spread(context, group, result, earlier, focus))
    return _name_parts(context, result, past[-1] if past else None)


def _resumed(context: SentenceContext, group: list[Value], past: Sequence[Value]) -> list[Value] | None:
    """The growth of what the sentence before told the amounts of: 이는 전년 대비 각각 9%, 18% 늘어난 수치다."""
    first, count = group[0], len(group)
    levels = [value for value in past if not value.is_change and value.metric is not None][-count:]
    if count < _PAIR or len(levels) != count or any(m.end <= first.quantity.start for m in context.metrics):
        return None
    alike = all(is_money(value.quantity.unit) for value in (first, *levels)) and _opens(context, first)
    if alike and context.lang == "ko" and all(value.metric is None or value.inherited for value in group):
        return [
            replace(value, metric=level.metric, segment=level.segment, subject=level.subject, inherited=True)
            for value, level in zip(group, levels, strict=True)
        ]
    if not first.is_change or not first.direction or first.quantity.unit != "percent":
        return None
    said = {c.kind for c in context.cues if c.end <= first.quantity.start}
    named = any(m.label == "ORG" and m.end <= first.quantity.start for m in context.entities)
    if (
        "each" not in said
        or not (said.intersection(COMPARISONS) or any(map(context.is_base, context.times)) or _opens(context, first))
        or named
        or len({value.concept for value in levels}) != count
    ):
        return None
    return [
        replace(
            value,
            metric=level.metric,
            segment=level.segment,
            subject=level.subject,
            inherited=True,
            aspect=change_aspect(context, value.quantity, level.metric, place, count),
        )
        for place, (value, level) in enumerate(zip(group, levels, strict=True))
    ]


def _opens(context: SentenceContext, first: Value) -> bool:
    """Whether a Korean list has but a date and 각각 before it in its sentence: (지난해엔) 각각 5%, 8% 늘었다."""
    if context.lang != "ko" or not any(c.kind == "each" and c.end <= first.quantity.start for c in context.cues):
        return False
    dates = [time.end for time in context.times if time.end <= first.quantity.start]
    return (
        syntax("ko", "each_alone").fullmatch(context.view, max([context.start, *dates]), first.quantity.start)
        is not None
    )


def _name_parts(context: SentenceContext, values: list[Value], before: Value | None) -> list[Value]:
    """Give each number of a list of parts the name before it: 지역별 매출은 북미 30억원, 유럽 20억원; 其中国内3亿元.

    The list is opened by words that announce parts (syntax `parts`). Its members are of the metric that the opening
    names, or of the one last spoken of; a member that names a metric of its own is read like any other number, and
    the members after it go on with that.
    """
    opened = [m.span() for m in syntax(context.lang, "parts").finditer(context.view, context.start, context.end)]
    if not opened:
        return values
    read: list[Value] = []
    shares: list[str] = []  # what is left to hand out of names that share one list of numbers
    for value in values:
        at, floor = value.quantity.start, read[-1].quantity.end if read else context.start
        opening = max((end for _, end in opened if end <= at), default=None)
        if opening is None or value.segment or value.subject or value.timing:
            read.append(value)
            continue
        start = max(floor, opening, context.clause_start(at))
        own = [m for m in context.metrics if start <= m.start and m.end <= at]
        announced = _TOPICAL.match(context.view, own[0].end, at) if own and context.lang == "ko" else None
        if announced and not context.gap(opening, own[0].start).strip():
            start, own = announced.end(), own[1:]  # 지역별 매출은 북미 30억원: the opening names the metric of all
        together = [v for v in values if v.group == value.group]
        if len(together) > 1 and value is not together[0]:
            read.append(_of_whole(context, replace(value, segment=shares.pop(0)), read[-1]) if shares else value)
            continue
        unnamed = value.metric in own or (context.lang == "zh" and (_comes_after(value) or _opens_with(value, start)))
        name = None if unnamed else part_name(context, start, at, floor)
        if name is not None and len(together) > 1:  # 하이브리드와 전기차가 각각 16만대, 8만대
            shares = names_in(name, context.lang, len(together)) or []
            name = shares.pop(0) if shares else None
        if name is None:
            read.append(_of_same_part(context, value, read, opening))
            continue
        whole = _whole(read, opening, before, context.lang)
        holder = next((m for m in context.entities if m.label == "ORG" and m.text == name and start <= m.start), None)
        if whole is not None and whole.concept in TRADE:
            holder = None  # 수출은 유럽연합(36%): a region that an economy trades with
        if holder is None and _lists_companies(context, opening):
            named = replace(value, subject=Subject(name, None, name))
        else:
            named = replace(value, subject=subject_of(holder)) if holder else replace(value, segment=name)
        read.append(_of_whole(context, named, whole))
    for index in range(len(read) - 2, -1, -1):  # 반도체가 12조원, 모바일이 8조원의 매출을 올렸다
        here, then = read[index], read[index + 1]
        if here.metric is None and here.segment and then.segment and _comes_after(then) and _alike(here, then):
            read[index] = replace(here, metric=then.metric, inherited=then.inherited)
    return read


def _lists_companies(context: SentenceContext, opening: int) -> bool:
    """Whether the words that open a list announce companies, not parts of one: 업체별로 보면."""
    return syntax(context.lang, "by_company", "$").search(context.view, context.start, opening) is not None


_PAIR = 2
SHARES = ("ShareOfRevenue", "MarketShare")
_TOPICAL = re.compile(r"\s?(?:은|는|이|가|을|를)?\s")


def _alike(one: Value, other: Value) -> bool:
    return one.quantity.unit == other.quantity.unit and one.is_change == other.is_change


def _opens_with(value: Value, start: int) -> bool:
    """Whether a member begins with the words for its own metric, which no table names: 其中研发1亿元，行政2000万元."""
    metric = value.metric
    return metric is not None and not value.inherited and start <= metric.start <= start + 1 < value.quantity.start


def _comes_after(value: Value) -> bool:
    """Whether the number comes before its metric (聚集80万开发者): what stands before is no part's name."""
    return value.metric is not None and value.metric.start >= value.quantity.end


def _whole(read: Sequence[Value], opening: int, before: Value | None, lang: str) -> Value | None:
    """What the parts are of: the member before, the number before the list, or the sentence before."""
    members = [v for v in read if v.quantity.start >= opening and v.metric is not None]
    levels = [v for v in members if not v.is_change] or members
    if levels:
        return levels[-1]
    last = next((v for v in reversed(read) if v.metric is not None), before)
    if lang == "ko" and last is not None and last.is_change:  # 수입은 5억원으로 12% 늘었고, 그중 앱이 61%다
        return next((v for v in read if v.metric is last.metric and not v.is_change), last)
    return last


def _of_whole(context: SentenceContext, value: Value, whole: Value | None) -> Value:
    """A part's number as one of the whole's metric, where it names none, is moved or stated like it, and fits."""
    if value.metric is not None or whole is None or whole.metric is None:
        return value
    metric, unit = whole.metric, value.quantity.unit
    concept = concepts()[metric.concept]
    if concept.holder == "itself":
        return value
    if value.is_change:
        if not value.direction:
            return value
        return replace(value, metric=metric, inherited=True, aspect=change_aspect(context, value.quantity, metric))
    if unit == "percent":
        start, end = context.clause_start(value.quantity.start), context.end
        shared = any(c.kind == "share" and start <= c.start < end for c in context.cues)
        if metric.concept == "Revenue" and (shared or (context.lang == "ko" and not whole.is_change)):
            return replace(value, metric=replace(metric, concept="ShareOfRevenue"), inherited=True)
        if shared and metric.concept not in SHARES:
            return value
    moved = whole.is_change and unit != "percent"  # a growth rate does not tell in what its metric is counted
    alike = moved or unit == whole.quantity.unit or (is_money(unit) and is_money(whole.quantity.unit))
    return replace(value, metric=metric, inherited=True) if alike and fits_level(value.quantity, concept) else value


def _of_same_part(context: SentenceContext, value: Value, read: Sequence[Value], opening: int) -> Value:
    """A change that follows the amount of a part in its clause: 북미 30억원으로 5% 늘었고."""
    last = read[-1] if read else None
    if last is None or last.quantity.start < opening or not value.inherited or not value.is_change:
        return value
    if not (last.segment or last.subject) or value.concept not in (OTHER, last.concept):
        return value
    value = replace(value, segment=last.segment, subject=last.subject)
    return _of_whole(context, value, last)


def part_name(context: SentenceContext, start: int, end: int, floor: int) -> str | None:
    """The name of a part between the mark before it and its number, particles, hedges and adverbs cut off."""
    cut = [c.start for c in context.cues if start <= c.start < end and c.kind in _CLOSING]
    end = min([end, *(cut if context.lang == "zh" else [])])
    inside = [t for t in context.times if start < t.end and t.start < end]
    gap = context.gap(start, end).replace("\n", "" if context.lang == "zh" else " ")
    match = syntax(context.lang, "part").fullmatch(gap)
    if match is None or inside or (start == floor and syntax(context.lang, "goes_on").match(context.view, start, end)):
        return None
    name = syntax(context.lang, "part_metric", "$").sub("", match["name"].strip())
    if syntax(context.lang, "no_part").search(name):
        return None
    place = context.view.find(name, start, end)
    if syntax(context.lang, "noise").fullmatch(name) or place < 0:
        return None
    return context.text[place : place + len(name)]


_CLOSING = ("up", "down", "to_up", "to_down", "is", "yoy", "qoq", "base", "share", "each", "forecast")


def _spread(
    context: SentenceContext,
    group: list[Value],
    before: Sequence[Value],
    earlier: SentenceContext | None,
    focus: Timing,
) -> list[Value]:
    first, count = group[0], len(group)
    joined = first.joint_metrics
    levels = [value for value in before if not value.is_change][-count:]
    if count > 1 and first.is_change and first.inherited and len(levels) == count and _differ(levels):
        # 销售金额67.5亿元，销售面积70万平方米，同比分别下降40%及23%
        return [
            replace(value, metric=level.metric, segment=level.segment, subject=level.subject, timing=level.timing)
            for value, level in zip(group, levels, strict=True)
        ]
    moves = [value for value in before if value.is_change and value.group == before[-1].group]
    apart = len(moves) == len({value.concept for value in moves}) == count > 1
    if apart and not first.is_change and first.inherited:
        # 매출과 영업이익이 각각 18%, 57% 늘어난 943억원, 141억원
        return [
            replace(value, metric=move.metric, segment=move.segment, subject=move.subject)
            for value, move in zip(group, moves, strict=True)
        ]
    if count == 1 and first.is_change and first.inherited:
        twins = [v for v in before if not v.is_change and v.quantity is _last_level(before)]
        if len(twins) > 1:  # 产销量均超过830万辆，同比增长均超过30%
            return [replace(first, metric=twin.metric) for twin in twins]
    if count == 1 and not joined and first.concept in SHARES:
        return [replace(first, segment=only_part(context, first) or first.segment)]
    if count == 1:
        return [replace(first, metric=metric) for metric in joined] if joined else group
    if len(joined) == count:
        return [replace(value, metric=metric) for value, metric in zip(group, joined, strict=True)]
    own = named_ahead(context, first, count)
    told = _told_apart(before, count) if own is None or context.lang == "ko" else None
    if told is not None and not first.is_change:
        return [replace(value, segment=segment) for value, segment in zip(group, told, strict=True)]
    floor = context.start
    times = periods_counted(context, group, focus) or times_listed(context, count, first.quantity.start, focus)
    if times is not None:
        return [replace(value, timing=timing) for value, timing in zip(group, times, strict=True)]
    subjects = _subjects(context, count, first.quantity.start, floor)
    if subjects is not None and (goals := _goals(context, subjects, first)) is not None:
        return [replace(value, segment=segment) for value, segment in zip(group, goals, strict=True)]
    if subjects is not None:
        return [replace(value, subject=subject) for value, subject in zip(group, subjects, strict=True)]
    if own is not None and (owners := _owners(context, own, first.quantity.start)) is not None:
        return [replace(value, subject=subject) for value, subject in zip(group, owners, strict=True)]
    segments = own or handed_out(context, first, count)
    times = None if segments else periods_before(context, earlier, count, first.quantity.start, focus)
    if times is not None:
        return [replace(value, timing=timing) for value, timing in zip(group, times, strict=True)]
    if segments is None and earlier and (named := _holders_before(context, earlier, count, first)) is not None:
        return [replace(value, subject=subject) for value, subject in zip(group, named, strict=True)]
    segments = segments or (named_before(earlier, count) if earlier else None)
    if segments is not None:
        return [replace(value, segment=segment) for value, segment in zip(group, segments, strict=True)]
    months = months_listed(context, count, first.quantity.start, focus)
    if months is not None:
        return [replace(value, timing=timing) for value, timing in zip(group, months, strict=True)]
    return group


def _last_level(before: Sequence[Value]) -> Quantity | None:
    return next((value.quantity for value in reversed(before) if not value.is_change), None)


def _told_apart(before: Sequence[Value], count: int) -> list[str] | None:
    """The segments of the list before, in order: 分别实现收入100亿元和20亿元，毛利率分别为22%和25%."""
    last = [value for value in before if value.group == before[-1].group]
    segments = [value.segment for value in last]
    if len(last) != count or None in segments or len(set(segments)) != count:
        return None
    return [segment for segment in segments if segment is not None]


def _differ(levels: Sequence[Value]) -> bool:
    keys = {(value.concept, value.segment, value.subject, value.timing) for value in levels}
    return len(keys) == len(levels)


def _subjects(context: SentenceContext, count: int, limit: int, floor: int) -> list[Subject] | None:
    joint = syntax(context.lang, "item_joint")
    names = [
        m
        for m in context.entities
        if floor <= m.start and m.end <= limit and m.label in ("ORG", "LOC", "PRODUCT")
        if not speaks_of_others(context, m.text) and not _by_other_name(context, m)
    ]
    run = names[-1:]
    for mention in reversed(names[:-1]):
        if not joint.fullmatch(_ASIDE.sub("", context.gap(mention.end, run[0].start))):
            break
        run.insert(0, mention)
    return [subject_of(mention) for mention in run] if len(run) == count else None


def _holders_before(
    context: SentenceContext, earlier: SentenceContext, count: int, first: Value
) -> list[Subject] | None:
    """The companies that the sentence before lists, where this one hands out numbers and names nobody."""
    at = first.quantity.start
    each = any(c.kind == "each" and c.end <= at for c in context.cues)
    named = any(m.label in ("ORG", "PRODUCT") and m.end <= at for m in context.entities)
    if context.lang != "ko" or not each or named:
        return None
    joint = syntax("ko", "item_joint")
    runs: list[list[EntityMention]] = []
    for mention in (m for m in earlier.entities if m.label == "ORG"):
        gap = earlier.gap(runs[-1][-1].end, mention.start) if runs else ""
        rest = _ASIDE.sub("", gap)
        if runs and (joint.fullmatch(rest) or (rest != gap and not rest.strip())):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    listed = [run for run in runs if len(run) == count]
    return [subject_of(mention) for mention in listed[-1]] if listed else None


def _by_other_name(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a Korean name fills the bracket right behind another: 온빛(라온)."""
    around = context.view[mention.start - 1 : mention.start] + context.view[mention.end : mention.end + 1]
    return context.lang == "ko" and around == "()" and context.view[mention.start - 2].isalnum()


def _goals(context: SentenceContext, subjects: Sequence[Subject], first: Value) -> list[str] | None:
    """Names of a list that are parts: whom something goes to (对, 向), the regions that 지역별로 announces."""
    names, limit = [str(subject.text) for subject in subjects], first.quantity.start
    place = context.text.rfind(names[0], context.start, limit) if names else -1
    if context.lang == "ko":
        of_company = concepts()[first.concept].holder == "company" and all(s.label == "LOC" for s in subjects)
        opened = syntax("ko", "parts").search(context.view, context.start, max(place, context.start))
        return names if of_company and opened is not None and place >= 0 else None
    if context.view[max(0, place - 1) : max(0, place)] not in ("对", "向"):
        return None
    return names


def _owners(context: SentenceContext, names: Sequence[str], limit: int) -> list[Subject] | None:
    """Names of a Chinese list as holders, where one of them is a company: 清泉股份、德远电子营收分别增长."""
    known = {m.text: m for m in context.entities if m.label == "ORG" and m.end <= limit}
    if context.lang != "zh" or not any(name in known for name in names):
        return None
    return [subject_of(known[n]) if n in known else Subject(n, None, n, UNLISTED) for n in names]
