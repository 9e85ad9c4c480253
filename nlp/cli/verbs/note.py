"""`xinmun note`: a research note of a run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import OK, USAGE, complain, span

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs

_FORMATS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xlsx": "xlsx"}


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "note",
        help="write a research note on a company of a run",
        description="Write a research note: key figures, forecasts and outcomes, conflicts, statements; each figure "
        "has a footnote to article, sentence and offsets. Plots need the extra `notes`: pip install 'xinmun[notes]'.",
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of `xinmun run`")
    parser.add_argument("--company", metavar="X", help="a name in any script, or an id (default: every company)")
    parser.add_argument(
        "--period", type=span, metavar="P", help="2024, 2024-H1, 2024-Q2, 2024-06 or 2024-01-01..2024-06-30"
    )
    parser.add_argument("--lang", choices=("en", "zh", "ko"), default="en", help="the reader's language (default en)")
    parser.add_argument(
        "--format", choices=("md", "html", "xlsx"), help="default: by the ending of FILE, or Markdown on the screen"
    )
    parser.add_argument("-o", "--output", dest="file", type=Path, metavar="FILE", help="the file to write")
    parser.set_defaults(verb=_note)


def _note(args: argparse.Namespace) -> int:
    form = args.format or _FORMATS.get(args.file.suffix.lower() if args.file else "", "md")
    if form == "xlsx" and args.file is None:
        complain("a workbook needs a file: give -o FILE")
        return USAGE

    from nlp.batch.results import read_results  # noqa: PLC0415
    from nlp.export.files import write_file  # noqa: PLC0415
    from nlp.notes.compose import compose  # noqa: PLC0415
    from nlp.notes.files import render  # noqa: PLC0415
    from nlp.notes.material import gather  # noqa: PLC0415

    note = compose(gather(read_results(args.out), args.company), args.lang, args.period)
    files, remark = render(note, form, args.file)
    if remark:
        complain(remark)
    if args.file is None:
        sys.stdout.write(files[None].decode())
    else:
        for path, content in files.items():
            write_file(path or args.file, content)
    return OK
