"""The `xinmun` command: a thin function for each verb.

Imports wait until a verb is chosen, so that help comes at once.
"""

from __future__ import annotations

import argparse
import codecs
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]

RELATIONS = ("single", "agree", "consistent", "superseded", "conflict")
OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
_USAGE_ERRORS = {
    *("E201", "E202", "E203", "E241", "E242", "E243", "E402", "E403", "E404"),
    *(f"E23{digit}" for digit in "123456"),
}

_EXIT_CODES = """\
exit codes:
  0    done; what could not be processed is listed in quarantine.jsonl
  1    nothing could be processed, or something could not and --strict is given
  2    the command is wrong, or a setting or the output folder cannot be used
  130  stopped by Ctrl-C
"""


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
        _complain(str(error))
        return USAGE if error.code in _USAGE_ERRORS else FAILED
    except BrokenPipeError:
        # The reader has what it wanted. Without this the interpreter would complain when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        if args.debug:
            raise
        _complain("stopped")
        return INTERRUPTED


def make_parser() -> argparse.ArgumentParser:
    """Build the parser of the command line."""
    import nlp  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="xinmun",
        description="News in Chinese and Korean: from articles to claims and event records aligned across languages.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"xinmun {nlp.__version__}")
    parser.add_argument("--debug", action="store_true", help="show the full traceback of an error")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _add_run(verbs)
    _add_extract(verbs)
    _add_normalize(verbs)
    _add_events(verbs)
    _add_model(verbs)
    return parser


def _add_entities(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--entities", type=Path, metavar="FILE", help="a table of your own companies, people, places and products"
    )


def _add_run(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "run",
        help="process articles into an output folder",
        description="Process articles into JSON Lines tables: articles, entities, claims, events, quarantine.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="a .txt, .md or .jsonl file, a folder, or - for stdin"
    )
    parser.add_argument("-o", "--out", required=True, type=Path, help="the output folder; a former output is replaced")
    parser.add_argument("--jobs", type=_positive, default=1, metavar="N", help="number of worker processes (default 1)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if anything had to be quarantined")
    parser.add_argument("--encoding", type=_encoding, metavar="E", help="encoding of the inputs (default: detected)")
    parser.add_argument(
        "--max-bytes", type=_positive, metavar="N", help="quarantine larger articles (default 20000000)"
    )
    parser.add_argument("--quiet", action="store_true", help="show no progress and no summary")
    _add_entities(parser)
    _add_model_choice(parser)
    parser.set_defaults(verb=_run)


def _add_model_choice(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--model", type=Path, metavar="FOLDER", help="find names with this model, from `xinmun model import`"
    )
    choice.add_argument(
        "--no-model",
        action="store_true",
        help="tables and rules alone find names and decide between readings: faster, and less often right",
    )


def _run(args: argparse.Namespace) -> int:
    import logging  # noqa: PLC0415

    from nlp.batch import run  # noqa: PLC0415

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING if args.quiet else logging.INFO)
    limit = {} if args.max_bytes is None else {"max_bytes": args.max_bytes}
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
        **limit,
    )
    if not args.quiet:
        print(summary.describe())
    if not summary.articles:
        _complain("nothing could be processed: " + ("; ".join(summary.reasons) or "the input holds no article"))
    elif not summary.ok:
        _complain(f"{summary.quarantined} in quarantine, and --strict is given")
    return OK if summary.ok else FAILED


def _add_extract(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "extract", help="print the claims of an article", description="Print the claims of an article as JSON Lines."
    )
    parser.add_argument("file", metavar="FILE", help="a .txt, .md or .jsonl file, or - for stdin")
    parser.add_argument("--table", action="store_true", help="print a table for reading instead of JSON Lines")
    parser.add_argument(
        "--explain", action="store_true", help="say for each claim which rules found it and what stood against them"
    )
    parser.add_argument("--published", type=_date, metavar="DATE", help="the article's date, such as 2024-08-30")
    parser.add_argument("--lang", choices=("zh", "ko"), help="the article's language (default: detected)")
    _add_entities(parser)
    _add_model_choice(parser)
    parser.set_defaults(verb=_extract)


def _extract(args: argparse.Namespace) -> int:
    import json  # noqa: PLC0415
    from contextlib import nullcontext  # noqa: PLC0415
    from dataclasses import replace  # noqa: PLC0415

    from nlp.analyzer import load  # noqa: PLC0415
    from nlp.claims import explanations, tracing  # noqa: PLC0415
    from nlp.notes.claim_table import claim_table  # noqa: PLC0415
    from nlp.reading import read  # noqa: PLC0415
    from nlp.records import ANALYSED_LANGUAGES, Article  # noqa: PLC0415

    given = {
        **({"published": args.published, "published_source": "metadata"} if args.published else {}),
        **({"lang": args.lang, "lang_confidence": 1.0} if args.lang else {}),
    }
    code, analyzer = OK, load(args.entities, model=args.model, rules_only=args.no_model)
    for item in read([args.file]):
        if not isinstance(item, Article):
            _complain(item.error)
            code = FAILED
            continue
        with tracing() if args.explain else nullcontext() as trace:
            analysis = analyzer.analyze(replace(item, **given))
        lang = analysis.article.lang
        if lang not in ANALYSED_LANGUAGES:
            _complain(f"{item.source}: its language is {lang}, which is not analysed; --lang zh or ko overrules this")
        elif trace is not None:
            print("\n\n".join(found.describe() for found in explanations(analysis.claims, trace)))
        elif args.table:
            print("\n".join(claim_table(analysis.claims, lang)))
        else:
            for claim in analysis.claims:
                print(json.dumps(claim.to_dict(), ensure_ascii=False))
    return code


def _add_normalize(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "normalize",
        help="find quantities and periods in texts, as a filter",
        description='Read JSON Lines {"id", "lang", "text", "reference_date"} on stdin and write, in the same order, '
        '{"id", "quantities", "periods"}. A wrong line gives {"id", "error"}, and exit code 1 at the end.',
    )
    parser.set_defaults(verb=_normalize)


def _normalize(_args: argparse.Namespace) -> int:
    from nlp.batch.filter import normalize_lines  # noqa: PLC0415

    code = OK
    for answer, error in normalize_lines(sys.stdin.buffer):
        print(answer, flush=True)  # whoever feeds line by line waits for each answer
        if error:
            _complain(error)
            code = FAILED
    return code


def _add_events(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "events",
        help="print the events of a run for reading",
        description="Print the event records of a run, those that most languages and articles tell of first. "
        "What is superseded or in conflict stands with its sources and their sentences.",
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of `xinmun run`")
    parser.add_argument("--relation", choices=RELATIONS, help="only facts whose sources relate like this")
    parser.add_argument("--subject", metavar="TEXT", help="only events of this subject: a name, part of one, or an id")
    parser.add_argument("--lang", choices=("en", "zh", "ko"), default="en", help="how to write numbers (default en)")
    parser.add_argument("--limit", type=_positive, metavar="N", help="print no more than N events")
    parser.set_defaults(verb=_events)


def _events(args: argparse.Namespace) -> int:
    from nlp.batch.results import read_results  # noqa: PLC0415
    from nlp.notes.digest import digest, gather_sources, select_events  # noqa: PLC0415

    results = read_results(args.out)
    sources = gather_sources(results.claims(), results.articles(), results.entities())
    events = select_events(results.events(), sources, relation=args.relation, subject=args.subject)
    for line in digest(events[: args.limit], sources, args.lang):
        print(line)
    return OK


def _add_model(verbs: Verbs) -> None:
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


def _complain(message: str) -> None:
    print(f"xinmun: {message}", file=sys.stderr)


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2024-08-30") from error


def _encoding(text: str) -> str:
    try:
        return codecs.lookup(text).name
    except LookupError as error:
        raise argparse.ArgumentTypeError(f"unknown encoding {text!r}; such as utf-8, gb18030, euc-kr") from error


if __name__ == "__main__":
    sys.exit(main())
