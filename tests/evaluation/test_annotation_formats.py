"""Annotations go out to each tool's form and come back as they went; what a form cannot hold is told."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import FACT, TEXT, article, claim, mention, run, statement

from nlp.cli import main
from nlp.cli.arguments import FORMS
from nlp.errors import InputError
from nlp.evaluation.formats import FORMATS, Losses, convert, read_annotations, write_annotations
from nlp.evaluation.gold import gold_document
from nlp.evaluation.score import score
from nlp.evaluation.tasks import tasks

WHOLE = ("brat", "docbin", "label-studio", "prodigy")
SUFFIXES = {"brat": "", "conll": ".conll", "docbin": ".spacy", "label-studio": ".json", "prodigy": ".jsonl", "gold": ""}
PLACED = {key: value for key, value in FACT.items() if key != "quote"}
DOCUMENT: dict[str, Any] = {
    "doc": "news/1: 半年报",
    "lang": "zh",
    "published": "2024-08-30",
    "genre": "results",
    "text": TEXT,
    "entities": [
        {"names": ["清河科技", "Qinghe"], "required": True, "label": "ORG", "spans": [[0, 4]]},
        {"names": ["清河"], "required": False, "label": ["LOC", "ORG"], "spans": [[0, 2]]},
        {"names": ["方雨舟"], "required": True, "label": "PERSON", "spans": [[46, 49]]},
    ],
    "facts": [
        {
            "concept": ["Revenue", "Other"],
            "start": 14,
            "end": 20,
            **{k: v for k, v in PLACED.items() if k != "concept"},
        },
        {"concept": "Revenue", "start": 14, "end": 20, "low": "8", "high": "8", "unit": "percent", "required": False},
    ],
    "statements": [{"start": 51, "end": 60, "speaker": ["方雨舟", None], "required": True}],
}


def there_and_back(record: dict[str, Any], form: str, folder: Path) -> tuple[dict[str, Any], Losses]:
    place, losses = folder / f"annotations{SUFFIXES[form]}", Losses()
    write_annotations([record], place, form, losses)
    (back,) = read_annotations(place, form, losses, {})
    return back, losses


def ordered(record: dict[str, Any]) -> dict[str, Any]:
    """Entities and facts have no order of their own: that of the text, then that of their words."""
    keys = ("entities", "facts", "statements")
    lists = {
        key: sorted(record[key], key=lambda entry: json.dumps(entry, sort_keys=True)) for key in keys if key in record
    }
    return {**record, **lists}


def test_the_command_line_knows_all_forms():
    assert FORMS == FORMATS


@pytest.mark.parametrize("form", WHOLE)
def test_nothing_is_lost(tmp_path, form):
    back, losses = there_and_back(DOCUMENT, form, tmp_path)
    assert ordered(back) == ordered(DOCUMENT)
    assert losses == {}


SPANS = st.tuples(st.integers(0, 11), st.integers(1, 5))
TEXTS = st.text(alphabet="清河科技가람 전자\n\t\"'\\<&😀🇰é" + string.ascii_letters[:4], min_size=16, max_size=20)
NAMES = st.lists(st.text(alphabet="清가a \"'\\\n", min_size=1, max_size=4), min_size=1, max_size=2)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A document with overlapping entities, facts and statements, and text that is hard to write."""
    text = draw(TEXTS)

    def place() -> dict[str, int]:
        start, length = draw(SPANS)
        return {"start": start, "end": start + length}

    entities = []
    for _ in range(draw(st.integers(0, 4))):
        where = place()
        label, required = draw(st.sampled_from(["ORG", "LOC", ["PERSON", "ORG"]])), draw(st.booleans())
        entities.append(
            {"names": draw(NAMES), "required": required, "label": label, "spans": [[where["start"], where["end"]]]}
        )
    values = st.sampled_from(["1", "-2.5", "1000000000000.01"])
    facts = [
        {
            "concept": draw(st.sampled_from(["Revenue", ["Users", "Other"]])),
            **place(),
            "low": draw(values),
            "high": None,
        }
        for _ in range(draw(st.integers(0, 3)))
    ]
    statements = [{**place(), "speaker": draw(NAMES)} for _ in range(draw(st.integers(0, 2)))]
    return {"doc": "d", "lang": "zh", "text": text, "entities": entities, "facts": facts, "statements": statements}


@pytest.mark.parametrize("form", WHOLE)
@settings(max_examples=40)
@given(record=documents())
def test_whatever_is_annotated_comes_back(tmp_path_factory, form, record):
    back, losses = there_and_back(record, form, tmp_path_factory.mktemp("formats"))
    assert ordered(back) == ordered(record)
    assert losses == {}


@settings(max_examples=60)
@given(record=documents())
def test_conll_keeps_mentions_apart_and_counts_the_rest(tmp_path_factory, record):
    back, losses = there_and_back(record, "conll", tmp_path_factory.mktemp("formats"))
    assert back["text"] == record["text"]
    before = {
        (*entity["spans"][0], str(entity["label"][0] if isinstance(entity["label"], list) else entity["label"]))
        for entity in record["entities"]
    }
    after = [(*span, entity["label"]) for entity in back["entities"] for span in entity["spans"]]
    blanks = sum(not record["text"][start:end].strip() for start, end, _ in before)
    overlapping = sum(number for what, number in losses.items() if what.startswith("spans within"))
    assert len(after) >= len(record["entities"]) - overlapping - blanks
    assert losses["facts, which CoNLL cannot hold"] == len(record["facts"])
    assert losses["statements, which CoNLL cannot hold"] == len(record["statements"])


def test_conll_by_example(tmp_path):
    back, losses = there_and_back(DOCUMENT, "conll", tmp_path)
    lines = (tmp_path / "annotations.conll").read_text(encoding="utf-8").splitlines()
    assert lines[3:8] == ["清\tB-ORG", "河\tI-ORG", "科\tI-ORG", "技\tI-ORG", "发\tO"]
    assert [(entity["names"], entity["label"]) for entity in back["entities"]] == [
        (["清河科技"], "ORG"),
        (["方雨舟"], "PERSON"),
    ]
    assert losses == {
        "facts, which CoNLL cannot hold": 2,
        "statements, which CoNLL cannot hold": 1,
        "marks of optional entities, which CoNLL cannot hold: they become required": 1,
        "spans within or across others, which CoNLL cannot hold": 1,
    }


SCHEMES = [
    # tags of 清 河 在 首 尔, and the spans that they mean
    ("B-ORG I-ORG O B-LOC I-LOC", [(0, 2, "ORG"), (3, 5, "LOC")]),
    ("I-ORG I-ORG O I-LOC I-LOC", [(0, 2, "ORG"), (3, 5, "LOC")]),  # IOB1
    ("B-ORG E-ORG O B-LOC E-LOC", [(0, 2, "ORG"), (3, 5, "LOC")]),  # BIOES
    ("B-ORG L-ORG O U-LOC U-LOC", [(0, 2, "ORG"), (3, 4, "LOC"), (4, 5, "LOC")]),  # BILOU
    ("B-ORG B-ORG O B-LOC I-ORG", [(0, 1, "ORG"), (1, 2, "ORG"), (3, 4, "LOC"), (4, 5, "ORG")]),
    ("B-PER I-PER O B-GPE I-GPE", [(0, 2, "PERSON"), (3, 5, "LOC")]),  # labels of others
]


@pytest.mark.parametrize(("tags", "spans"), SCHEMES)
def test_conll_of_other_tools(tmp_path, tags, spans):
    path = tmp_path / "theirs.conll"
    path.write_text("".join(f"{c} x {t}\n" for c, t in zip("清河在首尔", tags.split(), strict=True)), encoding="utf-8")
    (record,) = read_annotations(path, "conll", Losses(), {})
    assert (record["text"], record["doc"], record["lang"]) == ("清河在首尔", "theirs-1", "zh")
    found = [(*span, entity["label"]) for entity in record["entities"] for span in entity["spans"]]
    assert sorted(found) == spans
    assert "facts" not in record, "what another tool does not know, nobody looked for"


def test_words_of_korean_are_joined_by_blanks(tmp_path):
    path = tmp_path / "theirs.conll"
    path.write_text("가람전자는\tB-ORG\n서울\tB-LOC\n3.5\tO\n%\tO\n", encoding="utf-8")
    (record,) = read_annotations(path, "conll", Losses(), {})
    assert record["text"] == "가람전자는 서울 3.5%"


UNREADABLE = [
    ("conll", "清\n", "'清' has no tag"),
    ("conll", '# text = "다른"\n清\tO\n', "'清' does not stand next in its text"),
    ("conll", "清\tB-ANIMAL\n", "nobody knows the label 'ANIMAL'"),
    ("label-studio", "{", "this is not Label Studio"),
    ("label-studio", "{}", "it is no list of tasks"),
    ("label-studio", '[{"data": {}}]', "task 1 has no 'text'"),
    ("prodigy", '{"spans": []}\n', "has no text"),
    ("prodigy", '{"text": "清", "spans": [{"start": 0, "end": 9, "label": "ORG"}]}\n', "ORG at 0 to 9 is not within"),
    ("docbin", "nothing", "this is not spaCy's DocBin"),
]


@pytest.mark.parametrize(("form", "content", "message"), UNREADABLE)
def test_what_cannot_be_read_is_named(tmp_path, form, content, message):
    path = tmp_path / "theirs.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        list(read_annotations(path, form, Losses(), {}))
    assert message in str(caught.value)
    assert "theirs.jsonl" in str(caught.value)


@pytest.mark.parametrize("marks", ["T1\tORG 0 9\tx\n", "T1\tORG zero 2\tx\n"])
def test_brat_that_cannot_be_read_is_named(tmp_path, marks):
    (tmp_path / "a.txt").write_text("清河", encoding="utf-8")
    (tmp_path / "a.ann").write_text(marks, encoding="utf-8")
    with pytest.raises(InputError, match=r"E514.*a\.ann, line 1"):
        list(read_annotations(tmp_path, "brat", Losses(), {}))


def test_brat_of_other_hands(tmp_path):
    (tmp_path / "a.txt").write_text("清河科技营收12亿元，净利润不明。", encoding="utf-8")
    notes = "T1\tORG 0 2;2 4\t清河 科技\nT2\tRevenue 6 10\t12亿元\nT3\tProfitLoss 11 14\t净利润\n#1\tAnnotatorNotes T1\tsure?\n"
    (tmp_path / "a.ann").write_text(f"{notes}A1\tNegation T1\nR1\tOf Arg1:T2 Arg2:T1\n", encoding="utf-8")
    losses = Losses()
    (record,) = read_annotations(tmp_path, "brat", losses, {})
    assert record["entities"] == [{"names": ["清河科技"], "required": True, "label": "ORG", "spans": [[0, 4]]}]
    (fact,) = record["facts"]
    assert (fact["concept"], fact["low"], fact["unit"]) == ("Revenue", "1200000000", "CNY")
    assert losses == {"values marked in the tool that cannot be read from the text": 1}
    assert gold_document(record, "here").facts, "what comes in is gold that can be used"


def test_a_label_that_was_changed_in_the_tool_counts(tmp_path):
    write_annotations([DOCUMENT], tmp_path / "t.jsonl", "prodigy", Losses())
    (line,) = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    task = json.loads(line)
    for span in task["spans"]:
        span["label"] = {"ORG": "PRODUCT", "Revenue": "Users"}.get(span["label"], span["label"])
    (tmp_path / "t.jsonl").write_text(json.dumps(task) + "\n", encoding="utf-8")
    (record,) = read_annotations(tmp_path / "t.jsonl", "prodigy", Losses(), {})
    assert {str(entity["label"]) for entity in record["entities"]} == {"PRODUCT", "['LOC', 'ORG']", "PERSON"}
    assert {fact["concept"] for fact in record["facts"]} == {"Users"}


def test_what_annotators_decided_counts(tmp_path):
    write_annotations([DOCUMENT], tmp_path / "t.json", "label-studio", Losses())
    tasks_ = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    kept = tasks_[0]["predictions"][0]["result"][:1]
    tasks_[0]["annotations"] = [{"result": kept}, {"result": [], "was_cancelled": True}]
    (tmp_path / "t.json").write_text(json.dumps(tasks_), encoding="utf-8")
    (record,) = read_annotations(tmp_path / "t.json", "label-studio", Losses(), {})
    assert [len(record[key]) for key in ("entities", "facts", "statements")] == [1, 0, 0]
    rejected = tmp_path / "t.jsonl"
    rejected.write_text('{"text": "清", "answer": "reject"}\n{"text": "河", "answer": "accept"}\n', encoding="utf-8")
    assert [record["text"] for record in read_annotations(rejected, "prodigy", Losses(), {})] == ["河"]


def test_gold_without_offsets_is_placed_by_its_words(tmp_path):
    (tmp_path / "gold").mkdir()
    missing = {**FACT, "quote": "nowhere"}
    entities = [{"names": ["清河科技"], "label": "ORG"}, {"names": ["Nowhere"], "label": "ORG"}]
    record = {"doc": "news", "lang": "zh", "facts": [FACT, missing], "entities": entities}
    (tmp_path / "gold" / "news.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(InputError, match=r"E512.*news"):
        convert(tmp_path / "gold", "gold", tmp_path / "t.jsonl", "prodigy")
    documents, losses = convert(tmp_path / "gold", "gold", tmp_path / "t.jsonl", "prodigy", articles=[article()])
    assert documents == 1
    assert losses == {"facts that do not stand in the text": 1, "entities that do not stand in the text": 1}
    (back,) = read_annotations(tmp_path / "t.jsonl", "prodigy", Losses(), {})
    assert back["facts"][0]["quote"] == FACT["quote"]
    assert back["entities"][0]["spans"] == [[0, 4]]
    assert "statements" not in back


@pytest.mark.parametrize("form", ["gold", *WHOLE])
def test_tasks_of_a_run_come_back_as_gold_that_the_run_meets(tmp_path, form):
    found = [claim(), statement("海外市场将继续扩大", "方雨舟"), mention("清河科技"), mention("方雨舟", "PERSON")]
    made = run(*found)
    losses, place = Losses(), tmp_path / f"tasks{SUFFIXES[form]}"
    write_annotations(tasks(made), place, form, losses)
    golds = [gold_document(record, form) for record in read_annotations(place, form, losses, {})]
    scored = score(golds, made)
    assert losses == {}
    for layer in ("full", "mentions: strict", "statements", "field: speaker"):
        assert scored.total(layer).f1 == 1, layer
    assert scored.mistakes == []


def test_the_least_certain_article_comes_first():
    sure, unsure = claim(article_id="sure", confidence=0.9), claim(article_id="unsure", confidence=0.2)
    texts = [article(doc=doc) for doc in ("nothing", "sure", "unsure")]
    made = tasks(run(sure, unsure, articles=[*texts, article(doc="english", lang="en")]))
    assert [record["doc"] for record in made] == ["unsure", "sure", "nothing"]
    assert [record.get("certainty") for record in made] == [0.2, 0.9, None]
    assert len(tasks(run(sure, unsure, articles=texts), limit=1)) == 1


def test_on_the_command_line(tmp_path, capsys):
    theirs = tmp_path / "theirs.conll"
    theirs.write_text("清\tB-FIRM\n河\tI-FIRM\n", encoding="utf-8")
    arguments = ["convert", str(theirs), str(tmp_path / "gold"), "--from", "conll", "--to", "gold"]
    assert main(arguments) == 2
    assert "--label FIRM=ORG" in capsys.readouterr().err
    assert main([*arguments, "--label", "FIRM=ORG"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'gold'}: 1 documents\n"
    assert main(["convert", str(tmp_path / "gold"), str(tmp_path / "x.conll"), "--from", "gold", "--to", "conll"]) == 0
    with pytest.raises(SystemExit):
        main([*arguments, "--label", "FIRM"])
    assert "is not THEIRS=OURS" in capsys.readouterr().err
