"""Whom an article speaks of from sentence to sentence: the company in focus, and who only speaks of others.

Brokers, authorities and papers give figures of others; they are in focus only where nobody else is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from nlp.claims.concepts import OTHER, concepts
from nlp.claims.economies import economy_word, own_country
from nlp.claims.meant import beside_company, is_told_of
from nlp.claims.model import NOBODY, Measure, Subject, subject_of
from nlp.claims.naming import ITSELF, UNLISTED, is_common, is_kind, topic
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_analyst, is_authority, is_source, is_surveyed
from nlp.claims.speakers import Statement
from nlp.claims.subjects import is_eligible
from nlp.claims.syntax import syntax
from nlp.claims.things import whole_market_told
from nlp.records import EntityMention

_BRIEFS = 3  # titles in a row of short news
_NEAR = 8  # characters between an economy and the figure of it that is named
_AROUND = 8000  # characters before and behind a sentence in which a name is counted
_REPEATED = 2  # times that an article gives the name of whom it is about
_OFTENER = 2  # times as often as a subsidiary is whom an article is about named in it
_SHORT = 10  # characters of the title of a section, at most


def next_focus(context: SentenceContext, measures: Sequence[Measure], focus: Subject) -> Subject:
    """Who the text goes on to speak of: the first listed company of a sentence, else a name while nobody is known."""
    stated = [m for m in measures if m.value.quantity.unit != "times"] if context.lang == "ko" else []
    for measure in stated or measures:  # 온빛의 매출은 다온의 3배인 30억원: the ratio turns no focus
        subject = measure.subject
        if focus is not NOBODY and _of_shareholder(context, measure):
            continue
        if focus is not NOBODY and _in_passing(context, measure):
            return focus
        if subject.label == "ORG" and (subject.text or subject.resolved):
            return focus if subject.resolved and focus is not NOBODY else subject
    if focus is NOBODY and (group := _group(measures)) is not None:
        return group
    if focus is NOBODY or focus.label == UNLISTED:
        return next((m.subject for m in measures if m.subject.label == UNLISTED), focus)
    return focus


def told_meanwhile(context: SentenceContext, measures: Sequence[Measure], beside: Subject) -> Subject:
    """The company in no list of which the rest of a Korean paragraph may go on to tell: 다온커피는 매장이 9곳이다.

    It is the holder of the last number, by a name that the text gives again or says to be of a country.

    Args:
        context: the sentence.
        measures: what it tells.
        beside: whom the paragraph told of before in this way.
    """
    if context.lang != "ko" or not measures:
        return beside
    last = measures[-1].subject
    if last.label == "ORG" and not last.resolved:
        return NOBODY
    market = whole_market_told(context, measures[-1].value.quantity.start)
    if market is not None and market.name == last.name:
        return market  # 전 세계 프린터 출하량은 9만대다. 판매액은 6억달러다
    if last.label != UNLISTED or not last.text or last.resolved or is_kind("ko", last.text):
        return beside
    place = context.text.find(last.text, context.start, context.end)
    end = place + len(last.text)
    if place < 0 or syntax("ko", "goes_on_telling").match(context.view, end, context.end) is None:
        return beside
    foreign = any(m.label == "LOC" and last.text.startswith(f"{m.text} ") for m in context.entities)
    return last if foreign or context.text.count(last.text) >= _REPEATED else beside


def _of_shareholder(context: SentenceContext, measure: Measure) -> bool:
    """Whether a number is a stake or shares that somebody holds of the company that the text is about."""
    if measure.value.concept == "Ownership":
        return True
    at = measure.value.quantity.start
    held = syntax(context.lang, "holds_shares").search(context.view, context.start, at)
    return measure.value.concept == OTHER and held is not None


def only_shareholders(context: SentenceContext, measures: Sequence[Measure]) -> bool:
    """Whether a sentence has no numbers, or none but of who holds shares (清泉股份成立于2014年，苏铭持股5%)."""
    return all(_of_shareholder(context, measure) for measure in measures)


def _in_passing(context: SentenceContext, measure: Measure) -> bool:
    """Whether a Chinese number is of who is only told of beside the company in focus: a subsidiary, a rival, a part.

    旗下清泉电子收入5亿元, 同行清泉股份毛利率为30%, 其中清泉银河销量2万辆, 清泉物流为公司最大客户.
    """
    named = [m for m in context.entities if m.label == "ORG" and m.name == measure.subject.name]
    if context.lang != "zh" or not named:
        return False
    first = named[0].start
    if is_told_of(context, named[0]) or beside_company(context, named[0]):
        return True
    return any(m.end() <= first for m in syntax("zh", "parts").finditer(context.view, context.start, first))


def _group(measures: Sequence[Measure]) -> Subject | None:
    """The companies of a kind that a Chinese sentence gave figures of: 上市券商."""
    kind = syntax("zh", "group")
    return next(
        (m.subject for m in measures if m.subject.label == ITSELF and kind.fullmatch(m.subject.text or "")), None
    )


def heads_news(context: SentenceContext, last: Measure | None) -> bool:
    """Whether a headline behind what was told opens another piece of news, which speaks of others."""
    if not context.heading or last is None or context.lang != "zh":
        return False
    short = context.end - context.start <= _SHORT and not context.quantities and not context.times
    return _names_company(context) or not (short or _is_section(context))


def are_briefs(contexts: Sequence[SentenceContext]) -> bool:
    """Whether a Chinese article is a row of short pieces of news, each a paragraph or two under a title of its own."""
    if not contexts or contexts[0].lang != "zh":
        return False
    cited = [context.view[context.end - 1 : context.end] == "]" for context in contexts]  # …达2亿元 [3] is no title
    pairs = zip(pairwise(contexts), cited[:-1], strict=True)
    titles = sum(
        one.heading and not other.heading and not source and not (_is_section(one) or _is_line(one))
        for (one, other), source in pairs
    )
    paragraphs = len({context.paragraph for context in contexts if not context.heading})
    return titles >= _BRIEFS and paragraphs <= 2 * titles


def _is_section(title: SentenceContext) -> bool:
    """Whether a title is numbered and names no company, as sections of one article are: 1、工业：创新产品挑大梁."""
    numbered = syntax("zh", "numbered").match(title.view, title.start, title.end)
    return numbered is not None and not _names_company(title)


def _names_company(title: SentenceContext) -> bool:
    return any(m.label == "ORG" for m in title.entities)


def _is_line(context: SentenceContext) -> bool:
    """Whether a line without a full stop is one of a list: 清泉汽车：34,907辆，同比增长21.8%."""
    return syntax("zh", "member_line").match(context.view, context.start, context.end) is not None


def headlined(context: SentenceContext) -> Subject:
    """The company that a headline names: the first but for sources and those who speak of others."""
    named = [
        m
        for m in context.entities
        if m.label == "ORG"
        and is_eligible(context, m)
        and not is_authority(context.lang, m.name, m.entity_id)
        and not is_analyst(context.lang, m.text)
    ]
    return subject_of(named[0]) if named else NOBODY


def recurs(contexts: Sequence[SentenceContext], company: Subject, headline: int) -> bool:
    """Whether a company is named behind a headline or under several, so that the text as a whole speaks of it."""
    if not company.text:
        return False
    text = contexts[0].text
    bounds = [contexts[0].start, *(c.start for c in contexts if c.heading), len(text)]
    sections = sum(text.find(company.text, start, end) >= 0 for start, end in pairwise(bounds))
    return sections > 1 or text.find(company.text, headline) >= 0


def introduced(context: SentenceContext) -> Subject:
    """Whom a sentence without numbers introduces: 某公司作为…供应商，…."""
    if context.lang == "zh" and (named := headlined(context)) is not NOBODY:
        return named
    found = topic(context, context.end)
    if found is None or context.lang == "zh":
        return found or NOBODY
    end = context.text.find(str(found.text), context.start) + len(str(found.text))
    return found if syntax(context.lang, "company_context").match(context.view, end) else NOBODY


def asked_about(line: SentenceContext, main: Subject) -> Subject:
    """The other company that a Chinese line asks about, of which the text goes on: 清泉是谁？."""
    named = [m for m in line.entities if m.label == "ORG" and m.entity_id != main.entity_id]
    asked = syntax("zh", "asks_who")
    if line.lang != "zh" or len(named) != 1 or asked.match(line.view, named[0].end, line.end) is None:
        return NOBODY
    return subject_of(named[0])


def in_passing(context: SentenceContext, focus: Subject) -> bool:
    """Whether who is in focus is a name that no list holds and that the article does not come back to."""
    if focus.label != UNLISTED:
        return False
    return context.text.count(str(focus.text), max(0, context.start - _AROUND), context.start + _AROUND) < _REPEATED


def told_beside(context: SentenceContext, focus: Subject, main: Subject, counts: Mapping[str, int]) -> bool:
    """Whether who is in focus in a Korean article is named far less than whom it is about, as a subsidiary is."""
    if context.lang != "ko" or main.entity_id in (None, focus.entity_id) or focus.entity_id is None:
        return False
    return _OFTENER * counts[focus.entity_id] <= counts[main.entity_id]


def turns_home(context: SentenceContext) -> bool:
    """Whether a Korean sentence without a company turns back to whom the article is about: 한편, 사업부문별로는."""
    if any(m.label == "ORG" for m in context.entities):
        return False
    if syntax("ko", "turns_home").match(context.view, context.start, context.end):
        return True
    own = syntax("ko", "own_part_told").match(context.view, context.start, context.end)  # 중대형 전지는
    if own is None:
        return False
    spans = [(m.start, m.end) for m in context.metrics] + [(t.start, t.end) for t in context.times]
    spans += [(q.start, q.end) for q in context.quantities]
    return not any(own.start("name") < last and first < own.end("name") for first, last in spans)


def opens_breakdown(context: SentenceContext) -> bool:
    """Whether a Korean sentence opens a list of the parts of a market: 국가별로 보면, 연료별로는."""
    opened = syntax("ko", "opens_breakdown").match(context.view, context.start, context.end)
    return context.lang == "ko" and opened is not None


def left_aside(context: SentenceContext, measures: Sequence[Measure]) -> bool:
    """Whether a sentence turns from the company in focus to a market, of which an authority is quoted."""
    named = any(measure.subject.label in ("ORG", "PRODUCT", UNLISTED) for measure in measures)
    return context.lang == "ko" and not named and is_surveyed(context, context.end)


def turned_to(context: SentenceContext) -> Subject:
    """The company that a sentence without numbers is about: the first in Korean whose name carries the topic particle.

    In Chinese the first company that does what a company does of itself: 清泉股份率先披露半年报.
    """
    mark, lang = syntax(context.lang, "turns_to"), context.lang
    if lang == "ko" and (found := topic(context, context.end)) is not None:
        end = context.text.find(str(found.text), context.start) + len(str(found.text))
        if syntax("ko", "defines").match(context.view, end, context.end):
            return found  # 다온은 1994년 설립된 화장품 업체로, 서울에 있다
    for mention in context.entities:
        if (
            mention.label == "ORG"
            and (mark.match(context.view, mention.end, context.end) or opens_with(context, mention))
            and not is_authority(lang, mention.name, mention.entity_id)
            and not is_source(context, mention)
            and not is_analyst(lang, mention.text)
            and (lang == "ko" or is_eligible(context, mention))
        ):
            return subject_of(mention)
    return NOBODY


def opens_with(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a sentence opens with a name, of which it then speaks: 长城汽车则有些掉队; 온빛은 공장을 짓고 있다."""
    if context.heading:
        return False
    if context.lang == "ko":
        led = context.gap(context.start, mention.start)
        return syntax("ko", "opens").fullmatch(led) is not None and (
            syntax("ko", "opened").match(context.view, mention.end, context.end) is not None
        )
    if syntax("zh", "item_joint").match(context.view, mention.end, context.end):
        return False  # 华为、小米等厂商都在布局: one of several
    if beside_company(context, mention) or syntax("zh", "of_group").match(context.view, mention.end, context.end):
        return False
    return syntax("zh", "clause_head").fullmatch(context.view, context.start, mention.start) is not None


def economy_told(context: SentenceContext) -> Subject:
    """The economy whose figure a sentence names without a number: 土耳其的通货膨胀率达到了最高点."""
    for metric in context.metrics:
        if concepts()[metric.concept].holder != "economy":
            continue
        near = [m for m in context.entities if m.label == "LOC" and 0 <= metric.start - m.end <= _NEAR]
        if near:
            return subject_of(near[-1])
    return NOBODY


def home_economy(contexts: Sequence[SentenceContext]) -> Subject:
    """The country of the press, of which a Korean article gives the figures of an economy.

    It does where it quotes one of its authorities or speaks of the country as its own (우리 경제).
    """
    told = any(
        own_country(context) is not NOBODY or economy_word(context, context.start, context.end) is not None
        for context in contexts
        if context.lang == "ko"
    )
    return own_country(contexts[0], known=True) if told else NOBODY


def announcer(statement: Statement | None, lang: str) -> Subject:
    """Who is quoted, if that may be a company: an authority's figures are of others."""
    if (
        statement is None
        or syntax(lang, "papers").search(statement.cue) is not None
        or is_authority(lang, statement.speaker, statement.speaker_id)
        or only_speaks(statement, lang)
        or (statement.speaker_id is None and is_common(lang, statement.speaker or ""))
    ):
        return NOBODY
    return Subject(statement.speaker, statement.speaker_id, statement.speaker_text, UNLISTED)


def only_speaks(statement: Statement, lang: str) -> bool:
    """Whether the speaker forecasts for others, as brokers do."""
    return statement.modality_hint == "forecast" and is_analyst(lang, statement.speaker)
