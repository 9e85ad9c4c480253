"""Fuller and shorter names of one entity in one text: 坎贝尔 is its 威廉·坎贝尔, 哈尔科夫 its 哈尔科夫州.

Only what the text itself names in full is joined; a shorter form that could be of two of its names is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.entities.linking import core_name
from nlp.tables import read_table

_SHORTEST = 2
_SHORTEST_COMPANY = 3  # what is left of a company's name without its place: 银行 of 无锡银行 is any bank
_COMPANY = re.compile("(?:控股)?(?:股份)?有限(?:责任)?公司$")
_LEGAL = re.compile("(?:有限(?:责任)?)?公司$|(?:有限)?合伙企业$")
_MARK = re.compile("(?P<mark>股份|集团|控股|公司)$")
_PLACE = 6  # characters that may stand before the core of a full name: 宁波高新区华桐恒德…
_KINDS = {"集团": ("集团", "控股"), "控股": ("集团", "控股"), "股份": ("股份",), "公司": ("",), "": ("",)}
_BRACKET = re.compile(r"\([^()]*\)")
_MANAGED = re.compile("(?<=资产)管理$")
# What Korean papers cut out of a body's name: 복권위 for 복권위원회, 하늘돛운용 for 하늘돛자산운용.
_CUT = re.compile("(?<=위)원회$|(?:자산|투자)(?=운용$)")
_STATES = {"zh": ("州", "省"), "ko": ("주", "성", "현", "도")}
_LAST_NAME = {
    "zh": re.compile("[^·•]+[·•](?:[^·•]+[·•])*(?P<last>[^·•]{2,})"),
    "ko": re.compile("[가-힣]+(?: [가-힣]+)* (?P<last>[가-힣]{2,})"),  # 폴 하버그로브; Korean names have no blank
}


def link_shorter(view: View, names: Sequence[Candidate], listed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Give a name that is a shorter form of a fuller one of the text the id of that one.

    Args:
        view: the text.
        names: in text order, each with an entity id.
        listed: the listed names of the text; the places among them may open a company's full name.
    """
    place_ends = {name.start: name.end for name in listed if name.label == "LOC"}
    fuller: dict[tuple[str, str], set[str | None]] = {}
    for name in names:
        for form in _shorter_forms(view, name, place_ends):
            fuller.setdefault((name.label, form), set()).add(name.entity_id)
    registered = _registered(view, names)
    for name in names:
        surface = view.folded[name.start : name.end]
        ids = fuller.get((name.label, surface), set()) or _cut_from(view, surface, name, registered)
        own = (name.entity_id or "").startswith(f"{name.label.lower()}:")
        yield replace(name, entity_id=next(iter(ids))) if own and len(ids) == 1 else name


def _registered(view: View, names: Sequence[Candidate]) -> list[tuple[str, Candidate]]:
    """The companies that a Chinese text names as they are registered (华平信息技术股份有限公司), without brackets."""
    found = [(_BRACKET.sub("", view.folded[name.start : name.end]), name) for name in names if name.label == "ORG"]
    return [(full, name) for full, name in found if view.lang == "zh" and _LEGAL.search(full)]


def _cut_from(
    view: View, surface: str, name: Candidate, registered: Sequence[tuple[str, Candidate]]
) -> set[str | None]:
    """The ids of the registered names that a name is cut from: 华平股份, 天齐集团 of 成都天齐实业集团有限公司.

    What calls itself a group, a holding or a listed company is cut only from a name that does; a name without such a
    mark is longer than two characters and comes after the registered one, and none is another company's beginning.
    """
    if name.label != "ORG" or _LEGAL.search(surface):
        found = _MARK.search(surface) if name.label == "ORG" and len(surface) <= _PLACE else None
        if found is None or found["mark"] != "公司":
            return set()
    marked = _MARK.search(surface)
    core = surface[: marked.start()] if marked else surface
    if len(core) < (_SHORTEST if marked else _SHORTEST_COMPANY):
        return set()
    kinds = _KINDS[marked["mark"] if marked else ""]
    return {
        full_name.entity_id
        for full, full_name in registered
        if 0 <= full.find(core) <= _PLACE
        and surface != full
        and any(kind in view.folded[full_name.start : full_name.end] for kind in kinds)
        and (not marked or surface not in full or _LEGAL.sub("", full).endswith(surface))
        and (marked or full_name.start < name.start)
    }


def _shorter_forms(view: View, name: Candidate, place_ends: dict[int, int]) -> set[str]:
    surface = view.folded[name.start : name.end]
    if name.label == "PERSON":
        last = _LAST_NAME[view.lang].fullmatch(surface)
        return {last["last"]} if last else set()
    if name.label == "LOC":
        kind = _kind_of_place(view.lang).search(surface)
        return {surface[: kind.start()]} if kind and kind.start() >= _SHORTEST else set()
    if name.label != "ORG":
        return set()
    bare = _BRACKET.sub("", surface)
    forms = {bare, core_name(bare), _COMPANY.sub("", bare), _CUT.sub("", bare)}
    if name.start in place_ends:  # 杭州某某集团有限公司 is 某某集团, but 某某 may be another company
        inside = _COMPANY.sub("", view.folded[place_ends[name.start] : name.end])
        forms |= {inside, _MANAGED.sub("", inside)}
    forms -= {surface}
    return {form for form in forms if len(form) >= _SHORTEST_COMPANY}


@cache
def _kind_of_place(lang: str) -> re.Pattern[str]:
    kinds = {row["suffix"] for row in read_table(f"nlp.{lang}", "place_suffixes.tsv")} | set(_STATES[lang])
    return re.compile(f"(?:{'|'.join(sorted(kinds, key=lambda kind: (-len(kind), kind)))})$")
