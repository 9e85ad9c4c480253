"""From what a run knows to a research note: which figure stands where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nlp.errors import InputError
from nlp.events.concepts import OTHER, concept_of
from nlp.events.segments import read_segment
from nlp.notes.distance import distance_words
from nlp.notes.figures import Figures, doubt_words, quote_of
from nlp.notes.material import Material, latest_first, lies_within, sentence_of
from nlp.notes.note import Chapter, Conflict, Doubt, Figure, Item, Note, Other, Revision, Row, Voice
from nlp.notes.period_names import Span, period_name, year_before
from nlp.notes.phrases import count_languages, enumerate_words, language_name, phrase
from nlp.notes.trends import trends
from nlp.records import Claim, EventRecord, Fact

_PERIODS_NAMED = 8


def compose(material: Material, lang: str, span: Span | None = None) -> Note:
    """Write a note of one chapter a company, the company that most articles tell of first.

    Args:
        material: what `gather` has read.
        lang: the reader's language: `zh`, `ko` or `en`.
        span: only facts about days within this period; None takes all.

    Returns:
        The note. Every figure in it has at least one footnote.

    Raises:
        InputError: no company has a fact in the period (E623).
    """
    figures = Figures(material, lang, span)
    chosen = {
        key: facts
        for key, events in material.events.items()
        if (facts := [fact for event in events for fact in event.facts if lies_within(fact, span)])
    }
    if not chosen:
        raise InputError("E623", **_nothing(material, lang, span))

    def weight(key: str) -> tuple[int, int, int, str]:
        facts = chosen[key]
        languages = {language for fact in facts for language in fact.languages}
        articles = {claim.article_id for fact in facts for claim in material.claims_of(fact)}
        return -len(languages), -len(articles), -len(facts), key

    ordered = sorted(chosen, key=weight)
    chapters = tuple(_Chapter(figures, key, chosen[key]).write() for key in ordered)
    name = chapters[0].name if len(chapters) == 1 else phrase("digest_title", lang)
    title = phrase("title", lang, company=name, period=period_name(*span, lang)) if span else name
    footnotes = tuple(figures.footnotes.values())
    cited = dict.fromkeys(note.claim.article_id for note in footnotes)
    articles = tuple(material.articles[name] for name in sorted(cited) if name in material.articles)
    start, end = span or (None, None)
    return Note(lang, title, start, end, chapters, footnotes, articles)


def _nothing(material: Material, lang: str, span: Span | None) -> dict[str, object]:
    """Say whose facts are missing, and which periods there are."""
    facts = [fact for events in material.events.values() for event in events for fact in event.facts]
    counted = Counter(period_name(fact.period_start, fact.period_end, lang) for fact in facts)
    names = [material.directory.name(key, lang) for key in material.events if key]
    return {
        "company": names[0] if len(names) == 1 else "any company",
        "period": period_name(*span, lang) if span else "any period",
        "periods": ", ".join(name for name, _count in counted.most_common(_PERIODS_NAMED)) or "no period",
    }


@dataclass(slots=True)
class _Chapter:
    """Writes the chapter of one company."""

    figures: Figures
    key: str
    facts: list[Fact]

    def write(self) -> Chapter:
        lang, directory = self.figures.lang, self.figures.material.directory
        named = [fact for fact in self.facts if fact.concept != OTHER]
        named.sort(key=lambda fact: latest_first(fact, self.figures.span))  # stable: within a period as in the event
        rows, written = self._rows(named)
        claims = [claim for fact in self.facts for claim in self.figures.material.claims_of(fact)]
        articles = tuple(sorted({claim.article_id for claim in claims}))
        languages = self._languages(claims)
        name = directory.name(self.key, lang) if self.key else phrase("unnamed", lang)
        return Chapter(
            key=self.key,
            name=name,
            names=tuple(other for other in directory.names(self.key) if other != name) if self.key else (),
            summary=phrase(
                "summary",
                lang,
                articles=len(articles),
                languages=count_languages(languages, lang),
                facts=len(self.facts),
            ),
            articles=articles,
            languages=languages,
            facts=len(self.facts),
            rows=rows,
            revisions=tuple(self._revisions()),
            conflicts=tuple(self._conflicts()),
            doubts=tuple(self._doubts(written)),
            statements=tuple(self._statements(set(articles), {claim.claim_id for claim in claims})),
            only=self._only(named, languages),
            others=tuple(self._others()),
            trends=trends(self.figures, self._all_facts(), {fact.concept for fact in named}),
        )

    def _all_facts(self) -> list[Fact]:
        events: list[EventRecord] = self.figures.material.events[self.key]
        return [fact for event in events for fact in event.facts]

    def _languages(self, claims: Iterable[Claim]) -> Counter[str]:
        """Count articles by language."""
        return Counter({claim.article_id: claim.lang for claim in claims}.values())

    def _rows(self, facts: Sequence[Fact]) -> tuple[tuple[Row, ...], list[tuple[Fact, Figure]]]:
        """Set out a row for each level with its changes, and one for the changes of what has no level."""
        groups: dict[object, list[Fact]] = {}
        levels = [fact for fact in facts if fact.aspect == "level"]
        for fact in facts:
            home = fact if fact.aspect == "level" else self._level_of(fact, levels)
            alone = (fact.concept, fact.segment, fact.period_start, fact.period_end)
            groups.setdefault(home or alone, []).append(fact)
        rows: list[Row] = []
        written: list[tuple[Fact, Figure]] = []
        for group in groups.values():
            own = [fact for fact in group if fact.aspect == "level"]
            values = [(fact, figure) for fact in own for figure in self.figures.of_fact(fact)]
            changes = [
                (fact, figure) for fact in group if fact.aspect != "level" for figure in self.figures.of_fact(fact)
            ]
            before = self._before(own[0]) if own else []
            written += values + changes + before
            claims = [claim for fact in group for claim in self.figures.material.claims_of(fact)]
            relations = dict.fromkeys(fact.relation for fact in group if fact.relation != "single")
            rows.append(
                Row(
                    what=self.figures.what(group[0]),
                    period=self.figures.period(group[0]),
                    values=tuple(figure for _fact, figure in values),
                    changes=tuple(figure for _fact, figure in changes),
                    before=tuple(figure for _fact, figure in before),
                    relations=tuple(relations) or ("single",),
                    languages=self._languages(claims),
                )
            )
        return tuple(rows), written

    def _level_of(self, change: Fact, levels: Sequence[Fact]) -> Fact | None:
        """Find the level that a change is of: the one its article links it to, or the only one there is."""
        linked = {claim.relates_to for claim in self.figures.material.claims_of(change)}
        for level in levels:
            if linked.intersection(level.claim_ids):
                return level
        about = (change.concept, change.segment, change.period_start, change.period_end)
        same = [fact for fact in levels if (fact.concept, fact.segment, fact.period_start, fact.period_end) == about]
        return same[0] if len(same) == 1 else None

    def _before(self, level: Fact) -> list[tuple[Fact, Figure]]:
        """Find what the run knows of the same thing a year earlier."""
        if level.period_start is None or level.period_end is None:
            return []
        period = year_before(level.period_start), year_before(level.period_end)
        concept = concept_of(level.concept)
        found: list[tuple[Fact, Figure]] = []
        for fact in self._all_facts():
            other = concept_of(fact.concept)
            alike = fact.concept == level.concept or (concept.family is not None and concept.family == other.family)
            if (
                alike
                and (fact.period_start, fact.period_end, fact.aspect, fact.unit) == (*period, "level", level.unit)
                and _same_segment(fact.segment, level.segment)
            ):
                named = fact.concept != level.concept
                name = f" ({other.name(self.figures.lang)})" if named else ""
                found += [(fact, replace(figure, text=figure.text + name)) for figure in self.figures.of_fact(fact)]
        return found

    def _revisions(self) -> Iterable[Revision]:
        for fact in self.facts:
            if fact.relation != "superseded":
                continue
            outcomes = self.figures.material.outcome_of(fact)
            expected = [claim for claim in self.figures.material.claims_of(fact) if claim not in outcomes]
            yield Revision(
                self._full_name(fact),
                self.figures.period(fact),
                tuple(
                    (self._voice(claim), distance_words(claim, fact.low, fact.high, self.figures.lang))
                    for claim in expected
                ),
                tuple(self._voice(claim) for claim in outcomes),
            )

    def _conflicts(self) -> Iterable[Conflict]:
        for fact in self.facts:
            if fact.relation == "conflict":
                voices = tuple(self._voice(claim) for claim in self.figures.material.claims_of(fact))
                yield Conflict(self._full_name(fact), self.figures.period(fact), voices)

    def _full_name(self, fact: Fact) -> str:
        """Name what a fact measures, with the kind of its change."""
        what = self.figures.what(fact)
        if fact.aspect == "level":
            return what
        return f"{what}, {phrase(fact.aspect, self.figures.lang)}"

    def _voice(self, claim: Claim) -> Voice:
        return self.figures.voice(claim, self._speaker(claim.speaker))

    def _speaker(self, name: str | None) -> str:
        """Name a speaker in the reader's language, so that one who speaks in articles of both is one."""
        if not name:
            return ""
        directory = self.figures.material.directory
        key = directory.key_of(name)
        return directory.name(key, self.figures.lang) if key else name

    def _doubts(self, written: Sequence[tuple[Fact, Figure]]) -> Iterable[Doubt]:
        lang = self.figures.lang
        by_thing: dict[object, set[Fact]] = {}
        for fact, _figure in written:
            by_thing.setdefault(self._thing(fact), set()).add(fact)
        for fact, figure in dict.fromkeys(written):  # a value of the year before may also have a row of its own
            claims = self.figures.material.claims_of(fact)
            reasons = dict.fromkeys(doubt_words(flag, lang) for claim in claims for flag in claim.flags)
            if len(by_thing[self._thing(fact)]) > 1 and not concept_of(fact.concept).many:
                reasons[phrase("several_values", lang)] = None
            if reasons:
                yield Doubt(self.figures.what(fact), self.figures.period(fact), figure, enumerate_words(reasons, lang))

    def _thing(self, fact: Fact) -> tuple[object, ...]:
        """Return what has one value alone: an expectation may differ from a report, an amount from one per cent."""
        expected = {claim.modality for claim in self.figures.material.outcome_of(fact)} - {"reported"}
        return (
            *(fact.concept, fact.segment, fact.aspect, fact.unit, fact.period_start, fact.period_end),
            bool(expected),
        )

    def _statements(self, articles: set[str], claim_ids: set[str]) -> Iterable[Voice]:
        """Choose statements: those about the figures of this chapter, and those of the company and of its people."""
        material = self.figures.material
        own = {event.subject_id for event in material.events[self.key]} | {self.key}
        for claim in material.statements:
            if claim.article_id not in articles:
                continue
            values = material.sentences.get(sentence_of(claim), set())
            if values & claim_ids:
                chosen = True
            elif values:
                chosen = False  # about other figures, which are not in this chapter
            else:
                chosen = claim.subject_id in own or (self._is_person(claim) and self._is_main(claim.article_id))
            if chosen:
                yield self.figures.voice(claim, self._speaker(claim.speaker or claim.subject))

    def _is_person(self, claim: Claim) -> bool:
        return self.figures.material.directory.is_person(claim.subject_id or "")

    def _is_main(self, article_id: str) -> bool:
        """Whether most values of an article are this company's, so that people in it speak about it."""
        counted = self.figures.material.subjects.get(article_id, Counter())
        return bool(counted) and counted[self.key] == max(counted.values())

    def _only(self, facts: Sequence[Fact], languages: Counter[str]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        if len(languages) < 2:
            return ()
        found = []
        for code in sorted(languages):
            items: dict[tuple[str, str], list[Figure]] = {}
            for fact in facts:
                if fact.languages == (code,):
                    key = self.figures.what(fact), self.figures.period(fact)
                    items.setdefault(key, []).extend(self.figures.of_fact(fact))
            if items:
                listed = tuple(Item(*key, tuple(figures)) for key, figures in items.items())
                found.append((language_name(code, self.figures.lang), listed))
        return tuple(found)

    def _others(self) -> Iterable[Other]:
        for fact in self.facts:
            if fact.concept == OTHER:
                claims = self.figures.material.claims_of(fact)
                for figure in self.figures.of_fact(fact):
                    yield Other(self.figures.period(fact), figure, quote_of(claims[0]))


def _same_segment(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return read_segment(one).key == read_segment(other).key
