"""Our scores of mentions beside those of seqeval and nervaluate, where they define the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2

from nlp.evaluation.entities import MENTION, GoldMention, score_mentions
from nlp.evaluation.facts import Scored
from nlp.evaluation.gold import gold_document
from nlp.evaluation.mistakes import Place
from nlp.evaluation.tally import Counts, add_up

Mentions = list[tuple[tuple[int, int], str]]
Tags = list[list[str]]
THEIRS = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
LABELS = ["ORG", "PERSON", "LOC"]
EXAMPLES: list[tuple[str, list[str], list[str]]] = [
    # what it shows; the tags of the gold and of the system, a document each
    ("all right", ["B-ORG I-ORG O B-LOC"], ["B-ORG I-ORG O B-LOC"]),
    ("nothing found", ["B-ORG I-ORG O"], ["O O O"]),
    ("nothing there", ["O O O"], ["O B-LOC I-LOC"]),
    ("another label", ["B-ORG I-ORG O"], ["B-LOC I-LOC O"]),
    ("too long", ["O B-ORG I-ORG O O"], ["O B-ORG I-ORG I-ORG O"]),
    ("too short, another label", ["B-ORG I-ORG I-ORG O"], ["O B-LOC I-LOC O"]),
    ("side by side", ["B-ORG B-ORG I-ORG B-LOC"], ["B-ORG B-ORG I-ORG B-ORG"]),
    ("two documents", ["B-PERSON I-PERSON O", "O B-LOC"], ["B-PERSON I-PERSON O", "B-LOC B-LOC"]),
]


def mentions(tags: Sequence[str]) -> Mentions:
    found: list[tuple[int, int, str]] = []
    for place, tag in enumerate(tags):
        mark, _, label = tag.partition("-")
        if mark == "B":
            found.append((place, place + 1, label))
        elif mark == "I":
            start, _, label = found.pop()
            found.append((start, place + 1, label))
    return [((start, end), label) for start, end, label in found]


def ours(gold: Tags, system: Tags) -> dict[str, Counts]:
    place = Place(gold_document({"doc": "d", "lang": "zh"}, "here"), None)
    rows: dict[str, list[Counts]] = {scheme: [] for scheme in THEIRS}
    for wanted, found in zip(gold, system, strict=True):
        scored = Scored()
        golds = [GoldMention((span,), (label,), True) for span, label in mentions(wanted)]
        score_mentions(golds, mentions(found), place, scored)
        for scheme in THEIRS:
            rows[scheme].append(scored.counts[MENTION + scheme])
    return {scheme: add_up(counts) for scheme, counts in rows.items()}


def theirs(gold: Tags, system: Tags) -> dict[str, Counts]:
    overall = Evaluator(gold, system, tags=LABELS, loader="list").evaluate()["overall"]
    return {
        scheme: Counts(*(getattr(overall[name], field) for field in Counts._fields)) for scheme, name in THEIRS.items()
    }


def split(documents: Sequence[str]) -> Tags:
    return [document.split() for document in documents]


@pytest.mark.parametrize(("shows", "gold", "system"), EXAMPLES)
def test_examples(shows, gold, system):
    check_seqeval(split(gold), split(system))
    assert ours(split(gold), split(system)) == theirs(split(gold), split(system)), shows


def check_seqeval(gold: Tags, system: Tags) -> None:
    strict = ours(gold, system)["strict"]
    for figure, score in ((strict.precision, precision_score), (strict.recall, recall_score), (strict.f1, f1_score)):
        assert (figure or 0) == pytest.approx(score(gold, system, mode="strict", scheme=IOB2, zero_division=0))


TAGS = st.lists(
    st.sampled_from(["O", "O", *(f"{mark}-{label}" for mark in "BII" for label in LABELS)]), min_size=1, max_size=9
)


def in_order(tags: list[str]) -> list[str]:
    """Make what follows no mention of its label begin one."""
    mended: list[str] = []
    for tag in tags:
        goes_on = tag[0] != "I" or (mended and mended[-1] not in ("O",) and mended[-1][2:] == tag[2:])
        mended.append(tag if goes_on else f"B{tag[1:]}")
    return mended


PAIRS = st.lists(
    st.tuples(TAGS, TAGS).map(lambda two: tuple(in_order(tags[: min(map(len, two))]) for tags in two)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=200)
@given(PAIRS)
def test_seqeval_on_any_tags(pairs):
    check_seqeval([gold for gold, _ in pairs], [system for _, system in pairs])


def overlaps(gold: Mentions, system: Mentions) -> list[tuple[int, int]]:
    return [(g, s) for g, ((a, b), _) in enumerate(gold) for s, ((c, d), _) in enumerate(system) if a < d and c < b]


@settings(max_examples=200)
@given(PAIRS)
def test_nervaluate_where_it_is_clear_what_belongs_together(pairs):
    for gold, system in pairs:
        edges = overlaps(mentions(gold), mentions(system))
        assume(len({g for g, _ in edges}) == len({s for _, s in edges}) == len(edges))
    assert ours([g for g, _ in pairs], [s for _, s in pairs]) == theirs([g for g, _ in pairs], [s for _, s in pairs])


def test_where_nervaluate_depends_on_the_order_we_do_not():
    gold, system = ["B-ORG", "I-ORG", "I-ORG"], ["B-LOC", "B-ORG", "I-ORG"]
    assert ours([gold], [system])["type"] == Counts(correct=1, spurious=1)
