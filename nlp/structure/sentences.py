"""Sentences of Chinese and Korean news text.

A sentence may run over a forced line break, holds a balanced quotation whole, and never ends inside a number
(3.5) or an abbreviation in Latin letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.structure.layout import Block, read_blocks

_OPENING, _CLOSING = "“「『《（(【[", "”」』》）)】]"
_PAIR = dict(zip(_OPENING, _CLOSING, strict=True))
_MAX_QUOTATION = 400
_TRAILING = re.compile(r"[\"'”’」』）)\]】]*")
_STOPS = {
    # A Korean full stop is ASCII; it ends a sentence after a Hangul syllable or closing mark, not between digits.
    # Points of a summary end with their source and begin with a dash: …达2亿元 [3][5] - 研发开支8000万元 [4] 展望 - …
    "zh": re.compile(
        r"[。！？!?]+|(?<=[\u3400-\u9fff])\.(?=\s|$)|\n"
        r"|(?:\[\d{1,3}\])+(?=\s|$)|(?<=[\u3400-\u9fff]) (?=- [\u3400-\u9fff\d“\"])"
    ),
    "ko": re.compile(
        r"(?<=[다요죠까])\.(?!\.)"  # 밝혔다.24일: leads run on without a blank
        r"|(?<=[^\d\s.A-Z])\.(?!\s[+-]?\d[\d.]*%)(?=[\s\"'”’」』)\]]|$)"  # JYP Ent. -2.4%: a name's own full stop
        r"|[。！？!?]+(?=[\s\"'”’」』)\]]|$)"
        r"|(?<=\d)\.(?=\s+[가-힣])"
        r"|\n\n"
    ),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article's own text.

    `paragraph` counts blocks; `heading` says that the block is a title or a heading, which names things in telegraph
    style.
    """

    start: int
    end: int
    paragraph: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of an article and the sentences of those that are analysed."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Balanced quotations and brackets of a block, outermost only."""
    spans: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    straight: int | None = None
    for offset in range(start, end):
        character = text[offset]
        if character in _PAIR:
            stack.append((_PAIR[character], offset))
        elif stack and character == stack[-1][0]:
            _, opened = stack.pop()
            if not stack and offset - opened <= _MAX_QUOTATION:
                spans.append((opened, offset + 1))
        elif character == '"' and not stack:
            if straight is None:
                straight = offset
            else:
                if offset - straight <= _MAX_QUOTATION:
                    spans.append((straight, offset + 1))
                straight = None
    return spans


def split_sentences(text: str, start: int, end: int, lang: str) -> list[tuple[int, int]]:
    """Split one block into sentences.

    Args:
        text: the whole text.
        start: where the block begins.
        end: where it ends.
        lang: `zh` or `ko`.

    Returns:
        Spans in order, without surrounding blanks.
    """
    quotations = _quotations(text, start, end)
    spans: list[tuple[int, int]] = []
    begin, quotation = start, 0
    for stop in _STOPS[lang].finditer(text, start, end):
        if stop.group() == "\n" and lang == "zh":
            continue
        while quotation < len(quotations) and quotations[quotation][1] <= stop.start():
            quotation += 1
        inside = quotation < len(quotations) and quotations[quotation][0] < stop.start()
        if inside and stop.end() < quotations[quotation][1] - 1:
            continue
        trailing = _TRAILING.match(text, stop.end(), end)
        cut = trailing.end() if trailing else stop.end()
        if cut <= begin:
            continue
        if inside and _continues(text, cut, end, lang):
            continue
        spans.append((begin, cut))
        begin = cut
    spans.append((begin, end))
    return [span for span in (_strip(text, a, b) for a, b in spans) if span[0] < span[1]]


def _continues(text: str, cut: int, end: int, lang: str) -> bool:
    """After a quotation that ends in a full stop: does the sentence go on with who said it (“…。”徐立称。)?"""
    rest = text[cut : min(cut + 12, end)]
    if lang == "ko":
        return bool(rest) and not rest[0].isspace()
    return bool(rest.strip()) and not rest[0].isspace()


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def read_structure(text: str, lang: str) -> Structure:
    """Find the sentences of an article that are its own text.

    Args:
        text: the article's text, to the letter.
        lang: `zh` or `ko`.
    """
    blocks = tuple(read_blocks(text, lang))
    sentences = [
        Sentence(start, end, number, block.kind == "heading")
        for number, block in enumerate(blocks)
        if block.kind in ("text", "heading")
        for start, end in split_sentences(text, block.start, block.end, lang)
    ]
    return Structure(blocks, tuple(sentences))
