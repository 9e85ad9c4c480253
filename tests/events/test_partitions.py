"""Parts of a run: built alone and in any order they come to the same events as the whole."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.batch import read_results, run
from nlp.entities import make_id
from nlp.evaluation.worlds import World, make_world
from nlp.events import build_events, build_part, event_order, merge_parts, read_source, route
from nlp.records import Claim, Source
from tests.events.helper import article, claim

ALIASES = {"org:alpha": "Q1"}


def parted(claims: list[Claim], aliases: dict[str, str], parts: int) -> dict[int, list[Claim]]:
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    for one in claims:
        place = route(one, aliases, parts)
        if place:
            found[place[0]].append(place[1])
    return found


def sources_of(world: World) -> dict[str, Source]:
    """As a run keeps them between two builds: written and read back."""
    found = (Source.from_dict(json.loads(json.dumps(read_source(one).to_dict()))) for one in world.articles)
    return {source.article_id: source for source in found}


@pytest.mark.parametrize("parts", [1, 2, 7, 256])
def test_parts_come_to_the_whole(parts: int) -> None:
    world = make_world(4)
    sources = sources_of(world)
    found = parted(world.claims, {}, parts)
    assert set(found) <= set(range(parts))
    order = list(found)
    random.Random(parts).shuffle(order)
    built = [
        build_part(found[part], {one.article_id: sources[one.article_id] for one in found[part]}) for part in order
    ]
    assert merge_parts(built) == build_events(world.claims, world.articles)


def test_a_part_is_sorted() -> None:
    world = make_world(2)
    [members] = parted(world.claims, {}, 1).values()
    events = build_part(reversed(members), sources_of(world))
    assert events == sorted(events, key=event_order)
    assert len({event_order(event) for event in events}) == len(events)


def test_a_part_is_the_same_in_every_run() -> None:
    place = route(claim("zh1", "4亿"), {}, 256)
    assert place is not None and place[0] == 133


@pytest.mark.parametrize(
    "fields", [{"kind": "statement"}, {"concept": None}, {"low": None, "high": None}], ids=lambda one: next(iter(one))
)
def test_no_part_for_what_no_event_takes_in(fields: dict[str, object]) -> None:
    assert route(claim("zh1", "4亿", **fields), {}, 256) is None


def test_an_alias_moves_the_claims_of_its_subject_and_no_others() -> None:
    named = claim("zh1", "4亿", subject="Alpha", subject_id=None)
    others = [claim("zh1", f"{n}亿", subject=f"Firm {n}", subject_id=f"F{n}") for n in range(9)]
    before, after = (parted([named, *others], aliases, 1 << 30) for aliases in ({}, ALIASES))
    target = route(claim("zh1", "4亿", subject_id="Q1"), {}, 1 << 30)
    [old] = [part for part, members in before.items() if named in members]
    assert target is not None
    assert {part for part in {*before, *after} if before.get(part) != after.get(part)} == {old, target[0]}
    assert [one.subject_id for one in after[target[0]]] == ["Q1"]


def test_an_id_that_another_article_gives_changes_no_event_id() -> None:
    """A company that one article names without being known keeps its event where a later article knows it."""
    unknown = claim("zh1", "4亿", subject="云岭智能", subject_id=None)
    known = claim("ko1", "4.0亿", subject="윈링즈넝", subject_id=make_id("云岭智能", "ORG"))
    [before] = build_events([unknown], [article("zh1")])
    [after] = build_events([unknown, known], [article("zh1"), article("ko1")])
    assert before.event_id == after.event_id
    assert (before.subject_id, after.subject_id) == (None, known.subject_id)
    assert after.facts[0].relation == "agree"


def test_copies_are_one_source_in_a_run(tmp_path: Path) -> None:
    """A run keeps no text of its articles, and yet knows copies."""
    body = "云岭智能科技公司8月30日公布业绩。云岭智能科技公司2024年上半年实现营业收入41.62亿元，同比增长7.3%。" * 2
    papers = [{"id": f"zh{n}", "text": body + "（记者整理）" * n, "published": f"2024-08-3{n}"} for n in range(2)]
    feed = tmp_path / "feed.jsonl"
    feed.write_text("\n".join(json.dumps(paper) for paper in papers), encoding="utf-8")
    run([str(feed)], tmp_path / "out", progress=False, rules_only=True)
    facts = [fact for event in read_results(tmp_path / "out").events() for fact in event.facts]
    assert [(fact.relation, len(fact.claim_ids)) for fact in facts if fact.aspect == "level"] == [("single", 4)]


WORLD = make_world(1, seed=7)
EXPECTED = build_events(WORLD.claims, WORLD.articles)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(WORLD.articles))), st.randoms(use_true_random=False), st.integers(1, 40))
def test_the_order_in_which_articles_arrive_changes_nothing(order: list[int], dice: random.Random, parts: int) -> None:
    """Articles in any order, the claims of each in any order, parted in any way: the same records."""
    papers = [WORLD.articles[place] for place in order]
    claims: list[Claim] = []
    for paper in papers:
        own = [one for one in WORLD.claims if one.article_id == paper.article_id]
        dice.shuffle(own)
        claims += own
    assert build_events(claims, papers) == EXPECTED
    sources = {paper.article_id: read_source(paper) for paper in papers}
    assert merge_parts(build_part(members, sources) for members in parted(claims, {}, parts).values()) == EXPECTED
