"""Files that are there as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

from nlp.errors import OutputError


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step, so that an interruption leaves the former one.

    Raises:
        OutputError: it cannot be written (E401).
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        try:
            partial.write_bytes(content)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError("E401", path=path, reason=error.strerror or error) from error
