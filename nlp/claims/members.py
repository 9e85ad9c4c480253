"""Numbers of lists whose members say but whose they are: 清泉出货量128万台；远山位列第三，88万台，下滑3.5%.

The metric is the one that the list has told before, the one that the heading above it names (分业务收入), else the one
that the page is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.claims.attaching import RELATIVE
from nlp.claims.changes import COMPARISONS, MOVES, change_aspect
from nlp.claims.concepts import OTHER, SMALL_MONEY, TRADE, concepts, fits_level, is_money
from nlp.claims.lists import SHARES
from nlp.claims.mentions import Metric
from nlp.claims.model import Subject, Value, subject_of
from nlp.claims.owned import bare_before
from nlp.claims.page_metric import Page
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.records import EntityMention

_ASIDE = (OTHER, "MarketShare", "ShareOfRevenue")  # what a section tells beside its metric
_VERB = 6  # characters beside a number in which its verb stands
_BEHIND = 30  # characters between an amount and what is told of it
_SIGNS = ("+", "↑", "▲", "▼", "↓", "△")  # what a change is printed with
_SHORTEST = 2  # characters of a part's name
_SUM = 1_000_000  # less of any currency is no result of a business
_SMALL_SUM = 100_000_000  # of those whose unit buys next to nothing
_LEAST = 2  # members that make a list
_SECTION = 24  # characters of a heading that does no more than name a metric
_NAMES = ("ORG", "LOC", "PRODUCT")
# what shares of a market are of
_SOLD = ("Shipments", "Deliveries", "Revenue", "ProductionVolume", "ProductionCapacity")
_OWN = ("Revenue", "GrossProfit", "GrossMargin", "OperatingProfit")  # what a company's parts are ranked by
_PARTED = (*_SOLD, "ExportValue", "ImportValue", "OperatingProfit", "ProfitLoss", "GrossProfit", "MarketShare")


@dataclass(frozen=True, slots=True)
class Section:
    """What the numbers below a heading are of: its metric, None where the heading names none or more than one."""

    metric: Metric | None = None
    begins: bool = False  # whether a heading without numbers stands right before

    def after(self, context: SentenceContext, values: Sequence[Value]) -> Section:
        """The section as it stands behind a sentence."""
        if context.quantities:
            metric = self.metric
            told = metric is None or all(v.concept in (*_ASIDE, metric.concept) for v in values)
            told = told or any(metric is not None and v.concept == metric.concept for v in values)
            return Section(self.metric) if told else Section()
        leads = syntax(context.lang, "section_lead").search(context.view, context.start, context.end)
        return Section(_metric_of(context), begins=True) if context.heading or leads else Section()


def _metric_of(context: SentenceContext) -> Metric | None:
    """The metric that a heading does no more than name."""
    named = [m for m in context.metrics if m.concept != OTHER]
    if not named or len({m.concept for m in named}) > 1 or len(context.text[context.start : context.end]) > _SECTION:
        return None
    rest = syntax(context.lang, "section_rest").fullmatch(context.view, named[-1].end, context.end)
    return named[-1] if rest is not None and named[-1].aspect == "level" else None


def give_members(
    context: SentenceContext,
    values: Sequence[Value],
    past: Sequence[Value],
    section: Section,
    page: Page | None,
) -> list[Value]:
    """Give the bare members of lists their metric, and what stands behind their amounts.

    Args:
        context: the sentence.
        values: its values in order.
        past: the values of the sentence before.
        section: what the heading above names.
        page: what the page is about.
    """
    past = [] if section.begins else past
    names = [_member(context, values, index) for index in range(len(values))]
    companies = any(name is not None and name.known and _company(context, name) for name in names)
    companies = companies or (page is not None and page.named["MarketShare"] >= _LEAST)
    units = [value.quantity.unit for value, name in zip(values, names, strict=True) if name is not None]
    read: list[Value] = []
    for value, name in zip(values, names, strict=True):
        given = _led_to(context, value, read)
        if given is None and value.metric is None and name is not None:
            listed = units.count(value.quantity.unit) >= _LEAST or section.metric is not None
            # 승용차는 29억달러로 줄었다: what a page on trade counts in dollars is traded
            traded = page is not None and page.concept in TRADE and value.quantity.unit == "USD"
            part = name.part or (traded and not name.known)
            stands = listed or name.known or name.ranked or name.opened or part
            metric = _told(context, value, read, past, section, page, replace(name, part=part)) if stands else None
            given = _given(context, value, metric, name, companies) if metric is not None else None
        read.append(given or value)
    return read


@dataclass(frozen=True, slots=True)
class _Name:
    """Whose a number is: the name right before it, and how it is known to be one.

    `known` says that it is an entity's, `ranked` that its place among others is told, `opened` that words announce
    parts, `share` that it takes its number of a whole, `part` that its last word is one for a part of a company, or
    that it opens a line of a list.
    """

    text: str
    start: int
    end: int
    known: bool
    ranked: bool
    opened: bool
    share: bool
    part: bool


def _member(context: SentenceContext, values: Sequence[Value], index: int) -> _Name | None:
    """The name that a bare member of a list stands behind; None where more than a name stands before it."""
    value = values[index]
    start, end = value.quantity.start, value.quantity.end
    if value.is_change:
        moved = _moves_alone(context, value)
        if moved is None:
            return None
        start = moved
    floor = values[index - 1].quantity.end if index else context.start
    if value.segment or value.subject or value.timing or value.quantity.unit is None:
        return None
    if sum(other.group == value.group for other in values) > 1:
        return None
    if not value.is_change and not syntax(context.lang, "member_end").match(context.view, end, context.end):
        return None
    opening = [m.end() for m in syntax(context.lang, "parts").finditer(context.view, floor, start)]
    left = max([floor, *opening])
    told = syntax(context.lang, "member_told", "$").search(_dates_hidden(context, left, start))
    if told is None or (index and not opening and told.start() > 0):
        return None
    place, last = left + told.start("name"), left + told.end("name")
    place = _described(context, place, last)
    if any(m.end > place and m.start < start for m in context.metrics) or (index and place == floor):
        return None
    rest = syntax(context.lang, "name_rest")
    known = any(
        m.label in _NAMES
        and m.start <= place < m.end <= start
        and rest.fullmatch(context.view, m.end, max(last, m.end))
        for m in context.entities
    )
    if not known and (last - place < _SHORTEST or _is_no_part(context, place, last)):
        return None
    name = context.text[place:last]
    share = bool(told.groupdict().get("share"))
    recalled = syntax(context.lang, "recalls").search(context.view, context.start, place)
    ranked = any((told["before"], told["rank"], told.groupdict().get("most"), recalled))
    part = syntax(context.lang, "part_word", "$").search(name) is not None
    part |= syntax(context.lang, "part_line").match(context.view, context.start, start) is not None
    return _Name(name, place, last, known, ranked, bool(opening), share, part)


def _described(context: SentenceContext, start: int, end: int) -> int:
    """Where the name of a Korean part begins behind the words that describe it: 유통과 기기를 묶은 [의료 사업]은."""
    if context.lang != "ko" or not syntax("ko", "part_word", "$").search(context.view, start, end):
        return start
    return max([start, *(m.end() for m in syntax("ko", "describes_part").finditer(context.view, start, end))])


def _moves_alone(context: SentenceContext, value: Value) -> int | None:
    """Where the words end that say whose a Chinese change by per cent is; None where it may be that of a price."""
    start, end = value.quantity.start, value.quantity.end
    if context.lang != "zh" or value.quantity.unit != "percent" or not value.direction:
        return None
    if syntax(context.lang, "price_verb").search(context.view, max(context.start, start - _VERB), end + _VERB):
        return None
    floor = context.clause_start(start)
    cues = [c.start for c in context.cues if floor <= c.start < start and c.kind in (*MOVES, *COMPARISONS)]
    return min(cues, default=None)


def _dates_hidden(context: SentenceContext, start: int, end: int) -> str:
    """The text between two offsets with each character of a date a mark."""
    gap = context.gap(start, end)
    for time in context.times:
        if start <= time.start and time.end <= end:
            gap = gap[: time.start - start] + "@" * (time.end - time.start) + gap[time.end - start :]
    return gap


def _is_no_part(context: SentenceContext, start: int, end: int) -> bool:
    """Whether words before a number are no name of a part: a verb, an adverb, a measure that no table knows."""
    name = context.view[start:end]
    if any(c.start < end and start < c.end for c in context.cues):
        return True
    part = syntax(context.lang, "part_word", "$").search(name) is not None
    kinds = ("no_part",) if part else ("no_part", "no_turned_part")  # 장비 is no sum, as 인건비 is
    if any(syntax(context.lang, kind).search(name) for kind in kinds):
        return True
    return syntax(context.lang, "noise").fullmatch(name) is not None


def _told(
    context: SentenceContext,
    value: Value,
    here: Sequence[Value],
    past: Sequence[Value],
    section: Section,
    page: Page | None,
    name: _Name,
) -> Metric | None:
    """The metric that a bare member is of."""
    before = [v for v in (*past, *here) if v.metric is not None and v.concept != OTHER]
    levels = [v for v in before if _alike(value, v)]
    if name.share and (not levels or levels[-1].concept not in SHARES):
        return None
    of_section = section.metric
    if of_section is not None and _fits(value, of_section.concept) and not any(v in here for v in levels):
        return of_section
    told = levels[-1].concept if levels else OTHER
    if told == "MarketShare" and not (name.ranked or _company(context, name)):
        return None
    floor = levels[-1].quantity.end if levels and levels[-1] in here else context.start
    if syntax(context.lang, "own_topic").search(context.view, floor, value.quantity.start):
        return None  # 拨备覆盖率全线走低，杭州银行仍以520.9%居首: a measure that no table knows
    of_page = _of_page(value, page)
    apart = name.part or (name.opened and context.lang == "ko")
    if apart and of_page and not any(v in here or v.segment for v in levels):
        return of_page
    if levels and (levels[-1] in here or name.known or told in _PARTED or concepts()[told].dimension == "ratio"):
        return levels[-1].metric
    return of_page if of_page and (not levels or levels[-1].concept == of_page.concept) else None


def _of_page(value: Value, page: Page | None) -> Metric | None:
    """The metric that a page is about, where a number can be of it."""
    if page is None or page.concept is None or not _fits(value, page.concept):
        return None
    least = _SMALL_SUM if value.quantity.unit in SMALL_MONEY else _SUM
    if is_money(value.quantity.unit) and (value.quantity.low or value.quantity.high or 0) < least:
        return None  # 온빛 세단은 50만위안: what one costs
    at = value.quantity.start
    return Metric(at, at, page.concept, 1, "level", "")


def _alike(value: Value, before: Value) -> bool:
    if value.is_change:
        return _fits(value, before.concept)
    if before.is_change:
        return False
    unit, other = value.quantity.unit, before.quantity.unit
    return (unit == other or (is_money(unit) and is_money(other))) and _fits(value, before.concept)


def _fits(value: Value, concept: str) -> bool:
    known = concepts()[concept]
    if value.is_change:
        return known.nature == "flow" and known.dimension in ("money", "count")
    return known.nature != "price" and known.holder != "itself" and fits_level(value.quantity, known)


def _given(context: SentenceContext, value: Value, metric: Metric, name: _Name, companies: bool) -> Value:
    """The number as one of a metric, and of its name: a company where others of the list are, else a part."""
    holder = _company(context, name)
    value = replace(value, metric=metric, inherited=True)
    if value.is_change:
        value = replace(value, aspect=change_aspect(context, value.quantity, metric))
    if name.known:
        return replace(value, subject=subject_of(holder)) if holder else value
    if name.ranked and holder is not None and holder.start == name.start:
        return replace(value, subject=subject_of(holder))  # 3위는 온빛으로 14%다
    of_market = companies or metric.concept == "MarketShare"
    takes_rank = name.ranked and (of_market or context.lang == "ko" or metric.concept not in _OWN)
    if takes_rank or (of_market and not name.opened):
        return replace(value, subject=Subject(name.text, None, name.text))
    return replace(value, segment=name.text)


def _company(context: SentenceContext, name: _Name) -> EntityMention | None:
    return next((m for m in context.entities if m.label == "ORG" and m.start < name.end and name.start < m.end), None)


def _led_to(context: SentenceContext, value: Value, here: Sequence[Value]) -> Value | None:
    """What a bare number led to that has its metric from its list: 하람카드는 683억원에서 724억원으로 늘었다."""
    last = here[-1] if here else None
    if (
        value.metric is not None
        or last is None
        or last.metric is None
        or not last.inherited
        or last.is_change
        or not _alike(value, last)
    ):
        return None
    if syntax(context.lang, "member_led").fullmatch(context.gap(last.quantity.end, value.quantity.start)) is None:
        return None
    return replace(
        value,
        metric=last.metric,
        inherited=True,
        is_change=False,
        aspect="level",
        subject=last.subject,
        segment=last.segment,
    )


def follow_members(context: SentenceContext, values: Sequence[Value], page: Page | None) -> list[Value]:
    """Give what stands behind an amount its metric: how it has changed, what share of its market it makes.

    Args:
        context: the sentence.
        values: its values in order.
        page: what the page is about, and what else it names.
    """
    signed = any(_is_signed(context, value) for value in values)
    read: list[Value] = []
    for value in values:
        found = _led_to(context, value, read)
        if found is None and _is_open(context, value):
            found = _moved(context, value, read, signed) or _share_of_market(context, value, read, page)
        read.append(found or value)
    return read


def _is_open(context: SentenceContext, value: Value) -> bool:
    if value.quantity.unit not in RELATIVE or value.concept != OTHER:
        return False
    return value.metric is None or syntax(context.lang, "share_word").fullmatch(value.metric.text) is not None


def _is_signed(context: SentenceContext, value: Value) -> bool:
    """Whether a per cent is printed with a sign."""
    below = value.quantity.high is not None and value.quantity.high < 0
    return value.quantity.unit == "percent" and (below or context.view.endswith(_SIGNS, 0, value.quantity.start))


def _moved(context: SentenceContext, value: Value, here: Sequence[Value], signed: bool) -> Value | None:
    """The number as a change of the amount that it stands behind, a share of it left out."""
    start = value.quantity.start
    ratio = value.quantity.unit == "percentage_point"
    levels = [v for v in here if not v.is_change]
    while levels and not ratio and levels[-1].quantity.unit in RELATIVE and len(levels) > 1:
        if not _behind(context, levels[-2].quantity.end, levels[-1].quantity.start):
            break
        levels.pop()
    last = levels[-1] if levels else None
    if last is None or last.metric is None or last.concept == OTHER or here[-1].metric is None:
        return None
    if ratio != (concepts()[last.concept].dimension == "ratio"):
        return None
    gap = context.gap(here[-1].quantity.end, start)
    aside = gap.strip(" +↑▲▼↓△") in ("(", ",") and not ratio and here[-1] is last
    aside = aside and (gap.lstrip().startswith("(") or _is_signed(context, value))
    if aside and not signed:
        return None
    if not aside:
        opened = gap.lstrip().startswith("(") and (value.is_change or _is_signed(context, value))
        if not opened and not (value.is_change and value.direction):
            return None
        if not _behind(context, here[-1].quantity.end, start):
            return None
    aspect = change_aspect(context, value.quantity, last.metric)
    given = replace(value, metric=last.metric, inherited=True, is_change=True, aspect=aspect)
    if context.view.endswith("△", 0, start):
        given = replace(given, direction=-1)
    return replace(given, segment=value.segment or last.segment, subject=value.subject or last.subject)


def _behind(context: SentenceContext, end: int, start: int) -> bool:
    """Whether nothing but ranks, words for shares, verbs, comparisons and dates stands between two numbers."""
    if start - end > _BEHIND:
        return False
    gap = _dates_hidden(context, end, start)
    if syntax(context.lang, "member_behind").fullmatch(gap):
        return True
    return context.lang == "zh" and bare_before(context, end, start)


def _share_of_market(context: SentenceContext, value: Value, here: Sequence[Value], page: Page | None) -> Value | None:
    """A share that a page on shares of a market tells of a company: 联想出货1940万台，占25.5%."""
    start = value.quantity.start
    if page is None or not page.named["MarketShare"] or value.is_change or value.quantity.unit != "percent":
        return None
    last = here[-1] if here else None
    floor = last.quantity.end if last is not None else context.start
    named = [m for m in context.entities if m.label == "ORG" and floor <= m.start and m.end <= start]
    if context.lang != "zh":
        named = []  # a Korean per cent behind a name alone may be its growth or its margin
    share = Metric(start, start, "MarketShare", 1, "level", "")
    if named and syntax(context.lang, "member_share").fullmatch(_dates_hidden(context, named[-1].end, start)):
        return replace(value, metric=share, inherited=True, subject=value.subject or subject_of(named[-1]))
    if last is None or last.concept not in _SOLD or last.is_change or last.segment:
        return None
    before = here[-2].quantity.end if len(here) > 1 else context.start
    holders = [m for m in context.entities if m.label in _NAMES and before <= m.start and m.end <= last.quantity.start]
    if not (holders and holders[-1].label == "ORG") and not (last.subject and last.subject.name):
        return None
    if syntax(context.lang, "member_share").fullmatch(_dates_hidden(context, floor, start)) is None:
        return None
    return replace(value, metric=share, inherited=True, subject=value.subject or last.subject)
