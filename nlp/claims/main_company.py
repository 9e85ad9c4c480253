"""The company that an article is about, by its title, its head and whom it names most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from nlp.claims.focus import headlined, opens_with
from nlp.claims.market_pages import is_market_page
from nlp.claims.model import NOBODY, Subject, subject_of
from nlp.claims.naming import speaks_of_others
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_analyst, is_authority, is_source, researches
from nlp.claims.subjects import company_word, is_eligible
from nlp.claims.syntax import syntax
from nlp.records import EntityMention

_HEAD = 3  # sentences in which an article names whom it is about
_OFTENER = 2  # times as often as a subsidiary is whom an article is about named in it
_MANY = 3  # others that a text turns to which is about no one of them
MOST = 1 / 2  # of all companies named, the share of the one that a whole article is about
_TITLE = 40  # characters of a title that ends like a sentence, at most
_EARLY = 200  # characters at the head of an article that name what it is about


def main_company(contexts: Sequence[SentenceContext]) -> tuple[Subject, float]:
    """The company that an article is about: the one named most often, early mentions counting double.

    Returns:
        The company, and which share of all names of companies is its own: of more than half each paragraph begins with
        it in mind (公司…), whoever the one before spoke of. All, where the title names it alone and the text comes
        back to it under other headlines, or where a Korean text names it before all others.
    """
    if contexts and (declared := _declared(contexts) or _profiled(contexts)) is not None:
        return declared, 1.0
    mentions = [
        mention
        for context in contexts
        for mention in context.entities
        if mention.label == "ORG"
        and not is_authority(context.lang, mention.name, mention.entity_id)
        and not is_source(context, mention)
        and not speaks_of_others(context, mention.text)
        and not _in_byline(context, mention)
        and (context.lang == "zh" or is_eligible(context, mention))
        and not (context.lang == "zh" and context.view.startswith("系", mention.end))  # 百度系公司 is not 百度
    ]
    judges = {m.entity_id for context in contexts for m in context.entities if researches(context, m)}
    mentions = [mention for mention in mentions if mention.entity_id not in judges]
    rated = [m for m in mentions if not is_analyst(contexts[0].lang, m.text)]
    mentions = rated or mentions  # a broker is whom an article is about only where it speaks of nobody else
    if not mentions:
        return NOBODY, 0.0
    counts: Counter[str] = Counter()
    first: dict[str, EntityMention] = {}
    for mention in mentions:
        counts[mention.entity_id] += 2 if mention.start < contexts[0].start + _EARLY else 1
        first.setdefault(mention.entity_id, mention)
    if (opening := _opens_title(contexts)) is not None and opening.entity_id in counts:
        counts[opening.entity_id] += _OFTENER
    best = max(counts, key=lambda entity: (counts[entity], -first[entity].start))
    introduced = first[best].start < contexts[min(_HEAD, len(contexts)) - 1].end
    if not introduced and counts[best] <= _HEAD:
        return NOBODY, False
    company = subject_of(first[best])
    share = sum(m.entity_id == best for m in mentions) / len(mentions)
    if is_market_page(contexts, company, share):
        return NOBODY, 0.0
    if _titled(contexts, company, mentions) or _shortened(contexts) == {best} or _opens_text(contexts, company):
        return company, 1.0
    return company, share


def _declared(contexts: Sequence[SentenceContext]) -> Subject | None:
    """The company that the head of a Chinese notice declares to be its own: 证券简称：清泉股份.

    So does one headline that gives the ticker of one alone: 清泉股份(600000)：三季报点评.
    """
    if contexts[0].lang != "zh":
        return None
    head = contexts[: _HEAD + _HEAD]
    mark = syntax("zh", "declares", "$")
    named = [
        m
        for context in head
        for m in context.entities
        if m.label == "ORG" and mark.search(context.view, context.start, m.start)
    ]
    if named:
        return subject_of(named[0])
    listed = [m for context in head if context.heading for m in _listed_alone(context)]
    return subject_of(listed[0]) if len({m.entity_id for m in listed}) == 1 else None


def _profiled(contexts: Sequence[SentenceContext]) -> Subject | None:
    """The company of which a page is a profile: its name is all that its title says, and the text gives it again."""
    for title, under in pairwise(contexts[:_HEAD]):
        named = [m for m in title.entities if m.label == "ORG"] if title.heading and under.heading else []
        if not named:
            continue
        company = named[0]
        alone = title.view[title.start : company.start].strip() == title.view[company.end : title.end].strip() == ""
        if not alone or is_authority(title.lang, company.name, company.entity_id):
            return None
        headline = any(m.entity_id != company.entity_id for m in under.entities if m.label == "ORG")
        again = any(m.entity_id == company.entity_id and m.start > title.end for c in contexts for m in c.entities)
        return subject_of(company) if again and not headline and not speaks_of_others(title, company.text) else None
    return None


def _listed_alone(headline: SentenceContext) -> list[EntityMention]:
    """The company that a headline names with its ticker, if it names no other so."""
    listed = [
        m
        for m in headline.entities
        if m.label == "ORG"
        and headline.view.startswith(("(", " ("), m.end)
        and syntax("zh", "of_company").match(headline.view, m.end, headline.end)
    ]
    return listed if len(listed) == 1 else []


def _opens_title(contexts: Sequence[SentenceContext]) -> EntityMention | None:
    """The company with which a Chinese title opens as one of which it tells something: 清泉股份递表：…, 清泉：…."""
    titles = [context for context in contexts[:_HEAD] if context.heading and context.lang == "zh"]
    for context in titles:
        named = [m for m in context.entities if m.label == "ORG"]
        if named and syntax("zh", "titled").fullmatch(context.view, context.start, named[0].start):
            told = syntax("zh", "title_tells").match(context.view, named[0].end, context.end)
            return named[0] if told else None
    return None


def _titled(contexts: Sequence[SentenceContext], company: Subject, mentions: Sequence[EntityMention]) -> bool:
    """Whether a title names a company alone and the text under other headlines comes back to it or says 公司."""
    if not _is_title(contexts):
        return False
    opening, told = _head_and_text(contexts)
    named = {m.entity_id for m in mentions if m.start < opening[-1].end}
    if named != {company.entity_id} and not _leads_title(contexts, company, mentions):
        return False
    if _tells_of_many(told, company):
        return False
    sections = _sections(told)
    if not sections:
        return True
    others = {headlined(context).entity_id for context in sections} - {None, company.entity_id}
    if contexts[0].lang == "zh" and len(others) >= _MANY:
        return False  # 天衡证券：清泉股份目标价28元 … 远山证券：德远电子目标价34元
    later = contexts[contexts.index(sections[-1]) :] if len(sections) == 1 else contexts[contexts.index(sections[1]) :]
    return any(company_word(context, context.start, context.end) is not None for context in later) or any(
        m.entity_id == company.entity_id and m.start >= later[0].start for m in mentions
    )


def _opens_text(contexts: Sequence[SentenceContext], company: Subject) -> bool:
    """Whether a Korean text names a company before all others, and turns to no several others.

    온빛이 낸 분기보고서를 보면: who is the source of its own figures is named too.
    """
    body = [context for context in contexts if not context.heading]
    if contexts[0].lang != "ko":
        return False
    named = (
        m
        for context in body[:_HEAD]
        for m in context.entities
        if m.label == "ORG"
        and not is_authority("ko", m.name, m.entity_id)
        and not speaks_of_others(context, m.text)
        and not is_analyst("ko", m.text)
    )
    first = next(named, None)
    return first is not None and first.entity_id == company.entity_id and not _tells_of_many(body, company)


def _head_and_text(
    contexts: Sequence[SentenceContext],
) -> tuple[Sequence[SentenceContext], Sequence[SentenceContext]]:
    """The head of an article with its title, and the text under it; lines of the page stand above the title."""
    if contexts[0].lang == "ko":  # and others close the text
        body = [place for place, context in enumerate(contexts) if not context.heading] or [1]
        return contexts[: body[0]], contexts[body[0] : body[-1]]
    line = syntax("zh", "page_line")
    lines = (c.heading and line.fullmatch(c.view[c.start : c.end].strip()) is not None for c in contexts)
    title = next((place for place, of_page in enumerate(lines) if not of_page), 0)
    under = (i for i in range(title + 1, len(contexts)) if contexts[i].paragraph != contexts[title].paragraph)
    end = next(under, len(contexts))
    return contexts[:end], contexts[end:]


def _leads_title(contexts: Sequence[SentenceContext], company: Subject, mentions: Sequence[EntityMention]) -> bool:
    """Whether a Chinese title opens with a company and all others are named far less: 清泉第三财季：云海拉动增长."""
    first = _opens_title(contexts)
    if first is None or first.entity_id != company.entity_id:
        return False
    counts = Counter(m.entity_id for m in mentions)
    return all(_OFTENER * count <= counts[first.entity_id] for name, count in counts.items() if name != first.entity_id)


def _sections(contexts: Sequence[SentenceContext]) -> list[SentenceContext]:
    """The headlines of a text; in Chinese those with figures under them, not what closes the page."""
    headlines = [place for place, context in enumerate(contexts) if context.heading]
    if not contexts or contexts[0].lang == "ko":
        return [contexts[place] for place in headlines]
    told = pairwise([*headlines, len(contexts)])
    return [contexts[i] for i, end in told if any(c.quantities and c.metrics for c in contexts[i + 1 : end])]


def _tells_of_many(contexts: Sequence[SentenceContext], company: Subject) -> bool:
    """Whether Korean paragraphs turn to several others, one as often named, as a review of a trade does: 다온은 …."""
    named = Counter(m.entity_id for context in contexts for m in context.entities if m.label == "ORG")
    others = {
        first.entity_id
        for before, context in pairwise(contexts)
        if context.lang == "ko" and context.paragraph != before.paragraph
        for first in [m for m in context.entities if m.label == "ORG"][:1]
        if first.entity_id != company.entity_id and is_eligible(context, first) and opens_with(context, first)
    }
    return len(others) >= _MANY and max(named[other] for other in others) >= named[str(company.entity_id)]


def _in_byline(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name says whose page it is: alone on its line, or behind 出品."""
    if context.lang != "zh" or not context.heading:
        return False
    return syntax("zh", "byline").fullmatch(context.view, context.start, mention.start) is not None and (
        mention.end == context.end
    )


def _shortened(contexts: Sequence[SentenceContext]) -> set[str]:
    """The companies that the head of a Chinese article says to call by a short name from then on: 以下简称“清泉”."""
    if contexts[0].lang != "zh":
        return set()
    mark = syntax("zh", "shortens")
    head = contexts[: _HEAD + _HEAD]
    return {m.entity_id for c in head for m in c.entities if m.label == "ORG" and mark.match(c.view, m.end, c.end)}


def _is_title(contexts: Sequence[SentenceContext]) -> bool:
    """Whether an article opens with a title; in Chinese one may ask or call out (清泉股份能否翻身？)."""
    first = contexts[0]
    alone = first.lang == "zh" and len(contexts) > 1 and contexts[1].paragraph != first.paragraph
    return first.heading or (alone and first.end - first.start <= _TITLE)
