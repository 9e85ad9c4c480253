"""`xinmun normalize`: numbers and dates alone, as a filter."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from nlp.cli.arguments import FAILED, OK, complain

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "normalize",
        help="find quantities and periods in texts, as a filter",
        description='Read JSON Lines {"id", "lang", "text", "reference_date"} on stdin and write, in the same order, '
        '{"id", "quantities", "periods"}. A wrong line gives {"id", "error"}, and exit code 1 at the end.',
    )
    parser.set_defaults(verb=_normalize)


def _normalize(_args: argparse.Namespace) -> int:
    from nlp.batch.filter import normalize_lines  # noqa: PLC0415

    code = OK
    for answer, error in normalize_lines(sys.stdin.buffer):
        print(answer, flush=True)  # whoever feeds line by line waits for each answer
        if error:
            complain(error)
            code = FAILED
    return code
