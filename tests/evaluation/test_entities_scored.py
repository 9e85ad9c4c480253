"""Entities are scored by article and, as in SemEval-2013, mention by mention in four ways."""

from __future__ import annotations

import pytest
from runs import article, gold, mention, run, score_one

from nlp.evaluation.score import score
from nlp.evaluation.tally import Counts
from nlp.records import EntityMention

COMPANY = {"names": ["清河科技", "清河"], "label": "ORG"}
RIGHT, MISSED, WRONG, BAD, HALF = (
    Counts(correct=1),
    Counts(missed=1),
    Counts(spurious=1),
    Counts(incorrect=1),
    Counts(partial=1),
)
CASES = [
    # what is found, the kinds of mistake, and the counts: strict, exact, partial, type
    (mention("清河科技"), [], (RIGHT, RIGHT, RIGHT, RIGHT)),
    (mention("清河"), [], (RIGHT, RIGHT, RIGHT, RIGHT)),  # another of its names, at the same place
    (mention("清河科"), [("boundary",)], (BAD, BAD, HALF, RIGHT)),
    (mention("清河科技", "PRODUCT"), [("label",)], (BAD, RIGHT, RIGHT, BAD)),
    (mention("河科技发布", "LOC"), [("boundary", "label")], (BAD, BAD, HALF, BAD)),
    (None, [("missed",)], (MISSED, MISSED, MISSED, MISSED)),
]


@pytest.mark.parametrize(("found", "kinds", "counts"), CASES)
def test_one_mention(found, kinds, counts):
    scored = score_one(gold(entities=[COMPANY]), *([found] if found else []))
    assert [mistake.kinds for mistake in scored.mistakes] == kinds
    assert tuple(scored.counts[f"mentions: {way}"] for way in ("strict", "exact", "partial", "type")) == counts


def test_what_the_gold_does_not_have_is_spurious():
    scored = score_one(gold(entities=[COMPANY]), mention("清河科技"), mention("海外", "LOC"))
    assert scored.counts["mentions: strict"] == Counts(correct=1, spurious=1)
    assert scored.counts["entities"] == Counts(correct=1, spurious=1)
    assert scored.by_class["entities", "LOC"] == WRONG


@pytest.mark.parametrize(("label", "counts"), [("ORG", RIGHT), ("LOC", Counts(missed=1, spurious=1))])
def test_by_article_one_name_of_the_entity_is_enough(label, counts):
    found = EntityMention("news", 0, 4, "清河科技", label, "qinghe", "清河", 0.9)
    assert score_one(gold(entities=[COMPANY]), found).counts["entities"] == counts


def test_a_name_within_a_longer_one_is_neither_asked_for_nor_wrong():
    entities = [{"names": ["清河科技"], "label": "ORG"}, {"names": ["清河"], "label": "LOC"}]
    without = score_one(gold(entities=entities), mention("清河科技"))
    beside = score_one(gold(entities=entities), mention("清河科技"), mention("清河", "LOC"))
    assert without.counts["mentions: strict"] == beside.counts["mentions: strict"] == RIGHT


def test_spans_say_where_an_entity_stands():
    entity = {"names": ["公司"], "label": "ORG", "spans": [[0, 4]]}
    assert score_one(gold(entities=[entity]), mention("清河科技")).counts["mentions: strict"] == RIGHT


def test_the_best_pairs_are_taken_whatever_comes_first():
    entities = [{"names": ["清河"], "label": "ORG", "spans": [[0, 4]]}]
    inner, outer = mention("清河", "LOC"), mention("清河科技")
    assert score_one(gold(entities=entities), inner, outer).counts["mentions: strict"] == Counts(correct=1, spurious=1)


def test_the_same_mistake_is_listed_once_with_its_number():
    text = "清河涨，清河跌，清河平。"
    (document,) = score([gold(entities=[{"names": ["清河"], "label": "LOC"}])], run(articles=[article(text)])).documents
    assert [(m.kinds, m.count, m.start) for m in document.mistakes] == [(("missed",), 3, 0)]


LINKS = [
    # ids of 清河科技, 清河 and 方雨舟; counts; kinds of mistake
    (("q", "q", "f"), Counts(correct=1), []),
    (("q", "other", "f"), Counts(missed=1), [("split",)]),
    (("q", "q", "q"), Counts(correct=1, spurious=1), [("merged",)]),
]


@pytest.mark.parametrize(("ids", "counts", "kinds"), LINKS)
def test_linking(ids, counts, kinds):
    text = "清河科技（清河）董事长方雨舟。"
    labels = ("ORG", "ORG", "PERSON")
    found = [
        mention(name, label, entity, text, nth)
        for name, label, entity, nth in zip(("清河科技", "清河", "方雨舟"), labels, ids, (0, 1, 0), strict=True)
    ]
    entities = [COMPANY, {"names": ["方雨舟"], "label": "PERSON"}]
    (document,) = score([gold(entities=entities)], run(*found, articles=[article(text)])).documents
    assert document.counts["linking"] == counts
    assert [mistake.kinds for mistake in document.mistakes if mistake.layer == "linking"] == kinds


def test_no_layer_without_annotation():
    scored = score_one(gold(facts=[]), mention("清河科技"))
    assert not [layer for layer in scored.counts if layer.startswith(("entities", "mentions", "linking", "statements"))]
