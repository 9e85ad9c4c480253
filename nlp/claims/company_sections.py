"""Korean pages told company by company: under a heading that opens with one, all is of it (◇온빛, ■ 다온은 맑음).

A single such heading may only say what its section is about; where several open so, each section is its company's.
So are paragraphs that open with a company's name and a colon (온빛: …), where several do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.claims.concepts import is_money
from nlp.claims.model import NOBODY, Subject, subject_of
from nlp.claims.naming import UNLISTED, is_common, is_kind
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_analyst, is_authority
from nlp.claims.syntax import syntax

_LEAST = 2  # companies with a section of their own, at least
_AGAIN = 2  # times that a text gives the name of a company that no list holds


def company_sections(contexts: Sequence[SentenceContext]) -> Mapping[int, Subject]:
    """Whose figures the paragraphs of a page are, by the number of each behind the first company's heading.

    Args:
        contexts: the sentences of the article.

    Returns:
        The company of the section, nobody where its heading opens with none.
    """
    sections: dict[int, Subject] = {}
    labelled: dict[int, Subject] = {}
    headed, told, paragraph = NOBODY, False, -1
    for context in contexts:
        if context.paragraph != paragraph and (company := _labelled_by(context)) is not NOBODY:
            labelled[context.paragraph] = company
        paragraph = context.paragraph
        if context.heading:
            company = _opened_by(context)
            if company is not NOBODY or not context.quantities:
                headed = company if told else NOBODY
        else:
            told = True
            if headed is not NOBODY or sections:
                sections[context.paragraph] = headed
    listed = any(company.label == "ORG" for company in labelled.values())
    several = len({company.name for company in labelled.values()}) >= _LEAST
    headings = sections if len({s.entity_id for s in sections.values()} - {None}) >= _LEAST else {}
    return {**headings, **labelled} if listed and several else headings


def _labelled_by(context: SentenceContext) -> Subject:
    """The company with whose name and a colon a Korean paragraph opens: 온빛: 1분기 출하량은 3만대다.

    One that no list holds the text names again.
    """
    match = syntax("ko", "labelled").match(context.view, context.start, context.end)
    if context.lang != "ko" or context.heading or match is None:
        return NOBODY
    start, end = match.span("name")
    named = next((m for m in context.entities if (m.start, m.end) == (start, end)), None)
    if named is not None:
        others = is_authority("ko", named.name, named.entity_id) or is_analyst("ko", named.text)
        return NOBODY if others or named.label != "ORG" else subject_of(named)
    name = context.text[start:end]
    if is_common("ko", name) or is_kind("ko", name) or is_analyst("ko", name) or context.text.count(name) < _AGAIN:
        return NOBODY
    return NOBODY if any(m.start < end for m in context.metrics) else Subject(name, None, name, UNLISTED)


def _opened_by(heading: SentenceContext) -> Subject:
    """The company that a heading opens with and tells of alone."""
    if any(is_money(q.unit) for q in heading.quantities):
        return NOBODY
    lang = heading.lang
    opened = syntax(lang, "section_mark").match(heading.view, heading.start, heading.end)
    named = next((m for m in heading.entities if m.label == "ORG"), None)
    if opened is None or named is None or opened.end() != named.start:
        return NOBODY
    if is_authority(lang, named.name, named.entity_id) or is_analyst(lang, named.text):
        return NOBODY
    told = syntax(lang, "section_topic" if opened.group().strip() else "section_named")
    return subject_of(named) if told.fullmatch(heading.view, named.end, heading.end) else NOBODY
