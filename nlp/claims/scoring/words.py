"""The wording that speaks for or against a reading, as short strings whose weights the scorer has learned.

Each string begins with what it is, so that the same characters weigh differently before a number and behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.claims.mentions import Metric
from nlp.claims.model import Measure
from nlp.claims.scoring.chunks import Chunk
from nlp.claims.scoring.senses import sense
from nlp.claims.sentence import SentenceContext

_WINDOW = 4  # characters beside a number whose wording is looked at


def words_around(context: SentenceContext, start: int, end: int) -> list[str]:
    """The wording right before and after a number, and the cues of its clause."""
    view = context.view
    before = view[max(context.start, start - _WINDOW) : start]
    after = view[end : min(context.end, end + _WINDOW)]
    words = [f"b{before[-n:]}" for n in range(1, len(before) + 1)] + [f"a{after[:n]}" for n in range(1, len(after) + 1)]
    first, limit = context.clauses[context.clause_at(start)]
    for cue in context.cues:
        if first <= cue.start < limit:
            words.append(f"{'l' if cue.end <= start else 'r'}{cue.text}")
    return words


def words_of_metric(
    around: list[str], metric: Metric | None, kind: int, unit: int, last: Measure | None, topics: list[str]
) -> list[str]:
    """The wording that speaks for a metric; `topics` are those of the sentence."""
    name = metric.concept if metric else "Other"
    then = last.value.concept if last else ""
    words = [f"{name}{unit}", f"k{kind}{name}", f"p{then}>{name}", f"t{metric.text if metric else ''}{unit}"]
    shared = around[:3] + around[_WINDOW : _WINDOW + 3]
    words += [f"{name}{kind}{topic}" for topic in topics]
    return words + [f"{name}{word}" for word in around] + [f"k{kind}{word}" for word in shared]


def words_of_name(
    context: SentenceContext, text: str | None, span: tuple[int, int] | None, kind: int, concept: str
) -> list[str]:
    """The wording of a name and what stands beside it."""
    if not text:
        return [f"none{concept}", f"none{kind}"]
    words = [
        f"s{text[-1:]}",
        f"s{text[-2:]}",
        f"s{text[-3:]}",
        f"h{text[:1]}",
        f"h{text[:2]}",
        f"w{text}",
        f"c{concept}{text[-2:]}",
    ]
    words += [f"k{kind}{concept}", f"k{kind}{text[-1:]}"]
    like = sense(context.lang, text)
    words += [f"f{like.fine}", f"m{like.middle}", f"o{like.coarse}", f"k{kind}f{like.fine}", f"k{kind}m{like.middle}"]
    words += [f"c{concept}m{like.middle}", f"c{concept}o{like.coarse}"]
    if span is not None and context.start <= span[0] < context.end:
        view = context.view
        after = view[span[1] : min(context.end, span[1] + 3)]
        before = view[max(context.start, span[0] - 3) : span[0]]
        words += [f"a{after[:1]}", f"a{after[:2]}", f"a{after}", f"b{before[-1:]}", f"b{before[-2:]}", f"b{before}"]
        words += [f"k{kind}a{after[:1]}", f"k{kind}b{before[-1:]}", f"sa{text[-1:]}{after[:1]}"]
    return words


def words_of_ending(context: SentenceContext, end: int) -> list[str]:
    """The wording at the end of a sentence, and the cues of expectation in it."""
    tail = context.view[max(end, context.end - 8) : context.end].rstrip("。.!? \n")
    words = [f"e{tail[-n:]}" for n in (2, 3, 4, 6)]
    return words + [
        f"{c.kind}{c.text}" for c in context.cues if c.kind in ("forecast", "target", "estimate", "outlook", "if")
    ]


def words_of_topics(context: SentenceContext, chunks: Sequence[Chunk], start: int) -> list[str]:
    """What kinds of words and names stand before a number: the nearest two stretches, the first, and the names.

    Args:
        context: the sentence.
        chunks: of the sentence.
        start: where the number begins.
    """
    before = [chunk for chunk in chunks if chunk.end <= start]
    found: list[str] = []
    for mark, chosen in (("n", before[-1:]), ("s", before[-2:-1]), ("f", before[:1])):
        for chunk in chosen:
            like = sense(context.lang, chunk.text)
            found += [f"{mark}m{like.middle}", f"{mark}o{like.coarse}"]
    names = [mention for mention in context.entities if mention.end <= start]
    if names:
        found += [f"e{names[-1].label}", f"E{names[0].label}"]
    return found
