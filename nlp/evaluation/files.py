"""Files of results, put in place whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nlp.errors import OutputError


def write_file(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and put it in its place in one step.

    Raises:
        OutputError: it cannot be written (E401).
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise OutputError("E401", path=path, reason=error) from error


def write_json(path: Path, data: Any) -> None:
    """Write data as JSON that people can read; see `write_file`."""
    try:
        content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:  # a lone surrogate, which UTF-8 cannot carry
        content = json.dumps(data, indent=1).encode()
    write_file(path, content + b"\n")
