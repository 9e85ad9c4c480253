"""The notebooks run from the first cell to the last, and what they show in the repository is fit to be read."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.ipynb"))
NEEDS = {"03_training_a_recogniser.ipynb": ["torch", "transformers"]}
_LARGEST = 150_000  # bytes


@pytest.fixture(scope="session")
def execute():
    for library in ("nbclient", "nbformat", "ipykernel", "matplotlib"):
        pytest.importorskip(library, reason=f"needs the extra `notebooks`: {library} is not installed")
    sys.path.insert(0, str(FOLDER))
    try:
        from execute import execute  # noqa: PLC0415 - lies beside the notebooks
    finally:
        sys.path.remove(str(FOLDER))
    return execute


def texts(notebook):
    """Everything that the cells show, in the order of the notebook."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            assert output["output_type"] != "error", output
            yield "".join(output.get("text", ""))
            for value in output.get("data", {}).values():
                yield "".join(value)


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 4


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs(execute, name):
    for library in NEEDS.get(name, []):
        pytest.importorskip(library, reason=f"needs the extra `train`: {library} is not installed")
    shown = "".join(texts(execute(FOLDER / name)))
    assert len(shown) > 500


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_what_a_notebook_shows_is_kept_and_small(name):
    path = FOLDER / name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] == number for number, cell in enumerate(code, start=1))
    shown = "".join(texts(notebook))
    assert shown
    assert path.stat().st_size < _LARGEST
    assert not re.search(r"/(?:home|root|work|tmp|Users|usr|var)/|[A-Z]:\\\\", shown)
    assert not any(output.get("name") == "stderr" for cell in code for output in cell["outputs"])
