"""Chinese organisations that no list holds: by the ending of their name, a stock code, or an announcement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.entities.knowledge import KnowledgeBase, fold_name, ticker_key
from nlp.entities.runs_zh import generic_words, name_start, run_start
from nlp.tables import read_table

_LEGAL, _STRONG, _WEAK, _CODE, _ANNOUNCER = 0.85, 0.8, 0.7, 0.85, 0.75
_LONGEST_SHORT_NAME, _USUAL_SHORT_NAME = 6, 4
_NEAR = 1000
_CODE_BRACKET = re.compile(
    r"\((?:(?:S[HZ]|HK|BJ|HKG|NYSE|NASDAQ|US)?[:\s]{0,2}(?:\d{6}|0\d{4})(?:\.(?:S[HZS]|HK|BJ))?[^()\n]{0,16}"
    r"|(?:HKG?|HKEX|港股)[:\s]{0,2}\d{4}|\d{4}\.HK|[A-Z]{1,5}\.(?:US|N|O|HK)"
    r"|-?\d{1,5}\.\d{1,3},\s?-?\d{1,5}\.\d{1,3},\s?-?\d{1,4}\.\d{1,3}%)\)"
)
_ANNOUNCES = re.compile(
    r"(?:^|(?<=[。;】【\n,:\"”“ ]))(?P<name>[\u4e00-\u9fffA-Z]{2,6}?)(?:\d{1,2}月\d{1,2}日)?"
    r"(?:晚间|午间|今日|昨日|近日)?(?:公告[,称:]|发布公告|发布业绩|发布20|披露业绩|披露20|披露公告|公告称)"
)
# A paper that is cited: 据《清泉商报》, 告诉《清泉财经》; what a paper is called ends so or is said to report.
_PAPER = re.compile(
    "(?P<cited>据|告诉|接受|援引|媒体|向)?《(?P<name>[\u4e00-\u9fff]{3,8})》"
    "(?P<reports>报道|援引|消息|获悉|记者|[0-9]{1,2}月[0-9日的]{0,4}报道|网站)?"
)
_PRESS = re.compile("(?:报|网|社|周刊|财讯|财经|新闻|商业|观察|杂志|时代)$")
# What, after an ending, shows that the word goes on: 国防部+长, 大学+生.
_GOES_ON = {
    "部": "长门队",
    "局": "长",
    "厅": "长",
    "学": "生者家习",
    "行": "业长",
    "会": "长员议",
    "院": "长士",
    "台": "长",
    "团": "队",
}
_WORDS_IN_STEM = re.compile("[的了在与和过是有不这那为被将把从对就也都超未占由让给说称含及]")
_NO_NAME = re.compile("[了的被把]|第?[0-9一二三四五六七八九十两几]+(?:大|家|所|个|名)")  # 北欧三大银行
_AMOUNT = re.compile(r"[\d.]{1,9}[亿万元股%]{1,2}")
_COUNTED = re.compile("[0-9亿万]")
_TICKER = re.compile(r"(?<![\d.])(?P<code>\d{6}|0\d{4}|\d{4}(?=\.HK|\)))(?!\d)")
_CHINESE_DIGITS = 6
_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def _suffixes() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    rows = read_table("nlp.zh", "org_suffixes.tsv")
    forms = sorted((row["suffix"] for row in rows), key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, forms))), {
        row["suffix"]: (row["strength"], bool(row["bare"])) for row in rows
    }


@cache
def _company_follows() -> re.Pattern[str]:
    rows = read_table("nlp.zh", "name_verbs.tsv")
    only = sorted(row["form"] for row in rows if row["label"] == "ORG")
    return re.compile(rf"(?:{'|'.join(only)}|表示|宣布|回应|\((?:S[HZ]|HK|\d{{5,6}}))")


@cache
def _anything_follows() -> re.Pattern[str]:
    rows = read_table("nlp.zh", "name_verbs.tsv")
    forms = sorted(row["form"] for row in rows if "ORG" in row["label"])
    return re.compile(rf"{'|'.join(forms)}|[^\u4e00-\u9fff]|$")


def find_organisations(view: View, known: Iterable[Candidate], base: KnowledgeBase) -> Iterator[Candidate]:
    """Yield organisations that the form of the text gives away.

    Args:
        view: Chinese text.
        known: the listed names of the text; places among them show where names begin.
        base: the knowledge base: stock codes lead to its companies.
    """
    place_ends = {mention.start: mention.end for mention in known if mention.label == "LOC"}
    places = sorted(place_ends)
    begins = sorted({mention.start for mention in known if mention.label in ("LOC", "ORG")})
    countries = {(m.start, m.end) for m in known if m.label == "LOC" and m.entity_id in _countries()}
    yield from _by_suffix(view, places, begins, place_ends, countries)
    yield from _by_code(view, places, place_ends, base)
    yield from _by_announcement(view)
    for paper in _PAPER.finditer(view.folded):
        if (paper["cited"] and (paper["reports"] or _PRESS.search(paper["name"]))) or paper["reports"] == "报道":
            yield Candidate(paper.start("name"), paper.end("name"), "ORG", _STRONG, None, "pattern")


@cache
def _countries() -> frozenset[str]:
    rows = read_table("nlp.entities", "kb/places_world.tsv")
    return frozenset(row["id"] for row in rows)


def _by_suffix(
    view: View, places: list[int], begins: list[int], place_ends: dict[int, int], countries: set[tuple[int, int]]
) -> Iterator[Candidate]:
    text = view.folded
    pattern, kinds = _suffixes()
    for match in pattern.finditer(text):
        strength, bare = kinds[match.group()]
        stem_end, end = match.span()
        run = run_start(text, stem_end)
        # The full name of a company may begin with a place or with a name that is listed: 贵州茅台酒销售有限公司.
        start, anchored = name_start(text, run, stem_end, begins if strength == "legal" else places)
        stem = text[start:stem_end]
        if text[end : end + 1] in _GOES_ON.get(match.group()[-1], "") or text[stem_end - 1].isdigit():
            continue
        if not stem or not _HAN.search(stem) or len(stem) < 2:
            continue
        at_place = start in place_ends
        if strength == "legal":
            if anchored and len(stem) >= 2 and not generic_words().fullmatch(stem):
                yield Candidate(start, end, "ORG", _LEGAL, None, "pattern")
        elif strength == "strong":
            inner = stem if place_ends.get(start) != stem_end else ""
            if not at_place or (not inner and not bare) or ((start, stem_end) in countries and not bare):
                continue
            rest = text[place_ends[start] : stem_end]
            if len(rest) <= 12 and not generic_words().search(rest) and not _NO_NAME.search(rest):
                yield Candidate(start, end, "ORG", _STRONG, None, "pattern")
        elif anchored and 2 <= len(stem) <= 4 and not (generic_words().search(stem) or _COUNTED.search(stem)):
            follows = _company_follows().match(text, end) or (start == run and text[end : end + 1] == ":")
            alone = strength == "group" and not _WORDS_IN_STEM.search(stem)
            if follows or (alone and _anything_follows().match(text, end)):
                yield Candidate(start, end, "ORG", _WEAK, None, "pattern")


def _by_code(view: View, places: list[int], place_ends: dict[int, int], base: KnowledgeBase) -> Iterator[Candidate]:
    text = view.folded
    for match in _CODE_BRACKET.finditer(text):
        end = match.start()
        while end and text[end - 1] == " ":
            end -= 1
        run = run_start(text, end)
        start, _ = name_start(text, run, end, places)
        amount = _AMOUNT.match(text, start, end)
        start = amount.end() if amount else start
        entity_id = _by_ticker(match.group(), base)
        listed = _listed_length(text[start:end], entity_id, base)
        start = end - listed if listed else start
        bounded = start == run or start in place_ends
        if end - start > _LONGEST_SHORT_NAME or (end - start > _USUAL_SHORT_NAME and not bounded):
            # Headlines run into each other: only a name that something else speaks for is cut out of the run.
            start = end - _USUAL_SHORT_NAME
            head, ending = text[start : start + 2], _suffixes()[0].fullmatch(text, start + 2, end)
            again = text[max(0, start - _NEAR) : end + _NEAR].count(text[start:end]) > 1
            if generic_words().fullmatch(head) or not (entity_id or ending or again):
                continue
        name = text[start:end]
        if len(name) >= 2 and _HAN.search(name) and not generic_words().fullmatch(name):
            yield Candidate(start, end, "ORG", _CODE, entity_id, "declared")


def _listed_length(run: str, entity_id: str | None, base: KnowledgeBase) -> int:
    """How long is the listed name of this entity that ends the run? 0 where none does."""
    entity = base.entities.get(entity_id or "")
    names = entity.aliases if entity else ()
    return max((len(name) for name in map(fold_name, names) if run.endswith(name)), default=0)


def _by_ticker(bracket: str, base: KnowledgeBase) -> str | None:
    match = _TICKER.search(bracket)
    if not match:
        return None
    market = "CN" if len(match["code"]) == _CHINESE_DIGITS else "HK"
    return base.tickers.get(ticker_key(market, match["code"]))


def _by_announcement(view: View) -> Iterator[Candidate]:
    for match in _ANNOUNCES.finditer(view.folded):
        name = match["name"]
        if len(name) >= 3 and not generic_words().search(name) and not re.search("[的了在和与及对将被把从也还]", name):
            yield Candidate(match.start("name"), match.end("name"), "ORG", _ANNOUNCER, None, "declared")
