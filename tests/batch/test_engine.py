from __future__ import annotations

import json

import pytest
import stub_analysis
from stub_analysis import make_article

from nlp.batch.engine import process
from nlp.errors import ConfigError
from nlp.records import Article, QuarantineEntry

BAD_FILE = QuarantineEntry("x.bin", "[E103] x.bin: this is not text", "reading")


def items_of(texts: list[str | QuarantineEntry]) -> list[Article | QuarantineEntry]:
    return [make_article(f"a{i}", t) if isinstance(t, str) else t for i, t in enumerate(texts)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_order_and_a_failure_is_one_outcome(jobs):
    items = items_of(["slow first", "fail", "second", BAD_FILE, "english", *["more"] * 40])
    outcomes = list(process(items, stub_analysis.load, jobs))
    assert [o.article.article_id if o.article else o.quarantined.source for o in outcomes] == [
        "a0",
        "a1.txt",
        "a2",
        "x.bin",
        "a4",
        *(f"a{i}" for i in range(5, 45)),
    ]
    failed = outcomes[1].quarantined
    assert failed.stage == "analysis"
    assert failed.error.startswith("[E301] a1: analysis failed: ValueError: asked to fail.")
    assert failed.record["text"] == "fail"
    assert outcomes[3].quarantined is BAD_FILE or outcomes[3].quarantined == BAD_FILE
    assert (outcomes[2].characters, outcomes[2].entities, len(outcomes[2].claims)) == (6, 1, 1)
    assert (outcomes[4].article.lang, outcomes[4].characters) == ("en", 0)


def test_text_is_written_but_not_kept():
    (outcome,) = process(items_of(["新闻"]), stub_analysis.load)
    assert outcome.article.text == ""
    assert json.loads(outcome.lines["articles"])["text"] == "新闻"


@pytest.mark.parametrize("position", [0, 3, 39])
def test_a_dying_worker_costs_its_article_alone(position):
    texts = ["fine"] * 40
    texts[position] = "die"
    outcomes = list(process(items_of(texts), stub_analysis.load, 2))
    lost = [i for i, outcome in enumerate(outcomes) if outcome.quarantined]
    assert lost == [position]
    assert outcomes[position].quarantined.error.startswith(f"[E405] a{position}: the worker process died")
    assert len(outcomes) == 40


def test_a_long_failed_article_is_named_but_not_copied():
    (outcome,) = process(items_of(["fail" * 5000]), stub_analysis.load)
    assert outcome.quarantined.record is None


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_analysis_that_does_not_load_stops_the_run(jobs):
    with pytest.raises(ConfigError, match="broken on purpose"):
        list(process(items_of(["fine"]), stub_analysis.load_broken, jobs))
