"""From files, folders, feeds and standard input to articles; encodings, front matter and dates."""

from nlp.reading.metadata import front_matter_span, parse_date, read_front_matter
from nlp.reading.reader import DEFAULT_MAX_BYTES, list_files, read

__all__ = ["DEFAULT_MAX_BYTES", "front_matter_span", "list_files", "parse_date", "read", "read_front_matter"]
