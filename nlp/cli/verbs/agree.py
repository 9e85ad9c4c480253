"""`xinmun agree`: how well annotators agree."""

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
        "agree",
        help="measure how well two or more annotators agree",
        description="Compare annotations of the same articles by several readers: F1 by layer, Cohen's kappa and "
        "Krippendorff's alpha of concepts, aspects, modalities and labels. Nobody can ask more of a machine.",
    )
    parser.add_argument(
        "first", metavar="GOLD", type=Path, help="the annotations of one reader, a folder or .jsonl file"
    )
    parser.add_argument("others", metavar="OTHER", type=Path, nargs="+", help="those of another one")
    parser.set_defaults(verb=_agree)


def _agree(args: argparse.Namespace) -> int:
    from nlp.evaluation.gold import read_gold  # noqa: PLC0415
    from nlp.evaluation.reliability import agree, describe_agreement  # noqa: PLC0415

    for line in describe_agreement(agree([read_gold(place) for place in (args.first, *args.others)])):
        print(line)
    return OK
