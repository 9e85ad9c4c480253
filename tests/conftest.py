"""What all tests share: where things lie, and when a test that needs more than the repository is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from nlp.batch import run

# A busy machine is no failure, and a test that fails must fail again.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"


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
def sample_run(repository, tmp_path_factory) -> Path:
    """The output folder of the sample feed."""
    out = tmp_path_factory.mktemp("sample") / "out"
    run([str(repository / "corpora" / "sample")], out, progress=False)
    return out


@pytest.fixture(scope="session")
def seeds_run(shared, tmp_path_factory) -> Path:
    """The output folder of the five real articles."""
    out = tmp_path_factory.mktemp("seeds") / "out"
    run([str(path) for path in sorted((shared / "seeds").glob("*.txt"))], out, progress=False)
    return out
