"""How a candidate for a holder or a part stands among its rivals and in the text before: what no single place tells."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.claims.model import Measure
from nlp.claims.scoring.features import role_after
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

Span = tuple[int, int]

_FIRST = 999  # characters: a name first told later than this is told late
_BEFORE, _EVER = 6, 4  # numbers that tell of the sentences before, and of the first mention


def rivalry(
    context: SentenceContext, spans: Sequence[Span | None], anchor: int, here: Sequence[Measure]
) -> list[list[float]]:
    """Describe each candidate by where its rivals stand.

    Args:
        context: the sentence.
        spans: the candidates' places in the article, None where they have none.
        anchor: where the number's metric begins, or the number.
        here: the measures before this one in the sentence.

    Returns:
        For each candidate: whether it is named after the number before, whether a topic's mark follows it or a clause
        begins with it, how many rivals so marked stand between it and the anchor, how many lie within it and around it,
        and how far from the start of its clause it is; -1 for those outside the sentence.
    """
    after = here[-1].value.quantity.end if here else context.start
    inside = {span for span in spans if span is not None and context.start <= span[0] < context.end}
    topics = [span for span in sorted(inside) if _is_topic(context, span)]
    found: list[list[float]] = []
    for span in spans:
        if span is None or span not in inside:
            found.append([-1.0] * 7)
            continue
        left, right = span
        between = [other for other in topics if right <= other[0] and other[1] <= anchor]
        found.append(
            [
                float(left >= after),
                float(span in topics),
                float(len(between)),
                float(bool(between) and between[-1][0] >= after),
                float(sum(left <= a and b <= right for a, b in inside) - 1),
                float(sum(a <= left and right <= b for a, b in inside) - 1),
                float(min(left - context.clause_start(left), 99)),
            ]
        )
    return found


def _is_topic(context: SentenceContext, span: Span) -> bool:
    left, right = span
    marked = syntax(context.lang, "topic_mark").match(context.view, right, context.end) is not None
    return marked or not context.view[context.clause_start(left) : left].strip()


def history(context: SentenceContext, before: Sequence[SentenceContext], name: str | None) -> list[float]:
    """Describe how a name was told before a sentence.

    Args:
        context: the sentence.
        before: the sentences right before it, in order.
        name: the surface of the name.

    Returns:
        How many sentences ago the nearest of them has it, what follows it there, how far from that sentence's and from
        its clause's start it is, whether a number stands behind it, and whether that is this paragraph; then where the
        article first has it, what follows it there, whether that is before the sentence, and in this paragraph.
    """
    if not name:
        return [-1.0] * (_BEFORE + _EVER)
    row: list[float] = []
    for ago, earlier in enumerate(reversed(before), start=1):
        place = context.text.rfind(name, earlier.start, earlier.end)
        if place >= 0:
            end = place + len(name)
            row = [
                float(ago),
                float(role_after(earlier.view[end : end + 8], earlier.lang)),
                float(min(place - earlier.start, 200)),
                float(min(place - earlier.clause_start(place), 99)),
                float(any(q.start >= end for q in earlier.quantities)),
                float(earlier.paragraph == context.paragraph),
            ]
            break
    row = row or [-1.0] * _BEFORE
    first = context.text.find(name)
    if first < 0:
        return row + [-1.0] * _EVER
    end = first + len(name)
    return [
        *row,
        float(min(first, _FIRST)),
        float(role_after(context.view[end : end + 8], context.lang)),
        float(first < context.start),
        float("\n" not in context.text[first : context.start]),
    ]
