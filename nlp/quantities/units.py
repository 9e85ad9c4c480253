"""What follows a number: its unit, and what is glued to the unit and changes the value."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.quantities.atoms import Atom, is_hangul, is_hanja, is_letter, skip_blanks
from nlp.quantities.grammar import Grammar, Unit
from nlp.quantities.numerals import MAN

_DIVISIBLE = frozenset(("money", "dimension", "count", "number"))
_HUNDRED_MILLION = 10**8
_HOURS = 24
_WEEKS = 53
_MOST_DIGITS = 6
_SHORT = 12
_SHORT_INPUT = 30
# A weight where the text speaks of weighing; money (GBP) otherwise.
_WEIGHT = re.compile("몸무게|체중|무게|중량|빼|킬로그램|온스|톤|감량")
_INDEX = re.compile("코스피|코스닥|지수|환율|포인트|선을|나스닥|다우|닛케이")
_INSIDE_SPACES = re.compile(r"\s+")
_LATIN = re.compile("[A-Za-z]")
_STEP_AFTER = re.compile("대(?:(?![가-힣])|(?=[의는은이가를을로에도인까와과초중후다였입]))")
# 1271대 1: a competition of 1,271 to one; 7대 3, 16대9, 1대1: a share, a format, a score. Not 20대 38%, 3대 2만원.
_ODDS = re.compile(r" ?(\d{1,2})(?!\d|[.,]\d| ?[%명개건곳세인대년월일시분주만억천백조])")
_LARGEST_SCORE = 5
_PART = re.compile("[一二三四五六七八九0-9][角毛毫]")
_NO_HALF = frozenset("导年天月日径场路小决岛成途")
_GENERATIONS = frozenset({10, 20, 30, 40, 50, 60, 70, 80, 90})
_RANKED = frozenset({30, 40, 50, 100, 200, 300, 500, 1000})


def match_unit(view: str, end: int, grammar: Grammar) -> tuple[Unit, int] | None:
    """Find the unit behind a number, blanks between them allowed: the longest one of the tables.

    Args:
        view: the folded text.
        end: where the number ends.
        grammar: that of the text's language.

    Returns:
        The unit and where it ends.
    """
    if end >= len(view):
        return None
    position = skip_blanks(view, end) if view[end] in " \n\t" else end
    index = grammar.units.get(view[position : position + 1])
    if index is None:
        return None
    if grammar.lang == "zh" and " " in view[position + 1 : position + 4]:
        spread = _match_spread_unit(view, position, grammar)
        if spread is not None:
            return spread
    for length in index.lengths:
        stop = position + length
        unit = index.units.get(view[position:stop])
        if unit is None or stop > len(view):
            continue
        surface = unit.surface
        if is_letter(surface[-1]) and stop < len(view) and view[stop].isascii() and view[stop].isalnum():
            continue
        if position > end and len(surface) == 1 and unit.role in ("count", "none") and "\n" in view[end:position]:
            continue  # the next line begins with a word
        if unit.length:
            stop = position + unit.length
        return (unit, stop) if unit.role != "unlike" else None
    return None


def _match_spread_unit(view: str, position: int, grammar: Grammar) -> tuple[Unit, int] | None:
    """Match a unit whose characters are set apart: 个 百 分 点."""
    window = view[position : position + 12]
    packed = _INSIDE_SPACES.sub("", window)
    index = grammar.units[view[position]]
    for length in index.lengths:
        unit = index.units.get(packed[:length]) if 1 < length <= len(packed) else None
        if unit is not None and not _LATIN.search(unit.surface):  # 上涨0.3% PPI is no %P
            count, stop = 0, position
            while count < len(unit.surface):
                count += not view[stop].isspace()
                stop += 1
            return unit, stop
    return None


def accepts(view: str, atom: Atom, unit: Unit, end: int, grammar: Grammar) -> bool:
    """Tell whether a unit may stand with a number; a count refused as a period's or a name's becomes `none`."""
    number = atom.number
    if unit.surface == '"' and (len(view) > _SHORT or view.count('"') > 1):
        return False
    if unit.role == "digits" and (number.digits or atom.low > _MOST_DIGITS):
        return False
    if unit.role == "order" and not number.pure:
        return False
    if grammar.lang == "ko":
        return _accepts_korean(view, atom, unit, end, grammar)
    hour = unit.surface == "点" and number.decimals == 0 and number.scale == 1 and atom.low <= _HOURS
    if hour and not view[max(0, atom.start - 4) : atom.start].rstrip("了约").endswith(grammar.range_changes["change"]):
        atom.role = "none"  # o'clock
        return False
    if unit.role == "level" and (not number.decimals or number.scale > 1):
        atom.role = "none" if number.digits and number.scale == 1 else atom.role
        return False
    if unit.surface == "成":
        return number.scale <= 10 and atom.low <= 10
    return number.digits or unit.surface != "点" or number.low >= 100


def _accepts_korean(view: str, atom: Atom, unit: Unit, end: int, grammar: Grammar) -> bool:
    number = atom.number
    surface = unit.surface
    spaced = view[atom.end : atom.end + 1] in (" ", "\n")
    plain = number.digits and not number.words and not number.decimals
    if surface == "대" and _ODDS.match(view, end):
        return True
    if surface == "대" and plain and _is_ranking(view, atom, end, spaced):
        atom.role = "none"
        return False
    round_number = number.scale >= _HUNDRED_MILLION or (plain and atom.low >= 1000 and atom.low % 100 == 0)
    if surface == "대" and round_number and not spaced and is_step(view, atom, end - 1):
        return False  # 70억대 횡령, 코스피 2300대에 마감: the next step, not machines
    if (
        surface == "주"
        and plain
        and atom.low < _WEEKS
        and len(view) > _SHORT
        and view[end : end + 1] not in ("당", "를", "씩")
    ):
        atom.role = "none"
        return False
    if is_hangul(surface[-1]) and is_hangul(view[end : end + 1] or " "):
        single = len(surface) == 1
        lenient = unit.role in ("money", "none", "percent") or unit.free
        strict = not number.digits or unit.clipped or (single and (spaced or not lenient))
        step = unit.role in ("money", "percent") and number.scale > 1 and _STEP_AFTER.match(view, end) is not None
        if strict and not step and grammar.followers.match(view, end) is None:
            return False
    if spaced and len(surface) == 1 and unit.role == "count" and not unit.common:
        return False
    if spaced and surface == "등":
        return False  # "and others", not a rank
    if number.digits:
        return True
    word = view[number.start : number.end]
    role = grammar.values.get(word, ("", 0))[0]
    if word == "첫":
        return unit.role == "ordinal"
    if role in ("digit", "zero"):
        if surface == "등":
            return atom.low <= 3 and not spaced
        return len(surface) > 1 and unit.role not in ("none", "count") and not spaced
    if role == "scale" and atom.low >= _HUNDRED_MILLION:
        return unit.role in ("order", "ordinal") or (unit.role == "money" and len(surface) > 1)
    if role == "scale" and spaced:
        return unit.role in ("money", "percent", "ordinal", "order") or (unit.role == "count" and unit.common)
    if role == "native" and (unit.role == "degree" or (unit.role == "count" and not unit.common)):
        return False
    if role == "native" and unit.role == "none":
        atom.role = "none"
        return False
    return True


def _is_ranking(view: str, atom: Atom, end: int, spaced: bool) -> bool:
    """Tell 20대 (people in their twenties) and 5대 은행, 100대 기업 (the top five, the top hundred) from machines."""
    if spaced:
        return False
    if atom.low in _GENERATIONS and atom.low >= 10:
        return True
    behind = view[end : end + 2]
    followed = (behind[:1] == " " and is_hangul(behind[1:] or " ")) or is_hanja(behind[:1] or " ")
    return followed and (atom.low <= 20 or atom.low in _RANKED)


def take_unit(view: str, atom: Atom, unit: Unit, end: int, grammar: Grammar) -> None:
    """Give an atom its unit, and read on: a denominator, a half, a last digit, an open rest, a step."""
    number = atom.number
    role, factor = unit.role, unit.factor
    if atom.role == "money":
        if role == "money" and factor == 1:
            atom.end = end
            _take_denominator(view, atom, grammar)
        return
    if role == "money" and unit.alone != "yes":
        role = _colloquial_role(view, atom, unit, end, grammar)
    atom.surface, atom.role, atom.unit = unit.surface, role, unit.name
    odds = _ODDS.match(view, end) if unit.surface == "대" else None
    if odds is not None:
        times = odds.group(1) == "1" and number.low > _LARGEST_SCORE
        atom.role, atom.unit, atom.end = ("multiple", "times", odds.end()) if times else ("none", None, odds.end())
        return
    if role == "count" and unit.role == "money":
        atom.unit = "item"
    elif role == "discount":
        # 75折 and 七五折 are 75 per cent, 7.5折 and 六折 tenths.
        tenths = number.scale != 1 or not 10 <= number.low < 100 or number.low % 1 or "十" in view[number.start : end]
        factor = Decimal(10) if tenths else Decimal(1)
        atom.role = "percent"
    elif role == "degree":
        large = number.scale >= MAN and grammar.lang == "zh"
        atom.role, atom.unit = ("dimension", "kWh") if large else ("temperature", "degree")
    elif role == "pound":
        weight = number.scale < MAN and _WEIGHT.search(view, max(0, atom.start - 40), end + 12) is not None
        atom.role, atom.unit = ("dimension", "pound") if weight else ("money", "GBP")
    elif role == "jin":
        # A purchase is so many grams, a harvest (800亿斤) so many jin.
        harvest = number.scale >= MAN
        factor = Decimal(1) if harvest else factor
        atom.role, atom.unit = "dimension", "jin" if harvest else "gram"
    elif role in ("level", "megabit"):
        atom.role = "dimension"
    elif role == "digits":
        # 두 자릿수, 两位数: from 10 to 100
        atom.low, atom.high = Decimal(10) ** (number.low - 1), Decimal(10) ** number.low
        atom.role, atom.is_range, atom.decimals = "number", True, None
    elif role == "order":
        atom.role, atom.decimals = "number", None
        number.several = True
    if role == "ordinal":
        atom.unit = None
    atom.factor = factor
    if factor != 1:
        atom.scale(factor, end)
    atom.end = end
    _take_tail(view, atom, unit, end, grammar)
    if atom.end < len(view) and view[atom.end] == "半" and view[atom.end + 1 : atom.end + 2] not in _NO_HALF:
        atom.set_value(atom.low + factor / 2, atom.end + 1)
    _take_denominator(view, atom, grammar)
    _take_rest(view, atom, grammar)


def _colloquial_role(view: str, atom: Atom, unit: Unit, end: int, grammar: Grammar) -> str:
    """块, 角, 동 are money beside other money, in decimals, or as all there is; else 块 counts pieces."""
    number = atom.number
    alone = len(view) <= _SHORT_INPUT and not view[end:].strip() and not view[: atom.start].strip()
    tail = _last_digit(view, end, grammar)
    if unit.alone == "part":
        return "money" if alone or number.decimals or (tail and len(view) <= _SHORT_INPUT) else "part"
    if unit.surface == "块" and atom.low >= _HUNDRED_MILLION:
        return "count"  # 3866亿块 are chips
    money = alone or number.decimals or number.scale >= MAN or tail or _PART.match(view, end)
    return "money" if money else "count"


def _take_tail(view: str, atom: Atom, unit: Unit, end: int, grammar: Grammar) -> None:
    """Read the last digit of 三成五, 五块六, 三块零四."""
    if unit.alone != "colloquial" and unit.surface not in ("成", "蚊", "毛", "毫", "角"):
        return
    tail = _last_digit(view, end, grammar) if grammar.lang == "zh" else None
    if tail is not None and atom.role in ("money", "percent", "part"):
        atom.set_value(atom.low + tail[0] * unit.factor, tail[1])


def _last_digit(view: str, end: int, grammar: Grammar) -> tuple[Decimal, int] | None:
    position = end + 1 if view[end : end + 1] == " " else end
    role, value = grammar.values.get(view[position : position + 1], ("", 0))
    share = Decimal("0.1")
    if role == "zero":
        position, share = position + 1, Decimal("0.01")
        role, value = grammar.values.get(view[position : position + 1], ("", 0))
    if role != "digit":
        return None
    following = view[position + 1 : position + 2]
    if following and (following in grammar.values or following in grammar.units or following.isdigit()):
        return None
    return value * share, position + 1


def _take_denominator(view: str, atom: Atom, grammar: Grammar) -> None:
    start = atom.end + 1
    if start >= len(view) or view[atom.end] != "/" or atom.unit is None or atom.role not in _DIVISIBLE:
        return
    for surface, per in grammar.denominators.get(view[start], ()):
        stop = start + len(surface)
        letters = is_letter(surface[-1]) and stop < len(view) and is_letter(view[stop])
        if view.startswith(surface, start) and not letters:
            atom.unit, atom.end = f"{atom.unit}/{per}", stop
            return


def _take_rest(view: str, atom: Atom, grammar: Grammar) -> None:
    """Take in 多 of 两倍多 and 대 of 30%대, 1억원대."""
    end = atom.end
    if end >= len(view):
        return
    if grammar.lang == "zh":
        if view[end] == "多" and atom.role in ("multiple", "money", "dimension"):
            atom.number.more = True
            atom.end += 1
    elif view[end] == "대" and atom.role in ("money", "percent", "count", "points"):
        take_step(view, atom)


def is_step(view: str, atom: Atom, end: int) -> bool:
    """Tell whether 대 behind a bare number is a step: with a large scale, or where the text speaks of an index."""
    if _STEP_AFTER.match(view, end) is None:
        return False
    return atom.number.scale > 1 or _INDEX.search(view, max(0, atom.start - 20), end) is not None


def take_step(view: str, atom: Atom) -> bool:
    """Turn 30%대 into 30 to 40: up to the next step of the last digit that the number states.

    Returns:
        Whether the step stands there.
    """
    if _STEP_AFTER.match(view, atom.end) is None:
        return False
    atom.end += 1
    if atom.low < 0 or atom.number.more or atom.number.several:
        return True
    digits = (atom.low / atom.factor).normalize()
    exponent = digits.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    atom.high = atom.low + step * atom.factor
    atom.is_range = atom.step = True
    return True
