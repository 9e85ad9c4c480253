"""The output folder of a run: JSON Lines tables and a manifest, complete or not there at all.

Tables grow in a sub-folder and take their final names together at the end, the manifest last. Until then a former
run's output stays as it was. A kill in the middle of the renaming leaves a manifest that says `complete: false`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from nlp.errors import OutputError

TABLES = ("articles", "entities", "claims", "events", "quarantine")
MANIFEST = "run.json"
FORMAT = "xinmun run"
_PARTIAL = ".partial"

Write = Callable[[str, bytes], None]
Commit = Callable[[dict[str, Any]], None]


def table_path(out: Path, table: str) -> Path:
    """Return where a table of a run lies."""
    return out / f"{table}.jsonl"


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
    if set(held) - {_PARTIAL} and read_manifest(out) is None:
        raise OutputError("E402", path=out, reason=f"it holds other files ({held[0]}, …). Choose a new folder")
    for name in inputs:
        if name != "-" and Path(name).is_dir() and out.resolve().is_relative_to(Path(name).resolve()):
            raise OutputError("E403", path=out, input=name)


@contextmanager
def open_output(out: Path) -> Iterator[tuple[Write, Commit]]:
    """Open a folder for the tables of one run.

    Args:
        out: the folder, made if need be; see `check_output`.

    Yields:
        `write(table, lines)`, which appends to a table, and `commit(manifest)`, which puts everything in its place.
        Without a commit nothing of the run stays.

    Raises:
        OutputError: the disk is full, or a permission is missing (E401).
    """
    partial = out / _PARTIAL
    made = not out.exists()
    with ExitStack() as stack:
        with _writing(partial):
            out.mkdir(parents=True, exist_ok=True)
            stack.callback(_clean, out, made)
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            files = {name: stack.enter_context(table_path(partial, name).open("wb")) for name in TABLES}

        def write(table: str, lines: bytes) -> None:
            with _writing(table_path(out, table)):
                files[table].write(lines)

        def commit(manifest: dict[str, Any]) -> None:
            with _writing(out):
                for file in files.values():
                    file.close()
                _write_manifest(out, {**manifest, "complete": False})
                for name in TABLES:
                    table_path(partial, name).replace(table_path(out, name))
                _write_manifest(out, {**manifest, "complete": True})

        yield write, commit


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError("E401", path=path, reason=error.strerror or error) from error


def _write_manifest(out: Path, manifest: dict[str, Any]) -> None:
    """Replace the manifest in one step; `FORMAT` first, so that a person sees what the file is."""
    path = out / _PARTIAL / MANIFEST
    path.write_text(json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    path.replace(out / MANIFEST)


def _clean(out: Path, made: bool) -> None:
    shutil.rmtree(out / _PARTIAL, ignore_errors=True)
    if made and not any(out.iterdir()):
        out.rmdir()
