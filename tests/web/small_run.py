"""A run by hand: what Chinese and Korean articles say of two companies, with agreement, a conflict and a forecast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from nlp.batch.output import json_line, open_output
from nlp.batch.stores import Format
from nlp.events import build_events
from nlp.records import Article, Claim, EntityMention
from tests.events.helper import claim, day

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
TEXTS = {
    "zh_half": (
        "科大讯飞半年报：营收四十一亿",
        "2025-08-21",
        "科大讯飞发布半年报。公司上半年营收41.62亿元，净利润1.2亿元。",
    ),
    "ko_half": (
        "아이플라이텍 상반기 실적",
        "2025-08-22",
        "아이플라이텍이 상반기 실적을 내놨다. 매출은 41억6천만 위안, 순이익은 1억5천만 위안이었다.",
    ),
    "zh_preview": ("券商前瞻", "2025-07-02", "青山证券预计科大訊飛上半年营收40亿元。"),
    "zh_year": (None, None, "科大讯飞2024年上半年营收35.5亿元。"),
    "zh_private": ("云帆融资", "2025-03-01", "云帆青禾完成融资3亿元。"),
    "zh_bad": (HOSTILE, "2025-05-05", f"甲<b>{HOSTILE}营收<i>7亿元</i>。"),
}
# article, figure as printed, value, concept, period, the rest
CLAIMS: list[tuple[str, str, str, str, str, dict[str, Any]]] = [
    ("zh_half", "41.62亿元", "41.62亿", "Revenue", "2025H1", {}),
    ("zh_half", "1.2亿元", "1.2亿", "ProfitLoss", "2025H1", {}),
    ("ko_half", "41억6천만 위안", "41.6亿", "Revenue", "2025H1", {}),
    ("ko_half", "1억5천만 위안", "1.5亿", "ProfitLoss", "2025H1", {}),
    ("zh_preview", "40亿元", "40亿", "Revenue", "2025H1", {"modality": "forecast", "speaker": "青山证券"}),
    ("zh_year", "35.5亿元", "35.5亿", "Revenue", "2024H1", {}),
    ("zh_private", "3亿元", "3亿", "FundsRaised", "2025-03-01", {"subject": "云帆青禾", "subject_id": "org:yunfan"}),
    (
        "zh_bad",
        "7亿元",
        "7亿",
        "Revenue",
        "2025H1",
        {
            "subject": HOSTILE,
            "subject_id": f"org:{HOSTILE}",
            "segment": HOSTILE,
            "speaker": HOSTILE,
            "metric_text": HOSTILE,
        },
    ),
]
IFLYTEK = {"zh": "科大讯飞", "ko": "아이플라이텍"}


def _claims(texts: dict[str, str]) -> Iterable[Claim]:
    for article_id, figure, value, concept, when, rest in CLAIMS:
        text = texts[article_id]
        start = text.index(figure)
        first = text.rfind("。" if article_id[:2] == "zh" else ". ", 0, start) + 1
        named = {"subject": IFLYTEK[article_id[:2]], "subject_id": "iflytek", **rest}
        place = {"start": start, "end": start + len(figure), "evidence_start": first, "evidence_end": len(text)}
        made = claim(article_id, value, concept, when, evidence=text[first:], **place, **named)
        yield replace(made, claim_id=f"{article_id}-{concept}", quantity_text=figure)
    text = texts["zh_half"]
    said = claim("zh_half", "1亿", "Revenue", None, kind="statement", subject=None, subject_id=None, speaker="科大讯飞")
    empty = dict.fromkeys(("concept", "aspect", "low", "high", "qualifier", "unit", "quantity_text", "decimals"))
    where = {"start": 0, "end": 9, "evidence": text[:10], "evidence_start": 0, "evidence_end": 10}
    yield replace(said, claim_id="zh_half-says", **empty, **where)


def write_run(out: Path, store: Format = "jsonl") -> Path:
    """Write the run as an output folder."""
    articles = [
        Article(
            key,
            key[:2],
            1.0,
            None,
            title,
            text,
            day(published),
            "metadata" if published else None,
            None,
            "javascript:alert(3)",
        )
        for key, (title, published, text) in TEXTS.items()
    ]
    articles = [
        replace(article, copy_of="zh_half") if article.article_id == "zh_year" else article for article in articles
    ]
    claims = list(_claims({key: text for key, (_, _, text) in TEXTS.items()}))
    mentions = []
    for article in articles:
        for name, entity_id in (
            ("科大讯飞", "iflytek"),
            ("科大訊飛", "iflytek"),
            ("아이플라이텍", "iflytek"),
            ("云帆青禾", "org:yunfan"),
        ):
            at = article.text.find(name)
            if at >= 0:
                mentions.append(
                    EntityMention(article.article_id, at, at + len(name), name, "ORG", entity_id, name, 1.0)
                )
    events = build_events(claims, articles)
    with open_output(out, store) as (write, commit):
        for table, records in (("articles", articles), ("entities", mentions), ("claims", claims), ("events", events)):
            for record in records:
                write(table, json_line(record.to_dict()))
        write("quarantine", json_line({"source": "x.txt", "error": "[E102] empty", "stage": "read", "record": None}))
        commit({"settings": {"format": store}})
    return out
