"""Small numbers as dates and durations write them: 3, 三, 十二, 二〇二四, 이십일, 두."""

from __future__ import annotations

from decimal import Decimal

from nlp.tables import read_table, split_cell

_POWERS = (10, 100, 1000, 10000)


class Numerals:
    """The numerals of one language.

    Attributes:
        characters: what a number that is not in figures may begin with.
        digit: a pattern of one digit.
        words: a pattern of the words that are numbers by themselves.
        pattern: a regular expression, without groups, of what `read` takes besides ASCII digits.
    """

    def __init__(self, package: str) -> None:
        self._values: dict[str, int] = {}
        self._words: dict[str, int] = {}
        for row in read_table(package, "period_numerals.tsv"):
            for word in split_cell(row["words"]):
                if row["role"] == "word":
                    self._words[word] = int(row["value"])
                else:
                    self._values[word] = int(row["value"])
        self.characters = frozenset(word[0] for word in (*self._words, *self._values))
        words = sorted(self._words, key=len, reverse=True)
        digits = "[" + "".join(self._values) + "]{1,8}"
        self.words = "(?:" + "|".join(words or ["(?!)"]) + ")"
        self.pattern = "(?:" + "|".join([*words, digits]) + ")"
        self.digit = "[" + "".join(word for word, value in self._values.items() if value < 10) + "]"

    def read(self, text: str) -> Decimal | None:
        """Read a number; None where the characters make none (十十)."""
        text = text.replace(",", "")
        if text in self._words:
            return Decimal(self._words[text])
        if text.isascii():
            try:
                return Decimal(text)
            except ArithmeticError:
                return None
        values = [int(c) if c.isascii() and c.isdigit() else self._values.get(c, -1) for c in text]
        if min(values) < 0:
            return None
        if max(values) < 10:
            return Decimal("".join(map(str, values)))
        return self._compose(values)

    @staticmethod
    def _compose(values: list[int]) -> Decimal | None:
        total, section, digit, last = 0, 0, -1, 10**9
        for value in values:
            if value in _POWERS:
                if value == 10000:
                    total, section, digit, last = (section + max(digit, 0)) * value, 0, -1, value
                    continue
                if value >= last:
                    return None
                section += (1 if digit < 0 else digit) * value
                digit, last = -1, value
            elif value >= 20:  # 廿, 卅
                section += value
                digit, last = -1, 10
            elif value == 0:
                digit = -1
            else:
                if digit >= 0:
                    return None
                digit = value
        return Decimal(total + section + max(digit, 0))
