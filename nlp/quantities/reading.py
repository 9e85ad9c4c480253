"""The way from a text to its quantities."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.quantities.atoms import Atom, is_letter
from nlp.quantities.bare import may_be_bare, may_be_joined
from nlp.quantities.context import currency_before, is_hedged, is_refused, read_prefixes, read_suffix
from nlp.quantities.digits import DATES, read_digits
from nlp.quantities.fractions import in_slash_list, read_fraction, read_power, read_slash
from nlp.quantities.grammar import Grammar, grammar
from nlp.quantities.hedges import merge_bounds, read_hedges
from nlp.quantities.join import join, share_currencies
from nlp.quantities.local_money import put_declared, put_local
from nlp.quantities.numerals import Numeral, read_run
from nlp.quantities.units import accepts, match_unit, take_unit
from nlp.records import Qualifier, Quantity, QuantityKind, format_decimal
from nlp.text import fold

_WEB = re.compile(r"(?:https?://|www\.)[!-~]+|@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
# 만 65세: in full years, not ten thousand and sixty-five.
_FULL_AGE = re.compile(r"만 ?\d{1,3}(?:[~∼-]\d{1,3})? ?(?:세|살|개월|년)")
_KINDS: dict[str, QuantityKind] = {
    "ratio": "multiple",
    "multiple": "multiple",
    "percent": "percent",
    "percentage_point": "percentage_point",
    "money": "money",
    "dimension": "dimension",
    "temperature": "temperature",
    "age": "age",
    "ordinal": "ordinal",
}
# Beyond any amount of the real world, and still within the precision of Decimal's default context.
_LARGEST = Decimal(10) ** 24
_WORD_UNITS: dict[str, tuple[str, str | None]] = {
    "half": ("ratio", None),
    "half off": ("percent", "percent"),
    "two digits": ("number", None),
}
_SAYABLE = frozenset(("bare", "money", "count", "dimension"))
_UNITLESS = frozenset(("bare", "money", "ratio"))


def find_quantities(text: str, lang: str) -> list[Quantity]:
    """Find the quantities of a text.

    Args:
        text: any text.
        lang: `zh` or `ko`.

    Returns:
        The quantities in order, without overlaps; offsets are into `text`.

    Raises:
        ConfigError: there is no grammar for the language (E202).
    """
    rules = grammar(lang)
    view = fold(text, lang)
    atoms = join(view, _find_atoms(view, rules), rules)
    for atom in atoms:
        read_hedges(view, atom, rules)
    if rules.named_currencies:
        share_currencies(view, atoms)
        put_local(text, view, atoms)
        put_declared(view, atoms, rules)
    return [_to_quantity(text, atom) for atom in merge_bounds(view, atoms, rules)]


def _find_atoms(view: str, rules: Grammar) -> list[Atom]:
    atoms: list[Atom] = []
    addresses = _WEB.finditer(view) if "://" in view or "www." in view or "@" in view else iter(())
    address = next(addresses, None)
    search = rules.trigger.search
    skip_date = DATES[rules.lang].match
    position = 0
    last_end = -1
    while (found := search(view, position)) is not None:
        start = found.start()
        while address is not None and address.end() <= start:
            address = next(addresses, None)
        if address is not None and address.start() <= start:
            position = address.end()
            continue
        date = skip_date(view, start) if "0" <= view[start] <= "9" else None
        if date is not None:
            position = date.end()
            continue
        atom, position = _read_atom(view, start, rules, last_end)
        if atom is not None:
            atoms.append(atom)
            last_end = atom.end
    return atoms


def _read_atom(view: str, start: int, rules: Grammar, last_end: int) -> tuple[Atom | None, int]:
    """Read the number that begins at an offset, with its unit; return it and where to go on."""
    if "0" <= view[start] <= "9":
        previous = view[start - 1] if start else ""
        sign = (
            currency_before(view, start, rules.currencies) if previous == " " or previous in rules.currencies else None
        )
        number, position = read_digits(view, start, rules, joined=sign is not None or last_end == start - 1)
    else:
        sign = None
        number, position = _read_words(view, start, rules)
    if number is None:
        return None, position
    if sign is not None and sign[0] < last_end:
        sign = None
    atom = Atom(number.start, number.end, number, number.low, number.high, "bare", None, number.decimals)
    following = view[number.end : number.end + 1]
    if number.word:
        atom.role, atom.unit = _WORD_UNITS.get(number.word, ("bare", None))
        atom.is_range = atom.low != atom.high
    elif number.digits:
        if following in "^eE" and following:
            read_power(view, atom)
        elif in_slash_list(view, atom, last_end):
            atom.provisional = not number.decimals
        elif following in "/ " and following:
            read_slash(view, atom)
    if following == "+" and not view[number.end + 1 : number.end + 2].isdigit():
        number.more = True  # 10万+, 9000+颗
        atom.end += 1
    if abs(atom.low) >= _LARGEST:
        return None, max(atom.end, position)
    if sign is not None:
        atom.start, atom.role, atom.unit = sign[0], "money", sign[1]
        read_suffix(view, atom, money=True)
    elif atom.bare:
        ahead = view[number.end + 1 : number.end + 2] if following == " " else following
        if ahead in " 分份又분" and ahead:
            read_fraction(view, atom, rules)
        if number.digits and atom.bare and (number.more or is_letter(ahead)):
            read_suffix(view, atom, money=False)
    if atom.role in _UNITLESS:
        _read_unit(view, atom, rules)
    if atom.role == "none":
        return atom, max(atom.end, position)
    if atom.bare and not atom.provisional and not may_be_bare(view, atom, rules):
        if not may_be_joined(view, atom, rules):
            return None, max(atom.end, position)
        atom.provisional = True
    if number.pure and number.words == 1 and atom.role in _SAYABLE and not _is_said(view, atom, rules):
        return None, max(atom.end, position)
    if (atom.bare or atom.role == "count") and is_refused(view, atom.start, rules):
        return None, max(atom.end, position)
    read_prefixes(view, atom, rules, last_end)
    return atom, max(atom.end, position)


def _is_said(view: str, atom: Atom, rules: Grammar) -> bool:
    """Tell whether a single scale is an amount: 逾千家, 上万元; not 单位:万元. In Korean 만원 is one anyway."""
    if atom.number.low <= 10:
        return True
    alone = atom.start == 0 and atom.end == len(view)
    return (
        rules.lang == "ko" or alone or view[atom.start - 1 : atom.start] in ("上", "成") or is_hedged(view, atom, rules)
    )


def _read_words(view: str, start: int, rules: Grammar) -> tuple[Numeral | None, int]:
    for offset, pattern in rules.idioms.get(view[start], ()):
        idiom = pattern.match(view, start - offset) if offset <= start else None
        if idiom is not None:
            return None, max(idiom.end(), start + 1)
    scaled = start > 0 and view[start - 1].isascii() and view[start - 1].isdigit()
    of_name = scaled and rules.values.get(view[start], ("", 0))[0] == "scale"  # what is left of GPU8만
    if of_name or (rules.lang == "ko" and _FULL_AGE.match(view, start)):
        return None, start + 1
    number = read_run(view, start, rules)
    if number is None or number.end <= start:
        return None, start + 1
    return number, number.end


def _read_unit(view: str, atom: Atom, rules: Grammar) -> None:
    found = match_unit(view, atom.end, rules)
    if found is None:
        return
    unit, end = found
    if not accepts(view, atom, unit, end, rules):
        return
    if atom.role == "ratio" and unit.role not in ("dimension", "money", "count", "multiple"):
        return
    if unit.role == "none":
        atom.role, atom.end, atom.factor = "none", end, Decimal(1)
        return
    take_unit(view, atom, unit, end, rules)
    if (
        rules.lang == "ko"
        and view.startswith("당", atom.end)
        and not view.startswith(("당시", "당기", "당일"), atom.end)
    ):
        atom.role = "none"  # 1인당: what the next number is counted by


def _canonical(value: Decimal | None) -> Decimal | None:
    """Print 93.25亿 as 9325000000, not 9325000000.00: the precision stated is in `decimals`."""
    if value is None or (value and value.as_tuple().exponent == 0):
        return value
    return Decimal(format_decimal(value))


def _to_quantity(text: str, atom: Atom) -> Quantity:
    low: Decimal | None = atom.low
    high: Decimal | None = atom.high
    qualifier: Qualifier = atom.qualifier or "exact"
    if atom.is_range or (atom.qualifier is None and low != high):
        qualifier = "range"
    elif qualifier == "at_least":
        high = None
    elif qualifier == "at_most":
        low, high = None, low
    unit = "times" if atom.role == "ratio" and atom.unit is None else atom.unit
    lowest = _canonical(low)
    return Quantity(
        start=atom.start,
        end=atom.end,
        text=text[atom.start : atom.end],
        kind=_KINDS.get(atom.role, "number"),
        low=lowest,
        high=lowest if high is low else _canonical(high),
        qualifier=qualifier,
        unit=unit,
        decimals=atom.decimals,
    )
