"""The words and patterns of one language, from its tables: what a scanner looks for, and what a token may be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from nlp.errors import ConfigError
from nlp.periods.model import Part
from nlp.periods.numerals import Numerals
from nlp.periods.resolve import OPS
from nlp.tables import read_table, split_cell

BLANK = r"[ \t\r\n]{0,3}"
SLOTS = {
    "era": 5,
    "century": 10,
    "decade": 15,
    "year": 20,
    "year_whole": 25,
    "since": 26,
    "half": 30,
    "quarter": 35,
    "season": 37,
    "month": 40,
    "holiday": 45,
    "same": 48,
    "tenth": 50,
    "week": 52,
    "weekend": 53,
    "day": 60,
    "weekday": 62,
    "edge": 65,
    "edge_after": 65,
    "daypart": 70,
    "clock": 75,
    "now": 90,
}


@dataclass(frozen=True)
class Link:
    """A word around a time: how the period lies to it (`bound`), which way it points."""

    role: str
    bound: str
    direction: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All that the scanner and the assembly know of one language.

    Attributes:
        lang: `zh` or `ko`.
        numerals: its small numbers.
        words: fixed words, without blanks, and the part that each is.
        links: words of each role, without blanks.
        patterns: regular expressions without named groups; see `nlp.periods.grammar`.
        rows: for each role of fixed words, each word and what must not follow it.
        openers: for the first letter of what may begin an expression, numbers apart, the letters that may be second.
        calendar: the unit that a word names after a number (3月).
        length: the unit that a word counts (3个月).
        lengths: words that are a length by themselves, with its unit and count.
        eras: era names, with their first year.
        behind: for a word, the characters that must not stand before it where it begins an expression (青年中).
        months: the words that are a month by themselves (本月).
        guards: for a unit, what must not follow its calendar form.
    """

    lang: str
    numerals: Numerals
    words: dict[str, Part]
    links: dict[str, dict[str, Link]]
    patterns: dict[str, str]
    rows: dict[str, list[tuple[str, str]]]
    openers: dict[str, frozenset[str]]
    calendar: dict[str, str]
    length: dict[str, str]
    lengths: dict[str, tuple[str, int]]
    eras: dict[str, int]
    behind: dict[str, str]
    guards: dict[str, str]
    months: frozenset[str]

    def is_now(self, word: str) -> bool:
        """Whether a word is one for the present."""
        part = self.words.get(bare(word))
        return part is not None and part.op == "now"


def bare(text: str) -> str:
    """Take the blanks out of a wording."""
    return "".join(text.split())


def alternation(words: Iterable[str]) -> str:
    """Make a pattern of words, the longest first; a blank in a word stands for blanks and breaks, or none."""
    return guarded([("|".join(words), "")])


def guarded(rows: list[tuple[str, str]]) -> str:
    """Make a pattern of rows of (words, what must not follow).

    Words are grouped by their first letter, so that one look tells most of them out; in a group the longest is first.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for words, guard in rows:
        for word in split_cell(words):
            groups.setdefault(word[0], []).append((word, guard))
    patterns = []
    for letter, members in sorted(groups.items()):
        ordered = sorted(set(members), key=lambda member: (-len(member[0]), member))
        rest = "|".join(
            _spaced(word)[len(re.escape(letter)) :] + (f"(?!{guard})" if guard else "") for word, guard in ordered
        )
        patterns.append(re.escape(letter) + (f"(?:{rest})" if len(ordered) > 1 or ordered[0][1] else rest))
    return "(?:" + "|".join(patterns or ["(?!)"]) + ")"


def _spaced(word: str) -> str:
    return BLANK.join(map(re.escape, word.split(" ")))


def _part(lang: str, slot: str, op: str, row: dict[str, str]) -> Part:
    if slot not in SLOTS or op not in OPS:
        raise ConfigError("E221", lang=lang, word=row["words"], reason=f"{slot!r} or {op!r} is unknown")
    return Part(
        SLOTS[slot], op, int(row["value"] or 0), int(row["extra"] or 0), row["unit"], frozenset(row["flags"].split())
    )


@cache
def lexicon(lang: str) -> Lexicon:
    """Read a language's tables.

    Args:
        lang: `zh` or `ko`.

    Raises:
        ConfigError: no such language (E202), or a table names an unknown step (E221).
    """
    if lang not in ("zh", "ko"):
        raise ConfigError("E202", lang=lang)
    package = f"nlp.{lang}"
    numerals = Numerals(package)
    words: dict[str, Part] = {}
    leading: list[tuple[str, str]] = []
    following: list[tuple[str, str]] = []
    behind: dict[str, str] = {}
    for row in read_table(package, "periods.tsv"):
        part = _part(lang, row["slot"], row["op"], row)
        for word in split_cell(row["words"]):
            words[bare(word)] = part
        rows = following if "after" in part.flags or row["slot"] == "edge_after" else leading
        rows.append((row["words"], row["guard"]))
        if row["behind"]:
            behind.update(dict.fromkeys(split_cell(row["words"]), row["behind"]))
    for row in read_table(package, "holidays.tsv"):
        for word in split_cell(row["words"]):
            words[bare(word)] = Part(SLOTS["holiday"], "holiday", unit=row["rule"])
        leading.append((row["words"], row["guard"]))
    links: dict[str, dict[str, Link]] = {}
    link_rows: dict[str, list[tuple[str, str]]] = {}
    for row in read_table(package, "period_links.tsv"):
        link = Link(row["role"], row["bound"], int(row["direction"] or 0))
        for word in split_cell(row["words"]):
            links.setdefault(row["role"], {})[bare(word)] = link
        link_rows.setdefault(row["role"], []).append((row["words"], row["next"]))
    guards: dict[str, str] = {}
    calendar: dict[str, str] = {}
    length: dict[str, str] = {}
    calendar_rows: dict[str, list[tuple[str, str]]] = {}
    length_rows: list[tuple[str, str]] = []
    for row in read_table(package, "period_units.tsv"):
        for word in split_cell(row["calendar"]):
            calendar[bare(word)] = row["unit"]
        if row["calendar"]:
            calendar_rows[row["unit"]] = [(row["calendar"], "" if row["unit"] == "year" else row["guard"])]
        guards[row["unit"]] = row["guard"]
        for word in split_cell(row["length"]):
            length[bare(word)] = row["unit"]
        length_rows.append((row["length"], row["length_guard"]))
    patterns = {f"at_{unit}": guarded(rows) for unit, rows in calendar_rows.items()}
    patterns["after"] = guarded(link_rows["after"])
    windows = [word for words, _ in link_rows["window"] for word in split_cell(words)]
    patterns["window"] = alternation(word for word in windows if len(word) > 1)
    patterns["short_window"] = alternation(word for word in windows if len(word) == 1)
    lengths = {
        word: (row["unit"], int(row["count"]))
        for row in read_table(package, "period_lengths.tsv")
        for word in split_cell(row["words"])
    }
    eras = {word: int(row["first"]) for row in read_table(package, "eras.tsv") for word in split_cell(row["words"])}
    patterns["lengths"] = alternation(list(lengths))
    patterns["era"] = alternation(list(eras))
    patterns["short_year"] = guards["year"]
    patterns["length"] = guarded(length_rows)
    patterns["number"] = r"(?:\d{1,4}|" + numerals.pattern + ")"
    openers = [row["words"] for row in read_table(package, "period_openers.tsv")]
    openers += [words for words, _ in leading + link_rows["window"] + link_rows["prefix"] + link_rows["calendar"]]
    openers += ["FY|Q1|Q2|Q3|Q4|H1|H2", "|".join((*lengths, *eras))]
    months = frozenset(word for word, part in words.items() if part.slot == SLOTS["month"])
    roles = {"leading": leading, "following": following, **link_rows}
    single = {
        role: [(word, guard) for cell, guard in cells for word in split_cell(cell)] for role, cells in roles.items()
    }
    return Lexicon(
        lang,
        numerals,
        words,
        links,
        patterns,
        single,
        _pairs(openers, numerals),
        calendar,
        length,
        lengths,
        eras,
        behind,
        guards,
        months,
    )


def _pairs(cells: list[str], numerals: Numerals) -> dict[str, frozenset[str]]:
    """Collect the first two letters of words: for each first letter, those that may come second."""
    pairs: dict[str, set[str]] = {}
    for cell in cells:
        for word in split_cell(cell):
            second = pairs.setdefault(word[0], set())
            if len(word) == 1:  # a number follows
                second.update("0123456789 \n\t’'‘半几数", numerals.characters)
            elif word[1] == " ":
                second.update(word[2], " \n\t")
            else:
                second.add(word[1])
    return {first: frozenset(second) for first, second in sorted(pairs.items())}
