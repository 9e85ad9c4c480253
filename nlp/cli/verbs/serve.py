"""`xinmun serve`: a page to read the events of a run in, and to review its claims."""

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
        "serve",
        help="show the events of a run as a page in the browser, and review its claims",
        description="Serve a page, on this machine alone, that shows the events of a run with their Chinese and Korean "
        "sources side by side, and lets you accept, correct or reject each claim. Decisions are saved as gold, a file "
        "an article. Needs the extra `web`: pip install 'xinmun[web]'.",
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of `xinmun run`")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="the port (default 8000; 0: a free one)")
    parser.add_argument(
        "--gold", type=Path, metavar="FOLDER", help="where decisions are saved (default: beside OUT, named OUT-gold)"
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name in the address bar that is answered; needed once --host is open to other machines, all of "
        "which can then read and decide",
    )
    parser.set_defaults(verb=_serve)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, a whole number up to 65535")
    return int(text)


def _serve(args: argparse.Namespace) -> int:
    from nlp.web.server import serve  # noqa: PLC0415

    serve(args.out, args.host, args.port, args.gold, args.allow_host)
    return OK
