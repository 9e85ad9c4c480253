"""Agreement of annotators: coefficients as other libraries give them, F1 that does not depend on who comes first."""

from __future__ import annotations

import json

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from runs import FACT, gold
from sklearn.metrics import cohen_kappa_score

from nlp.cli import main
from nlp.errors import InputError
from nlp.evaluation.reliability import agree, cohen_kappa, krippendorff_alpha

LABELS = st.sampled_from(["Revenue", "Users", "Other", "GDP"])


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=20))
def test_kappa_is_that_of_scikit_learn(pairs):
    one, other = zip(*pairs, strict=True)
    ours = cohen_kappa(one, other)
    if ours is None:
        assert len({*one, *other}) == 1
    else:
        assert ours == pytest.approx(cohen_kappa_score(one, other))


@given(st.lists(st.lists(st.one_of(st.none(), LABELS), min_size=3, max_size=3), min_size=2, max_size=12))
def test_alpha_is_that_of_krippendorff(units):
    kept = {label for unit in units if sum(map(bool, unit)) > 1 for label in unit if label}
    assume(len(kept) > 1)
    rows = list(zip(*units, strict=True))
    codes = {
        label: float(number)
        for number, label in enumerate(sorted({label for unit in units for label in unit if label}))
    }
    data = np.array([[codes[label] if label else np.nan for label in row] for row in rows])
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert krippendorff_alpha(rows) == pytest.approx(theirs)


def test_no_coefficient_where_there_is_no_choice():
    assert cohen_kappa([], []) is None
    assert krippendorff_alpha([["a", "a"], ["a", None]]) is None


STATEMENT = {"speaker": ["方雨舟"], "quote": "海外市场将继续扩大"}
ENTITY = {"names": ["清河科技", "清河"], "label": "ORG"}
CHANGED = [
    # what the second reader writes instead, the layer, and F1
    ({}, "full", 1),
    ({"facts": [{**FACT, "low": "1", "high": "1"}]}, "value", 0),
    ({"facts": [{**FACT, "concept": "ProfitLoss"}]}, "value", 1),
    ({"facts": [{**FACT, "concept": "ProfitLoss"}]}, "measure", 0),
    ({"facts": [{**FACT, "concept": ["ProfitLoss", "Revenue"]}]}, "measure", 0.5),
    ({"facts": [{**FACT, "modality": "target"}]}, "full", 0),
    ({"facts": [{**FACT, "required": False}]}, "full", 1),
    ({"facts": []}, "full", 0),
    ({"facts": None}, "full", None),
    ({"entities": [{"names": ["清河"], "label": "ORG"}]}, "entities", 1),
    ({"entities": [{"names": ["清河"], "label": "LOC"}]}, "entities", 0),
    ({"statements": [{**STATEMENT, "quote": "海外市场将继续"}]}, "statements", 1),
    ({"statements": [{**STATEMENT, "quote": "海外"}]}, "statements", 0.5),
    ({"statements": [{**STATEMENT, "speaker": "清河科技"}]}, "statements", 0),
]


def reading(**change):
    return [gold(**{"facts": [FACT], "entities": [ENTITY], "statements": [STATEMENT], **change})]


@pytest.mark.parametrize(("change", "layer", "f1"), CHANGED)
def test_f1_of_two_readers(change, layer, f1):
    one, other = reading(), reading(**change)
    assert agree([one, other]).f1[layer][0] == agree([other, one]).f1[layer][0]
    assert agree([one, other]).f1[layer][0] == (None if f1 is None else pytest.approx(f1))


def test_fields_of_three_readers():
    users, loss = {**FACT, "low": "5", "high": "5"}, {**FACT, "low": "7", "high": "7"}
    one = reading(facts=[FACT, users, loss])
    other = reading(facts=[FACT, {**users, "concept": "Users"}, loss])
    third = reading(facts=[FACT, {**users, "concept": "Users"}], entities=[{**ENTITY, "label": "LOC"}])
    told = agree([one, other, third])
    assert (told.readers, told.documents) == (3, 1)
    items, kappa, alpha = told.fields["concept"]
    assert (items, kappa) == (3, pytest.approx((0 + 0 + 1) / 3))
    expected = krippendorff_alpha([["R", "R", "R"], ["R", "U", "R"], ["R", "U", None]])
    assert alpha == pytest.approx(expected)
    assert told.fields["label"][0] == 1


def test_on_the_command_line(tmp_path, capsys):
    for name, concept in (("one", "Revenue"), ("two", "Users")):
        document = {
            "doc": "news",
            "lang": "zh",
            "facts": [{**FACT, "concept": concept}, {**FACT, "low": "1", "high": "1"}],
        }
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    assert main(["agree", str(tmp_path / "one.jsonl"), str(tmp_path / "two.jsonl")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("measure")).split()[1] == "0.500"
    assert next(line for line in lines if line.startswith("concept")).split()[1:3] == ["2", "0.000"]
    other = {"doc": "else", "lang": "zh"}
    (tmp_path / "else.jsonl").write_text(json.dumps(other) + "\n", encoding="utf-8")
    assert main(["agree", str(tmp_path / "one.jsonl"), str(tmp_path / "else.jsonl")]) == 2
    assert "[E515]" in capsys.readouterr().err
    with pytest.raises(InputError, match="E515"):
        agree([reading(), [gold("else")]])
