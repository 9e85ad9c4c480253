"""`xinmun annotate`: what a run found, as tasks for annotation tools."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import FORMS, positive

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "annotate",
        help="make tasks for annotation tools of a run, the least certain article first",
        description="Write what a run found as annotations to correct, the article first of which it is least certain. "
        "`xinmun convert` brings the corrected ones back; `xinmun evaluate` measures the run against them.",
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of `xinmun run`")
    parser.add_argument("-o", "--tasks", required=True, type=Path, metavar="PLACE", help="the file or folder to write")
    parser.add_argument("--to", required=True, choices=FORMS, help="for which tool; `gold` is our own form")
    parser.add_argument("--limit", type=positive, metavar="N", help="no more than N articles")
    parser.set_defaults(verb=_annotate)


def _annotate(args: argparse.Namespace) -> int:
    from nlp.batch import read_results  # noqa: PLC0415
    from nlp.cli.verbs.convert import tell  # noqa: PLC0415
    from nlp.evaluation.formats import Losses, write_annotations  # noqa: PLC0415
    from nlp.evaluation.tasks import tasks  # noqa: PLC0415

    losses, made = Losses(), tasks(read_results(args.out), args.limit)
    write_annotations(made, args.tasks, args.to, losses)
    return tell(len(made), args.tasks, losses)
