"""The day that an article is of, from its own text.

First the date that is printed: a line that holds a date and little else, a date behind a label such as 发布时间, the
dateline of a dispatch. Where none is printed, what the text reports bounds the date from below: results of 2024 are
out in 2025 at the earliest, a day that the news was made on is not before what it tells of. A wrong year is worse than
none, so wherever the clues disagree or are too thin the answer is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from nlp.periods.lexicon import alternation
from nlp.periods.model import Part, TimeExpression
from nlp.periods.scan import find_expressions
from nlp.records import PublishedSource
from nlp.tables import read_table, split_cell
from nlp.text import fold

_HEAD = 20_000  # characters that are read
_HEAD_LINES = 40
_NEAR = 24  # characters around a date in which a word speaks of it
_SENTENCE = 90  # characters before a year in which a forecast or pledge may govern it
_OPENING = 900  # a full date counts as news only this near to the beginning
_LATEST_NEWS = timedelta(days=240)  # a report comes no later after the period that it reports
_FIRST_YEAR = 1990  # what a text tells of days before is history
_SUFFIX = 5  # characters behind a year that say what year it is
_FIRST_OF_REPUBLIC = 1911  # the year before the first of the Republic of China, by which Taiwan counts
_EARLY_RESULTS = timedelta(days=20)  # figures may be announced so long before the period ends
_DATE = (
    r"(?P<year>(?:19|20)\d\d)(?:\s{0,2}[-./]\s{0,2}|\s{0,2}[年년]\s{0,2})(?P<month>1[0-2]|0?[1-9])"
    r"(?:\s{0,2}[-./]\s{0,2}|\s{0,2}[月월]\s{0,2})(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s{0,2}[日일.]?"
)
_TIME = r"(?:T?\s{0,3}(?:上午|下午|오전|오후)?\s{0,2}\d{1,2}[:시时点]\s?\d{0,2}(?:[:分분]\s?\d{0,2})?\s{0,2}[秒초]?)?"
_CLOCK = r"(?:T|\s{0,3}(?:上午|下午|晚上|오전|오후)?\s{0,2})\d{1,2}:\d\d(?!\d)"
_BYLINE = 120  # characters of a line that names outlet, author and time at most
_OUTLET = 16  # characters beside a date that has no time of day at most
_CLOSINGS = {(3, 31), (6, 30), (9, 30), (12, 31)}  # days that stand over tables of figures
# 25.10.05, which Korean pages print behind a label or before the time of day
_SHORT = (
    r"(?<![\d.])(?P<year>[12]\d)(?P<mark>[-./])(?P<month>1[0-2]|0[1-9])(?P=mark)(?P<day>3[01]|[12]\d|0[1-9])(?!\d)\.?"
)
_CENTURY = 2000
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:\s{0,2}[(（]?(?:星期|周|礼拜)?[一二三四五六日天월화수목금토일]?(?:요일)?[)）]?)?"


@dataclass(frozen=True, eq=False)
class _Cues:
    """The words of a language's table, and the patterns made of them."""

    line: re.Pattern[str]
    labelled: re.Pattern[str]
    short: re.Pattern[str]
    dispatch: re.Pattern[str]
    sent: re.Pattern[str]
    near: dict[str, re.Pattern[str]]


@cache
def _cues(lang: str) -> _Cues:
    words = {row["role"]: split_cell(row["words"]) for row in read_table(f"nlp.{lang}", "dateline.tsv")}
    label = alternation(words["label"])
    wire = alternation(words["wire"])
    return _Cues(
        re.compile(
            rf"[\s\W]{{0,6}}(?:[^\s:]{{0,8}}\s?{label}\s{{0,2}}[:|]?\s{{0,3}})?{_DATE}{_WEEKDAY}{_TIME}(?:\s?{label})?(?:[\s\W]{{0,6}}|[\s\W]{{1,6}}(?:来源|作者|阅读|浏览|기자|조회|출처|소스|저자|작성자|작성|편집|번역|댓글|읽음|추천).{{0,40}})"
        ),
        re.compile(rf"(?:^|[\s|·(\[]){label}\s{{0,3}}[:|·]?\s{{0,3}}{_DATE}", re.MULTILINE),
        re.compile(rf"(?:^|[\s|·(\[]){label}\s{{0,3}}[:|·]?\s{{0,3}}{_SHORT}", re.MULTILINE),
        re.compile(rf"^.{{0,30}}?{_DATE}\s{{0,2}}{wire}", re.MULTILINE)
        if lang == "zh"
        else re.compile(rf"[(\[【].{{0,12}}{wire}[)\]】].{{0,30}}?{_DATE}"),
        re.compile(rf"(?<!\d){_DATE}{_WEEKDAY}{_CLOCK}(?::\d\d)?\s{{0,3}}{label}"),
        {role: re.compile(alternation(found)) for role, found in words.items()},
    )


def _valid(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    groups = match.groupdict()
    year = _FIRST_OF_REPUBLIC + int(groups["republic"]) if "republic" in groups else int(groups["year"])
    year = year + _CENTURY if "mark" in groups else year
    month = _MONTHS.index(groups["name"].lower()) + 1 if groups.get("name") else int(groups["month"])
    try:
        return date(year, month, int(match["day"]))
    except ValueError:
        return None


def _printed(folded: str, cues: _Cues) -> date | None:
    """Find the date that the article bears: on a line of its own near the top, behind a label, in a dateline."""
    for line in folded[:_HEAD].splitlines()[:_HEAD_LINES]:
        if not line or cues.near["event"].search(line):
            continue
        if found := _valid(cues.line.fullmatch(line)) or _valid(_WRITTEN.fullmatch(line)) or _byline(line, cues):
            return found
    told = _valid(cues.labelled.search(folded)) or _valid(cues.short.search(folded))
    told = told or _valid(cues.dispatch.search(folded[:_OPENING]))
    return told or _valid(cues.sent.search(folded)) or _titled(folded, cues)  # (끝) 2024/08/30 10:21 송고


def _titled(folded: str, cues: _Cues) -> date | None:
    """Find the date in the bracket that opens or closes a title: [2024.08.30] 어느 회사 실적."""
    title = folded.lstrip().split("\n", 1)[0].rstrip()
    match = None if cues.near["event"].search(title) else _IN_TITLE.search(title)
    found = _valid(match)
    return found if found and (found.month, found.day) not in _CLOSINGS else None


_DATED = re.compile(rf"(?<!\d){_DATE}(?P<weekday>{_WEEKDAY})(?P<clock>{_CLOCK})?")
_STAMP = re.compile(r"\d{4}[-./]\d")
_REPUBLIC = re.compile(
    rf"(?<!\d)(?P<republic>1[01]\d)/(?P<month>1[0-2]|0[1-9])/(?P<day>3[01]|[12]\d|0[1-9])(?P<clock>{_CLOCK})"
)
_SHORT_AT = re.compile(rf"{_SHORT}{_WEEKDAY}(?P<clock>{_CLOCK})")
# Aug 30, 2024; 8월 30, 2024, with little else
_WRITTEN = re.compile(
    rf"[\s\W]{{0,6}}(?:posted on )?(?:(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?|(?P<month>1[0-2]|0?[1-9])월)"
    r"\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?,\s?(?P<year>20\d\d)(?:\W.{0,30})?",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(rf"(?:^|(?=[^\])]*[\])]$))[\[(]{_DATE}[\])]")
_SPELLED = re.compile("二[〇零○][一二三四五六七八九〇零○]{2}年")
_APART = re.compile(r"[|丨ㅣ·•>]|\s{2}|\t")


def _spelled(line: str) -> date | None:
    """Find a date in Chinese numerals: 二〇二六年一月三十日."""
    year = _SPELLED.search(line)
    found = find_expressions(line[year.start() :], "zh")[:1] if year else []
    return found[0].resolve(None)[0] if found and found[0].grain == "day" else None


def _byline(line: str, cues: _Cues) -> date | None:
    """Find the date of a line that names outlet, author and time, such as `某财经 · 2024-08-30 22:37 · 发布于上海`."""
    if len(line) > _BYLINE or re.search(r"[。;!?]|다\.", line):
        return None
    match = _DATED.search(line) or _REPUBLIC.search(line) or _SHORT_AT.search(line)
    stamped = (
        match is not None and match["clock"] and _STAMP.match(match[0])
    )  # 2024-08-30 22:37 本摘要由系统提取,仅供参考
    if not stamped and re.search(r",(?!\d{3}(?!\d))", line):
        return None
    if match is None:
        return _spelled(line)
    found, before, after = _valid(match), line[: match.start()].strip(), line[match.end() :].strip()
    if match["clock"] or (not after and re.search(r"\w", match.groupdict().get("weekday", ""))):
        return found  # 某某财经早餐2024年8月16日星期五
    if found is None or (found.month, found.day) in _CLOSINGS or _DATED.search(after):
        return None
    beside = _APART.search(line[: match.start()]) or _APART.match(line[match.end() :])
    closes = not after and before and line[match.start() - 1].isspace()
    outlet = closes and len(before) <= _OUTLET and ":" not in before
    return found if beside or outlet or (closes and cues.near["author"].search(before)) else None


@dataclass(frozen=True, slots=True)
class _Clue:
    """A dated place: its days, where it stands, and what the words around it say."""

    expression: TimeExpression
    start: date
    end: date
    grain: str


def _around(
    folded: str, found: TimeExpression, cues: _Cues, role: str, *, before: bool, after: bool, reach: int = _NEAR
) -> bool:
    """Whether a word of a role stands near an expression, in the same sentence; `reach` is how far before it."""
    pattern = cues.near[role]
    left = re.split(r"[。!?\n;]", folded[max(0, found.start - reach) : found.start])[-1] if before else ""
    right = re.split(r"[。!?\n;]", folded[found.end : found.end + _NEAR])[0] if after else ""
    return bool(pattern.search(left) or pattern.search(right))


def _coming(folded: str, found: TimeExpression, cues: _Cues) -> bool:
    """Whether what an expression dates is still to come."""
    if found.reading.direction > 0 or found.bound in ("until", "before"):
        return True
    left = folded[max(0, found.start - 5) : found.start].rstrip(" 于在")
    right = folded[found.end : found.end + 6].lstrip()
    ahead = any(match.end() == len(left) for match in cues.near["future"].finditer(left))
    return ahead or bool(cues.near["future_after"].match(right))


def _lower_bounds(folded: str, clues: list[_Clue], cues: _Cues) -> tuple[date | None, date | None]:
    """Find the days before which the article can't have been written.

    Returns:
        The end of the latest period that it reports; and the same with the years that it only names, which may be
        history or plans.
    """
    reported: list[date] = []
    named: list[date] = []
    for clue in clues:
        found = clue.expression
        reach = _SENTENCE if _is_years(clue) else _NEAR
        if _coming(folded, found, cues) or found.bound == "since":
            continue
        if _around(folded, found, cues, "forecast", before=True, after=False, reach=reach) or _planned(
            folded, clue, cues
        ):
            continue
        if _is_edge(clue) and found.bound != "as_of":
            continue  # 订单排到2027年底: the end of a year that is only named may be far off
        if _is_years(clue):
            # A fiscal year may end long before the calendar year of its name does.
            fiscal = cues.near["fiscal"].search(folded, found.start, found.end + _SUFFIX) is not None
            told = not fiscal and _around(folded, found, cues, "result", before=False, after=True)
            (reported if told else named).append(clue.end if told else clue.start)
        elif clue.grain in ("day", "span"):
            reported.append(clue.end)
        elif clue.grain == "month":
            reported.append(clue.end.replace(day=1) if found.bound == "as_of" else clue.end - _EARLY_RESULTS)
        elif clue.grain in ("half", "quarter"):
            reported.append(clue.end - _EARLY_RESULTS)
    return max(reported, default=None), max([*reported, *named], default=None)


def _is_years(clue: _Clue) -> bool:
    """Whether a clue is a year or a run of years."""
    first, last = (clue.start.month, clue.start.day), (clue.end.month, clue.end.day)
    return clue.grain in ("year", "span") and first == (1, 1) and last == (12, 31)


def _planned(folded: str, clue: _Clue, cues: _Cues) -> bool:
    """Whether the clause behind years plans or forecasts: 2026年要力争营收达到8亿元."""
    rest = re.split(r"[。!?\n;,、]", folded[clue.expression.end : clue.expression.end + _NEAR])[0]
    return _is_years(clue) and cues.near["planned"].search(rest) is not None


def _is_edge(clue: _Clue) -> bool:
    """Whether a clue is the end or the beginning of a longer time."""
    return bool(clue.expression.reading.parts) and clue.expression.reading.parts[-1].op == "edge"


def _promised(folded: str, clues: list[_Clue], cues: _Cues) -> int:
    """The last year that something is forecast for; 0 where nothing is."""
    return max(
        (c.end.year for c in clues if _around(folded, c.expression, cues, "forecast", before=True, after=False)),
        default=0,
    )


def _upper_bound(folded: str, clues: list[_Clue], cues: _Cues) -> date | None:
    """Find the first day that the text speaks of as still to come."""
    days = [clue.start for clue in clues if clue.grain in ("day", "span") and _coming(folded, clue.expression, cues)]
    return min(days) if days else None


def _month_days(folded: str, expressions: list[TimeExpression], cues: _Cues) -> list[tuple[int, int]]:
    """Collect the days without a year on which the news was made."""
    found = []
    for expression in expressions:
        parts: tuple[Part, ...] = expression.reading.parts
        if not parts or parts[0].op != "month_day" or expression.reading.until or _coming(folded, expression, cues):
            continue
        if _around(folded, expression, cues, "news", before=True, after=True) or expression.start < _NEAR:
            found.append((parts[0].value // 100, parts[0].value % 100))
    return found


def _placed(month_day: tuple[int, int], lower: date | None, upper: date | None) -> date | None:
    """Put a month and day into the year that the bounds leave, or into none."""
    years = range(lower.year, lower.year + 2) if lower else range(upper.year - 1, upper.year + 1) if upper else ()
    fitting = []
    for year in years:
        try:
            day = date(year, *month_day)
        except ValueError:
            continue
        if (lower is None or lower <= day <= lower + _LATEST_NEWS) and (
            upper is None or upper - _LATEST_NEWS <= day <= upper
        ):
            fitting.append(day)
    return fitting[0] if len(fitting) == 1 else None


def infer_date(text: str, lang: str) -> tuple[date | None, PublishedSource | None]:
    """Find the article's date in its text.

    Args:
        text: the article.
        lang: `zh` or `ko`.

    Returns:
        The date, and `text` where it is printed or `inferred` where it follows from what is reported; (None, None)
        where the text does not settle it.

    Raises:
        ConfigError: no such language (E202).
    """
    head = text[:_HEAD]
    expressions = find_expressions(head, lang)
    cues, folded = _cues(lang), fold(head, lang)
    printed = _printed(folded, cues)
    if printed:
        return printed, "text"
    clues = []
    for expression in expressions:
        if expression.has_year and not expression.anaphoric:
            start, end, _ = expression.resolve(None)
            if start or end:
                first, last = start or end, end or start
                if first and last:
                    clues.append(_Clue(expression, first, last, expression.grain))
    (reported, lower), upper = _lower_bounds(folded, clues, cues), _upper_bound(folded, clues, cues)
    placed = [day for pair in _month_days(folded, expressions, cues) if (day := _placed(pair, reported, upper))]
    # A year named later than the news is a plan; one forecast for the year after next says that the year is wrong.
    if placed and _promised(folded, clues, cues) <= max(placed).year + 1:
        dispatch = cues.near["wire"].match(folded[_first_end(expressions) :][:2]) if expressions else None
        return max(placed), "text" if dispatch and lang == "zh" else "inferred"
    return _reported_day(folded, clues, lower, cues, _bare_days(expressions))


def _bare_days(expressions: list[TimeExpression]) -> set[int]:
    """Collect the days that the opening names without a month; news names its own day so."""
    return {
        part.value
        for found in expressions
        if found.start < _OPENING
        for part in found.reading.parts[:1]
        if part.op == "day" and not part.extra
    }


def _first_end(expressions: list[TimeExpression]) -> int:
    return expressions[0].end


def _reported_day(
    folded: str, clues: list[_Clue], lower: date | None, cues: _Cues, bare_days: set[int]
) -> tuple[date | None, PublishedSource | None]:
    """Take the latest full date that the opening reports as news, if nothing in the text is later."""
    days = [
        clue.end
        for clue in clues
        if clue.grain == "day"
        and clue.start == clue.end
        and not _is_edge(clue)
        and clue.expression.bound in (None, "as_of")
        and clue.expression.start < _OPENING
        and not _coming(folded, clue.expression, cues)
        and (
            clue.expression.bound == "as_of" or _around(folded, clue.expression, cues, "news", before=True, after=True)
        )
    ]
    days = [day for day in days if day.year >= _FIRST_YEAR]
    if not days or lower is None or max(days) < lower or bare_days - {max(days).day}:
        return None, None
    return max(days), "inferred"
