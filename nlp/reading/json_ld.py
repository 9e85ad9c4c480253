"""Articles as schema.org describes them (JSON-LD), in pages and in files of their own, as records of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_DEEP = 20  # levels of lists and graphs that are gone through
_ALSO = frozenset({"BlogPosting", "LiveBlogPosting", "Report"})


def find_articles(value: Any, depth: int = _DEEP) -> Iterator[dict[str, Any]]:
    """Find the articles in a piece of JSON-LD.

    Args:
        value: what `json.loads` made of it.
        depth: levels that are still gone through.

    Yields:
        For each article (NewsArticle, ReportageNewsArticle, BlogPosting, …) a record with the contract's keys.
    """
    if isinstance(value, list) and depth:
        for item in value:
            yield from find_articles(item, depth - 1)
    elif isinstance(value, dict):
        if is_article(value):
            yield _record(value)
        elif depth:
            for key in ("@graph", "mainEntity", "itemListElement", "item"):
                yield from find_articles(value.get(key), depth - 1)


def is_article(value: dict[str, Any]) -> bool:
    """Say whether an object calls itself an article."""
    types = value.get("@type")
    names = [str(name).rpartition("/")[2] for name in (types if isinstance(types, list) else [types])]
    return any(name.endswith("Article") or name in _ALSO for name in names)


def _record(value: dict[str, Any]) -> dict[str, Any]:
    address = next(
        (found for found in map(_name, map(value.get, ("url", "mainEntityOfPage", "@id"))) if _is_web(found)), None
    )
    return {
        "id": _name(value.get("identifier")) or _name(value.get("@id")) or address,
        "title": _name(value.get("headline")) or _name(value.get("name")),
        "text": value.get("articleBody") or value.get("text"),
        "published": value.get("datePublished") or value.get("dateCreated"),
        "url": address,
        "source": _name(value.get("publisher")) or _name(value.get("sourceOrganization")),
        "lang": _name(value.get("inLanguage")),
    }


def _name(value: Any) -> str | None:
    """Name a thing that may be written as text, as an object, or as a list of them."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "value", "@id", "url", "alternateName") if value.get(key)), None)
    return value.strip() or None if isinstance(value, str) else None


def _is_web(address: str | None) -> bool:
    return address is not None and address.startswith(("http://", "https://"))
