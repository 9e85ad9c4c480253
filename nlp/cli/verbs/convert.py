"""`xinmun convert`: annotations from one form into another."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import FORMS, OK, complain

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "convert",
        help="bring annotations from one tool's form into another's",
        description="Convert annotations between our gold documents, brat, CoNLL, spaCy, Label Studio and Prodigy. "
        "What a form cannot hold is counted and told.",
    )
    parser.add_argument("source", metavar="SOURCE", type=Path, help="the file or folder of annotations")
    parser.add_argument("target", metavar="TARGET", type=Path, help="the file or folder to write")
    parser.add_argument("--from", dest="form", required=True, choices=FORMS, help="the form of SOURCE")
    parser.add_argument("--to", required=True, choices=FORMS, help="the form of TARGET")
    parser.add_argument(
        "--label", action="append", default=[], type=_label, metavar="THEIRS=OURS", help="what a tool's label means"
    )
    parser.add_argument(
        "--articles", type=Path, metavar="OUT", help="a run that holds the texts of gold documents without one"
    )
    parser.set_defaults(verb=_convert)


def tell(documents: int, place: Path, losses: Mapping[str, int]) -> int:
    """Say how much was written, and what was left out."""
    print(f"{place}: {documents:,} documents")
    for what, number in sorted(losses.items()):
        complain(f"left out {number:,} {what}")
    return OK


def _convert(args: argparse.Namespace) -> int:
    from nlp.batch import read_results  # noqa: PLC0415
    from nlp.evaluation.formats import convert  # noqa: PLC0415

    articles = read_results(args.articles).articles() if args.articles else ()
    labels = dict(args.label)
    documents, losses = convert(args.source, args.form, args.target, args.to, labels=labels, articles=articles)
    return tell(documents, args.target, losses)


def _label(text: str) -> tuple[str, str]:
    theirs, sign, ours = text.partition("=")
    if not (theirs and sign and ours):
        raise argparse.ArgumentTypeError(f"{text!r} is not THEIRS=OURS, such as PER=PERSON")
    return theirs, ours
