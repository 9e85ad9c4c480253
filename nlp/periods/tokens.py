"""What a token of time means: from its kind and wording to the parts of a reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from nlp.periods.lengths import Item, read_length
from nlp.periods.lexicon import SLOTS, Lexicon, bare
from nlp.periods.model import Part

_FIRST_PLAN = 13  # the five-year plan of 2016
_FIRST_PLAN_YEAR = 2016
_WEEKDAYS = (
    {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7} | {c: i for i, c in enumerate("월화수목금토일", 1)}
)
_CENTURY_TURN = 50  # a two-digit year from here on is of the twentieth century
_SHORT_YEARS = 3
_TENTH = 10


def _point(slot: str, op: str, value: int = 0, extra: int = 0, unit: str = "", year: bool = False) -> Item:
    return Item("point", (Part(SLOTS[slot], op, value, extra, unit),), year)


def full_year(number: int) -> int:
    """Read a year of two digits as the one nearest to us."""
    if number >= 100:
        return number
    return number + (1900 if number >= _CENTURY_TURN else 2000)


def _numbers(lex: Lexicon, text: str) -> list[int]:
    """Read all numbers in a token; in Korean a unit may look like a numeral (일), so the last unit is no number."""
    found = re.findall(r"\d+", text)
    if not found:
        text = bare(text)
        unit = _unit_of(text, lex.calendar) or _unit_of(text, lex.length)
        if unit:
            text = next(text[:start] for start in range(len(text)) if text[start:] in lex.calendar | lex.length)
        found = re.findall(lex.numerals.pattern, text)
    return [int(value) for value in map(lex.numerals.read, found) if value is not None]


def _unit_of(text: str, table: dict[str, str]) -> str:
    """Find the unit whose word stands last in a token."""
    for size in range(len(text), 0, -1):
        unit = table.get(text[-size:])
        if unit:
            return unit
    return ""


def _date(year: int, month: int, day: int) -> Item | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Item("point", (Part(SLOTS["year"], "year", full_year(year)), *_month_day(month, day)), True)


def _month_day(month: int, day: int) -> tuple[Part, ...]:
    return (
        Part(SLOTS["month"], "division", month, 0, "month"),
        Part(SLOTS["day"], "day", day),
    )


def _iso(lex: Lexicon, text: str) -> Item | None:
    year, month, day = map(int, re.findall(r"\d+", text))
    return _date(year, month, day)


def _dmy(lex: Lexicon, text: str) -> Item | None:
    day, month, year = map(int, re.findall(r"\d+", text))
    return _date(year, month, day) or _date(year, day, month) or _date(day, month, year)


def _md(lex: Lexicon, text: str) -> Item | None:
    month, day = map(int, re.findall(r"\d+", text))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Item("point", _month_day(month, day))


def _md_at(lex: Lexicon, text: str) -> Item | None:
    month, day = map(int, re.findall(r"\d+", text))
    if month < day <= _TENTH and "0" not in text:
        return None  # 3/4에 is three quarters
    return _md(lex, text)


def _era(lex: Lexicon, text: str) -> Item | None:
    text = bare(text)
    era = next(name for name in sorted(lex.eras, key=len, reverse=True) if text.startswith(name))
    numbers = [1] if "元" in text[len(era) :] else _numbers(lex, text[len(era) :])
    year = lex.eras[era] + numbers[0] - 1 if numbers else 0
    return _point("year", "year", year, year=True) if year > 0 else None


def _ym(lex: Lexicon, text: str) -> Item | None:
    year, month = map(int, re.findall(r"\d+", text))
    parts = (Part(SLOTS["year"], "year", year), Part(SLOTS["month"], "division", month, 0, "month"))
    return Item("point", parts, True)


def _letters(lex: Lexicon, text: str) -> Item | None:
    year = re.search(r"\d{4}|(?<=['Y])\d\d|^\d\d(?=\s*[QH\d])|(?<=[QH])\d\d$|(?<=\s)\d\d$", text)
    named: list[Part] = []
    if fiscal := re.search(r"FY\D*(\d+)", text):
        full = full_year(int(fiscal[1]))
        named = [Part(SLOTS["year"], "year", full, flags=frozenset(["fiscal"]))]
    elif year is not None:
        named = [Part(SLOTS["year"], "year", full_year(int(year[0])))]
    if spanned := re.search(r"Q1\D([23])$", text):  # 2024Q1-3
        return Item("point", (*named, Part(SLOTS["quarter"], "division", 1, int(spanned[1]), "quarter")), bool(named))
    if re.fullmatch(r"FY\D*\d+|\d{4}[AE]", text):
        return Item("point", tuple(named), True)
    half = "H" in text
    number = (
        re.search(r"[QH]([1-4])(?!\d)", text)
        or re.search(r"(?<!\d)([1-4])[QH]", text)
        or re.search(r"([1-4])[QH]", text)
    )
    if number is None:
        return None
    unit = "half" if half else "quarter"
    return Item("point", (*named, Part(SLOTS[unit], "division", int(number[1]), 0, unit)), bool(named))


def _clock(lex: Lexicon, text: str) -> Item | None:
    numbers = _numbers(lex, text)
    if not numbers or numbers[0] > 24:
        return None
    return _point("clock", "clock")


def _plan(lex: Lexicon, text: str) -> Item | None:
    number = {"三": 13, "四": 14, "五": 15, "六": 16}[re.findall("[三四五六]", text)[0]]
    first = _FIRST_PLAN_YEAR + 5 * (number - _FIRST_PLAN)
    return Item("point", (Part(SLOTS["year"], "years", first, first + 4, "plan"),), True)


def _century(lex: Lexicon, text: str) -> Item | None:
    if text[0] in "上本":
        return Item("point", (Part(SLOTS["century"], "relative", -1 if text[0] == "上" else 0, 0, "century"),))
    numbers = _numbers(lex, text)
    if not numbers or not 1 <= numbers[0] <= 30:
        return None
    return _point("century", "century", numbers[0])


def _decade(lex: Lexicon, text: str) -> Item | None:
    numbers = _numbers(lex, text)
    if not numbers or numbers[0] % 10:
        return None
    return _point("decade", "decade", numbers[0], year=numbers[0] >= 1000)


def _years(lex: Lexicon, text: str) -> Item | None:
    numbers = _numbers(lex, text)
    if len(numbers) != 2:
        return None
    first, last = numbers
    if "/" in text:  # 2011/12年度 is one season, 2019/2020年 two years
        last = full_year(last) if last < 100 else last
        unit = "plan"
        return _point("year", "years", first, last, unit, True) if last == first + 1 else None
    if last < 100 <= first:
        last += first - first % 100  # 2020-21年
    if not first < last <= 2200:
        return None
    if last < 100 and not re.search("['’‘]", text) and (first < 10 or last - first > _SHORT_YEARS):
        return None  # 10-15年 is a length
    return _point("year", "years", full_year(first), full_year(last), year=True)


def _year(lex: Lexicon, text: str) -> Item | None:
    numbers = _numbers(lex, text)
    if len(numbers) != 1 or not 0 <= numbers[0] <= 2200:
        return None
    if not text[0].isdigit() and 10 <= numbers[0] < 100 and numbers[0] % 10 == numbers[0] // 10 + 1:
        return None  # 四五年 is four or five years
    flags = frozenset(["fiscal"]) if re.search("财|회계|사업|결산", text) else frozenset()
    return Item("point", (Part(SLOTS["year"], "year", numbers[0], flags=flags),), True)


def _division(unit: str) -> Callable[[Lexicon, str], Item | None]:
    def read(lex: Lexicon, text: str) -> Item | None:
        numbers = _numbers(lex, text)
        if unit == "quarter":  # 1·4분기, 1/4分기: the second figure only says how many there are
            numbers = [*numbers[:1]]
        if len(numbers) != 1 or not 1 <= numbers[0] <= (12 if unit == "month" else 4):
            return None
        return Item("point", (_part_of_year(unit, numbers[0], text),))

    return read


def _part_of_year(unit: str, number: int, text: str) -> Part:
    """A half, quarter or month of a year, fiscal where the words say so (财季)."""
    return Part(SLOTS[unit], "division", number, 0, unit, frozenset(["fiscal"] if "财" in text else ()))


def _divisions(unit: str) -> Callable[[Lexicon, str], Item | None]:
    def read(lex: Lexicon, text: str) -> Item | None:
        numbers = _numbers(lex, text)
        if len(numbers) != 2 or not all(1 <= number <= (12 if unit == "month" else 4) for number in numbers):
            return None
        if re.search("[、和及与·ㆍ,]", text) and numbers[1] != numbers[0] + 1:
            return None  # a list of two is a span only where they are neighbours
        return _point(unit, "division", numbers[0], numbers[1], unit)

    return read


def _day(lex: Lexicon, text: str) -> Item | None:
    numbers = _numbers(lex, text)
    if len(numbers) != 1 or not 1 <= numbers[0] <= 31:
        return None
    return _point("day", "day", numbers[0])


def _days(lex: Lexicon, text: str) -> Item | None:
    numbers = _numbers(lex, text)
    if len(numbers) != 2 or not all(1 <= number <= 31 for number in numbers):
        return None
    return _point("day", "day", numbers[0], numbers[1])


def _weekday(lex: Lexicon, text: str) -> Item | None:
    if lex.lang == "ko":
        part = Part(SLOTS["weekday"], "weekday", _WEEKDAYS[text[-3]])
        lead = bare(text[:-3])
        if lead in ("다음", "이번"):
            return Item("point", (Part(SLOTS["week"], "relative", 1 if lead == "다음" else 0, 0, "week"), part))
        return Item("point", (part,), direction={"오는": 1, "다가오는": 1, "지난": -1, "저번": -1}.get(lead, 0))
    steps = len(text) - len(text.lstrip("上下本这今"))
    if text[-1] == "末":
        weeks = {"上": -1, "下": 1}.get(text[0], 0) * steps
        return _point("weekend", "weekend", weeks)
    part = Part(SLOTS["weekday"], "weekday", _WEEKDAYS[text[-1]])
    if not steps:
        return Item("point", (part,))
    weeks = {"上": -steps, "下": steps}.get(text[0], 0)
    return Item("point", (Part(SLOTS["week"], "relative", weeks, 0, "week"), part))


def _counted(lex: Lexicon, text: str) -> tuple[int, str]:
    """Read the number of a token such as 前三季度, and the unit that it counts."""
    numbers = _numbers(lex, text)
    unit = _unit_of(text, lex.length) or _unit_of(text, lex.calendar)
    return (numbers[0] if numbers else 1), unit


def _ordinal(lex: Lexicon, text: str) -> Item | None:
    text = bare(text)
    if text.endswith("요일"):
        weekday = _WEEKDAYS[text[-3]]
        return Item("point", (Part(SLOTS["weekday"], "nth_weekday", _ko_ordinal(text), weekday),))
    if lex.lang == "ko":
        number = _ko_ordinal(text)
        return _point("week", "nth_unit" if number > 0 else "last_units", abs(number), 0, "week")
    if text[-1] in "一二三四五六日天":
        head = re.split("个?(?:星期|礼拜|周)", text)[0]
        numbers = _numbers(lex, head)
        weekday = _WEEKDAYS.get(text[-1], 0)
        if text[-1] == "天" and "星期" not in text and "礼拜" not in text:
            return _point("day", "nth_unit", numbers[0], 0, "day") if numbers else None
        return Item("point", (Part(SLOTS["weekday"], "nth_weekday", numbers[0], weekday),)) if numbers else None
    number, unit = _counted(lex, text)
    if not 1 <= number <= 53 or not unit:
        return None
    if unit == "quarter":
        return Item("point", (_part_of_year("quarter", number, text),)) if number <= 4 else None
    return _point({"month": "month", "week": "week"}.get(unit, "day"), "nth_unit", number, 0, unit)


_KO_ORDINALS = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "마지막": -1}


def _ko_ordinal(text: str) -> int:
    for word, number in _KO_ORDINALS.items():
        if text.startswith(word):
            return number
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else 1


def _firsts(lex: Lexicon, text: str) -> Item | None:
    number, unit = _counted(lex, text)
    if number < 1 or not unit:
        return None
    slot = {"quarter": "quarter", "month": "month", "week": "week"}.get(unit, "day")
    if "个" in text and unit == "month":
        return Item("point", (Part(SLOTS[slot], "first_units", number, 0, unit, frozenset(["window"])),))
    return _point(slot, "first_units", number, 0, unit)


def _lasts(lex: Lexicon, text: str) -> Item | None:
    text = bare(text)
    if text[-1] in "一二三四五六日" or (text[-1] == "天" and re.search("星期|礼拜", text)):
        return Item("point", (Part(SLOTS["weekday"], "nth_weekday", -1, _WEEKDAYS[text[-1]]),))
    number, unit = _counted(lex, text)
    slot = {"quarter": "quarter", "month": "month", "week": "week"}.get(unit, "day")
    return _point(slot, "last_units", number, 0, unit) if unit else None


def _window(lex: Lexicon, text: str) -> Item | None:
    text = bare(text)
    for word in sorted(lex.links["window"], key=len, reverse=True):
        if text.startswith(word):
            link = lex.links["window"][word]
            rest = text[len(word) :]
            break
    else:
        return None
    item = read_length(lex, rest.removesuffix("간").removesuffix("동안"))
    if item is None or not item.unit or item.unit in ("hour", "minute", "second"):
        return item
    direction = -1 if link.bound == "back" else 1
    counted = rest.endswith(("간", "동안"))
    if (
        lex.lang == "ko"
        and item.unit == "day"
        and not counted
        and rest[-1] == "일"
        and word in ("지난", "오는", "이후")
    ):
        day = _day(lex, rest)
        return Item("point", day.parts, direction=direction) if day else None
    named = word in ("지난", "오는", "다가오는", "직전") and not counted and "개" not in rest
    if lex.lang == "ko" and item.unit == "quarter" and named and item.count <= 4:
        part = Part(SLOTS["quarter"], "division", item.count, 0, "quarter")
        return Item("point", (part,), direction=direction)
    if lex.lang == "ko" and item.unit == "year" and word == "지난" and item.count >= 40 and not counted:
        return _point("year", "year", full_year(item.count), year=True)
    if link.bound == "after":
        return _point("year", "offset", item.count, 0, item.unit)
    sign = -1 if link.bound == "back" else 1
    return _point("year", "window", sign * item.count, 0, item.unit)


def _offset(lex: Lexicon, text: str) -> Item | None:
    text = bare(text)
    for word in sorted(lex.links["after"], key=len, reverse=True):
        if text.endswith(word):
            break
    else:
        return None
    link = lex.links["after"][word]
    item = read_length(lex, text[: -len(word)])
    if item is None:
        return None
    if not item.unit or item.unit in ("hour", "minute", "second"):
        return item
    sign = -1 if link.bound in ("back", "since") else 1
    op = {"since": "window", "within": "within"}.get(link.bound, "offset")
    return Item("point", (Part(SLOTS["year"], op, sign * item.count, 0, item.unit),), seconds=item.seconds)


def _word(lex: Lexicon, text: str) -> Item | None:
    part = lex.words.get(bare(text))
    if part is None:
        return None
    return Item("point", (part,), part.slot == SLOTS["year"] and part.op == "relative" and "focus" not in part.flags)


def _lunar(lex: Lexicon, text: str) -> Item | None:
    text = bare(text)
    if text == "除夕" or text.startswith("大年三十") or text.startswith("大年夜"):
        return _point("holiday", "lunar_day", 1230, 0, lex.lang)
    if text.startswith("大年初"):
        numbers = _numbers(lex, text[3:])
        return _point("holiday", "lunar_day", 100 + numbers[0], 0, lex.lang) if numbers else None
    match = re.match(r"(正|腊|冬|闰?[^月월]{1,3})[月월](.*)", text)
    if match is None:
        return None
    month = {"正": 1, "冬": 11, "腊": 12}.get(match[1]) or next(iter(_numbers(lex, match[1])), 0)
    if not 1 <= month <= 12:
        return None
    if not match[2]:
        return _point("month", "lunar_month", month, 0, lex.lang)
    day = match[2].strip("初日号일")
    numbers = _numbers(lex, day)
    if len(numbers) != 1 or not 1 <= numbers[0] <= 30:
        return None
    either = text[0] in "一二三四五六七八九十" and match[2][0] != "初"
    return _point("holiday", "lunar_day", 100 * month + numbers[0], int(either), lex.lang)


_READERS: dict[str, Callable[[Lexicon, str], Item | None]] = {
    "iso": _iso,
    "ymd": _iso,
    "dmy": _dmy,
    "ym": _ym,
    "letters": _letters,
    "half": _letters,
    "md": _md,
    "md_at": _md_at,
    "era": _era,
    "clock": _clock,
    "time": _clock,
    "plan": _plan,
    "century": _century,
    "decade": _decade,
    "years": _years,
    "year": _year,
    "ordinal": _ordinal,
    "quarters": _divisions("quarter"),
    "quarter": _division("quarter"),
    "months": _divisions("month"),
    "month": _division("month"),
    "firsts": _firsts,
    "lasts": _lasts,
    "window": _window,
    "short_window": _window,
    "lunar": _lunar,
    "days": _days,
    "day": _day,
    "weekday": _weekday,
    "offset": _offset,
    "length": read_length,
    "word": _word,
    "following": _word,
}


@lru_cache(maxsize=16384)
def read_token(lex: Lexicon, kind: str, text: str) -> Item | None:
    """Understand a token.

    Args:
        lex: the language.
        kind: the token's kind in the grammar.
        text: its wording, folded.

    Returns:
        None where the wording, though of the right form, means nothing (13月, 41日).
    """
    if kind in ("prefix", "suffix", "list", "calendar"):
        link = lex.links[kind].get(bare(text))
        return Item(kind, link=link, direction=link.direction, bound=link.bound) if link else None
    if kind == "range":
        return Item("range")
    return _READERS[kind](lex, text)
