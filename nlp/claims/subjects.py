"""Whose fact it is: the subject of each number, which is the entity before the metric, else the one in focus."""

from __future__ import annotations

import re

from nlp.claims.concepts import MACRO, OTHER, TRADE, WHOLE_ONLY, Concept, concepts
from nlp.claims.counted import companies_summed, counted_in, is_counted, summed_from
from nlp.claims.describing import acts_apart, bare_name, described, ranked
from nlp.claims.economies import economies_told, economy_of_authority, economy_word, own_country, trade_partner
from nlp.claims.explain import active
from nlp.claims.meant import meant_here, of_two
from nlp.claims.model import NOBODY, Subject, Value, subject_of, taken_up
from nlp.claims.naming import (
    ITSELF,
    UNLISTED,
    is_common,
    listed_name,
    member,
    owner,
    speaks_of_others,
    spelt_out,
    topic,
)
from nlp.claims.placed import in_title, only_lists, opening
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_analyst, is_authority, is_own_part, is_source, is_surveyed, researches
from nlp.claims.syntax import syntax
from nlp.claims.things import (
    OF_MARKETS,
    PART,
    above_scale,
    built,
    group_told,
    named_by_metric,
    of_market,
    whole_market_told,
)
from nlp.records import EntityMention

_COMPANY_LABELS = ("ORG",)
_ECONOMY_LABELS = ("LOC",)
_TICKER = re.compile(r"(?:[A-Z]{2}[ :.]?)?\d{4,6}(?:[.-][A-Z]{1,2})?|[A-Z]{1,5}\.(?:N|O|US)")
_HOLDERS = ("ORG", "PERSON")  # who can own a stake
_OF_INDUSTRIES = ("IndustrialProduction", "Revenue", "ProfitBeforeTax", "ProfitLoss", "OperatingProfit", "ExportValue")


def _wanted(context: SentenceContext, value: Value) -> tuple[tuple[str, ...], ...]:
    """Labels that may hold a fact, best first."""
    concept = concepts()[value.concept]
    if context.lang == "ko" and concept.name in MACRO:
        return (_ECONOMY_LABELS,)
    if concept.holder == "economy":
        return (_ECONOMY_LABELS, _COMPANY_LABELS)
    if concept.name == "ProductPrice":
        return (("PRODUCT",), _COMPANY_LABELS)
    if concept.name in ("InterestRate", "Debt", "DebtRatio"):
        return (("ORG", "LOC"),)
    if concept.name == "Ownership":
        return (_HOLDERS,)
    return (_COMPANY_LABELS,)


def _list_head(context: SentenceContext, entities: list[EntityMention], chosen: EntityMention) -> EntityMention:
    """The first of a list of names that the chosen one closes (蔚来、理想汽车跌近5%)."""
    joint = syntax(context.lang, "item_joint")
    head = chosen
    for other in reversed(entities):
        if other.end <= head.start and joint.fullmatch(context.gap(other.end, head.start)):
            head = other
    return head


def is_eligible(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name may hold a number after it: none of a source, an object, a place where something happens."""
    if is_source(context, mention) or _TICKER.fullmatch(mention.text) or is_own_part(context, mention):
        return False
    if context.lang == "zh" and (in_title(context, mention) or only_lists(context, mention)):
        return False
    aside, turned = syntax(context.lang, "aside_before", r"\s*$"), syntax(context.lang, "aside_after")
    if turned.match(context.view, mention.end, context.end):
        return False
    # 与蒙古国清河矿业: what stands before the place of a company is before the company
    led = [m.start for m in context.entities if m.label == "LOC" and m.end == mention.start] or [mention.start]
    start = led[0] if context.lang == "zh" else mention.start
    before = context.gap(max(context.start, start - 4), start)
    return not aside.search(before) or before.endswith(("对于", "由于", "至于"))


def find_subject(
    context: SentenceContext,
    value: Value,
    previous: Subject | None,
    focus: Subject,
    announcer: Subject,
    speakers: frozenset[int],
    place: Subject = NOBODY,
    mute: frozenset[int] = frozenset(),
) -> Subject:
    """Decide whose fact a number is.

    Args:
        context: the sentence.
        value: the number.
        previous: the subject of the number before it in the sentence, if any.
        focus: the company that the text is speaking of.
        announcer: who is quoted with the number; a company that announces speaks of itself.
        speakers: offsets at which those quoted as sources are named; they hold a fact only if nobody else does.
        place: the economy that the text is speaking of.
        mute: offsets at which those are named who only speak of others: brokers, authorities.
    """
    subject, reason = _decide(context, value, previous, focus, announcer, speakers, place, mute)
    trace = active()
    if trace is not None:
        names = dict.fromkeys(m.text for m in context.entities if m.label != "PRODUCT" and m.name != subject.name)
        others = [*names, *(s.name for s in (previous, focus, announcer) if s and s.name)]
        rivals = [(name, None) for name in dict.fromkeys(others) if name != subject.name]
        trace.note(value.quantity.start, "subject", subject.name, reason, rivals)
    return subject


def _decide(
    context: SentenceContext,
    value: Value,
    previous: Subject | None,
    focus: Subject,
    announcer: Subject,
    speakers: frozenset[int],
    place: Subject,
    mute: frozenset[int],
) -> tuple[Subject, str]:
    """The subject, and the rule that found it."""
    metric, concept = value.metric, concepts()[value.concept]
    told = context.lang == "ko" and concept.name in MACRO  # by companies and brokers, none of which has it
    if value.subject is not None and not (told and value.subject.label == "ORG"):
        return value.subject, "handed out by its list"
    if concept.holder != "itself" and (bracketed := _bracketed(context, value)) is not None:
        return bracketed, "the name whose bracket holds the number"
    start = context.clause_start(value.quantity.start)
    if concept.holder == "company" and (one := of_two(context, start, value.quantity.start)) is not None:
        return one, "the one of two that a pronoun means"
    if concept.name == "InterestRate" and (bond := _bond(context, value)) is not None:
        return bond, "the bond whose rate it is"
    if (headed_by := described(context, value)) is not None:
        return headed_by, "the name that the words with the number describe"
    if (placed := ranked(context, value)) is not None:
        return placed, "who takes the rank"
    if concept.nature == "price" and (thing := _next_thing(context, value, previous)) is not None:
        return thing, "the next of a list of things"
    if (bare := bare_name(context, value)) is not None:
        return bare, "the name right before its number in a list"
    if concept.holder == "company" and (sum_of := companies_summed(context, value)) is not None:
        return sum_of, "so many companies together as the clause counts"
    at = metric.start if metric is not None and not value.inherited else value.quantity.start
    if concept.name in _OF_INDUSTRIES and (industry := above_scale(context, at)) is not None:
        return industry, "the industry counted from a size on that the paragraph tells of"
    if (next_one := _next_named(context, value, previous)) is not None:
        return next_one, "the next name of a list"
    if metric is not None and (named := named_by_metric(context, value, metric)) is not None:
        return named, "what the metric or the words at it name"
    if metric is not None and concept.holder == "itself":
        if previous is not None and previous.label == ITSELF:
            return previous, "of the number before"
        return topic(context, metric.start) or NOBODY, "the topic, as the metric names no index and no pair"
    if (rated := _rated(context, value)) is not None:
        return rated, "whose target price it is"
    inside = metric is not None and context.start <= metric.start < context.end and not value.inherited
    if previous is not None and previous.label == ITSELF and (inside or concept.name in WHOLE_ONLY):
        previous = previous if is_counted(context, previous) else None
    if inside and metric and (economies := economies_told(context, metric)) is not None:
        return economies, "the group of economies whose growth it is"
    anchor = min(metric.start, value.quantity.start) if inside and metric else value.quantity.start
    clause_start = context.clause_start(anchor)
    company = company_word(context, clause_start, anchor)
    owned = owner(context, metric) if inside and metric else None
    partner = trade_partner(context, metric, place, value.quantity.start) if metric else None
    opened = syntax(context.lang, "parts").search(context.view, context.start, value.quantity.start)
    # 수출은 지역별로 중국(26%), 미국(9%): whom an economy trades with are no holders
    listed = opened.start() if opened and value.segment and concept.name in TRADE else context.end
    listed = min([listed, *_partners(context, value)])
    for labels in _wanted(context, value):
        companies = labels in (_COMPANY_LABELS, _HOLDERS)
        before = [
            m for m in context.entities if m.end <= min(anchor, listed) and m.label in labels and m is not partner
        ]
        eligible = [m for m in before if is_eligible(context, m) and m.start not in mute]
        eligible = [m for m in eligible if not spelt_out(context, m.start)]
        # a Korean authority puts public money into something (산림청은 36억원을 투입해), a Chinese one reports it
        if companies and (concept.name != "Investment" or context.lang == "zh"):
            eligible = [m for m in eligible if not is_authority(context.lang, m.name, m.entity_id)]
        if companies:
            eligible = [m for m in eligible if not speaks_of_others(context, m.text)]
            eligible = [m for m in eligible if not _is_cause(context, m, anchor)]
        if companies:
            eligible = [m for m in eligible if not _is_house(context, value, m, focus)]
        own = announcer.entity_id
        plain = [m for m in eligible if m.start not in speakers or (own and m.entity_id == own)] or eligible
        if labels == _ECONOMY_LABELS:
            plain = [m for m in plain if not _placed(context, m)]
        in_clause = [m for m in plain if m.start >= clause_start]
        nearer = companies and owned is not None and (not in_clause or in_clause[-1].start < owned[1])
        if in_clause and not nearer and (company is None or in_clause[-1].start > company[0]):
            return subject_of(_list_head(context, before, in_clause[-1])), "the name before the metric in its clause"
        if companies and (economy := economy_word(context, clause_start, anchor)) is not None:
            return economy, "the clause says the whole country"
        if companies and not plain and previous is None and (market := of_market(context, clause_start, anchor)):
            return market, "the whole market that a source tells of"
        if owned is not None and companies:
            return owned[0], "the name in the genitive before the metric"
        if (
            "ORG" in labels
            and concept.name != OTHER
            and (counted := counted_in(context, summed_from(context, clause_start, anchor), anchor)) is not None
        ):
            return counted, "so many companies as the clause counts"
        if company is not None and companies:
            # 天衡证券预计公司净利润…: who speaks of a company is not that company
            if (here := meant_here(context, company[0], plain, previous)) is not None:
                return here
            named_before = [m for m in plain if m.start not in speakers]
            last = subject_of(named_before[-1]) if named_before else NOBODY
            speaks = context.lang == "zh" and announcer.name is not None and _speaks_for_itself(context, announcer)
            speaks = speaks and not is_analyst("zh", announcer.text)
            known = announcer if speaks else next((s for s in (focus, announcer) if s.name), last)
            word = context.text[slice(*company)]
            if not known.name and _stands_alone(context, *company):
                return Subject(word, None, word), "the clause says company, and nobody is in focus"
            return taken_up(known, word), "the clause says company, of the one in focus"
        if (turned := opening(context, value, plain, clause_start)) is not None:
            return turned, "the name that a clause behind the number before opens with"
        if previous is not None and previous is not NOBODY and (previous.label in labels or previous.label == ITSELF):
            return previous, "of the number before"
        if labels == _ECONOMY_LABELS and concept.holder == "economy":
            economy = economy_word(context, context.start, anchor)
            if economy is not None:
                return economy, "the sentence says the whole country"
            if (quoted := economy_of_authority(context, anchor)) is not None:
                return quoted, "the country whose authority tells of it"
        if plain:
            return subject_of(_list_head(context, before, plain[-1])), "a name earlier in the sentence"
        if concept.holder == "economy" and (market := of_market(context, clause_start, anchor)) is not None:
            return market, "the whole market that a source tells of"
        by_company = concept.name in TRADE and context.lang == "ko" and _trades(context, clause_start, anchor, mute)
        if labels == _ECONOMY_LABELS and concept.holder == "economy" and place.name and not by_company:
            return place, "the economy in focus"
    if previous is not None and previous is not NOBODY and not (told and previous.label == "ORG"):
        return previous, "of the number before"
    if concept.holder == "economy":
        part = value.segment is not None and value.inherited  # 농산물은 5%, 석유류는 3% 올랐다: no topic, but parts
        named = None if part else topic(context, anchor)
        named = named or own_country(context)
        if named is NOBODY and focus is NOBODY and context.lang == "ko" and concept.name in TRADE:
            named = own_country(context, known=True)  # 라면 수출액은 5% 늘었다
        return named, "the topic, or the country of the authority"
    if metric is not None and concept.name == "Investment" and (thing := built(context, metric, focus)) is not None:
        return thing, "what the paragraph says is built"
    headed = topic(context, anchor)
    if headed is not None and concept.name in WHOLE_ONLY and focus.name and is_analyst(context.lang, headed.text):
        headed = None
    if headed is not None and focus.name and acts_apart(context, headed, anchor):
        headed = None
    if headed is not None and not (value.segment and value.segment in str(headed.name)):
        return headed, "the topic of the sentence, in no list"
    if context.lang == "ko" and concept.name not in (*WHOLE_ONLY, *OF_MARKETS) and is_surveyed(context, anchor):
        return _region(context, concept, anchor) or NOBODY, "nobody, in what an authority says of a market"
    if (market := whole_market_told(context, value.quantity.start)) is not None:
        return market, "the market that the clause tells of"
    other = announcer.entity_id is not None and focus.name not in (None, announcer.name)
    if (
        context.lang == "ko"
        and other
        and _speaks_for_itself(context, announcer)
        and not is_analyst(context.lang, announcer.text)
    ):
        return taken_up(announcer), "who announces it"
    if focus is NOBODY:
        if announcer.name and _speaks_for_itself(context, announcer):
            return taken_up(announcer), "who announces it"
        if (region := _region(context, concept, anchor)) is not None:
            return region, "the country or region of the sentence, where no company is known"
        if metric is not None and syntax(context.lang, "national").fullmatch(metric.text):
            return own_country(context), "the country that the text tells of, of figures that are a country's"
        if (group := group_told(context, anchor)) is not None:
            return group, "the group of companies that the sentence tells of"
    return taken_up(focus), "the company in focus" if focus.name else "nobody is named"


def _trades(context: SentenceContext, clause_start: int, anchor: int, mute: frozenset[int]) -> bool:
    """Whether a clause tells what a company sells abroad: 온빛식품의 김 수출은 610억원이다."""
    return any(
        m.label == "ORG"
        and clause_start <= m.start
        and m.end <= anchor
        and m.start not in mute
        and is_eligible(context, m)
        and not is_authority(context.lang, m.name, m.entity_id)
        and not is_analyst(context.lang, m.text)
        for m in context.entities
    )


def _placed(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a Korean place only says where a company is from: 스위스 투자은행 온빛은 성장률을 3%로 봤다."""
    if context.lang != "ko":
        return False
    of = syntax("ko", "from_place")
    return any(
        m.label == "ORG"
        and not is_authority("ko", m.name, m.entity_id)
        and of.fullmatch(context.view, mention.end, m.start)
        for m in context.entities
    )


def _is_house(context: SentenceContext, value: Value, mention: EntityMention, focus: Subject) -> bool:
    """Whether a name is a broker's, which prices others while the text speaks of somebody else."""
    if context.lang != "ko" or focus.name is None or focus.entity_id == mention.entity_id:
        return False
    own = value.metric is not None and not context.gap(mention.end, value.metric.start).strip(" 의")
    return not own and is_analyst("ko", mention.text)


def _is_cause(context: SentenceContext, mention: EntityMention, anchor: int) -> bool:
    """Whether a Korean name belongs to a cause and is no topic: 가전 부문은 [온빛의 보상금에 힘입어] 흑자를 냈다."""
    if context.lang != "ko" or syntax("ko", "topic_mark").match(context.view, mention.end):
        return False
    return syntax("ko", "owed_to").search(context.view, mention.end, anchor) is not None


def _stands_alone(context: SentenceContext, start: int, end: int) -> bool:
    """Whether a word for the company can stand as a name, unlike 旗下, and is no longer word's end (上市公司)."""
    if not syntax(context.lang, "company_noun").fullmatch(context.view, start, end):
        return False
    joined = syntax(context.lang, "joins_company", "$").search(context.view, max(context.start, start - 4), start)
    dated = any(t.end == start for t in context.times)
    return dated or joined is not None or not context.view[start - 1 : start].isalpha() or start == context.start


def _next_thing(context: SentenceContext, value: Value, previous: Subject | None) -> Subject | None:
    """Of a Korean list of prices whose the next is: the thing named next, or the one before, where it is so named."""
    if context.lang != "ko" or previous is None or previous.label not in (PART, ITSELF, UNLISTED):
        return None
    found = member(context, value.quantity)
    if found is None and value.metric is not None and previous.label == UNLISTED and previous.text:
        later = context.text.find(previous.text, value.metric.end, value.quantity.start) >= 0
        return previous if later else None
    return found


def _next_named(context: SentenceContext, value: Value, previous: Subject | None) -> Subject | None:
    """The next name of a list whose names stand bare before their numbers; a known one where the first is not read."""
    if value.segment or (previous is not None and (previous.resolved or previous.label == "LOC")):
        return None
    found = listed_name(context, value.quantity)
    return found if found is None or previous is not None or found.entity_id else None


def _partners(context: SentenceContext, value: Value) -> list[int]:
    """Where the countries of a Korean list stand whose trade with the one spoken of it tells: 중국(26%), 미국(9%)."""
    if context.lang != "ko" or value.concept not in TRADE or value.segment is None:
        return []
    named = [m for m in context.entities if context.view.startswith("(", m.end)]
    return [m.start for m in named] if any(m.text == value.segment for m in named) else []


def _bracketed(context: SentenceContext, value: Value) -> Subject | None:
    """The company or country right before the bracket that opens with a number: 온빛전자(23조원)."""
    start = value.quantity.start
    bracket = context.view.rfind("(", context.start, start)
    if bracket < 0:
        return None
    metric = value.metric  # 최대주주는 온빛(지분율 30%)
    told = metric.end if context.lang == "ko" and metric and metric.start == bracket + 1 else bracket + 1
    if context.gap(told, start).strip(" 약约-+▲▼"):
        return None
    labels = _ECONOMY_LABELS if context.lang == "ko" and value.concept in MACRO else ("ORG", "LOC")
    named = [m for m in context.entities if m.end == bracket and m.label in labels]
    if named and value.segment == named[-1].text:  # 수출은 지역별로 중국(26%), 미국(9%): a part of the whole
        return None
    if not named or is_common(context.lang, named[-1].text) or is_authority(context.lang, None, named[-1].entity_id):
        return None
    return subject_of(named[-1])


def _bond(context: SentenceContext, value: Value) -> Subject | None:
    """The bond that a rate is of, where a clause names one and no issuer before it (3년 만기 국고채, 30年期国债)."""
    start = context.clause_start(value.quantity.start)
    bonds = list(syntax(context.lang, "bond").finditer(context.view, start, value.quantity.start))
    if not bonds:
        return None
    left, right = bonds[-1].span()
    named = [m for m in context.entities if start <= m.start < right and m.label in ("ORG", "LOC")]
    if any(is_eligible(context, m) for m in named):
        return None
    return Subject(context.text[left:right], None, context.text[left:right], ITSELF)


def _region(context: SentenceContext, concept: Concept, anchor: int) -> Subject | None:
    """The country or region that a sentence tells of before a number, where it speaks of no company.

    Prices are of goods, shares of companies.
    """
    if concept.nature == "price" or concept.name in (*WHOLE_ONLY, *OF_MARKETS):
        return None
    clause = context.clause_start(anchor)
    start = context.start
    if company_word(context, context.start, anchor) is not None:
        return None
    told, of = syntax(context.lang, "told_place"), syntax(context.lang, "place_of")
    places = [
        m
        for m in context.entities
        if m.label == "LOC" and start <= m.start and m.end <= anchor
        if is_eligible(context, m)
        if told.match(context.view, m.end) or (concept.name != OTHER and of.fullmatch(context.view, m.end, anchor))
    ]
    if places and context.lang == "zh":
        return subject_of(([m for m in places if m.start >= clause] or places)[0])
    if places:  # a place named in between has numbers of its own: 상하이가 공동 4위, 6위 파리(10.5%)
        nearest = [m for m in context.entities if m.label == "LOC" and m.end <= anchor][-1]
        return subject_of(places[-1]) if places[-1].end >= nearest.end else None
    return economy_word(context, start, anchor, "nation")


def _speaks_for_itself(context: SentenceContext, announcer: Subject) -> bool:
    """Whether who is quoted is a company named in the sentence, as its topic where no list holds it.

    A person quoted, whom a title follows (김 대표), speaks of no figures of his own.
    """
    if announcer.entity_id is None:
        named = context.lang == "ko" and announcer.name == announcer.text
    else:
        own = [m for m in context.entities if m.label == "ORG" and m.entity_id == announcer.entity_id]
        named = bool(own) and not any(researches(context, m) for m in own)
    return named and not speaks_of_others(context, announcer.text)


def _rated(context: SentenceContext, value: Value) -> Subject | None:
    """Whose share a target price is of: the last company named before it, brokers aside (온빛소재에 대한 목표주가)."""
    if value.metric is None or not syntax(context.lang, "goal").search(value.metric.text):
        return None
    rated = [
        m
        for m in context.entities
        if m.label == "ORG"
        and m.end <= value.quantity.start
        and not is_source(context, m)
        and not is_authority(context.lang, m.name, m.entity_id)
        and not speaks_of_others(context, m.text)
    ]
    return subject_of(rated[-1]) if rated else None


def company_word(context: SentenceContext, start: int, end: int) -> tuple[int, int] | None:
    """Where a clause says 公司 or 회사 for the company in focus: a word of its own, none before a name (업체 온빛)."""
    pattern = syntax(context.lang, "company")
    found = None
    for match in pattern.finditer(context.view, start, end):
        named = any(
            m.start <= match.start() < m.end
            or (m.label == "ORG" and m.end <= match.start() and not context.view[m.end : match.start()].strip())
            or (m.label == "ORG" and m.start >= match.end() and not context.view[match.end() : m.start].strip())
            for m in context.entities
        )
        glued = context.view[match.start() - 1 : match.start()].isalnum() if match.start() > start else False
        if not named and not (glued and context.lang == "ko"):
            found = match.span()
    return found
