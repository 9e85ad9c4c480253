"""From what the user names (files, folders, `-`) to the files themselves, always in the same order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from nlp.errors import InputError

STANDARD_INPUT = "-"


def display(path: str | Path) -> str:
    """Name a path in a record: as given; bytes of a file name that are not UTF-8 become escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def walk(inputs: Iterable[str | Path], suffixes: frozenset[str]) -> Iterator[str | Path | tuple[Path, InputError]]:
    """Find the files to read.

    Args:
        inputs: files, folders, and `-` for standard input.
        suffixes: file types that can be read, such as `.txt`.

    Yields:
        `-` where it stands, the path of a file to read, or a path with what is wrong with it. Folders are gone through
        in the order of names, a folder's content where its name stands; what begins with a dot is left out, symbolic
        links to folders are not followed. Files of types that can't be read are told once a folder named and type.
    """
    for item in inputs:
        if str(item) == STANDARD_INPUT:
            yield STANDARD_INPUT
            continue
        path = Path(item)
        name = display(item)
        if path.is_dir():
            yield from _walk_folder(path, suffixes)
        elif path.is_file():
            suffix = path.suffix.lower()
            wrong = InputError("E110", path=name, suffix=suffix or "(none)") if suffix not in suffixes else None
            yield (path, wrong) if wrong else path
        elif path.exists():
            yield path, InputError("E108", path=name, reason="not a file or folder")
        else:
            yield path, InputError("E101", path=name)


def _walk_folder(folder: Path, suffixes: frozenset[str]) -> Iterator[Path | tuple[Path, InputError]]:
    left_out: Counter[str] = Counter()
    examples: dict[str, str] = {}
    found = False
    for item in _files(folder):
        if isinstance(item, tuple) or item.suffix.lower() in suffixes:
            found = True
            yield item
        else:
            suffix = item.suffix.lower() or "(none)"
            left_out[suffix] += 1
            examples.setdefault(suffix, display(item.relative_to(folder)))
    name = display(folder)
    for suffix, count in sorted(left_out.items()):
        shown = suffix.encode("utf-8", "backslashreplace").decode()
        yield folder, InputError("E113", path=name, count=count, suffix=shown, example=examples[suffix])
    if not found and not left_out:
        yield folder, InputError("E109", path=name)


def _files(folder: Path) -> Iterator[Path | tuple[Path, InputError]]:
    try:
        with os.scandir(folder) as entries:
            content = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        yield folder, InputError("E108", path=display(folder), reason=error.strerror or error)
        return
    for entry in content:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _files(path)
        elif path.is_file():
            yield path
        elif not path.is_dir():  # a pipe or a device would hang a run; a broken link is no loss to hide
            yield path, InputError("E108", path=display(path), reason="not a regular file")
