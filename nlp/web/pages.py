"""Rendering: templates with the reader's language, a form token, and the helpers that write values."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from nlp.web import views
from nlp.web.guard import SESSION, Tokens
from nlp.web.store import PAGE
from nlp.web.texts import LANGUAGES, choose_language, say

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import HTMLResponse

_LANGUAGE = "xinmun_lang"
_A_YEAR = 365 * 24 * 3600  # seconds


class Pages:
    """Makes the answers."""

    def __init__(self, tokens: Tokens) -> None:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

        self._tokens = tokens
        self._environment = Environment(
            loader=PackageLoader("nlp.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def language(self, request: Request) -> str:
        """Return the language of the reader."""
        asked, kept = request.query_params.get("lang"), request.cookies.get(_LANGUAGE)
        return choose_language(asked, kept, request.headers.get("accept-language", ""))

    def show(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Render a template.

        Args:
            request: what is answered.
            template: its name.
            status: the HTTP status.
            values: what the template shows.
        """
        from fastapi.responses import HTMLResponse  # noqa: PLC0415

        lang = self.language(request)
        session = self._tokens.session(request.cookies.get(SESSION))
        html = self._environment.get_template(template).render(
            lang=lang,
            languages=LANGUAGES,
            say=partial(say, lang),
            say_in=say,
            token=self._tokens.token(session),
            path=request.url.path,
            with_query=partial(_with_query, request),
            value_of=partial(views.value_of, lang=lang),
            period_of=partial(views.period_of, lang=lang),
            what_of=partial(views.what_of, lang=lang),
            name_for=partial(views.name_for, lang=lang),
            other_names=views.other_names,
            marked_evidence=views.marked_evidence,
            web_address=_web_address,
            **values,
        )
        answer = HTMLResponse(html, status)
        answer.set_cookie(SESSION, session, httponly=True, samesite="strict")
        if request.query_params.get("lang") in LANGUAGES:
            answer.set_cookie(_LANGUAGE, lang, max_age=_A_YEAR, httponly=True, samesite="lax")
        return answer


def page_count(count: int) -> int:
    """Return how many pages so many rows take, at least one."""
    return max(1, -(-count // PAGE))


def _with_query(request: Request, **changes: object) -> str:
    """Return the address of this page with some parts of its query changed; an empty text takes a part away."""
    query = {**request.query_params, **{key: str(value) for key, value in changes.items()}}
    kept = {key: value for key, value in query.items() if value != ""}
    return f"{request.url.path}?{urlencode(kept)}" if kept else request.url.path


def _web_address(url: str | None) -> str | None:
    """Return an article's address where a link to it is safe; javascript: and the like are none."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None
