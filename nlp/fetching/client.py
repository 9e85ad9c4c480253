"""One download: http and https alone, to public addresses, with limits on size, time and redirects, and robots.txt."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import certifi
import urllib3

from nlp.errors import InputError

AGENT = "xinmun"
_REDIRECTS = 5
_PIECE = 1 << 16
_ROBOTS_BYTES = 500_000  # as RFC 9309 has it
_LONGEST_DELAY = 60.0  # seconds; a site that asks for more is asked less often than it is worth
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may take.

    Attributes:
        max_bytes: size of one file.
        timeout: seconds for one file, from the first byte sent to the last received.
        delay: seconds between two requests to one host.
    """

    max_bytes: int
    timeout: float
    delay: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `url` after redirects, `headers` in lower case, `body` as received (empty unless status 200)."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Fetches addresses, one after the other, politely."""

    def __init__(self, given: list[str], limits: Limits, sleep: Callable[[float], None] = time.sleep) -> None:
        """Start a session.

        Args:
            given: addresses that the user named; only their own hosts may be inside this machine's networks.
            limits: what one download may take.
            sleep: waits between requests.
        """
        self._limits, self._sleep = limits, sleep
        self._given = {_place(urlsplit(url)) for url in given}
        self._robots: dict[tuple[str, str, int], RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Fetch an address, following redirects.

        Args:
            url: the address.
            headers: further headers of the request, such as If-None-Match.

        Raises:
            InputError: not an address of the web (E131), one inside this machine's networks (E132), answered with
                neither 200 nor 304 (E133), too large (E134), too slow or out of reach (E135), forbidden by robots.txt
                (E136), redirected too often (E137).
        """
        first = url
        for _ in range(_REDIRECTS + 1):
            if not self._robots_of(url).can_fetch(AGENT, url):
                raise InputError("E136", url=url)
            answer = self._ask(url, headers or {}, self._limits.max_bytes)
            if answer.status not in (301, 302, 303, 307, 308) or "location" not in answer.headers:
                break
            url = urljoin(url, answer.headers["location"])
        else:
            raise InputError("E137", url=first, count=_REDIRECTS)
        if answer.status not in (200, 304):
            raise InputError("E133", url=url, status=answer.status)
        return answer

    def _robots_of(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        place = (parts.scheme, *_place(parts))
        if place not in self._robots:
            rules = RobotFileParser()
            try:
                answer = self._ask(f"{parts.scheme}://{parts.netloc}/robots.txt", {}, _ROBOTS_BYTES)
                # None there, or a redirect: all is allowed. A server in trouble allows nothing (RFC 9309).
                lines = answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else []
                rules.parse(lines if answer.status < 500 else ["User-agent: *", "Disallow: /"])
            except InputError as error:
                if error.code != "E134":
                    raise
                rules.parse([])
            self._robots[place] = rules
        return self._robots[place]

    def _ask(self, url: str, headers: Mapping[str, str], limit: int) -> Answer:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise InputError("E131", url=url)
        host, port = _place(parts)
        address = self._resolve(url, host, port)
        self._wait(parts.scheme, host, port)
        timeout = urllib3.Timeout(total=self._limits.timeout)
        # The connection goes to the address that was checked; a second look-up could give another one.
        pool: urllib3.HTTPConnectionPool
        if parts.scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                address, port, timeout=timeout, server_hostname=host, assert_hostname=host, ca_certs=certifi.where()
            )
        else:
            pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {
            "Host": parts.netloc.rpartition("@")[2],
            "User-Agent": f"{AGENT}/{version('xinmun')}",
            "Accept-Encoding": "identity",
            **headers,
        }
        started = time.monotonic()
        try:
            with pool:
                got = pool.request("GET", target, headers=sent, retries=False, redirect=False, preload_content=False)
                body = self._read(got, url, limit, started) if got.status == 200 else b""
                received = {name.lower(): value for name, value in got.headers.items()}
                got.release_conn()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise InputError("E135", url=url, reason=error) from error
        return Answer(url, got.status, received, body)

    def _read(self, response: urllib3.BaseHTTPResponse, url: str, limit: int, started: float) -> bytes:
        body = bytearray()
        while piece := response.read1(_PIECE, decode_content=False):  # what there is: a slow server must time out
            body += piece
            if len(body) > limit:
                raise InputError("E134", url=url, limit=limit)
            if time.monotonic() - started > self._limits.timeout:
                raise InputError("E135", url=url, reason=f"not received in {self._limits.timeout:g} seconds")
        if response.headers.get("content-encoding", "identity") != "identity":
            raise InputError("E135", url=url, reason="the server packs its answer although it was asked not to")
        return bytes(body)

    def _resolve(self, url: str, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise InputError("E135", url=url, reason=error) from error
        addresses = [str(entry[4][0]) for entry in found]
        inside = [address for address in addresses if not ipaddress.ip_address(address.partition("%")[0]).is_global]
        if inside and (host, port) not in self._given:
            raise InputError("E132", url=url, host=host, address=inside[0])
        return addresses[0]

    def _wait(self, scheme: str, host: str, port: int) -> None:
        rules = self._robots.get((scheme, host, port))
        asked = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
        rest = (
            self._last.get(host, float("-inf")) + max(self._limits.delay, min(asked, _LONGEST_DELAY)) - time.monotonic()
        )
        if rest > 0:
            self._sleep(rest)
        self._last[host] = time.monotonic()


def _place(parts: SplitResult) -> tuple[str, int]:
    try:
        port = parts.port
    except ValueError:
        port = None
    return (parts.hostname or "").lower(), port or _PORTS.get(parts.scheme, 0)
