"""The grammar of quantities of one language, compiled once from the tables of `nlp.zh` or `nlp.ko`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from nlp.errors import ConfigError
from nlp.records import Qualifier
from nlp.tables import Row, read_table, split_cell

SMALLEST_LARGE_SCALE = 10_000
PACKAGES = {"zh": "nlp.zh", "ko": "nlp.ko"}

# A plain number. Repetitions are bounded, so that no input makes the match quadratic: what is longer is no quantity.
# ASCII digits, which full-width ones are folded to; `\d` would match those of all scripts.
DIGITS = "(?:[0-9]{1,3}(?:,[0-9]{3}){1,8}(?![0-9])|[0-9]{1,24})(?:[.][0-9]{1,20})?"
DIGIT_CHARACTERS = "0123456789"
CLOSERS = "”\"'’」』又份到至~-和与小是却보에초미과와"
BLANK = r"[ \t]{0,6}(?:\n[ \t]{0,6})?"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts or measures; `factor` turns the number into the unit `name`, `role` is the table's kind.

    `alone` is the currency tables' column, `common` and `free` the Korean counters'. `length` is how much of the
    surface belongs to the quantity, 0 for all of it. A `clipped` word (킬로) is one only where the word ends behind it.
    """

    surface: str
    role: str
    name: str | None
    factor: Decimal
    per: str
    alone: str = "yes"
    common: bool = True
    free: bool = False
    length: int = 0
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """The units that begin with one character, by surface, and the lengths to look for, the longest first."""

    lengths: tuple[int, ...]
    units: dict[str, Unit]


@dataclass(frozen=True, slots=True)
class Bound:
    """A hedge: it opens or softens the number beside it."""

    surface: str
    qualifier: Qualifier | None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Joiner:
    """What makes two numbers a range, if an opening word stands before or a closing word behind, where one is asked."""

    surface: str
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    not_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All tables of a language, in the form in which the reader looks things up."""

    lang: str
    values: dict[str, tuple[str, int]]
    trigger: re.Pattern[str]
    tokens: re.Pattern[str]
    units: dict[str, UnitIndex]
    denominators: dict[str, tuple[tuple[str, str], ...]]
    before: dict[str, tuple[Bound, ...]]
    after: dict[str, tuple[Bound, ...]]
    number_starts: frozenset[str]
    joiners: dict[str, Joiner]
    range_changes: dict[str, tuple[str, ...]]
    prefixes: dict[str, tuple[tuple[str, str], ...]]
    currencies: dict[str, tuple[tuple[str, str], ...]]
    named_currencies: dict[str, tuple[tuple[str, str], ...]]
    refused_before: dict[str, tuple[str, ...]]
    followers: re.Pattern[str]
    bound_links: frozenset[str]
    idioms: dict[str, tuple[tuple[int, re.Pattern[str]], ...]]
    large_scales: dict[str, int]


def _by_first(pairs: Iterable[tuple[str, Unit]]) -> dict[str, UnitIndex]:
    found: dict[str, dict[str, Unit]] = {}
    for surface, unit in pairs:
        found.setdefault(surface[0], {})[surface] = unit
    return {
        first: UnitIndex(tuple(sorted({len(surface) for surface in group}, reverse=True)), group)
        for first, group in found.items()
    }


def _index(pairs: Iterable[tuple[str, str]], *, at: int) -> dict[str, tuple[tuple[str, str], ...]]:
    """Index surfaces by their first (at=0) or last (at=-1) character, the longest first."""
    found: dict[str, dict[str, str]] = {}
    for surface, value in pairs:
        found.setdefault(surface[at], {})[surface] = value
    return {key: tuple(sorted(group.items(), key=lambda item: -len(item[0]))) for key, group in found.items()}


def _unit_rows(rows: Iterable[Row]) -> Iterable[tuple[str, Unit]]:
    for row in rows:
        for cell in split_cell(row["surface"]):
            factor = Decimal(row["factor"] or "1")
            surface = cell.replace("[", "").replace("]", "")
            length = cell.find("[") if "[" in cell else 0
            clipped = row["kind"] == "clipped"
            role = "dimension" if clipped else row["kind"]
            yield surface, Unit(surface, role, row["unit"] or None, factor, row["per"], length=length, clipped=clipped)


def _units(package: str) -> dict[str, UnitIndex]:
    pairs: list[tuple[str, Unit]] = []
    for place, role in (("after", "none"), ("unlike", "unlike")):
        pairs += [(surface, Unit(surface, role, None, Decimal(1), "")) for surface in _words(package, place)]
    for row in read_table(package, "counters.tsv"):
        for cell in split_cell(row["surface"]):
            place = row.get("common", "yes")
            surface = cell.replace("[", "").replace("]", "")
            length = (cell + "[").index("[")
            unit = Unit(
                surface, "count", row["unit"], Decimal(1), row["per"], "yes", bool(place), place == "free", length
            )
            pairs.append((surface, unit))
    pairs += _unit_rows(read_table("nlp.quantities", "symbols.tsv"))
    pairs += _unit_rows(read_table(package, "units.tsv"))
    for row in read_table("nlp.quantities", "currency_signs.tsv"):
        if row["behind"] == "yes":
            pairs.append((row["surface"], Unit(row["surface"], "money", row["unit"], Decimal(1), "")))
    for row in read_table(package, "currencies.tsv"):
        for surface in split_cell(row["surface"]) if row["alone"] != "before" else ():
            unit = Unit(surface, "money", row["unit"], Decimal(row["value"]), "", row["alone"])
            pairs.append((surface, unit))
    return _by_first(pairs)


_TURNED: dict[str, Qualifier] = {"at_least": "at_most", "at_most": "at_least"}


def _bounds(package: str) -> tuple[dict[str, tuple[Bound, ...]], dict[str, tuple[Bound, ...]], frozenset[str]]:
    sides: dict[str, dict[str, dict[str, Bound]]] = {"before": {}, "after": {}, "between": {}, "denial": {}}
    qualifiers: dict[str, Qualifier] = {"approx": "approx", "at_least": "at_least", "at_most": "at_most"}
    for row in read_table(package, "bounds.tsv"):
        side, _, condition = row["side"].partition(" ")
        for surface in split_cell(row["surface"]):
            bound = Bound(surface, qualifiers.get(row["qualifier"]), bool(condition))
            sides[side].setdefault(surface[-1 if side == "before" else 0], {})[surface] = bound
    denials = [denial.surface for group in sides["denial"].values() for denial in group.values()]
    for group in sides["before"].values():
        for bound in list(group.values()):
            turned = _TURNED.get(bound.qualifier or "")
            for surface in (denial + bound.surface for denial in denials if turned):
                group.setdefault(surface, Bound(surface, turned))
    before, after = (
        {key: tuple(sorted(group.values(), key=lambda item: -len(item.surface))) for key, group in sides[side].items()}
        for side in ("before", "after")
    )
    links = frozenset(surface for group in sides["between"].values() for surface in group)
    return before, after, links


def _words(package: str, place: str) -> list[str]:
    rows = [row for row in read_table(package, "not_quantities.tsv") if row["place"] == place]
    return [word for row in rows for word in split_cell(row["surface"])]


def _range_changes(package: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_table(package, "range_changes.tsv"):
        found.setdefault(row["role"], []).append(row["surface"])
        if row["role"] == "fall":
            found.setdefault("change", []).append(row["surface"])
    return {role: tuple(words) for role, words in found.items()}


def _followers(package: str) -> re.Pattern[str]:
    """Compile what may follow a number or unit directly; Korean particles stack, and must end the word."""
    rows = read_table(package, "number_followers.tsv")
    closed = sorted((row["surface"] for row in rows if row.get("open") != "yes"), key=len, reverse=True)
    opened = sorted((row["surface"] for row in rows if row.get("open") == "yes"), key=len, reverse=True)
    particles = "|".join(map(re.escape, closed))
    stems = "".join("|" + re.escape(word) for word in opened)
    return re.compile(f"(?:{particles}){{1,3}}(?![가-힣]){stems}")


def _idioms(package: str) -> dict[str, tuple[tuple[int, re.Pattern[str]], ...]]:
    """Index idioms by each of their characters: how far the idiom begins before it, and what to match there."""
    found: dict[str, dict[int, list[str]]] = {}
    for word in _words(package, "idiom"):
        for offset, character in enumerate(word):
            found.setdefault(character, {}).setdefault(offset, []).append(word)
    return {
        character: tuple(
            (offset, re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))))
            for offset, words in sorted(offsets.items())
        )
        for character, offsets in found.items()
    }


def _character_class(characters: Iterable[str]) -> str:
    return "[" + "".join(re.escape(character) for character in sorted(set(characters))) + "]"


def _patterns(
    lang: str, values: dict[str, tuple[str, int]], units: dict[str, UnitIndex], announcing: list[str]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    single = [surface for surface in values if len(surface) == 1]
    longer = sorted((surface for surface in values if len(surface) > 1), key=lambda word: (-len(word), word))
    starts = [surface for surface in single if values[surface][0] not in ("point", "more")]
    # What may follow a numeral character for the grammar to look at it at all: another numeral, a digit, a unit.
    follow = _character_class([*single, *(word[0] for word in longer), *units, *DIGIT_CHARACTERS, *CLOSERS])
    # A Korean numeral begins a word; inside a word its syllable means something else.
    guard = "(?<![가-힣]{2})" if lang == "ko" else ""
    prefixed = "".join(f"|(?<={word}.)|(?<={word} .)" for word in announcing)
    start = _character_class([*starts, *(word[0] for word in longer), *DIGIT_CHARACTERS])
    word_tails = "".join(f"|(?<={word[0]}){word[1:]}" for word in longer)
    trigger = re.compile(
        rf"{start}(?:(?<=\d)|{guard}(?:(?<=[{''.join(starts)}])(?=\s{{0,3}}(?:{follow}|$)){word_tails}){prefixed})"
    )
    words = "|".join([*longer, _character_class(single)])
    tokens = re.compile(rf"{BLANK}({DIGITS}|{words})")
    return trigger, tokens


@cache
def grammar(lang: str) -> Grammar:
    """Compile the grammar of a language.

    Args:
        lang: `zh` or `ko`.

    Raises:
        ConfigError: there are no tables for the language (E202).
    """
    package = PACKAGES.get(lang)
    if package is None:
        raise ConfigError("E202", lang=lang)
    values = {row["surface"]: (row["role"], int(row["value"] or 0)) for row in read_table(package, "numerals.tsv")}
    units = _units(package)
    prefixes = [(row["surface"], row["role"]) for row in read_table(package, "number_prefixes.tsv")]
    announcing = [surface for surface, role in prefixes if role == "negative" or surface == "第"]
    announcing += ["至", "到"] if lang == "zh" else []
    trigger, tokens = _patterns(lang, values, units, announcing)
    before, after, links = _bounds(package)
    signs = [
        (row["surface"], row.get(lang) or row["unit"]) for row in read_table("nlp.quantities", "currency_signs.tsv")
    ]
    named = [(row["surface"], row["unit"]) for row in read_table(package, "currencies.tsv") if row["alone"] == "before"]
    joiners = {
        row["surface"]: Joiner(
            row["surface"],
            tuple(split_cell(row["opening"])),
            tuple(split_cell(row["closing"])),
            tuple(split_cell(row["not_after"])),
        )
        for row in read_table(package, "range_words.tsv")
    }
    denominators = [(row["surface"], row["per"]) for row in read_table(package, "denominators.tsv")]
    for group in units.values():
        denominators += [(unit.surface, unit.per) for unit in group.units.values() if unit.per]
    refused: dict[str, list[str]] = {}
    for word in _words(package, "before"):
        refused.setdefault(word[-1], []).append(word)
    return Grammar(
        lang=lang,
        values=values,
        trigger=trigger,
        tokens=tokens,
        units=units,
        denominators=_index(denominators, at=0),
        before=before,
        after=after,
        number_starts=frozenset(surface[0] for surface in values),
        joiners=joiners,
        range_changes=_range_changes(package) if lang == "zh" else {},
        prefixes=_index(prefixes, at=-1),
        currencies=_index(signs, at=-1),
        named_currencies=_index(named, at=-1),
        refused_before={last: tuple(words) for last, words in refused.items()},
        followers=_followers(package),
        bound_links=links,
        idioms=_idioms(package),
        large_scales={
            surface: value
            for surface, (role, value) in values.items()
            if role == "scale" and value >= SMALLEST_LARGE_SCALE and len(surface) == 1 and surface != "兆"
        },
    )
