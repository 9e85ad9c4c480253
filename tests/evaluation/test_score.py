"""A whole run scored: statements, languages, documents without an article, warnings, and the sums."""

from __future__ import annotations

import pytest
from runs import FACT, article, claim, gold, run, score_one, statement

from nlp.evaluation.bootstrap import Bootstrap
from nlp.evaluation.figures import describe, to_json
from nlp.evaluation.score import score
from nlp.evaluation.tally import Counts

SAID = "海外市场将继续扩大"
STATEMENT = {"speaker": ["方雨舟"], "quote": SAID}
STATEMENTS = [
    # who is quoted, with which words; the counts, and the kinds of mistake
    (SAID, "方雨舟", Counts(correct=1), []),
    ("海外市场将", "方雨舟", Counts(correct=1), []),  # half of it is enough
    ("海外", "方雨舟", Counts(missed=1, spurious=1), [("boundary",)]),
    (SAID, "清河科技", Counts(missed=1, spurious=1), [("speaker",)]),
    ("上半年营收", "方雨舟", Counts(missed=1, spurious=1), [("missed",), ("spurious",)]),
]


@pytest.mark.parametrize(("words", "speaker", "counts", "kinds"), STATEMENTS)
def test_statements(words, speaker, counts, kinds):
    scored = score_one(gold(statements=[STATEMENT]), statement(words, speaker))
    assert scored.counts["statements"] == counts
    assert [mistake.kinds for mistake in scored.mistakes] == kinds


def test_an_optional_statement_earns_nothing_and_costs_nothing():
    optional = gold(statements=[{**STATEMENT, "required": False}])
    assert score_one(optional, statement(SAID, "方雨舟")).counts["statements"] == Counts()
    assert score_one(optional).mistakes == ()


@pytest.mark.parametrize(("lang", "counts"), [("zh", Counts(correct=1)), ("ja", Counts(incorrect=1))])
def test_language(lang, counts):
    (document,) = score([gold()], run(articles=[article(lang=lang)])).documents
    assert document.counts["language"] == counts
    assert len(document.mistakes) == counts.incorrect


def test_a_document_without_an_article_is_missed_and_named():
    scored = score([gold(facts=[FACT]), gold("absent", facts=[FACT], statements=[STATEMENT])], run(claim()))
    assert scored.missing == ("absent",)
    assert scored.total("full") == Counts(correct=1, missed=1)
    assert scored.total("statements") == scored.total("language")._replace(correct=0) == Counts(missed=1)


def test_an_article_is_found_by_the_name_of_its_file():
    named = [article(doc="0123456789abcdef", source="feed/news.txt")]
    assert score([gold()], run(articles=named)).total("language") == Counts(correct=1)


@pytest.mark.parametrize(
    ("document", "warning"),
    [
        (gold(facts=[{**FACT, "quote": "营收13亿元"}]), "the fact '营收13亿元' does not stand in the article"),
        (gold(facts=[{**FACT, "start": 900, "end": 905}]), "does not stand in the article"),
        (gold(statements=[{"speaker": "x", "quote": "缺席"}]), "the statement '缺席' does not stand in the article"),
        (gold(text="另一篇"), "the article in the output is not the annotated text"),
    ],
)
def test_what_does_not_stand_in_the_article_is_told(document, warning):
    (told,) = score([document], run()).warnings
    assert told.startswith("news: ")
    assert warning in told


def two_documents():
    golds = [
        gold("news", facts=[FACT], genre="results", source="one"),
        gold("more", facts=[{**FACT, "concept": "Users"}], genre="platforms"),
    ]
    return score(golds, run(claim(), articles=[article(), article(doc="more")]))


def test_groups_add_up_to_the_whole():
    scored = two_documents()
    assert [document.doc for document in scored.documents] == ["news", "more"]
    by_genre = scored.by("genre")
    assert {name: layers["full"] for name, layers in by_genre.items()} == {
        "platforms": Counts(missed=1),
        "results": Counts(correct=1),
    }
    assert scored.by("concept")["Revenue"]["full"] == Counts(correct=1)
    assert list(scored.by("source")) == ["one"]
    assert scored.by("language")["zh"]["full"] == scored.total("full") == Counts(correct=1, missed=1)


def test_the_table_and_the_json_tell_the_same():
    scored = two_documents()
    lines = describe(scored)
    full = next(line for line in lines if line.startswith("full"))
    assert full.split()[1:4] == ["1.000", "0.500", "0.667"]
    assert any(line.startswith("F1 by genre") for line in lines)
    data = to_json(scored, gold="g", out="o")
    assert data["scores"]["full"]["f1"] == pytest.approx(0.6667)
    assert data["scores"]["full"]["f1_interval"] == [0.0, 1.0]
    assert data["by"]["genre"]["results"]["full"]["correct"] == 1
    assert data["mistakes_by_kind"] == {"full": {"missed": 1}}
    assert data["mistakes"][0]["doc"] == "more"


def test_no_gold_is_no_figure():
    scored = score([gold(facts=[])], run(claim()))
    assert scored.total("full") == Counts(spurious=1)
    data = to_json(scored, gold="g", out="o")["scores"]["full"]
    assert (data["precision"], data["recall"], data["f1"]) == (0.0, None, None)
    assert "f1_interval" not in data
    assert next(line for line in describe(scored) if line.startswith("full")).split()[2] == "–"


def test_the_interval_holds_the_figure_and_narrows_with_more_documents():
    some = [Counts(correct=1), Counts(missed=1), Counts(correct=1, spurious=1)] * 4
    low, high = Bootstrap(len(some)).interval(some)
    assert low < 8 / 14 < high
    narrow = Bootstrap(len(some) * 9).interval(some * 9)
    assert narrow.high - narrow.low < (high - low) / 2
    assert Bootstrap(len(some)).interval(some) == (low, high), "the same draws every time"
    assert Bootstrap(2).interval([Counts(), Counts(spurious=1)]) is None


def test_two_systems_on_the_same_documents():
    better = [Counts(correct=1)] * 30
    worse = [Counts(correct=1)] * 20 + [Counts(missed=1)] * 10
    told = Bootstrap(30).compare(better, worse)
    assert told.difference == pytest.approx(1 - 40 / 50)
    assert 0 < told.interval.low < told.difference < told.interval.high
    assert told.p < 0.01
    assert Bootstrap(30).compare(worse, worse).p == 1
