"""A view of the text in which rules match, of the same length as the text itself.

Full-width Latin letters, digits and signs become ASCII, traditional characters simplified, odd blanks plain blanks.
Each character maps to exactly one, so an offset in the view is the offset in the article: nothing to map back.
"""

from __future__ import annotations

from functools import cache

_FIRST_FULL_WIDTH, _LAST_FULL_WIDTH, _FULL_WIDTH_SHIFT = 0xFF01, 0xFF5E, 0xFEE0
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_IDEOGRAPHS = range(0x3400, 0xA000)


@cache
def _width_table() -> dict[int, str]:
    table = {code: chr(code - _FULL_WIDTH_SHIFT) for code in range(_FIRST_FULL_WIDTH, _LAST_FULL_WIDTH + 1)}
    table.update({ord(blank): " " for blank in _BLANKS})
    return table


@cache
def _script_table() -> dict[int, str]:
    from opencc import OpenCC  # noqa: PLC0415 - 40 ms that a Korean-only process never pays

    characters = [chr(code) for code in _IDEOGRAPHS]
    # One character a line: OpenCC's phrase rules, which look at neighbours, can't change the count of characters.
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {ord(a): b for a, b in zip(characters, simplified, strict=True) if a != b and len(b) == 1}
    return {**_width_table(), **table}


def fold(text: str, lang: str) -> str:
    """Make the view in which the tables of a language match.

    Args:
        text: any text.
        lang: `zh` folds traditional characters too; every language folds width and blanks.

    Returns:
        A text with as many code points as `text`; character i stands for character i.
    """
    return text.translate(_script_table() if lang == "zh" else _width_table())
