"""A checkpoint made here is imported, and finds the same as it does in its own library."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nlp.cli import main
from nlp.entities.candidates import make_view
from nlp.entities.chunks import chunk
from nlp.entities.recogniser import load_recogniser
from nlp.errors import ConfigError
from nlp.training.checkpoint import import_checkpoint, map_labels

TEXT = "李华在北京说，  联想公司王华 서울에서 삼성전자 Abc公司增长了。上海的人？" * 3
LABELS = ["O", "B-PS", "I-PS", "B-company", "I-company", "B-LC", "I-LC", "B-DT", "I-DT"]
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"北京上海公司的人在李华联想王说增长了，。？", "서울", "##에서"]
PIECES += ["삼성", "##전자", "Ab", "##c"]
LENGTH = 24


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory) -> Path:
    """A BERT of one layer with weights by chance."""
    torch = pytest.importorskip("torch", reason="needs the extra `train`: torch is not installed")
    transformers = pytest.importorskip("transformers", reason="needs the extra `train`: transformers is not installed")
    folder = tmp_path_factory.mktemp("checkpoint")
    (folder / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
    transformers.BertTokenizerFast(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=len(PIECES),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=LENGTH,
        initializer_range=0.5,
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
    )
    transformers.BertForTokenClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def imported(checkpoint, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("imported") / "model"
    assert main(["model", "import", str(checkpoint), "-o", str(out)]) == 0
    return out


def test_its_scores_are_those_of_its_own_library(checkpoint, imported):
    from transformers import AutoModelForTokenClassification, AutoTokenizer  # noqa: PLC0415

    model = AutoModelForTokenClassification.from_pretrained(checkpoint).eval()
    tokenizer = AutoTokenizer.from_pretrained(checkpoint)
    reader, view = load_recogniser(imported).reader, make_view("李华在北京说，삼성전자", "zh")
    ((places, scores),) = reader.read(view, [(0, len(view.text))])
    inputs = tokenizer(view.text, return_tensors="pt")
    logits = model(**inputs).logits[0, 1:-1].detach().numpy()
    tags = json.loads((imported / "config.json").read_text(encoding="utf-8"))["tags"]
    np.testing.assert_allclose(scores[:, tags.index("I-PERSON")], logits[:, LABELS.index("I-PS")], atol=1e-4)
    np.testing.assert_allclose(scores[:, tags.index("O")], logits[:, 0], atol=1e-4)
    assert [view.text[start:end] for start, end in places][-2:] == ["삼성", "전자"]


def test_every_character_but_blanks_has_its_place(imported):
    view, covered = make_view(TEXT, "zh"), []
    # Longer than the checkpoint reads at once, so it is read in pieces.
    for places, scores in load_recogniser(imported).reader.read(view, list(chunk(TEXT))):
        assert len(places) == len(scores)
        covered += [offset for begin, stop in places for offset in range(begin, stop)]
    assert covered == [offset for offset, character in enumerate(TEXT) if character != " "]


def test_names_have_our_labels_and_lie_in_the_text(imported):
    found = list(load_recogniser(imported)(make_view(TEXT, "zh")))
    assert found
    assert {candidate.label for candidate in found} <= {"PERSON", "ORG", "LOC"}
    assert all(TEXT[c.start : c.end].strip() == TEXT[c.start : c.end] != "" for c in found)


def test_a_run_uses_it(imported, tmp_path):
    (tmp_path / "a.txt").write_text("云帆科技公司今年在海雁市的收入为3.2亿元，李华说增长了。", encoding="utf-8")
    for name, choice in (("own", []), ("imported", ["--model", str(imported)]), ("rules", ["--no-model"])):
        assert main(["run", str(tmp_path / "a.txt"), "-o", str(tmp_path / name), "--quiet", *choice]) == 0
    outputs = {name: (tmp_path / name / "entities.jsonl").read_bytes() for name in ("own", "imported", "rules")}
    assert len(set(outputs.values())) == 3


def test_a_folder_that_holds_something_is_not_overwritten(checkpoint, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ConfigError, match="E242"):
        import_checkpoint(checkpoint, tmp_path)


def test_what_is_no_checkpoint_is_refused(checkpoint, tmp_path):
    with pytest.raises(ConfigError, match="E242"):
        import_checkpoint(tmp_path, tmp_path / "out")


@pytest.mark.parametrize("content", [None, "{", "[]", '{"kind": "other"}', '{"kind": "checkpoint", "tags": ["O"]}'])
def test_what_is_no_model_is_refused_before_any_article(content, tmp_path, capsys):
    (tmp_path / "model").mkdir()
    if content is not None:
        (tmp_path / "model" / "config.json").write_text(content)
    (tmp_path / "a.txt").write_text("云帆科技增长", encoding="utf-8")
    code = main(["run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--model", str(tmp_path / "model")])
    assert code == 2
    assert "E241" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("labels", "tags"),
    [
        (["O", "B-PER", "I-PER"], {"O": [0], "B-PERSON": [1, 2], "I-PERSON": [2]}),
        (["PS-B", "PS-I", "O"], {"O": [2], "B-PERSON": [0, 1], "I-PERSON": [1]}),
        (["O", "ORG"], {"O": [0], "B-ORG": [1], "I-ORG": [1]}),
        (["O", "I-LOC"], {"O": [0], "I-LOC": [1], "B-LOC": [1]}),
        (
            ["O", "B_company", "I_company", "B_government", "I_government"],
            {"O": [0], "B-ORG": [1, 3, 2, 4], "I-ORG": [2, 4]},
        ),
        (
            ["O", "B-NS", "M-NS", "E-NS", "S-NS"],
            {"O": [0], "B-LOC": [1], "I-LOC": [2], "E-LOC": [3], "S-LOC": [4]},
        ),
        (["O", "U-MISC", "O"], {"O": [0, 2], "S-MISC": [1]}),
    ],
)
def test_labels(labels, tags):
    names, columns = map_labels(labels)
    assert dict(zip(names, columns, strict=True)) == tags


def test_a_checkpoint_without_a_label_for_no_name_is_refused():
    with pytest.raises(ConfigError, match="E242"):
        map_labels(["B-PER", "I-PER"])
