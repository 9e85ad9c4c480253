"""Hedges: the words beside a number that open or soften it."""

from __future__ import annotations

from nlp.quantities.atoms import Atom, skip_blanks
from nlp.quantities.context import currency_before, read_named_currency
from nlp.quantities.grammar import Bound, Grammar
from nlp.records import Qualifier


def read_hedges(view: str, atom: Atom, grammar: Grammar) -> None:
    """Set an atom's qualifier, and the ends of its span with its hedges."""
    atom.left, atom.right = atom.start, atom.end
    before = _read_before(view, atom, grammar)
    after = _read_after(view, atom, grammar)
    if grammar.named_currencies:
        read_named_currency(view, atom, grammar)
    if atom.is_range or atom.role == "ordinal" or (atom.high is not None and atom.low != atom.high):
        return
    if atom.number.several:
        atom.qualifier, atom.high, atom.decimals = "approx", None, None
    elif atom.number.more:
        atom.qualifier, atom.high, atom.decimals = "at_least", None, None
    elif after in ("at_least", "at_most") and before in (None, "approx"):
        atom.qualifier = after
    else:
        atom.qualifier = before or after


def _read_before(view: str, atom: Atom, grammar: Grammar) -> Qualifier | None:
    qualifier: Qualifier | None = None
    position = _before_names(view, atom, grammar)
    for _ in range(2):
        begin = position
        while begin and view[begin - 1] in " \n" and position - begin < 4:
            begin -= 1
        bound = _bound_ending(view, begin, grammar)
        if bound is None or bound.qualifier is None:
            break
        if qualifier is None or qualifier == "approx":
            qualifier = bound.qualifier
        position = begin - len(bound.surface)
        atom.left = position
    return qualifier


def _before_names(view: str, atom: Atom, grammar: Grammar) -> int:
    """Step over what may stand between a hedge and an amount: 约人民币5亿元, 突破每盎司2900美元."""
    if atom.role != "money":
        return atom.start
    named = currency_before(view, atom.start, grammar.named_currencies)
    position = atom.start if named is None else named[0]
    each = view.rfind("每", max(0, position - 4), position) if grammar.lang == "zh" else -1
    if each >= 0 and any(
        surface == view[each + 1 : position] for surface, _ in grammar.denominators.get(view[each + 1], ())
    ):
        return each
    return position


def _bound_ending(view: str, end: int, grammar: Grammar) -> Bound | None:
    if not end:
        return None
    for bound in grammar.before.get(view[end - 1], ()):
        begin = end - len(bound.surface)
        if begin >= 0 and view.startswith(bound.surface, begin):
            return bound
    return None


def _read_after(view: str, atom: Atom, grammar: Grammar) -> Qualifier | None:
    position = skip_blanks(view, atom.end)
    if position >= len(view):
        return None
    for bound in grammar.after.get(view[position], ()):
        if view.startswith(bound.surface, position) and (atom.bare or not bound.bare):
            if len(bound.surface) == 1 and not _ends_word(view, position + 1, grammar):
                continue  # 5家内资券商, 10% 선호
            if bound.qualifier is not None:
                atom.right = position + len(bound.surface)
            return bound.qualifier
    return None


def _ends_word(view: str, end: int, grammar: Grammar) -> bool:
    following = view[end : end + 1]
    return following.isascii() or not following.isalpha() or grammar.followers.match(view, end) is not None


def merge_bounds(view: str, atoms: list[Atom], grammar: Grammar) -> list[Atom]:
    """Make one range of a lower and an upper bound side by side: 10亿以上20亿以下, 20 이상 50 미만."""
    merged: list[Atom] = []
    for atom in atoms:
        left = merged[-1] if merged else None
        if left is None or not _are_bounds(view, left, atom, grammar):
            merged.append(atom)
            continue
        lower, upper = (left, atom) if left.qualifier == "at_least" else (atom, left)
        left.role, left.unit, left.surface = atom.role, atom.unit, atom.surface
        left.low, left.high = lower.low, upper.low
        left.is_range, left.qualifier = True, None
        left.end, left.right = atom.end, atom.right
    return merged


def _are_bounds(view: str, left: Atom, right: Atom, grammar: Grammar) -> bool:
    if left.qualifier is None or right.qualifier is None or left.is_range or right.is_range:
        return False
    if {left.qualifier, right.qualifier} != {"at_least", "at_most"}:
        return False
    if left.unit != right.unit and not left.bare:
        return False
    both_after = left.right > left.end and right.right > right.end
    both_before = left.left < left.start and right.left < right.start
    gap = view[left.right : right.left]
    if len(gap) > 8 or not (both_after or both_before) or (both_before and "," in gap):
        return False
    lower, upper = (left, right) if left.qualifier == "at_least" else (right, left)
    link = gap.strip(" ,")
    return lower.low < upper.low and (not link or link in grammar.bound_links)
