"""Whom a Chinese word for the company means (公司, 其): one that the sentence tells of before it, else none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.claims.model import Subject, subject_of
from nlp.claims.naming import is_common
from nlp.claims.placed import reports
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import researches
from nlp.claims.syntax import syntax
from nlp.records import EntityMention

_TITLED = re.compile(r"[^】\n]{0,60}】")  # the title of a piece of news and the bracket that closes it
_OF_TWO = re.compile("前者|后者")
_KIN = 8  # characters before a name that may say whose it is


def meant_here(
    context: SentenceContext, word: int, named: Sequence[EntityMention], previous: Subject | None
) -> tuple[Subject, str] | None:
    """Whom a word for the company means by its sentence alone.

    Args:
        context: the sentence.
        word: where the word stands.
        named: who may hold a figure, of those named before it.
        previous: the holder of the number before it in the sentence, if any.

    Returns:
        The company and what tells it; None where the text around has to tell.
    """
    if context.lang != "zh":
        return None
    if (noticed := reports(context, word)) is not None:
        return noticed, "the company that reports in this sentence"
    before = [m for m in named if m.label == "ORG" and m.end <= word and not is_common("zh", m.text)]
    if not before:
        return None
    title = _TITLED.match(context.view, context.start, word) if context.view[context.start] == "【" else None
    behind = [m.name for m in before if title is not None and m.start >= title.end()]
    if title is not None and before[0].end <= title.end() and (not behind or before[0].name in behind):
        return subject_of(before[0]), "the company of the title before it"
    opens = syntax("zh", "clause_head").fullmatch(context.view, context.start, before[0].start)
    if opens and context.view.startswith("的", before[0].end):
        return subject_of(before[0]), "the company that the sentence opens with"
    last = before[-1]
    if is_told_of(context, last) or beside_company(context, last):
        return None
    if any(m.end <= last.start and researches(context, m) for m in context.entities):
        return subject_of(last), "the company that a broker speaks of"
    if previous is not None and last.name == previous.name:
        return subject_of(last), "the holder of the number before it"
    if opens and last is before[0] and context.clause_start(word) >= last.end:
        return subject_of(last), "the company that the sentence is about"
    return None


def beside_company(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name is of who is something to the company in focus: 清泉物流为公司最大客户, 清泉基金持有其5%股份."""
    return syntax("zh", "beside_company").match(context.view, mention.end, context.end) is not None


def of_two(context: SentenceContext, start: int, end: int) -> Subject | None:
    """Whom 前者 or 后者 means: the first or the second of the last two companies named before it in its sentence.

    Args:
        context: the sentence.
        start: where the clause of the number begins.
        end: where its metric does.
    """
    match = _OF_TWO.search(context.view, start, end) if context.lang == "zh" else None
    if match is None:
        return None
    named = {m.name: m for m in context.entities if m.label == "ORG" and m.end <= match.start()}
    last = list(named.values())[-2:]
    return subject_of(last[match.group() == "后者"]) if len(last) > 1 else None


def is_told_of(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name is told only as what somebody has or does: 子公司清泉电子, 公司出售了清泉电子."""
    before = context.view[max(context.start, mention.start - _KIN) : mention.start]
    if syntax("zh", "kin_before", "$").search(before) is not None:
        return True
    return syntax("zh", "company").search(context.view, context.start, mention.start) is not None
