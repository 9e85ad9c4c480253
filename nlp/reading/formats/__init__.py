"""One module a format, each with a `read` function: bytes → articles, or entries that say what is wrong.

A new format is a new module and a line in both tables here.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from nlp.reading.options import Reader

MODULES = {
    "text": "plain_text",
    "jsonl": "json_lines",
    "json": "json_documents",
    "html": "html_pages",
    "feed": "feeds",
    "table": "tables",
    "parquet": "parquet",
}
SUFFIXES = {
    **dict.fromkeys((".txt", ".md"), "text"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".json", ".jsonld"), "json"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), "feed"),
    **dict.fromkeys((".csv", ".tsv"), "table"),
    ".parquet": "parquet",
    ".zip": "archive",
}
PACKED_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
PACKED = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz"}


def find_reader(kind: str) -> Reader:
    """Find the function that reads a kind of file; its libraries are loaded now and not before."""
    return cast("Reader", import_module(f"{__name__}.{MODULES[kind]}").read)


def kind_of(name: str) -> str | None:
    """Tell the kind of a file by its name: a kind of `MODULES`, `archive`, or None where the name does not tell it.

    Behind the suffix of a packed file stands that of what is in it; where none does, the content will tell (`packed`).
    """
    path = PurePosixPath(name.lower())
    inner = SUFFIXES.get(PurePosixPath(path.stem).suffix, "packed")
    return inner if path.suffix in PACKED else SUFFIXES.get(path.suffix)


def packing_of(name: str) -> str | None:
    """Tell how a file is packed by its name; None where it is not."""
    return PACKED.get(PurePosixPath(name).suffix.lower())


def stem_of(name: str) -> str:
    """Return a file's name without folders, type and packing."""
    path = PurePosixPath(name)
    return PurePosixPath(path.stem).stem if packing_of(name) else path.stem


def sniff(head: bytes) -> str:
    """Tell the kind of what has no name by how it begins.

    Args:
        head: the first bytes, from the first that is not blank; as much of the first line as there is.

    Returns:
        A kind of `MODULES`, `packed`, or `archive`.
    """
    if any(head.startswith(magic) for magic in PACKED_MAGIC):
        return "packed"
    if head.startswith(b"PK\x03\x04"):
        return "archive"
    if head.startswith(b"PAR1"):
        return "parquet"
    plain = head.replace(b"\x00", b"")  # UTF-16
    line = plain.split(b"\n", 1)[0].strip()
    if plain.startswith(b"{"):
        return "json" if line == b"{" and b"\n" in plain else "jsonl"
    if plain.startswith(b"[") and plain[1:].lstrip()[:1] in (b"{", b"]"):  # [속보] opens a text
        return "json"
    if plain.startswith(b"<"):
        markup = plain.lower()
        if any(sign in markup for sign in (b"<rss", b"<feed", b"<rdf:rdf", b"<?xml")):
            return "feed"
        return "html" if b"<html" in markup or b"<!doctype html" in markup else "text"
    from nlp.reading.formats.tables import looks_like_table  # noqa: PLC0415 - it is a reader, loaded when needed

    return "table" if looks_like_table(line.decode("utf-8", "replace")) else "text"
