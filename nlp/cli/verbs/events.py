"""`xinmun events`: the events of a run, for reading, and what changed between two runs."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import OK, positive

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs

RELATIONS = ("single", "agree", "consistent", "superseded", "conflict")
_DIFF = "diff"


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "events",
        usage="xinmun events [options] OUT\n       xinmun events diff [--subject TEXT] [--lang {en,zh,ko}] OLD NEW",
        help="print the events of a run for reading, or what changed between two runs",
        description="Print the event records of a run, those that most languages and articles tell of first. "
        "What is superseded or in conflict stands with its sources and their sentences. "
        "With diff: what a later run has added (+), settled differently (~) or no longer has (-).",
    )
    parser.add_argument(
        "out", nargs="+", metavar="OUT", help="the output folder of `xinmun run`; or the word diff and two such folders"
    )
    parser.add_argument("--relation", choices=RELATIONS, help="only facts whose sources relate like this")
    parser.add_argument("--only-in", choices=("zh", "ko"), help="only facts that no other language of their event has")
    parser.add_argument("--subject", metavar="TEXT", help="only events of this subject: a name, part of one, or an id")
    parser.add_argument("--lang", choices=("en", "zh", "ko"), default="en", help="how to write numbers (default en)")
    parser.add_argument("--limit", type=positive, metavar="N", help="print no more than N events")
    parser.set_defaults(verb=partial(_verb, parser))


def _verb(parser: argparse.ArgumentParser, args: argparse.Namespace) -> int:
    folders = [Path(name) for name in args.out]
    if args.out[0] == _DIFF and len(folders) > 1:
        if len(folders) != 3:
            parser.error("diff takes two output folders: OLD and NEW")
        return _diff(folders[1], folders[2], args)
    if len(folders) > 1:
        parser.error("give one output folder, or diff and two of them")
    return _events(folders[0], args)


def _events(out: Path, args: argparse.Namespace) -> int:
    from nlp.batch.results import read_results  # noqa: PLC0415
    from nlp.events.sums import find_sums  # noqa: PLC0415
    from nlp.notes.digest import digest, gather_sources, select_events  # noqa: PLC0415

    results = read_results(out)
    sources = gather_sources(results.claims(), results.articles(), results.entities())
    every = list(results.events())
    events = select_events(every, sources, relation=args.relation, subject=args.subject, only_in=args.only_in)
    for line in digest(events[: args.limit], sources, args.lang, find_sums(every, sources.claims)):
        print(line)
    return OK


def _diff(old: Path, new: Path, args: argparse.Namespace) -> int:
    from nlp.batch.results import read_results  # noqa: PLC0415
    from nlp.events.diff import diff_events  # noqa: PLC0415
    from nlp.notes.changes import describe_changes  # noqa: PLC0415
    from nlp.notes.digest import gather_sources, is_about  # noqa: PLC0415

    runs = [read_results(out) for out in (old, new)]
    changes = diff_events(*(results.events() for results in runs))
    if args.subject is not None:
        mentions = (mention for results in runs for mention in results.entities())
        sources = gather_sources((), (), mentions)
        changes = [change for change in changes if is_about(change.event, args.subject, sources)]
    for line in describe_changes(changes[: args.limit], args.lang):
        print(line)
    if not changes:
        print("no event differs")
    return OK
