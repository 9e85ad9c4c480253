"""News analysis for Chinese and Korean: numbers, periods, entities and claims, aligned into event records.

    import nlp as xinmun

    analyzer = xinmun.load()
    result = analyzer.analyze("公司上半年实现营收41.62亿元，同比增长7.3%。", published="2024-08-30")

Names are imported when they are first used, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp.analyzer import Analysis, Analyzer, load
    from nlp.errors import XinmunError
    from nlp.events import build_events
    from nlp.normalizer import normalize
    from nlp.quantities import format_quantity
    from nlp.records import Article, Claim, EntityMention, EventRecord, Fact, Period, Quantity, QuarantineEntry

__version__ = "0.1.0"

_HOMES = {
    "Analysis": "nlp.analyzer",
    "Analyzer": "nlp.analyzer",
    "load": "nlp.analyzer",
    "XinmunError": "nlp.errors",
    "build_events": "nlp.events",
    "normalize": "nlp.normalizer",
    "format_quantity": "nlp.quantities",
    "Article": "nlp.records",
    "Claim": "nlp.records",
    "EntityMention": "nlp.records",
    "EventRecord": "nlp.records",
    "Fact": "nlp.records",
    "Period": "nlp.records",
    "Quantity": "nlp.records",
    "QuarantineEntry": "nlp.records",
}

__all__ = [
    "Analysis",
    "Analyzer",
    "Article",
    "Claim",
    "EntityMention",
    "EventRecord",
    "Fact",
    "Period",
    "Quantity",
    "QuarantineEntry",
    "XinmunError",
    "__version__",
    "build_events",
    "format_quantity",
    "load",
    "normalize",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
