"""`xinmun extract`: the claims of one article."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from nlp.cli.arguments import FAILED, OK, add_entities, add_model_choice, complain, iso_date

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "extract", help="print the claims of an article", description="Print the claims of an article as JSON Lines."
    )
    parser.add_argument("file", metavar="FILE", help="a file of any type that xinmun run reads, or - for stdin")
    parser.add_argument("--table", action="store_true", help="print a table for reading instead of JSON Lines")
    parser.add_argument(
        "--explain", action="store_true", help="say for each claim which rules found it and what stood against them"
    )
    parser.add_argument("--published", type=iso_date, metavar="DATE", help="the article's date, such as 2024-08-30")
    parser.add_argument("--lang", choices=("zh", "ko"), help="the article's language (default: detected)")
    add_entities(parser)
    add_model_choice(parser)
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
            complain(item.error)
            code = FAILED
            continue
        with tracing() if args.explain else nullcontext() as trace:
            analysis = analyzer.analyze(replace(item, **given))
        lang = analysis.article.lang
        if lang not in ANALYSED_LANGUAGES:
            complain(f"{item.source}: its language is {lang}, which is not analysed; --lang zh or ko overrules this")
        elif trace is not None:
            print("\n\n".join(found.describe() for found in explanations(analysis.claims, trace)))
        elif args.table:
            print("\n".join(claim_table(analysis.claims, lang)))
        else:
            for claim in analysis.claims:
                print(json.dumps(claim.to_dict(), ensure_ascii=False))
    return code
