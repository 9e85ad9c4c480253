"""Floors on real text: entities found and linked, as the contract's scorer counts them."""

from __future__ import annotations

import importlib.util
import json
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from nlp.entities import find_entities

pytestmark = pytest.mark.shared


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("contract_score", shared / "contract" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _seeds(shared: Path) -> list[tuple[str, str, list[dict[str, Any]]]]:
    documents = []
    for path in sorted((shared / "gold").glob("0*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (shared / "seeds" / f"{path.stem}.txt").read_text("utf-8")
        documents.append((text, gold["lang"], gold["entities"]))
    return documents


def _paragraphs(shared: Path, lang: str) -> list[tuple[str, str, list[dict[str, Any]]]]:
    lines = (shared / "gold" / "paragraphs" / f"{lang}.jsonl").read_text("utf-8").splitlines()
    return [(row["text"], row["lang"], row["entities"]) for row in map(json.loads, lines)]


def _score(shared: Path, documents: list[tuple[str, str, list[dict[str, Any]]]]) -> tuple[float, float]:
    scorer = _scorer(shared)
    tally, ids, pairs, linked = scorer.Tally(), {}, 0, 0
    for text, lang, entities in documents:
        mentions = [mention.to_dict() for mention in find_entities(text, lang)]
        groups = scorer.group_entities(mentions)
        tally.add(groups, entities, scorer.match_entity)
        for group in groups:
            for name in group["texts"]:
                ids.setdefault(scorer.fold(name), set()).add(group["entity_id"])
    for _, _, entities in documents:
        for entity in entities:
            present = [name for name in entity["names"] if scorer.fold(name) in ids]
            for left, right in combinations(present, 2):
                pairs += 1
                linked += bool(ids[scorer.fold(left)] & ids[scorer.fold(right)])
    return tally.report()["f1"], linked / pairs


def test_seeds(shared: Path) -> None:
    f1, linking = _score(shared, _seeds(shared))
    assert f1 >= 0.85
    assert linking >= 0.95


@pytest.mark.parametrize(("lang", "floor"), [("zh", 0.85), ("ko", 0.83)])
def test_paragraphs(shared: Path, lang: str, floor: float) -> None:
    f1, linking = _score(shared, _paragraphs(shared, lang))
    assert f1 >= floor
    assert linking >= 0.9
