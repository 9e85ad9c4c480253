"""Fractions and powers: 三分之一, 百分之五, 一又二分之一, 삼분의 이, 3/4, 1 4/3, 2.5^-1, 12e+14."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Overflow

from nlp.quantities.atoms import Atom, skip_blanks
from nlp.quantities.digits import read_digits
from nlp.quantities.grammar import Grammar
from nlp.quantities.numerals import MAN, Numeral, read_run

_RATIO = Context(prec=15)
_POWER = re.compile(r"\^([+-]{0,2})(\d{1,3})(?!\d)|[eE]([+-]?)(\d{1,2})(?![\dA-Za-z])")
_SLASH = re.compile(r"(?: (\d{1,3}))?/(\d{1,4})(?![\d/.%A-Za-z])")
# 293/350/417亿元, 12/15万辆: the numbers of a list, not fractions; a date's unit behind them makes it none. Of two,
# small ones are a fraction (1/3만), and 30/10万 is a rate.
_SLASH_LIST = re.compile(
    r"(?:/\d{1,6}(?:\.\d{1,3})?){2,7} ?(?![\d/.年月日号년월일])"
    r"|(?<=\d\d)/(?!10*[万亿만억조])\d{2,6}(?:\.\d{1,3})? ?(?=[万亿만억조])"
)
_ZH_MARKER = re.compile(
    r" {0,3}(又|分 {0,3}之|[分份](?=一(?![分秒毫钱寸厘家杯])|[二三四五六七八九十]))(?:(?<=之)| {0,3})"
)
_KO_MARKER = re.compile(r" ?(분의) ?")
_LARGEST_DENOMINATOR = 20


def divide(upper: Decimal, lower: Decimal) -> Decimal:
    """Divide, to 15 digits."""
    return _RATIO.divide(upper, lower)


def read_power(view: str, atom: Atom) -> None:
    """Apply a power or an exponent that stands directly behind the digits."""
    found = _POWER.match(view, atom.end)
    if found is None or not atom.low:
        return
    if found.group(2) is None:
        exponent = int(found.group(4)) * (-1 if found.group(3) == "-" else 1)
        atom.scale(Decimal(1).scaleb(exponent), found.end())
        return
    exponent = int(found.group(2)) * (-1 if found.group(1) == "-" else 1)
    try:
        atom.set_value(_RATIO.power(atom.low, exponent), found.end())
    except Overflow:
        return


def in_slash_list(view: str, atom: Atom, last_end: int) -> bool:
    """Tell whether a number is one of several between slashes that state their unit once, at the end.

    Args:
        view: the folded text.
        atom: the number, without a unit.
        last_end: where the number before it ends.
    """
    if not atom.number.digits or view[atom.end : atom.end + 1] != "/":
        return False
    goes_on = last_end == atom.start - 1 and view[last_end] == "/" and view[atom.end + 1 : atom.end + 2].isdigit()
    return goes_on or _SLASH_LIST.match(view, atom.end) is not None


def read_slash(view: str, atom: Atom) -> None:
    """Read 3/4 and 1 4/3; a larger denominator, or a date's unit behind it, makes it no fraction."""
    found = _SLASH.match(view, atom.end)
    if found is None or atom.number.decimals or not int(found.group(2)):
        return
    denominator = Decimal(found.group(2))
    beyond = skip_blanks(view, found.end())
    if denominator > 31 and atom.low > 31:
        return
    if denominator > _LARGEST_DENOMINATOR or (beyond < len(view) and view[beyond] in "분月日年월일/"):
        atom.role, atom.end = "none", found.end()
    elif found.group(1):
        atom.set_value(_RATIO.plus(atom.low + divide(Decimal(found.group(1)), denominator)), found.end())
        atom.role = "ratio"
    else:
        atom.set_value(divide(atom.low, denominator), found.end())
        atom.role = "ratio"


def read_fraction(view: str, atom: Atom, grammar: Grammar) -> None:
    """Read a fraction in words; the atom's number is its denominator, or the whole number before 又."""
    marker = _marker(view, atom.end, grammar.lang)
    if marker is None:
        return
    word, stop = marker
    if word == "又":
        inner = read_run(view, stop, grammar) if stop < len(view) else None
        second = _marker(view, inner.end, grammar.lang) if inner is not None else None
        if inner is None or second is None or second[0] == "又" or not inner.low:
            return
        upper = _numerator(view, second[1], grammar)
        if upper is not None:
            atom.set_value(_RATIO.plus(atom.low + divide(upper[0].low, inner.low)), upper[1])
            atom.role = "ratio"
        return
    upper = _numerator(view, stop, grammar)
    if upper is None or not atom.low:
        return
    number, end = upper
    if word not in ("分", "份") and _is_percent(view, atom.number, grammar):
        factor = divide(Decimal(100), atom.low)
        atom.low, atom.high, atom.end = number.low * factor, number.high * factor, end
        atom.role, atom.unit = "percent", "percent"
        atom.decimals = None if number.decimals is None else number.decimals - factor.adjusted()
        atom.number.several, atom.number.more = number.several, number.more
        atom.number.start = number.start
        return
    value = divide(number.low, atom.low)
    atom.set_value(value, end)
    atom.role = "ratio"


def _is_percent(view: str, number: Numeral, grammar: Grammar) -> bool:
    """百分之五 and 万分之四 are shares of a whole; with a digit before it (一百分之五) it is a fraction."""
    if grammar.lang != "zh" or number.digits:
        return False
    words = (grammar.values.get(character) for character in view[number.start : number.end])
    return all(word is None or word[0] == "scale" for word in words)


def _marker(view: str, end: int, lang: str) -> tuple[str, int] | None:
    found = (_ZH_MARKER if lang == "zh" else _KO_MARKER).match(view, end)
    return None if found is None else (found.group(1), found.end())


def _numerator(view: str, start: int, grammar: Grammar) -> tuple[Numeral, int] | None:
    start = skip_blanks(view, start)
    sign = next(
        (
            surface
            for group in grammar.prefixes.values()
            for surface, role in group
            if role == "negative" and view.startswith(surface, start)
        ),
        "",
    )
    start = skip_blanks(view, start + len(sign))
    if start >= len(view):
        return None
    if view[start].isdecimal():
        number, end = read_digits(view, start, grammar, joined=True)
    else:
        number = read_run(view, start, grammar)
        end = number.end if number is not None else start
    if number is None or end <= start or number.end <= start:
        return None
    beyond = end + 1 if view[end : end + 1] == " " else end
    if view[beyond : beyond + 1] == "k" and not view[beyond + 1 : beyond + 2].isalnum():
        number.low, number.high, end = number.low * 1000, number.high * 1000, beyond + 1
    if grammar.lang == "ko" and view[end - 1] == "만" and number.words == 2 and view[end : end + 1] in ("", " "):
        # 3분의 일만: a share of one, and the particle "only".
        number.low, number.high, end = number.low / MAN, number.high / MAN, end - 1
    if sign:
        number.low, number.high = -number.high, -number.low
    return number, end
