"""The part of a company that a section or paragraph is about: what it tells without naming a part is of that.

A headline that names a part (一、智能座舱业务, ■ 배터리 부문) holds up to the next one; so do headlines that are but a
noun behind a mark (■ 화학), where several of them stand over revenues or profits. A sentence that turns to a part
(内地方面，收入7亿元) holds to the end of its paragraph, until another part or the whole is told of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from nlp.claims.mentions import find_cues, find_metrics
from nlp.claims.model import Measure, Subject, taken_up
from nlp.claims.naming import UNLISTED
from nlp.claims.sentence import SentenceContext
from nlp.claims.subjects import company_word
from nlp.claims.syntax import syntax

_OF_PARTS = (
    "Revenue",
    "CostOfSales",
    "GrossProfit",
    "GrossMargin",
    "OperatingProfit",
    "OperatingMargin",
    "ProfitBeforeTax",
    "ProfitLoss",
    "NetMargin",
    "EBITDA",
    "AdjustedEBITDA",
    "ContractValue",
    "ContractCount",
    "OrderBacklog",
    "MarketShare",
    "ShareOfRevenue",
    "Users",
    "ActiveUsers",
    "Customers",
    "Downloads",
    "Deliveries",
    "Shipments",
    "ProductionVolume",
    "ProductionCapacity",
    "DesignWins",
    "ProductPrice",
    "ExportValue",
)
_BARE = 8  # characters of a headline that is but the name of a part, at most
_RESULTS = ("Revenue", "OperatingProfit", "ProfitLoss", "Shipments")  # what each part of a company is told with
_OPENING = 2  # sentences with numbers among which those of a section told first are
_SECTIONS = 2  # headlines of one build that make a list of parts, at least


@dataclass(frozen=True, slots=True)
class Told:
    """The part that the text is speaking of: that of the section, and the one that the paragraph turned to.

    `turns` are the places in the sentence where it turns to another, with what it turns to; None for the whole.
    `parted` says that the paragraph has told of parts, `branded` that they are brands and models, `listing` that the
    headline of the section announces parts (■ 사업부문별 성적).
    """

    section: str | None = None
    turned: str | None = None
    turns: tuple[tuple[int, str | None], ...] = ()
    parted: bool = False
    branded: bool = False
    listing: bool = False

    def at(self, place: int) -> str | None:
        """The part that a place in the sentence is about."""
        turned = self.turned
        for start, name in self.turns:
            if start <= place:
                turned = name
        return turned or self.section


NO_PART = Told()


def noun_headlines(contexts: Sequence[SentenceContext]) -> dict[int, str]:
    """The parts that headlines name which are but a noun behind a mark (■ 지상방산, ◆ 화학(온빛)), by their place.

    A noun alone may head anything; several that each stand over a result that was told before are a list of parts.
    """
    found: dict[int, str] = {}
    told = set[str]()
    for place, context in enumerate(contexts):
        headline = context.heading and syntax(context.lang, "noun_headline").fullmatch(
            context.view, context.start, context.end
        )
        if headline and (name := _as_part(context, *headline.span("name"))) is not None:
            section = takewhile(lambda later: not later.heading, contexts[place + 1 :])
            opening = list(islice((later for later in section if later.quantities), _OPENING))
            results = {m.concept for later in opening for m in later.metrics if m.concept in _RESULTS}
            if results & told and all(m.label != "ORG" for m in opening[0].entities):
                found[context.start] = name
        told.update(metric.concept for metric in context.metrics)
    return found if len(found) >= _SECTIONS else {}


def part_lines(contexts: Sequence[SentenceContext]) -> dict[int, str]:
    """The parts that lines of a Chinese list open with before their figures (电源：营收8亿元), by their place.

    One such line may be anything; lines that follow each other are a list of parts.
    """
    found: dict[int, str] = {}
    run: dict[int, str] = {}
    for context in contexts:
        line = syntax(context.lang, "part_line_head").match(context.view, context.start, context.end)
        name = _as_part(context, *line.span("name")) if line else None
        if name is not None:
            run[context.start] = name
        if line is None or len(run) >= _SECTIONS:
            found.update(run if len(run) >= _SECTIONS else {})
            run = {} if line is None else run
    return found


def part_in_focus(
    context: SentenceContext, told: Told, earlier: SentenceContext | None, headlines: Mapping[int, str]
) -> Told:
    """The part that a sentence is about as far as it goes on with what was told, or turns to another.

    Args:
        context: the sentence.
        told: what the text was speaking of before it.
        earlier: the sentence before.
        headlines: the parts that bare nouns and lines head, see `noun_headlines` and `part_lines`.
    """
    if context.heading:
        return Told(headlines.get(context.start) or _headed(context), listing=_says(context, "parts_section"))
    if context.start in headlines:
        return replace(told, turned=headlines[context.start], turns=(), parted=True)
    if earlier is None or earlier.paragraph != context.paragraph:
        told = Told(told.section, listing=told.listing)
    turns = _turns(context)
    named = any(m.label == "ORG" for m in context.entities)
    if named or company_word(context, context.start, context.end) is not None:
        told = replace(told, turned=None)
    parted = told.parted or _says(context, "parts")
    branded = (told.branded and not named) or _says(context, "by_brand")
    return replace(told, turns=turns, parted=parted, branded=branded)


def _says(context: SentenceContext, pattern: str) -> bool:
    return syntax(context.lang, pattern).search(context.view, context.start, context.end) is not None


def after_sentence(told: Told, measures: Sequence[Measure]) -> Told:
    """What the text goes on to speak of behind a sentence: the part that its numbers were last of."""
    turned = told.turns[-1][1] if told.turns else told.turned
    if any(m.segment is None or m.segment != turned for m in measures):
        turned = None
    parted = told.parted or any(m.segment is not None for m in measures)
    return replace(told, turned=turned, turns=(), parted=parted)


def in_part(context: SentenceContext, measure: Measure, told: Told, focus: Subject, about: Subject) -> Measure:
    """Give a number that names no part the one that its section or paragraph is about.

    Args:
        context: the sentence.
        measure: the number as read.
        told: the part told of.
        focus: the company that the text is speaking of.
        about: the company that the whole text is about, if any.
    """
    value = measure.value
    if focus.label == "ORG" and (
        (focus.name == about.name and _is_listed_part(context, measure, told))
        or _is_listed_brand(context, measure, told, focus)
    ):
        return replace(measure, subject=taken_up(focus), segment=measure.subject.text)
    floor = max([context.start, *(q.end for q in context.quantities if q.end <= value.quantity.start)])
    turned = any(floor <= start < value.quantity.start for start, _ in told.turns)
    carried = value.inherited and value.segment is None and turned  # 扫地机收入6亿元；洗地机从3亿元升到5亿元
    if (measure.segment is not None and not carried) or value.metric is None or value.concept not in _OF_PARTS:
        return measure
    at_line = told.turned is not None and measure.subject.text == told.turned  # 交通：营收8亿元，营业亏损2亿元
    if focus.label != "ORG" or (measure.subject.name != focus.name and not at_line):
        return measure
    at = value.metric.start if floor <= value.metric.start < value.quantity.start else value.quantity.start
    part = told.at(at)
    if part is None or syntax(context.lang, "whole_told").search(
        context.view, context.clause_start(at), value.quantity.start
    ):
        return measure
    return replace(measure, segment=part, subject=taken_up(focus) if at_line else measure.subject)


def turned_to_listed(told: Told, read: Measure, measure: Measure) -> Told:
    """What is told of with the part that a number was given for its holder: 케미칼은 매출 20억원에 이익 3억원이다.

    Args:
        told: the part told of before.
        read: the number as read.
        measure: the number with its part.
    """
    if measure.subject == read.subject or measure.segment is None or measure.segment != read.subject.text:
        return told
    return replace(told, turns=(*told.turns, (measure.value.quantity.start, measure.segment)))


def _is_listed_brand(context: SentenceContext, measure: Measure, told: Told, focus: Subject) -> bool:
    """Whether a company is told in a list of the brands of the one in focus: 分品牌看，清泉银河销量2万辆."""
    subject, at = measure.subject, measure.value.quantity.start
    if measure.segment is not None or subject.label != "ORG" or subject.name == focus.name or subject.resolved:
        return False
    opened = syntax(context.lang, "by_brand").search(context.view, context.start, at)
    if measure.value.concept not in _OF_PARTS or (opened is None and not told.branded):
        return False
    place = context.text.find(str(subject.text), opened.end() if opened else context.start, at)
    return place >= 0


def _is_listed_part(context: SentenceContext, measure: Measure, told: Told) -> bool:
    """Whether a name that no list holds is a part of the company told of: 차종별로는 …, i8은 4920대였다."""
    if measure.segment is not None or measure.subject.label != UNLISTED or measure.value.concept not in _OF_PARTS:
        return False
    if any(m.label == "ORG" for m in context.entities):
        return False
    coded = any(letter.isdigit() or letter.isascii() for letter in str(measure.subject.text))
    return told.parted or told.listing or coded


def _headed(headline: SentenceContext) -> str | None:
    """The part that a headline names, None where it names none."""
    view, start, end = headline.view, headline.start, headline.end
    found = syntax(headline.lang, "headed_part").match(view, start, end)
    if found is not None:
        return _as_part(headline, *found.span("name"))
    bare = syntax(headline.lang, "headline_name").fullmatch(view, start, end)
    if bare is None or len(bare["name"]) > _BARE:
        return None
    name = _as_part(headline, *bare.span("name"))
    return name if name and _told_elsewhere(headline, name) else None


def _turns(context: SentenceContext) -> tuple[tuple[int, str | None], ...]:
    """Where a sentence turns to a part at the head of a clause, and to which."""
    found = syntax(context.lang, "turns_to_section").finditer(context.view, context.start, context.end)
    turns = [(match.start("name"), _as_part(context, *match.span("name"))) for match in found]
    judged = syntax(context.lang, "part_judged").finditer(context.view, context.start, context.end)
    for match in judged:
        name = _as_part(context, *match.span("name"))
        if name is not None and (match["kind"] or match["role"] or match["side"] or _told_elsewhere(context, name)):
            turns.append((match.start("name"), name))
    opened = syntax(context.lang, "parts").search(context.view, context.start, context.end)
    if opened is not None:
        heads = syntax(context.lang, "part_of_list").finditer(context.view, opened.end(), context.end)
        named = [(match.start("name"), _as_part(context, *match.span("name"))) for match in heads]
        turns += [(start, name) for start, name in named if name is not None]
    return tuple(sorted(turns, key=lambda turn: turn[0]))


def _told_elsewhere(context: SentenceContext, name: str) -> bool:
    """Whether the text tells something of a name as a part: 储能系统收入."""
    return re.search(re.escape(name) + syntax(context.lang, "told_as_part").pattern, context.view) is not None


def _as_part(context: SentenceContext, start: int, end: int) -> str | None:
    """The words between two offsets where they name a part: no metric, no company, nothing that all companies have."""
    name = context.text[start:end].strip()
    if syntax(context.lang, "no_section_part").search(name):
        return None
    if any(m.label == "ORG" and m.start < end and start < m.end for m in context.entities):
        return None
    if any(t.start < end and start < t.end for t in context.times):
        return None
    view = context.view
    busy = [*find_metrics(view, context.lang, start, end), *find_cues(view, context.lang, start, end)]
    return None if busy else name
