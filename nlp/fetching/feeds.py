"""A feed and the pages of its articles, into a folder that `xinmun run` reads; the second time only what is new."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from nlp.errors import InputError, OutputError
from nlp.fetching.client import Answer, Client, Limits
from nlp.reading.encodings import decode_markup
from nlp.reading.formats.feeds import kind_of_markup
from nlp.reading.parsers import parse_feed

HIDDEN = ".fetch"  # a run passes over what begins with a dot
MANIFEST = "manifest.jsonl"
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_NAME = re.compile(r"[^\w-]+")
_LONGEST_NAME = 60


@dataclass(slots=True)
class Fetched:
    """What a fetch brought.

    Attributes:
        new: pages received.
        known: pages of the feeds that were received before.
        failed: what could not be had, an error each.
        feeds_failed: how many of these are feeds.
        left: pages that a limit left for the next time.
    """

    new: int = 0
    known: int = 0
    failed: list[str] = field(default_factory=list)
    feeds_failed: int = 0
    left: int = 0


def fetch(
    urls: Sequence[str],
    folder: Path,
    limits: Limits,
    *,
    max_pages: int,
    max_seconds: float,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch feeds and the pages that they link to.

    Pages go into the folder as received; feeds and a manifest, a line of JSON for each answer, go into `.fetch` in it.
    A page that was received is not asked for again; a feed is, with its ETag and the time of its last change.

    Args:
        urls: addresses of RSS or Atom feeds.
        folder: where to.
        limits: what one download may take.
        max_pages: the most pages to bring.
        max_seconds: no page is begun after so many seconds.
        sleep: waits between requests.

    Raises:
        OutputError: the folder cannot be written (E401).
    """
    fetched, client, started = Fetched(), Client(list(urls), limits, sleep), time.monotonic()
    try:
        store = _Store(folder)
        pages: dict[str, None] = {}
        for url in urls:
            try:
                pages.update(dict.fromkeys(_links(_feed(client, store, url), url)))
            except InputError as error:
                fetched.feeds_failed += 1
                fetched.failed.append(str(error))
                store.note(url, "feed", error=str(error))
        for url in pages:
            if store.has(url):
                fetched.known += 1
            elif fetched.new >= max_pages or time.monotonic() - started > max_seconds:
                fetched.left += 1
            else:
                try:
                    store.keep_page(url, client.get(url))
                    fetched.new += 1
                except InputError as error:
                    fetched.failed.append(str(error))
                    store.note(url, "page", error=str(error))
    except OSError as error:
        raise OutputError("E401", path=folder, reason=error.strerror or error) from error
    return fetched


def _feed(client: Client, store: _Store, url: str) -> bytes:
    """Return the feed as it is now; an unchanged one from the folder, for pages that were not had the last time."""
    answer = client.get(url, store.conditions(url))
    if answer.status == 304:
        return store.feed_path(url).read_bytes()
    markup = decode_markup(answer.body, url)
    if kind_of_markup(markup) != "feed":
        raise InputError("E123", path=url, found=" ".join(markup[:60].split()))
    store.keep_feed(url, answer)
    return answer.body


def _links(body: bytes, url: str) -> list[str]:
    records, _ = parse_feed(decode_markup(body, url), url)
    return [urldefrag(urljoin(url, record["url"])).url for record in records if record.get("url")]


class _Store:
    """The folder, and the manifest of what is in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / HIDDEN / "feeds").mkdir(parents=True, exist_ok=True)
        self._manifest = folder / HIDDEN / MANIFEST
        self._received: dict[str, dict[str, Any]] = {}
        for line in self._manifest.read_bytes().splitlines() if self._manifest.exists() else ():
            try:
                entry = json.loads(line)
            except ValueError:  # the last line of a fetch that was killed
                continue
            if entry.get("status") == 200:
                self._received[entry["url"]] = entry

    def has(self, url: str) -> bool:
        return url in self._received and (self._folder / self._received[url]["file"]).exists()

    def conditions(self, url: str) -> dict[str, str]:
        if not self.has(url):
            return {}
        known = self._received[url]
        conditions = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
        return {name: value for name, value in conditions.items() if value}

    def feed_path(self, url: str) -> Path:
        return self._folder / HIDDEN / "feeds" / f"{_digest(url)}.xml"

    def keep_feed(self, url: str, answer: Answer) -> None:
        self._keep(url, "feed", self.feed_path(url), answer)

    def keep_page(self, url: str, answer: Answer) -> None:
        kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if kind not in _PAGES:
            raise InputError("E138", url=url, kind=kind)
        parts = urlsplit(url)
        name = _NAME.sub("-", parts.path.rpartition(".")[0] or parts.path).strip("-")[-_LONGEST_NAME:].strip("-")
        folder = self._folder / _NAME.sub("-", parts.netloc)
        folder.mkdir(exist_ok=True)
        suffix = "txt" if kind == "text/plain" else "html"
        self._keep(url, "page", folder / f"{name or 'page'}-{_digest(url)}.{suffix}", answer)

    def _keep(self, url: str, kind: str, path: Path, answer: Answer) -> None:
        partial = path.with_name(f".{path.name}.part")
        partial.write_bytes(answer.body)
        partial.replace(path)
        self._received[url] = self.note(
            url,
            kind,
            final_url=answer.url,
            status=answer.status,
            file=str(path.relative_to(self._folder)),
            bytes=len(answer.body),
            sha256=hashlib.sha256(answer.body).hexdigest(),
            content_type=answer.headers.get("content-type"),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )

    def note(self, url: str, kind: str, **fields: object) -> dict[str, Any]:
        """Append a line to the manifest."""
        entry = {"url": url, "kind": kind, "time": datetime.now(UTC).isoformat(timespec="seconds"), **fields}
        with self._manifest.open("ab") as file:
            file.write(json.dumps(entry, ensure_ascii=False).encode(errors="replace") + b"\n")
        return entry


def _digest(url: str) -> str:
    return hashlib.sha256(url.encode(errors="replace")).hexdigest()[:12]
