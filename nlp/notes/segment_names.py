"""Segments for readers of another language: 教育业务 stands as 教育业务 [교육] in a Korean note."""

from __future__ import annotations

from functools import cache

from nlp.events.segments import read_segment
from nlp.notes.company import language_of_name
from nlp.tables import read_table, split_cell


@cache
def _names() -> dict[str, dict[str, str]]:
    return {
        row["code"]: {
            **{lang: split_cell(row[lang])[0] for lang in ("zh", "ko") if row[lang]},
            "en": row["code"].replace("-", " "),
        }
        for row in read_table("nlp.events", "segments.tsv")
        if row["code"] != "-"
    }


def segment_name(segment: str, lang: str) -> str:
    """Name a segment as its article does, with the reader's word behind it where the table of segments has one.

    Args:
        segment: as the text names it.
        lang: the reader's language.
    """
    if language_of_name(segment) in (lang, "en", None):
        return segment
    key = read_segment(segment).key
    words = [_names().get(code, {}).get(lang) for code in sorted(key)]
    # A word for a part of the segment would rename it: 海外教育业务 is not 교육.
    known = words[0] if len(words) == 1 else None
    return f"{segment} [{known}]" if known and known != segment else segment
