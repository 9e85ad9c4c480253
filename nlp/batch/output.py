"""The output folder of a run: its tables and a manifest, complete or not there at all.

Tables grow in a sub-folder and take their final names together at the end, the manifest last. Until then a former
run's output stays as it was. A kill in the middle of the renaming leaves a manifest that says `complete: false`, and
the next run, which finds everything done, puts them in place.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast

from nlp.batch.files import put_in_place, writing
from nlp.batch.stores import FORMATS, TABLES, Format, open_store, table_place
from nlp.errors import OutputError

MANIFEST = "run.json"
FORMAT = "xinmun run"
WORK = ".work"  # what is done already, see `nlp.batch.work`
_PARTIAL = ".partial"

Write = Callable[[str, bytes], None]
Commit = Callable[[dict[str, Any]], None]


def json_line(data: dict[str, Any]) -> bytes:
    r"""Write one line of a table.

    Text stays readable UTF-8. Only a lone surrogate, which UTF-8 cannot carry, makes its line fall back to \u escapes,
    so that the offsets into the text stay true.
    """
    try:
        return json.dumps(data, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(data).encode() + b"\n"


def read_manifest(out: Path) -> dict[str, Any] | None:
    """Return the manifest of an output folder; None if there is none or it is not xinmun's."""
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("format") == FORMAT else None


def stored_format(out: Path) -> Format:
    """Say in which format a finished run is kept.

    Raises:
        OutputError: it is no output folder (E402), or its run was cut off while it put the tables in place (E404).
    """
    manifest = read_manifest(out)
    if manifest is None:
        raise OutputError("E402", path=out, reason="it has no run.json of xinmun. Make it with `xinmun run`")
    if not manifest.get("complete"):
        raise OutputError("E404", path=out)
    store = manifest.get("settings", {}).get("format")
    if store not in FORMATS:
        raise OutputError("E406", path=out / MANIFEST, place="settings", reason=f"format is {store!r}")
    return cast("Format", store)


def check_output(out: Path, inputs: Sequence[str]) -> None:
    """Refuse a place that would destroy something or feed a run with its own output.

    Raises:
        OutputError: `out` is a file or holds something else (E402), lies in an input folder (E403), or can't be read
            (E401).
    """
    try:
        if out.exists() and not out.is_dir():
            raise OutputError("E402", path=out, reason="it is a file. Choose another name")
        held = sorted(path.name for path in out.iterdir()) if out.exists() else []
    except OSError as error:
        raise OutputError("E401", path=out, reason=error.strerror or error) from error
    if set(held) - {_PARTIAL, WORK} and read_manifest(out) is None:
        raise OutputError("E402", path=out, reason=f"it holds other files ({held[0]}, …). Choose a new folder")
    for name in inputs:
        if name != "-" and Path(name).is_dir() and out.resolve().is_relative_to(Path(name).resolve()):
            raise OutputError("E403", path=out, input=name)


@contextmanager
def open_output(out: Path, store: Format = "jsonl") -> Iterator[tuple[Write, Commit]]:
    """Open a folder for the tables of one run.

    Args:
        out: the folder, made if need be; see `check_output`.
        store: the format of the tables. Those of another format that a former run left go when these are complete.

    Yields:
        `write(table, lines)`, which appends to a table, and `commit(manifest)`, which puts everything in its place.
        Without a commit nothing of the run stays.

    Raises:
        OutputError: the disk is full, or a permission is missing (E401).
    """
    partial = out / _PARTIAL
    made = not out.exists()
    with ExitStack() as stack:
        with writing(partial):
            out.mkdir(parents=True, exist_ok=True)
            stack.callback(_clean, out, made)
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            tables = open_store(partial, store)

        def write(table: str, lines: bytes) -> None:
            with writing(table_place(out, store, table)):
                tables.write(table, lines)

        def commit(manifest: dict[str, Any]) -> None:
            with writing(out):
                tables.close()
                _write_manifest(out, {**manifest, "complete": False})
                new = {table_place(out, store, table) for table in TABLES}
                for path in sorted(new):
                    put_in_place(partial / path.name, path)
                for path in {table_place(out, other, table) for other in FORMATS for table in TABLES} - new:
                    path.unlink(missing_ok=True)
                _write_manifest(out, {**manifest, "complete": True})

        yield write, commit


def _write_manifest(out: Path, manifest: dict[str, Any]) -> None:
    """Replace the manifest in one step; `FORMAT` first, so that a person sees what the file is."""
    text = json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=1) + "\n"
    (out / _PARTIAL / MANIFEST).write_text(text, encoding="utf-8", errors="backslashreplace")
    put_in_place(out / _PARTIAL / MANIFEST, out / MANIFEST)


def _clean(out: Path, made: bool) -> None:
    shutil.rmtree(out / _PARTIAL, ignore_errors=True)
    if made and not any(out.iterdir()):
        out.rmdir()
