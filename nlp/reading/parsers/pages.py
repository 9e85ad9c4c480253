"""What a page says of itself, and the text of its article, which trafilatura finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from nlp.reading.json_ld import find_articles
from nlp.reading.metadata import parse_date
from nlp.reading.parsers.markup import to_text

_LEAST = "60"  # characters of a text that is believed; the library's 250 are meant for alphabets
# Names of a <meta>, the surest first.
_META = {
    "title": ("og:title", "twitter:title"),
    "published": (
        *("article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date"),
        *("article:published", "dc.date.issued", "dc.date", "dcterms.created", "parsely-pub-date", "date"),
    ),
    "source": ("og:site_name", "article:publisher", "dc.publisher", "application-name"),
    "url": ("og:url",),
}
_TIME_PLACES = (
    "//*[@itemprop='datePublished'] | //time[@pubdate] | //*[contains(translate(@id, 'PT', 'pt'), 'pubtime')"
    " or contains(@class, 'pubtime') or contains(@class, 'pub-time') or contains(@class, 'publish')"
    " or contains(@class, 'article-date') or contains(@class, 'article-time') or contains(@class, 'date-source')]"
)
_DAY = re.compile(r"(?:19|20)\d\d\s?[-./年년]\s?\d{1,2}\s?[-./月월]\s?\d{1,2}")
_LONGEST_TIME = 100  # characters of a line that gives the time of publication
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_page(markup: str) -> dict[str, Any]:
    """Read what a page says of itself, and the text of its article.

    Args:
        markup: the page, decoded.

    Returns:
        A record with the contract's keys, as far as they are known.
    """
    tree = trafilatura.load_html(_CONTROLS.sub("", markup))
    if tree is None:
        return {}
    described = next(_described(tree), {})
    metas = _metas(tree)
    record = {
        "title": described.get("title") or metas.get("title") or _heading(tree),
        "published": described.get("published") or metas.get("published") or _visible_date(tree),
        "url": described.get("url")
        or metas.get("url")
        or next(iter(tree.xpath("//link[@rel='canonical']/@href")), None),
        "source": described.get("source") or metas.get("source"),
        "lang": described.get("lang") or tree.get("lang"),
    }
    known = {key: unescape(value) for key, value in record.items() if isinstance(value, str) and value.strip()}
    text = _text(tree) or to_text(str(described.get("text") or ""))
    return {**known, "text": text} if text else known


def _text(tree: HtmlElement) -> str | None:
    found = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False, config=_config())
    text = getattr(found, "text", None)
    return text.strip() or None if isinstance(text, str) else None


@cache
def _config() -> Any:
    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = _LEAST
    return config


def _described(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            yield from find_articles(json.loads(script.text_content(), strict=False))
        except (ValueError, RecursionError):  # a page of which one script is broken is still a page
            continue


def _metas(tree: HtmlElement) -> dict[str, str]:
    content: dict[str, str] = {}
    for meta in tree.iter("meta"):
        value = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            if value and meta.get(attribute):
                content.setdefault(meta.get(attribute).lower(), value)
    chosen = (
        (field, next((content[name] for name in names if name in content), None)) for field, names in _META.items()
    )
    return {field: value for field, value in chosen if value}


def _heading(tree: HtmlElement) -> str | None:
    """Return the only main heading, else what the window is called."""
    headings = [text for text in (" ".join(h.text_content().split()) for h in tree.iter("h1")) if text]
    title = tree.find(".//title")
    return headings[0] if len(headings) == 1 else None if title is None else " ".join(title.text_content().split())


def _visible_date(tree: HtmlElement) -> str | None:
    """Return the day that is printed where pages print it, if all such places agree."""
    lines = (
        place.get("datetime") or place.get("content") or place.text_content() for place in tree.xpath(_TIME_PLACES)
    )
    found = [_DAY.search(line) for line in lines if len(line) < _LONGEST_TIME]
    days = {day[0]: parse_date(day[0]) for day in found if day}
    return next(iter(days)) if len(set(days.values())) == 1 else None
