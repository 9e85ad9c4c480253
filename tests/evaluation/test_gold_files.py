"""Gold documents are read from folders and files; what cannot be used is named with its place and the remedy."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from runs import FACT, gold

from nlp.errors import InputError
from nlp.evaluation.gold import read_gold

UNUSABLE = [
    # what the file holds, and what the message says
    ("no json", "a.json: this gold document cannot be used: not JSON"),
    ("[]", "it is no object"),
    ({"lang": "zh"}, "`doc` is missing"),
    ({"doc": "a"}, "`lang` is missing"),
    ({"doc": "a", "lang": "zh", "facts": {}}, "`facts` is no list"),
    ({"doc": "a", "lang": "zh", "facts": [1]}, "facts, entry 1 (no quote): it is no object"),
    ({**FACT, "low": None, "high": None}, "entry 1 (营收12.5亿元): `low` and `high` are both missing"),
    ({**FACT, "low": 1.5}, "`low` is 1.5; write a number as a text"),
    ({**FACT, "low": "1,250"}, "`low` is '1,250'"),
    ({**FACT, "low": "NaN"}, "`low` is 'NaN'"),
    ({**FACT, "low": "3", "high": "2"}, "`low` is above `high`"),
    ({**FACT, "concept": "Turnover"}, "`concept` is 'Turnover'; take one of nlp/claims/concepts.tsv"),
    ({**FACT, "aspect": "yoy"}, "`aspect` is 'yoy'; take one of level, change_yoy"),
    ({**FACT, "modality": "maybe"}, "`modality` is 'maybe'"),
    ({**FACT, "period_start": "2024"}, "`period_start` is '2024'; write a day as 2024-08-30"),
    ({**FACT, "required": "yes"}, "`required` must be true or false"),
    ({**FACT, "subject": 7}, "`subject` must be a text, null, or a list"),
    ({**FACT, "start": 7}, "`start` and `end` must be whole numbers"),
    ({"doc": "a", "lang": "zh", "entities": [{"names": [], "label": "ORG"}]}, "`names` must be a list of texts"),
    ({"doc": "a", "lang": "zh", "entities": [{"names": ["x"], "label": "GPE"}]}, "take one of ORG, PERSON, LOC"),
    ({"doc": "a", "lang": "zh", "entities": [{"names": ["x"], "label": "ORG", "spans": [[3, 1]]}]}, "`spans` must be"),
    ({"doc": "a", "lang": "zh", "statements": [{"speaker": "x"}]}, "neither a `quote` nor `start` and `end`"),
]


def written(content: object) -> str:
    if isinstance(content, dict) and "concept" in content:
        content = {"doc": "a", "lang": "zh", "facts": [content]}
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


@pytest.mark.parametrize(("content", "message"), UNUSABLE)
def test_what_cannot_be_used(tmp_path, content, message):
    (tmp_path / "a.json").write_text(written(content), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(tmp_path)
    assert caught.value.code == "E508"
    assert message in str(caught.value)


def test_a_line_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a", "lang": "zh"}\n\n{"doc": "b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl, line 3.*`lang` is missing"):
        read_gold(path)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "E507"),
        ({"pairs.json": "{}"}, "E507"),
        ({"a.json": '{"doc": "a", "lang": "zh"}', "b.json": '{"doc": "a", "lang": "ko"}'}, "E509"),
    ],
)
def test_folders_that_cannot_be_used(tmp_path, files, code):
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(tmp_path)
    assert caught.value.code == code


def test_no_such_place(tmp_path):
    with pytest.raises(InputError, match="E101"):
        read_gold(tmp_path / "nowhere")


def test_what_is_left_out_has_its_default(tmp_path):
    fact = {"concept": "Revenue", "low": "5", "high": None, "unit": "CNY"}
    (tmp_path / "a.json").write_text(json.dumps({"doc": "a", "lang": "zh", "facts": [fact]}), encoding="utf-8")
    (document,) = read_gold(tmp_path)
    (read,) = document.facts or ()
    assert (read.low, read.high, read.required, read.segment_optional) == (Decimal(5), None, True, False)
    assert (read.aspects, read.modalities, read.periods) == (("level",), ("reported",), ((None, None),))
    assert (document.entities, document.statements) == (None, None), "a layer that nobody annotated is not an empty one"


def test_periods_go_in_pairs_or_each_with_each():
    days = {"period_start": ["2024-01-01", "2024-04-01"], "period_end": ["2024-03-31", "2024-06-30"]}
    (fact,) = gold(facts=[{**FACT, **days}]).facts or ()
    assert fact.periods[1] == (date(2024, 4, 1), date(2024, 6, 30))
    (fact,) = gold(facts=[{**FACT, **days, "period_end": "2024-06-30"}]).facts or ()
    assert [start for start, _ in fact.periods] == [date(2024, 1, 1), date(2024, 4, 1)]


@pytest.mark.parametrize("folder", ["gold", "pages", "sample-gold"])
def test_our_own_corpora_are_read(repository: Path, folder):
    documents = read_gold(repository / "corpora" / folder)
    assert [document.doc for document in documents] == sorted(document.doc for document in documents)
    assert all(document.facts and document.entities for document in documents)
