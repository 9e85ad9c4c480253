"""What the verbs share: exit codes, types of arguments, options, and the way to complain.

Nothing here may import what is slow to load: help must come at once.
"""

from __future__ import annotations

import argparse
import codecs
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
FORMS = ("gold", "brat", "conll", "docbin", "label-studio", "prodigy")  # of annotations

INPUT_TYPES = (
    "files of these types: .txt .md (a text), .html .htm .xhtml (a page), .rss .atom .rdf .xml (a feed), "
    ".jsonl .ndjson .json .jsonld .csv .tsv .parquet (records), .zip, and each of them with .gz, .bz2 or .xz behind it"
)
EXIT_CODES = """\
exit codes:
  0    done; what could not be processed is listed in quarantine.jsonl
  1    nothing could be processed, or something could not and --strict is given
  2    the command is wrong, or a setting or the output folder cannot be used
  130  stopped by Ctrl-C
"""


def add_entities(parser: argparse.ArgumentParser) -> None:
    """Add the option of a table of the user's own."""
    parser.add_argument(
        "--entities", type=Path, metavar="FILE", help="a table of your own companies, people, places and products"
    )


def add_model_choice(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose the models."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--model", type=Path, metavar="FOLDER", help="find names with this model, from `xinmun model import`"
    )
    choice.add_argument(
        "--no-model",
        action="store_true",
        help="tables and rules alone find names and decide between readings: faster, and less often right",
    )


def complain(message: str) -> None:
    """Tell the person at the screen what went wrong."""
    print(f"xinmun: {message}", file=sys.stderr)


def positive(text: str) -> int:
    """Read a whole number above 0."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def seconds(text: str) -> float:
    """Read a time above 0."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return value


def iso_date(text: str) -> date:
    """Read a day such as 2024-08-30."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2024-08-30") from error


def span(text: str) -> tuple[date, date]:
    """Read a period such as 2024-H1 or 2024-01-01..2024-06-30 as its first and last day."""
    from nlp.notes.period_names import parse_span  # noqa: PLC0415

    try:
        return parse_span(text)
    except ValueError as error:
        forms = "2024, 2024-H1, 2024-Q2, 2024-06 or 2024-01-01..2024-06-30"
        raise argparse.ArgumentTypeError(f"{text!r} is not a period such as {forms}") from error


def encoding(text: str) -> str:
    """Read the name of a text encoding."""
    try:
        return codecs.lookup(text).name
    except LookupError as error:
        raise argparse.ArgumentTypeError(f"unknown encoding {text!r}; such as utf-8, gb18030, euc-kr") from error
