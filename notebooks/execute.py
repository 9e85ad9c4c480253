"""`python notebooks/execute.py [NOTEBOOK...]` runs notebooks, all without an argument, and keeps what they show.

Needs the extra `notebooks`. The tests run them with the same function and throw the outcome away.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent
_SECONDS = 300  # for one cell, on a machine that is busy


def execute(path: Path) -> nbformat.NotebookNode:
    """Run a notebook in its folder; raises `CellExecutionError` where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(FOLDER)}},
    )
    client.execute()
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def main() -> None:
    """Run notebooks and write them back."""
    for path in map(Path, sys.argv[1:] or sorted(FOLDER.glob("*.ipynb"))):
        notebook = execute(path)
        nbformat.write(notebook, path)
        print(path)


if __name__ == "__main__":
    main()
