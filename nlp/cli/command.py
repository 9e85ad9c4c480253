"""From a command line to a verb, its exit code, and a message a person can act on."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from nlp.cli.arguments import EXIT_CODES, FAILED, INTERRUPTED, OK, USAGE, complain
from nlp.cli.verbs import (
    agree,
    annotate,
    convert,
    evaluate,
    events,
    export,
    extract,
    fetch,
    model,
    normalize,
    note,
    query,
    run,
    serve,
)

# In the order of the help.
_VERBS = (
    run,
    fetch,
    extract,
    normalize,
    events,
    query,
    note,
    export,
    serve,
    evaluate,
    annotate,
    convert,
    agree,
    model,
)
_USAGE_ERRORS = {
    *("E201", "E202", "E203", "E241", "E242", "E243", "E402", "E403", "E404", "E409", "E410"),
    *("E621", "E622", "E624", "E652", "E653", "E654"),
    *("E414", "E417", "E418", "E420"),
    *(f"E23{digit}" for digit in "123456"),
    *("E507", "E508", "E509", "E510", "E512", "E513", "E514", "E515"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments after the command's name; None takes the process's own.

    Returns:
        The exit code, as `xinmun --help` explains it.
    """
    from nlp.errors import XinmunError  # noqa: PLC0415

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a record's text decides what is written, not the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = make_parser().parse_args(argv)
    try:
        code: int = args.verb(args)
        sys.stdout.flush()
        return code
    except XinmunError as error:
        if args.debug:
            raise
        complain(str(error))
        return USAGE if error.code in _USAGE_ERRORS else FAILED
    except BrokenPipeError:
        # The reader has what it wanted. Without this the interpreter would complain when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        if args.debug:
            raise
        complain("stopped")
        return INTERRUPTED


def make_parser() -> argparse.ArgumentParser:
    """Build the parser of the command line."""
    import nlp  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="xinmun",
        description="News in Chinese and Korean: from articles to claims and event records aligned across languages.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"xinmun {nlp.__version__}")
    parser.add_argument("--debug", action="store_true", help="show the full traceback of an error")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb in _VERBS:
        verb.add(verbs)
    return parser
