"""Pre-annotated tasks from a run: what was found, as annotations to correct, the least certain article first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from nlp.batch import Results
from nlp.evaluation.facts import distinct_claims
from nlp.evaluation.formats.spans import Record
from nlp.records import ANALYSED_LANGUAGES, Article, Claim, EntityMention

_DIGITS = 4
_STATED = ("subject", "concept", "segment", "aspect", "low", "high", "qualifier", "unit", "period_start", "period_end")


def tasks(results: Results, limit: int | None = None) -> list[Record]:
    """Return the articles of a run as gold documents that say what was found.

    Args:
        results: the run.
        limit: how many to return; None for all.

    Returns:
        Documents with `text` and `certainty`, the mean confidence of what was found, the lowest first; an article in
        which nothing was found comes last, and has none. Articles that were not analysed are left out.
    """
    claims: dict[str, list[Claim]] = defaultdict(list)
    mentions: dict[str, list[EntityMention]] = defaultdict(list)
    for claim in results.claims():
        claims[claim.article_id].append(claim)
    for mention in results.entities():
        mentions[mention.article_id].append(mention)
    made = [
        _document(article, claims[article.article_id], mentions[article.article_id])
        for article in results.articles()
        if article.lang in ANALYSED_LANGUAGES
    ]
    made.sort(key=lambda record: (record.get("certainty", 1.1), record["doc"]))
    return made[:limit]


def _document(article: Article, claims: Iterable[Claim], mentions: Iterable[EntityMention]) -> Record:
    claims, mentions = list(claims), list(mentions)
    measures, statements = distinct_claims(claims), [claim for claim in claims if claim.kind == "statement"]
    found = [*(claim.confidence for claim in (*measures, *statements)), *(mention.confidence for mention in mentions)]
    certainty = {"certainty": round(sum(found) / len(found), _DIGITS)} if found else {}
    return {
        "doc": article.article_id,
        "lang": article.lang,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        **certainty,
        "entities": _entities(mentions),
        "facts": [_fact(claim) for claim in measures],
        "statements": [_statement(claim) for claim in statements],
    }


def _entities(mentions: Iterable[EntityMention]) -> list[Record]:
    entities: dict[tuple[str, str], Record] = {}
    for mention in mentions:
        entity = entities.setdefault(
            (mention.entity_id, mention.label),
            {"names": [], "label": mention.label, "spans": [], "required": True, "entity_id": mention.entity_id},
        )
        entity["spans"].append([mention.start, mention.end])
        if mention.text not in entity["names"]:
            entity["names"].append(mention.text)
    return list(entities.values())


def _fact(claim: Claim) -> Record:
    written: dict[str, Any] = claim.to_dict()
    stated = {name: written[name] for name in _STATED}
    said = {"modality": claim.modality, "speaker": claim.speaker, "quantity": claim.quantity_text}
    return {**stated, **said, **_place(claim), "required": True, "confidence": claim.confidence}


def _statement(claim: Claim) -> Record:
    return {"speaker": claim.speaker, **_place(claim), "required": True, "confidence": claim.confidence}


def _place(claim: Claim) -> Record:
    return {"start": claim.start, "end": claim.end}
