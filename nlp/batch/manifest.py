"""The manifest of a run: what went in and came out, reproducible, and apart from it when, how and how fast."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nlp.batch.fingerprint import file_digest
from nlp.batch.summary import Summary
from nlp.reading import list_files


def describe(settings: dict[str, Any], summary: Summary, mark: str, how: Mapping[str, Any]) -> dict[str, Any]:
    """Make the manifest.

    Args:
        settings: what decides about the result.
        summary: the counts.
        mark: digest of code, models and libraries; see `nlp.batch.fingerprint`.
        how: when it was started, and what decides about nothing but its speed.

    Returns:
        The manifest; all but `timings` is the same for the same input and settings on the same kind of machine.
    """
    seconds = summary.seconds
    return {
        "xinmun": version("xinmun"),
        "python": platform.python_version(),
        "spacy": version("spacy"),
        "platform": sys.platform,
        "fingerprint": mark,
        "settings": settings,
        "inputs": [_digest(path) for path in _files(settings)],
        "counts": summary.counts(),
        "duplicates": summary.duplicates,
        "timings": {
            **how,
            "started": how["started"].isoformat(timespec="seconds"),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": round(seconds, 3),
            "reused": summary.reused,
            "stages": {name: round(value, 3) for name, value in summary.stages.items()},
            "characters": summary.characters,
            "characters_per_second": round(summary.characters / seconds, 1),
        },
    }


def _files(settings: dict[str, Any]) -> list[Path]:
    """All files that a run depends on: its inputs and the user's entities."""
    own = [Path(settings["entities"])] if settings["entities"] is not None else []
    return [*list_files(settings["inputs"]), *own]


def _digest(path: Path) -> dict[str, Any]:
    """Return what identifies an input file; without a digest where it cannot be read, which quarantine tells too."""
    try:
        return {"path": str(path), "bytes": path.stat().st_size, "sha256": file_digest(path)}
    except OSError:
        return {"path": str(path), "bytes": None, "sha256": None}
