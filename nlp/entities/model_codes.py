"""Products that are named by letters and digits: LCB84, BR100, 问界M9, 니오 ES8.

A code of two letters and two digits or more names a product by its form alone, but for what a table lists (COVID-19).
Shorter ones are as often a quarter, a room or a protein: they count where a product's noun stands beside them, where
they are told to be sold, or behind the name of a maker or a brand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.tables import read_table

_LONG, _SHORT, _BEHIND = 0.8, 0.75, 0.9
_WINDOW = 8
_EDGE = r"(?<![A-Za-z0-9./_@#$%&+=:-])"
_END = r"(?![A-Za-z0-9/_@=%]|[.\-:+]\d|\.[a-z]|-[A-Z])"
_CODE = re.compile(
    rf"{_EDGE}(?P<letters>[A-Z]{{2,6}})-?(?P<digits>\d{{2,4}})(?P<tail>[A-Z]{{0,2}}){_END}"
    rf"|{_EDGE}(?P<letter>[A-Z])-?(?P<three>\d{{3}}|\d{{2}}(?=[A-Z]))(?P<more>[A-Z]{{0,2}}(?:-\d{{1,2}})?){_END}"
    rf"|{_EDGE}(?P<maker>[A-Z]{{2,4}})-[A-Z]\d{{1,3}}{_END}"
)
_BRIEF = re.compile(rf"{_EDGE}(?P<letters>[A-Z]{{1,3}}|i|iX)-?(?P<digits>\d{{1,3}})[A-Z]?{_END}")
_YEAR = re.compile(r"20[12]\d$")
# Quarters and halves, levels of driving, groups of countries, money, businesses (B2B), rounds of funding.
_NO_MODEL = re.compile(r"(?:Q[1-4]|H[12]|FY\d+|G[278]|G20|M[0-3]|L[1-5]|CO2|K12|[A-Z]2[A-Z]|[BCEP]2|[ABCDE]\d?)$")
_NOT_BEHIND = {
    "zh": re.compile(
        r"\s?(?:轮|级|座|室|号楼|号馆|号线|栋|馆|航站楼|次|线|国道|高速|省道|展位|股|ETF|指数|期货|标准|航班)"
    ),
    "ko": re.compile(r"\s?(?:라운드|단계|등급|층|호실|호선|면|노선|고속도로|지수|ETF|선물|터미널|홀|부스|편)"),
}
_JOIN = {"zh": re.compile(r"[、和与及/]|以及"), "ko": re.compile(r"[·,/]\s?|(?:와|과)\s")}


@cache
def _beside(lang: str, side: str) -> re.Pattern[str]:
    rows = read_table(f"nlp.{lang}", "model_contexts.tsv")
    body = "|".join(sorted((row["form"] for row in rows if row["side"] == side), key=lambda form: (-len(form), form)))
    return re.compile(rf"\s?(?:{body})" if side == "after" else rf"(?:{body})\s?[‘“'\"「]?$")


@cache
def _no_codes() -> dict[str, list[re.Pattern[str]]]:
    listed: dict[str, list[re.Pattern[str]]] = {}
    for row in read_table("nlp.entities", "not_model_codes.tsv"):
        listed.setdefault(row["letters"], []).append(re.compile(row["digits"] or r"\d+"))
    return listed


def find_codes(view: View, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield products that are named by a code.

    Args:
        view: the text.
        known: the listed names; a code behind a brand is a part of the name (问界M9), behind a company its product.
    """
    text = view.folded
    before = {name.end: name for name in known if name.label in ("ORG", "PRODUCT")}
    sure: dict[int, int] = {}
    for match in _CODE.finditer(text):
        if not (_is_listed(match) or _NOT_BEHIND[view.lang].match(text, match.end())):
            sure[match.start()] = match.end()
            yield Candidate(*match.span(), "PRODUCT", _LONG, None, "pattern")
    waiting = [m.span() for m in _BRIEF.finditer(text) if m.start() not in sure and not _is_listed(m)]
    ends = set(sure.values())
    models: set[str] = set()
    for start, end in waiting:
        if _NO_MODEL.fullmatch(text, start, end) or _NOT_BEHIND[view.lang].match(text, end):
            continue
        maker = before.get(start) or (before.get(start - 1) if text[start - 1 : start] == " " else None)
        if maker is not None and maker.label == "PRODUCT":
            yield replace(maker, end=end, score=_BEHIND, entity_id=None, source="pattern", needs_support=False)
            continue
        joined = any(_JOIN[view.lang].fullmatch(text, end_, start) for end_ in (start - 1, start - 2) if end_ in ends)
        if maker is not None or joined or text[start:end] in models or _stands_as_model(view, start, end):
            ends.add(end)
            models.add(text[start:end])
            yield Candidate(start, end, "PRODUCT", _SHORT, None, "pattern")


def _is_listed(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    letters = groups["letters"] or groups.get("letter")
    digits = groups["digits"] or groups.get("three")
    if letters is None or digits is None:
        return False
    written = (digits, f"-{digits}") if match[0].startswith(f"{letters}-") else (digits,)
    rows = _no_codes().get(letters, ())
    return any(row.fullmatch(form) for row in rows for form in written) or bool(_YEAR.match(digits))


def _stands_as_model(view: View, start: int, end: int) -> bool:
    if _beside(view.lang, "after").match(view.folded, end):
        return True
    return _beside(view.lang, "before").search(view.folded, max(0, start - _WINDOW), start) is not None
