"""Which of a model's names to believe, beside what tables and rules say.

A model learned from corpora whose readers mark more than business readers want, and it meets words that none of them
holds: it must be surer where it is more often wrong. The thresholds were chosen on held-out sentences of the training
corpora and on annotated business news together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import repeat

from nlp.entities.boundaries import is_bounded
from nlp.entities.candidates import Candidate, View
from nlp.records import EntityLabel
from nlp.tables import read_table

_LEAST: dict[str, dict[EntityLabel, float]] = {
    "zh": {"PERSON": 0.7, "ORG": 0.65, "LOC": 0.4},
    "ko": {"PERSON": 0.8, "ORG": 0.9, "LOC": 0.9},
}
# Of one character: a Korean family name alone (이씨, 김 모씨) says nothing of who it is, unless a title (윤 의원) or a
# full name before it does; Chinese ones are places too.
_LEAST_OF_ONE_CHARACTER = {"zh": 0.9, "ko": 1.1}
_LEAST_OF_FAMILY_NAME = 0.9
_ADDRESSED = re.compile("(?<=[가-힣])(?: ?모)? ?(?:씨|군|양)(?![가-힣]{2})")
_FULL_NAME = range(2, 5)  # syllables
_LEAST_OF_CAPITALS = 0.98  # HBM, EBITDA: most capitals name things
_KNOWS_THE_END = 0.97  # 부산 in 부산국제영화제: a sure model knows better than the tables what may follow a name
_CAPITALS = re.compile("[A-Z0-9]+")
_LETTERS = 2
_MARKET = re.compile("[沪深](?=[股指市])|沪(?=深)|(?<=沪)深|沪[铜铝锌铅镍锡金银胶油]")
# What kind of company it is, not its name: AI芯片公司, 百度系芯片公司.
_DESCRIBES = re.compile(
    "(?:[a-z]{0,5}|.{1,6}系)(?:芯片|大模型|机器人|汽车|互联网|半导体|软件|游戏|电商|手机|新能源|自动驾驶|云计算)?"
    "(?:初创|创业|上市)?(?:公司|企业|厂商|巨头|龙头|独角兽)"
)
# What stands at a place: its own name is the place's.
_SITE = re.compile(
    "[新老一二三四五六七八九十两]{0,2}(?:[一二三四]期)?(?:厂区?|工厂|新厂|基地|子行|总部)(?:[一二三四五六七八九十]+楼)?|一[间家].{2,4}"
)
_INDEX = re.compile("[50\\d]*(?:指数|지수)")


@cache
def _no_names(lang: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table(f"nlp.{lang}", "not_recognised.tsv"))


def plausible(view: View, candidates: Iterable[Candidate], listed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates to believe.

    Args:
        view: the text.
        candidates: what a model found; products are left to the tables, for no corpus teaches them.
        listed: the names of the knowledge base that stand in the text.
    """
    families = _Families(view, listed)
    for candidate in _agreed(view, map(_trimmed, repeat(view), candidates)):
        least = _LEAST[view.lang].get(candidate.label, 1.1)
        if candidate.end - candidate.start == 1:
            named = (
                _has_title(view, candidate) or families.knows(candidate) or _ADDRESSED.match(view.folded, candidate.end)
            )
            least = max(least, _LEAST_OF_FAMILY_NAME if named else _LEAST_OF_ONE_CHARACTER[view.lang])
        if _CAPITALS.fullmatch(view.folded, candidate.start, candidate.end):
            least = max(least, _LEAST_OF_CAPITALS)
        if candidate.score < least or view.lower[candidate.start : candidate.end] in _no_names(view.lang):
            continue
        knows_the_end = view.lang == "ko" and candidate.score >= _KNOWS_THE_END
        if not knows_the_end and not is_bounded(view, candidate.start, candidate.end, candidate.label):
            continue
        if candidate.end - candidate.start <= _LETTERS and _MARKET.match(view.folded, candidate.start):
            continue  # 沪指 and 沪锌 are no places and no companies
        if candidate.label == "ORG" and _INDEX.match(view.folded, candidate.end):
            continue  # 恒生科技指数 is no company
        if view.lang == "zh" and _DESCRIBES.fullmatch(view.lower, candidate.start, candidate.end):
            continue
        if not _holds_listed(view, candidate, listed) and not _site_of_listed(view, candidate, listed):
            families.add(candidate)
            yield candidate


class _Families:
    """The first syllables of the Korean full names that a text has named so far."""

    def __init__(self, view: View, listed: Sequence[Candidate]) -> None:
        self.view = view
        self.places: dict[str, int] = {}
        for name in listed:
            self.add(name)

    def add(self, name: Candidate) -> None:
        """Remember a full name."""
        if self.view.lang == "ko" and name.label == "PERSON" and name.end - name.start in _FULL_NAME:
            first = self.view.folded[name.start]
            self.places[first] = min(name.start, self.places.get(first, name.start))

    def knows(self, name: Candidate) -> bool:
        """Does a full name of the family stand before this family name?"""
        return name.label == "PERSON" and self.places.get(self.view.folded[name.start], name.start) < name.start


def _agreed(view: View, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Give a name that a text reads in several ways the label for which most speaks: it is one thing throughout."""
    found = list(candidates)
    votes: dict[str, dict[EntityLabel, list[float]]] = defaultdict(lambda: defaultdict(list))
    for name in found:
        votes[view.lower[name.start : name.end]][name.label].append(name.score)
    agreed = []
    for name in found:
        scores = votes[view.lower[name.start : name.end]]
        label = max(scores, key=lambda label: (sum(scores[label]), label))
        other = label != name.label and name.end - name.start > 1
        agreed.append(replace(name, label=label, score=max(scores[label])) if other else name)
    return agreed


def _trimmed(view: View, candidate: Candidate) -> Candidate:
    """Take the title off a Korean person (이 총재 is 이), half a verb off a Chinese company (清泉递|表)."""
    if view.lang == "zh" and candidate.label == "ORG" and candidate.end - candidate.start > _LETTERS:
        candidate = _without_neighbours(view, candidate)
        split = view.folded[candidate.end - 1 : candidate.end + 1] in _verbs()
        return replace(candidate, end=candidate.end - 1) if split else candidate
    if view.lang == "ko" and candidate.label == "PERSON":
        name = _name_and_title().fullmatch(view.folded, candidate.start, candidate.end)
        return replace(candidate, end=name.end("name")) if name else candidate
    return candidate


def _without_neighbours(view: View, candidate: Candidate) -> Candidate:
    """Take off what calls a company by its trade or says what it does: 同业|清泉, 清泉证券|医药团队, 清泉|领投."""
    before, after = _trims()
    opens = before.match(view.folded, candidate.start, candidate.end)
    start = opens.end() if opens and candidate.end - opens.end() >= _LETTERS else candidate.start
    ends = after.search(view.folded, start + _LETTERS, candidate.end)
    return replace(candidate, start=start, end=ends.start() if ends else candidate.end)


@cache
def _trims() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = read_table("nlp.zh", "name_trims.tsv")
    before, after = ("|".join(row["form"] for row in rows if row["side"] == side) for side in ("before", "after"))
    # A place before Latin letters is a place of its own: 美国Inogen.
    return re.compile(rf"(?:{before}|美国(?=[A-Z]))"), re.compile(rf"(?:{after})$")


def _site_of_listed(view: View, candidate: Candidate, listed: Sequence[Candidate]) -> bool:
    """Is it a listed place with a word for what stands there, and perhaps whose: 泰国|八厂, 特斯拉|上海|工厂?"""
    if view.lang != "zh" or candidate.label == "PERSON":
        return False
    for name in listed:
        if name.label == "LOC" and candidate.start <= name.start and name.end < candidate.end:
            owned = name.start == candidate.start or any(
                other.start == candidate.start and other.end == name.start for other in listed
            )
            if owned and _SITE.fullmatch(view.folded, name.end, candidate.end):
                return True
    return False


def _has_title(view: View, candidate: Candidate) -> bool:
    """Is a Korean family name followed by a title? 윤 in 윤 의원."""
    return view.lang == "ko" and candidate.label == "PERSON" and _title().match(view.folded, candidate.end) is not None


@cache
def _verbs() -> frozenset[str]:
    rows = read_table("nlp.zh", "name_verbs.tsv")
    return frozenset(row["form"] for row in rows if row["label"] == "ORG" and len(row["form"]) == _LETTERS)


@cache
def _name_and_title() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>[가-힣]{{1,5}}){_title().pattern}")


@cache
def _title() -> re.Pattern[str]:
    from nlp.entities.patterns_ko import titles  # noqa: PLC0415 - its tables are read for Korean alone

    return re.compile(rf"(?<=[가-힣])\s(?:전\s)?(?:{titles()})")


def _holds_listed(view: View, candidate: Candidate, listed: Sequence[Candidate]) -> bool:
    """Does the list cut finer? 韩国三星电子 is two listed names; 전주지법 형사1단독 has one among its words."""
    inside = [name for name in listed if candidate.start <= name.start and name.end <= candidate.end]
    if candidate.label == "LOC" and all(name.label == "LOC" for name in inside):
        return False  # 경주시 양남면: the parts of an address are one place
    if view.lang == "ko" and " " in view.folded[candidate.start : candidate.end]:
        return any(name.label == candidate.label for name in inside)
    return any(
        first.start == candidate.start and first.end == second.start and second.end == candidate.end
        for first in inside
        for second in inside
    )
