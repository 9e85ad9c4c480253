"""`xinmun fetch`, from a server on this machine; and that nothing else goes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from nlp.cli import main
from nlp.fetching import Fetched, Limits, fetch
from nlp.fetching.client import Client
from nlp.reading import read
from nlp.records import Article

TEXT = "公司昨日发布半年报，营业收入为41.62亿元，同比增长7.3%。净利润为3.1亿元，下降2.4%，原料价格上涨是主要原因。"


class Site:
    """A site whose pages a test sets: path → (status, headers, body)."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.drip = 0.0

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        kind = {"content_type": "text/html; charset=utf-8", **headers}
        self.pages[path] = status, {name.replace("_", "-"): value for name, value in kind.items()}, data

    def feed(self, *links: str, **headers: str) -> None:
        items = "".join(f"<item><title>{n}</title><link>{link}</link></item>" for n, link in enumerate(links))
        self.put(
            "/feed",
            f"<rss><channel><title>某网</title>{items}</channel></rss>",
            content_type="application/rss+xml",
            **headers,
        )

    def article(self, path: str, text: str = TEXT) -> str:
        self.put(path, f"<html><body><div class='article'><h1>标题</h1><p>{text}</p></div></body></html>")
        return self.address + path

    def paths(self) -> list[str]:
        asked = [path for path, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return asked


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, dict(self.headers)))
            status, headers, body = served.pages.get(self.path, (404, {}, b"not here"))
            if headers.get("etag") and self.headers.get("If-None-Match") == headers["etag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                step = 1 if served.drip else max(1, len(body))
                for at in range(0, len(body), step):
                    self.wfile.write(body[at : at + step])
                    time.sleep(served.drip)
            except OSError:
                return

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()


def bring(site: Site, folder: Path, **options: float) -> Fetched:
    limits = Limits(int(options.pop("max_bytes", 1_000_000)), options.pop("timeout", 5.0), options.pop("delay", 0.0))
    given = {"max_pages": 50, "max_seconds": 60.0, **options}
    return fetch([f"{site.address}/feed"], folder, limits, **given)  # type: ignore[arg-type]


def manifest(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / ".fetch" / "manifest.jsonl").read_bytes().splitlines()]


def test_a_feed_and_its_pages_and_then_only_what_is_new(site: Site, tmp_path: Path) -> None:
    one, two = site.article("/news/2024/one.html"), site.article("/news/two?id=2#top", TEXT.replace("41", "42"))
    site.feed(one, two, one, "/news/2024/one.html", etag='"1"', last_modified="Fri, 30 Aug 2024 08:00:00 GMT")
    assert bring(site, tmp_path) == Fetched(
        new=1,
        failed=[f"[E133] {site.address}/news/two?id=2: the server answered 404. Look at the address in a browser."],
    )
    site.pages["/news/two?id=2"] = site.pages["/news/two?id=2#top"]
    site.paths()
    assert bring(site, tmp_path) == Fetched(new=1, known=1)  # what failed is tried again, from the feed that is kept
    assert site.asked[1][1]["If-None-Match"] == '"1"'
    assert site.asked[1][1]["If-Modified-Since"] == "Fri, 30 Aug 2024 08:00:00 GMT"
    assert site.paths() == ["/feed", "/news/two?id=2"]
    assert bring(site, tmp_path) == Fetched(known=2)
    assert site.paths() == ["/feed"]
    three = site.article("/news/three.html", TEXT.replace("41", "43"))
    site.feed(three, two, etag='"2"')
    assert bring(site, tmp_path) == Fetched(new=1, known=1)
    assert site.paths() == ["/feed", "/news/three.html"]

    articles = [item for item in read([tmp_path]) if isinstance(item, Article)]
    assert sorted(article.text.split("为")[1][:2] for article in articles) == ["41", "42", "43"]
    page = next(tmp_path.glob("127-0-0-1-*/news-2024-one-*.html"))
    assert page.read_bytes() == site.pages["/news/2024/one.html"][2]
    entry = next(line for line in manifest(tmp_path) if line["url"] == one)
    assert (entry["status"], entry["file"], entry["bytes"]) == (
        200,
        str(page.relative_to(tmp_path)),
        len(page.read_bytes()),
    )
    assert {"time", "sha256", "content_type", "etag", "last_modified", "final_url"} <= entry.keys()
    assert [line["error"][:6] for line in manifest(tmp_path) if "error" in line] == ["[E133]"]


FAILURES = [
    ({"body": b"x" * 5000}, {"max_bytes": 4000}, "E134"),
    ({"status": 500}, {}, "E133"),
    ({"status": 302, "location": "/p"}, {}, "E137"),
    ({"status": 302, "location": "file:///etc/passwd"}, {}, "E131"),
    ({"status": 302, "location": "http://127.0.0.1:9/x"}, {}, "E132"),  # another port of a host that was given
    ({"status": 302, "location": "http://[::1]/x"}, {}, "E132"),
    ({"status": 302, "location": "http://169.254.169.254/latest"}, {}, "E132"),
    ({"status": 302, "location": "http://localhost/x"}, {}, "E132"),
    ({"status": 302, "location": "http://127.0.0.1:99999999/x"}, {}, "E13"),
    ({"body": b"%PDF", "content_type": "application/pdf"}, {}, "E138"),
    ({"body": b"packed", "content_encoding": "gzip"}, {}, "E135"),
]


@pytest.mark.parametrize(("answer", "options", "code"), FAILURES)
def test_what_is_not_fetched(site: Site, tmp_path: Path, answer: dict, options: dict, code: str) -> None:
    site.feed(site.address + "/p")
    site.put("/p", **answer)
    fetched = bring(site, tmp_path, **options)
    assert fetched.failed[0][1:].startswith(code)
    assert (fetched.new, fetched.feeds_failed) == (0, 0)
    assert [path.name for path in tmp_path.rglob("*.html")] == []


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://10.0.0.1/", "http://0.0.0.0/"]
)
def test_links_that_lead_elsewhere(site: Site, tmp_path: Path, link: str) -> None:
    site.feed(link)
    assert [error[1:5] in ("E131", "E132") for error in bring(site, tmp_path).failed] in ([True], [])
    assert list(tmp_path.glob("[!.]*")) == []


def test_a_redirect_is_followed(site: Site, tmp_path: Path) -> None:
    site.feed(site.address + "/old")
    site.put("/old", status=301, location="/new")
    site.article("/new")
    assert bring(site, tmp_path) == Fetched(new=1)
    assert manifest(tmp_path)[-1]["final_url"] == site.address + "/new"


def test_a_server_that_drips(site: Site, tmp_path: Path) -> None:
    site.feed("/p")
    site.drip = 0.4
    started = time.monotonic()
    fetched = bring(site, tmp_path, timeout=1.0)
    assert (fetched.feeds_failed, fetched.failed[0][1:5]) == (1, "E135")
    assert time.monotonic() - started < 30  # and not the minute that the feed would take


def test_robots_and_delay(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n", content_type="text/plain")
    site.feed(site.article("/private/a.html"), site.article("/b.html"), site.article("/c.html"))
    waited: list[float] = []
    fetched = fetch(
        [f"{site.address}/feed"], tmp_path, Limits(10**6, 5, 0.5), max_pages=9, max_seconds=99, sleep=waited.append
    )
    assert (fetched.new, [error[1:5] for error in fetched.failed]) == (2, ["E136"])
    assert [round(seconds) for seconds in waited] == [7, 7, 7]  # before the feed and each page
    assert "/private/a.html" not in site.paths()


def test_a_site_in_trouble_allows_nothing(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", status=503)
    site.feed("/p")
    assert [error[1:5] for error in bring(site, tmp_path).failed] == ["E136"]


def test_limits_on_number_and_time(site: Site, tmp_path: Path) -> None:
    site.feed(*(site.article(f"/{n}.html", f"{n}{TEXT}") for n in range(5)))
    assert bring(site, tmp_path, max_pages=2) == Fetched(new=2, left=3)
    assert bring(site, tmp_path, max_seconds=0.0) == Fetched(known=2, left=3)
    assert bring(site, tmp_path) == Fetched(new=3, known=2)


def test_a_host_of_this_machine_only_where_it_was_given(site: Site) -> None:
    with pytest.raises(Exception, match="E132"):
        Client([], Limits(1000, 5, 0)).get(site.address + "/feed")


def test_the_command(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.feed(site.article("/a.html"), "/gone.html")
    command = ["fetch", f"{site.address}/feed", "-o", str(tmp_path / "news"), "--delay", "0"]
    assert main(command) == 0
    shown = capsys.readouterr()
    assert "pages   1 new, 0 known, 1 failed" in shown.out
    assert "[E133]" in shown.err
    assert main([*command[:1], f"{site.address}/a.html", *command[2:]]) == 1  # no feed
    assert "[E123]" in capsys.readouterr().err
    assert main(["fetch", "file:///etc/passwd", "-o", str(tmp_path / "x")]) == 1
    assert "[E131]" in capsys.readouterr().err


def test_a_run_connects_to_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    address = "http://127.0.0.1:9/x"
    markup = f"<html><head><link rel=stylesheet href='{address}'></head><body><p>{TEXT}</p><img src='{address}'></body></html>"
    (folder / "a.html").write_text(markup, encoding="utf-8")
    (folder / "b.xml").write_text(
        f"<!DOCTYPE rss SYSTEM '{address}'><rss><channel><title>x</title><item><title>{TEXT}</title>"
        f"<link>{address}</link><enclosure url='{address}'/></item></channel></rss>",
        encoding="utf-8",
    )
    (folder / "c.rss").write_text(address + " <rss>", encoding="utf-8")
    (folder / "d.jsonl").write_text(json.dumps({"text": TEXT, "url": address}), encoding="utf-8")

    # In every process of the run, workers too: what uses the network leaves a file, and fails.
    told = tmp_path / "network.txt"
    (tmp_path / "sitecustomize.py").write_text(
        "import socket, traceback\n"
        "def refuse(*arguments, **_keywords):\n"
        "    if getattr(arguments[0], 'family', socket.AF_INET) in (socket.AF_INET, socket.AF_INET6):\n"
        f"        open({str(told)!r}, 'a').write(''.join(traceback.format_stack()))\n"
        "        raise OSError('no network')\n"
        "for name in ('connect', 'connect_ex', 'sendto'):\n"
        "    setattr(socket.socket, name, refuse)\n"
        "socket.getaddrinfo = refuse\n"
    )
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    out = tmp_path / "out"
    command = [sys.executable, "-m", "nlp.cli", "run", str(folder), "-o", str(out), "--no-model", "--quiet"]
    assert subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, timeout=120, check=False).returncode == 0
    assert json.loads((out / "run.json").read_bytes())["counts"]["read"] == 4
    assert not told.exists(), told.read_text()
    probe = [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"]
    assert subprocess.run(probe, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False).returncode
    assert told.exists()  # the trap works
