"""Reviewing: claims one after another, each accepted, corrected or rejected, and what was missed added."""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from nlp.errors import InputError
from nlp.events.concepts import all_concepts
from nlp.records import Aspect, Modality
from nlp.web.decisions import FIELDS, added, corrected, empty_gold, entry_of, form_of
from nlp.web.gold import ACCEPTED, ADDED, CORRECTED, OPEN, REJECTED, Entry, GoldFolder, decided_entries
from nlp.web.guard import SESSION, Tokens
from nlp.web.pages import Pages, page_count
from nlp.web.store import ClaimFilter, Row, Store
from nlp.web.views import LONGEST_TEXT, marked_text

STATUSES = (OPEN, ACCEPTED, CORRECTED, REJECTED)
_MOST_UNDONE = 100
_EMPTY_FORM = {**dict.fromkeys((*FIELDS, "quote", "quantity"), ""), "aspect": "level", "modality": "reported"}


class Desk:
    """The run and the gold that is made of it."""

    def __init__(self, store: Store, gold: GoldFolder) -> None:
        self.store, self.gold = store, gold
        self._steps: list[tuple[str, Entry]] = []
        self._lock = Lock()
        store.decide(gold.decisions())

    def names(self, claims: Sequence[Row]) -> Mapping[str, list[str]]:
        """Give the names of the subjects of claims, by their ids and by each of the names."""
        ids = sorted({claim["subject_id"] for claim in claims if claim["subject_id"]})
        found: dict[str, list[str]] = {}
        for entity_id, pairs in self.store.names(ids).items():
            found[entity_id] = [name for _, name in pairs if ":" not in name and not name.isdigit()]  # no tickers
            for name in found[entity_id]:
                found.setdefault(name, found[entity_id])
        return found

    def decide(self, article_id: str, entry: Entry, undo: bool = False) -> None:
        """Save a decision, and remember what it replaces."""
        article = self.store.article(article_id)
        if article is None:
            raise HTTPException(404)
        claims = self.store.article_claims(article_id)
        empty = empty_gold(article, claims, self.store.article_entities(article_id), self.names(claims))
        with self._lock:
            before = self.gold.decide(empty, entry)
            self.store.decide({entry["claim_id"]: entry["decision"]})
            if not undo:
                self._steps = [*self._steps[1 - _MOST_UNDONE :], (article_id, before or {**entry, "decision": OPEN})]

    def undo(self) -> str | None:
        """Take the last decision back; return the claim's id, None where there is nothing to take back."""
        with self._lock:
            step = self._steps.pop() if self._steps else None
        if step is None:
            return None
        self.decide(*step, undo=True)
        return str(step[1]["claim_id"])

    def entry(self, claim: Row) -> Entry:
        """Return what the gold says of a claim: the decision, or the claim as it stands."""
        for entry in decided_entries(self.gold.read(claim["article_id"]) or {}):
            if entry["claim_id"] == claim["claim_id"]:
                return entry
        return entry_of(claim, OPEN, self.names([claim]))

    def article_page(
        self, request: Request, pages: Pages, article_id: str, form: Mapping[str, str] | None = None, message: str = ""
    ) -> HTMLResponse:
        """Show an article with its claims.

        Args:
            request: what is answered.
            pages: what renders.
            article_id: the article.
            form: a fact that was to be added, and could not.
            message: why not.
        """
        article = self.store.article(article_id)
        if article is None:
            raise HTTPException(404)
        claims = self.store.article_claims(article_id)
        gold = self.gold.read(article_id) or {}
        additions = [fact for fact in gold.get("facts", ()) if fact.get("decision") == ADDED]
        text = article["text"][:LONGEST_TEXT]
        return pages.show(
            request,
            "article.html",
            status=400 if message else 200,
            article=article,
            pieces=marked_text(text, claims),
            cut=LONGEST_TEXT if len(article["text"]) > LONGEST_TEXT else 0,
            claims=claims,
            names=self.store.names([claim["subject_id"] for claim in claims if claim["subject_id"]]),
            additions=additions,
            form={**_EMPTY_FORM, **(form or {})},
            message=message,
            **choices(),
        )


def choices() -> dict[str, Any]:
    """What the form of a fact offers."""
    return {"concepts": all_concepts(), "aspects": get_args(Aspect), "modalities": get_args(Modality)}


def review_routes(desk: Desk, pages: Pages, tokens: Tokens) -> APIRouter:
    """Make the addresses of the review."""
    router = APIRouter()
    store = desk.store

    async def sent(request: Request) -> dict[str, str]:
        form = await request.form(max_files=0, max_fields=40)
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
        if not tokens.right(request.cookies.get(SESSION), fields.pop("token", "")):
            raise HTTPException(403)
        return fields

    Sent = Annotated[dict[str, str], Depends(sent)]  # noqa: N806 - a type

    @router.get("/review")
    def review(
        request: Request,
        status: Annotated[str, Query(max_length=20)] = "",
        article: Annotated[str, Query(max_length=1000)] = "",
        event: Annotated[str, Query(max_length=100)] = "",
        company: Annotated[str, Query(max_length=1000)] = "",
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> HTMLResponse:
        wanted = ClaimFilter(status, article, event, company)
        count, claims = store.claims(wanted, page)
        last = page_count(count)
        if page > last:  # its last claim was decided
            page = last
            count, claims = store.claims(wanted, page)
        return pages.show(
            request,
            "review.html",
            wanted=wanted,
            statuses=STATUSES,
            count=count,
            claims=claims,
            names=store.names([claim["subject_id"] for claim in claims if claim["subject_id"]]),
            done=store.decided(),
            total=store.counts["claims"],
            folder=desk.gold.folder,
            page=page,
            pages=last,
        )

    @router.get("/review/correct")
    def correct(request: Request, id: Annotated[str, Query(max_length=100)], back: str = "") -> HTMLResponse:
        claim = store.claim(id)
        if claim is None:
            raise HTTPException(404)
        return correction_page(request, claim, form_of(desk.entry(claim)), back)

    def correction_page(
        request: Request, claim: Row, form: Mapping[str, str], back: str, message: str = ""
    ) -> HTMLResponse:
        return pages.show(
            request,
            "correct.html",
            400 if message else 200,
            claim=claim,
            form=form,
            message=message,
            names=store.names([claim["subject_id"]] if claim["subject_id"] else []),
            back=_own_address(back),
            **choices(),
        )

    @router.post("/review/decide")
    def decide(request: Request, form: Sent) -> Response:
        claim = store.claim(form.get("claim_id", ""))
        if claim is None:
            raise HTTPException(404)
        decision, names = form.get("decision", ""), desk.names([claim])
        if decision not in STATUSES:
            raise HTTPException(400)
        entry = entry_of(claim, decision, names)
        if decision == CORRECTED:
            try:
                entry = corrected(entry, form, names)
            except InputError as error:
                return correction_page(request, claim, {**form_of(entry), **form}, form.get("back", ""), str(error))
        desk.decide(claim["article_id"], entry)
        return RedirectResponse(_own_address(form.get("back", "")), 303)

    @router.post("/review/add")
    def add(request: Request, form: Sent) -> Response:
        article_id = form.get("article_id", "")
        article = store.article(article_id)
        if article is None:
            raise HTTPException(404)
        try:
            entry = added(article_id, article["text"], form, desk.names(store.article_claims(article_id)))
        except InputError as error:
            return desk.article_page(request, pages, article_id, form, str(error))
        desk.decide(article_id, entry)
        return RedirectResponse(f"/article?{urlencode({'id': article_id})}#added", 303)

    @router.post("/review/remove")
    def remove(form: Sent) -> Response:
        article_id = form.get("article_id", "")
        for entry in decided_entries(desk.gold.read(article_id) or {}):
            if entry["claim_id"] == form.get("claim_id") and entry["decision"] == ADDED:
                desk.decide(article_id, {**entry, "decision": OPEN})
        return RedirectResponse(f"/article?{urlencode({'id': article_id})}#added", 303)

    @router.post("/review/undo")
    def undo(form: Sent) -> Response:
        claim_id = desk.undo()
        back = _own_address(form.get("back", "")).partition("#")[0]
        return RedirectResponse(back if claim_id is None else f"{back}#c-{claim_id}", 303)

    return router


def _own_address(back: str) -> str:
    """Return where a form wants to go on, if that is here."""
    local = back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if local and back.isprintable() else "/review"
