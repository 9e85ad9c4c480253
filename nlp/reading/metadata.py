"""What comes with an article rather than in it: front matter, and dates however a feed writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 20_000  # characters of front matter; a rule far down the page closes nothing
_OPENING = re.compile(r"[ \t\r\n]{0,200}---[ \t]{0,80}\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]{0,80}(?:\r?\n|\Z)", re.MULTILINE)
_FIELD = re.compile(r"(?:[ \t]{0,80}(?:#[^\n]{0,1000})?\r?\n){0,50}[\w-]{1,60}[ \t]{0,20}:(?=\s)")
_LINE_FIELD = re.compile(r"^([\w-]{1,60})[ \t]{0,20}:[ \t]+(\S[^\r\n]{0,1000})", re.MULTILINE)
_MAIL_DATE = re.compile(r"\s*(?:[A-Za-z]{3,9},?\s)?\s?\d{1,2}\s[A-Za-z]{3,9}\s\d{4}\b[\s\w:+-]{0,40}$")
_DATE = re.compile(
    r"\s*(\d{4})\s?(?:[-./]|[年년])\s?(\d{1,2})\s?(?:[-./]|[月월])\s?(\d{1,2})(?!\d)|\s*(\d{4})(\d{2})(\d{2})(?:(?:\d{2}){2,3})?(?!\d)"
)


def front_matter_span(text: str) -> tuple[int, int]:
    """Find the YAML front matter at the head of a text.

    Args:
        text: the article's text, to the letter.

    Returns:
        From where to where it goes, both `---` lines and the last line break included; (0, 0) if there is none. A rule
        that happens to stand first is none: the first line after it must be a field.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST) if opening else None
    if not opening or not closing or not _FIELD.match(text, opening.end(), closing.start()):
        return 0, 0
    return 0, closing.end()


def read_front_matter(text: str) -> dict[str, str]:
    """Read the fields of the front matter.

    Args:
        text: the article's text.

    Returns:
        Fields with a plain value, keys in lower case. What is not YAML (a colon in a title without quotation marks) is
        read line by line.
    """
    start, end = front_matter_span(text)
    if not end:
        return {}
    block = text[start:end].strip().removeprefix("---")
    body = re.sub(r"(?:---|\.\.\.)\Z", "", block)
    import yaml  # noqa: PLC0415 - feeds of JSON Lines never need it

    try:
        fields = yaml.load(body, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        fields = {key: value.strip().strip("'\"") for key, value in _LINE_FIELD.findall(body)}
    if not isinstance(fields, Mapping):
        return {}
    return {str(key).lower(): value.strip() for key, value in fields.items() if isinstance(value, str)}


def parse_date(value: object) -> date | None:
    """Read the date that came with an article.

    2024-08-30 with or without a time, 2024.8.30, 20240830, 2024年8月30日, and as mail and RSS write it:
    Fri, 30 Aug 2024 08:00:00 +0900.

    Args:
        value: what the feed gives: a text, a number, or a date already.

    Returns:
        The day as written, in the writer's own time zone; None if it can't be read.
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    found = _DATE.match(str(value))
    if not found:
        return _parse_mail_date(value) if isinstance(value, str) else None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse_mail_date(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date() if _MAIL_DATE.match(value) else None
    except (ValueError, OverflowError):
        return None
