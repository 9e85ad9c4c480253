"""Atoms: what is read of a text before ranges and hedges: one number with its sign, scale and unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nlp.quantities.numerals import Numeral
from nlp.records import Qualifier


@dataclass(slots=True)
class Atom:
    """A number with what belongs to it.

    `role` is that of its unit in the tables: `bare` where there is none, `ratio` for a fraction, `none` for what is
    read only to be dropped (dates). `factor` has been applied to `low` and `high`. `left` and `right` are the ends of
    the span with its hedges. A `step` is a range up to the number's next step (30%대). A `provisional` atom is a
    quantity only as a part of another (两 of 两到三万).
    """

    start: int
    end: int
    number: Numeral
    low: Decimal
    high: Decimal | None
    role: str
    unit: str | None
    decimals: int | None
    surface: str = ""
    factor: Decimal = Decimal(1)
    qualifier: Qualifier | None = None
    is_range: bool = False
    step: bool = False
    provisional: bool = False
    left: int = 0
    right: int = 0

    @property
    def bare(self) -> bool:
        """Whether no unit stands with the number."""
        return self.role == "bare"

    def scale(self, factor: Decimal, end: int) -> None:
        """Multiply the value by what stands up to an offset."""
        self.low *= factor
        if self.high is not None:
            self.high *= factor
        if self.decimals is not None:
            exact = factor.adjusted() if factor == Decimal(1).scaleb(factor.adjusted()) else None
            self.decimals = None if exact is None else self.decimals - exact
        self.end = end

    def negate(self) -> None:
        """Turn the sign."""
        low, high = self.low, self.high
        self.low, self.high = -(low if high is None else high), -low

    def set_value(self, value: Decimal, end: int) -> None:
        """Replace the value by one that no longer has the precision of its digits."""
        self.low = self.high = value
        self.decimals = None
        self.end = end


def is_letter(character: str) -> bool:
    """Tell whether a character is an ASCII letter."""
    return "a" <= character <= "z" or "A" <= character <= "Z"


def is_hangul(character: str) -> bool:
    """Tell whether a character is a hangul syllable."""
    return "가" <= character <= "힣"


def is_hanja(character: str) -> bool:
    """Tell whether a character is a Chinese character of the common block: 銀 in 5대銀."""
    return "一" <= character <= "鿿"


def skip_blanks(view: str, position: int) -> int:
    """Return the offset behind at most six blanks and at most one line break."""
    limit = min(len(view), position + 8)
    lines = 0
    while position < limit:
        character = view[position]
        if character == "\n":
            lines += 1
            if lines > 1:
                break
        elif character not in " \t":
            break
        position += 1
    return position
