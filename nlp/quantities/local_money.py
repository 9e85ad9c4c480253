"""The money that 元 means where the text does not say so at the amount.

A text declares it once, behind an amount (收入3亿元（美元，下同）), or marks show that it is of Hong Kong or Taiwan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nlp.lexicon import compile_lexicon
from nlp.quantities.atoms import Atom
from nlp.quantities.context import currency_before
from nlp.quantities.grammar import Grammar
from nlp.tables import read_table, split_cell

_HEAD = 5000  # characters that are read
_MARKS = 2  # different marks at least
_FEW = 2  # amounts of a headline, before the text says that it means yuan
# Whoever states amounts in yuan means it by 元; 若以人民币计则升2% is said by who does not.
_SAYS_YUAN = re.compile(r"人民[币幣]\s?$")
_AHEAD = 5  # characters before an amount that name its currency
_YUAN = re.compile(r"人民币 ?[\d(,]|元人民币|人民币计(?![^,。;]{0,3}[升跌增减])|\(人民币|A股|沪深")
_MAINLAND = re.compile(r"A股|沪深|沪市|深市|两市")  # prices there are in yuan
_SCALES = ("億", "萬")  # which amounts of traditional texts are written with
# A price of a share stands behind one of these in its clause, or its move in the next: 收报6.8元,跌0.2元.
_PRICED = re.compile(
    r"(?:收报|(?<![汇财年月季])报(?![告表道])|收市价|股价|目标价|现价|成交|市值)"
    r"[^,。;:!?\n]*(?:,[再微急]?[升涨跌挫][^,。;:!?\n]*)?$"
)
_CLAUSE = 24
_OF_YUAN = ("元", "仙")  # what amounts are in whose money the place or a declaration tells
# (美元,下同), (单位:美元,下同): of the amount before it and of all behind; (港元): of the amount before it alone.
_DECLARED = re.compile(r"\((?:单位[为:]?|均?[为以])?(?P<money>[^\s\d()、,;:。]{2,5}?)(?P<on>[,、;] ?(?:以下?|下)同)?\)")
# 3.6亿港元(单位下同), 229亿人民币(下同)
_AS_HERE = re.compile(r" ?\((?:单位)?[,:]?(?:以下?|下)同\)")


@cache
def _marks(column: str) -> tuple[re.Pattern[str], dict[str, str]]:
    owners = {
        mark: row["currency"] for row in read_table("nlp.zh", "local_money.tsv") for mark in split_cell(row[column])
    }
    return compile_lexicon(owners), owners


def local_currency(text: str, view: str) -> str | None:
    """Find the currency that the place where a Chinese text is written has, if it is not the yuan.

    Args:
        text: the text.
        view: the same, folded.

    Returns:
        `HKD` or `TWD` where the text has two different marks of the place, more than of the other; in simplified
        characters these are words that are at home there alone. None else.
    """
    pattern, owners = _marks("marks" if any(scale in text for scale in _SCALES) else "at_home")
    found = [match.group() for match in pattern.finditer(view, 0, _HEAD)]
    kinds = {currency: len({mark for mark in found if owners[mark] == currency}) for currency in owners.values()}
    best = max(kinds, key=lambda currency: kinds[currency])
    alone = kinds[best] > sum(kinds.values()) - kinds[best]
    return best if kinds[best] >= _MARKS and alone else None


def put_local(text: str, view: str, atoms: Sequence[Atom]) -> None:
    """Give amounts in a plain 元 the currency of the place.

    A text that states yuan from the start, and one in simplified characters, mean yuan by 元 but in prices of shares,
    which are in the money of the place where they are traded.
    """
    plain = [atom for atom in atoms if atom.surface == "元" and (atom.unit or "").startswith("CNY")]
    currency = local_currency(text, view) if plain else None
    if currency is None:
        return
    yuan = _YUAN.search(view, 0, _HEAD)
    in_yuan = not any(scale in text for scale in _SCALES) or (
        yuan is not None and sum(atom.start < yuan.start() for atom in plain) <= _FEW
    )
    for atom in plain:
        stated = _SAYS_YUAN.search(view, max(0, atom.left - _AHEAD), atom.left)
        if stated is None and (not in_yuan or _is_price(view, atom)):
            atom.unit = currency + str(atom.unit)[len("CNY") :]


def put_declared(view: str, atoms: Sequence[Atom], rules: Grammar) -> None:
    """Give amounts in a plain 元 the currency that a bracket behind an amount declares, for it or from it on.

    Prices of shares stay in the money of the place: what is declared is that of the accounts.
    """
    if "同)" not in view and "元)" not in view:
        return
    declared: str | None = None
    for atom in atoms:
        plain = atom.role == "money" and atom.surface in _OF_YUAN
        named = _DECLARED.match(view, atom.end) if plain else None
        unit = None
        if named is not None:
            found = currency_before(view, named.end("money"), rules.named_currencies)
            unit = found[1] if found is not None and found[0] == named.start("money") else None
            declared = unit if unit is not None and named["on"] else declared
        elif atom.role == "money" and _AS_HERE.match(view, atom.end):
            declared = str(atom.unit).split("/", 1)[0]
        if plain and unit is None and declared is not None and not _is_price(view, atom):
            own = currency_before(view, atom.left, rules.named_currencies)
            unit = declared if own is None else None
        if unit is not None:
            atom.unit = unit + str(atom.unit)[len("CNY") :]


def _is_price(view: str, atom: Atom) -> bool:
    line = view.rfind("\n", 0, atom.left) + 1
    before = view[max(line, atom.left - _CLAUSE) : atom.left]
    return _PRICED.search(before) is not None and _MAINLAND.search(view, line, atom.left) is None
