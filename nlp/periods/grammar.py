"""What a token of time looks like, in both languages: regular expressions, filled from a language's tables.

Scanning has three stages, each dearer and rarer than the one before: a trigger that looks at two or three characters,
a grammar of first tokens, chosen by the character that it begins with, and one of following tokens. Every repetition
is bounded, so that scanning is linear in the text whatever it holds.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.periods.lexicon import BLANK, Lexicon, alternation, guarded, lexicon

_B = BLANK
_SEP = r"[-~～∼—―–〜至到]{1,2}"
_YEAR4 = r"(?:1[0-9]|20|21)\d\d"
# Two years with no word for a year, and no unit behind them: 2016-2018, not 1430~1440원 or 1000-1500元/吨.
_BARE_YEAR = r"(?:19|20)\d\d"
_NO_UNIT = {
    "zh": "(?![\\d.]|[元点亿万吨条只家人名台辆倍美港日欧千克公])",
    "ko": "(?![\\d.%]| ?(?:[원엔선만억천톤t명개대]|달러|위안|포인트))",
}
_YEAR = rf"(?:{_YEAR4}|\d\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DIGITS = "0123456789"
_UNIT_LIKE = "QHqh半반个世세多余来万年财사번째上下前第全상하"  # may stand between a number and its unit, or be one
_WEEKDAY_KO = "[월화수목금토일]요일"
_WEEK_ZH = "(?:星期|周|礼拜)"

Token = tuple[str, str, str]
"""Kind, the characters that it may begin with, pattern."""


class Grammar:
    """The compiled expressions of a language.

    What may stand at a place depends much on the first character there, so there is one expression for each, made when
    it is first met.

    Attributes:
        trigger: finds the places where a token may begin.
        openers: for the first letter of a word, those that may be second.
        numerals: the characters that a numeral may begin with.
    """

    def __init__(self, lex: Lexicon) -> None:
        self.openers = lex.openers
        self.numerals = lex.numerals.characters
        self.trigger = re.compile(_trigger(lex))
        self._lex = lex
        self._tokens = _tokens(lex)
        self._made: dict[tuple[str, str], re.Pattern[str] | None] = {}

    def at(self, state: str, character: str) -> re.Pattern[str] | None:
        """Give the expression for a token that begins with a character; the group that matched names its kind.

        Args:
            state: `start` for a first token, `next` for a later one, `month` for one after a month or day, where a
                number and 日 is a day before it is a length.
            character: the first character.

        Returns:
            None where no token begins so.
        """
        key = (state, "0" if character in _DIGITS else character)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, state: str, character: str) -> re.Pattern[str] | None:
        found = [(name, pattern) for name, begins, pattern in self._tokens[state] if character in begins]
        words = []
        for name, role in _WORDS[state]:
            first = _DIGITS if character in _DIGITS else character
            rows = [row for row in self._lex.rows[role] if row[0][0] in first]
            if state != "start" and name == "word":  # after a time 현재 says how it stands, it does not begin another
                rows = [row for row in rows if not self._lex.is_now(row[0])]
            if rows and state == "start" and name == "word":
                words.append((name, self._not_behind(rows)))
            elif rows:
                words.append((name, guarded(rows)))
        found = _ordered(found, words)
        if not found:
            return None
        behind = _behind(self._lex, character) if state == "start" else ""
        return re.compile(behind + "(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in found) + ")")

    def _not_behind(self, rows: list[tuple[str, str]]) -> str:
        """Make a pattern of words that may begin an expression, each where it does not end another word."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            groups.setdefault(self._lex.behind.get(row[0], ""), []).append(row)
        return "|".join(
            (f"(?<![{characters}])" if characters else "") + guarded(group)
            for characters, group in sorted(groups.items())
        )


_WORDS = {
    "start": (("word", "leading"), ("calendar", "calendar"), ("prefix", "prefix")),
    "next": tuple(
        (name, role)
        for name, role in (
            ("word", "leading"),
            ("calendar", "calendar"),
            ("following", "following"),
            ("suffix", "suffix"),
            ("range", "range"),
            ("list", "list"),
        )
    ),
}
_WORDS["month"] = _WORDS["next"]
_COUNTED = "年月日季周天"  # units that a number before them counts
_EARLY = ("weekday", "era", "firsts", "window")


def _ordered(tokens: list[tuple[str, str]], words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put weekdays and eras before words (上周二 is more than 上周), words before numbers, links last."""
    early = [token for token in tokens if token[0] in _EARLY]
    late = [token for token in tokens if token[0] not in _EARLY]
    leading = [word for word in words if word[0] == "word"]
    return [*early, *leading, *late, *[word for word in words if word[0] != "word"]]


def _behind(lex: Lexicon, character: str) -> str:
    """Say what must not stand before a first token."""
    if character in _DIGITS:
        # OpenAI2025年 is a year, the month of 理想L9月销过万 is none.
        return r"(?<![0-9.])(?<!第)(?<![A-Za-z](?!(?:19|20)\d\d年))" if lex.lang == "zh" else "(?<![0-9A-Za-z.])"
    if lex.lang == "ko":
        return "(?<![가-힣0-9A-Za-z])"
    if character in lex.numerals.characters:
        return "(?<![第每几数百千万亿点0-9])"
    if character.isascii():
        return "(?<![0-9A-Za-z])"
    return "(?<![0-9])" if character in _COUNTED else ""  # MPV上月, 理想L9去年


def _year_list(unit: str) -> str:
    """A year of a list that says its unit at the end: 2022、2023和2024年, 2019/20/21年, 2023·2024년."""
    joint = r"(?:[、/·,及与和]|以及) ?"
    return (
        rf"{_BARE_YEAR}(?=(?:{joint}{_BARE_YEAR}){{1,5}}{unit})|{_BARE_YEAR}(?=(?:/\d\d){{2,4}}{unit})"
        rf"|\d\d(?=(?:/\d\d){{2,4}}{unit})|(?<=\d\d/)\d\d(?=(?:/\d\d){{1,3}}{unit})"
    )


def _shared() -> list[Token]:
    """Tokens in figures and letters, the same in every language."""
    letters = (
        rf"(?:Q[1-4]|[1-4]Q|H[12]|[12]H){_B}FY{_B}'?{_YEAR}|FY{_B}'?{_YEAR}(?:{_B}(?:Q[1-4]|H[12]))?"
        rf"|(?:{_YEAR}{_B})?Q1{_SEP}[23]|{_YEAR}{_B}(?:Q[1-4]|H[12]|[1-4]Q|[12]H)"
        rf"|[1-4]Q{_B}'?{_YEAR}|[12]H{_B}'?{_YEAR}|Q[1-4](?:{_B}{_YEAR})?|[1-4]Q|20\d\d[AE]"
    )
    full = (
        rf"{_YEAR4}(?:-{_MONTH}-{_DAY}|/{_MONTH}/{_DAY}|{_B}\.{_B}{_MONTH}{_B}\.{_B}{_DAY}"
        r"| (?:0[1-9]|1[0-2]) (?:0[1-9]|[12]\d|3[01])(?! ?\d))(?!\d)"
    )
    return [
        ("iso", _DIGITS, full),
        ("dmy", _DIGITS, rf"\d\d?(?:-\d\d?-{_YEAR4}|/\d\d?/{_YEAR}|\.\d\d?\.{_YEAR4})(?![\d/年亿万元倍억만원배%])"),
        ("ymd", _DIGITS, rf"\d\d(?:-{_MONTH}-{_DAY}|/{_MONTH}/{_DAY})(?![\d/-])"),
        ("ym", _DIGITS, rf"{_YEAR4}[./-](?:1[0-2]|0[1-9])(?![\d%.年])"),
        ("letters", _DIGITS + "FQH", rf"(?:{letters})(?![0-9A-Za-z%])"),
        ("md", _DIGITS, r"(?<![\s\S])\d\d?[/·]\d\d?(?=\s*\Z)"),
        ("clock", _DIGITS, r"\d\d?:[0-5]\d(?::[0-5]\d)?(?![\d:])"),
    ]


def _zh(lex: Lexicon) -> list[Token]:
    p = lex.patterns
    d, dn = _DIGITS, _DIGITS + "".join(sorted(lex.numerals.characters))
    n, zn, zd = p["number"], lex.numerals.pattern, lex.numerals.digit
    year4 = rf"(?:\d{{4}}|{zd}{{4}})"
    month = "(?:正|腊|冬|闰?(?:\\d\\d?|[一二三四五六七八九十]{1,2})|元)"
    part = rf"{_B}(?:[上下]半年|第?[一二三四]季|前{zn}季|前{n}个?月|\d\d?月|[末底])"  # the far end goes on
    middle = next(guard for word, guard in lex.rows["following"] if word == "中")
    lunar_day = "(?:初[一二三四五六七八九十]|[十廿卅][一二三四五六七八九]?|[二三]十[一二三四五六七八九]?)"
    return [
        ("plan", "十", '十[三四五六]五(?:[”"]?(?:规划)?(?:时期|期间)|(?:规划)?[”"](?=以来|[初末]))?'),
        ("century", dn + "上本", rf"(?:\d\d?|{zn}){_B}世纪|[上本]个?世纪"),
        ("decade", dn, rf"(?:\d{{0,3}}0|{zn}){_B}年代"),
        (
            "years",
            dn,
            rf"{year4}{_B}(?:{p['at_year']})?{_B}{_SEP}{_B}{year4}{_B}{p['at_year']}(?!{part})"
            rf"|{_BARE_YEAR}{_SEP}{_BARE_YEAR}{_NO_UNIT['zh']}|(?<!\d/){_YEAR4}/(?:{_YEAR4}|\d\d){_B}年度?"
            rf"|(?:{_BARE_YEAR}|['’‘]?\d\d){_SEP}['’‘]?\d\d{_B}{p['at_year']}(?!以上)",
        ),
        ("era", "".join({era[0] for era in lex.eras}), rf"{p['era']}{_B}(?:\d{{1,3}}|{zn}|元){_B}年"),
        (
            "year",
            dn,
            rf"{_year_list('年')}|{_YEAR4}(?={_B}(?:[上下]半年|第?[一二三四]季|前三季|全年|年[初末底]|年中(?!{middle})))|(?:\d{{4}}|{zd}{{4}}|{zd}{{2}}|两千零?{zd}{{0,2}})"
            rf"{_B}{p['at_year']}(?!代)|(?<![约超逾第满共达过续期间时隔了有长历经已整每足少多用花的近前这最又])\d\d{_B}(?:{p['at_year']})"
            rf"(?!{_B}(?:{p['short_year']}))|(?<=['’‘])\d\d{_B}年|(?<![\s\S])(?:19|20)\d\d(?=\s*\Z)",
        ),
        (
            "ordinal",
            "第",
            rf"(?<!连续)第{_B}{n}{_B}(?:个?(?:星期|礼拜)[一二三四五六日天]|个?周[一二三四五六日](?![期年])|个?季度|季|财季|个?月|周"
            r"|个?星期|个?礼拜|天)",
        ),
        (
            "quarters",
            d + "一二三四第",
            rf"(?:第{_B})?[1-4一二三四](?:{_SEP}|、|和|及|与)(?:第{_B})?[1-4一二三四]{_B}{p['at_quarter']}",
        ),
        ("firsts", "前头首", rf"[前头首]{_B}{n}{_B}(?:个?季度|季|个?月份?|周|个?星期|天)(?!前|后)"),
        ("lasts", "最", rf"最后{_B}(?:{n}|几)?{_B}(?:个?季度|个?月|周|个?{_WEEK_ZH}[一二三四五六日天]|个?星期|天)"),
        ("quarter", d + "一二三四第", rf"(?<!连续)(?:第{_B})?[1-4一二三四]{_B}{p['at_quarter']}"),
        (
            "window",
            _letters(lex, "window"),
            rf"{p['window']}{_B}(?:(?:\d{{1,3}}|{zn}|半|数|几|多)(?:多|余|来)?{_B}{p['length']}|{p['lengths']})(?!半)",
        ),
        (
            "short_window",
            _letters(lex, "window"),
            rf"(?<![经通超越不渡度以元一此]){p['short_window']}{_B}(?:(?:\d{{1,3}}|{zn}|半|数|几|多)(?:多|余|来)?{_B}{p['length']}|{p['lengths']})(?!半)",
        ),
        ("months", dn, rf"{n}{_B}(?:(?:月份?)?{_B}{_SEP}|[、和及与]){_B}{n}{_B}{p['at_month']}"),
        (
            "lunar",
            dn + "正腊冬闰大除",
            rf"{month}月{_B}{lunar_day}(?![日号天月年个一二三四五六七八九十])|大年(?:初{zn}|三十|夜)|[正腊]月(?:{_B}\d\d?)?|除夕",
        ),
        ("month", dn, rf"(?:\d\d?|{zn}){_B}{p['at_month']}"),
        ("days", dn, rf"(?:{_DAY}|{zn}){_B}[日号]?{_B}{_SEP}{_B}(?:{_DAY}|{zn}){_B}{p['at_day']}"),
        (
            "day",
            dn,
            rf"(?<!连续)(?<!连)(?:{_DAY}|(?!两){zn}){_B}日(?!{lex.guards['day']}|内|后|前|间|之[前后]|以[前后内]|连)"
            rf"|(?<![^\s,。、;:(于在至到从本])(?:{_DAY}|{zn}){_B}号(?=[\s,。、;:)你我他她前后起早晚上下到至是会有去将举召发的-]|\Z)",
        ),
        (
            "weekday",
            "星周礼上下本这今个",
            rf"(?:上上|下下|[上下本这今])?个?{_WEEK_ZH}[一二三四五六日天末](?![年岁季个遍致福大生鸣])",
        ),
        (
            "time",
            dn,
            rf"{n}{_B}{p['at_hour']}{_B}(?:{n}{_B}{p['at_minute']}|{n}刻|半|整)|{n}点钟|\d\d?(?:时(?![一-鿿])|时许|时左右|时起|时前)"
            rf"|(?<=[午晨上晚夜间早]){n}点",
        ),
    ]


def _ko(lex: Lexicon) -> list[Token]:
    p = lex.patterns
    d, dn = _DIGITS, _DIGITS + "".join(sorted(lex.numerals.characters))
    zn = lex.numerals.pattern
    sino = "[일이삼사오육유칠팔구십시]{1,3}"
    return [
        ("century", d, rf"\d\d?{_B}세기"),
        ("decade", d, rf"\d{{1,3}}0{_B}년대"),
        (
            "years",
            d,
            rf"\d{{4}}{_B}년?{_B}{_SEP}{_B}\d{{4}}{_B}{p['at_year']}|{_BARE_YEAR}{_SEP}{_BARE_YEAR}{_NO_UNIT['ko']}"
            rf"|(?:{_BARE_YEAR}|\d\d){_B}년?{_B}{_SEP}{_B}['’‘]?\d\d{_B}년(?!{_B}(?:{p['short_year']}))",
        ),
        ("era", "".join({era[0] for era in lex.eras}), rf"{p['era']}{_B}\d{{1,4}}{_B}년"),
        (
            "year",
            d + "이",
            rf"이천[일이삼사오육칠팔구십]{{0,3}}{_B}년|{_year_list('년')}|{_YEAR4}(?={_B}(?:[상하]반기|[1-4]분기))|\d{{4}}{_B}{p['at_year']}|(?<=['’‘])\d\d{_B}년(?!['’])|0\d{_B}년"
            rf"|\d\d{_B}년(?={_B}(?:1[0-2]|[1-9]){_B}월|{_B}[1-4]분기|{_B}[상하]반기|{_B}[초말](?![가-힣]))"
            rf"|[6-9]\d{_B}년(?!{_B}(?:{p['short_year']}))|(?<![\s\S])(?:19|20)\d\d(?=\s*\Z)",
        ),
        ("quarters", d, rf"(?:[1-4]{_SEP}[1-4]|[12][·ㆍ][23]|[1-3],{_B}[2-4]){_B}{p['at_quarter']}"),
        ("quarter", dn, rf"(?:[1-4][·ㆍ․/∙.⋅‧]4{_B}|[1-4일이삼사](?:{_B}사)?){_B}{p['at_quarter']}"),
        (
            "window",
            _letters(lex, "window"),
            rf"{p['window']}{_B}(?:(?:\d{{1,3}}|{zn})여?{_B}{p['length']}|{p['lengths']})(?:{_B}(?:간|동안))?",
        ),
        ("months", d, rf"\d\d?{_B}(?:월?{_B}{_SEP}|[·ㆍ,]){_B}\d\d?{_B}{p['at_month']}"),
        ("month", dn, rf"(?:\d\d?|{sino}){_B}{p['at_month']}"),
        ("days", d, rf"{_DAY}{_B}일?{_B}{_SEP}{_B}{_DAY}{_B}{p['at_day']}"),
        ("md_at", d, rf"{_MONTH}/{_DAY}(?=에|부터|까지)"),
        ("day", dn, rf"(?:{_DAY}|[일이삼사오육칠팔구십]{{2,4}}){_B}{p['at_day']}"),
        ("weekday", "이다지저오그월화수목금토일", rf"(?:(?:이번|다음|지난|저번|다가오는|오는|그){_B})?{_WEEKDAY_KO}"),
        (
            "ordinal",
            d + "첫마둘셋넷다두세네",
            rf"(?:(?:첫|마지막){_B}|(?:첫|둘|셋|넷|다섯|두|세|네|\d\d?){_B}(?:번{_B})?째{_B})(?:주(?:{_B}{_WEEKDAY_KO})?(?![년일간가식])"
            rf"|{_WEEKDAY_KO})",
        ),
        (
            "time",
            dn,
            rf"(?:\d\d?|{lex.numerals.words}){_B}{p['at_hour']}(?:{_B}(?:\d\d?{_B}{p['at_minute']}|반))?",
        ),
    ]


def _lengths(lex: Lexicon) -> list[Token]:
    """Lengths of time, and what counts from now by one (三年前)."""
    p = lex.patterns
    spelled = lex.numerals.pattern
    if lex.lang == "ko":  # 이주, 오일, 일일 are words: numerals of digits count only what can be nothing else
        native = rf"{lex.numerals.words}(?={_B}(?:시간|달|주|해|개|분기))|몇(?={_B}[분초년일])|수(?=개월|년|일)"
        spelled = rf"{native}|{lex.numerals.pattern}(?={_B}(?:년|개월|시간|분기))"
    number = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,5}}(?:\.\d{{1,3}})?|{spelled}|[半반])"
    several = rf"(?:{number}(?:[-~～到至]{_B}{number})?(?:个?[多余여来])?万?{_B}(?:个?半)?|个半|半个?)"
    length = rf"(?:{several}{_B}{p['length']}(?:{_B}[半반])?|(?:{number}个)?半月|{p['lengths']})"
    more = rf"(?:[多余여]?[ \t]?[又零加余]?[ \t]?{length}){{0,6}}"
    begins = (
        _DIGITS
        + "".join(sorted(lex.numerals.characters))
        + "半반个몇수"
        + "".join(sorted({word[0] for word in lex.lengths}))
    )
    return [("offset", begins, rf"{length}{_B}{p['after']}"), ("length", begins, length + more)]


def _letters(lex: Lexicon, role: str) -> str:
    return "".join(sorted({word[0] for word, _ in lex.rows[role]}))


def _tokens(lex: Lexicon) -> dict[str, list[Token]]:
    """Collect the tokens of each state; in a month days come first."""
    tokens = [*_shared(), *(_zh(lex) if lex.lang == "zh" else _ko(lex)), *_lengths(lex)]
    others = [token for token in tokens if token[0] not in ("days", "day")]
    half: Token = ("half", "H", r"H[12](?![0-9A-Za-z])")  # alone it is too often part of a name
    return {"start": tokens, "next": [*tokens, half], "month": [*_days_in_month(lex), *others]}


def _days_in_month(lex: Lexicon) -> list[Token]:
    """Days after a month: nothing that follows can make them anything else."""
    unit = alternation([word for word, name in lex.calendar.items() if name == "day"])
    number = rf"(?:{_DAY}|{lex.numerals.pattern})"
    if lex.lang == "ko":
        number = rf"(?:{_DAY}|[일이삼사오육칠팔구십]{{1,4}}(?=일))"
    days = rf"{number}{_B}(?:{unit})?{_B}{_SEP}{_B}{number}{_B}{unit}"
    begins = _DIGITS + "".join(sorted(lex.numerals.characters))
    return [("days", begins, days), ("day", begins, rf"{number}{_B}{unit}(?!요일)|{_DAY}(?=\s*\Z)")]


def _characters(words: set[str]) -> str:
    return "[" + "".join(re.escape(word) for word in sorted(words)) + "]"


def _trigger(lex: Lexicon) -> str:
    """Make the cheap test: a digit or numeral with a unit of time behind it, or letters that may begin a word.

    It begins with one set of characters, for which the regular expression engine searches fast.
    """
    numerals = _characters(set(lex.numerals.characters))
    unit = _characters({word[0] for table in (lex.calendar, lex.length) for word in table} | set(_UNIT_LIKE))
    joint = "[-/~～∼—―–〜至到、和及与·ㆍ,]"
    figures = (
        rf"\d{{0,4}}{_B}{unit}",  # 2024年
        rf"\d{{0,4}}[.,]\d{{1,3}}{_B}{unit}",  # 1.5小时
        r"\d?[/.-]\d\d?(?:[/.-]\d\d|에|부|까|\Z)",  # 3/3/2015
        rf"\d{{3}}{_B}[-/.]{_B}\d",  # 2024-08
        rf"\d{{0,3}}{_B}{joint}{{1,2}}{_B}['’‘]?\d{{1,4}}{_B}{unit}",  # 1-9月
        rf"\d{{3}}{joint}{{1,2}}\d{{4}}",  # 2024~2026
        r"\d{3}[AE](?![0-9A-Za-z])",  # 2025E
        r"\d{1,3}(?:/\d\d){2,4}[年년]",  # 2024/25/26年
        r"\d?:[0-5]\d|·\d|\d{3}(?: \d\d \d\d|\Z)",
    )
    spelled = rf"(?<!{numerals}.){numerals}{{0,7}}(?:{_B}{unit}|[至到、和-]{_B}{numerals}|五)"
    counted = {letter for letter, second in lex.openers.items() if "1" in second}  # a number may follow: 近3年
    guard = "(?<![가-힣].)" if lex.lang == "ko" else ""
    words = "|".join(
        f"(?<={_characters(letters)}){_characters(set().union(*(lex.openers[letter] for letter in letters)))}"
        for letters in (set(lex.openers) - counted, counted)
    )
    number = rf"(?<=\d)(?<![0-9A-Za-z.].)(?:{'|'.join(figures)})"
    glued = r"|(?<=[A-Za-z][12])[09]\d\d年" if lex.lang == "zh" else ""  # OpenAI2025年
    everything = _characters({*lex.openers, *lex.numerals.characters, *_DIGITS})
    return f"{everything}(?:{number}{glued}|(?<={numerals}){spelled}|{guard}(?P<word>{words}))"


@cache
def grammar(lang: str) -> Grammar:
    """Make a language's grammar from its tables.

    Args:
        lang: `zh` or `ko`.

    Raises:
        ConfigError: no such language (E202).
    """
    return Grammar(lexicon(lang))
