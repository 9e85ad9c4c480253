"""The money that 元 means in a text in traditional characters: that of Hong Kong or Taiwan, where marks show it."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon import compile_lexicon
from nlp.quantities.atoms import Atom
from nlp.tables import read_table, split_cell

_HEAD = 5000  # characters that are read
_MARKS = 2  # different marks at least
_YUAN = re.compile(
    r"人民币 ?[\d(,]|元人民币|人民币计|\(人民币|A股|沪深"
)  # whoever states amounts in yuan means it by 元
_SCALES = ("億", "萬")  # which amounts of traditional texts are written with


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, str]]:
    owners = {
        mark: row["currency"] for row in read_table("nlp.zh", "local_money.tsv") for mark in split_cell(row["marks"])
    }
    return compile_lexicon(owners), owners


def local_currency(text: str, view: str) -> str | None:
    """Find the currency that 元 stands for in a Chinese text, if it is not the yuan.

    Args:
        text: the text.
        view: the same, folded.

    Returns:
        `HKD` or `TWD` where the text is in traditional characters and has two different marks of the place, more than
        of the other, and states nothing in yuan; else None.
    """
    if not any(scale in text for scale in _SCALES):
        return None
    pattern, owners = _marks()
    head = view[:_HEAD]
    found = [match.group() for match in pattern.finditer(head)]
    kinds = {currency: len({mark for mark in found if owners[mark] == currency}) for currency in owners.values()}
    best = max(kinds, key=lambda currency: kinds[currency])
    alone = kinds[best] > sum(kinds.values()) - kinds[best]
    if kinds[best] < _MARKS or not alone or _YUAN.search(head):
        return None
    return best


def put_local(text: str, view: str, atoms: list[Atom]) -> None:
    """Give amounts in a plain 元 the currency of the place."""
    plain = [atom for atom in atoms if atom.surface == "元" and (atom.unit or "").startswith("CNY")]
    currency = local_currency(text, view) if plain else None
    if currency is None:
        return
    for atom in plain:
        atom.unit = currency + str(atom.unit)[len("CNY") :]
