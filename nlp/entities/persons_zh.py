"""Chinese and foreign personal names in Chinese text that no list holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.tables import read_table

# Letters of foreign names that, at the edge of a name, more likely belong to the word beside it.
_NOT_FIRST, _NOT_LAST = "者子士和年本", "高热大本者年里"
_BESIDE_TITLE, _SPEAKS, _FOREIGN, _ADDRESSED, _CHAINED = 0.85, 0.75, 0.85, 0.8, 0.75


@cache
def _surnames() -> tuple[str, str, str]:
    rows = read_table("nlp.zh", "surnames.tsv")
    common = "".join(row["surname"] for row in rows if len(row["surname"]) == 1 and not row["rare"])
    rare = "".join(row["surname"] for row in rows if row["rare"])
    compound = "|".join(row["surname"] for row in rows if len(row["surname"]) > 1)
    return common, rare, compound


@cache
def _stops() -> str:
    return "".join(row["characters"] for row in read_table("nlp.zh", "given_stops.tsv"))


@cache
def _follows() -> str:
    rows = read_table("nlp.zh", "name_verbs.tsv")
    return "|".join(sorted((r["form"] for r in rows if "PERSON" in r["label"]), key=lambda form: (-len(form), form)))


@cache
def _not_third() -> str:
    """Verbs of two characters: they stand behind a name of two, 于青 in 于青报道."""
    return "|".join(form for form in _follows().split("|") if len(form) > 1)


@cache
def _titles(side: str) -> str:
    rows = read_table("nlp.zh", "person_titles.tsv")
    forms = (row["title"] for row in rows if row["side"] in (side, "both"))
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def _after_title() -> re.Pattern[str]:
    common, _, compound = _surnames()
    given = f"[^\\W0-9A-Za-z{_stops()}]"
    end = rf"(?=$|[^\u4e00-\u9fff·]|{_follows()})"
    name = rf"(?:{compound}|[{common}])(?:{given}(?!{_not_third()}){given}{end}|{given}{end})"
    titles = _titles("after")
    return re.compile(rf"(?:{titles})(?:、[\u4e00-\u9fffA-Z]{{0,8}}?(?:{titles})){{0,2}}[: ]?(?P<name>{name})")


@cache
def _before_title() -> re.Pattern[str]:
    common, _, compound = _surnames()
    given = f"[^\\W0-9A-Za-z{_stops()}]"
    name = rf"(?:{compound}|[{common}]){given}{{1,2}}"
    edge = r"(?:^|(?<=[^\u4e00-\u9fff·])|(?<=由)|(?<=与)|(?<=和)|(?<=向)|(?<=对))"
    return re.compile(rf"{edge}(?P<name>{name})(?={_titles('before')})")


@cache
def _bylines() -> re.Pattern[str]:
    common, _, compound = _surnames()
    name = rf"(?:{compound}|[{common}])[\u4e00-\u9fff]{{1,2}}"
    return re.compile(rf"(?:讯|报道|电|记者|通讯员|编辑|责编)\s?\((?:见习)?(?:记者)?\s?(?P<name>{name})\)")


@cache
def _speakers() -> re.Pattern[str]:
    common, _, compound = _surnames()
    given = f"[^\\W0-9A-Za-z{_stops()}]"
    name = rf"(?:{compound}|[{common}]){given}{{2}}"
    verbs = "表示|认为|指出|坦言|直言|告诉记者|介绍称|透露|强调"
    return re.compile(rf"(?:^|(?<=[。;,\n\"”]))(?P<name>{name})(?:进一步|还|也|同时)?(?:{verbs})")


@cache
def _foreign() -> re.Pattern[str]:
    letters = "".join(row["characters"] for row in read_table("nlp.zh", "transliteration.tsv"))
    return re.compile(rf"[{letters}]{{1,7}}(?:[·•][{letters}A-Z]{{1,8}}){{1,3}}")


@cache
def _not_persons() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("nlp.zh", "not_persons.tsv"))


@cache
def _chained() -> re.Pattern[str]:
    common, _, compound = _surnames()
    given = f"[^\\W0-9A-Za-z{_stops()}]"
    name = rf"(?:{compound}|[{common}]){given}{{1,2}}"
    return re.compile(rf"(?:、|和|与)(?P<name>{name})(?=[、,。;)]|和|与|等|分别|{_follows()})")


def find_chained(view: View, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield names that a list puts directly after a known person's: 李某、王某某和张某."""
    for mention in known:
        end = mention.end
        while mention.label == "PERSON" and (match := _chained().match(view.folded, end)):
            if not any(word in match["name"] for word in _not_persons()):
                yield Candidate(match.start("name"), match.end("name"), "PERSON", _CHAINED, None, "title", True)
            end = match.end("name")


def find_persons(view: View) -> Iterator[Candidate]:
    """Yield personal names beside titles, before verbs of saying, and foreign names with their dots."""
    text = view.folded
    for pattern, score, source in (
        (_after_title(), _BESIDE_TITLE, "title"),
        (_before_title(), _ADDRESSED, "title"),
        (_bylines(), _ADDRESSED, "title"),
        (_speakers(), _SPEAKS, "title"),
    ):
        for match in pattern.finditer(text):
            name = match["name"]
            if not any(word in name for word in _not_persons()):
                yield Candidate(match.start("name"), match.end("name"), "PERSON", score, None, source, True)
    for match in _foreign().finditer(text):
        start, end = match.span()
        while text[start] in _NOT_FIRST and text[start + 1] not in "·•":
            start += 1
        if text[end - 1] in _NOT_LAST and text[end - 2] not in "·•":
            end -= 1
        yield Candidate(start, end, "PERSON", _FOREIGN, None, "pattern", True)
