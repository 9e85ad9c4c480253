"""What pages and feeds share: a guard against markup made to exhaust a parser, and markup to plain text."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree
from lxml import html as lxml_html
from lxml.html import defs

from nlp.errors import InputError

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})")
_MOST_TAGS = 200_000
_DEEPEST = 500
_LONGEST = 10_000_000  # characters; the parser builds a tree of many times that
_NEVER_CLOSED = defs.empty_tags | {"p", "li", "td", "tr", "th", "dd", "dt"}
_BLOCKS = defs.block_tags | {"br", "td", "th", "tr", "article", "section", "figure", "figcaption", "header", "footer"}
_SILENT = ("script", "style", "template", "noscript", "iframe", "object", "svg", "math")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def check_markup(text: str, place: str) -> None:
    """Refuse markup that would keep a parser busy for minutes, before it is parsed.

    Raises:
        InputError: more tags, deeper nesting or more characters than any page of news has (E129).
    """
    if len(text) > _LONGEST:
        raise InputError("E129", path=place, reason=f"{len(text)} characters of markup", limit=_LONGEST)
    depth = deepest = 0
    for count, tag in enumerate(_TAG.finditer(text), start=1):
        if count > _MOST_TAGS:
            raise InputError("E129", path=place, reason="too many tags", limit=_MOST_TAGS)
        if tag[2].lower() in _NEVER_CLOSED:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise InputError("E129", path=place, reason=f"tags {deepest} levels deep", limit=_DEEPEST)


def to_text(markup: str) -> str:
    """Turn a piece of HTML into plain text: a line for each block, white space as a browser shows it."""
    if "<" not in markup:
        return unescape(markup).strip()
    try:
        root = lxml_html.fromstring(f"<div>{markup}</div>")
    except (etree.LxmlError, ValueError):
        return ""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(root, *_SILENT, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BLOCKS:
            parts.append("\n")
        parts.append(_SPACE.sub(" ", (element.text if event == "start" else element.tail) or ""))
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
