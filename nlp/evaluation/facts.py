"""Claims with a value, compared with the facts of the gold: levels, fields, and what kind of mistake each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from nlp.claims.concepts import OTHER
from nlp.evaluation.assignment import Edge, best_assignment
from nlp.evaluation.gold import GoldFact
from nlp.evaluation.matching import FIELDS, LEVELS, Stated, same_number, same_unit, size
from nlp.evaluation.mistakes import MISSED, REPEATED, SPURIOUS, WRONG_UNIT, WRONG_VALUE, Difference, Mistake, Place
from nlp.evaluation.tally import Counts, add_up
from nlp.evaluation.words import claim_words, fact_field, fact_words, stated_field
from nlp.records import Claim

_VALUE, _MEASURE, _FULL = LEVELS
_QUALIFIER = "qualifier"
_FULL_FIELDS = ("sign", "concept", "aspect", "segment", "subject", "period", "modality")
_SAME = ("subject", "concept", "segment", "aspect", "low", "high", "unit", "period_start", "period_end", "modality")
_ABOVE = 1 << 16  # more than a criterion can add up to in one article: the one above it decides
FIELD = "field: "
Matches = tuple[dict[int, int], list[int]]


@dataclass(slots=True)
class Scored:
    """What the comparison of one layer family gives: counts by layer, counts by (layer, class), and the mistakes."""

    counts: dict[str, Counts] = field(default_factory=dict)
    by_class: dict[tuple[str, str], Counts] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, layer: str, counts: Counts, name: str | None = None) -> None:
        """Count something in a layer, and in a class of it."""
        self.counts[layer] = add_up([self.counts.get(layer, Counts()), counts])
        if name is not None:
            self.by_class[layer, name] = add_up([self.by_class.get((layer, name), Counts()), counts])


def score_facts(golds: Sequence[GoldFact], claims: Sequence[Claim], place: Place) -> Scored:
    """Compare the measures of an article with the facts of its gold document.

    Args:
        golds: the facts.
        claims: the measures, each value once; see `distinct_claims`.
        place: the article.
    """
    scored = Scored()
    edges = edges_of(golds, claims)
    for level in LEVELS:
        _score_level(level, golds, claims, edges[level], scored)
    _Alignment(golds, claims, edges, place).report(scored)
    return scored


def distinct_claims(claims: Sequence[Claim]) -> list[Claim]:
    """Return the measures in the order of the text, those that say the same only once."""
    ordered = sorted((c for c in claims if c.kind == "measure"), key=lambda c: (c.start, c.end, c.claim_id))
    seen: dict[tuple[object, ...], Claim] = {}
    for claim in ordered:
        seen.setdefault(tuple(getattr(claim, name) for name in _SAME), claim)
    return list(seen.values())


def edges_of(golds: Sequence[GoldFact], claims: Sequence[Stated]) -> dict[str, set[Edge]]:
    """Return, for each level, which fact matches which claim, by index."""
    of_size: dict[Hashable, list[int]] = defaultdict(list)
    for other, claim in enumerate(claims):
        of_size[size(claim.low, claim.high)].append(other)
    edges: dict[str, set[Edge]] = {}
    possible = {(index, other) for index, fact in enumerate(golds) for other in of_size[size(fact.low, fact.high)]}
    for level, match in LEVELS.items():  # each level asks for what the one before it asks for
        possible = edges[level] = {(i, o) for i, o in possible if match(claims[o], golds[i])}
    return edges


def count_matches(golds: Sequence[GoldFact], claims: Sequence[Stated], edges: set[Edge]) -> Matches:
    """Match facts with claims: the most required facts first, then the most optional ones.

    Returns:
        Fact -> claim, by index; and the claims that match no fact at all, which are the wrong ones. A claim whose only
        facts are taken is neither right nor wrong.
    """
    touched = {other for _, other in edges}
    matched = best_assignment({edge: _ABOVE if golds[edge[0]].required else 1 for edge in edges})
    return matched, [other for other in range(len(claims)) if other not in touched]


def _score_level(
    level: str, golds: Sequence[GoldFact], claims: Sequence[Claim], edges: set[Edge], scored: Scored
) -> None:
    matched, wrong = count_matches(golds, claims, edges)
    scored.add(level, Counts())
    for index, fact in enumerate(golds):
        if fact.required:
            found = index in matched
            scored.add(level, Counts(correct=int(found), missed=int(not found)), fact.concepts[0])
    for other in wrong:
        concept = claims[other].concept
        if concept != OTHER:  # the gold does not list every number that has no concept
            scored.add(level, Counts(spurious=1), concept)


class _Alignment:
    """One claim for each fact: that which agrees with it in most, so that each mistake has its name."""

    def __init__(
        self, golds: Sequence[GoldFact], claims: Sequence[Claim], edges: Mapping[str, set[Edge]], place: Place
    ) -> None:
        """Align facts and claims.

        Args:
            golds: the facts.
            claims: the measures.
            edges: which match at which level; see `edges_of`.
            place: the article.
        """
        self._golds, self._claims, self._place, self._edges = golds, claims, place, edges
        self._spans = [place.span_of(fact.start, fact.end, fact.quote) for fact in golds]
        weights = {
            (index, other): weight
            for index in range(len(golds))
            for other in range(len(claims))
            if (weight := self._weight(index, other))
        }
        self._pairs = best_assignment(weights)
        # Few annotations tell the qualifier; without one the layer is not scored.
        self._asked = [name for name in FIELDS if name != _QUALIFIER or any(fact.qualifiers for fact in golds)]
        self._full = {other for _, other in edges[_FULL]}
        self._value = {other for _, other in edges[_VALUE]}

    def _weight(self, index: int, other: int) -> int:
        """Rank a pair: right in full, measure, value; then by the fields that agree; 0 where it is none."""
        fact, claim, edge = self._golds[index], self._claims[other], (index, other)
        overlap = self._overlap(index, claim)
        right = edge in self._edges[_VALUE]
        if not right and not (overlap and self._is_misread(fact, claim)):
            return 0
        agreeing = sum(verdict(claim, fact) is not False for verdict in FIELDS.values())
        full, measure = edge in self._edges[_FULL], edge in self._edges[_MEASURE]
        weight = 0
        for rank in (full and fact.required, full, measure and fact.required, measure, right and fact.required, right):
            weight = weight * _ABOVE + rank
        return weight * _ABOVE + agreeing * 4 + overlap * 2 + 1

    def _overlap(self, index: int, claim: Claim) -> bool:
        span = self._spans[index]
        return span is not None and claim.start < span[1] and span[0] < claim.end

    def _is_misread(self, fact: GoldFact, claim: Claim) -> bool:
        """Whether a claim with another value at the same place is this fact, misread; a quote may hold several."""
        return fact.start is not None or same_number(claim, fact) or claim.concept in fact.concepts

    def report(self, scored: Scored) -> None:
        """Count the fields, and list the mistakes."""
        for name in self._asked:
            scored.add(FIELD + name, Counts())
        for index, fact in enumerate(self._golds):
            other = self._pairs.get(index)
            if other is None:
                self._missed(index, fact, scored)
            else:
                self._paired(index, other, scored)
        for other, claim in enumerate(self._claims):
            if other not in self._pairs.values():
                self._left_over(other, claim, scored)

    def _missed(self, index: int, fact: GoldFact, scored: Scored) -> None:
        if not fact.required:
            return
        self._count_missed(fact, scored)
        span = self._spans[index]
        scored.mistakes.append(
            self._place.mistake(_FULL, (MISSED,), span, gold=fact_words(fact), lost=True, entry=index)
        )

    def _count_missed(self, fact: GoldFact, scored: Scored) -> None:
        for name, verdict in FIELDS.items():
            # Whether the gold asks for a field does not depend on the claim: a claim that says nothing tells.
            if verdict(_SILENT, fact) is not None:
                scored.add(FIELD + name, Counts(missed=1), fact.concepts[0])

    def _paired(self, index: int, other: int, scored: Scored) -> None:
        fact, claim = self._golds[index], self._claims[other]
        verdicts = {name: verdict(claim, fact) for name, verdict in FIELDS.items()}
        right_value = (index, other) in self._edges[_VALUE]
        wrong: list[str] = [name for name, right in verdicts.items() if right is False]
        if not right_value:
            wrong = [WRONG_UNIT if same_number(claim, fact) and not same_unit(claim, fact) else WRONG_VALUE]
            wrong += [name for name, right in verdicts.items() if right is False and name != "sign"]
        if fact.required:
            if right_value:
                for name, right in verdicts.items():
                    if right is not None:
                        counts = Counts(correct=1) if right else Counts(incorrect=1)
                        scored.add(FIELD + name, counts, fact.concepts[0])
            else:
                self._count_missed(fact, scored)
        if not right_value and claim.concept != OTHER:
            self._count_spurious(claim, scored)
        in_full = not right_value or any(name in _FULL_FIELDS for name in wrong)
        false = in_full and claim.concept != OTHER and other not in self._full
        if wrong and (fact.required or false):
            differences = tuple(Difference(name, fact_field(fact, name), stated_field(claim, name)) for name in wrong)
            scored.mistakes.append(
                self._place.mistake(
                    _FULL,
                    tuple(wrong),
                    (claim.start, claim.end),
                    gold=fact_words(fact),
                    found=claim_words(claim),
                    differences=differences,
                    entry=index,
                    lost=fact.required and in_full,
                    wrong=false,
                )
            )

    def _left_over(self, other: int, claim: Claim, scored: Scored) -> None:
        if claim.concept == OTHER or other in self._full:
            return
        repeated = other in self._value
        if not repeated:
            self._count_spurious(claim, scored)
        kind = REPEATED if repeated else SPURIOUS
        span = (claim.start, claim.end)
        scored.mistakes.append(self._place.mistake(_FULL, (kind,), span, found=claim_words(claim), wrong=True))

    def _count_spurious(self, claim: Claim, scored: Scored) -> None:
        for name in self._asked:
            scored.add(FIELD + name, Counts(spurious=1), claim.concept)


@dataclass(frozen=True, slots=True)
class _Silent:
    low: None = None
    high: None = None
    unit: None = None
    concept: None = None
    aspect: None = None
    segment: None = None
    subject: None = None
    subject_text: None = None
    period_start: None = None
    period_end: None = None
    modality: None = None
    speaker: None = None
    qualifier: None = None


_SILENT = _Silent()
