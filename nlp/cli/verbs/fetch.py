"""`xinmun fetch`: feeds and the pages of their articles, from the web into a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import FAILED, OK, complain, positive

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "fetch",
        help="download feeds and the pages of their articles into a folder for xinmun run",
        description="Download RSS and Atom feeds and the pages they link to, as received, into a folder that `xinmun "
        "run` reads. This is the only verb that uses the network. robots.txt is respected; what was received before is "
        "not fetched again.",
        epilog="exit codes: 0 done, pages that could not be had are told; 1 a feed could not be had; 2 wrong usage",
    )
    parser.add_argument("urls", nargs="+", metavar="FEED_URL", help="the http or https address of a feed")
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="FOLDER", help="new, or a former fetch")
    parser.add_argument("--max-pages", type=positive, default=200, metavar="N", help="the most pages (default 200)")
    parser.add_argument(
        "--max-bytes",
        type=positive,
        default=20_000_000,
        metavar="N",
        help="the most bytes of a file",
    )
    parser.add_argument("--timeout", type=positive, default=30, metavar="S", help="seconds for a file (default 30)")
    parser.add_argument("--max-time", type=positive, default=900, metavar="S", help="seconds in all (default 900)")
    parser.add_argument(
        "--delay", type=_seconds, default=1.0, metavar="S", help="seconds between two requests to a host (default 1)"
    )
    parser.set_defaults(verb=_fetch)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return value


def _fetch(args: argparse.Namespace) -> int:
    from nlp.fetching import Limits, fetch  # noqa: PLC0415

    limits = Limits(args.max_bytes, args.timeout, args.delay)
    fetched = fetch(args.urls, args.out, limits, max_pages=args.max_pages, max_seconds=args.max_time)
    for error in fetched.failed:
        complain(error)
    left = f", {fetched.left} left for the next time" if fetched.left else ""
    print(f"pages   {fetched.new} new, {fetched.known} known, {len(fetched.failed)} failed{left}")
    print(f"output  {args.out}")
    return FAILED if fetched.feeds_failed else OK
