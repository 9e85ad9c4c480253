"""The difference between two runs."""

from __future__ import annotations

from nlp.events import build_events
from nlp.events.diff import diff_events
from nlp.records import Claim, EventRecord
from tests.events.helper import article, claim

ARTICLES = [article("zh1", "2024-08-30"), article("ko1", "2024-08-11"), article("zh2", "2024-09-02")]
REVENUE = claim("zh1", "93.25亿")
EDUCATION = claim("zh1", "30.12亿", segment="教育业务")
LOSS = claim("zh1", "-4亿", "ProfitLoss")
EXPECTED_LOSS = claim("ko1", "-4.6亿..-3.8亿", "ProfitLoss", modality="forecast")
LAST_YEAR = claim("zh1", "78亿", when="2023H1")
DISPUTED = claim("zh2", "94.1亿")


def build(*claims: Claim) -> list[EventRecord]:
    return build_events(claims, ARTICLES)


def describe(old: list[EventRecord], new: list[EventRecord]) -> list[tuple[str, list[tuple[str | None, str | None]]]]:
    return [
        (
            change.kind,
            [(f.before.relation if f.before else None, f.after.relation if f.after else None) for f in change.facts],
        )
        for change in diff_events(old, new)
    ]


def test_equal_runs_do_not_differ() -> None:
    assert diff_events(build(REVENUE, LOSS, LAST_YEAR), build(LAST_YEAR, LOSS, REVENUE)) == []


def test_what_came_and_went() -> None:
    old, new = build(REVENUE), build(REVENUE, LAST_YEAR)
    assert describe(old, new) == [("added", [(None, "single")])]
    assert describe(new, old) == [("removed", [("single", None)])]


def test_what_was_settled_differently() -> None:
    old = build(REVENUE, EDUCATION, EXPECTED_LOSS)
    new = build(REVENUE, EDUCATION, EXPECTED_LOSS, LOSS, DISPUTED)
    assert describe(old, new) == [("changed", [("single", "conflict"), ("single", "superseded")])]


def test_a_new_fact_beside_one_of_the_same_concept() -> None:
    assert describe(build(REVENUE), build(REVENUE, EDUCATION)) == [("changed", [(None, "single")])]
    assert describe(build(REVENUE, EDUCATION), build(EDUCATION)) == [("changed", [("single", None)])]
