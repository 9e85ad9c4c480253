"""The tables of attribution, compiled: verbs of saying, sources, roles, and what surrounds a speaker's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.records import Lang, Modality
from nlp.tables import read_table, split_cell

_HADA_ENDINGS = "(?=했|하|한|해|합)"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes: its kind as in the table, and what it makes of a number."""

    kind: str
    modality: Modality


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language by kind, and the cue for each form of a verb or noun of saying."""

    words: dict[str, tuple[str, ...]]
    cues: dict[str, Cue]

    def any_of(self, *kinds: str) -> str:
        """Return an alternation of the words of these kinds, longest first, to build a pattern with."""
        words = {word for kind in kinds for word in self.words.get(kind, ())}
        return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def vocabulary(lang: Lang) -> Vocabulary:
    """Read the table of a language, once."""
    words: dict[str, list[str]] = {}
    cues: dict[str, Cue] = {}
    for row in read_table(f"nlp.{lang}", "saying.tsv"):
        modality: Modality = row["modality"] or "reported"  # type: ignore[assignment]
        for form in split_cell(row["form"]):
            words.setdefault(row["kind"], []).append(form)
            if row["kind"] in (
                "verb",
                "view",
                "said",
                "verb_comma",
                "verb_near",
                "show",
                "block",
                "hada",
                "light",
                "noun",
                "give",
                "stance",
            ):
                cues.setdefault(form, Cue(row["kind"], modality))
    return Vocabulary({kind: tuple(forms) for kind, forms in words.items()}, cues)


@cache
def no_persons(lang: Lang) -> frozenset[str]:
    """Return the words that begin like a family name and are no personal name."""
    return frozenset(row["word"] for row in read_table(f"nlp.{lang}", "not_persons.tsv"))


@cache
def cue_pattern(lang: Lang) -> re.Pattern[str]:
    """Return the pattern that finds every cue of a language, longest form first, words that only look like one too."""
    known = vocabulary(lang)
    if lang == "zh":
        return re.compile(known.any_of("verb", "verb_comma", "verb_near", "show", "block"))
    said = f"(?:(?<=[다자냐라]고 )|(?<=[다자냐라]고도 ))(?:{known.any_of('said')})"
    return re.compile(f"(?:{known.any_of('hada')}){_HADA_ENDINGS}|{known.any_of('verb', 'view', 'give')}|{said}")
