"""From atoms to wholes: compound amounts, ranges, and units that are stated once for several numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from nlp.quantities.atoms import Atom, skip_blanks
from nlp.quantities.fractions import divide
from nlp.quantities.grammar import Grammar
from nlp.quantities.numerals import MAN

_LONGEST_GAP = 10
_SHARED_ROLES = frozenset(
    ("percent", "percentage_point", "money", "multiple", "count", "number", "dimension", "points", "none")
)
_SHARING = frozenset(("和", "与", "及", "、", "/", "와", "과", "·", "및", "跟"))
_DROPPED = frozenset(("none", "part", "percent part"))
_OUT_OF = re.compile(r" ?(?:중|가운데) ?")
# 从25元到300元不等: the second number is a bound, whatever stands before the first.
_SPREAD = ("不等", "之间", "区间")
_CHANGE_ROLES = frozenset(("percent", "percentage_point", "money", "multiple"))
_SENTENCE_END = re.compile("[。;；\n!?！？]")
_BASE = re.compile("同比|上年同期|去年同期|比上年|较上年")
_CLAUSE = 45
_WIDEST, _WIDEST_FORECAST = 3, 10
_ROUND_BASES = frozenset((2, 3, 4, 5, 10, 20, 100))


def join(view: str, atoms: list[Atom], grammar: Grammar) -> list[Atom]:
    """Join atoms that are one quantity, and let those share a unit that state it once.

    Returns:
        What is left; dates and other numbers that are no quantities are dropped.
    """
    for step in (_compound, _whole):
        joined: list[Atom] = []
        for atom in atoms:
            if joined and atom.start - joined[-1].end <= _LONGEST_GAP and step(view, joined[-1], atom, grammar):
                continue
            joined.append(atom)
        atoms = joined
    _share_units(view, atoms)
    return [atom for atom in atoms if atom.role not in _DROPPED and not atom.provisional]


def _whole(view: str, left: Atom, right: Atom, grammar: Grammar) -> bool:
    gap = view[left.end : right.start]
    if left.is_range or left.high is None or right.high is None or (right.is_range and not right.step):
        return False
    if grammar.lang == "ko" and _out_of(left, right, gap):
        return True
    return _range(view, left, right, gap, grammar)


def _compound(view: str, left: Atom, right: Atom, grammar: Grammar) -> bool:
    """Read 三元五角, 8달러 50센트, 3斤5两, 2할6푼, 오와 사분의 일 as one; the left atom becomes it."""
    if left.is_range or right.is_range:
        return False
    gap = view[left.end : right.start]
    if gap.strip(" 又零"):
        mixed = gap in ("과 ", "와 ") and left.bare and right.role == "ratio" and 0 < right.low < 1
        if not mixed or left.low % 1:
            return False
        left.role = "ratio"
    elif left.role in ("money", "part") and right.role in ("money", "part"):
        if left.unit != right.unit or right.factor >= left.factor or left.low <= 0:
            return False
        left.role = "money"
    elif left.role == "percent" and right.role == "percent part":
        left.surface = right.surface
    elif left.surface == "斤" and right.surface == "两":
        right.low *= 50
    else:
        return False
    left.set_value(left.low + right.low, right.end)
    left.provisional = False
    left.decimals, left.factor = right.decimals, right.factor
    if left.role != "ratio":
        left.number.scale = 1
    return True


def _out_of(left: Atom, right: Atom, gap: str) -> bool:
    """Read 10명 중 7명 as 70 per cent, 셋 중 하나 as a third."""
    if _OUT_OF.fullmatch(gap) is None or left.low not in _ROUND_BASES or not 0 < right.low < left.low:
        return False
    if left.role == "count" and right.role == "count" and left.unit == right.unit == "person":
        left.role, left.unit = "percent", "percent"
        left.set_value(divide(right.low * 100, left.low), right.end)
        return True
    if left.bare and right.bare and not left.number.digits:
        left.role = "ratio"
        left.set_value(divide(right.low, left.low), right.end)
        left.provisional = False
        return True
    return False


def _range(view: str, left: Atom, right: Atom, gap: str, grammar: Grammar) -> bool:
    word = gap.strip(" \t\n")
    if word.startswith("(") and ")" in word:
        word = word.partition(")")[2].strip()  # 1万(含)-5万元
    joiner = grammar.joiners.get(word) or grammar.joiners.get(word.rstrip("约"))  # 3亿元至约5亿元
    if joiner is None:
        return False
    before = view[max(0, left.start - 8) : left.start].rstrip(" 了约到至")
    moves = joiner.not_after and before.endswith(joiner.not_after) and not view.startswith(_SPREAD, right.end)
    if moves and not _changes_between(view, left, right, before, grammar):
        return False
    if joiner.opening or joiner.closing:
        after = skip_blanks(view, right.end)
        closed = bool(joiner.closing) and view.startswith(joiner.closing, after)
        if not closed and not any(opening in before for opening in joiner.opening):
            return False
    return _make_range(view, left, right, word, moves=bool(moves))


def _changes_between(view: str, left: Atom, right: Atom, before: str, grammar: Grammar) -> bool:
    """Tell 增长40%至60%, a change between two bounds, from 开工率上升3%至76.4%, a change and the level it leads to."""
    changes = grammar.range_changes
    if not changes or not before.endswith(changes["change"]) or left.low <= 0 or right.role not in _CHANGE_ROLES:
        return False
    if not left.bare and (left.role != right.role or left.unit != right.unit):
        return False
    start = max(0, left.start - _CLAUSE)
    clause = _SENTENCE_END.split(view[start : left.start])[-1]
    parts = clause.split(",")
    clause = ",".join(parts[-2:])
    if any(word in clause for word in changes["level"]) or view.startswith("/", right.end):
        return False
    forecast = any(word in clause for word in changes["forecast"])
    low, high = left.low, right.high or right.low
    if left.bare:
        low *= right.factor * (right.number.shared if left.number.scale == 1 else 1)
        low = left.low * right.factor if low > high else low
    if right.role == "money" and not (forecast or _BASE.search(clause)):
        return False
    if low > high and right.role == "percent" and before.endswith(changes["fall"]):
        low, high = high, low
    return low < high <= low * (_WIDEST_FORECAST if forecast else _WIDEST)


def _make_range(view: str, left: Atom, right: Atom, word: str, *, moves: bool) -> bool:
    high = right.high or right.low
    low = left.low
    if left.bare:
        low *= right.factor
        shares = left.number.scale == 1 or left.number.scale < MAN <= right.number.shared
        if shares and right.number.shared > 1 and left.role != "ratio":
            scaled = low * right.number.shared
            low = scaled if abs(scaled) <= abs(high) else low
        small = max(abs(low), abs(high)) < 100 and not left.number.decimals and not right.number.decimals
        chained = view[right.end : right.end + 1] == "-" and view[right.end + 1 : right.end + 2].isdigit()
        codes = view[left.end] == "-" and min(low, high) >= 1000
        if right.bare and word == "-" and (chained or codes or (small and len(view) > 30)):
            left.role, left.end = "none", right.end  # a score, a code
            return True
    elif not right.bare or left.role != "percent":
        same = left.role == right.role and left.unit == right.unit
        if not same and not (left.role == "none" or right.role == "none"):
            return False
    borrowed = (low / left.low).adjusted() if left.low else 0
    if low > high and (moves or low < 0 or view.startswith(_SPREAD, right.end)):
        low, high = high, low  # 下降40%至30%, -3亿元到-5亿元, 在4.9%至4.75%之间
    if low > high and "none" not in (left.role, right.role):
        return False
    if left.bare:
        left.role, left.unit, left.factor, left.surface = right.role, right.unit, right.factor, right.surface
    elif right.role == "none":
        left.role = "none"
    if left.decimals is not None and right.decimals is not None:
        left.decimals = min(left.decimals - borrowed, right.decimals)
    left.low, left.high, left.is_range, left.end = low, high, True, right.end
    left.number.several = left.number.more = False
    left.provisional = left.provisional and right.provisional
    return True


def _share_units(view: str, atoms: list[Atom]) -> None:
    """Give 0.3 in 0.3和0.1个百分点, and 3.5 in 3.5/4.2/5.1亿元, the unit that is stated at the end of the list."""
    given = Decimal(1)  # what the number to the right was multiplied by itself
    for index in range(len(atoms) - 2, -1, -1):
        left, right = atoms[index], atoms[index + 1]
        passed, given = given, Decimal(1)
        if right.role not in _SHARED_ROLES or left.is_range:
            continue
        own = left.number.scale > 1
        if own and (right.role not in ("money", "count") or right.number.scale == 1 or right.factor != 1):
            continue
        # 分别上升0.09个和1.05个百分点: 个 is the first character of the unit.
        shortened = left.surface == "个" and right.role == "percentage_point" and right.surface.startswith("个")
        if not left.bare and not shortened:
            continue
        if view[left.end : right.start].strip(" ") not in _SHARING:
            continue
        scale = 1 if right.is_range or own else right.number.scale * passed
        given = right.factor * Decimal(scale)
        left.role, left.unit, left.surface = right.role, right.unit, right.surface
        left.provisional = right.provisional
        left.high = left.low
        left.scale(given, left.end)


def share_currencies(view: str, atoms: list[Atom]) -> None:
    """Give 2亿元 in 新台币3亿元、2亿元 the currency that is named once in front of the list."""
    for left, right in pairwise(atoms):
        if left.surface != "元" or right.surface != "元" or left.unit == "CNY" or right.unit != "CNY":
            continue
        if left.role == right.role == "money" and view[left.end : right.start].strip(" ") in _SHARING:
            right.unit = left.unit
