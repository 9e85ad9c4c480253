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
def test_the_best_path_and_its_certainty_are_those_among_all_possible_ones(tags: list[str]) -> None:
    order = np.random.default_rng(7)
    transitions = order.normal(size=(len(tags), len(tags))).astype(np.float32)
    decoder, follow = Decoder(tags, transitions), may_follow(tags)
    begin, last = "OBS", ("OES" if tags is TAGS else "OBI")
    stretches = [order.normal(size=(length, len(tags))).astype(np.float32) * 2 for length in (3, 1, 4, 2, 4)]
    paths = decoder.best_paths(stretches)
    names = [decoder.decode_path(path) for path in paths]
    assert any(names)
    for scores, best, named, sure in zip(
        stretches, paths, names, decoder.certainties(stretches, paths, names), strict=True
    ):
        weights = {}
        for path in np.ndindex(*[len(tags)] * len(scores)):
            steps = list(itertools.pairwise(path))
            if tags[path[0]][0] in begin and tags[path[-1]][0] in last and all(follow[s] for s in steps):
                total = sum(scores[i, tag] for i, tag in enumerate(path)) + sum(transitions[s] for s in steps)
                weights[path] = np.exp(np.float64(total))
        assert tuple(best) == max(weights, key=lambda path: weights[path])
        for (start, end, _), chance in zip(named, sure, strict=True):
            same = sum(weight for path, weight in weights.items() if path[start:end] == tuple(best[start:end]))
            assert chance == pytest.approx(same / sum(weights.values()))


def test_what_is_read_together_changes_nothing() -> None:
    order = np.random.default_rng(8)
    decoder = Decoder(TAGS, order.normal(size=(len(TAGS), len(TAGS))).astype(np.float32))
    stretches = [order.normal(size=(length, len(TAGS))).astype(np.float32) * 3 for length in order.integers(1, 60, 30)]
    paths = decoder.best_paths(stretches)
    names = [decoder.decode_path(path) for path in paths]
    for scores, path, named, sure in zip(
        stretches, paths, names, decoder.certainties(stretches, paths, names), strict=True
    ):
        assert decoder.decode([scores]) == [named]
        assert decoder.certainties([scores], [path], [named]) == [sure]
