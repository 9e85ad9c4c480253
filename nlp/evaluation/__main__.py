"""`python -m nlp.evaluation`: annotations with their texts, and without, and how well two readers agree."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nlp.batch.output import json_line
from nlp.errors import XinmunError
from nlp.evaluation.agreement import agreement, load_scorer, table
from nlp.evaluation.counts import counts_table
from nlp.evaluation.files import write_file
from nlp.evaluation.sources import read_lines, resolve
from nlp.evaluation.splits import assign_splits
from nlp.evaluation.standoff import detach

if TYPE_CHECKING:
    from nlp.evaluation.gate import Floors

_TEXTS = Path("../shared/data/text")
_SCORER = Path("../shared/contract/score.py")
_KEYS = ("doc", "lang", "source", "document", "paragraph", "entities", "facts", "statements")
_STANDOFF = ("sha256", "split")


def main(arguments: list[str] | None = None) -> int:
    """Run one of the verbs; return the exit status."""
    args = _parser().parse_args(arguments)
    try:
        return args.verb(args) or 0
    except XinmunError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _resolve(args: argparse.Namespace) -> None:
    lines = [line for line in _read(args.lines, *_STANDOFF) if args.split in (None, line["split"])]
    _write(args.out, resolve(lines, args.texts))


def _detach(args: argparse.Namespace) -> None:
    beside = _read(args.beside)
    left_out = {*args.leave_out, *(document["doc"] for document in beside)}
    golds = [gold for gold in _read(args.gold, "text") if gold["doc"] not in left_out]
    if args.second_of:
        splits = {line["doc"]: line["split"] for line in _read(args.second_of, *_STANDOFF)}
        golds = [gold for gold in golds if gold["doc"] in splits]
    else:
        splits = assign_splits([*golds, *beside])
    golds.sort(key=lambda gold: (gold["source"], gold["document"], gold["paragraph"]))
    _write(args.out, (detach(gold, splits[gold["doc"]]) for gold in golds))


def _agreement(args: argparse.Namespace) -> None:
    second = resolve(_read(args.second, *_STANDOFF), args.texts)
    read_twice = {document["doc"] for document in second}
    first = resolve([line for line in _read(args.first, *_STANDOFF) if line["doc"] in read_twice], args.texts)
    figures = agreement(first, second, load_scorer(args.scorer), first_answers=args.first_answers)
    sys.stdout.write(table(figures))


def _counts(args: argparse.Namespace) -> None:
    sys.stdout.write(counts_table(_read(args.lines, *_STANDOFF)))


def _gate(args: argparse.Namespace) -> int:
    from nlp.evaluation import gate  # noqa: PLC0415 - spaCy, which the other verbs do without

    with TemporaryDirectory() as folder:
        figures = gate.measure(args.corpora, gate.run_corpora(args.corpora, Path(folder)))
    if args.lower:
        return _pin(args.corpora, gate.pin(args.corpora, figures))
    floors = gate.read_floors(args.corpora)
    for line in (below := gate.shortfalls(floors, args.corpora, figures)):
        sys.stdout.write(f"{line}\n")
    if below or not args.raise_floors:
        return int(bool(below))
    return _pin(args.corpora, gate.raise_floors(floors, figures))


def _pin(corpora: Path, floors: Floors) -> int:
    from nlp.evaluation import gate  # noqa: PLC0415

    old = gate.read_floors(corpora) if (corpora / gate.FLOORS).exists() else gate.Floors("", {})
    gate.write_floors(corpora, floors)
    for line in gate.changes(old, floors):
        sys.stdout.write(f"{line}\n")
    return 0


def _read(paths: Iterable[Path], *more: str) -> list[dict[str, Any]]:
    return [record for path in paths for record in read_lines(path, *_KEYS, *more)]


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    write_file(path, b"".join(map(json_line, records)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nlp.evaluation", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    verb = verbs.add_parser("resolve", help="standoff lines -> gold documents, with their texts")
    verb.add_argument("lines", type=Path, nargs="+", help="standoff files")
    verb.add_argument("--texts", type=Path, default=_TEXTS, help="folder of <source>.txt.xz (default: %(default)s)")
    verb.add_argument("--split", choices=("train", "dev", "test"), help="this part only")
    verb.add_argument("-o", "--out", type=Path, required=True, help="file of gold documents to write; never commit it")
    verb.set_defaults(verb=_resolve)

    verb = verbs.add_parser("detach", help="gold documents -> standoff lines, without their texts")
    verb.add_argument("gold", type=Path, nargs="+", help="files of gold documents")
    verb.add_argument(
        "--beside",
        type=Path,
        nargs="*",
        default=[],
        help="gold documents that stay where they are: left out, but kept in one split with theirs",
    )
    verb.add_argument(
        "--second-of",
        type=Path,
        nargs="*",
        default=[],
        help="standoff files that this is a second reading of: only their paragraphs are taken, with their splits",
    )
    verb.add_argument("--leave-out", nargs="*", default=[], metavar="DOC", help="ids to leave out")
    verb.add_argument("-o", "--out", type=Path, required=True, help="standoff file to write")
    verb.set_defaults(verb=_detach)

    verb = verbs.add_parser("counts", help="how much is annotated, by language, split and source")
    verb.add_argument("lines", type=Path, nargs="+", help="standoff files")
    verb.set_defaults(verb=_counts)

    verb = verbs.add_parser("gate", help="measure our own corpora: exit with 1 where a figure is below its floor")
    verb.add_argument("--corpora", type=Path, default=Path("corpora"), help="(default: %(default)s)")
    change = verb.add_mutually_exclusive_group()
    change.add_argument(
        "--raise", dest="raise_floors", action="store_true", help="lift the floors to what is reached; none goes down"
    )
    change.add_argument(
        "--lower", action="store_true", help="pin what is reached, also where it is lower, and the corpora as they are"
    )
    verb.set_defaults(verb=_gate)

    verb = verbs.add_parser("agreement", help="how well two readings of the same paragraphs agree")
    verb.add_argument("--first", type=Path, nargs="+", required=True, help="standoff files of the first reading")
    verb.add_argument("--second", type=Path, nargs="+", required=True, help="those of the second reading")
    verb.add_argument("--first-answers", action="store_true", help="accept the first answer of each field only")
    verb.add_argument("--texts", type=Path, default=_TEXTS, help="folder of <source>.txt.xz (default: %(default)s)")
    verb.add_argument("--scorer", type=Path, default=_SCORER, help="the contract's scorer (default: %(default)s)")
    verb.set_defaults(verb=_agreement)
    return parser


if __name__ == "__main__":
    sys.exit(main())
