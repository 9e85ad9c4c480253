"""The contract's JSON Lines filter: texts in, their quantities and periods out, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from nlp.errors import ConfigError
from nlp.normalizer import normalize


def normalize_lines(lines: Iterable[bytes]) -> Iterator[tuple[str, str | None]]:
    """Normalise each line as it comes; a line that cannot be used does not stop the rest.

    Args:
        lines: JSON objects with `id`, `lang`, `text` and `reference_date`, in UTF-8. Empty lines are passed over.

    Yields:
        For each line its answer, as a line of JSON without the line break, and what is wrong with it, or None. The
        answer to a wrong line is `{"id", "error"}`.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity: Any = None
        try:
            case = json.loads(line)
            identity = case.get("id") if isinstance(case, dict) else None
            answer = {"id": identity, **_normalize(case)}
            error = None
        except Exception as caught:  # one line never stops the others
            error = f"line {number}: {caught}"
            answer = {"id": identity, "error": error}
        yield json.dumps(answer, ensure_ascii=False), error


def _normalize(case: object) -> dict[str, list[dict[str, Any]]]:
    if not isinstance(case, dict):
        raise ConfigError("E203", name="case", reason="not a JSON object")
    for key in ("text", "lang"):
        if not isinstance(case.get(key), str):
            raise ConfigError("E203", name=key, reason="missing, or not a string")
    if not isinstance(case.get("reference_date"), str | None):
        raise ConfigError("E203", name="reference_date", reason="not a string")
    return normalize(case["text"], case["lang"], case.get("reference_date"))
