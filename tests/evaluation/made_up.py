"""A source in our own words, with what a reader marks in it."""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import Any

FIRST = "가람전자는 3일 LGX와 함께 1분기 매출이 12억원이라고 밝혔다. 가람전자로지스는 빠졌다. 가람전자의 작년 매출은 10억원이다."
SECOND = "清河科技2024年营收约3亿元，净利润未披露。"
DOCUMENTS = [["제목뿐인 문서"], ["앞 문단", FIRST], [SECOND]]

FACT = {
    "subject": ["가람전자", None],
    "concept": "Revenue",
    "segment": None,
    "aspect": "level",
    "low": "1200000000",
    "high": "1200000000",
    "unit": "KRW",
    "period_start": None,
    "period_end": None,
    "modality": "reported",
    "speaker": ["가람전자", "Garam"],
    "quantity": "12억원",
    "start": 25,
    "end": 29,
    "required": True,
    "qualifier": "exact",
}
GOLD: list[dict[str, Any]] = [
    {
        "doc": "ko-made-up",
        "lang": "ko",
        "source": "ko/made_up",
        "document": 1,
        "paragraph": 1,
        "text": FIRST,
        "published": None,
        "entities": [
            {"names": ["가람전자", "Garam"], "label": "ORG", "required": True},
            {"names": ["LGX", "LG"], "label": "ORG", "required": False},
            {"names": ["가람전자로지스"], "label": "ORG", "required": True},
        ],
        "facts": [
            FACT,
            {
                **FACT,
                "concept": ["Revenue", "Other"],
                "segment": [None, "작년 매출"],
                "segment_optional": True,
                "low": "1000000000",
                "high": "1000000000",
                "period_start": ["2023-01-01", None],
                "period_end": ["2023-12-31", None],
                "speaker": None,
                "quantity": "10억원",
                "start": 65,
                "end": 69,
                "required": False,
            },
        ],
        "statements": [{"speaker": ["가람전자"], "start": 17, "end": 29, "required": True}],
    },
    {
        "doc": "zh-made-up",
        "lang": "zh",
        "source": "zh/made_up",
        "document": 2,
        "paragraph": 0,
        "text": SECOND,
        "published": None,
        "entities": [{"names": ["清河科技"], "label": "ORG", "required": True}],
        "facts": [
            {
                **FACT,
                "subject": ["清河科技"],
                "low": "300000000",
                "high": "300000000",
                "unit": "CNY",
                "period_start": "2024-01-01",
                "period_end": "2024-12-31",
                "speaker": None,
                "quantity": "3亿元",
                "start": 12,
                "end": 15,
                "qualifier": "approx",
            }
        ],
        "statements": [],
    },
]

PASSAGE = {
    **GOLD[0],
    "doc": "ko-passage",
    "paragraph": 0,
    "last": 1,
    "published": "2024-04-03",
    "text": "\n".join(DOCUMENTS[1]),
    "facts": [
        {
            **FACT,
            "period_start": "2024-01-01",
            "period_end": "2024-03-31",
            "start": FACT["start"] + len("앞 문단\n"),
            "end": FACT["end"] + len("앞 문단\n"),
        }
    ],
    "statements": [],
}


def write_sources(folder: Path) -> Path:
    """Write the made-up source, in both languages' names, as the texts lie: xz, one paragraph a line."""
    text = "\n\n".join("\n".join(paragraphs) for paragraphs in DOCUMENTS) + "\n"
    for source in ("ko/made_up", "zh/made_up"):
        path = folder / f"{source}.txt.xz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lzma.compress(text.encode()))
    return folder
