"""The way back: a quantity as Chinese, Korean and English texts write it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from nlp.errors import ConfigError
from nlp.quantities.grammar import PACKAGES, grammar
from nlp.records import Quantity, format_decimal
from nlp.tables import read_table, split_cell

_ZH_SCALES = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4))
_KO_SCALES = (("조", 10**12), ("억", 10**8), ("만", 10**4))
_EN_SCALES = ((" trillion", 10**12), (" billion", 10**9), (" million", 10**6))
_ORDERS = {
    "zh": ("十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"),
    "ko": ("십", "백", "천", "만", "십만", "백만", "천만", "억", "십억", "백억", "천억", "조"),
}
_SEVERAL = {"zh": "几", "ko": "수"}
# Where a scaled number has more digits after its point, the plain number reads better.
_MOST_PLACES = 4
_HOURS = 24
_PATTERNS = {
    "zh": {"exact": "{}", "approx": "约{}", "at_least": "{}以上", "at_most": "{}以下"},
    "ko": {"exact": "{}", "approx": "약 {}", "at_least": "{} 이상", "at_most": "{} 이하"},
    "en": {"exact": "{}", "approx": "about {}", "at_least": "at least {}", "at_most": "at most {}"},
}


def format_quantity(quantity: Quantity, lang: str) -> str:
    """Write a quantity in the conventions of a language.

    Args:
        quantity: what `find_quantities` returns; its span and text are not used.
        lang: `zh`, `ko` or `en`.

    Returns:
        For instance 93.25亿元, 93억2500만 위안, CNY 9.325 billion. `find_quantities` reads the Chinese and the Korean
        form back to the same value.

    Raises:
        ConfigError: the language is another (E202).
    """
    if lang != "en" and lang not in PACKAGES:
        raise ConfigError("E202", lang=lang)
    low, high, qualifier = quantity.low, quantity.high, quantity.qualifier
    if low is not None and high is not None and low != high:
        return _write_range(low, high, quantity, lang)
    value = low if low is not None else high
    if value is None:
        return ""
    if qualifier == "approx" and high is None:
        return _write_several(value, quantity, lang)
    return _PATTERNS[lang].get(qualifier, "{}").format(_write(value, quantity, lang))


def _write(value: Decimal, quantity: Quantity, lang: str) -> str:
    if quantity.kind == "ordinal":
        number = format_decimal(value)
        return {"zh": f"第{number}", "ko": f"제{number}"}.get(lang, f"no. {number}")
    return _with_unit(_number(value, lang), value, quantity, lang)


def _write_range(low: Decimal, high: Decimal, quantity: Quantity, lang: str) -> str:
    joiner = {"zh": "至", "ko": "~"}.get(lang, " to ")
    first, last = _number(low, lang), _number(high, lang)
    if lang != "en" and _scale(last) != _scale(first):
        # 10至700亿元 would be read as 10亿: each end states its own unit, or no scale at all.
        if quantity.unit is None:
            return f"{_grouped(low)}{joiner}{_grouped(high)}"
        return f"{_with_unit(first, low, quantity, lang)}{joiner}{_with_unit(last, high, quantity, lang)}"
    return _with_unit(first + joiner + last, high, quantity, lang)


def _write_several(value: Decimal, quantity: Quantity, lang: str) -> str:
    """Write an order of magnitude, such as 几十亿; what is no power of ten, as a lower bound."""
    if lang in _ORDERS and value >= 10 and value == Decimal(1).scaleb(value.adjusted()):
        order = value.adjusted() - 1
        if order < len(_ORDERS[lang]):
            return _with_unit(_SEVERAL[lang] + _ORDERS[lang][order], value, quantity, lang)
    return _PATTERNS[lang]["at_least"].format(_write(value, quantity, lang))


def _number(value: Decimal, lang: str) -> str:
    sign = "-" if value < 0 else ""
    size = abs(value)
    if lang == "ko":
        return sign + _korean_number(size)
    for word, scale in _ZH_SCALES if lang == "zh" else _EN_SCALES:
        scaled = size / scale
        exponent = scaled.normalize().as_tuple().exponent
        if scaled >= 1 and isinstance(exponent, int) and -exponent <= _MOST_PLACES:
            return f"{sign}{format_decimal(scaled)}{word}"
    return _grouped(value)


def _scale(number: str) -> str:
    """Return the scale words of a number."""
    return "".join(character for character in number if character not in "-0123456789,.")


def _grouped(value: Decimal) -> str:
    size = abs(value)
    sign = "-" if value < 0 else ""
    whole, point, fraction = format_decimal(size).partition(".")
    return f"{sign}{int(whole):,}{point}{fraction}"


def _korean_number(size: Decimal) -> str:
    parts = []
    for word, scale in _KO_SCALES:
        count = size // scale
        if count:
            parts.append(f"{count:f}{word}")
            size -= count * scale
    if size or not parts:
        parts.append(format_decimal(size))
    return "".join(parts)


def _with_unit(number: str, value: Decimal, quantity: Quantity, lang: str) -> str:
    unit = quantity.unit
    if quantity.kind == "age" and unit == "year":
        return number + {"zh": "岁", "ko": "세"}.get(lang, " years old")
    if unit is None:
        return number
    name, slash, per = unit.partition("/")
    if lang == "en":
        word = _english(name, plural=value != 1)
        if quantity.kind == "money":
            return f"{word} {number}{slash}{per}"
        return f"{number}{'' if word in ('%', '°C', '°F') else ' '}{word}{slash}{per}"
    if lang == "zh" and name == "points" and abs(value) <= _HOURS:
        return f"{number}个点"  # 8点 is eight o'clock
    word = _word(name, lang)
    spaced = lang == "ko" and name not in (
        "KRW",
        "percent",
        "percentage_point",
        "times",
        "points",
        "celsius",
        "fahrenheit",
    )
    return f"{number}{' ' if spaced else ''}{word}{slash}{_denominator(per, lang) if slash else ''}"


@cache
def _preferred() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in read_table("nlp.quantities", "preferred_units.tsv")}


def _english(name: str, *, plural: bool) -> str:
    row = _preferred().get(name)
    if row is not None:
        return (row["plural"] if plural else row["en"]) or row["en"]
    return f"{name}s" if plural and name.islower() and name.isalpha() and len(name) > 2 else name


@cache
def _word(name: str, lang: str) -> str:
    """Find the word for a unit: the preferred one, else the first that the tables have, else its own name."""
    row = _preferred().get(name)
    if row is not None:
        return row[lang]
    package = PACKAGES[lang]
    for table in ("currencies.tsv", "units.tsv", "counters.tsv"):
        for entry in read_table(package, table):
            factor = entry.get("factor") or entry.get("value") or "1"
            if entry["unit"] == name and factor == "1" and entry.get("alone") != "before":
                return split_cell(entry["surface"])[0].partition("[")[0]
    for entry in read_table("nlp.quantities", "symbols.tsv"):
        if entry["unit"] == name and entry["factor"] == "1":
            return split_cell(entry["surface"])[0]
    return name


@cache
def _denominator(per: str, lang: str) -> str:
    for row in read_table(PACKAGES[lang], "denominators.tsv"):
        if row["per"] == per:
            return row["surface"]
    known = {name: surface for group in grammar(lang).denominators.values() for surface, name in group}
    return known.get(per, per)
