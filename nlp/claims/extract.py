"""All claims of an article: its measures and its attributed statements."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import cast

from nlp.claims.consistency import check_levels, settle_levels
from nlp.claims.explain import active
from nlp.claims.headlines import settle_headlines
from nlp.claims.main_company import MOST, main_company
from nlp.claims.measures import find_measures
from nlp.claims.plain_words import settle_plain_words
from nlp.claims.protagonist import as_companies, without_parts
from nlp.claims.relations import relate
from nlp.claims.scoring import Judge
from nlp.claims.sentence import read_sentences
from nlp.claims.statements import Statement, find_statements, is_unsigned
from nlp.claims.syntax import syntax
from nlp.claims.table_rows import Grid, lines_of, places, with_units
from nlp.claims.takings import settle_takings
from nlp.claims.writing import measure_claim, statement_claim, with_pieces
from nlp.periods import TimeExpression
from nlp.records import Claim, EntityMention, Lang, Quantity
from nlp.structure import Structure
from nlp.text import fold

_UNLISTED = ("org:", "person:")  # how the ids of names begin that no list holds


def extract_claims(
    text: str,
    lang: str,
    structure: Structure,
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
    entities: Sequence[EntityMention],
    published: date | None,
    article_id: str = "",
    judge: Judge | None = None,
) -> list[Claim]:
    """Extract the claims of an article from what was found in it.

    Args:
        text: the article's text.
        lang: `zh` or `ko`.
        structure: its sentences.
        quantities: its quantities, in order.
        times: its time expressions, in order.
        entities: its entity mentions, in order.
        published: the day on which relative words are spoken, if known.
        article_id: goes into the claims and their ids.
        judge: decides between the readings of a number; without one the rules do.

    Returns:
        Measures and statements in the order of their place.
    """
    language = cast("Lang", lang)
    spans = [(sentence.start, sentence.end) for sentence in structure.sentences]
    view = fold(text, lang)
    entities = as_companies(view, lang, without_parts(view, lang, _told_of(view, lang, entities, structure)))
    quantities, tables = with_units(view, lang, quantities)
    found = (quantities, times, entities, published)
    contexts = read_sentences(text, view, lang, structure.sentences, *found)
    lines = read_sentences(text, view, lang, lines_of(tables), *found)
    grid = Grid(places(tables, contexts), lines)
    main, share = about = main_company(contexts)
    contexts = settle_plain_words(settle_takings(contexts, share))
    company = next((m for m in entities if m.entity_id == main.entity_id), None) if share > MOST else None
    statements = find_statements(text, lang, spans, entities, company)
    sentences = [
        [measure_claim(context, measure, article_id, language) for measure in measures]
        for context, measures in settle_headlines(list(find_measures(contexts, statements, about, grid, judge)))
    ]
    claims = with_pieces(check_levels(settle_levels(relate(sentences))), view, lang)
    _explain(statements)
    signed = [statement for statement in statements if not is_unsigned(statement, lang)]
    claims += [statement_claim(statement, contexts, article_id, language) for statement in signed]
    return sorted(_unique(claims), key=lambda claim: (claim.start, claim.end, claim.kind))


def _told_of(view: str, lang: str, entities: Sequence[EntityMention], structure: Structure) -> list[EntityMention]:
    """Leave out the names that no list holds and that lines of the page give: outlets and authors, wherever they stand.

    Whom the opening names is no outlet, nor is who has results (온빛의 지난해 매출은).
    """
    spans = [(sentence.start, sentence.end) for sentence in structure.sentences]
    opening = {m.entity_id for m in entities if spans and m.start < spans[0][1]}
    if lang == "ko":
        opening |= {m.entity_id for m in entities if syntax("ko", "told_results").match(view, m.end)}
    starts = [start for start, _ in spans]
    page: set[str] = set()
    for mention in entities:
        at = bisect_right(starts, mention.start) - 1
        beside = at < 0 or mention.start >= spans[at][1]
        if beside and mention.entity_id.startswith(_UNLISTED) and mention.entity_id not in opening:
            page.add(mention.entity_id)
    return [mention for mention in entities if mention.entity_id not in page]


def _explain(statements: Sequence[Statement]) -> None:
    trace = active()
    if trace is None:
        return
    for statement in statements:
        cue = statement.cue or "the name before the quotation"
        reason = f"{'quoted' if statement.direct else 'reported'}, told by {cue}"
        trace.note(statement.start, "speaker", statement.speaker_text, reason)


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    seen: dict[str, Claim] = {}
    for claim in claims:
        seen.setdefault(claim.claim_id, claim)
    return list(seen.values())
