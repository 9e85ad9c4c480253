"""What stands around a number: its sign, prefixes and currency in front of it, scale letters behind, hedges."""

from __future__ import annotations

import re

from nlp.quantities.atoms import Atom, is_hangul, is_letter, skip_blanks
from nlp.quantities.grammar import Grammar
from nlp.quantities.numerals import MAN

Index = dict[str, tuple[tuple[str, str], ...]]

_SUFFIXES = {"k": 1000, "w": 10_000}
_SUFFIXES_ALONE = {"k": 1000, "K": 1000, "w": 10_000, "M": 10**6, "G": 10**9, "B": 10**9}
_SUFFIXES_OF_MONEY = {
    "k": 1000,
    "K": 1000,
    "m": 10**6,
    "M": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "B": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "tn": 10**12,
    "trillion": 10**12,
}
_BRACKET = re.compile(r"\(([^()\n]{1,8})\)$")
_BRACKETED = frozenset(("下同", "以下同", "RMB", "HKD", "TWD", "NTD", "USD", "MOP", "SGD", "JPY", "KRW"))
_AMOUNT_ENDS = frozenset("0123456789十百千万亿兆元")
_LETTERS = re.compile(r" ?([A-Za-z]{1,8})(?![A-Za-z0-9Ω])")


def is_hedged(view: str, atom: Atom, grammar: Grammar) -> bool:
    """Tell whether a hedge stands beside an atom."""
    before = view[max(0, atom.start - 12) : atom.start].rstrip()
    if before and any(
        before.endswith(bound.surface) for bound in grammar.before.get(before[-1], ()) if bound.qualifier
    ):
        return True
    position = skip_blanks(view, atom.end)
    bounds = grammar.after.get(view[position : position + 1], ())
    return any(view.startswith(bound.surface, position) for bound in bounds if bound.qualifier)


def currency_before(view: str, start: int, index: Index) -> tuple[int, str] | None:
    """Find the currency that ends at an offset, blanks between allowed; return where it begins and its code."""
    end = start
    while end and view[end - 1] == " " and start - end < 3:
        end -= 1
    if not end:
        return None
    for surface, unit in index.get(view[end - 1], ()):
        begin = end - len(surface)
        if begin < 0 or not view.startswith(surface, begin):
            continue
        if is_letter(surface[0]) and begin and is_letter(view[begin - 1]):
            continue
        return begin, unit
    return None


def read_named_currency(view: str, atom: Atom, grammar: Grammar) -> None:
    """Give an amount the currency named in front of it, or of its hedge: 港币不超过5000万元, 约新台币13.92亿.

    What is named in brackets counts too: (新台币)1.6兆元, 新台币(下同)3亿元. An amount in 兆元 is in Taiwan's money.
    """
    bare = atom.bare and atom.number.digits and atom.number.scale >= MAN
    if not bare and (atom.role != "money" or atom.surface != "元"):
        return
    named = currency_before(view, atom.start, grammar.named_currencies)
    if named is None and atom.left != atom.start:
        named = currency_before(view, atom.left, grammar.named_currencies)
    if named is None and view[: atom.left].endswith(")"):
        bracket = _BRACKET.search(view, max(0, atom.left - 12), atom.left)
        if bracket is not None:
            named = currency_before(view, bracket.end(1), grammar.named_currencies)
            if named is None and bracket.group(1) in _BRACKETED:
                named = currency_before(view, bracket.start(), grammar.named_currencies)
    if named is not None and bare and view[named[0] - 1 : named[0]] in _AMOUNT_ENDS:
        return  # 120亿美元80亿: the currency of the amount before
    if named is not None:
        atom.role, atom.unit = "money", named[1]
    elif not bare and "兆" in view[atom.start : atom.end] and atom.unit == "CNY":
        atom.unit = "TWD"


_LENGTHS = frozenset(("meter", "kilometer", "mile"))
_MASKED = re.compile(r"\d{2,6}\*{2,4}")
_LONGEST_MASKED = 10


def is_refused(view: str, start: int, grammar: Grammar) -> bool:
    """Tell whether the number is a code or part of a name: by the word before (코로나19), or masked (688***)."""
    if "*" in view[start : start + _LONGEST_MASKED] and _MASKED.match(view, start):
        return True
    position = start
    while position and view[position - 1] in " ::#" and start - position < 3:
        position -= 1
    if not position:
        return False
    words = grammar.refused_before.get(view[position - 1], ())
    return any(view.startswith(word, position - len(word)) for word in words if len(word) <= position)


def read_suffix(view: str, atom: Atom, *, money: bool) -> None:
    """Read 15k, 30w, $5.2bn; 3M and 2G only where nothing else is said, for they are names in running text."""
    found = _LETTERS.match(view, atom.end)
    if found is None:
        return
    letters = found.group(1)
    alone = found.end() == len(view) and not view[: atom.start].strip("+-−负 ")
    glued = view[atom.end] != " "
    if money:
        scale = _SUFFIXES_OF_MONEY.get(letters)
    elif alone:
        scale = _SUFFIXES_ALONE.get(letters)
    else:
        scale = _SUFFIXES.get(letters) if glued else None
    if scale is not None:
        atom.number.scale = atom.number.shared = scale
        atom.scale(atom.number.low.__class__(scale), found.end())


def read_prefixes(view: str, atom: Atom, grammar: Grammar, last_end: int) -> None:
    """Read the sign, minus words, the scale of degrees and the ordinal prefix before a number."""
    start = atom.start
    position = start
    while position and view[position - 1] in " \n" and start - position < 3:
        position -= 1
    if not position:
        return
    character = view[position - 1]
    if character in "-−–":
        before = view[position - 2] if position > 1 else " "
        joined = last_end == position - 1 or (before.isascii() and before.isalnum()) or before in "%)-"
        if character == "–":  # a dash is a minus only where it can join nothing: 이날 –6.3%로
            joined = before not in " \n(" or (last_end >= 0 and not view[last_end : position - 1].strip())
        if position == start and not joined:
            atom.negate()
            atom.start = position - 1
        return
    for surface, role in grammar.prefixes.get(character, ()):
        begin = position - len(surface)
        if begin >= max(0, last_end) and view.startswith(surface, begin):
            _apply_prefix(view, atom, grammar, role, begin, start == position)
            return


def _apply_prefix(view: str, atom: Atom, grammar: Grammar, role: str, begin: int, glued: bool) -> None:
    before = view[begin - 1] if begin else ""
    if role == "ordinal":
        if glued and not is_hangul(before or " ") and atom.role not in ("money", "percent"):
            atom.role = "none" if atom.role == "none" else "ordinal"
            atom.unit, atom.start, atom.end = None, begin, atom.number.end
            atom.low = atom.high = atom.number.low
            atom.is_range = False
    elif role == "open":
        if glued and not atom.number.digits and atom.number.scale > 1 and before not in tuple("以之及加线网史晚早"):
            atom.number.several = True
            atom.start = begin
    elif role == "refuse":
        atom.role = "none"
    elif role.startswith("per "):
        if atom.unit in _LENGTHS:
            atom.unit = f"{atom.unit} {role}"  # 시속 180km
    else:
        if "negative" in role and not (before and before in "胜抱肩担欺"):
            atom.negate()
            atom.start = begin
        scale = role.rpartition("_")[2]
        if scale in ("celsius", "fahrenheit") and atom.role in ("temperature", "bare", "dimension"):
            atom.role, atom.unit, atom.start = "temperature", scale, begin
        elif role == "negative" and atom.role == "temperature":
            read_prefixes(view, atom, grammar, -1)


def is_negative(before: str, grammar: Grammar) -> bool:
    """Tell whether a text ends with a word for minus."""
    return any(
        before.endswith(surface) for group in grammar.prefixes.values() for surface, role in group if "negative" in role
    )
