"""The log of a run for programs: an object a line, each written out at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from nlp.batch.files import writing


@contextmanager
def open_journal(path: Path | None) -> Iterator[Journal]:
    """Open the log, to which lines are added; None keeps none.

    Raises:
        OutputError: it cannot be written (E401).
    """
    if path is None:
        yield Journal(None)
        return
    with writing(path):
        file = path.open("a", encoding="utf-8")
    with file:
        yield Journal(file)


class Journal:
    """Writes what happens, with the time."""

    def __init__(self, file: IO[str] | None) -> None:
        self._file = file

    def write(self, event: str, **fields: Any) -> None:
        """Write one line.

        Args:
            event: `run_started`, `shard_finished`, `quarantined`, `run_finished` or `run_failed`.
            fields: what is to be told of it.
        """
        if self._file is not None:
            line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **fields}
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()
