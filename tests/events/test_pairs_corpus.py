"""The annotated pairs of corpora/pairs: what is one fact in two languages is joined, what only looks like it is not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import nlp as xinmun
from nlp.events import build_events
from nlp.records import Article, Claim, EventRecord, stable_id

FOLDER = Path(__file__).parents[2] / "corpora" / "pairs"
PAIRS = json.loads((FOLDER / "pairs.json").read_text(encoding="utf-8"))
GOLD = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*_*.json"))}
FEED = [json.loads(line) for line in (FOLDER / "feed.jsonl").read_text(encoding="utf-8").splitlines()]
TEXTS = {paper["id"]: f"{paper['title']}\n{paper['text']}" for paper in FEED}
Ids = dict[tuple[str, int], set[str]]


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float
    relations: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def all_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def qualifier(fact: dict[str, Any]) -> str:
    if fact["low"] is None:
        return "at_most"
    if fact["high"] is None:
        return "at_least"
    return str(fact.get("qualifier", "exact" if fact["low"] == fact["high"] else "range"))


def gold_claims() -> Iterable[Claim]:
    """What a perfect extraction would find: the first answer of each field."""
    for doc, document in GOLD.items():
        for number, fact in enumerate(document["facts"]):
            start = TEXTS[doc].index(fact["quote"])
            end = start + len(fact["quote"])
            yield Claim.from_dict(
                {
                    **dict.fromkeys(Claim.__slots__),
                    **{
                        key: first(fact[key]) for key in ("concept", "segment", "aspect", "unit", "modality", "speaker")
                    },
                    **{key: fact[key] for key in ("low", "high", "period_start", "period_end")},
                    "claim_id": stable_id(doc, number),
                    "article_id": doc,
                    "lang": document["lang"],
                    "kind": "measure",
                    "subject": fact["subject"][0],
                    "subject_id": min(fact["subject"]),
                    "qualifier": qualifier(fact),
                    "start": start,
                    "end": end,
                    "evidence": fact["quote"],
                    "evidence_start": max(TEXTS[doc].rfind(stop, 0, start) for stop in ("。", "다. ", "\n")),
                    "evidence_end": end,
                    "confidence": 1.0,
                    "decimals": fact.get("decimals"),
                    "flags": [],
                    "restated": [],
                }
            )


def articles() -> list[Article]:
    return [
        Article(p["id"], p["lang"], 1.0, None, None, TEXTS[p["id"]], date.fromisoformat(p["published"]), None, None)
        for p in FEED
    ]


def facts_of(pair: dict[str, Any], side: str) -> list[tuple[str, int]]:
    doc = pair[side]["doc"]
    return [
        (doc, number)
        for number, fact in enumerate(GOLD[doc]["facts"])
        if fact["quote"] == pair[side]["quote"]
        and not set(all_of(fact["concept"])).isdisjoint(all_of(pair["concept"]))
        and pair["aspect"] in all_of(fact["aspect"])
    ]


def score(ids: Ids, events: list[EventRecord]) -> Score:
    together = [(set(fact.claim_ids), fact.relation) for event in events for fact in event.facts]

    def relation_of(pair: dict[str, Any]) -> str | None:
        [a], [b] = facts_of(pair, "a"), facts_of(pair, "b")
        return next((relation for claims, relation in together if claims & ids[a] and claims & ids[b]), None)

    wanted = [pair for pair in PAIRS["pairs"] if pair["required"]]
    found = [relation_of(pair) for pair in wanted]
    joined = sum(relation is not None for relation in found)
    wrong = sum(relation_of(pair) is not None for pair in PAIRS["not_pairs"])
    right = sum(relation in all_of(pair["relation"]) for relation, pair in zip(found, wanted, strict=True))
    return Score(joined / (joined + wrong), joined / len(wanted), right / len(wanted))


def test_alignment_alone() -> None:
    claims = list(gold_claims())
    ids = {(doc, n): {stable_id(doc, n)} for doc, document in GOLD.items() for n in range(len(document["facts"]))}
    result = score(ids, build_events(claims, articles()))
    assert result.f1 >= 0.95, result
    assert result.relations >= 0.95, result
    assert result.precision == 1, result


def says(claim: Claim, fact: dict[str, Any]) -> bool:
    bounds = [None if fact[side] is None else Decimal(fact[side]) for side in ("low", "high")]
    return (
        [claim.low, claim.high] == bounds
        and claim.concept in all_of(fact["concept"])
        and claim.aspect in all_of(fact["aspect"])
        and (None in all_of(fact["segment"]) or claim.segment is not None)
    )


def test_through_extraction() -> None:
    """Lower than alignment alone: what extraction misses or misreads cannot be joined. The floor is today's figure."""
    analyzer = xinmun.load()
    analyses = [analyzer.analyze(article) for article in articles()]
    claims = [claim for analysis in analyses for claim in analysis.claims]
    ids = {
        (doc, number): {claim.claim_id for claim in claims if claim.article_id == doc and says(claim, fact)}
        for doc, document in GOLD.items()
        for number, fact in enumerate(document["facts"])
    }
    result = score(ids, build_events(claims, [analysis.article for analysis in analyses]))
    assert result.precision == 1, result
    assert result.f1 >= 0.9, result
    assert result.relations >= 0.78, result
