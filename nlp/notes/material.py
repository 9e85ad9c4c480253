"""What a note is made of: the events of the companies it is about, and the claims, articles and names behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from nlp.batch.results import Results
from nlp.notes.company import Directory, find_company, gather_names, subject_key
from nlp.notes.period_names import Span
from nlp.records import Article, Claim, EventRecord, Fact

Sentence = tuple[str, int]  # article and start: a sentence of a run


@dataclass(slots=True)
class Material:
    """What notes are made of.

    Attributes:
        events: of each subject, by its key.
        claims: those of the events' facts, by id.
        statements: of the events' articles, in the order of the run.
        articles: the events' articles by id, without their texts.
        subjects: how often the values of an article are of each subject id.
        sentences: ids of the values in each sentence of these articles.
    """

    directory: Directory
    events: dict[str, list[EventRecord]] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    statements: list[Claim] = field(default_factory=list)
    articles: dict[str, Article] = field(default_factory=dict)
    subjects: dict[str, Counter[str]] = field(default_factory=dict)
    sentences: dict[Sentence, set[str]] = field(default_factory=dict)

    def claims_of(self, fact: Fact) -> list[Claim]:
        """Return the claims of a fact, the oldest first."""
        return sorted((self.claims[name] for name in fact.claim_ids if name in self.claims), key=self._age)

    def _age(self, claim: Claim) -> tuple[date, str, int]:
        article = self.articles.get(claim.article_id)
        published = article.published if article else None
        return published or date.max, claim.article_id, claim.start

    def outcome_of(self, fact: Fact) -> list[Claim]:
        """Return the claims that a fact's value is from: not the forecasts that it superseded."""
        claims = self.claims_of(fact)
        if fact.relation != "superseded" or not claims:
            return claims
        reported = [claim for claim in claims if claim.modality == "reported"]
        last = self._age(claims[-1])[0]
        return reported or [claim for claim in claims if self._age(claim)[0] == last]


def gather(results: Results, company: str | None = None) -> Material:
    """Read from a run what its notes need.

    Args:
        results: of the run.
        company: read only what is about this company: an id, or a name in any script; None reads all.

    Raises:
        InputError: the company is not in the run, or several are of this name (E621, E622).
        OutputError: a table cannot be read (E402, E406).
    """
    events = list(results.events())
    material = Material(gather_names(events, results.entities()))
    key = find_company(material.directory, company) if company is not None else None
    for event in events:
        if key in (None, subject_key(event)):
            material.events.setdefault(subject_key(event), []).append(event)
    chosen = [event for group in material.events.values() for event in group]
    wanted = {claim_id for event in chosen for fact in event.facts for claim_id in fact.claim_ids}
    articles = {article_id for event in chosen for article_id in event.article_ids}
    for claim in results.claims():
        if claim.article_id not in articles:
            continue
        if claim.kind == "statement":
            material.statements.append(claim)
            continue
        material.subjects.setdefault(claim.article_id, Counter())[claim.subject_id or claim.subject or ""] += 1
        material.sentences.setdefault(sentence_of(claim), set()).add(claim.claim_id)
        if claim.claim_id in wanted:
            material.claims[claim.claim_id] = claim
    for article in results.articles():
        if article.article_id in articles:
            material.articles[article.article_id] = replace(article, text="")
    return material


def sentence_of(claim: Claim) -> Sentence:
    """Return which sentence a claim is from."""
    return claim.article_id, claim.evidence_start


def lies_within(fact: Fact, span: Span | None) -> bool:
    """Whether a fact is about days of a period and no others; a fact without dates is about none."""
    if span is None:
        return True
    days = [day for day in (fact.period_start, fact.period_end) if day is not None]
    return bool(days) and all(span[0] <= day <= span[1] for day in days)


def latest_first(fact: Fact, span: Span | None) -> tuple[bool, int, int]:
    """Order periods: the one asked for, then the latest, the longer before its parts."""
    end = fact.period_end or fact.period_start or date.min
    start = fact.period_start or end
    return (fact.period_start, fact.period_end) != span, -end.toordinal(), start.toordinal()
