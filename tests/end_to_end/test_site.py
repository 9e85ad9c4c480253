"""The documentation builds without a warning, holds every page, and loads nothing from elsewhere."""

import os
import re
import subprocess
import sys

import pytest
import yaml

for library in ("mkdocs", "material", "mkdocstrings"):
    pytest.importorskip(library, reason="the documentation needs the extra `docs`")


class _Lenient(yaml.SafeLoader):
    """Reads mkdocs.yml without its tags."""


_Lenient.add_multi_constructor("!", lambda loader, suffix, node: None)


@pytest.fixture(scope="module")
def site(repository, tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(repository), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=repository, capture_output=True, text=True, env=environment, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_every_page_is_in_the_navigation(repository):
    settings = yaml.load((repository / "mkdocs.yml").read_text(encoding="utf-8"), _Lenient)
    listed = re.findall(r"[\w/-]+\.md", str(settings["nav"]))
    docs = repository / "docs"
    assert sorted(listed) == sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


def test_pages_load_nothing_from_elsewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 8
    for page in pages:
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe|link)[^>]*?(?:src|href)=\"?((?:https?:)?//[^\" >]+)", text)
        assert [address for address in loaded if "canonical" not in address] == [], page


def test_the_reference_is_drawn_from_the_docstrings(site):
    text = (site / "reference.html").read_text(encoding="utf-8")
    for words in ("Make an analyzer", "qualifier", "E404"):
        assert words in text
