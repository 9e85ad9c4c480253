"""Pairs of facts that two articles tell, compared with the events of a run: joined or not, and under which relation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nlp.evaluation.facts import Scored
from nlp.evaluation.gold import GoldDocument, GoldFact, as_list
from nlp.evaluation.mistakes import MISSED, Mistake
from nlp.evaluation.tally import Counts
from nlp.records import EventRecord

PAIRS, RELATIONS = "pairs", "relations"
_NOT_COMPARABLE = "not_comparable"
Key = tuple[str, int]  # a document and the number of a fact in it


def score_pairs(
    pairs: Any, golds: Mapping[str, GoldDocument], claims_of: Mapping[Key, set[str]], events: Iterable[EventRecord]
) -> dict[str, Scored]:
    """Compare the pairs of the gold with the facts of the events.

    Args:
        pairs: what `pairs.json` holds: `pairs` and `not_pairs`, or groups of facts.
        golds: the gold documents by id.
        claims_of: ids of the claims that say what a fact says, as a measure.
        events: the events of the run.

    Returns:
        By document (the first of each pair): pairs that are joined are correct, those of `not_pairs` that are joined
        are spurious; among the relations, those that are right are correct.
    """
    wanted, unwanted = _flat(pairs)
    together = [(set(fact.claim_ids), fact.relation) for event in events for fact in event.facts]
    scored: dict[str, Scored] = {}

    def relation_of(pair: Mapping[str, Any]) -> str | None:
        for a in _facts_of(pair, "a", golds):
            for b in _facts_of(pair, "b", golds):
                for ids, relation in together:
                    if ids & claims_of.get(a, set()) and ids & claims_of.get(b, set()):
                        return relation
        return None

    for pair in wanted:
        if not pair.get("required", True):
            continue
        here = scored.setdefault(pair["a"]["doc"], Scored())
        relation, accepted = relation_of(pair), as_list(pair["relation"])
        right = relation in accepted
        here.add(PAIRS, Counts(correct=int(relation is not None), missed=int(relation is None)))
        here.add(
            RELATIONS,
            Counts(correct=int(right), incorrect=int(relation is not None and not right), missed=int(relation is None)),
        )
        if not right:
            kind = MISSED if relation is None else "relation"
            gold = f"{_words(pair)}: {' or '.join(accepted)}"
            here.mistakes.append(Mistake(pair["a"]["doc"], PAIRS, (kind,), gold=gold, found=relation or "", lost=True))
    for pair in unwanted:
        if "a" not in pair:
            continue
        here = scored.setdefault(pair["a"]["doc"], Scored())
        relation = relation_of(pair)
        here.add(PAIRS, Counts(spurious=int(relation is not None)))
        if relation is not None:
            found = f"{_words(pair)}: {relation}"
            here.mistakes.append(Mistake(pair["a"]["doc"], PAIRS, ("joined",), found=found, wrong=True))
    return scored


def _flat(pairs: Any) -> tuple[list[Any], list[Any]]:
    """Both forms of the file: one list of pairs beside near misses, or groups of facts by document pair."""
    if isinstance(pairs, dict):
        return pairs["pairs"], pairs.get("not_pairs", [])
    facts = [fact for group in pairs for fact in group["facts"]]
    return (
        [fact for fact in facts if fact["relation"] != _NOT_COMPARABLE],
        [fact for fact in facts if fact["relation"] == _NOT_COMPARABLE],
    )


def _facts_of(pair: Mapping[str, Any], side: str, golds: Mapping[str, GoldDocument]) -> Sequence[Key]:
    there = pair[side]
    document = golds.get(there["doc"])
    facts = (document.facts if document else None) or ()
    return [(there["doc"], index) for index, fact in enumerate(facts) if _is_meant(fact, there, pair)]


def _is_meant(fact: GoldFact, there: Mapping[str, Any], pair: Mapping[str, Any]) -> bool:
    concepts = as_list(pair["concept"]) if pair.get("concept") else fact.concepts
    return (
        fact.quote == (there.get("quote") or there.get("quantity"))
        and there.get("start", fact.start) == fact.start
        and not set(concepts).isdisjoint(fact.concepts)
        and (pair.get("aspect") or fact.aspects[0]) in fact.aspects
    )


def _words(pair: Mapping[str, Any]) -> str:
    sides = (pair["a"], pair["b"])
    return " = ".join(f"{side['doc']} {side.get('quote') or side.get('quantity')}" for side in sides)
