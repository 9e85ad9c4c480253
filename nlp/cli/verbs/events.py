"""`xinmun events`: the events of a run, for reading."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import OK, positive

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs

RELATIONS = ("single", "agree", "consistent", "superseded", "conflict")


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "events",
        help="print the events of a run for reading",
        description="Print the event records of a run, those that most languages and articles tell of first. "
        "What is superseded or in conflict stands with its sources and their sentences.",
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of `xinmun run`")
    parser.add_argument("--relation", choices=RELATIONS, help="only facts whose sources relate like this")
    parser.add_argument("--subject", metavar="TEXT", help="only events of this subject: a name, part of one, or an id")
    parser.add_argument("--lang", choices=("en", "zh", "ko"), default="en", help="how to write numbers (default en)")
    parser.add_argument("--limit", type=positive, metavar="N", help="print no more than N events")
    parser.set_defaults(verb=_events)


def _events(args: argparse.Namespace) -> int:
    from nlp.batch.results import read_results  # noqa: PLC0415
    from nlp.notes.digest import digest, gather_sources, select_events  # noqa: PLC0415

    results = read_results(args.out)
    sources = gather_sources(results.claims(), results.articles(), results.entities())
    events = select_events(results.events(), sources, relation=args.relation, subject=args.subject)
    for line in digest(events[: args.limit], sources, args.lang):
        print(line)
    return OK
