from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the page needs the extra `web`")
pytest.importorskip("python_multipart", reason="the page needs the extra `web`")
pytest.importorskip("httpx2", reason="the tests of the page need httpx2, of the extra `dev`")

from fastapi.testclient import TestClient

from nlp.web.app import make_app
from nlp.web.gold import GoldFolder
from nlp.web.store import Store
from tests.web.small_run import TEXTS, write_run


class Browser(TestClient):
    """Asks the page as a browser does, and sends its forms."""

    gold: Path

    def html(self, path: str, lang: str = "en", status: int = 200) -> str:
        answer = self.get(path, headers={"accept-language": lang})
        assert answer.status_code == status, answer.text
        return answer.text

    def submit(self, path: str, status: int = 303, **fields: Any) -> str:
        token = re.search(r'name="token" value="(\w+)"', self.html("/review"))
        assert token
        answer = self.post(path, data={"token": token[1], "back": "/review", **fields}, follow_redirects=False)
        assert answer.status_code == status, answer.text
        return answer.headers.get("location", answer.text)

    def decide(self, claim_id: str, decision: str, **fields: str) -> str:
        return self.submit("/review/decide", claim_id=claim_id, decision=decision, **fields)


@pytest.fixture(scope="session")
def out(tmp_path_factory) -> Path:
    """A small run."""
    return write_run(tmp_path_factory.mktemp("run") / "out")


@pytest.fixture(scope="session")
def store(out) -> Iterator[Store]:
    read = Store(out)
    yield read
    read.close()


@pytest.fixture
def browser(store, tmp_path) -> Browser:
    """The page of the small run, with no decision yet."""
    ids = (f"{article}-{rest}" for article in TEXTS for rest in ("Revenue", "ProfitLoss", "says"))
    store.decide(dict.fromkeys(ids, "open"))
    client = Browser(make_app(store, GoldFolder(tmp_path / "gold")), base_url="http://127.0.0.1:8000")
    client.gold = tmp_path / "gold"
    return client
