"""`xinmun evaluate`: how good a run is, measured on annotated articles."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import OK

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "evaluate",
        help="measure a run on articles that you annotated",
        description="Compare a run with annotated articles: precision, recall and F1 by layer, language, concept, "
        "source and genre, and what kind of mistake each one is. docs/evaluation.md shows how to annotate.",
    )
    parser.add_argument("gold", metavar="GOLD", type=Path, help="a folder of annotations (.json), or one .jsonl file")
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of `xinmun run`")
    parser.add_argument(
        "--against",
        type=Path,
        metavar="OTHER",
        help="compare with another run of the same articles, by paired bootstrap",
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write a report with plots and every mistake, as HTML"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures, counts and every mistake as JSON")
    parser.set_defaults(verb=_evaluate)


def _evaluate(args: argparse.Namespace) -> int:
    from nlp.batch import read_results  # noqa: PLC0415
    from nlp.evaluation.compare import contrast, contrast_to_json, describe_contrast  # noqa: PLC0415
    from nlp.evaluation.figures import describe, to_json  # noqa: PLC0415
    from nlp.evaluation.files import write_file, write_json  # noqa: PLC0415
    from nlp.evaluation.report import to_html  # noqa: PLC0415
    from nlp.evaluation.score import evaluate  # noqa: PLC0415

    evaluation, beside = evaluate(args.gold, read_results(args.out)), None
    if args.against:
        beside = contrast(evaluation, evaluate(args.gold, read_results(args.against)))
    for line in describe(evaluation):
        print(line)
    if beside:
        print(*["", *describe_contrast(beside)], sep="\n")
    if args.json:
        data = to_json(evaluation, gold=str(args.gold), out=str(args.out))
        if beside:
            data["against"] = contrast_to_json(beside, other=str(args.against))
        write_json(args.json, data)
    if args.html:
        other = None if args.against is None else str(args.against)
        page = to_html(evaluation, gold=str(args.gold), out=str(args.out), contrast=beside, other=other)
        write_file(args.html, page.encode("utf-8", "replace"))
    return OK
