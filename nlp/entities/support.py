"""Which ambiguous forms the article supports: 苹果 beside 公司 or after 苹果公司, 대구 beside another city."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.records import EntityLabel
from nlp.tables import read_table

_JOINS = {"zh": re.compile(r"[、和与及]|以及|/"), "ko": re.compile(r"(?:와|과|,|·|ㆍ|/|및)\s?")}
_REACH = 3  # a joint is never longer
_WINDOW = 12
_SOLD = {
    "zh": r"\d[\d.,]{0,9}\s?[万亿]?(?:台|辆|部|套|架|GWh|亿[美港]?元)",
    # 대상은 300만원 is a prize: sums below a hundred million are those of persons, too.
    "ko": r"\d[\d.,]{0,9}(?:[만억조]\s?)?(?:\d[\d.,]{0,9}[만억]?\s?)?"
    r"(?:대(?![표비출상형])|위안|(?:미국|홍콩)?달러|(?<=[억조])원)",
}


@cache
def contexts(lang: str, label: EntityLabel, side: str) -> re.Pattern[str] | None:
    """Words that, before or after a form, speak for a name of a label; None where there are none."""
    rows = read_table(f"nlp.{lang}", "name_contexts.tsv")
    forms = sorted({r["form"] for r in rows if r["side"] == side and label in r["labels"].split("|")})
    if not forms:
        return None
    body = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"\s?(?:{body})") if side == "after" else re.compile(rf"(?:{body})\s?$")


@cache
def figures(lang: str) -> re.Pattern[str]:
    """What only a company is followed by: its results by their name or in their unit, behind words of time or none."""
    rows = read_table(f"nlp.{lang}", "name_contexts.tsv")
    figure, between = ([re.escape(r["form"]) for r in rows if r["side"] == side] for side in ("figure", "between"))
    if not figure:
        return re.compile(r"(?!)")
    return re.compile(rf"(?:{'|'.join(between)}|\d{{1,4}}[年月]|\s){{0,4}}(?:{'|'.join(figure)}|{_SOLD[lang]})")


def supported(view: View, doubtful: Iterable[Candidate], accepted: Sequence[Candidate]) -> list[Candidate]:
    """Keep those ambiguous candidates for which the text speaks.

    A candidate is kept where the same entity is named by an unambiguous form, where a word of its kind stands beside
    it (苹果 before 公司, 대구 before 시장), where figures of a company follow it (小米去年出货, 苹果460万台), or where
    it is listed with an accepted name of its label.
    """
    ids = {candidate.entity_id for candidate in accepted}
    starts = {candidate.start: candidate.label for candidate in accepted}
    ends = {candidate.end: candidate.label for candidate in accepted}
    kept: list[Candidate] = []
    waiting = sorted(doubtful, key=lambda c: (c.start, -c.end, c.entity_id or ""))
    count = -1
    while count != len(kept):  # each support can support others: 苹果、小米和荣耀 after 小米公司
        count, left = len(kept), waiting
        waiting = []
        for candidate in left:
            if candidate.entity_id in ids or _speaks_for(view, candidate) or _listed(view, candidate, starts, ends):
                kept.append(candidate)
                ids.add(candidate.entity_id)
                starts[candidate.start] = ends[candidate.end] = candidate.label
            else:
                waiting.append(candidate)
    return kept


def _speaks_for(view: View, candidate: Candidate) -> bool:
    after = contexts(view.lang, candidate.label, "after")
    if after and after.match(view.folded, candidate.end):
        return True
    latin = view.folded[candidate.start : candidate.end].isascii()  # API收入: letters are more often a word
    if candidate.label == "ORG" and not latin and figures(view.lang).match(view.folded, candidate.end):
        return True
    before = contexts(view.lang, candidate.label, "before")
    window = view.folded[max(0, candidate.start - _WINDOW) : candidate.start]
    return bool(before and before.search(window))


def _listed(view: View, candidate: Candidate, starts: Mapping[int, str], ends: Mapping[int, str]) -> bool:
    joins = _JOINS[view.lang]
    for width in range(1, _REACH + 1):
        if starts.get(candidate.end + width) == candidate.label and joins.fullmatch(
            view.folded, candidate.end, candidate.end + width
        ):
            return True
        begin = candidate.start - width
        if begin >= 0 and ends.get(begin) == candidate.label and joins.fullmatch(view.folded, begin, candidate.start):
            return True
    return False
