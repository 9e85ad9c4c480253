"""Korean pages told company by company: under a heading that opens with one, all is of it (◇온빛, ■ 다온은 맑음).

A single such heading may only say what its section is about; where several open so, each section is its company's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.claims.concepts import is_money
from nlp.claims.model import NOBODY, Subject, subject_of
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_analyst, is_authority
from nlp.claims.syntax import syntax

_LEAST = 2  # companies with a section of their own, at least


def company_sections(contexts: Sequence[SentenceContext]) -> Mapping[int, Subject]:
    """Whose figures the paragraphs of a page are, by the number of each behind the first company's heading.

    Args:
        contexts: the sentences of the article.

    Returns:
        The company of the section, nobody where its heading opens with none.
    """
    sections: dict[int, Subject] = {}
    headed, told = NOBODY, False
    for context in contexts:
        if context.heading:
            company = _opened_by(context)
            if company is not NOBODY or not context.quantities:
                headed = company if told else NOBODY
        else:
            told = True
            if headed is not NOBODY or sections:
                sections[context.paragraph] = headed
    return sections if len({s.entity_id for s in sections.values()} - {None}) >= _LEAST else {}


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
