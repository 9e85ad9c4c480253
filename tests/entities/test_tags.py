"""Paths of tags: which are possible, and which names they mean."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nlp.entities.tags import Decoder, make_tags, may_follow, path_of, spans

TAGS = make_tags(["ORG", "LOC"])
OPEN_TAGS = ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("O O O", []),
        ("S-ORG", [(0, 1, "ORG")]),
        ("B-ORG E-ORG S-LOC", [(0, 2, "ORG"), (2, 3, "LOC")]),
        ("O B-ORG I-ORG E-ORG O", [(1, 4, "ORG")]),
        ("B-ORG B-ORG I-ORG", [(0, 1, "ORG"), (1, 3, "ORG")]),
        ("B-ORG I-LOC", [(0, 1, "ORG")]),
        ("I-ORG O", []),
    ],
)
def test_names_of_a_path(path: str, names: list[tuple[int, int, str]]) -> None:
    assert spans(path.split()) == names


@pytest.mark.parametrize("names", [[], [(0, 1, "ORG")], [(0, 3, "LOC"), (3, 5, "ORG")], [(2, 4, "ORG"), (5, 6, "LOC")]])
def test_a_path_says_what_it_was_made_of(names: list[tuple[int, int, str]]) -> None:
    assert spans(path_of(6, names)) == names


@pytest.mark.parametrize(
    ("tags", "before", "after", "allowed"),
    [
        (TAGS, "O", "I-ORG", False),
        (TAGS, "B-ORG", "O", False),
        (TAGS, "B-ORG", "E-LOC", False),
        (TAGS, "B-ORG", "E-ORG", True),
        (TAGS, "E-ORG", "S-LOC", True),
        (OPEN_TAGS, "B-ORG", "O", True),
        (OPEN_TAGS, "I-ORG", "B-ORG", True),
        (OPEN_TAGS, "I-ORG", "I-LOC", False),
        (OPEN_TAGS, "O", "I-LOC", False),
    ],
)
def test_what_may_follow(tags: list[str], before: str, after: str, allowed: bool) -> None:
    assert bool(may_follow(tags)[tags.index(before), tags.index(after)]) is allowed


@pytest.mark.parametrize("tags", [TAGS, OPEN_TAGS], ids=["with ends", "without ends"])
def test_the_best_path_is_the_best_of_all_possible_ones(tags: list[str]) -> None:
    order = np.random.default_rng(7)
    transitions = order.normal(size=(len(tags), len(tags))).astype(np.float32)
    decoder, follow = Decoder(tags, transitions), may_follow(tags)
    begin, last = "OBS", ("OES" if tags is TAGS else "OBI")
    for _ in range(20):
        scores = order.normal(size=(4, len(tags))).astype(np.float32) * 2
        best, value = None, -np.inf
        for path in np.ndindex(*[len(tags)] * 4):
            steps = list(itertools.pairwise(path))
            if tags[path[0]][0] not in begin or tags[path[-1]][0] not in last or not all(follow[s] for s in steps):
                continue
            total = sum(scores[i, tag] for i, tag in enumerate(path)) + sum(transitions[s] for s in steps)
            if total > value:
                best, value = path, total
        assert tuple(decoder.best_path(scores)) == best
