"""Strands: the voices of one concept, aspect and segment; and when two of them are about the same thing.

They are joined only where the press is known to mix concepts, or to name segments differently, and the stated values
prove that the same thing is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from nlp.events.compare import largest_agreement, meets, overlap, union
from nlp.events.concepts import Concept
from nlp.events.reconcile import contradict_themselves
from nlp.events.segments import Segment, read_segment, related
from nlp.events.voices import Voice

RESEARCH = "research"  # the family of concepts for money put into a purpose

FIGURES, _FIGURES_FOR_PURPOSE = 3, 2  # significant figures that two texts don't share by chance
_COMMON = 30  # a value that more segments than these share proves nothing
_SENTENCE = 500  # characters of a sentence that are read for the purpose


@dataclass(slots=True)
class Strand:
    """Voices of one concept, aspect and segment (None: the whole subject), and of one counter where things are counted.

    Other units are equal by the keys of the group.
    """

    concept: Concept
    aspect: str
    segment: Segment | None
    counter: str
    voices: list[Voice]

    @property
    def articles(self) -> set[str]:
        """Return the articles that speak."""
        return {voice.claim.article_id for voice in self.voices}

    @property
    def order(self) -> tuple[int, str, list[str], str]:
        """Order strands independently of the order of input."""
        return self.concept.order, self.aspect, sorted(self.segment.key) if self.segment else [], self.counter


def join_strands(strands: list[Strand]) -> list[Strand]:
    """Join strands of one subject, period and unit that are about the same thing.

    Args:
        strands: in their order; they are consumed.
    """
    if len(strands) > 1:
        strands = _join_counters(strands)
        strands = _join_segments(strands)
    if len(strands) > 1 and strands[0].concept.family:
        strands = _join_concepts(strands)
    return strands


def _join_counters(strands: list[Strand]) -> list[Strand]:
    """Join what is counted by different words (개, 명, 팀), where different articles give one number of it."""
    joined: dict[object, list[Strand]] = {}
    for strand in strands:
        same = joined.setdefault((strand.concept.code, strand.aspect, strand.segment and strand.segment.key), [])
        for other in same:
            if not other.articles & strand.articles and _one_value(other.voices, strand.voices):
                other.voices.extend(strand.voices)
                break
        else:
            same.append(strand)
    return [strand for same in joined.values() for strand in same]


def _one_value(a: Sequence[Voice], b: Sequence[Voice]) -> bool:
    if not overlap(voice.value for voice in (*a, *b)):
        return False
    own = {voice.value.statement for voice in a}
    points = [any(voice.value.form == "point" for voice in voices) for voices in (a, b)]
    return all(points) or any(voice.value.statement in own for voice in b)


def _join_concepts(strands: list[Strand]) -> list[Strand]:
    """Join concepts that the press mixes, such as total and attributable profit, where the values fit."""
    joined = [strand for strand in strands if strand.concept.many]
    by_segment: defaultdict[tuple[object, ...], list[Strand]] = defaultdict(list)
    for strand in strands:
        if not strand.concept.many:
            by_segment[strand.aspect, strand.segment.key if strand.segment else None].append(strand)
    for group in by_segment.values():
        for giver, taker in permutations(group, 2):
            _move_misread(giver, taker)
        left = [strand for strand in group if strand.voices]
        while left:
            first, *rest = left
            left = []
            for other in rest:
                if _fit_as_one(first.voices, other.voices):
                    first.voices.extend(other.voices)
                else:
                    left.append(other)
            joined.append(first)
    return joined


def _move_misread(giver: Strand, taker: Strand) -> None:
    """Move voices that mean the other concept: they contradict a source that tells the two apart, and give its other.

    A writes 净利润 5.2亿, 归母净利润 5.6亿, and B writes 순이익 5억6천만: B speaks of the attributable profit.
    """
    telling = giver.articles & taker.articles
    here, there = (
        union(v.value for v in strand.voices if v.claim.article_id in telling and v.outcome and v.value.form == "point")
        for strand in (giver, taker)
    )
    if not here or not there:
        return
    moved = [
        voice
        for voice in giver.voices
        if voice.claim.article_id not in telling
        and voice.value.form == "point"
        and not meets(voice.value, here)
        and meets(voice.value, there)
    ]
    if moved:
        gone = {voice.claim.claim_id for voice in moved}
        giver.voices = [voice for voice in giver.voices if voice.claim.claim_id not in gone]
        taker.voices = [*taker.voices, *moved]


def _fit_as_one(a: Sequence[Voice], b: Sequence[Voice]) -> bool:
    """Can voices of two concepts be about one value?

    They must come from two articles and not contradict, apart from an article that contradicts itself within one
    concept; a bound fits too much to prove anything.
    """
    both = [*a, *b]
    if not _firm(a) or not _firm(b) or len({voice.claim.article_id for voice in both}) < 2:
        return False
    chosen = set(largest_agreement([v.value for v in both], [v.claim.article_id for v in both]))
    main = [voice for index, voice in enumerate(both) if index in chosen]
    odd = [voice for index, voice in enumerate(both) if index not in chosen]
    return (
        {voice.claim.concept for voice in main} == {voice.claim.concept for voice in both}
        and len({voice.claim.article_id for voice in main}) > 1
        and contradict_themselves(odd, main)
    )


def _firm(voices: Sequence[Voice]) -> bool:
    return any(voice.value.form in ("point", "range") for voice in voices)


def _join_segments(strands: list[Strand]) -> list[Strand]:
    """Join strands whose segments are worded differently, where different articles state an equal value."""
    by_value: defaultdict[object, list[int]] = defaultdict(list)
    for index, strand in enumerate(strands):
        figures = _FIGURES_FOR_PURPOSE if strand.concept.family == RESEARCH else FIGURES
        for statement in {voice.value.statement for voice in strand.voices if voice.value.figures >= figures}:
            by_value[statement].append(index)
    pairs = {pair for indices in by_value.values() if len(indices) <= _COMMON for pair in combinations(indices, 2)}
    parents = list(range(len(strands)))
    for a, b in sorted(pairs):
        keep, gone = sorted((_root(parents, a), _root(parents, b)))
        if keep != gone and _same_thing(strands[keep], strands[gone], strands[a], strands[b]):
            strands[keep].voices.extend(strands[gone].voices)
            parents[gone] = keep
    return [strand for index, strand in enumerate(strands) if parents[index] == index]


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _same_thing(one: Strand, other: Strand, a: Strand, b: Strand) -> bool:
    """Does an equal value prove that two strands are one thing?

    Args:
        one: all that was joined to the first so far.
        other: the same for the second.
        a: the first itself, `b` the second.
        b: the second itself.
    """
    purpose = a.concept.family == RESEARCH and (
        a.concept.many or b.concept.many or (a.segment is not None and b.segment is not None)
    )
    if (a.concept.code != b.concept.code or a.aspect != b.aspect) and not purpose:
        return False
    if a.segment is None or b.segment is None:
        if not purpose or not _share_unusual_amount(a, b):
            return False
    elif not related(a.segment, b.segment, one_shared=purpose) and not (purpose and (_told_by(a, b) or _told_by(b, a))):
        return False
    # an article that has both tells them apart
    return not one.articles & other.articles and overlap(v.value for v in (*one.voices, *other.voices))


def _share_unusual_amount(a: Strand, b: Strand) -> bool:
    """Do two strands state an amount that is equal in more figures than chance explains, or one bound?"""
    if a.aspect.startswith("change_"):
        return False
    own = {voice.value.statement for voice in a.voices}
    shared = [voice.value for voice in b.voices if voice.value.statement in own]
    return any(value.figures >= FIGURES or value.form in ("at_least", "at_most") for value in shared)


def _told_by(a: Strand, b: Strand) -> bool:
    """Does a sentence of the second speak of the first one's purpose, of which its own segment is another part?"""
    words = a.segment.words if a.segment else frozenset()
    return any(words & read_segment(voice.claim.evidence[:_SENTENCE]).words for voice in b.voices)
