"""Values, quotes and footnotes of a note: no value is written without the footnotes that lead to its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nlp.events.concepts import concept_of
from nlp.notes.material import Material
from nlp.notes.note import Figure, Footnote, Quote, Voice
from nlp.notes.period_names import Span, period_name
from nlp.notes.phrases import is_phrase, language_name, phrase
from nlp.notes.segment_names import segment_name
from nlp.notes.values import value_words
from nlp.notes.width import one_line
from nlp.records import Claim, Fact, Flag

_CONTEXT = 160  # characters of a sentence that are shown on each side of a value
_ELLIPSIS = "…"


@dataclass(slots=True)
class Figures:
    """Writes what a note says of claims and facts, and numbers the footnotes in the order of their first use."""

    material: Material
    lang: str
    span: Span | None
    footnotes: dict[str, Footnote] = field(default_factory=dict)

    def cite(self, claims: Iterable[Claim]) -> tuple[int, ...]:
        """Return the numbers of the footnotes that lead to claims."""
        return tuple(self._footnote(claim).marker for claim in claims)

    def _footnote(self, claim: Claim) -> Footnote:
        if claim.claim_id not in self.footnotes:
            article = self.material.articles.get(claim.article_id)
            published = article.published if article else None
            text = phrase(
                "footnote",
                self.lang,
                article=one_line(claim.article_id),
                date=published.isoformat() if published else phrase("no_date", self.lang),
                language=language_name(claim.lang, self.lang),
                start=claim.start,
                end=claim.end,
                first=claim.evidence_start,
                last=claim.evidence_end,
            )
            marker = len(self.footnotes) + 1
            self.footnotes[claim.claim_id] = Footnote(marker, claim, article, text, quote_of(claim))
        return self.footnotes[claim.claim_id]

    def of_fact(self, fact: Fact) -> tuple[Figure, ...]:
        """Write the value of a fact: one figure; of a conflict each of the values, for no article states their span."""
        claims = self.material.outcome_of(fact)
        if fact.relation == "conflict":
            by_value: dict[str, list[Claim]] = {}
            for claim in claims:
                by_value.setdefault(_value(claim, self.lang), []).append(claim)
            return tuple(self._figure(text, fact, same) for text, same in by_value.items())
        if not claims:
            return ()
        alike = {(claim.low, claim.high, claim.qualifier) for claim in claims}
        if len(alike) == 1:
            return (self._figure(_value(claims[0], self.lang), fact, claims),)
        return (self._figure(value_words(fact.low, fact.high, None, fact.unit, self.lang), fact, claims),)

    def _figure(self, text: str, fact: Fact, claims: Sequence[Claim]) -> Figure:
        if fact.aspect != "level":
            text = phrase(f"of_{fact.aspect}", self.lang, value=text)
        modality = claims[0].modality
        if modality != "reported":  # an expectation must never be read as a result
            text = f"{text} ({phrase(modality, self.lang)})"
        own = claims[0] if fact.relation == "conflict" else fact
        doubtful = any(claim.flags for claim in claims)
        return Figure(text, own.low, own.high, fact.unit, self.cite(claims), doubtful)

    def voice(self, claim: Claim, speaker: str) -> Voice:
        """Write what one article says; `speaker` is the name of who is quoted."""
        article = self.material.articles.get(claim.article_id)
        figure = Figure(
            _value(claim, self.lang), claim.low, claim.high, claim.unit, self.cite([claim]), bool(claim.flags)
        )
        return Voice(
            article.published if article else None,
            claim.article_id,
            claim.lang,
            claim.modality,
            speaker,
            figure,
            quote_of(claim),
        )

    def what(self, fact: Fact) -> str:
        """Name what a fact measures, without its aspect."""
        name = concept_of(fact.concept).name(self.lang)
        name = name[0].upper() + name[1:]
        if not fact.segment:
            return name
        return phrase("segment_of", self.lang, concept=name, segment=one_line(segment_name(fact.segment, self.lang)))

    def period(self, fact: Fact) -> str:
        """Name the period of a fact."""
        return period_name(fact.period_start, fact.period_end, self.lang)


def quote_of(claim: Claim) -> Quote:
    """Cut a claim's sentence around its value, or around what was said."""
    start, end = claim.start - claim.evidence_start, claim.end - claim.evidence_start
    before, after = claim.evidence[:start], claim.evidence[end:]
    if len(before) > _CONTEXT:
        before = _ELLIPSIS + before[-_CONTEXT:]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT] + _ELLIPSIS
    return Quote(_flat(before), _flat(claim.evidence[start:end]), _flat(after), claim.lang)


def doubt_words(flag: Flag, lang: str) -> str:
    """Say in the reader's language why a value is doubtful; English readers get the article's own figures too."""
    return phrase(flag.code, lang) if lang != "en" and is_phrase(flag.code) else flag.note


def _value(claim: Claim, lang: str) -> str:
    return value_words(claim.low, claim.high, claim.qualifier, claim.unit, lang)


def _flat(text: str) -> str:
    """Put a part of a sentence on one line; blanks at its ends stay, for it has neighbours."""
    words = one_line(text)
    if not words:
        return " " if text else ""
    return " " * text[0].isspace() + words + " " * text[-1].isspace()
