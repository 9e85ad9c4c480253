"""From files, folders, feeds and standard input to articles; encodings, front matter and dates."""

from nlp.reading.metadata import front_matter_span, parse_date, read_front_matter
from nlp.reading.options import DEFAULT_MAX_BYTES, Options
from nlp.reading.reader import Identities, list_files, read, read_source
from nlp.reading.sources import Source, list_sources

__all__ = [
    "DEFAULT_MAX_BYTES",
    "Identities",
    "Options",
    "Source",
    "front_matter_span",
    "list_files",
    "list_sources",
    "parse_date",
    "read",
    "read_front_matter",
    "read_source",
]
