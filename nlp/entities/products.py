"""Products that no list holds: members of a family, and names beside the noun that says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.tables import read_table

_MEMBER, _QUOTED, _LATIN = 0.8, 0.6, 0.55
# A quotation is a name only while it is short and no sentence.
_NAME = {"zh": "[\u4e00-\u9fffA-Za-z0-9]{2,8}", "ko": "[가-힣A-Za-z0-9]{2,10}(?: [가-힣A-Za-z0-9]{1,6})?"}
_OPEN, _CLOSE = "[\"“‘'「]", "[\"”’'」]"
# Latin names of products mix case or carry a number (ShowUI, GLM-5); plain words and acronyms are left alone.
_MODEL = (
    r"(?<![A-Za-z0-9.-])(?P<name>[A-Z][A-Za-z]{1,14}(?:[A-Z][A-Za-z]+|-?\d[A-Za-z0-9.]{0,6})"
    r"(?:-[A-Za-z0-9.]{1,8}){0,3})"
)


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows = read_table(f"nlp.{lang}", "product_nouns.tsv")
    after, before = (
        "|".join(sorted((row["noun"] for row in rows if row["side"] == side), key=lambda noun: (-len(noun), noun)))
        for side in ("after", "before")
    )
    name = rf"(?P<name>{_NAME[lang]})"
    return (
        re.compile(rf"{_OPEN}{name}{_CLOSE}\s?(?:{after})"),
        re.compile(rf"(?:{before})(?:인|은|는|를|을)?\s?{_OPEN}{name}{_CLOSE}"),
        re.compile(rf"{_MODEL}\s?(?:{after})"),
    )


@cache
def _members() -> re.Pattern[str]:
    """A family's name and the number of a member, with the words that grade it: iPhone 17 Pro, Claude 3.5 Sonnet."""
    families = {row["family"] for row in read_table("nlp.entities", "product_families.tsv")}
    names = "|".join(re.escape(name) for name in sorted(families, key=lambda name: (-len(name), name)))
    grades = (
        "Pro|Max|Plus|Ultra|Mini|mini|Turbo|Flash|Lite|Air|Sonnet|Opus|Haiku|nano|preview|프로|맥스|플러스|울트라|미니"
    )
    number = r"[ -]?(?:[A-Z]{1,2}-?)?\d{1,3}(?:\.\d{1,2})?(?:[A-Za-z]{1,2}(?![A-Za-z]))?"
    return re.compile(rf"(?<![A-Za-z0-9])(?P<name>(?:{names}){number}(?:[ -]?(?:{grades})){{0,2}})(?![A-Za-z0-9])")


def find_products(view: View) -> Iterator[Candidate]:
    """Yield names of products; their confidence is low."""
    quoted_before, quoted_after, latin = _patterns(view.lang)
    for pattern, score in ((_members(), _MEMBER), (quoted_before, _QUOTED), (quoted_after, _QUOTED), (latin, _LATIN)):
        for match in pattern.finditer(view.folded):
            yield Candidate(match.start("name"), match.end("name"), "PRODUCT", score, None, "pattern")
