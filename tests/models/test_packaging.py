"""The model lies where an installed package and a checkout find it, and holds nothing that runs code."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from nlp.entities.recogniser import load_recogniser, shipped_model

NEEDED = {"config.json", "model.onnx", "vocabulary.model", "lexicon.npz"}
MOST = 40_000_000  # bytes in models/ in all
SUFFIXES = {".json", ".onnx", ".safetensors", ".model", ".npz", ".toml", ".md"}


def test_the_checkout_finds_the_model(repository):
    assert shipped_model().resolve() == repository / "models" / "ner"
    assert load_recogniser(shipped_model()).decoder.tags[0] == "O"


def test_the_models_are_small_and_no_pickles(repository):
    files = [path for path in (repository / "models").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= MOST
    assert {path.suffix for path in files} <= SUFFIXES


@pytest.mark.nightly
def test_a_wheel_carries_the_model(repository, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "-w", str(tmp_path), str(repository)],
        check=True,
        timeout=600,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("nlp/models/ner/")}
    assert {f"nlp/models/ner/{name}" for name in NEEDED} <= names
