"""A feed of any size out of our own corpora: articles with other companies, figures and dates, the same in every run.

python tests/benchmarks/generate_feed.py 100000 feed.jsonl [--characters 2000]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
_COMPANIES = {"zh": ("companies_cn.tsv", "zh"), "ko": ("companies_kr.tsv", "ko")}
# Figures, but no years, days or months: those would become impossible dates.
_FIGURE = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{2,})(\.\d+)?(?![\d.,]|\s*[年月日号號년월일])")
_FIRST = date(2023, 1, 2)


def read_corpus(lang: str) -> list[str]:
    """The texts of our own articles, without front matter."""
    texts = []
    for folder in ("sample", "gold"):
        for path in sorted((REPOSITORY / "corpora" / folder).glob(f"{lang}_*")):
            if path.suffix in (".txt", ".md"):
                texts.append(
                    re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL).strip()
                )
    return texts


def read_companies(lang: str) -> list[str]:
    """The usual names of the companies that the package knows, of three characters or more."""
    table, column = _COMPANIES[lang]
    lines = (REPOSITORY / "nlp" / "entities" / "kb" / table).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    place = rows[0].index(column)
    names = (row[place].split("|")[0] for row in rows[1:] if len(row) > place)
    return sorted({name for name in names if len(name) >= 3})


def generate(count: int, characters: int) -> Iterator[dict[str, str]]:
    """Make articles; each depends on its number alone."""
    corpora = {lang: read_corpus(lang) for lang in ("zh", "ko")}
    companies = {lang: read_companies(lang) for lang in ("zh", "ko")}
    # Names that stand in the texts, longest first, so that no name is replaced inside another.
    named = {
        lang: [
            [name for name in sorted(companies[lang], key=len, reverse=True) if name in text] for text in corpora[lang]
        ]
        for lang in corpora
    }
    for number in range(count):
        chance = random.Random(number)
        lang = "zh" if number % 2 else "ko"
        text = ""
        while len(text) < characters:
            choice = chance.randrange(len(corpora[lang]))
            part = corpora[lang][choice]
            for name in named[lang][choice]:
                part = part.replace(name, chance.choice(companies[lang]))
            text += ("\n" if text else "") + _FIGURE.sub(partial(_other, chance), part)
        cut = text.rfind("\n", 0, characters)
        published = _FIRST + timedelta(days=chance.randrange(900))
        yield {
            "id": f"{lang}{number:07}",
            "text": text[: cut if cut > characters // 2 else characters],
            "published": published.isoformat(),
            "source": f"paper {number % 50}",
        }


def _other(chance: random.Random, figure: re.Match[str]) -> str:
    digits = [str(chance.randrange(10)) if char.isdigit() else char for char in figure.group()]
    return "".join([str(chance.randrange(1, 10)), *digits[1:]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--characters", type=int, default=2_000)
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as lines:
        for article in generate(args.count, args.characters):
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
    print(f"{args.out}: {args.count} articles, {args.out.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
