"""A run that was never made: articles, claims and mentions of it in memory, and gold documents about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from nlp.batch import Results
from nlp.evaluation.gold import GoldDocument, gold_document
from nlp.evaluation.score import DocumentScore, score
from nlp.records import Article, Claim, EntityMention, EventRecord

TEXT = "清河科技发布半年报，上半年营收12.5亿元，同比增长8%。公司预计全年净亏损约3亿元。董事长方雨舟称，海外市场将继续扩大。"
FACT: dict[str, Any] = {
    "subject": ["清河科技"],
    "concept": "Revenue",
    "segment": None,
    "aspect": "level",
    "low": "1250000000",
    "high": "1250000000",
    "unit": "CNY",
    "period_start": "2024-01-01",
    "period_end": "2024-06-30",
    "modality": "reported",
    "speaker": [None, "清河科技"],
    "quote": "营收12.5亿元",
    "required": True,
}


@dataclass(frozen=True)
class Run:
    """What `score` asks of a run's results."""

    article_list: Sequence[Article]
    claim_list: Sequence[Claim] = ()
    mention_list: Sequence[EntityMention] = ()
    event_list: Sequence[EventRecord] = ()

    def articles(self) -> Sequence[Article]:
        return self.article_list

    def claims(self) -> Sequence[Claim]:
        return self.claim_list

    def entities(self) -> Sequence[EntityMention]:
        return self.mention_list

    def events(self) -> Sequence[EventRecord]:
        return self.event_list


def article(text: str = TEXT, doc: str = "news", lang: str = "zh", source: str | None = None) -> Article:
    return Article(doc, lang, 1.0, "Hans", None, text, None, None, source or f"{doc}.txt")


def claim(words: str = "12.5亿元", **change: Any) -> Claim:
    """The claim that says what FACT says, with some fields changed; `words` is where its value stands in TEXT."""
    start = TEXT.index(words)
    values = {
        **{"claim_id": "c1", "article_id": "news", "lang": "zh", "kind": "measure"},
        **{"subject": "清河科技", "subject_id": "qinghe", "subject_text": "清河科技"},
        **{"concept": "Revenue", "metric_text": "营收", "segment": None, "aspect": "level"},
        **{"low": "1250000000", "high": "1250000000", "qualifier": "exact", "unit": "CNY"},
        **{"period_start": "2024-01-01", "period_end": "2024-06-30", "period_text": "上半年"},
        **{"modality": "reported", "speaker": None, "quantity_text": words},
        **{"start": start, "end": start + len(words), "evidence": TEXT, "evidence_start": 0, "evidence_end": len(TEXT)},
        **{"relates_to": None, "confidence": 0.9},
    }
    return Claim.from_dict({**values, **change})


def statement(words: str, speaker: str, **change: Any) -> Claim:
    empty = dict.fromkeys(("subject", "subject_id", "subject_text", "concept", "aspect", "low", "high", "unit"))
    return replace(claim(words, **empty), kind="statement", speaker=speaker, claim_id=words, **change)


def mention(words: str, label: str = "ORG", entity_id: str = "", text: str = TEXT, nth: int = 0) -> EntityMention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return EntityMention("news", start, start + len(words), words, label, entity_id or words, words, 0.9)


def gold(doc: str = "news", **layers: Any) -> GoldDocument:
    return gold_document({"doc": doc, "lang": "zh", **layers}, "a test")


def run(*records: Claim | EntityMention, articles: Sequence[Article] | None = None) -> Results:
    claims = [record for record in records if isinstance(record, Claim)]
    mentions = [record for record in records if isinstance(record, EntityMention)]
    return Run([article()] if articles is None else articles, claims, mentions)  # type: ignore[return-value]


def score_one(document: GoldDocument, *records: Claim | EntityMention) -> DocumentScore:
    """Score one document against the claims and mentions found in TEXT."""
    (scored,) = score([document], run(*records)).documents
    return scored
