"""Language tags as feeds write them: `zh-TW`, `ko_KR`, `zho`, `korean`."""

from __future__ import annotations

import re
from functools import cache

from nlp.tables import read_table

_TAG = re.compile(r"[a-z]{2,3}")
_SCRIPTS = {"hans": "Hans", "hant": "Hant", "cn": "Hans", "sg": "Hans", "tw": "Hant", "hk": "Hant", "mo": "Hant"}


@cache
def _names() -> dict[str, str]:
    return {row["tag"]: row["code"] for row in read_table(__package__, "tags.tsv")}


def read_tag(tag: str) -> tuple[str, str | None] | None:
    """Read a language tag that came with an article.

    Args:
        tag: a BCP 47 tag, an ISO 639 code of two or three letters, or one of the names in `tags.tsv`.

    Returns:
        The language code and the script if the tag tells it; None if it is no tag. Chinese without a script or region
        has none; Korean is `Kore`, Japanese `Jpan`.
    """
    first, *rest = tag.strip().lower().replace("_", "-").split("-")
    lang = _names().get(first, first)
    if not _TAG.fullmatch(lang) or lang == "und":
        return None
    if lang == "zh":
        return lang, next((_SCRIPTS[part] for part in rest if part in _SCRIPTS), None)
    return lang, {"ko": "Kore", "ja": "Jpan"}.get(lang)
