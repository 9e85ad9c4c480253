"""What all tests share: where things lie, and when a test that needs more than the repository is left out."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from nlp.batch import run
from nlp.evaluation.gate import dated_copies, plain_copies

# A busy machine is no failure, and a test that fails must fail again.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"

MakeRun = Callable[[str, Callable[[Path], Sequence[str]]], Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason=f"needs real articles and the contract's schema in {SHARED}, which is not there")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles, gold facts and the output contract; mark the test `shared` too."""
    if not SHARED.is_dir():
        pytest.skip(f"needs {SHARED}, which is not there")
    return SHARED


@pytest.fixture(scope="session")
def make_run(tmp_path_factory) -> MakeRun:
    """Makes an output folder once for all worker processes of a test run: `inputs(folder)` says what it is made of."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # the workers' own folders lie in it

    def make(name: str, inputs: Callable[[Path], Sequence[str]]) -> Path:
        folder = base / f"run-{name}"
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "out").exists():
                run(inputs(folder), folder / "out", progress=False)
        return folder / "out"

    return make


@pytest.fixture(scope="session")
def sample_run(repository, make_run) -> Path:
    """The output folder of the sample feed."""
    return make_run("sample", lambda _: [str(repository / "corpora" / "sample")])


@pytest.fixture(scope="session")
def gold_run(repository, make_run) -> Path:
    """The output folder of our own annotated articles, with their dates."""
    return make_run("gold", lambda folder: [str(dated_copies(repository / "corpora" / "gold", folder / "articles"))])


@pytest.fixture(scope="session")
def pages_run(repository, make_run) -> Path:
    """The output folder of our own pages, as they would be found."""
    return make_run("pages", lambda folder: [str(plain_copies(repository / "corpora" / "pages", folder / "pages"))])


@pytest.fixture(scope="session")
def seeds_run(shared, make_run) -> Path:
    """The output folder of the five real articles."""
    return make_run("seeds", lambda _: [str(path) for path in sorted((shared / "seeds").glob("*.txt"))])


@pytest.fixture(scope="session")
def paragraphs_run(shared, make_run) -> Path:
    """The output folder of the annotated paragraphs, each an article."""

    def feed(folder: Path) -> list[str]:
        with (folder / "feed.jsonl").open("w", encoding="utf-8") as lines:
            for path in sorted((shared / "gold" / "paragraphs").glob("*.jsonl")):
                for line in path.read_text(encoding="utf-8").splitlines():
                    row = json.loads(line)
                    lines.write(json.dumps({key: row.get(key) for key in ("doc", "text", "published", "lang")}) + "\n")
        return [str(folder / "feed.jsonl")]

    return make_run("paragraphs", feed)
