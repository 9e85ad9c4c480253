from __future__ import annotations

from pathlib import Path

import pytest

from nlp.batch import run


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
