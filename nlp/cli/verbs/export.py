"""`xinmun export`: the facts of a run for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.cli.arguments import OK, complain

if TYPE_CHECKING:
    from nlp.cli.arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "export",
        help="write the facts of a run as xBRL-JSON, CSV or XLSX",
        description="Write the facts of a run for other programs. xBRL-JSON has its taxonomy, FILE.xsd, beside it.",
    )
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of `xinmun run`")
    parser.add_argument("--format", choices=("xbrl-json", "csv", "xlsx"), required=True, help="what to write")
    parser.add_argument(
        "-o", "--output", dest="file", type=Path, required=True, metavar="FILE", help="the file to write"
    )
    parser.add_argument("--company", metavar="X", help="only facts of this company: a name in any script, or an id")
    parser.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")
    parser.set_defaults(verb=_export)


def _export(args: argparse.Namespace) -> int:
    from nlp.batch.results import read_results  # noqa: PLC0415
    from nlp.export.files import write_file  # noqa: PLC0415
    from nlp.notes.material import gather  # noqa: PLC0415

    material = gather(read_results(args.out), args.company)
    if args.format == "xbrl-json":
        from nlp.export.xbrl import to_xbrl  # noqa: PLC0415

        export = to_xbrl(material, args.file.stem)
        for ending, content in export.files.items():
            write_file(args.file if ending == ".json" else args.file.with_name(args.file.stem + ending), content)
        if export.left_out:
            reasons = ", ".join(f"{count} ({reason})" for reason, count in sorted(export.left_out.items()))
            complain(f"XBRL has no place for {export.left_out.total()} fact(s): {reasons}. CSV and XLSX have them")
        return OK

    from nlp.export.tables import to_csv, to_xlsx  # noqa: PLC0415

    write_file(args.file, to_csv(material, args.bom) if args.format == "csv" else to_xlsx(material))
    return OK
