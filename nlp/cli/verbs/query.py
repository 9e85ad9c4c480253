"""`xinmun query`: questions to a run, in SQL."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import OK

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs

_DESCRIPTION = """\
Ask the output of a run a question in SQL (DuckDB's dialect), whatever its --format. Nothing is changed.
Tables: articles, entities, claims, events, quarantine. Views: facts (a row a fact), conflicts, timeline
(the values of one thing by period, with the first source). DESCRIBE facts lists the columns."""


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "query",
        help="ask the output of a run a question in SQL",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of `xinmun run`")
    parser.add_argument("sql", metavar="SQL", help='one question, such as "FROM conflicts"; quote it for the shell')
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print CSV instead of a table for reading")
    form.add_argument("--json", action="store_true", help="print JSON Lines instead of a table for reading")
    parser.set_defaults(verb=_query)


def _query(args: argparse.Namespace) -> int:
    from nlp.batch.answers import csv_lines, json_lines, table_lines  # noqa: PLC0415
    from nlp.batch.query import connect, select  # noqa: PLC0415

    lines = csv_lines if args.csv else json_lines if args.json else table_lines
    with connect(args.out) as database:
        for line in lines(select(database, args.sql)):
            print(line)
    return OK
