"""`xinmun model`: models of the user's own."""

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
        "model", help="bring in a model of your own that finds names", description="Models that find names."
    )
    actions = parser.add_subparsers(
        title="actions", dest="action", metavar="ACTION", required=True, help="what to do with it"
    )
    importing = actions.add_parser(
        "import",
        help="export a Hugging Face token-classification checkpoint for --model",
        description="Export a local Hugging Face token-classification checkpoint to a folder that --model takes. "
        "Needs the extra `train`: pip install 'xinmun[train]'.",
    )
    importing.add_argument("checkpoint", metavar="DIR", type=Path, help="the folder that save_pretrained wrote")
    importing.add_argument("-o", "--out", required=True, type=Path, metavar="FOLDER", help="the folder to make")
    importing.set_defaults(verb=_import_model)


def _import_model(args: argparse.Namespace) -> int:
    from nlp.training.checkpoint import import_checkpoint  # noqa: PLC0415

    labels = import_checkpoint(args.checkpoint, args.out)
    print(f"{args.out}: finds {', '.join(labels)}. Use it with `xinmun run --model {args.out}`.")
    return OK
