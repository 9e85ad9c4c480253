"""From files, folders, feeds and standard input to articles; encodings, front matter and dates."""

from nlp.reading.metadata import front_matter_span, parse_date, read_front_matter
from nlp.reading.options import DEFAULT_MAX_BYTES, Options
from nlp.reading.reader import Identities, is_page, list_files, load_source, read, read_page, read_source
from nlp.reading.sources import Source, list_sources

__all__ = [
    "DEFAULT_MAX_BYTES",
    "Identities",
    "Options",
    "Source",
    "front_matter_span",
    "is_page",
    "list_files",
    "list_sources",
    "load_source",
    "parse_date",
    "read",
    "read_front_matter",
    "read_page",
    "read_source",
]
