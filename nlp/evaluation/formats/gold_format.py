"""Our own form: a folder of gold documents, or one `.jsonl` file of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nlp.batch.output import json_line
from nlp.evaluation.files import write_file, write_json

_UNSAFE = re.compile(r'[\x00-\x20/\\:*?"<>|%]|^\.')


def write_records(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write gold documents: lines of a `.jsonl` file, or else a `.json` file each in a folder."""
    if path.suffix == ".jsonl":
        write_file(path, b"".join(json_line(dict(record)) for record in records))
        return
    for record in records:
        write_json(path / f"{_UNSAFE.sub('_', record['doc'])}.json", record)
