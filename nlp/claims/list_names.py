"""The parts that a text lists for as many numbers: before their metric, before 分别 or 각각, in the sentence before."""

from __future__ import annotations

import re

from nlp.claims.mentions import Metric
from nlp.claims.model import Value
from nlp.claims.naming import trim_chinese
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_EMPTY = re.compile(r"[\s의은는이가을를약총]*")
_QUOTES = "‘’“”'\""
_ZH_ITEM = r"[^\s，,。；;、：:（(）)“”]{1,14}?"
_TAIL = re.compile(r"(?:分别|依次|等|业务|板块|方面|领域|上|的|均|都|三|两|四|五|各|部门|부문).*$")


def named_ahead(context: SentenceContext, value: Value, count: int) -> list[str] | None:
    """Parts listed right before the metric: 教育、医疗、汽车业务收入分别为…"""
    metric: Metric | None = value.metric
    if metric is None or not context.start <= metric.start < value.quantity.start:
        return None
    start, end = context.clause_start(metric.start), metric.start
    for time in reversed(context.times):  # 三大板块前三季度收入分别为…
        if start <= time.start and time.end <= end and not context.gap(time.end, end).strip():
            end = time.start
    joint = syntax(context.lang, "item_joint")
    named = [m for m in context.entities if m.label == "ORG" and start <= m.end <= end]
    taken = [m.end for m in named if context.lang == "ko" or not joint.match(context.view, m.end)]
    taken += [t.end for t in context.times if start <= t.end <= end]
    start = max([start, *taken])
    chunk = context.view[start:end].replace("\n", "").strip()
    parts = names_in(chunk, context.lang, count)
    if parts is None or context.lang == "ko":
        return parts
    parts = [trim_chinese(part.removesuffix(metric.text)) or part for part in parts]  # A业增加值、B业增加值
    return [_as_printed(context, part) for part in parts]


def _as_printed(context: SentenceContext, name: str) -> str:
    """A name as the text writes it, in the script of the page."""
    place = context.view.find(name, context.start, context.end)
    return context.text[place : place + len(name)] if place >= 0 else name


def handed_out(context: SentenceContext, value: Value, count: int) -> list[str] | None:
    """Parts listed right before 分别, or in the clause before its metric: 主营业务为A、B，占营收比例分别为…"""
    if context.lang == "ko":
        return _dealt_to(context, value, count)
    at = value.quantity.start
    each = next((c for c in reversed(context.cues) if c.kind == "each" and c.end <= at), None)
    if each is None or any(each.end <= q.start < at for q in context.quantities):
        return None
    metric = value.metric
    named = metric is not None and context.clause_start(each.start) <= metric.start < each.start
    end = context.clause_start(each.start) if named else each.start
    start = context.clause_start(max(context.start, end - 1))
    opened = [m.end() for m in re.finditer("为|包括|是|有|分为|[:：]", context.view[start:end])] if named else []
    start += opened[-1] if opened else 0
    taken = [q.start for q in context.quantities]
    taken += [] if opened else [m.start for m in context.metrics]  # a part may be named by what it earns: 贸易收入
    if start >= end or any(start <= at < end for at in taken) or (named and not opened):
        return None
    items = names_in(context.view[start:end].replace("\n", "").strip("，,。；; "), "zh", count)
    compared = items and any(syntax("zh", "no_segment").fullmatch(item) for item in items)  # 同比、环比分别涨11%和8%
    return None if compared or items is None else [_as_printed(context, item) for item in items]


def _dealt_to(context: SentenceContext, value: Value, count: int) -> list[str] | None:
    """Korean parts listed right before 각각: 부품, 소재, 장비가 각각 3억원, 2억원, 1억원을 올렸다."""
    at = value.quantity.start
    each = next((c for c in reversed(context.cues) if c.kind == "each" and c.end <= at), None)
    if each is None:
        return None
    named = value.metric
    ahead = named if named is not None and context.start <= named.start < each.start else None
    if ahead is not None and not _EMPTY.fullmatch(context.gap(ahead.end, each.start)):
        return None
    rest = context.gap(each.end, at)
    for metric in context.metrics:  # 음악과 영상이 차례로 매출의 9%, 4%를
        rest = rest.replace(metric.text, "") if each.end <= metric.start < at else rest
    end = ahead.start if ahead else each.start  # 기판, 렌즈, 전지 세 부문의 매출은 각각
    for time in reversed(context.times):
        end = time.start if time.end <= end and len(context.gap(time.end, end).strip()) <= 1 else end
    marks = [m.end() for m in syntax("ko", "parts").finditer(context.view, context.start, end)]
    marks += [start for start, _ in context.clauses if start < end and context.view[start - 1 : start] != ","]
    marks += [m.end for m in context.metrics if m.end <= end]
    marks += [m.end for m in context.entities if m.end <= end and not _is_listed(context, m.end)]
    marks += [q.end for q in context.quantities if q.end <= end] + [t.end for t in context.times if t.end <= end]
    pattern = syntax("ko", "dealt_of" if ahead else "dealt_to")
    told = pattern.fullmatch(context.view, max([context.start, *marks]), end)
    names = names_in(told["names"], "ko", count) if told and _EMPTY.fullmatch(rest) else None
    if names is None or any(syntax("ko", "no_turned_part").search(name) for name in names):
        return None
    names = [name.strip(_QUOTES) for name in names]
    known = [m.text for m in context.entities if m.label == "ORG"]
    return None if any(name in known or context.text.find(name) < 0 for name in names) else names


def _is_listed(context: SentenceContext, end: int) -> bool:
    """Whether a name is joined to the next of a list."""
    return syntax(context.lang, "item_joint").match(context.view, end, context.end) is not None


def only_part(context: SentenceContext, value: Value) -> str | None:
    """The business that a clause says is the main one, of which the next tells the share: 主营业务为医药，占营收99%."""
    start = context.clause_start(value.metric.start if value.metric else value.quantity.start)
    match = syntax(context.lang, "main_business").search(context.view, context.start, start)
    return context.text[slice(*match.span("name"))] if match else None


def names_in(chunk: str, lang: str, count: int) -> list[str] | None:
    """So many names that a chunk of text lists; None where it does not list as many.

    Args:
        chunk: the text.
        lang: `zh` or `ko`.
        count: how many names it should hold.
    """
    if lang == "zh":
        for marks in ("、", r"[、/]", r"[、/]|和", r"[、/]|和|与|及"):  # a name may hold 和 or 与 itself
            parts = [part for part in re.split(marks, chunk) if part]
            if len(parts) == count:
                break
        else:
            return None
        parts[0] = re.sub(r"^(?:其中|的|在|公司|集团)+", "", parts[0])
        parts[-1] = _TAIL.sub("", parts[-1]) or parts[-1]
    else:
        # 성과 and 결과 are words; in 삼성과 LG the 과 joins two names
        parts = [
            part.strip()
            for part in re.split(r"[,·/]|(?<=[가-힣])(?<!\s[성결효초통경])(?:과|와)\s|\s및\s", chunk)
            if part.strip()
        ]
        if len(parts) != count:
            return None
        parts = [re.sub(r"(?:은|는|이|가|의|도)$", "", part.split()[-1] if len(part) > 12 else part) for part in parts]
    return parts if all(1 <= len(part) <= 20 for part in parts) else None


def named_before(earlier: SentenceContext, count: int) -> list[str] | None:
    """The last list of as many items in the sentence before, which 上述三大板块 takes up."""
    if earlier.lang != "zh":
        return None
    pattern = rf"((?:{_ZH_ITEM}、){{{count - 1}}}[^\s，,。；;、：:（(）)“”]{{1,16}})"
    numbered = syntax("zh", "numbered").match(earlier.view, earlier.start, earlier.end)  # 四、同行 lists nothing
    start = numbered.end() if numbered else earlier.start
    matches = re.findall(pattern, earlier.view[start : earlier.end].replace("\n", ""))
    if matches and any(quantity.text in matches[-1] for quantity in earlier.quantities):
        return None  # 收入3亿元、4亿元: numbers are no parts
    return names_in(re.sub(r"^.*(?:在|是|包括|为)(?=[^、]*、)", "", matches[-1]), "zh", count) if matches else None
