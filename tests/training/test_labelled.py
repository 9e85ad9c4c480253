"""What a corpus marks, which sentences are set apart, and names that stand in for others."""

from __future__ import annotations

import json
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from nlp.training.labelled import SCHEMES, Sentence, in_test_fifth, in_validation, make_sentence, read_sentences
from nlp.training.words import Substitutes, chinese_words, ends_in_consonant, korean_words


@pytest.mark.parametrize(
    ("corpus", "entities", "names"),
    [
        ("msra", [[0, 2, "ORG"], [2, 3, "DATE"]], ((0, 2, "ORG"),)),
        ("klue", [[0, 2, "ORG"], [2, 4, "MONEY"]], ((0, 2, "ORG"), (2, 4, "QUANTITY"))),
        ("cluener", [[0, 2, "ORG"], [2, 4, "OTHER_POSITION"]], ((0, 2, "ORG"), (2, 4, "POSITION"))),
        ("weibo", [[0, 2, "OTHER_PER_NOM"]], ()),
    ],
)
def test_labels_that_a_corpus_marks(corpus, entities, names):
    row = {"text": "云帆三亿", "lang": "zh", "ents": entities}
    assert make_sentence(row, corpus).names == names


def test_a_sentence_is_folded_and_more_names_are_added_where_there_is_room():
    row = {"text": "雲帆科技公司", "lang": "zh", "ents": [[0, 2, "ORG"]]}
    sentence = make_sentence(row, "cluener", ((1, 4, "WORK"), (4, 6, "WORK")))
    assert sentence.text == "云帆科技公司"
    assert sentence.names == ((0, 2, "ORG"), (4, 6, "WORK"))


def test_the_test_fifth_of_klue_is_never_read(tmp_path: Path):
    texts = [f"문장 {number}" for number in range(50)]
    rows = [{"text": text, "lang": "ko", "ents": [], "raw": []} for text in texts]
    (tmp_path / "ko").mkdir()
    for name in ("klue.dev", "konec.dev"):
        (tmp_path / "ko" / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read = {sentence.text for sentence in read_sentences(tmp_path, ("ko/klue.dev",))}
    assert read == {text for text in texts if crc32(text.encode()) % 5}
    assert not any(in_test_fifth(text) for text in read)


def test_few_sentences_are_held_out():
    held = sum(in_validation(f"sentence {number}") for number in range(10_000))
    assert 400 < held < 600


@pytest.mark.shared
def test_nothing_of_evaluation_only_is_trained_on(shared):
    folder = shared / "data" / "ner"
    barred = {
        json.loads(line)["text"]
        for path in (folder / "evaluation_only").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    korean = list(read_sentences(folder, ("ko/klue.dev",)))
    assert len(korean) == pytest.approx(4000, abs=100)
    assert barred.isdisjoint(sentence.text for sentence in korean)
    assert all("evaluation" not in corpus for corpus in SCHEMES)


@pytest.mark.parametrize(("word", "expected"), [("삼성", True), ("현대", False), ("LG", None), ("云帆", None)])
def test_final_consonants(word, expected):
    assert ends_in_consonant(word) is expected


def test_a_substitute_takes_the_same_particles_and_the_offsets_follow():
    sentence = Sentence("새 현대는 서울에서", ((2, 4, "ORG"), (6, 8, "LOC")), "klue", "ko")
    others = Substitutes([("구름나라", "ORG"), ("구름돛", "ORG"), ("바다섬", "LOC"), ("바다", "LOC")])
    changed = others.replace(sentence, 1.0, np.random.default_rng(1))
    assert changed.text == "새 구름나라는 바다섬에서"
    assert [changed.text[start:end] for start, end, _ in changed.names] == ["구름나라", "바다섬"]
    assert others.replace(sentence, 0.0, np.random.default_rng(1)) == sentence


def test_chinese_words_by_part_of_speech():
    lines = ["云海 3 ns", "云帆 5 nt", "李云 2 nrt", "跑 3 v"]
    assert list(chinese_words(lines)) == [
        ("云海", "zh:LOC"), ("云帆", "zh:ORG"), ("李云", "zh:PERSON"), ("跑", "zh:WORD"),
    ]  # fmt: skip


def test_korean_words_have_each_reading_that_is_not_rare(tmp_path: Path):
    rows = [("구름", "ORG", "9"), ("구름", "LOC", "8"), ("구름", "PERSON", "1"), ("대표", "OTHER_CV_POSITION", "3")]
    table = "form\tlabel\traw_label\ttrain_freq\n" + "".join(f"{f}\t{lab}\tX\t{n}\n" for f, lab, n in rows)
    (tmp_path / "t.tsv").write_text(table, encoding="utf-8")
    assert set(korean_words(tmp_path / "t.tsv")) == {("구름", "ko:ORG"), ("구름", "ko:LOC"), ("대표", "ko:TITLE")}
