"""What an article declares about names holds for the others of the run."""

from __future__ import annotations

import pytest

import nlp as xinmun
from nlp.entities import declared_aliases, find_entities, merge_aliases

HUALAN = "org:화란+technology"


@pytest.mark.parametrize(
    ("lang", "text", "pairs"),
    [
        ("zh", "初创公司华澜科技（HuaBot）获得融资", [("org:huabot", HUALAN)]),
        ("ko", "중국 기업 화란커지(华澜科技·HuaBot)가 컸다", [("org:huabot", HUALAN)]),
        ("ko", "삼성전자(Samsung Electronics)가 컸다", []),
        ("zh", "董事长卢炎峰（Lu Yanfeng）说", []),
    ],
)
def test_declared_aliases(lang: str, text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(declared_aliases(find_entities(text, lang))) == pairs


@pytest.mark.parametrize(
    ("pairs", "merged"),
    [
        ([("a", "b"), ("a", "b")], {"a": "b"}),
        ([("a", "b"), ("b", "c")], {"a": "c", "b": "c"}),
        ([("a", "b"), ("a", "c")], {}),
        ([("a", "b"), ("b", "a")], {"a": "a", "b": "a"}),
        ([], {}),
    ],
)
def test_merge_aliases(pairs: list[tuple[str, str]], merged: dict[str, str]) -> None:
    assert merge_aliases(pairs) == merge_aliases(reversed(pairs)) == merged


def test_an_alias_joins_articles() -> None:
    analyzer = xinmun.load()
    articles = [
        ("zh", "初创公司华澜科技（HuaBot）公布业绩。华澜科技2023年营收为3.2亿元。"),
        ("ko", "HuaBot은 2023년 매출이 3억2천만 위안이라고 밝혔다."),
    ]
    analyses = [analyzer.analyze(text, lang=lang, published="2024-03-01") for lang, text in articles]
    claims = [claim for analysis in analyses for claim in analysis.claims]
    pairs = [pair for analysis in analyses for pair in declared_aliases(analysis.entities)]
    events = xinmun.build_events(claims, [analysis.article for analysis in analyses], merge_aliases(pairs))
    assert [(event.subject_id, event.languages) for event in events if event.subject_id == HUALAN] == [
        (HUALAN, ("ko", "zh"))
    ]
