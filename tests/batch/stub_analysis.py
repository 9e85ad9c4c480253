"""An analysis that does what an article's text asks for; importable by name, so that worker processes find it too."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

from nlp.errors import ConfigError
from nlp.records import Article, Claim, EntityMention


@dataclass
class Analysis:
    """What the runner reads of an analysis; worker processes start sooner without the real one."""

    article: Article
    entities: tuple[EntityMention, ...] = ()
    claims: tuple[Claim, ...] = ()


def load(entities=None, model=None, rules_only=False):
    return analyze


def load_broken():
    raise ConfigError("E203", name="table", reason="broken on purpose")


def load_dying():
    os._exit(7)


def analyze(article: Article) -> Analysis:
    if article.text.startswith("fail"):
        raise ValueError("asked to fail")
    if article.text.startswith("die once"):
        mark = Path(article.text.removeprefix("die once "))
        if not mark.exists():
            mark.touch()
            os._exit(7)
    elif article.text.startswith("die"):
        os._exit(7)
    if article.text.startswith("sleep once"):
        mark = Path(article.text.removeprefix("sleep once "))
        if not mark.exists():
            mark.touch()
            time.sleep(60)
    elif article.text.startswith("sleep"):
        time.sleep(60)
    if article.text.startswith("pid"):
        time.sleep(0.1)
        return Analysis(replace(article, lang=str(os.getpid())))
    if article.text.startswith("slowly value"):
        time.sleep(0.02)
        article = replace(article, lang="zh")
        return Analysis(article, (), (make_measure(article),))
    if article.text.startswith("slow"):
        time.sleep(0.3)
    if article.text.startswith("english"):
        return Analysis(replace(article, lang="en", lang_confidence=0.9))
    article = replace(article, lang="zh", lang_confidence=0.9, script="Hans")
    if article.text.startswith("value"):
        return Analysis(article, (), (make_measure(article),))
    mention = EntityMention(article.article_id, 0, 1, article.text[:1], "ORG", "e1", "Name", 0.5)
    return Analysis(article, (mention,), (make_claim(article),))


def make_claim(article: Article) -> Claim:
    return Claim.from_dict(
        {
            **dict.fromkeys(Claim.__slots__),
            "claim_id": f"claim-{article.article_id}",
            "article_id": article.article_id,
            "lang": "zh",
            "kind": "statement",
            "modality": "reported",
            "speaker": "Name",
            "start": 0,
            "end": 1,
            "evidence": article.text,
            "evidence_start": 0,
            "evidence_end": len(article.text),
            "confidence": 0.5,
        }
    )


def make_measure(article: Article) -> Claim:
    """The claim of a text such as `value Acme 12`: its revenue of 2024."""
    _, subject, value = article.text.removeprefix("slowly ").split()[:3]
    given = {
        "kind": "measure",
        "subject": subject,
        "subject_id": f"id-{subject}",
        "concept": "Revenue",
        "aspect": "level",
        "low": value,
        "high": value,
        "qualifier": "exact",
        "unit": "CNY",
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
        "quantity_text": value,
    }
    return Claim.from_dict({**make_claim(article).to_dict(), **given})


def make_article(article_id: str, text: str) -> Article:
    return Article(article_id, "und", 0.0, None, None, text, None, None, f"{article_id}.txt")
