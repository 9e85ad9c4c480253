"""Numerals: from characters to a value. Digits, Chinese and Korean numerals, and every mixture of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nlp.quantities.grammar import Grammar
from nlp.quantities.tokens import MOST_TOKENS, Token, Tokens, begins_unit, unit_near

MAN = 10_000
_HALF = Decimal("0.5")
# Words that are a value by themselves, by the role that the tables give them.
_WORDS = {
    "half": (_HALF, _HALF),
    "half unit": (_HALF, _HALF),
    "half off": (Decimal(50), Decimal(50)),
    "two digits": (Decimal(10), Decimal(100)),
}
_ZERO = Decimal(0)
_ALSO_WORDS = ("参", "陆")  # digits of cheques that begin words behind 万 and 亿: 6710亿参数, 600万陆客
_LONGEST_FRACTION = 20
# No real numeral goes further; without the bound, 亿亿亿... would grow numbers of thousands of digits.
_LARGEST_POWER = 20
# Syllables behind 이 that make it the copula (백칠십이다), not a two.
_COPULA = "다며고라지었면어야자나란"
# Behind the lower end of a range, which leaves the unit to the upper one.
_TO_MORE = re.compile(r"\s?[~-]\s?\d[\d,.]*\s?[만억조]")
# What may follow a leading zero: 零十 is said in Chinese, but 공백 is a Korean word.
_STARTS_OF_ZERO = {
    "zh": frozenset(("zero", "digit", "point", "scale", "number")),
    "ko": frozenset(("zero", "digit", "point", "number")),
}


@dataclass(slots=True)
class Numeral:
    """A number as written: `low` to `high`, which differ only in 八九亿; both ends are offsets into the text.

    `several` marks an unknown digit (几十亿), `more` an open rest (3亿余). `scale` is the multiplier that the numeral
    ends with, `shared` the one that a number before a range's joiner may borrow (3.8至4.6亿). `digits` tells that it
    begins with one. `words` counts the pieces, 0 for plain digits; `structured` tells that a scale or a point joins
    them, `pure` that all are scales (百亿). `word` is the role of a word that is a value by itself (一半).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    decimals: int | None = 0
    several: bool = False
    more: bool = False
    scale: int = 1
    shared: int = 1
    digits: bool = True
    words: int = 0
    structured: bool = False
    pure: bool = False
    word: str = ""


def read_plain(surface: str, start: int) -> Numeral:
    """Read a number that is all digits, such as 1,100.9."""
    plain = surface.replace(",", "") if "," in surface else surface
    value = Decimal(plain)
    return Numeral(start, start + len(surface), value, value, len(plain.partition(".")[2]))


def read_run(view: str, start: int, grammar: Grammar) -> Numeral | None:
    """Read the longest numeral that begins at an offset, whatever it is made of.

    Args:
        view: the folded text.
        start: where a digit or a numeral character stands.
        grammar: that of the text's language.

    Returns:
        The numeral, or None where the characters there make no number.
    """
    tokens = Tokens(view, start, grammar)
    first, second = tokens.at(0), tokens.at(1)
    if first is None or first.role in ("point", "more"):
        return None
    if first.role in _WORDS:
        low, high = _WORDS[first.role]
        return Numeral(start, first.end, low, high, None, digits=False, words=1, word=first.role)
    if first.role == "zero" and second is not None and second.role not in _STARTS_OF_ZERO[grammar.lang]:
        return None
    return _Reader(view, tokens, grammar).read(first)


class _Reader:
    """Reads one numeral from left to right.

    Scales under 10,000 build a section (三千四百); those above multiply what stands before them: the section alone, or
    with it the smaller pieces before it (一万五千亿).
    """

    def __init__(self, view: str, tokens: Tokens, grammar: Grammar) -> None:
        self.view = view
        self.tokens = tokens
        self.grammar = grammar
        self.chinese = grammar.lang == "zh"
        self.index = 0
        self.previous = ""
        self.gap = False
        self.pieces: list[tuple[Decimal, int]] = []
        self.section = _ZERO
        self.current: Decimal | None = None
        self.places = 0
        self.last = 1
        self.scaled = False
        self.zero_before = False
        self.spread: Decimal | None = None
        # Where each large scale stands: the number ends there if that scale comes again (二十万亿 一万五千亿 is two).
        self.complete: dict[int, int] = {}

    def read(self, first: Token, until: int = MOST_TOKENS) -> Numeral | None:
        """Read the numeral that begins with a token, up to a token of a certain number at most."""
        result = Numeral(first.start, first.start, _ZERO, _ZERO, digits=first.role == "number", pure=True)
        token: Token | None = first
        while token is not None and self.index <= until:
            self.gap = token.start > result.end
            following = self.tokens.at(self.index + 1)
            role = self._take(token, following, result)
            if role is None and self._repeats(token):
                return _Reader(self.view, self.tokens, self.grammar).read(first, self.complete[int(token.value)])
            if role is None:
                break
            result.words += 1
            result.pure = result.pure and role == "scale"
            joins = role in ("scale", "fraction") or (self.previous in ("scale", "tens") and role != "more")
            result.structured = result.structured or (bool(self.previous) and joins)
            self.previous = role
            result.end = token.end
            if role == "fraction":
                last = self.tokens.at(self.index)
                result.end = last.end if last is not None else token.end
            if role == "scale" and self.last >= MAN:
                self.complete[self.last] = self.index
            self.index += 1
            token = self.tokens.at(self.index)
        return self._finish(result) if self.previous else None

    def _take(self, token: Token, following: Token | None, result: Numeral) -> str | None:
        """Add a token to the number; return the role in which it was taken, or None where the number ends."""
        role = token.role
        if role == "number":
            if self.previous and not self._number_continues(token, following):
                return None
            self.current, self.places = token.value, token.places
        elif role == "digit":
            if self.previous and not self._digit_continues(token, following):
                return None
            self._add_digit(token, following)
        elif role == "zero":
            return self._take_zero(following)
        elif role in ("tens", "native"):
            if self.previous and not self._native_continues(token, digits=result.digits):
                return None
            base = self.current if self.previous == "tens" else None
            self.current, self.places = (base or _ZERO) + token.value, 0
        elif role == "pair":
            if self.previous:
                return None
            self.current, self.spread = token.value, Decimal(1)
        elif role == "several":
            return self._take_several(following, result)
        elif role == "more":
            if self.previous not in ("scale", "number", "several", "native", "tens", "digit"):
                return None
            result.more = True
        elif role == "scale":
            return self._take_scale(token, following, result)
        elif role == "point":
            return self._take_point(token, following)
        return role

    def _add_digit(self, token: Token, following: Token | None) -> None:
        value = token.value
        if self.previous == "digit" and self.current is not None:
            if self.spread is None and self._is_spread(self.current, token, following):
                self.spread = value - self.current
            else:
                self.current = self.current * 10 + value
        elif self.previous == "zero" and self.current is not None:
            self.current = self.current * 10 + value
        elif self.previous == "tens":
            self.current = (self.current or _ZERO) + value
        else:
            self.current = value
        self.places = 0

    def _take_zero(self, following: Token | None) -> str | None:
        if self.previous in ("digit", "zero") and self.current is not None:
            self.current *= 10
        elif self.previous == "":
            if following is None or following.role in ("zero", "digit", "point"):
                self.current = _ZERO
        elif self.previous == "scale":
            self.zero_before = True
            if following is None or following.role not in ("digit", "number", "scale", "tens", "several"):
                return None
        else:
            return None
        return "zero"

    def _take_several(self, following: Token | None, result: Numeral) -> str | None:
        """Read 几 and 수: an unknown digit (几十), or an open rest behind a scale (十几, 三十几万)."""
        if self.previous in ("scale", "zero"):
            if following is not None and following.role == "scale" and following.value < self.last < MAN:
                return None
            result.more = True
        elif not self.previous and following is not None and following.role == "scale":
            self.current = Decimal(1)
            result.several = True
        else:
            return None
        return "several"

    def _take_scale(self, token: Token, following: Token | None, result: Numeral) -> str | None:
        scale = int(token.value)
        if not self._may_scale(token, scale, following):
            return None
        if self.previous in ("more", "several") and self.current is None and scale < MAN:
            return None
        if self.spread is not None:
            self.spread *= scale
        shortened = self.previous == "digit" and self.last >= 100 and not self.zero_before and self.chinese
        if shortened and scale >= MAN and self.section and self.current is not None:
            self.current *= self.last // 10  # 百二万 is 120万
        result.more = result.more or "多" in token.surface  # 3个多亿
        # 三百万 is stated to the million, 300万 to the ten thousand.
        stated = (result.decimals or 0) if self.previous == "scale" else self.places
        result.decimals = stated - token.value.adjusted()
        self._multiply(scale)
        return "scale"

    def _multiply(self, scale: int) -> None:
        if scale < MAN:
            self.section += (Decimal(1) if self.current is None else self.current) * scale
        else:
            block = self.section + (self.current or _ZERO)
            while self.pieces and self.pieces[-1][1] <= scale:
                block += self.pieces.pop()[0]
            if not block and self.current is None and not self.scaled:
                block = Decimal(1)
            self.pieces.append((block * scale, scale))
            self.section = _ZERO
        self.scaled = scale < MAN
        self.current, self.places = None, 0
        self.last = scale
        self.zero_before = False

    def _take_point(self, token: Token, following: Token | None) -> str | None:
        if self.previous not in ("digit", "zero", "scale", "number", "tens"):
            return None
        apart = following is not None and following.start > token.end
        after_digits = self.previous == "number" and following is not None and following.role != "number"
        if self.chinese and apart and after_digits:
            return None  # 3900点 两市成交
        if not self.chinese and following is not None and following.role != "zero" and (apart or after_digits):
            return None  # 69.5점이다: a score
        fraction = ""
        ahead = self.index + 1
        while (piece := self.tokens.at(ahead)) is not None and len(fraction) < _LONGEST_FRACTION:
            if piece.role in ("digit", "zero"):
                fraction += str(piece.value)
            elif piece.role == "number" and not fraction and piece.surface.isdigit():
                fraction = piece.surface[:_LONGEST_FRACTION]
                ahead += 1
                break
            else:
                break
            ahead += 1
        if not fraction:
            return None
        if self._is_shortened():
            self.current = (self.current or _ZERO) * (self.last // 10)
        whole = self._total()
        self.pieces, self.section, self.last = [], _ZERO, 1
        self.current, self.places = whole + Decimal(f"0.{fraction}"), len(fraction)
        self.index = ahead - 1
        return "fraction"

    def _is_shortened(self) -> bool:
        """两千四百五 is 2450: a last digit without its scale counts the next smaller one; 两千四百零五 is 2405."""
        return self.previous == "digit" and self.chinese and self.last >= 100 and not self.zero_before

    def _total(self) -> Decimal:
        return sum((value for value, _ in self.pieces), self.section + (self.current or _ZERO))

    def _finish(self, result: Numeral) -> Numeral:
        if self.current is not None:
            result.decimals = self.places
            if self._is_shortened():
                step = self.last // 10
                self.current *= step
                result.decimals = -Decimal(step).adjusted()
        result.low = self._total()
        result.high = result.low if self.spread is None else result.low + self.spread
        result.pure = result.pure and not result.digits
        if result.digits and result.words == 1:
            result.words = 0
        result.scale = self.last if self.current is None else 1
        if result.scale < MAN:
            result.shared = result.scale if not self.pieces else 1
        else:
            result.shared = self.pieces[-1][1] if len(self.pieces) == 1 else 1
        if result.several or result.more:
            result.decimals = None
        return result

    def _is_spread(self, first: Decimal, token: Token, following: Token | None) -> bool:
        """Tell whether two digits side by side are a range: 八九亿, 三五百, 两三家; but not 九九折, 二三 in a code."""
        neighbours = token.value - first == 1 and first >= 1
        if following is not None:
            pair = (int(first), int(token.value)) == (3, 5)
            return following.role == "scale" and (neighbours or pair)
        behind = self.view[token.end : token.end + 1]
        return neighbours and bool(behind) and behind not in "折点" and not behind.isspace()

    def _may_scale(self, token: Token, scale: int, following: Token | None) -> bool:
        if self.previous == "scale" and scale < MAN and scale >= self.last:
            return False
        if self._repeats(token):
            return False
        if self.previous == "native" or (token.surface == "兆" and not self._is_trillion(token.end)):
            return False
        if self.pieces and self.pieces[-1][0].adjusted() > _LARGEST_POWER:
            return False
        if self.previous and begins_unit(self.view, token.start, self.grammar):
            return False  # 42.5万千瓦: the scale belongs to the unit
        if self.chinese and self.previous == "number" and scale <= 100 <= (self.current or 0):
            millions = scale == 100 and following is not None and following.surface in ("万", "萬")
            if not (millions and following and (self.places or unit_near(self.view, following.end, self.grammar))):
                return False  # 2019十大, but 481.2百万美元
        if self.chinese or not self.gap:
            return True
        if self.previous == "fraction" and scale < MAN:
            return False
        # 10 만남: a scale set apart must end its word or stand before a unit.
        behind = self.view[token.end : token.end + 1]
        is_syllable = "가" <= behind <= "힣"
        return following is not None or not is_syllable or behind in self.grammar.units or behind == "여"

    def _repeats(self, token: Token) -> bool:
        """Tell whether a large scale comes a second time, and so belongs to another number (万万 is one)."""
        adjacent = self.previous == "scale" and self.last >= MAN
        return token.role == "scale" and not adjacent and any(size == token.value for _, size in self.pieces)

    def _is_trillion(self, end: int) -> bool:
        """兆 is a trillion in traditional usage (2兆元); 兆瓦, 兆字节 and a bare 兆 of bandwidth are mega."""
        behind = self.view[end : end + 1]
        return bool(behind) and (behind in "元美日韩港新台圆円万亿" or behind.isdigit())

    def _number_continues(self, token: Token, following: Token | None) -> bool:
        """Tell whether plain digits belong to the numeral before them: 3万4000, 6억 5천만, 1만4181.38."""
        if self.previous == "zero" and self.last > 1:
            return True
        scaled = following is not None and following.role == "scale"
        if self.previous != "scale" or token.value >= self.last:
            return False
        if not self.chinese and self.last == MAN and not scaled and "," in token.surface:
            return True  # 1만 9,341.83
        if token.places and not scaled and self.gap:
            return False
        if scaled and following is not None and self.pieces and MAN <= following.value >= self.pieces[-1][1]:
            return False  # 4억5000억, 1만 5천 2만: the next amount begins
        if not self.gap or scaled:
            return True
        end = following.end if following is not None and following.role == "more" else token.end  # 1만 4000여 대
        to_more = not self.chinese and _TO_MORE.match(self.view, end)  # 1만 4000~1만 7500원
        return unit_near(self.view, end, self.grammar) or bool(to_more)

    def _native_continues(self, token: Token, *, digits: bool) -> bool:
        if digits or self.previous not in ("scale", "tens", "digit", "zero"):
            return False
        if token.role == "tens":
            return self.previous != "digit"
        behind = self.view[token.end : token.end + 1]
        ends = len(token.surface) > 1 and not "가" <= behind <= "힣"
        return self.previous != "scale" or ends or unit_near(self.view, token.end, self.grammar)

    def _digit_continues(self, token: Token, following: Token | None) -> bool:
        scaled = following is not None and following.role == "scale"
        if self.previous in ("number", "native", "fraction", "more", "several"):
            return False
        if token.surface in ("两", "俩") and not scaled:
            return False  # two, but never the last digit of a number; 三十两 weighs thirty liang
        if token.surface in _ALSO_WORDS and self.last >= MAN and not scaled:
            return False
        if self.previous == "digit" and not self.chinese:
            return False
        if self.previous == "digit" and self.last > 1 and not scaled:
            return self.current is not None and token.value - self.current == 1
        return self.chinese or self._korean_digit_continues(token, following, scaled=scaled)

    def _korean_digit_continues(self, token: Token, following: Token | None, *, scaled: bool) -> bool:
        """Tell a last digit (백삼십이를) from a particle or word that begins like one (이천이 넘는, 5천 이상)."""
        end = token.end
        if scaled or (following is not None and following.start == end and following.role in ("digit", "point")):
            return True
        behind = self.view[end : end + 1]
        if not "가" <= behind <= "힣":
            return token.surface != "이" or behind != " " or unit_near(self.view, end, self.grammar)
        if token.surface == "이" and behind in _COPULA:
            return False
        if unit_near(self.view, end, self.grammar):
            return True
        return not self.gap and self.grammar.followers.match(self.view, end) is not None
