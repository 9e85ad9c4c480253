"""`xinmun run`: articles into an output folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import (
    EXIT_CODES,
    FAILED,
    INPUT_TYPES,
    OK,
    add_entities,
    add_model_choice,
    complain,
    encoding,
    positive,
    seconds,
)

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "run",
        help="process articles into an output folder",
        description="Process articles into tables: articles, entities, claims, events, quarantine.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a file, a folder or - for stdin; " + INPUT_TYPES,
    )
    parser.add_argument(
        "-o", "--out", required=True, type=Path, help="the output folder; a former output is brought up to date"
    )
    parser.add_argument(
        "--format", choices=("jsonl", "parquet", "duckdb"), default="jsonl", help="format of the tables (default jsonl)"
    )
    parser.add_argument(
        "--jobs", type=positive, metavar="N", help="number of worker processes (default 1; with ray all processors)"
    )
    parser.add_argument(
        "--timeout",
        type=seconds,
        metavar="S",
        help="quarantine an article that takes more than S seconds for 20,000 characters (default 300)",
    )
    parser.add_argument(
        "--engine",
        choices=("processes", "ray"),
        default="processes",
        help="where to work: processes of this machine, or a Ray cluster (extra `ray`)",
    )
    parser.add_argument("--fresh", action="store_true", help="do all again, whatever earlier runs have done")
    parser.add_argument("--log-json", type=Path, metavar="FILE", help="add what happens to FILE, an object a line")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if anything had to be quarantined")
    parser.add_argument("--encoding", type=encoding, metavar="E", help="encoding of the inputs (default: detected)")
    parser.add_argument("--max-bytes", type=positive, metavar="N", help="quarantine larger articles (default 20000000)")
    parser.add_argument("--quiet", action="store_true", help="show no progress and no summary")
    add_entities(parser)
    add_model_choice(parser)
    parser.set_defaults(verb=_run)


def _run(args: argparse.Namespace) -> int:
    import logging  # noqa: PLC0415

    from nlp.batch import run  # noqa: PLC0415

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING if args.quiet else logging.INFO)
    given = {"max_bytes": args.max_bytes, "timeout": args.timeout}
    summary = run(
        args.inputs,
        args.out,
        jobs=args.jobs,
        strict=args.strict,
        encoding=args.encoding,
        progress=False if args.quiet else None,
        entities=args.entities,
        model=args.model,
        rules_only=args.no_model,
        store=args.format,
        engine=args.engine,
        fresh=args.fresh,
        log=args.log_json,
        **{name: value for name, value in given.items() if value is not None},
    )
    if not args.quiet:
        print(summary.describe())
    if not summary.articles:
        complain("nothing could be processed: " + ("; ".join(summary.reasons) or "the input holds no article"))
    elif not summary.ok:
        complain(f"{summary.quarantined} in quarantine, and --strict is given")
    return OK if summary.ok else FAILED
