"""Whether a number may stand without a unit: is it a value, or a year, a list mark, a code, a part of a name?"""

from __future__ import annotations

import re

from nlp.quantities.atoms import Atom, is_hangul, is_letter
from nlp.quantities.context import is_hedged, is_negative
from nlp.quantities.digits import name_end
from nlp.quantities.grammar import Grammar
from nlp.quantities.units import is_step, take_step

_SHORT = 30
_LONGEST_PLAIN = 11
_STOCK_CODE, _STOCK_PREFIXES = 6, ("60", "68", "00", "30", "83", "43")
_HUNDRED_MILLION = 10**8
_PUNCTUATION = " \n\t,，。.、;；:：!?！？\"“”‘’'「」『』()（）<>《》"
_OPENING, _CLOSING = "“\"'‘「『", "”\"'’」』"
_RANGE_SIGN = re.compile(" ?[-~∼〜–—至到]")
# What makes a numeral word that can't stand alone a part of another quantity.
_JOINS = {
    "zh": re.compile(" ?(?:[到至~—–-]|[和与、])"),
    "ko": re.compile("[과와] | ?(?:에서|부터|[~∼〜–-])| ?(?:중|가운데) |[은는이]|$"),
}


def may_be_bare(view: str, atom: Atom, grammar: Grammar) -> bool:
    """Tell whether a number without unit is still a value, and not a year, a list marker or a part of a name.

    Args:
        view: the folded text.
        atom: the number.
        grammar: that of the text's language.
    """
    size = len(view)
    end = atom.end
    start = atom.start
    following = view[end] if end < size else ""
    previous = view[start - 1] if start else ""
    number = atom.number
    if not number.digits:
        return _word_may_be_bare(view, atom, previous, following, grammar)
    if following and is_letter(following) and number.scale == 1:
        atom.end = name_end(view, end)
        return False
    if following in "-_" and following and end + 1 < size and is_letter(view[end + 1]):
        return False
    if grammar.lang == "ko" and following == "대" and is_step(view, atom, end):
        take_step(view, atom)
        return True
    if grammar.lang == "ko" and following == "선" and atom.low >= 100 and number.scale == 1:
        atom.role, atom.unit = "points", "points"
        return True
    if number.scale > 1 or number.decimals or (start == 0 and end == size):
        return True
    return _plain_may_be_bare(view, atom, previous, following, grammar)


def _is_label(view: str, atom: Atom, previous: str, following: str) -> bool:
    """Tell list marks (1), stock codes, register numbers, {IMG:1} and two-digit years ('25) from values."""
    start, end = atom.start, atom.end
    length = end - start
    if length >= _LONGEST_PLAIN or (length == _STOCK_CODE and view[start : start + 2] in _STOCK_PREFIXES):
        return True
    if previous == ":" and start > 1 and is_letter(view[start - 2]):
        return True
    if previous and previous in "'’" and length == 2:
        return True
    if length <= 2 and following == "、" and not view[end + 1 : end + 2].isdigit():
        return True
    if length <= 2 and previous and previous in _OPENING and following and following in _CLOSING:
        return True
    return following == ")" and length <= 2 and "(" not in view[max(0, start - 20) : start]


def _plain_may_be_bare(view: str, atom: Atom, previous: str, following: str, grammar: Grammar) -> bool:
    start, end = atom.start, atom.end
    surface = view[start:end]
    if not surface.isdigit():
        return True
    if _is_label(view, atom, previous, following):
        return False
    if following and following in "/+" and view[end + 1 : end + 2].isdigit():
        return False
    if previous == "+" and start > 1 and view[start - 2].isdigit():
        return False
    if previous == "-" and start > 1 and not view[start - 2].isascii() and view[start - 2].isalpha():
        return False
    if len(surface) > 1 and surface[0] == "0" and following != " ":
        return False
    if previous and following and previous in "([" and following in ")]":
        return False
    if len(surface) <= 3 and following and following in ".、)" and not view[end + 1 : end + 2].isdigit():
        before = view[max(0, start - 8) : start]
        if not before.rpartition("\n")[2].strip() and (start < 8 or "\n" in before):
            return False
    if _is_year(surface):
        return False
    if is_hangul(previous or " ") and not is_negative(view[max(0, start - 8) : start], grammar):
        return is_hedged(view, atom, grammar)
    if previous == " " and start > 1 and is_letter(view[start - 2]):
        return False
    if following and not following.isascii() and following.isalpha():
        return grammar.followers.match(view, end) is not None
    return True


def _is_year(surface: str) -> bool:
    return len(surface) == 4 and surface[:2] in ("19", "20") and surface.isdigit()


def may_be_joined(view: str, atom: Atom, grammar: Grammar) -> bool:
    """Tell whether a numeral that can't stand alone may be a part: 两到三万, 오와 사분의 일, 2000~9500명."""
    if atom.number.digits:
        return _is_year(view[atom.start : atom.end]) and _RANGE_SIGN.match(view, atom.end) is not None
    if grammar.lang == "zh" and view[atom.start - 1 : atom.start] in ("至", "到"):
        return True
    return _JOINS[grammar.lang].match(view, atom.end) is not None


def _word_may_be_bare(view: str, atom: Atom, previous: str, following: str, grammar: Grammar) -> bool:
    number = atom.number
    word = view[number.start : number.end]
    chinese = grammar.lang == "zh"
    if len(view) <= _SHORT and not view[atom.end :].strip(_PUNCTUATION):
        before = view[: atom.start].strip(_PUNCTUATION)
        if not before or is_negative(before, grammar):
            return not (chinese and word in ("万", "万万", "亿", "千", "百", "几", "数"))
    ended = not (following and not following.isascii() and following.isalpha())
    if chinese:
        if previous and previous in _OPENING and following and following in _CLOSING:
            return True
        if (previous == "是" and ended) or previous == "第":
            return True
        if number.pure and following == "级":
            number.several = True  # 百亿级: of that order
            return True
        if not number.structured or number.words < 2:
            return False
        inside = bool(previous) and not previous.isascii() and previous.isalpha()
        free = not inside or number.low >= 100 or bool(number.decimals) or is_hedged(view, atom, grammar)
        return free and (ended or grammar.followers.match(view, atom.end) is not None)
    if number.pure and number.low >= _HUNDRED_MILLION and following == "대":
        number.several = True  # 억대 연봉: of that order
        atom.end += 1
        return True
    if " " in word or (not ended and grammar.followers.match(view, atom.end) is None):
        return False
    if is_negative(view[max(0, atom.start - 8) : atom.start].rstrip(), grammar):
        return True
    if number.words == 1:
        return number.low >= 10 and is_hedged(view, atom, grammar)
    if number.structured and number.words == 2 and number.scale == 1 and number.low < 100:
        return True
    return number.structured and (number.words >= 3 or is_hedged(view, atom, grammar))
