"""Metrics and cues: the words that say what a number is about and what it does there.

Both are plain tables of each language. The longest name wins, and a name may be barred by what stands next to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from nlp.lexicon import compile_lexicon
from nlp.records import Aspect
from nlp.tables import read_table, split_cell

FORESEEING = ("forecast", "target", "outlook")  # cues of what is still to come


@dataclass(frozen=True, slots=True)
class Metric:
    """A place where the text names a measure.

    `sign` is -1 where the name itself says loss or deficit. `aspect` is what a bare value of it is. `text` has no
    line breaks.
    """

    start: int
    end: int
    concept: str
    sign: int
    aspect: Aspect
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where the text says what a number does: rises, falls, is compared, is forecast."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    concepts: tuple[str, ...]
    sign: int
    aspect: Aspect
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None


@cache
def _metric_entries(lang: str) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for row in read_table(f"nlp.{lang}", "metrics.tsv"):
        aspect = cast("Aspect", row["aspect"] or "level")
        entry = _Entry(
            tuple(split_cell(row["concept"])),
            -1 if row["sign"] == "-1" else 1,
            aspect,
            re.compile(f"(?:{row['unless_before']})$") if row["unless_before"] else None,
            re.compile(row["unless_after"]) if row["unless_after"] else None,
        )
        for name in split_cell(row["name"]):
            entries.setdefault(name, entry)
            entries.setdefault(_CUT_ENTITY.sub(r"\1;", name), entry)
    if lang == "ko":  # whether compounds have blanks is a matter of taste: 자유 현금 흐름, 자유 현금흐름
        for name in list(entries):
            entries.setdefault(name.replace(" ", ""), entries[name])
    return entries


_CUT_ENTITY = re.compile(r"(&[A-Z])")  # pages close what looks like a character's name: S&P; 500, R&D;


@cache
def _metric_pattern(lang: str) -> re.Pattern[str]:
    return compile_lexicon(_metric_entries(lang))


def is_metric(name: str, lang: str) -> bool:
    """Is this the name of a measure and nothing else? 净利润 and 부채 say nothing."""
    return name in _metric_entries(lang)


@cache
def _cue_kinds(lang: str) -> dict[str, list[str]]:
    return {
        name: split_cell(row["kind"])
        for row in read_table(f"nlp.{lang}", "cues.tsv")
        for name in split_cell(row["cue"])
    }


@cache
def _cue_pattern(lang: str) -> re.Pattern[str]:
    return compile_lexicon(_cue_kinds(lang))


# A Korean noun stands alone, takes a particle or becomes a verb; any other syllable makes it part of a longer word
# (판매 is no metric in 판매대행기관).
_KO_WORD_END = re.compile(
    r"(?:은|는|이|가|을|를|도|의|에|로|만|와|과|인|액|량|치|분)?"
    r"(?:으로|에서|에는|에도|까지|부터|보다|이며|이고|이나|이라|이던|(?:이었|였)(?:다|던|고|으나|지만|는데|으며)?|이다|마저|조차|대비|별|은|는|이|가|을|를|도|의|로|만|다|입니다)?"
    r"(?=[^가-힣]|$|하|했|한|할|해|됐|된|되|될|키|시|받|을|를)"
)
_CONTEXT = 12  # characters before a name that its bar may look at


def _unbroken(text: str, lang: str, start: int, end: int) -> tuple[str, list[int] | None]:
    """A span without forced line breaks, and where each of its characters stands; None where nothing moved.

    Pages break Chinese lines in the middle of words, Korean ones at blanks.
    """
    span = text[start:end]
    if "\n" not in span:
        return span, None
    if lang == "ko":
        return span.replace("\n", " "), None
    kept = [offset for offset, character in enumerate(span, start) if character not in "\r\n"]
    return "".join(text[offset] for offset in kept), [*kept, end]


def _place(places: list[int] | None, start: int, span: tuple[int, int]) -> tuple[int, int]:
    if places is None:
        return start + span[0], start + span[1]
    return places[span[0]], places[span[1] - 1] + 1


def find_metrics(text: str, lang: str, start: int, end: int) -> list[Metric]:
    """Find the names of measures in a span of the folded text.

    Args:
        text: the article's text, folded; a forced line break inside a name does no harm.
        lang: `zh` or `ko`.
        start: where to begin.
        end: where to stop.
    """
    entries = _metric_entries(lang)
    span, places = _unbroken(text, lang, start, end)
    found: list[Metric] = []
    pattern, position = _metric_pattern(lang), 0
    while match := pattern.search(span, position):
        name = _unbarred(entries, span, match, lang)
        position = match.start() + 1  # what is barred may hide a name: 自[营收]入
        if name is None:
            continue
        last = match.start() + len(name)
        if lang == "ko" and not _KO_WORD_END.match(span, last):
            continue  # 구독 수[입]: what is no word may hold one
        position = last
        if name.isascii() and _inside_latin_word(span, match.start(), last):
            continue
        named = [*_elided(entries, span, match.start(), name, lang), ((match.start(), last), name)]
        first, _ = _place(places, start, named[0][0])
        found = [metric for metric in found if metric.end <= first]  # 销售 of 销售、管理费用 is no sale
        for inside, full in named:
            place, entry = _place(places, start, inside), entries[full]
            found += [Metric(*place, concept, entry.sign, entry.aspect, full) for concept in entry.concepts]
    return found


_SHARED = re.compile("(?:费用率|費用率|费率|费用|費用|开支|開支|支出)$")  # what the names of a list leave to the last
_JOINTS = "、/和及与"
_STEM = range(4, 1, -1)  # characters of a name without such an end


def _elided(
    entries: dict[str, _Entry], span: str, start: int, name: str, lang: str
) -> list[tuple[tuple[int, int], str]]:
    """The names before a Chinese one that leave their end to it (销售、管理、研发费用率), each with its full form."""
    shared = _SHARED.search(name) if lang == "zh" else None
    found: list[tuple[tuple[int, int], str]] = []
    while shared and start and span[start - 1] in _JOINTS:
        end = start - 1
        stems = (span[end - length : end] for length in _STEM if length <= end)
        stem = next((stem for stem in stems if stem + shared.group() in entries), None)
        if stem is None:
            break
        start = end - len(stem)
        found.insert(0, ((start, end), stem + shared.group()))
    return found


def metric_named(text: str, lang: str, start: int, end: int) -> Metric | None:
    """The longest name of a measure that ends a span, whatever stands beside it: the head of a column needs no verb."""
    entries = _metric_entries(lang)
    for at in range(start, end):
        entry = entries.get(text[at:end])
        if entry is not None and (at == start or lang == "zh" or not text[at - 1].isalpha()):
            return Metric(at, end, entry.concepts[0], entry.sign, entry.aspect, text[at:end])
    return None


_PARTICLES = ("가", "은", "도", "의")  # that some names end in: 판매가, 수입은, 매출의


def _unbarred(entries: dict[str, _Entry], span: str, match: re.Match[str], lang: str) -> str | None:
    """The name found, or what is left of it without a particle, if nothing beside it bars it: 판매가 줄었다 is 판매."""
    name = match.group()
    names = [name, name[:-1]] if lang == "ko" and name.endswith(_PARTICLES) else [name]
    for known in names:
        entry = entries.get(known)
        if entry is None or (entry.unless_after and entry.unless_after.match(span, match.start() + len(known))):
            continue
        before = span[max(0, match.start() - _CONTEXT) : match.start()]
        if entry.unless_before is None or entry.unless_before.search(before) is None:
            return known
    return None


def _inside_latin_word(text: str, start: int, end: int) -> bool:
    def latin(offset: int) -> bool:
        return 0 <= offset < len(text) and text[offset].isascii() and text[offset].isalpha()

    return latin(start - 1) or latin(end)


def find_cues(text: str, lang: str, start: int, end: int) -> list[Cue]:
    """Find the cue words in a span of the folded text."""
    kinds = _cue_kinds(lang)
    span, places = _unbroken(text, lang, start, end)
    return [
        Cue(*_place(places, start, match.span()), kind, match.group())
        for match in _cue_pattern(lang).finditer(span)
        for kind in kinds[match.group()]
    ]
