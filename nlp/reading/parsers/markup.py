"""From a piece of HTML to plain text."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree
from lxml import html as lxml_html
from lxml.html import defs

_BLOCKS = defs.block_tags | {"br", "td", "th", "tr", "article", "section", "figure", "figcaption", "header", "footer"}
_SILENT = ("script", "style", "template", "noscript", "iframe", "object", "svg", "math")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


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
