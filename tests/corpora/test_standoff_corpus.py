"""The standoff corpus is well-formed, holds no text, keeps its splits apart, and finds its texts again."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from nlp.evaluation.counts import counts_table, sizes
from nlp.evaluation.sources import read_lines, resolve
from nlp.evaluation.splits import SPLITS, assign_splits
from nlp.records import ANALYSED_LANGUAGES, Aspect, EntityLabel, Modality, Qualifier
from nlp.tables import read_table

CORPORA = Path(__file__).parents[2] / "corpora"
FILES = {path.stem: read_lines(path) for path in sorted((CORPORA / "standoff").glob("*.jsonl"))}
FIRST = [line for lang in ANALYSED_LANGUAGES for line in FILES[lang]]
SECOND = [line for lang in ANALYSED_LANGUAGES for line in FILES[f"{lang}.second"]]
CONCEPTS = {row["concept"] for row in read_table("nlp.claims", "concepts.tsv")}
HASH = re.compile("[0-9a-f]{16}")
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SENTENCE = re.compile(r"[。！？!?;；\n“”\"]|다\.|[，,].*[，,]")
LONGEST_NAME = 30
SMALLEST = 400  # paragraphs a language
FEWEST_REQUIRED_FACTS = 2000
READ_TWICE = 0.1

LINE_KEYS = {
    *("doc", "lang", "source", "document", "paragraph", "sha256", "split"),
    *("entities", "facts", "statements"),
}
OPTIONAL_KEYS = {"last", "published"}
FACT_KEYS = {
    *("start", "end", "concept", "aspect", "low", "high", "qualifier", "unit", "period", "modality"),
    *("subject", "segment", "speaker", "required"),
}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def is_span(mark: Any) -> bool:
    return len(mark) == 2 and all(type(offset) is int for offset in mark) and 0 <= mark[0] < mark[1]


def check_marks(marks: list[Any] | None, where: str) -> None:
    assert marks is None or marks, where
    for mark in marks or ():
        assert mark is None or (mark if isinstance(mark, str) else is_span(mark)), where


def test_files() -> None:
    assert FILES.keys() == {name for lang in ANALYSED_LANGUAGES for name in (lang, f"{lang}.second")}
    assert all(line["lang"] == name.split(".")[0] for name, lines in FILES.items() for line in lines)


@pytest.mark.parametrize("lang", ANALYSED_LANGUAGES)
def test_sizes(lang: str) -> None:
    assert len(FILES[lang]) >= SMALLEST
    assert len(FILES[f"{lang}.second"]) >= READ_TWICE * len(FILES[lang])
    assert {line["split"] for line in FILES[lang]} == set(SPLITS)


def test_required_facts() -> None:
    assert sizes(FIRST)[1] >= FEWEST_REQUIRED_FACTS


def test_the_readme_has_the_counts() -> None:
    assert counts_table(FIRST) in (CORPORA / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_lines(name: str) -> None:
    places, docs = set(), set()
    for line in FILES[name]:
        assert line.keys() - OPTIONAL_KEYS == LINE_KEYS, line["doc"]
        assert line.get("last", line["paragraph"] + 1) > line["paragraph"], line["doc"]
        assert date.fromisoformat(line.get("published", "2000-01-01")), line["doc"]
        assert HASH.fullmatch(line["sha256"]), line["doc"]
        assert line["split"] in SPLITS, line["doc"]
        assert re.fullmatch(rf"{line['lang']}-[0-9a-f]{{10}}", line["doc"])
        places.add((line["source"], line["document"], line["paragraph"]))
        docs.add(line["doc"])
    assert len(places) == len(docs) == len({line["sha256"] for line in FILES[name]}) == len(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_no_text(name: str) -> None:
    for line in FILES[name]:
        for string in set(strings(line)) - CONCEPTS - {line["source"]}:
            assert len(string) <= LONGEST_NAME, (line["doc"], string)
            assert not SENTENCE.search(string), (line["doc"], string)


@pytest.mark.parametrize("name", FILES)
def test_facts(name: str) -> None:
    for line in FILES[name]:
        for fact in line["facts"]:
            where = f"{line['doc']} {json.dumps(fact, ensure_ascii=False)}"
            assert fact.keys() - {"segment_optional"} == FACT_KEYS, where
            assert fact.get("segment_optional") in (None, True), where
            assert is_span([fact["start"], fact["end"]]), where
            assert set(as_list(fact["concept"])) <= CONCEPTS, where
            assert set(as_list(fact["aspect"])) <= set(get_args(Aspect)), where
            assert set(as_list(fact["modality"])) <= set(get_args(Modality)), where
            assert fact["qualifier"] in get_args(Qualifier), where
            assert fact["required"] in (True, False), where
            assert not (fact["required"] and fact["concept"] == "Other"), where
            check_value(fact, where)
            check_period(fact["period"], where)
            for key in ("subject", "segment", "speaker"):
                check_marks(fact[key], where)


def check_value(fact: dict[str, Any], where: str) -> None:
    bounds = [fact[key] for key in ("low", "high") if fact[key] is not None]
    assert bounds and all(DECIMAL.fullmatch(bound) for bound in bounds), where
    assert Decimal(bounds[0]) <= Decimal(bounds[-1]), where
    if fact["qualifier"] == "exact":
        assert fact["low"] == fact["high"], where
    if fact["qualifier"] in ("at_least", "at_most"):
        assert None in (fact["low"], fact["high"]), where


def check_period(period: list[list[str | None]] | None, where: str) -> None:
    for start, end in period or ():
        days = [date.fromisoformat(day) for day in (start, end) if day]
        assert days == sorted(days), where


@pytest.mark.parametrize("name", FILES)
def test_entities_and_statements(name: str) -> None:
    for line in FILES[name]:
        for entity in line["entities"]:
            assert entity["label"] in get_args(EntityLabel), line["doc"]
            assert entity["required"] in (True, False), line["doc"]
            assert entity["spans"] and all(is_span(span) for span in entity["spans"]), line["doc"]
        for statement in line["statements"]:
            assert is_span([statement["start"], statement["end"]]), line["doc"]
            assert statement["required"] in (True, False), line["doc"]
            check_marks(statement["speaker"], line["doc"])


def test_no_document_is_in_two_splits() -> None:
    splits = defaultdict(set)
    for line in FIRST:
        splits[line["source"], line["document"]].add(line["split"])
    assert not {document: found for document, found in splits.items() if len(found) > 1}


def test_the_second_readings_are_of_paragraphs_of_the_corpus() -> None:
    first = {line["doc"]: line for line in FIRST}
    keys = ("source", "document", "paragraph", "sha256", "split")
    for line in SECOND:
        assert [line[key] for key in keys] == [first[line["doc"]][key] for key in keys]


@pytest.fixture(scope="module")
def golds(shared: Path) -> list[dict[str, Any]]:
    return resolve([*FIRST, *SECOND], shared / "data" / "text")


@pytest.fixture(scope="module")
def older(shared: Path) -> list[dict[str, Any]]:
    return [
        gold for lang in ANALYSED_LANGUAGES for gold in read_lines(shared / "gold" / "paragraphs" / f"{lang}.jsonl")
    ]


@pytest.mark.shared
def test_spans_lie_inside_and_hold_something(golds: list[dict[str, Any]]) -> None:
    for line, gold in zip([*FIRST, *SECOND], golds, strict=True):
        length = len(gold["text"])
        entries = [*line["facts"], *line["statements"]]
        assert all(entry["end"] <= length for entry in entries), line["doc"]
        assert all(fact["quantity"] == fact["quantity"].strip() for fact in gold["facts"]), line["doc"]
        names = [name for entity in gold["entities"] for name in entity["names"]]
        for entry in [*gold["facts"], *gold["statements"]]:
            names += [name for key in ("subject", "segment", "speaker") for name in entry.get(key) or () if name]
        assert all(names), line["doc"]


@pytest.mark.shared
def test_a_name_is_written_out_only_where_the_text_lacks_it(golds: list[dict[str, Any]]) -> None:
    for line, gold in zip([*FIRST, *SECOND], golds, strict=True):
        for entry in [*line["facts"], *line["statements"]]:
            marks = [mark for key in ("subject", "segment", "speaker") for mark in entry.get(key) or ()]
            assert not [mark for mark in marks if isinstance(mark, str) and mark in gold["text"]], line["doc"]


@pytest.mark.shared
def test_nothing_repeats_the_older_paragraphs(older: list[dict[str, Any]]) -> None:
    assert not {gold["doc"] for gold in older} & {line["doc"] for line in FIRST}


@pytest.mark.shared
def test_splits_are_those_of_the_rule(older: list[dict[str, Any]]) -> None:
    splits = assign_splits([*FIRST, *older])
    assert {line["doc"]: line["split"] for line in FIRST}.items() <= splits.items()
