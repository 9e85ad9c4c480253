"""Annotations leave their text and find it again; where it is another text, the error says which and what to do."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from made_up import FIRST, GOLD, PASSAGE, write_sources

from nlp.errors import InputError
from nlp.evaluation.__main__ import main
from nlp.evaluation.sources import read_lines, resolve
from nlp.evaluation.standoff import detach, occurrences, paragraph_hash

OCCURRENCES = [
    ("LG", "LGD와 LG는 LG를", [(5, 7), (9, 11)]),
    ("LG", "LGD", [(0, 2)]),
    ("3M", "13M과 3M", [(5, 7)]),
    ("한국", "한국은행과 남한국 한국", [(0, 2), (10, 12)]),
    ("미", "미국은 한·미 정상", [(6, 7)]),
    ("미", "미국", [(0, 1)]),
    ("은행", "한국은행", [(2, 4)]),
    ("平安", "平安银行与平安", [(0, 2), (5, 7)]),
    ("S&P 500", "S&P 500指数", [(0, 7)]),
    ("없는 이름", "다른 글", []),
]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_sources(tmp_path / "texts")


@pytest.mark.parametrize(("name", "text", "spans"), OCCURRENCES)
def test_occurrences(name: str, text: str, spans: list[tuple[int, int]]) -> None:
    assert occurrences(name, text) == spans


def test_names_are_marked_where_they_stand() -> None:
    line = detach(GOLD[0], "train")
    assert line["entities"][0] == {
        "spans": [[0, 4], [52, 56]],  # not the 가람전자 of 가람전자로지스
        "names": ["Garam"],
        "label": "ORG",
        "required": True,
    }
    assert line["entities"][1]["spans"] == [[9, 12], [9, 11]]  # LG stands nowhere else
    assert [fact["subject"] for fact in line["facts"]] == [[[0, 4], None], [[52, 56], None]]  # nearest before
    assert line["facts"][0]["speaker"] == [[0, 4], "Garam"]
    assert [fact["segment"] for fact in line["facts"]] == [None, [None, [58, 63]]]
    assert [fact["period"] for fact in line["facts"]] == [None, [["2023-01-01", "2023-12-31"], [None, None]]]
    assert line["statements"] == [{"speaker": [[0, 4]], "start": 17, "end": 29, "required": True}]


def test_a_line_holds_no_text() -> None:
    written = json.dumps(detach(GOLD[0], "train"), ensure_ascii=False)
    assert not any(word in written for word in FIRST.split())
    assert paragraph_hash(FIRST) in written


def test_round_trip(texts: Path) -> None:
    golds = [*GOLD, PASSAGE]
    assert resolve([detach(gold, "dev") for gold in golds], texts) == [{**gold, "split": "dev"} for gold in golds]


def test_a_passage_is_found_by_its_first_and_last_paragraph() -> None:
    line = detach(PASSAGE, "dev")
    assert (line["paragraph"], line["last"], line["published"]) == (0, 1, "2024-04-03")
    assert line["sha256"] == paragraph_hash(f"앞 문단\n{FIRST}")
    assert not {"last", "published"} & detach(GOLD[0], "dev").keys()


def test_commands_there_and_back(texts: Path, tmp_path: Path) -> None:
    gold, standoff, back = (tmp_path / name for name in ("gold.jsonl", "standoff.jsonl", "back.jsonl"))
    gold.write_text("".join(json.dumps(document) + "\n" for document in GOLD), encoding="utf-8")
    assert main(["detach", str(gold), "--leave-out", "zh-made-up", "-o", str(standoff)]) == 0
    assert [line["doc"] for line in read_lines(standoff)] == ["ko-made-up"]
    assert main(["resolve", str(standoff), "--texts", str(texts), "-o", str(back)]) == 0
    assert read_lines(back) == [{**GOLD[0], "split": read_lines(standoff)[0]["split"]}]


def test_what_lies_beside_is_left_out(tmp_path: Path) -> None:
    gold, beside, out = (tmp_path / name for name in ("gold.jsonl", "beside.jsonl", "out.jsonl"))
    gold.write_text("".join(json.dumps(document) + "\n" for document in GOLD), encoding="utf-8")
    beside.write_text(json.dumps(GOLD[0]) + "\n", encoding="utf-8")
    main(["detach", str(gold), "--beside", str(beside), "-o", str(out)])
    assert [line["doc"] for line in read_lines(out)] == ["zh-made-up"]


def test_a_second_reading_has_the_split_of_the_first(tmp_path: Path) -> None:
    gold, first, out = (tmp_path / name for name in ("gold.jsonl", "first.jsonl", "out.jsonl"))
    gold.write_text("".join(json.dumps(document) + "\n" for document in GOLD), encoding="utf-8")
    first.write_text(json.dumps(detach(GOLD[1], "test")) + "\n", encoding="utf-8")
    main(["detach", str(gold), "--second-of", str(first), "-o", str(out)])
    assert [(line["doc"], line["split"]) for line in read_lines(out)] == [("zh-made-up", "test")]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"sha256": "0" * 16}, "E505", ["made_up.txt.xz", "document 1, paragraph 1", "0" * 16, paragraph_hash(FIRST)]),
        ({"paragraph": 2}, "E504", ["document 1", "2 paragraphs", "ko-made-up"]),
        ({"last": 2}, "E504", ["none numbered 2", "2 paragraphs"]),
        ({"last": 1, "paragraph": 0}, "E505", ["document 1, paragraph 1", paragraph_hash(f"앞 문단\n{FIRST}")]),
        ({"document": 9}, "E504", ["document 9", "0 paragraphs"]),
        ({"source": "ko/missing"}, "E502", ["missing.txt.xz", "--texts"]),
    ],
)
def test_another_text_is_refused(texts: Path, change: dict[str, object], code: str, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        resolve([{**detach(GOLD[0], "train"), **change}], texts)
    assert caught.value.code == code
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize("content", [b"no xz at all", lzma.compress(b"\xff\xfe"), lzma.compress(b"text")[:-8]])
def test_a_source_that_cannot_be_read(texts: Path, content: bytes) -> None:
    (texts / "ko/made_up.txt.xz").write_bytes(content)
    with pytest.raises(InputError, match="E503"):
        resolve([detach(GOLD[0], "train")], texts)


def test_a_quantity_at_the_wrong_place_is_named() -> None:
    moved = {**GOLD[0], "facts": [{**GOLD[0]["facts"][0], "start": 24}]}
    with pytest.raises(InputError, match=r"E501.*ko-made-up.*'12억원'.*24"):
        detach(moved, "train")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("no json", "E105"),
        ("[1]", "no object"),
        ("{}", "has no doc, lang"),
        (json.dumps(GOLD[0]), "has no sha256, split"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, content: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f"{json.dumps(detach(GOLD[0], 'train'))}\n{content}\n", encoding="utf-8")
    assert main(["counts", str(path)]) == 1
    error = capsys.readouterr().err
    assert "bad.jsonl, line 2" in error
    assert words in error
