"""Numbers that begin with a digit, and what looks like one but is a name, a date or a code."""

from __future__ import annotations

import re

from nlp.quantities.atoms import is_letter, skip_blanks
from nlp.quantities.grammar import Grammar
from nlp.quantities.numerals import Numeral, read_plain, read_run
from nlp.quantities.tokens import begins_unit

_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,8}(?!\d)|\d+)(?:\.\d+)?")
_GROUPED_BY_BLANKS = re.compile(r"\d{1,3}(?:(?: \d{3}){2,6}| 000)(?! ?\d)")
# 0. 26%: some articles set the fraction apart.
_SPLIT_FRACTION = re.compile(r"(\d{1,3})\. (\d{1,2})(?=%)")
# Digits that are no quantity whatever follows: dates, clock times, ratios, telephone numbers, versions, tickers.
_CODE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
    r"|\d{1,4}:\d{1,4}(?::\d{2})?(?!\d)"
    r"|0\d{1,3}[-)](?:\d{3,4}-\d{4}|\d{7,8})(?!\d)"
    r"|\d{3}-\d{3,4}-\d{4}(?!\d)"
    r"|\d{1,5}(?:\.\d{1,5}){2,12}"
    r"|\d{4,6}\.[A-Z]{2}(?![A-Za-z])"
    r"|\d{1,2}[·‧∙・]\d{1,2}(?!\d)"
)
# Dates in full. Shorter ones (3月) are read as numbers whose unit is none of ours, since they may end a range (3-5月).
DATES = {
    "zh": re.compile(r"(?<!\d)(?:\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}[日号])"),
    "ko": re.compile(r"(?<!\d)(?:(?:19|20)\d\d년(?! ?[간째])(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?|\d{1,2}월 ?\d{1,2}일)"),
}
_CODE_SIGNS = "-./:)·‧∙・"
_NAME_REST = re.compile(r"[0-9A-Za-z]{0,64}(?:[-._][0-9A-Za-z]{1,64}){0,8}")
_LONGEST = 36
# What no name ends with: GMV1000亿元, ROE12%; but FEV1% and GB200万卡 are names.
_NO_NAME = re.compile(
    r"(?<=\d\d)%|(?<=\.\d)%"
    r"|[千百万亿천백만억조]{1,3}[多余여]?\s?(?:元|美元|港元|欧元|日元|韩元|英镑|人民币|원|달러|위안|엔|유로)"
)
# An input that is nothing but numbers set apart by dots; in running text that is an address or a version.
_DOTTED = re.compile(r"\d{1,6}(?:\.\d{1,6}){2,6}")
_SHORT = 40


def name_end(view: str, position: int) -> int:
    """Return where the letters, digits, dots and hyphens of a name end."""
    found = _NAME_REST.match(view, position)
    return found.end() if found else position


def read_digits(view: str, start: int, grammar: Grammar, *, joined: bool) -> tuple[Numeral | None, int]:
    """Read the number whose first digit stands at an offset.

    Args:
        view: the folded text.
        start: the digit's offset.
        grammar: that of the text's language.
        joined: whether letters before it are a currency's or the unit of the number before (1.6m-3.9m), not a name.

    Returns:
        The number, or None for a name, date or code, and where to go on.
    """
    plain = _PLAIN.match(view, start)
    if plain is None:
        return None, start + 1
    end = plain.end()
    following = view[end] if end < len(view) else ""
    if len(view) <= _SHORT and _DOTTED.fullmatch(view):
        number = read_plain(plain.group().partition(".")[0], start)
        return number, number.end
    if end - start > _LONGEST or (plain.group().startswith("00") and following in grammar.large_scales):
        return None, end
    previous = view[start - 1] if start else ""
    if previous and not joined and _is_name(view, start, previous) and not _is_glued(view, start, end):
        return None, max(name_end(view, start), end)
    if following in _CODE_SIGNS and following:
        code = _CODE.match(view, start)
        if code is not None:
            return None, code.end()
        split = _SPLIT_FRACTION.match(view, start) if following == "." and previous == " " else None
        if split is not None:
            number = read_plain(f"{split.group(1)}.{split.group(2)}", start)
            number.end = split.end()
            return number, number.end
    if previous == "." and plain.group().isdigit():
        before = view[start - 2] if start > 1 else " "
        if before in " \t\n(-−+=<>~约负":
            number = read_plain("0." + plain.group(), start - 1)
            number.end = end
            return number, end
    scale = grammar.large_scales.get(following)
    if scale is not None and _ends_number(view, end + 1, grammar) and not begins_unit(view, end, grammar):
        return _scaled(plain.group(), start, end + 1, scale)
    if following in grammar.number_starts:
        return _run(view, start, plain.group(), grammar)
    if following in (" ", "\n"):
        grouped = _GROUPED_BY_BLANKS.match(view, start)
        if grouped is not None:
            digits, end = grouped.group().replace(" ", ""), grouped.end()
            scale = grammar.large_scales.get(view[end : end + 1])
            if scale is not None:
                return _scaled(digits, start, end + 1, scale)
            number = read_plain(digits, start)
            number.end = end
            return number, end
        beyond = skip_blanks(view, end)
        if beyond < len(view) and view[beyond] in grammar.number_starts:
            return _run(view, start, plain.group(), grammar)
    return read_plain(plain.group(), start), end


def _ends_number(view: str, end: int, grammar: Grammar) -> bool:
    """Tell whether no further numeral follows, so that 93.25亿 is all."""
    following = view[end : end + 2]
    if following[:1] in (" ", "\n"):
        following = following[1:]
        if following in (" ", "\n"):
            return False
    first = following[:1]
    return not first.isdigit() and first not in grammar.number_starts


def _scaled(plain: str, start: int, end: int, scale: int) -> tuple[Numeral, int]:
    number = read_plain(plain, start)
    number.low = number.high = number.low * scale
    number.scale = number.shared = scale
    number.decimals = (number.decimals or 0) - (len(str(scale)) - 1)
    number.words = 1
    number.structured = True
    number.end = end
    return number, end


def _run(view: str, start: int, plain: str, grammar: Grammar) -> tuple[Numeral, int]:
    number = read_run(view, start, grammar) or read_plain(plain, start)
    return number, number.end


def _is_name(view: str, start: int, previous: str) -> bool:
    """Tell whether letters before the digits make them a name: 2B, GPT-3.5, v2, A202107."""
    if is_letter(previous) or previous == "_":
        return True
    return previous in "-." and start > 1 and is_letter(view[start - 2])


def _is_glued(view: str, start: int, end: int) -> bool:
    """Tell whether what looks like a name is a word of two letters at least with an amount or a share behind it."""
    return start > 1 and is_letter(view[start - 1]) and is_letter(view[start - 2]) and bool(_NO_NAME.match(view, end))
