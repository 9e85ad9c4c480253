"""From the numbers of an article to its measure claims, sentence by sentence, with the thread of the text in mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.asides import read_asides
from nlp.claims.breakdown import break_down
from nlp.claims.carrying import carry_on, stated_metric, told_comparisons
from nlp.claims.company_sections import company_sections
from nlp.claims.comparing import compared
from nlp.claims.concepts import OTHER
from nlp.claims.conversions import is_conversion, with_conversion
from nlp.claims.describing import rank_headed
from nlp.claims.each_moved import hand_out_moves
from nlp.claims.focus import (
    are_briefs,
    asked_about,
    economy_told,
    headlined,
    heads_news,
    home_economy,
    in_passing,
    introduced,
    left_aside,
    next_focus,
    only_shareholders,
    only_speaks,
    opens_breakdown,
    recurs,
    told_beside,
    told_meanwhile,
    turned_to,
    turns_home,
)
from nlp.claims.leading import reports
from nlp.claims.lists import spread_lists
from nlp.claims.main_company import MOST
from nlp.claims.market_pages import gives_market, is_market_page, told_of_market
from nlp.claims.markets import in_markets
from nlp.claims.measuring import judged, read_measure
from nlp.claims.members import Section, follow_members, give_members
from nlp.claims.modality import goes_on_foreseen
from nlp.claims.model import NOBODY, UNKNOWN_TIMING, Measure, Subject, Timing, Value, taken_up
from nlp.claims.movers import read_movers
from nlp.claims.page_metric import about_of, follow_amounts, go_on_with_page, page_metric
from nlp.claims.part_sections import (
    NO_PART,
    after_sentence,
    in_part,
    noun_headlines,
    part_in_focus,
    part_lines,
    turned_to_listed,
)
from nlp.claims.parts import (
    carried_part,
    handed_part,
    headed_part,
    next_part,
    part_again,
    part_told,
    share_of_whole,
    turned_part,
)
from nlp.claims.profits import profit_told
from nlp.claims.recalled import comes_back, comes_home
from nlp.claims.scoring import Judge, Surroundings
from nlp.claims.sentence import SentenceContext
from nlp.claims.shares import shares_of_revenue
from nlp.claims.speakers import Statement
from nlp.claims.subjects import company_word
from nlp.claims.syntax import syntax
from nlp.claims.table_rows import Grid
from nlp.claims.taking_over import carry_on_from, holder_before, is_next_part
from nlp.claims.timing import news_day, time_values
from nlp.claims.trade_pages import at_home, trading_country
from nlp.claims.values import read_values
from nlp.records import Aspect

_MUCH = 1 / 3  # of all companies named, the share of the one which an article is also about


def _supposed(context: SentenceContext, value: Value) -> bool:
    """Whether the number is only supposed (如果…, …라면)."""
    start, end = context.clauses[context.clause_at(value.quantity.start)]
    idle = syntax(context.lang, "no_condition")  # 온빛의 경우 3% 늘었다; 신라면은 2% 늘었다
    return any(
        cue.kind == "if"
        and start <= cue.start < end
        and not any(m.end() == cue.end for m in idle.finditer(context.view, context.start, context.end))
        for cue in context.cues
    )


def find_measures(
    contexts: Sequence[SentenceContext],
    statements: Sequence[Statement],
    about: tuple[Subject, float],
    grid: Grid,
    judge: Judge | None = None,
) -> Iterator[tuple[SentenceContext, list[Measure]]]:
    """Read the measures of an article.

    Args:
        contexts: its sentences with their mentions, in order.
        statements: who said what; gives speakers and forecasts.
        about: the company that the article is about, and how much so; see `main_company`.
        grid: its tables, whose rows are read by themselves.
        judge: decides between the readings of a number; without one the rules do.

    Yields:
        Each sentence with its measures in order.
    """
    main, share = about
    dominant = share > MOST
    leading = main if share > _MUCH else NOBODY
    digest = not dominant and any(context.item for context in contexts)
    main = NOBODY if digest else main
    trader = trading_country(contexts)
    focus, place = main, home_economy(contexts) if trader is NOBODY else trader
    home_place, opened_at = place, NOBODY  # the country of the press, and the first that holds a number
    of_market: bool | None = None  # whether the first numbers of the text are of no company
    reported, sentences = UNKNOWN_TIMING, 0  # the period that the article reports; sentences of the paragraph so far
    timing, news = UNKNOWN_TIMING, UNKNOWN_TIMING if digest else news_day(contexts)
    day = news
    aside = NOBODY  # the company that a paragraph on a market leaves aside
    beside = NOBODY  # the company in no list of which a paragraph tells beside the one in focus
    before, past = None, list[Value]()
    profit: str | None = None
    told = list[Timing]()
    told_of = False  # whether a sentence of the text has had numbers
    against: frozenset[Aspect] = frozenset()
    last: Measure | None = None
    last_paragraph = -1
    parted: Measure | None = None
    home_timing = UNKNOWN_TIMING  # the period last told of the company that a Chinese article is about
    ranking, ranked = is_market_page(contexts, main, share), NOBODY  # a page on a market, whom its headline names
    market = False  # whether the paragraph gives figures of a whole market
    part = NO_PART  # of which a section or paragraph is
    earlier: SentenceContext | None = None
    speaker_starts = frozenset(s.speaker_start for s in statements if s.speaker_start is not None)
    mute = frozenset(
        s.speaker_start
        for s in statements
        if s.speaker_start is not None and contexts and only_speaks(s, contexts[0].lang)
    )
    around = Surroundings.of(contexts, main)
    briefs = not dominant and are_briefs(contexts)
    page = None if digest or briefs else page_metric(contexts)
    section = Section()
    headed = company_sections(contexts)
    nouns = noun_headlines(contexts) | part_lines(contexts)
    for context in contexts:
        if earlier is not None and context.paragraph != earlier.paragraph:
            if dominant or in_passing(context, focus) or told_beside(context, focus, leading, around.counts):
                focus = main
                if dominant and (asked := asked_about(earlier, main)) is not NOBODY:
                    focus = asked
            if focus is NOBODY:
                focus, aside = aside, NOBODY
            if (of_section := headed.get(context.paragraph)) is not None:
                focus = main if of_section is NOBODY and dominant else of_section
            if ranking:
                if earlier.heading and told_of:
                    named = headlined(earlier)
                    ranked = rank_headed(earlier) if named is NOBODY else named
                if context.lang == "zh" or headed.get(context.paragraph, NOBODY) is NOBODY:
                    focus = NOBODY if context.heading else ranked
            day = news if news.span else day
            timing = timing.whole or timing
            if focus == main and last is not None and last.subject.name != main.name:
                timing = comes_back(timing, home_timing)
            timing = comes_home(context, timing, reported, sentences)
            sentences = 0
            if of_market and opens_breakdown(context):
                focus, last = NOBODY, None
            if place.name != home_place.name == opened_at.name:
                place = home_place
            around.lately.clear()
            market, beside = False, NOBODY
        if cells := grid.read(context, timing if timing.span else reported, place) if grid.holds(context) else []:
            row = replace(context, heading=False)
            told_by = (None, None, focus, place, statements, speaker_starts, mute)
            measures = [read_measure(row, value, when, *told_by) for value, when in cells]
            yield row, [_foreseen(grid, measure) for measure in measures]
            earlier = context
            continue
        brief = briefs and context.heading
        titled = brief or (not dominant and heads_news(context, last))
        item = brief or (digest and earlier is not None and context.item != earlier.item)
        if item:  # each item of a digest speaks for itself
            timing, day, reported = UNKNOWN_TIMING, news, UNKNOWN_TIMING
            before, past, told, last, earlier, against = None, [], [], None, None, frozenset()
            profit = None
            around.earlier = []
        if titled:
            focus = _under(context, contexts, focus, earlier)
        elif item:
            focus = NOBODY
        if titled or item:
            place = NOBODY
        home = leading if told_beside(context, focus, leading, around.counts) else NOBODY
        homewards = leading is not NOBODY and turns_home(context)
        if homewards and home is not NOBODY:
            focus = home
        part = part_in_focus(context, part, earlier, nouns)
        market = gives_market(context, market)
        who = NOBODY if market else beside if beside is not NOBODY else focus
        topical = about_of(section.metric, page)
        values = read_asides(context, read_values(context, before, profit), before, topical)
        values = shares_of_revenue(context, read_movers(context, values))
        values = give_members(context, values, past, section, page)
        values = go_on_with_page(context, values, past, page)
        values = follow_amounts(context, carry_on(context, values, past, against), past)
        values = spread_lists(context, values, earlier, timing, past)
        values = hand_out_moves(context, break_down(context, values, past, earlier, topical), past)
        values = in_markets(context, follow_members(context, values, page), past)
        section = section.after(context, values)
        timings, timing, day = time_values(context, values, timing, day, told)
        sentences += 1
        if not told_of and not context.heading and (reports(context, timing) or _told_exactly(reported, timing)):
            reported = timing
        reported = reported if reported.span or (told_of and not context.heading) else timing
        told_of = told_of or bool(values and not context.heading)
        values = [compared(context, value, when, place) for value, when in zip(values, timings, strict=True)]
        measures, ruled = list[Measure](), list[Measure]()
        previous: Value | None = None
        holder: Subject | None = None
        for value, when in zip(values, timings, strict=True):
            if is_conversion(context, value, previous):
                measures = with_conversion(measures, previous, value)
                previous = value
                continue
            if _supposed(context, value):
                previous = value
                continue
            known = None if context.lang == "ko" and is_next_part(value, holder) else holder
            known = known or holder_before(context, value, None if homewards else last, who)
            measure = read_measure(context, value, when, previous, known, who, place, statements, speaker_starts, mute)
            measure = _in_list(context, measure, measures[-1] if measures else None, last)
            measure = at_home(context, measure, trader)
            measure = turned_part(context, measure, ruled, parted, _listed(values, value))
            if (of_list := handed_part(context, measure, ruled, _listed(values, value))) is not None:
                measure = replace(measure, segment=of_list)
            measure = _of_whole(context, measure, measures[-1] if measures else None, who)
            if ranking and last is not None and last_paragraph == context.paragraph:
                measure = told_of_market(measure, measures[-1] if measures else last)
            read = measure
            measure = in_part(context, read, part, who, main if dominant else NOBODY)
            part = turned_to_listed(part, read, measure)
            measure = goes_on_foreseen(context, measure, measures[-1] if measures else last)
            if home is not NOBODY and measure.segment and measure.subject == taken_up(focus):
                measure = replace(measure, subject=taken_up(home))  # who was only named in passing has no parts
            ruled.append(measure)
            if judge is not None:
                around.focus, around.timing, around.day, around.last = focus, timing, day, last
                shared = sum(other.quantity == value.quantity for other in values) > 1
                measure = judged(judge, context, measure, around, measures, statements, shared)
            measures.append(measure)
            holder = measure.subject if measure.value.concept != OTHER else holder
            previous = value
        parted, part = part_told(ruled, parted), after_sentence(part, ruled)
        told = [m.timing for m in measures]
        profit = profit_told(context) or profit
        if measures:
            last_paragraph = context.paragraph
            last, before, past = measures[-1], measures[-1].value, [m.value for m in measures]
            against = told_comparisons(past, against)
        around.remember(context, measures)
        if measures and context.lang == "ko" and not context.heading:
            of_market = measures[0].subject.label != "ORG" if of_market is None else of_market
            if opened_at is NOBODY:
                opened_at = next((m.subject for m in measures if m.subject.label == "LOC"), NOBODY)
        if context.lang == "zh" and measures and all(m.subject.name == main.name for m in measures):
            home_timing = timing.whole or timing
        focus, beside = next_focus(context, measures, focus), told_meanwhile(context, measures, beside)
        if home is not NOBODY and any(m.subject == taken_up(home) for m in measures):
            focus = home
        if focus is not NOBODY and left_aside(context, measures):
            aside, focus = focus, NOBODY
        if not measures:
            before = stated_metric(context) or before
        if focus is NOBODY and not measures:
            focus = introduced(context)
        if only_shareholders(context, measures) and (turned := turned_to(context)) is not NOBODY:
            focus, parted, beside = turned, None, NOBODY
        place = next((m.subject for m in measures if m.subject.label == "LOC" and m.subject.name), place)
        if place is NOBODY and not measures:
            place = economy_told(context)
        earlier = context
        around.earlier = [*around.earlier[-1:], context]
        yield context, measures


def _foreseen(grid: Grid, measure: Measure) -> Measure:
    """Read a number of a table as a forecast where the words above it or the head of its column say so."""
    return replace(measure, modality="forecast") if grid.is_foreseen(measure.value, measure.timing) else measure


def _told_exactly(reported: Timing, timing: Timing) -> bool:
    """Whether a text tells the period of its title with its first day too: 5월 중순까지, then 5월 1~20일."""
    if reported.start is None or timing.start is None or timing.end is None:
        return False
    month = timing.start.month == timing.end.month < 12  # 2020년 12월 결산 상장사 tells of the year
    return month and reported.end == timing.end and reported.start < timing.start


def _in_list(context: SentenceContext, measure: Measure, here: Measure | None, last: Measure | None) -> Measure:
    """Give a number what it goes on with: the part of the number before it in the sentence, or of the last one told."""
    value = measure.value
    if (part := part_again(context, value, here or last)) is not None:
        return replace(measure, segment=part)
    before = here or (last if value.inherited or _takes_up_part(context, value) else None)
    if value.inherited and before is not None and measure.segment is None:
        measure = replace(measure, segment=headed_part(context, value, before))
    measure = share_of_whole(context, carry_on_from(context, measure, before), here)
    if (part := next_part(context, measure, here)) is not None:
        return replace(measure, segment=part)
    return measure if measure.segment else replace(measure, segment=carried_part(context, measure, here))


def _takes_up_part(context: SentenceContext, value: Value) -> bool:
    """Whether a Korean sentence opens with a share, that of the part told last: 비중으로는 48%다."""
    if context.lang != "ko" or value.concept != "ShareOfRevenue" or value.metric is None:
        return False
    return syntax("ko", "taken_by_cost").fullmatch(context.view, context.start, value.metric.start) is not None


def _of_whole(context: SentenceContext, measure: Measure, here: Measure | None, focus: Subject) -> Measure:
    """Give the next part of a Chinese list its whole, where the one before is a company: 其中清泉3亿元，云服务2亿元."""
    if context.lang != "zh" or here is None or here.segment or not measure.segment or not here.subject.text:
        return measure
    if measure.subject.name != here.subject.name or focus.name in (None, here.subject.name):
        return measure
    opened = syntax("zh", "parts").search(context.view, context.start, here.value.quantity.start)
    listed = opened and context.text.find(here.subject.text, opened.end(), here.value.quantity.start) >= 0
    apart = context.text.find(measure.segment, here.value.quantity.end, measure.value.quantity.start) >= 0
    return replace(measure, subject=taken_up(focus)) if listed and apart else measure


def _listed(values: Sequence[Value], value: Value) -> int:
    """How many numbers stand in the list that a number is of."""
    return sum(other.group == value.group for other in values)


def _under(
    headline: SentenceContext, contexts: Sequence[SentenceContext], focus: Subject, earlier: SentenceContext | None
) -> Subject:
    """Who is in focus under a headline: whom it names, or who was before, where it says 公司 or the text recurs.

    A line of figures right under a headline goes on with it: NO.2 清泉股份⏎份额：25.6%.
    """
    named = headlined(headline)
    figures = headline.lang == "zh" and earlier is not None and earlier.heading and bool(headline.metrics)
    goes_on = figures or company_word(headline, headline.start, headline.end) or recurs(contexts, focus, headline.start)
    return focus if named is NOBODY and goes_on else named
