"""Who speaks: recognised entities, pronouns and the discourse state that resolves them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.claims.quotes import Quote
from nlp.records import EntityMention, Lang, Modality

_LEADING = " \n\t,:;。、-"
_TRAILING = " \n\t,:;。、."
_QUOTED_TRAILING = " \n\t,"  # the full stop inside quotation marks belongs to the words quoted
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted.

    `name` is canonical where the speaker is a recognised entity. `label` is the entity's label, `ROLE` for a
    description (相关负责人), `NAME` for a surface that no recogniser knows, `SOURCE` for such a one behind 에 따르면.
    """

    name: str
    entity_id: str | None
    text: str
    start: int
    end: int
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said, announced or published.

    `start` and `end` span the content: the words inside the quotation marks, or the clause without its attribution.
    `speaker` is the canonical name where the speaker is a recognised entity, else the surface. `modality_hint` is what
    the cue makes of numbers inside: 预计 and 전망 forecast, 목표 sets a target.
    """

    start: int
    end: int
    speaker: str | None
    speaker_id: str | None
    speaker_text: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str
    direct: bool
    sentence: int
    confidence: float
    modality_hint: Modality


@dataclass(slots=True)
class Discourse:
    """What is in focus while an article is read from top to bottom; `company` is the last one that is no broker."""

    person: Speaker | None = None
    org: Speaker | None = None
    org_sentence: int = -9
    last: Speaker | None = None
    last_sentence: int = -9
    publisher: Speaker | None = None
    publisher_sentence: int = -9
    people: dict[str, Speaker] = field(default_factory=dict)
    company: Speaker | None = None
    counts: dict[str, tuple[int, Speaker]] = field(default_factory=dict)

    def mentioned(self, speaker: Speaker, heads: bool, sentence: int) -> None:
        """Remember a mention; `heads`: it opens its sentence, so the sentence is about it."""
        if speaker.label == "PERSON":
            self.person = speaker
            return
        if heads:
            self.org, self.org_sentence = speaker, sentence
        count, _ = self.counts.get(speaker.name, (0, speaker))
        self.counts[speaker.name] = (count + 1, speaker)

    def organisation(self, sentence: int) -> Speaker | None:
        """Return what 该公司 or 회사 stands for: the organisation that just spoke, else the one the text is about."""
        spoke = self.last is not None and self.last.label == "ORG" and sentence - self.last_sentence <= 1
        return self.last if spoke else self.org or self.last

    def come_back(self, company: Speaker) -> None:
        """Begin a paragraph with the company in mind that the article is about, whoever spoke in the one before."""
        self.org, self.last_sentence = company, -9

    def human(self) -> Speaker | None:
        """Return what 他 or 그 stands for: whoever spoke last and may be a person, else the person last named."""
        spoke = self.last is not None and self.last.label in ("PERSON", "ROLE", "NAME")
        return self.last if spoke else self.person

    def principal(self) -> Speaker | None:
        """Return the organisation that the article has named most often so far."""
        return max(self.counts.values(), key=lambda item: item[0])[1] if self.counts else None

    def heard(self, speaker: Speaker, sentence: int) -> None:
        """Remember who was quoted."""
        self.last, self.last_sentence = speaker, sentence
        if speaker.label == "PERSON":
            self.person = speaker
            self.people.pop(speaker.name, None)
            self.people[speaker.name] = speaker  # the last one heard stands last
        elif speaker.label in ("ORG", "LOC"):
            self.org = speaker


@dataclass(slots=True)
class Context:
    """An article with everything that attribution looks at; `plain` has quotations and brackets blanked."""

    text: str
    view: str
    plain: str
    lang: Lang
    quotes: list[Quote]
    entities: list[EntityMention]
    discourse: Discourse = field(default_factory=Discourse)
    main: Speaker | None = None  # the company that the whole article is about
    _starts: list[int] = field(default_factory=list)
    _quote_opens: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [entity.start for entity in self.entities]
        self._quote_opens = [quote.open for quote in self.quotes]

    def entities_in(self, start: int, end: int) -> list[EntityMention]:
        """Return the mentions that lie within a stretch, in order; an outer one before those inside it."""
        found: list[EntityMention] = []
        for index in range(bisect_left(self._starts, start), len(self.entities)):
            entity = self.entities[index]
            if entity.start >= end:
                break
            if entity.end <= end:
                found.append(entity)
        return found

    def quotes_in(self, start: int, end: int) -> list[Quote]:
        """Return the quotations that begin within a stretch, in order."""
        first = bisect_left(self._quote_opens, start)
        return self.quotes[first : bisect_left(self._quote_opens, end)]

    def quote_closing_at(self, at: int) -> Quote | None:
        """Return the quotation whose closing mark stands at `at`."""
        index = bisect_left(self._quote_opens, at) - 1
        if index >= 0 and self.quotes[index].close == at:
            return self.quotes[index]
        return None

    def from_entity(self, entity: EntityMention, end: int | None = None, confidence: float = 0.95) -> Speaker:
        """Make a speaker of a recognised entity; `end` reaches to the end of a title behind the name."""
        stop = max(entity.end, end or 0)
        return Speaker(
            entity.name,
            entity.entity_id,
            self.text[entity.start : stop],
            entity.start,
            stop,
            entity.label,
            confidence * (0.8 + 0.2 * entity.confidence),
        )

    def from_surface(self, start: int, end: int, label: str, confidence: float) -> Speaker | None:
        """Make a speaker of the words themselves."""
        while start < end and self.text[start] in " \n\t、,，·-":
            start += 1
        while end > start and self.text[end - 1] in " \n\t、,，":
            end -= 1
        surface = self.text[start:end]
        return Speaker(surface, None, surface, start, end, label, confidence) if surface else None

    def named(self, span: tuple[int, int], end: int, confidence: float) -> Speaker:
        """Make a speaker of a person's name that no recogniser knows; `end` reaches over the title behind it."""
        start, stop = span
        return Speaker(self.text[start:stop], None, self.text[start:end], start, end, "PERSON", confidence)

    def said(
        self,
        start: int,
        end: int,
        speaker: Speaker,
        cue: tuple[str, Modality],
        direct: bool,
        sentence: int,
        weight: float = 1.0,
    ) -> Statement | None:
        """Make a statement of a span, without the blanks and stops around it; None where nothing is left."""
        while start < end and self.view[start] in _LEADING:
            start += 1
        trailing = _QUOTED_TRAILING if direct else _TRAILING
        while end > start and self.view[end - 1] in trailing:
            end -= 1
        if end - start < _SHORTEST:
            return None
        form, modality = cue
        self.discourse.heard(speaker, sentence)
        return Statement(
            start,
            end,
            speaker.name,
            speaker.entity_id,
            speaker.text,
            speaker.start,
            speaker.end,
            form,
            direct,
            sentence,
            round(speaker.confidence * weight, 3),
            modality,
        )

    def referring(self, target: Speaker | None, start: int, end: int, confidence: float) -> Speaker | None:
        """Make a speaker of a pronoun: the one it stands for, at the pronoun's place."""
        if target is None:
            return None
        surface = self.text[start:end]
        return Speaker(target.name, target.entity_id, surface, start, end, target.label, confidence)


def sorted_mentions(entities: Sequence[EntityMention]) -> list[EntityMention]:
    """Order mentions by place, longer first."""
    return sorted(entities, key=lambda entity: (entity.start, -entity.end))
