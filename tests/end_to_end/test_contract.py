"""Every line that a run writes is what the output contract says, on every article that we have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from nlp.batch import read_results
from nlp.batch.output import TABLES

DEFINITIONS = {
    "articles": "article",
    "entities": "entity",
    "claims": "claim",
    "events": "event",
    "quarantine": "quarantine",
}


def rows_of(out: Path, table: str) -> list[dict]:
    with (out / f"{table}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(
    params=["sample_run", *(pytest.param(name, marks=pytest.mark.shared) for name in ("seeds_run", "paragraphs_run"))],
    scope="session",
)
def any_run(request) -> Path:
    return request.getfixturevalue(request.param)


@pytest.mark.shared
@pytest.mark.parametrize("table", TABLES)
def test_lines_are_valid(any_run, shared, table):
    schema = json.loads((shared / "contract" / "schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator({"$ref": f"#/$defs/{DEFINITIONS[table]}", "$defs": schema["$defs"]})
    wrong = [(row, error.message) for row in rows_of(any_run, table) for error in validator.iter_errors(row)]
    assert wrong == []


@pytest.mark.shared
def test_concepts_are_those_of_the_contract(any_run, shared):
    lines = (shared / "contract" / "concepts.tsv").read_text(encoding="utf-8").splitlines()
    known = {line.split("\t")[0] for line in lines} | {None}
    assert {claim["concept"] for claim in rows_of(any_run, "claims")} <= known


def test_offsets_quote_the_text(any_run):
    texts = {article["article_id"]: article["text"] for article in rows_of(any_run, "articles")}
    quoted = [("entity", m["article_id"], m["start"], m["end"], m["text"]) for m in rows_of(any_run, "entities")]
    for claim in rows_of(any_run, "claims"):
        article_id, start, end = claim["article_id"], claim["evidence_start"], claim["evidence_end"]
        quoted.append(("evidence", article_id, start, end, claim["evidence"]))
        assert start <= claim["start"] < claim["end"] <= end
        if claim["kind"] == "measure":
            quoted.append(("quantity", article_id, claim["start"], claim["end"], claim["quantity_text"]))
    assert quoted
    assert [quote for quote in quoted if texts[quote[1]][quote[2] : quote[3]] != quote[4]] == []


def test_surfaces_of_a_claim_stand_in_its_article(any_run):
    texts = {article["article_id"]: article["text"] for article in rows_of(any_run, "articles")}
    surfaces = ("subject_text", "metric_text", "period_text")
    absent = [
        (claim["claim_id"], name, claim[name])
        for claim in rows_of(any_run, "claims")
        for name in surfaces
        if claim[name] and claim[name] not in texts[claim["article_id"]]
    ]
    assert absent == []


def test_values_are_intervals_that_fit_their_qualifier(any_run):
    open_side = {"at_least": ("high",), "at_most": ("low",)}
    for claim in read_results(any_run).claims():
        if claim.kind == "statement":
            continue
        assert claim.low is not None or claim.high is not None
        if claim.low is not None and claim.high is not None:
            assert claim.low <= claim.high
            assert claim.qualifier == "range" or claim.low == claim.high
        elif claim.qualifier in open_side:
            # A bound turns with the sign, the word stays: either side may be the open one.
            assert (claim.low is None) != (claim.high is None)


def test_ids_are_unique_and_lead_somewhere(any_run):
    articles = [row["article_id"] for row in rows_of(any_run, "articles")]
    claims = [row["claim_id"] for row in rows_of(any_run, "claims")]
    events = rows_of(any_run, "events")
    for ids in (articles, claims, [event["event_id"] for event in events]):
        assert len(ids) == len(set(ids))
    assert {claim["article_id"] for claim in rows_of(any_run, "claims")} <= set(articles)
    assert {claim["relates_to"] for claim in rows_of(any_run, "claims")} - {None} <= set(claims)
    assert {i for event in events for fact in event["facts"] for i in fact["claim_ids"]} <= set(claims)
    assert {i for event in events for i in event["article_ids"]} <= set(articles)


def test_all_of_it_was_processed(any_run):
    assert [row["error"] for row in rows_of(any_run, "quarantine")] == []
