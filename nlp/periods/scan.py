"""Find the places where a text speaks of time."""

from __future__ import annotations

import re

from nlp.periods.assemble import Token, assemble
from nlp.periods.grammar import grammar
from nlp.periods.lexicon import BLANK, lexicon
from nlp.periods.model import TimeExpression
from nlp.text import fold

_MOST_TOKENS = 24
_GAP = re.compile(rf"{BLANK}(?:[的의]{BLANK})?")
_MONTHLY = frozenset(("month", "days", "day"))


def find_expressions(text: str, lang: str) -> list[TimeExpression]:
    """Find time expressions, without resolving them.

    Args:
        text: any text.
        lang: `zh` or `ko`.

    Returns:
        In the order of the text, without overlaps; `text[start:end]` is the wording of each.

    Raises:
        ConfigError: no such language (E202).
    """
    lex, rules = lexicon(lang), grammar(lang)
    folded = fold(text, lang)
    trigger, at, openers = rules.trigger.search, rules.at, rules.openers
    months = lex.months
    found: list[TimeExpression] = []
    place = trigger(folded)
    while place:
        begin = place.start()
        character = folded[begin]
        match = None
        if place.lastgroup is None or folded[begin + 1] in openers[character]:
            pattern = at("start", character)
            match = pattern.match(folded, begin) if pattern else None
        if match is None:
            place = trigger(folded, begin + 1)
            continue
        tokens: list[Token] = []
        spans: list[tuple[int, int]] = []
        while match:
            kind = match.lastgroup or ""
            tokens.append((kind, match[0]))
            spans.append(match.span())
            end = match.end()
            if len(tokens) == _MOST_TOKENS:
                break
            gap = _GAP.match(folded, end)
            begin = gap.end() if gap else end
            state = "month" if kind in _MONTHLY or (kind == "word" and tokens[-1][1] in months) else "next"
            pattern = at(state, folded[begin : begin + 1])
            match = pattern.match(folded, begin) if pattern else None
        for first, last, reading in assemble(lex, tuple(tokens)):
            start, stop = spans[first][0], spans[last][1]
            found.append(TimeExpression(start, stop, text[start:stop], reading))
        place = trigger(folded, end)
    return found
