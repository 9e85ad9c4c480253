"""What keeps strangers out: which hosts and origins are answered, tokens of forms, and the headers of every answer."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SESSION = "xinmun_session"
LARGEST_FORM = 64 * 1024  # bytes
_HEADERS = {
    # Everything comes from the package, scripts and styles from its files alone: markup out of an article does nothing.
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: under it browsers send a form's origin as null, which is refused.
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port and brackets; empty where it is malformed."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


class Guard:
    """Answers only those who ask for a known host from a page of ours.

    A name that an attacker makes point to this machine (DNS rebinding) is not among the hosts. A form that another site
    sends carries that site's origin.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            from starlette.responses import PlainTextResponse  # noqa: PLC0415

            status, reason = refusal
            await PlainTextResponse(reason, status, headers=_HEADERS)(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((key.encode(), value.encode()) for key, value in _HEADERS.items()),
                ]
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if host_name(host) not in self._hosts:
            return 421, "This name is not served here. Use the address that xinmun serve printed, or --allow-host."
        if method in ("GET", "HEAD"):
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return 403, "This form comes from another site."
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST_FORM:
            return 413, "This form is too large."
        return None


class Tokens:
    """Ties forms to the browser that was shown them."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def session(self, cookie: str | None) -> str:
        """Return the session of a browser: its cookie, or a new one."""
        return cookie if cookie and len(cookie) == 32 and cookie.isalnum() else secrets.token_hex(16)

    def token(self, session: str) -> str:
        """Return the token of the forms of a session."""
        return hmac.digest(self._secret, session.encode(), "sha256").hex()

    def right(self, cookie: str | None, token: str) -> bool:
        """Tell whether a form was made for the browser that sends it."""
        return cookie is not None and hmac.compare_digest(self.token(cookie).encode(), token.encode())
