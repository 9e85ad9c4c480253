"""The page: what is read. What is decided is in `nlp.web.review`."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.staticfiles import StaticFiles

from nlp.errors import XinmunError
from nlp.web.build import RELATIONS
from nlp.web.gold import GoldFolder
from nlp.web.guard import LOOPBACK, Guard, Tokens
from nlp.web.pages import Pages, page_count
from nlp.web.plots import company_plots
from nlp.web.review import Desk, review_routes
from nlp.web.store import EventFilter, Store
from nlp.web.views import MOST_SOURCES, fact_view, titles

PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
Text = Annotated[str, Query(max_length=200)]


def make_app(store: Store, gold: GoldFolder, hosts: frozenset[str] = LOOPBACK) -> FastAPI:
    """Make the application.

    Args:
        store: the run.
        gold: where decisions are saved.
        hosts: the names under which it may be asked.

    Raises:
        InputError: a file in the gold folder is no gold (E654).
    """
    app = FastAPI(title="xinmun", docs_url=None, redoc_url=None, openapi_url=None)
    tokens = Tokens()
    pages = Pages(tokens)
    desk = Desk(store, gold)
    app.add_middleware(Guard, hosts=hosts)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.include_router(review_routes(desk, pages, tokens))

    @app.get("/")
    def events(
        request: Request,
        q: Text = "",
        period: Text = "",
        kind: Text = "",
        relation: Text = "",
        reported: Text = "",
        page: PageNumber = 1,
    ) -> HTMLResponse:
        wanted = EventFilter(q, period, kind, relation, reported)
        lang = pages.language(request)
        count, rows = store.events(wanted, page)
        found, companies = store.companies(wanted.query, 1) if wanted.query.strip() else (0, [])
        ids = [row["subject_id"] for row in rows if row["subject_id"]] + [row["entity_id"] for row in companies]
        names = store.names(ids)
        facts = store.title_facts([row["event_id"] for row in rows])
        return pages.show(
            request,
            "events.html",
            counts=store.counts,
            quarantined=store.quarantined,
            wanted=wanted,
            kinds=store.event_types,
            relations=RELATIONS,
            count=count,
            rows=rows,
            titles=titles(rows, facts, names, lang),
            names=names,
            companies=companies,
            companies_found=found,
            page=page,
            pages=page_count(count),
        )

    @app.get("/event/{event_id}")
    def event(request: Request, event_id: str, page: PageNumber = 1) -> HTMLResponse:
        row = store.event(event_id)
        if row is None:
            raise HTTPException(404)
        lang = pages.language(request)
        facts = store.facts(event_id, page)
        claims = store.fact_claims(event_id, facts[0]["place"], facts[-1]["place"], MOST_SOURCES) if facts else []
        names = store.names([row["subject_id"]] if row["subject_id"] else [])
        return pages.show(
            request,
            "event.html",
            event=row,
            title=titles([row], store.title_facts([event_id]), names, lang)[event_id],
            names=names,
            facts=[fact_view(f, [c for c in claims if c["fact_place"] == f["place"]], lang) for f in facts],
            page=page,
            pages=page_count(row["facts"]),
        )

    @app.get("/companies")
    def companies(request: Request, q: Text = "", page: PageNumber = 1) -> HTMLResponse:
        count, rows = store.companies(q, page)
        names = store.names([row["entity_id"] for row in rows])
        return pages.show(
            request, "companies.html", query=q, count=count, rows=rows, names=names, page=page, pages=page_count(count)
        )

    @app.get("/company")
    def company(request: Request, id: Text, page: PageNumber = 1) -> HTMLResponse:
        row = store.company(id)
        if row is None:
            raise HTTPException(404)
        lang = pages.language(request)
        count, rows = store.events(EventFilter(subject_id=id), page)
        names = store.names([id])
        facts = store.title_facts([event["event_id"] for event in rows])
        return pages.show(
            request,
            "company.html",
            company=row,
            names=names,
            plots=company_plots(store.series(id), lang) if page == 1 else [],
            count=count,
            rows=rows,
            titles=titles(rows, facts, names, lang),
            page=page,
            pages=page_count(count),
        )

    @app.get("/article")
    def article(request: Request, id: Annotated[str, Query(max_length=1000)]) -> HTMLResponse:
        return desk.article_page(request, pages, id)

    @app.exception_handler(AnyHTTPException)
    @app.exception_handler(RequestValidationError)
    @app.exception_handler(XinmunError)
    def failed(request: Request, error: Exception) -> HTMLResponse:
        if isinstance(error, XinmunError):
            return pages.show(request, "error.html", 500, message=str(error))
        status = error.status_code if isinstance(error, AnyHTTPException) else 400
        return pages.show(request, "error.html", status, message=f"{status} {HTTPStatus(status).phrase}")

    return app
