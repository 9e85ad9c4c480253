"""Attributed statements: who said, announced or published what, and where it stands.

Chinese attributes in front (speaker, verb, content), Korean behind (content, verb) or around; both quote, and both let
a quotation run on in a sentence of its own. Each order has its module; what they share is here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.cue_first import find_cue_first
from nlp.claims.cue_last import find_cue_last
from nlp.claims.quotes import Quote, blank_out, find_quotes
from nlp.claims.saying import vocabulary
from nlp.claims.speakers import Context, Statement, sorted_mentions
from nlp.records import ANALYSED_LANGUAGES, EntityMention
from nlp.text import fold

__all__ = ["Statement", "find_statements", "is_unsigned"]

_READERS = {"zh": find_cue_first, "ko": find_cue_last}
_FINAL = {"zh": ("。", "!", "?", "…", ",", "."), "ko": (".", "!", "?", "…", "다", "요", "죠", "까")}
_CARRIED = 0.8  # how sure we are that a quotation without a speaker goes on with the last one


def find_statements(
    text: str,
    lang: str,
    sentences: Sequence[tuple[int, int]],
    entities: Sequence[EntityMention],
    company: EntityMention | None = None,
) -> list[Statement]:
    """Find the attributed statements of an article.

    Args:
        text: the article's text.
        lang: `zh` or `ko`; other languages have none.
        sentences: spans of the sentences to look at, in order.
        entities: the mentions that `find_entities` found in the text.
        company: a mention of the company that the whole article is about: each paragraph begins with it in mind (公司),
            whoever the one before spoke of.

    Returns:
        The statements in order of their place. A span never reaches over its attributing sentence, except where one
        quotation does.
    """
    if lang not in ANALYSED_LANGUAGES:
        return []
    view = fold(text, lang)
    quotes = find_quotes(view)
    context = Context(text, view, blank_out(view, quotes), lang, quotes, sorted_mentions(entities))
    context.main = context.from_entity(company) if company is not None else None
    used: set[int] = set()
    found: list[Statement] = []
    whole = _rejoined(sentences, quotes)
    for start, end, index in whole:
        if context.main is not None and "\n" in text[max(0, start - 2) : start]:
            context.discourse.come_back(context.main)
        found += _READERS[lang](context, start, end, index, used)
    found += _standing_alone(context, whole, found, used)
    unique = {(item.start, item.end, item.speaker): item for item in found}
    return sorted(unique.values(), key=lambda item: (item.start, item.end))


def is_unsigned(statement: Statement, lang: str) -> bool:
    """Whether nobody is named for what a Chinese paper shows (2019年年报显示, 工商信息显示): that is bare data."""
    if lang != "zh" or statement.direct or statement.speaker_text is None:
        return False
    papers = vocabulary("zh").any_of("unsigned")
    return (
        re.fullmatch(rf"(?:\d{{4}}年|最新|上述|披露的|根据|据|其)*(?:{papers})", fold(statement.speaker_text, "zh"))
        is not None
    )


def _rejoined(sentences: Sequence[tuple[int, int]], quotes: Sequence[Quote]) -> list[tuple[int, int, int]]:
    """Sentences with their index; those that a quotation ties together are one, under the index of the last."""
    joined: list[tuple[int, int, int]] = []
    at = 0
    for index, (start, end) in enumerate(sentences):
        while at < len(quotes) and quotes[at].close < start:
            at += 1
        if joined and at < len(quotes) and joined[-1][0] <= quotes[at].open < start:
            start = joined.pop()[0]  # noqa: PLW2901
        joined.append((start, end, index))
    return joined


def _standing_alone(
    context: Context, sentences: Sequence[tuple[int, int, int]], found: list[Statement], used: set[int]
) -> list[Statement]:
    """A sentence that is a quotation and no more goes on with what the last speaker said."""
    added: list[Statement] = []
    known = sorted(found, key=lambda item: item.start)
    at, last = 0, None
    for start, end, index in sentences:
        while at < len(known) and known[at].sentence <= index:
            last, at = known[at], at + 1
        for quote in context.quotes_in(start, end):
            fills = quote.open - start <= 1 and (quote.close + 1 >= end - 1 or context.view[quote.end - 1] in "。!?")
            if quote.open in used or not quote.spoken or not fills or last is None or index - last.sentence > 1:
                continue
            if context.view[quote.start : quote.end].rstrip().endswith(_FINAL[context.lang]):
                used.add(quote.open)
                last = replace(
                    last,
                    start=quote.start,
                    end=quote.end,
                    direct=True,
                    sentence=index,
                    confidence=round(last.confidence * _CARRIED, 3),
                    modality_hint="reported",
                )
                added.append(last)
    return added
