"""The pieces of a numeral: plain numbers, digits, scales and the words between them, read one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nlp.quantities.grammar import Grammar

# No numeral of real text has more pieces; the bound keeps hostile input linear.
MOST_TOKENS = 60


@dataclass(slots=True)
class Token:
    """A piece of a numeral; `role` is that of the numeral tables, or `number` for plain digits with `places`."""

    role: str
    start: int
    end: int
    value: Decimal
    surface: str
    places: int = 0


class Tokens:
    """The pieces that follow an offset, lexed only as far as they are asked for."""

    def __init__(self, view: str, start: int, grammar: Grammar) -> None:
        self._view = view
        self._end = start
        self._grammar = grammar
        self._found: list[Token] = []
        self._done = False

    def at(self, index: int) -> Token | None:
        """Return a piece by its number, or None behind the last one."""
        while len(self._found) <= index:
            if self._done or len(self._found) >= MOST_TOKENS:
                return None
            self._read()
        return self._found[index]

    def _read(self) -> None:
        found = self._grammar.tokens.match(self._view, self._end)
        if found is None or (not self._found and found.start(1) != self._end):
            self._done = True
            return
        surface = found.group(1)
        start, self._end = found.span(1)
        first = surface[0]
        if "0" <= first <= "9":
            plain = surface.replace(",", "")
            places = len(plain.partition(".")[2])
            self._found.append(Token("number", start, self._end, Decimal(plain), surface, places))
        else:
            role, value = self._grammar.values[surface]
            self._found.append(Token(role, start, self._end, Decimal(value), surface))


def begins_unit(view: str, start: int, grammar: Grammar) -> bool:
    """Tell whether a unit of several characters begins at an offset: 千瓦 in 42.5万千瓦, 조각 in 3조각."""
    index = grammar.units.get(view[start])
    if index is None:
        return False
    units = (index.units.get(view[start : start + length]) for length in index.lengths if length > 1)
    return any(unit is not None and unit.role in ("dimension", "count") for unit in units)


def unit_near(view: str, end: int, grammar: Grammar) -> bool:
    """Tell whether a unit stands at an offset, or behind blanks there."""
    while end < len(view) and view[end] == " ":
        end += 1
    index = grammar.units.get(view[end : end + 1])
    return index is not None and any(view[end : end + length] in index.units for length in index.lengths)
