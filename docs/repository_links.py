"""Links of a page to files outside docs/ work in the repository; the built pages keep their words, without a link."""

import re
from typing import Any

_OUTSIDE = re.compile(r"(?<!!)\[([^\]]+)\]\(\.\./[^)\s]+\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Take the links out; MkDocs calls this for every page."""
    return _OUTSIDE.sub(r"\1", markdown)
