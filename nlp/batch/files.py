"""Files that are whole or not there: written under another name, flushed to the disk, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nlp.errors import OutputError

_HALF = ".half"  # what a killed run leaves under this ending is worth nothing


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say of a failure of the disk which file could not be written (E401)."""
    try:
        yield
    except OSError as error:
        raise OutputError("E401", path=path, reason=error.strerror or error) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader sees all of it or what was there before.

    Raises:
        OutputError: the disk is full, or a permission is missing (E401); the file is then as it was.
    """
    half = path.with_name(path.name + _HALF)
    with writing(path):
        try:
            half.write_bytes(content)
            put_in_place(half, path)
        except OSError:
            half.unlink(missing_ok=True)
            raise


def put_in_place(half: Path, path: Path) -> None:
    """Rename a finished file, once it is on the disk and not only on its way there.

    Raises:
        OSError: as it comes.
    """
    flush(half)
    half.replace(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk.

    Raises:
        OSError: as it comes.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
