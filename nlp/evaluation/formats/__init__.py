"""Annotations in the forms of other tools, out and in: what each can hold, and what it had to leave out."""

from nlp.evaluation.formats.convert import FORMATS, convert, read_annotations, write_annotations
from nlp.evaluation.formats.spans import Losses, Marked, Span, gold_of, marked

__all__ = [
    "FORMATS",
    "Losses",
    "Marked",
    "Span",
    "convert",
    "gold_of",
    "marked",
    "read_annotations",
    "write_annotations",
]
