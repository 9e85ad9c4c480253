"""Products that no list holds: members of a family, and names beside the noun that says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.tables import read_table

_MEMBER, _QUOTED, _LATIN, _KIND = 0.8, 0.6, 0.55, 0.6
# A quotation is a name only while it is short and no sentence.
_NAME = {
    "zh": "[\u4e00-\u9fffA-Za-z0-9]{2,8}",
    "ko": "[가-힣A-Za-z0-9]{1,10}(?:(?::? [가-힣A-Za-z0-9]{1,6}){1,3}|(?<=..))(?<![은는을를다요])",
}
_OPEN, _CLOSE = "[\"“‘'「《]", "[\"”’'」》]"
_NO_NAME = re.compile(r"\d+[가-힣\u4e00-\u9fff]{1,2}")  # ‘20대’ 이용자
# What amount follows a name and makes it no member of a family: 智界1.4万辆.
_AMOUNT = re.compile(r"\s?(?:[万亿萬億%倍台辆輛家元인대억만]|\.\d)")
# Latin names of products mix case or carry a number (ShowUI, GLM-5); plain words and acronyms are left alone.
_MODEL = (
    r"(?<![A-Za-z0-9.-])(?P<name>(?!TOP\d|Top\d)[A-Z][A-Za-z]{1,14}(?:[A-Z][A-Za-z]+|-?\d[A-Za-z0-9.]{0,6})"
    r"(?:-[A-Za-z0-9.]{1,8}){0,3})"
)


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    rows = read_table(f"nlp.{lang}", "product_nouns.tsv")
    after, before, latin = (
        "|".join(sorted((row["noun"] for row in rows if row["side"] in sides), key=lambda noun: (-len(noun), noun)))
        for sides in (("after",), ("before",), ("after", "latin"))
    )
    name = rf"(?P<name>{_NAME[lang]})"
    return (
        re.compile(rf"{_OPEN}{name}{_CLOSE}\s?(?:{after})"),
        re.compile(rf"(?:{before})(?:인|은|는|를|을)?\s?{_OPEN}{name}{_CLOSE}"),
        re.compile(rf"{_MODEL}\s?(?:{latin})"),
        re.compile(rf"(?:{before})\s?{_MODEL}"),
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


@cache
def _kinds() -> re.Pattern[str]:
    """A word behind the noun that says what product it is, before particles or a bracket: 스킨케어 브랜드 연작은."""
    nouns = "|".join(row["noun"] for row in read_table("nlp.ko", "product_kinds.tsv"))
    name = r"(?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9]{1,9}?)(?=(?:은|는|이|가|을|를|의|와|과)(?![가-힣])|\s?\()"
    return re.compile(rf"(?:{nouns}) {name}")


@cache
def _stops() -> re.Pattern[str]:
    rows = read_table("nlp.ko", "product_stops.tsv")
    return re.compile(rf"(?:{'|'.join(sorted(row['ending'] for row in rows))})(?:들)?$")


# A name of one word or two, and its amount in a bracket or behind a particle: 푸른별(3만대), 들꽃이 2만대.
_WORDS = "[가-힣A-Za-z0-9]{1,10}(?:(?<![은는이가로의히인]) [가-힣A-Za-z0-9]{2,8})?"
_FIGURE = r"(?:\([^()\n]{1,20}\)|[이가은는] \d[^,\n]{0,16})"
_LISTED = re.compile(
    rf"(?:게임|차종|차량|모델|브랜드|타이틀)별로는 (?P<list>(?:{_WORDS}{_FIGURE}?(?:, |·)){{0,8}}"
    rf"{_WORDS}?(?:{_FIGURE}|(?=[이가은는] )))"
)
_ITEM = re.compile(rf"(?P<name>{_WORDS}?){_FIGURE}?(?:, |·|$)")


def _by_kind(view: View) -> Iterator[Candidate]:
    """The names that a sentence goes through by kind: 게임별로는 푸른별, 들꽃이."""
    for listed in _LISTED.finditer(view.folded):
        for item in _ITEM.finditer(view.folded, *listed.span("list")):
            if not _stops().search(item["name"]):
                yield Candidate(item.start("name"), item.end("name"), "PRODUCT", _KIND, None, "pattern")


def find_products(view: View) -> Iterator[Candidate]:
    """Yield names of products; their confidence is low."""
    scores = (_QUOTED, _QUOTED, _LATIN, _LATIN)
    for pattern, score in ((_members(), _MEMBER), *zip(_patterns(view.lang), scores, strict=True)):
        for match in pattern.finditer(view.folded):
            amount = score == _MEMBER and _AMOUNT.match(view.folded, match.end("name"))
            if not amount and not _NO_NAME.fullmatch(match["name"]):
                yield Candidate(match.start("name"), match.end("name"), "PRODUCT", score, None, "pattern")
    if view.lang == "ko":
        yield from _by_kind(view)
        for match in _kinds().finditer(view.folded):
            if not _stops().search(match["name"]):
                yield Candidate(match.start("name"), match.end("name"), "PRODUCT", _KIND, None, "pattern")
