"""Find the entities of a text: sources propose, the best cover is kept, every mention is linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from nlp.entities.boundaries import is_bounded
from nlp.entities.candidates import Candidate, View, lower_ascii, make_view
from nlp.entities.countries import country_by_letter, find_countries
from nlp.entities.declared import find_declared
from nlp.entities.family_names import link_family_names
from nlp.entities.foreign_bodies import find_foreign
from nlp.entities.gazetteer import Gazetteer
from nlp.entities.introduced import find_introduced
from nlp.entities.knowledge import KnowledgeBase, fold_name, load
from nlp.entities.linking import core_name, make_id
from nlp.entities.medicines import find_medicines
from nlp.entities.model_codes import find_codes
from nlp.entities.places import find_places
from nlp.entities.plausible import plausible
from nlp.entities.products import find_products
from nlp.entities.rivals import find_rivals
from nlp.entities.same_names import link_shorter
from nlp.entities.scan import find_listed, find_wrapped, listed_names
from nlp.entities.share_buttons import without_buttons
from nlp.entities.short_forms import find_short_forms
from nlp.entities.support import supported
from nlp.records import EntityMention
from nlp.tables import read_table

Source = Callable[[View], Iterable[Candidate]]
_REPEATED = 0.8  # the score of a name's further mentions, at most
_SHORTEST_REPEAT = 2
_SURE_PERSON = 0.85
_GROUP = re.compile("(?:(?:控股|\\(集团\\)|集团|公司)+|그룹)$")


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep candidates that do not overlap: the longest and surest first; the result is in text order."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=_rank):
        span = range(candidate.start, candidate.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.start)


def _rank(candidate: Candidate) -> tuple[float, int, str, str]:
    length = candidate.end - candidate.start
    return -length * candidate.score, candidate.start, candidate.label, candidate.entity_id or ""


@cache
def _not_names(lang: str) -> Gazetteer[bool]:
    rows = read_table(f"nlp.{lang}", "not_names.tsv")
    return Gazetteer((lower_ascii(fold_name(row["phrase"])), True) for row in rows)


def _blocked(view: View, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Drop names that are part of a longer word: 国网 in 国网民."""
    longest: dict[int, int] = {}
    for start, end, _ in _not_names(view.lang).scan(view.lower):
        for offset in range(start, end):
            longest[offset] = max(longest.get(offset, 0), end - start)
    kept = []
    for candidate in candidates:
        length = candidate.end - candidate.start
        if all(longest.get(offset, 0) <= length for offset in range(candidate.start, candidate.end)):
            kept.append(candidate)
    return kept


def _patterns(view: View, listed: Sequence[Candidate], base: KnowledgeBase) -> Iterator[Candidate]:
    yield from find_places(view, listed)
    yield from find_countries(view)
    yield from find_products(view)
    yield from find_medicines(view, listed)
    yield from find_codes(view, listed)
    if view.lang == "zh":
        from nlp.entities import patterns_zh, persons_zh  # noqa: PLC0415 - the other language's tables stay unread

        yield from patterns_zh.find_organisations(view, listed, base)
        persons = list(persons_zh.find_persons(view))
        yield from persons
        yield from persons_zh.find_chained(view, [*listed, *persons])
    else:
        from nlp.entities import patterns_ko  # noqa: PLC0415

        yield from patterns_ko.find_names(view, listed)


def _backed(candidates: Iterable[Candidate], readings: Sequence[Sequence[Candidate]]) -> Iterator[Candidate]:
    """Yield what patterns find, without their guesses where a model has read no name at all.

    On general text nine in ten of those are wrong; without a model they are the best there is.
    """
    read = {offset for reading in readings for name in reading for offset in range(name.start, name.end)}
    for candidate in candidates:
        if not (readings and candidate.needs_support and read.isdisjoint(range(candidate.start, candidate.end))):
            yield candidate


def _no_persons(candidates: Iterable[Candidate], believed: Iterable[Candidate]) -> list[Candidate]:
    """Drop what is a company or a place by its form alone, where a model is sure of a person: 雷诺 in 据雷诺介绍."""
    persons = {(c.start, c.end) for c in believed if c.label == "PERSON" and c.score >= _SURE_PERSON}
    return [c for c in candidates if c.label == "PERSON" or (c.start, c.end) not in persons]


def _identify(view: View, candidate: Candidate, base: KnowledgeBase) -> Candidate:
    """Link a candidate: to the listed entity whose name it is but for the legal form, else to an id of its own."""
    if candidate.entity_id is not None:
        return candidate
    name = view.folded[candidate.start : candidate.end]
    if candidate.source in ("model", "rival") and candidate.label != "PERSON":
        # A form that is ambiguous in itself is not so where a model has read that it names a company or a place.
        ids = {row.entity_id for row in base.aliases.get(lower_ascii(name), ()) if row.label == candidate.label}
        if candidate.label == "LOC" and name in country_by_letter(view.lang):
            ids = {country_by_letter(view.lang)[name]}
        if len(ids) == 1:
            return replace(candidate, entity_id=ids.pop())
    for form in dict.fromkeys((name, core_name(name), _GROUP.sub("", core_name(name)))):
        for row in base.aliases.get(lower_ascii(form), ()):
            if row.label == candidate.label and not row.ambiguous:
                return replace(candidate, entity_id=row.entity_id)
    return replace(candidate, entity_id=make_id(name, candidate.label))


def _repeats(view: View, names: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield further mentions of names that the text itself has introduced."""
    forms: dict[str, Candidate] = {}
    for name in names:
        surface = view.lower[name.start : name.end]
        for form in dict.fromkeys((surface, core_name(surface))):
            if len(form) >= _SHORTEST_REPEAT:
                forms.setdefault(form, name)
    for start, end, name in Gazetteer(forms.items()).scan(view.lower):
        if is_bounded(view, start, end, name.label):
            yield replace(name, start=start, end=end, score=min(name.score, _REPEATED), source="repeat")


def _as_declared(view: View, names: Iterable[Candidate], aliases: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give names of their own the id that the text declares: 清河科技 after 清河科技集团（下称清河科技）."""
    declared = {(alias.label, view.folded[alias.start : alias.end]): alias.entity_id for alias in aliases}
    for name in names:
        own = (name.entity_id or "").startswith(f"{name.label.lower()}:")
        known = declared.get((name.label, view.folded[name.start : name.end])) if own else None
        yield replace(name, entity_id=known) if known else name


def find_candidates(view: View, sources: Iterable[Source] = (), table: Path | None = None) -> list[Candidate]:
    """Find the names of a text; every candidate of the result has an entity id, and none overlap.

    See `find_entities` for the arguments.
    """
    base, names = load(table), listed_names(table)
    listed = without_buttons(view, _blocked(view, [*find_listed(view, names), *find_wrapped(view, names)]))
    foreign = dict(find_foreign(view, [*listed, *find_countries(view)], base))
    sure = [c for c in listed if not c.needs_support and c not in foreign]
    doubtful = [c for c in listed if c.needs_support and c not in foreign]
    readings = [list(source(view)) for source in sources]
    believed = _blocked(view, (name for reading in readings for name in plausible(view, reading, sure)))
    patterns = _backed(_patterns(view, choose(sure), base), readings)
    found = _no_persons([*sure, *foreign.values(), *patterns, *find_introduced(view, base)], believed)
    products = {(c.start, c.end) for c in found if c.label == "PRODUCT"}
    # No corpus taught the model products: what their nouns give away it takes for persons and places.
    believed = [c for c in believed if c.label == "ORG" or (c.start, c.end) not in products]
    found += without_buttons(view, believed)
    chosen = [_identify(view, candidate, base) for candidate in choose(found)]
    first = list(link_family_names(view, link_shorter(view, chosen, sure)))
    pairs = list(find_declared(view, first, base))
    declared = list(dict.fromkeys(candidate for pair in pairs for candidate in pair))
    renamed = {(head.start, head.end) for head, _ in pairs}
    named = [*declared, *(candidate for candidate in first if (candidate.start, candidate.end) not in renamed)]
    named = list(_as_declared(view, named, [alias for head, alias in pairs if alias is not head]))
    backed = supported(view, doubtful, named)
    listed_spans = {(candidate.start, candidate.end, candidate.label) for candidate in backed}
    named = [c for c in named if c.source != "model" or (c.start, c.end, c.label) not in listed_spans]
    if view.lang == "zh":
        named += [_identify(view, rival, base) for rival in find_rivals(view, [*named, *backed])]
    short = list(find_short_forms(view, named, base))
    shortened = {(c.start, c.end) for c in short}  # whom a short form means is said by the full name, not by the model
    named = [c for c in named if c.source != "model" or (c.start, c.end) not in shortened]
    new = [candidate for candidate in named if candidate.source != "kb"]
    return choose([*named, *backed, *_repeats(view, new), *short])


def find_entities(
    text: str, lang: str, article_id: str = "", *, sources: Iterable[Source] = (), table: Path | None = None
) -> list[EntityMention]:
    """Find and link the named entities of a text.

    Args:
        text: an article, or any part of one.
        lang: `zh` or `ko`.
        article_id: copied into the mentions.
        sources: further sources of candidates, such as a trained tagger; they compete with the rules by length and
            score.
        table: a user's own table of entities, on top of the shipped ones (see `knowledge.COLUMNS`).

    Returns:
        Mentions in text order that do not overlap; `text[start:end]` is the surface.

    Raises:
        ConfigError: `table` cannot be used; see `knowledge.read_own`.
    """
    view = make_view(text, lang)
    base = load(table)
    chosen = find_candidates(view, sources, table)
    names: dict[str, str] = {}
    for candidate in chosen:
        surface = text[candidate.start : candidate.end]
        known = base.entities.get(candidate.entity_id or "")
        names.setdefault(candidate.entity_id or "", known.names.get(lang, known.name) if known else surface)
    return [
        EntityMention(
            article_id,
            candidate.start,
            candidate.end,
            text[candidate.start : candidate.end],
            candidate.label,
            candidate.entity_id or "",
            names[candidate.entity_id or ""],
            candidate.score,
        )
        for candidate in chosen
    ]
