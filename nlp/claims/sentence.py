"""A sentence with all that was found in it, in order: what the decisions about its numbers look at."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from nlp.claims.currency import unsaid_currency
from nlp.claims.fiscal import FiscalYear, defined_fiscal_year, usual_fiscal_year, whole_quarters
from nlp.claims.items import item_starts, session
from nlp.claims.mentions import FORESEEING, Cue, Metric, find_cues, find_metrics
from nlp.claims.model import Timing
from nlp.claims.syntax import clauses, syntax
from nlp.claims.undated import spoken_years
from nlp.periods import TimeExpression
from nlp.records import EntityMention, Quantity
from nlp.structure import Sentence

_AMOUNT_REACH = 10  # characters between a date and the amount of that time
_CLOSED = re.compile(r"[,()]|[은는이가]\s")  # a new member or a topic: 2023년 매출은 3억원보다
_TOLD = re.compile(
    r"(?:\s?[가-힣A-Za-z]{1,8}){1,3}[(]|,\s"
)  # 지난해 4분기 영업이익(81억원)에 비해, 종가(24일, 142원)보다
# 1년 전인 지난해 2월 5일, 3년 전(2021년) 같은 기간, 지난해 3분기(0.1%)와 4분기(0.2%)
_APPOSED = re.compile(r"인\s|\s?[(]|[)]\s?|\s?[(][^()]{1,16}[)]\s?(?:[와과·,]|및)\s?")
_LISTED = re.compile(r",\s?|\s?[와과]\s")

_MEMORY = 2  # sentences for which a text goes on to speak of a price without naming it again
_PRICED = ("ExchangeRate", "IndexLevel", "SharePrice")
_BUYBACK_REACH = 200  # characters within which a buyback is spoken of before what it cost
_Span = TypeVar("_Span", Quantity, TimeExpression, EntityMention)


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """A sentence, its clauses and its mentions; every list is in text order, offsets are the article's.

    `currency` is that of amounts without one, None where it cannot be told; `fiscal` the fiscal year that the article
    defines, or the only one of its companies; `year` the one in which an article without a date speaks, where its words
    tell, `lately` the last day that such an article names. `theme` is what the sentences before spoke of the price of:
    the rate, index, goods or shares named last (its place is in them). `item` is the number of its news item in a
    digest, 0 where the article is none; `session` the trading day that prices without a word of time are of. `market`
    counts down the sentences since the text last spoke of shares.
    """

    text: str
    view: str
    lang: str
    start: int
    end: int
    heading: bool
    paragraph: int
    reference: date | None
    currency: str | None
    theme: Metric | None
    clauses: list[tuple[int, int]]
    quantities: list[Quantity]
    times: list[TimeExpression]
    metrics: list[Metric]
    cues: list[Cue]
    entities: list[EntityMention]
    fiscal: FiscalYear | None
    session: Timing
    item: int = 0
    year: int | None = None
    lately: date | None = None
    market: int = 0

    @property
    def foresees(self) -> bool:
        """Whether a word of forecast, aim or outlook stands in the sentence."""
        return any(cue.kind in FORESEEING for cue in self.cues)

    def clause_at(self, offset: int) -> int:
        """The number of the clause that an offset lies in."""
        return max(0, bisect.bisect_right(self.clauses, offset, key=lambda clause: clause[0]) - 1)

    def clause_start(self, offset: int) -> int:
        """Where the clause of an offset begins."""
        return self.clauses[self.clause_at(offset)][0]

    def clause_end(self, offset: int) -> int:
        """Where the clause of an offset ends."""
        return self.clauses[self.clause_at(offset)][1]

    def gap(self, start: int, end: int) -> str:
        """The folded text between two offsets."""
        return self.view[start:end]

    def is_base(self, time: TimeExpression) -> bool:
        """Whether a date is what something is compared with (较2023年同期, 2023년 대비), not when it is."""
        before = syntax(self.lang, "base_before", "$").search(self.view, max(self.start, time.start - 8), time.start)
        return bool(before) or self.base_mark(time) is not None

    def base_mark(self, time: TimeExpression) -> int | None:
        """Where the words begin that say behind a date that something is compared with it, None if there are none.

        They follow the date, or the amount of that time (2023년 3878억원 대비, 2021년 매출 120조원에 비해).
        """
        after = syntax(self.lang, "base_after")
        if after.match(self.view, time.end, self.end):
            return time.end
        if self.lang != "ko":
            return None
        if time.bound == "after" and syntax("ko", "record").match(self.view, time.end, self.end):
            return time.end
        multiple = syntax("ko", "times_of")
        if multiple.match(self.view, time.end, self.end):
            return time.end
        then = next((t for t in self.times if time.end < t.start), None)
        if then is not None and _APPOSED.fullmatch(self.view, time.end, then.start):
            return self.base_mark(then)
        if then is not None and self.view[time.end : then.start] == " " and _steps(time, then) == ["offset", "same"]:
            return self.base_mark(then)  # 1년 전 같은 기간보다
        place = next((i for i, q in enumerate(self.quantities) if 0 <= q.start - time.end <= _AMOUNT_REACH), None)
        if place is None:
            return None
        amount = self.quantities[place]
        if _TOLD.fullmatch(self.view, time.end, amount.start) and self.view.startswith(")", amount.end):
            closed = amount.end + 1
            met = after.match(self.view, closed, self.end) or multiple.match(self.view, closed, self.end)
            return closed if met else None
        if _CLOSED.search(self.view, time.end, amount.start):
            return None
        for other in self.quantities[place + 1 :]:  # 같은 기간의 40억원, 18억원보다
            if other.kind != amount.kind or not _LISTED.fullmatch(self.view, amount.end, other.start):
                break
            amount = other
        met = after.match(self.view, amount.end, self.end) or multiple.match(self.view, amount.end, self.end)
        return amount.end if met else None


def _steps(*times: TimeExpression) -> list[str]:
    return [part.op for time in times for part in time.reading.parts]


def _is_part(time: TimeExpression, mention: EntityMention) -> bool:
    """Whether a word of time only begins or ends a company's name (今天国际)."""
    inside = (
        mention.start <= time.start and time.end <= mention.end and mention.end - mention.start > time.end - time.start
    )
    return inside and mention.label == "ORG" and not any(character.isdigit() for character in time.text)


def _of_buyback(view: str, lang: str, metric: Metric) -> bool:
    """Whether a sum was paid for shares bought back: 成交总金额 is also that of houses."""
    return syntax(lang, "buyback").search(view, max(0, metric.start - _BUYBACK_REACH), metric.end) is not None


def _inside(items: Sequence[_Span], start: int, end: int) -> list[_Span]:
    first = bisect.bisect_left(items, start, key=lambda item: item.start)
    return [
        item for item in items[first : bisect.bisect_left(items, end, key=lambda item: item.start)] if item.end <= end
    ]


def _cues(view: str, lang: str, start: int, end: int, times: Sequence[TimeExpression]) -> list[Cue]:
    """The cues of a sentence; one that begins inside a date keeps what stands after it (8月|增5%, not 月增)."""
    found: list[Cue] = []
    for cue in find_cues(view, lang, start, end):
        cut = next((t.end for t in times if t.start < cue.start < t.end < cue.end), None)
        found += [cue] if cut is None else find_cues(view, lang, cut, cue.end)
    return found


def _theme(contexts: Sequence[SentenceContext], lang: str) -> Metric | None:
    """What the last sentences speak of the price of: 환율은 …에 출발했다. 한때 1424원까지 내렸다."""
    close, goods = syntax(lang, "close"), syntax(lang, "goods")
    for context in reversed(contexts[-_MEMORY:]):
        for metric in reversed(context.metrics):
            priced = metric.concept in _PRICED and not close.fullmatch(metric.text)
            if priced or (metric.concept == "ProductPrice" and goods.fullmatch(metric.text)):
                return metric
    return None


def _market(earlier: Sequence[SentenceContext], metrics: Sequence[Metric], told: re.Match[str] | None) -> int:
    """How many sentences more, this one included, speak of shares: some after a word or a price of the market."""
    if told is not None or any(m.concept in ("SharePrice", "IndexLevel") for m in metrics):
        return _MEMORY + 1
    return max(0, earlier[-1].market - 1) if earlier else 0


def read_sentences(
    text: str,
    view: str,
    lang: str,
    sentences: Iterable[Sentence],
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
    entities: Sequence[EntityMention],
    reference: date | None,
) -> list[SentenceContext]:
    """Bring together what was found, sentence by sentence.

    Args:
        text: the article's text.
        view: the same, folded.
        lang: `zh` or `ko`.
        sentences: the sentences to analyse.
        quantities: all of the article's, in order; so the time expressions and entities.
        times: see above.
        entities: see above.
        reference: the article's date, if known.
    """
    contexts: list[SentenceContext] = []
    currency = unsaid_currency(quantities, lang)
    fiscal = defined_fiscal_year(view, lang, times, reference) or usual_fiscal_year(entities)
    times = whole_quarters(view, lang, times)
    items = item_starts(view)
    traded = session(view, reference, digest=bool(items))
    stubs = [match.span() for match in syntax(lang, "stub").finditer(view)]
    quantities = [q for q in quantities if not any(start < q.start < end for start, end in stubs)]
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        # 2年期美债, 2024年第六期国债
        spoken = [time for time in _inside(times, start, end) if not syntax(lang, "issue").match(view, time.end)]
        # 2023년 말 현재 is the end of 2023, not today
        spoken = [t for i, t in enumerate(spoken) if not (i and t.grain == "now" and t.start - spoken[i - 1].end <= 1)]
        named = _inside(entities, start, end)
        spoken = [t for t in spoken if not any(_is_part(t, mention) for mention in named)]
        cues = _cues(view, lang, start, end, spoken)
        metrics = [
            metric
            for metric in find_metrics(view, lang, start, end)
            if not any(time.start <= metric.start and metric.end <= time.end for time in spoken)
            and (metric.concept != "ShareRepurchase" or _of_buyback(view, lang, metric))
        ]
        contexts.append(
            SentenceContext(
                text=text,
                view=view,
                lang=lang,
                start=start,
                end=end,
                heading=sentence.heading,
                paragraph=sentence.paragraph,
                reference=reference,
                currency=currency,
                theme=_theme(contexts, lang),
                clauses=clauses(view, lang, start, end),
                quantities=_inside(quantities, start, end),
                times=spoken,
                metrics=metrics,
                cues=cues,
                entities=named,
                fiscal=fiscal,
                session=traded,
                item=bisect.bisect_right(items, start),
                market=_market(contexts, metrics, syntax(lang, "stocks").search(view, start, end)),
            )
        )
    if reference is None:
        years, lately = spoken_years(contexts)
        return [replace(c, year=year, lately=lately) for c, year in zip(contexts, years, strict=True)]
    return contexts
