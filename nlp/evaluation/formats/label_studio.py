"""Label Studio's JSON: a list of tasks with `data` and, as `predictions` or `annotations`, labelled regions.

Label Studio counts code points in plain text, as we do. The labelling interface must have `<Labels name="label"
toName="text">` and `<Text name="text" value="$text"/>`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nlp.errors import InputError
from nlp.evaluation.files import write_json
from nlp.evaluation.formats.spans import Losses, Marked, Span, label_of

_DETAILS = "xinmun"
_MODEL = "xinmun"


def write(documents: Iterable[Marked], path: Path, losses: Losses) -> None:
    """Write tasks with predictions, which annotators accept or correct; nothing is lost."""
    write_json(path, [_task(document) for document in documents])


def _task(document: Marked) -> dict[str, Any]:
    result = [
        {
            **{"id": f"{number}", "from_name": "label", "to_name": "text", "type": "labels"},
            "value": {
                **{"start": span.start, "end": span.end, "text": document.text[span.start : span.end]},
                "labels": [span.label],
            },
            "meta": {_DETAILS: dict(span.details)},
        }
        for number, span in enumerate(document.spans)
    ]
    prediction: dict[str, Any] = {"model_version": _MODEL, "result": result}
    if "certainty" in document.about:
        prediction["score"] = document.about["certainty"]
    data = {"text": document.text, "doc": document.doc, _DETAILS: dict(document.about)}
    return {"data": data, "predictions": [prediction]}


def read(path: Path, labels: Mapping[str, str]) -> Iterator[Marked]:
    """Read tasks: the last annotation that was not cancelled, or else the prediction.

    Raises:
        InputError: the file cannot be read (E108, E514), or has a label that nobody knows (E513).
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError("E108", path=path, reason=error) from error
    except ValueError as error:
        raise InputError("E514", path=path, form="Label Studio", reason=error) from error
    if not isinstance(tasks, list):
        raise InputError("E514", path=path, form="Label Studio", reason="it is no list of tasks")
    for number, task in enumerate(tasks, start=1):
        try:
            data = task["data"]
            done = [each for each in task.get("annotations") or () if not each.get("was_cancelled")]
            versions = done or task.get("predictions") or [{"result": []}]
            spans = [
                Span(
                    region["value"]["start"],
                    region["value"]["end"],
                    label_of(region["value"]["labels"][0], labels, f"{path}, task {number}"),
                    (region.get("meta") or {}).get(_DETAILS, {}),
                )
                for region in versions[-1]["result"]
                if region["type"] == "labels"
            ]
            doc = data.get("doc") or f"{path.stem}-{number}"
            yield Marked(doc, data["text"], tuple(spans), data.get(_DETAILS, {}))
        except (KeyError, TypeError, AttributeError) as error:
            reason = f"task {number} has no {error}" if isinstance(error, KeyError) else f"task {number}: {error}"
            raise InputError("E514", path=path, form="Label Studio", reason=reason) from error
