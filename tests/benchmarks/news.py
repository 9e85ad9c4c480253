"""Texts on which speed is measured: the real articles beside the repository or, where they are missing, our own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = REPOSITORY.parent / "shared"


class News(NamedTuple):
    """A text, its language and its date."""

    lang: str
    text: str
    published: date | None


def read_news() -> tuple[str, list[News]]:
    """Read the texts.

    Returns:
        What they are, in words, and the texts.
    """
    texts, gold, name = REPOSITORY / "corpora" / "gold", REPOSITORY / "corpora" / "gold", "the articles in corpora/gold"
    if (SEEDS / "seeds").is_dir():
        texts, gold, name = SEEDS / "seeds", SEEDS / "gold", "five articles from the press"
    found = []
    for path in sorted(gold.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text = texts / f"{path.stem}.txt"
        if text.is_file():
            published = date.fromisoformat(row["published"]) if row["published"] else None
            found.append(News(row["lang"], text.read_text(encoding="utf-8"), published))
    return name, found
