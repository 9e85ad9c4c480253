"""Chinese companies that no list holds, told beside rivals: in a list of companies, by their shares or by their rank.

清泉股份、[德远]和华澜, a list whose other members are known; [德远]7.4%、[华澜]6.9% of a market that is shared out;
[德远]以9%的份额位居第二, which only a company or a brand does; [德远在线]董事长, a name that opens clause after clause
and has an officer or a price.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from nlp.entities.candidates import Candidate, View
from nlp.entities.runs_zh import generic_words
from nlp.lexicon import compile_lexicon
from nlp.tables import read_table

_SCORE = 0.65
_KNOWN = 2  # members of a list that are known, which speak for the others
_SHARED = 3  # members of a list that have each a share of a market
_AHEAD = 80  # characters before a list in which stands the market that it shares out
_LIST = re.compile("[^,。;:!?\n—]+")
_ITEM = re.compile("[^、]+")
_LAST = re.compile("以?及|和|与")
_SHARE = r"\s?\(?约?\d{1,2}(?:\.\d{1,2})?%\)?"
_MEMBER = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,6}}?)(?P<share>{_SHARE})?")
_CLOSED = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:(?P<share>{_SHARE})|(?=等|分别|[位排]|$))")
_LED = re.compile(rf"[为是](?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<share>{_SHARE})?$")
_MARKET = re.compile("份额|市占|占有率|出货|品牌|厂商|TOP|[前第][一二三四五六七八九十]")
_RANK = re.compile(
    "(?:^|(?<=[,;。:、\n—]))(?:其次是|其次|而|随后是)?(?P<name>[\u4e00-\u9fff]{2,4}?)(?:则|也)?"
    "(?:(?:以|凭借)[\\d.]{1,5}%的(?:市场)?(?:份额|占比|市占率|占有率)"
    "|的?(?:市场)?(?:份额|市占率|占有率)?(?:位居|位列|排名|排在|稳居|跃居)(?:第[一-十]|前[一-十]|榜首|首位))"
)
_LED_BY = re.compile(
    "(?:^|(?<=[,;。:、\n—]))(?P<name>[\u4e00-\u9fff]{3,6}?)"
    "(?:董秘|董事长|首席(?:财务|执行|运营|技术)官|CEO|CFO|总裁|总经理|创始人|的?(?:股价|市值)|公告)"
)
_NO_START = re.compile(
    "[的了是有其他这那个各前第为被将也还均都]|.*(?:公司|集团|单位|机构|企业|控股|新任|现任|联席|副|原|前)$"
)
_HEAD = re.compile("^|[,;。:、\n—]")
_TOLD_AGAIN = 3  # clauses that open with a name which nothing else tells
_NO_NAME = re.compile("[的了在是有其他这那个各大家前后第为被将也还均都两中内外]|[量额率比]$|品牌|厂商|全球")


def find_rivals(view: View, names: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the companies told beside others; their further mentions are left to the caller.

    Args:
        view: Chinese text.
        names: the names found so far; a new one overlaps none of them.
    """
    names = list(names)
    taken = {offset for name in names for offset in range(name.start, name.end)}
    known = {(name.start, name.end) for name in names if name.label == "ORG"}
    for start, end in (*_listed(view.folded, known), *_ranked(view.folded)):
        name = view.folded[start:end]
        if taken.isdisjoint(range(start, end)) and _may_name(name):
            yield Candidate(start, end, "ORG", _SCORE, None, "rival")
    for start, end in _led_by(view.folded):
        name = view.folded[start:end]
        if taken.isdisjoint(range(start, end)) and not (_NO_START.match(name) or generic_words().search(name)):
            yield Candidate(start, end, "ORG", _SCORE, None, "rival")


def _led_by(text: str) -> Iterator[tuple[int, int]]:
    """The names before an officer or a price that open several clauses of the text."""
    heads = Counter(text[m.end() : m.end() + length] for m in _HEAD.finditer(text) for length in range(3, 7))
    for match in _LED_BY.finditer(text):
        if heads[match["name"]] >= _TOLD_AGAIN:
            yield match.span("name")


def _listed(text: str, known: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    starts, ends = dict(known), {end for _, end in known}
    for chain in _LIST.finditer(text):
        if "、" not in chain.group():
            continue
        items, joined = _items(text, *chain.span())
        if len(items) < _SHARED:
            continue
        found, sure, shared = [], 0, 0
        for place, (start, end) in enumerate(items):
            match = _member(text, start, end, closes=place + 1 == len(items), joined=joined)
            if place == 0 and match is None and end not in ends:
                match = _LED.search(text, start, end)  # 前三名为清泉、德远、华澜
            if (place == 0 and end in ends) or (start in starts and (place + 1 == len(items) or starts[start] == end)):
                sure += 1
            elif match is not None and match.start("name") in starts:
                sure += starts[match.start("name")] == match.end("name")
            elif match is not None and (place or match["share"]):
                found.append(match.span("name"))
            shared += match is not None and match["share"] is not None
        market = shared >= _SHARED and _MARKET.search(text, max(0, chain.start() - _AHEAD), chain.end())
        if market or (sure >= _KNOWN and _KNOWN * sure >= len(items)):
            yield from found


def _items(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    """The members of a list, and whether a word joins the last one (清泉、德远和华澜)."""
    items = [item.span() for item in _ITEM.finditer(text, start, end)]
    if not items:  # a comma that a page has left alone
        return [], False
    left, right = items[-1]
    last = _LAST.search(text, left, right)
    if last is None or last.start() == left or last.end() == right:
        return items, False
    return [*items[:-1], (left, last.start()), (last.end(), right)], True


def _member(text: str, start: int, end: int, *, closes: bool, joined: bool) -> re.Match[str] | None:
    """A name that is a whole member, with its share; the last one ends where something shows it, 等 or its share."""
    if not closes:
        return _MEMBER.fullmatch(text, start, end)
    match = _CLOSED.match(text, start, end)
    bare = match is not None and match.end() == end and match["share"] is None
    return None if bare and not joined else match


def _ranked(text: str) -> Iterator[tuple[int, int]]:
    for match in _RANK.finditer(text):
        yield match.span("name")


@cache
def _ordinary() -> re.Pattern[str]:
    return compile_lexicon(row["word"] for row in read_table("nlp.zh", "ordinary.tsv"))


def _may_name(name: str) -> bool:
    return not (_NO_NAME.search(name) or generic_words().search(name) or _ordinary().search(name))
