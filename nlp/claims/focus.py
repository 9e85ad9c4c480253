"""Whom an article speaks of: its main company, the company in focus, and who only speaks of others.

Brokers, authorities and papers give figures of others; they are in focus only where nobody else is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nlp.claims.concepts import concepts
from nlp.claims.model import NOBODY, Measure, Subject, subject_of
from nlp.claims.naming import UNLISTED, is_common, speaks_of_others, topic
from nlp.claims.sentence import SentenceContext
from nlp.claims.speakers import Statement
from nlp.claims.subjects import is_authority, is_source
from nlp.claims.syntax import syntax
from nlp.records import EntityMention

_HEAD = 3  # sentences in which an article names whom it is about
_NEAR = 8  # characters between an economy and the figure of it that is named
_EARLY = 200  # characters at the head of an article that name what it is about


def main_company(contexts: Sequence[SentenceContext]) -> tuple[Subject, bool]:
    """The company that an article is about: the one named most often, early mentions counting double.

    Returns:
        The company, and whether it is named more often than all others together: then each paragraph begins with it
        in mind (公司…), whoever the one before spoke of.
    """
    mentions = [
        mention
        for context in contexts
        for mention in context.entities
        if mention.label == "ORG"
        and not is_authority(context.lang, mention.name, mention.entity_id)
        and not is_source(context, mention)
        and not speaks_of_others(context, mention.text)
    ]
    if not mentions:
        return NOBODY, False
    counts: Counter[str] = Counter()
    first: dict[str, EntityMention] = {}
    for mention in mentions:
        counts[mention.entity_id] += 2 if mention.start < contexts[0].start + _EARLY else 1
        first.setdefault(mention.entity_id, mention)
    best = max(counts, key=lambda entity: (counts[entity], -first[entity].start))
    introduced = first[best].start < contexts[min(_HEAD, len(contexts)) - 1].end
    if not introduced and counts[best] <= _HEAD:
        return NOBODY, False
    return subject_of(first[best]), 2 * sum(m.entity_id == best for m in mentions) > len(mentions)


def next_focus(measures: Sequence[Measure], focus: Subject) -> Subject:
    """Who the text goes on to speak of: the first listed company of a sentence, else a name while nobody is known."""
    for measure in measures:
        subject = measure.subject
        if subject.label == "ORG" and (subject.text or subject.resolved):
            return focus if subject.resolved and focus is not NOBODY else subject
    if focus is NOBODY or focus.label == UNLISTED:
        return next((m.subject for m in measures if m.subject.label == UNLISTED), focus)
    return focus


def introduced(context: SentenceContext) -> Subject:
    """Whom a sentence without numbers introduces: 某公司作为…供应商，…."""
    found = topic(context, context.end)
    if found is None or context.lang == "zh":
        return found or NOBODY
    end = context.text.find(str(found.text), context.start) + len(str(found.text))
    return found if syntax(context.lang, "company_context").match(context.view, end) else NOBODY


def economy_told(context: SentenceContext) -> Subject:
    """The economy whose figure a sentence names without a number: 土耳其的通货膨胀率达到了最高点."""
    for metric in context.metrics:
        if concepts()[metric.concept].holder != "economy":
            continue
        near = [m for m in context.entities if m.label == "LOC" and 0 <= metric.start - m.end <= _NEAR]
        if near:
            return subject_of(near[-1])
    return NOBODY


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
    return (
        statement.modality_hint == "forecast" and syntax(lang, "analyst").fullmatch(statement.speaker or "") is not None
    )
