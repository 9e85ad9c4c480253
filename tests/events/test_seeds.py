"""The annotated pairs of the shared seeds: whichever acceptable reading of each fact the extraction takes."""

from __future__ import annotations

import importlib.util
import json
import random
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from nlp.events import build_events
from nlp.records import Article, Claim, stable_id
from tests.events.helper import day

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs the shared folder beside the repository"),
]


def pick(choice: random.Random | int, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if not value:
        return None
    return value[choice] if isinstance(choice, int) else choice.choice(value)


def gold_claims(choice: random.Random | int, optional: bool) -> tuple[list[Claim], list[Article]]:
    """Turn the gold facts into claims, taking the first, the last or any acceptable answer of each field."""
    claims, articles = [], []
    for path in sorted((SHARED / "gold").glob("0*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (SHARED / "seeds" / f"{gold['doc']}.txt").read_text(encoding="utf-8")
        articles.append(
            Article(gold["doc"], gold["lang"], 1.0, None, None, text, day(gold["published"]), "metadata", None)
        )
        for number, fact in enumerate(gold["facts"]):
            if not fact["required"] and not optional:
                continue
            low, high = (None if fact[side] is None else Decimal(fact[side]) for side in ("low", "high"))
            names = fact["subject"]
            start, end = pick(choice, fact.get("period_start")), pick(choice, fact.get("period_end"))
            if start and end and start > end:
                start = end
            claims.append(
                Claim(
                    claim_id=stable_id(gold["doc"], number),
                    article_id=gold["doc"],
                    lang=gold["lang"],
                    kind="measure",
                    subject=names[0] if names else None,
                    subject_id="id-" + min(names) if names else None,
                    subject_text=None,
                    concept=pick(choice, fact["concept"]),
                    metric_text=None,
                    segment=pick(choice, fact.get("segment")),
                    aspect=pick(choice, fact.get("aspect", "level")),
                    low=low,
                    high=high,
                    qualifier="range" if low != high and low and high else "exact",
                    unit=pick(choice, fact.get("unit")),
                    period_start=day(start),
                    period_end=day(end),
                    period_text=None,
                    modality=pick(choice, fact.get("modality", "reported")),
                    speaker=None,
                    quantity_text=None,
                    start=number,
                    end=number + 1,
                    evidence=fact["quote"],
                    evidence_start=number,
                    evidence_end=number + 1,
                    relates_to=None,
                    confidence=1.0,
                )
            )
    return claims, articles


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "contract" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("reading", ["first", "last", *range(8)])
def test_pairs(reading: str | int, optional: bool) -> None:
    choice = {"first": 0, "last": -1}.get(str(reading), random.Random(reading))
    claims, articles = gold_claims(choice, optional)
    events = [event.to_dict() for event in build_events(claims, articles)]
    by_fact: dict[tuple[str, int], set[str]] = {}
    golds = {}
    for path in sorted((SHARED / "gold").glob("0*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        golds[gold["doc"]] = gold
        for number in range(len(gold["facts"])):
            by_fact[gold["doc"], number] = {stable_id(gold["doc"], number)}
    pairs = json.loads((SHARED / "gold" / "pairs.json").read_text(encoding="utf-8"))
    result = scorer().score_pairs(pairs, golds, by_fact, events)
    assert result == {
        "required": 6,
        "found": 6,
        "right_relation": 6,
        "wrongly_joined": 0,
        "not_pairs": len(pairs["not_pairs"]),
    }
