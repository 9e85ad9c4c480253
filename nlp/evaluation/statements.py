"""Attributed statements compared with the gold: the right speaker, and at least half of what is said."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.evaluation.assignment import best_assignment
from nlp.evaluation.facts import Scored
from nlp.evaluation.gold import GoldStatement
from nlp.evaluation.matching import same_name
from nlp.evaluation.mistakes import MISSED, SPURIOUS, Difference, Mistake, Place
from nlp.evaluation.tally import Counts
from nlp.evaluation.words import answers
from nlp.records import Claim

STATEMENTS = "statements"
_RIGHT = 1 << 32
Span = tuple[int, int]


def score_statements(golds: Sequence[GoldStatement], said: Sequence[Claim], place: Place) -> Scored:
    """Compare the statements of an article with those of its gold document."""
    scored = Scored()
    scored.add(STATEMENTS, Counts())
    said = sorted(said, key=lambda claim: (claim.start, claim.end, claim.speaker or "", claim.claim_id))
    spans = [place.span_of(gold.start, gold.end, gold.quote) for gold in golds]
    right = {(i, o) for i, gold in enumerate(golds) for o, claim in enumerate(said) if _matches(claim, gold, spans[i])}
    matched = best_assignment({(i, o): len(golds) + 1 if golds[i].required else 1 for i, o in right})
    touched = {o for _, o in right}
    for i, gold in enumerate(golds):
        if gold.required:
            scored.add(STATEMENTS, Counts(correct=int(i in matched), missed=int(i not in matched)))
    scored.add(STATEMENTS, Counts(spurious=sum(o not in touched for o in range(len(said)))))
    _list_mistakes(golds, said, spans, matched, touched, place, scored)
    return scored


def _matches(claim: Claim, gold: GoldStatement, span: Span | None) -> bool:
    return span is not None and _overlap(claim, span) * 2 >= span[1] - span[0] and _right_speaker(claim, gold)


def _overlap(claim: Claim, span: Span) -> int:
    return min(span[1], claim.end) - max(span[0], claim.start)


def _right_speaker(claim: Claim, gold: GoldStatement) -> bool:
    return not gold.speakers or same_name([claim.speaker], gold.speakers)


def _list_mistakes(
    golds: Sequence[GoldStatement],
    said: Sequence[Claim],
    spans: Sequence[Span | None],
    matched: dict[int, int],
    touched: set[int],
    place: Place,
    scored: Scored,
) -> None:
    """Name what is wrong: a missed statement and a wrong one that overlap are one mistake."""
    missed = [i for i in range(len(golds)) if i not in matched]
    wrong = [o for o in range(len(said)) if o not in touched]
    near = {
        (i, o): overlap + (_RIGHT if golds[i].required else 0)
        for i in missed
        for o in wrong
        if (span := spans[i]) is not None and (overlap := _overlap(said[o], span)) > 0
    }
    pairs = best_assignment(near)
    for i in missed:
        gold, other = golds[i], pairs.get(i)
        words = f"{answers(gold.speakers)}: {_said(spans[i], gold, place)}"
        if other is not None:
            scored.mistakes.append(_wrong(i, gold, words, said[other], place))
        elif gold.required:
            scored.mistakes.append(place.mistake(STATEMENTS, (MISSED,), spans[i], gold=words, lost=True, entry=i))
    for o in wrong:
        if o not in pairs.values():
            claim = said[o]
            found = f"{claim.speaker or '–'}: {place.text[claim.start : claim.end]}"
            span = (claim.start, claim.end)
            scored.mistakes.append(place.mistake(STATEMENTS, (SPURIOUS,), span, found=found, wrong=True))


def _wrong(entry: int, gold: GoldStatement, words: str, claim: Claim, place: Place) -> Mistake:
    said = place.text[claim.start : claim.end]
    differences = []
    if not _right_speaker(claim, gold):
        differences.append(Difference("speaker", answers(gold.speakers), claim.speaker or "–"))
    else:
        differences.append(Difference("boundary", words.partition(": ")[2], said))
    return place.mistake(
        STATEMENTS,
        tuple(difference.field for difference in differences),
        (claim.start, claim.end),
        gold=words,
        found=f"{claim.speaker or '–'}: {said}",
        differences=tuple(differences),
        entry=entry,
        lost=gold.required,
        wrong=True,
    )


def _said(span: Span | None, gold: GoldStatement, place: Place) -> str:
    return place.text[span[0] : span[1]] if span else gold.quote or ""
