"""Bring in a Hugging Face token-classification checkpoint: export it to a folder that `--model` takes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nlp.entities.checkpoint_reader import GRAPH, TOKENIZER
from nlp.entities.recogniser import CHECKPOINT, CONFIG
from nlp.entities.tags import OUTSIDE
from nlp.errors import ConfigError
from nlp.tables import read_table

_OPSET = 17
_LONGEST = 512
_PREFIXES = {"B": "B", "I": "I", "E": "E", "S": "S", "L": "E", "U": "S", "M": "I"}
_BEFORE = re.compile(r"(?P<prefix>[BIESLUM])[-_](?P<label>.+)")
_AFTER = re.compile(r"(?P<label>.+)[-_](?P<prefix>[BIESLUM])")
_AGAIN = -0.01  # decides a tie: a name goes on rather than a new one beginning beside it


def import_checkpoint(source: Path, out: Path) -> list[str]:
    """Export a checkpoint.

    Args:
        source: folder of a token-classification model with a fast tokenizer, as `save_pretrained` writes it.
        out: the folder to make; it must be new or empty.

    Returns:
        The labels whose names the model will find.

    Raises:
        ConfigError: a library is missing (E243), or the checkpoint cannot be used (E242).
    """
    try:
        import torch  # noqa: PLC0415 - the extra `train`
        from transformers import AutoModelForTokenClassification, AutoTokenizer  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError("E243", module=error.name) from error
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ConfigError("E242", path=out, reason="the folder is not empty; choose a new one")
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(source), use_fast=True, local_files_only=True)
        model = AutoModelForTokenClassification.from_pretrained(str(source), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError("E242", path=source, reason=error) from error
    if not tokenizer.is_fast:
        raise ConfigError("E242", path=source, reason="its tokenizer has no fast version, which knows the offsets")
    labels = [model.config.id2label[index] for index in range(model.config.num_labels)]
    tags, columns = map_labels(labels)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.backend_tokenizer.save(str(out / TOKENIZER))
    _export(torch, model.eval(), _input_names(model, tokenizer), out / GRAPH)
    config = {
        "kind": CHECKPOINT,
        "tags": tags,
        "columns": columns,
        "length": _length(model, tokenizer),
        "transitions": _transitions(tags),
    }
    (out / CONFIG).write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return sorted({tag[2:] for tag in tags if tag != OUTSIDE})


def map_labels(labels: Sequence[str]) -> tuple[list[str], list[list[int]]]:
    """Translate a checkpoint's labels to tags.

    Args:
        labels: of the outputs, in their order: `B-PER`, `PER-B`, `B_PER`, or plain `PER`; any other label is O.

    Returns:
        The tags, and for each the outputs that speak for it. Where no tag marks ends, what speaks for going on speaks
        for beginning too: some corpora write B- only between two names that touch.
    """
    outputs: dict[str, list[int]] = {OUTSIDE: []}
    for index, label in enumerate(labels):
        for tag in _tags_of(label):
            outputs.setdefault(tag, []).append(index)
    if not any(tag[0] in "ES" for tag in outputs):
        for tag, places in list(outputs.items()):
            if tag[0] == "I":
                begin = outputs.setdefault(f"B{tag[1:]}", [])
                begin += [place for place in places if place not in begin]
    if not outputs[OUTSIDE]:
        raise ConfigError("E242", path="labels", reason=f"none of {', '.join(labels)} means that there is no name")
    return list(outputs), list(outputs.values())


def _tags_of(label: str) -> list[str]:
    if label.upper() in (OUTSIDE, "OTHER", "NONE"):
        return [OUTSIDE]
    match = _BEFORE.fullmatch(label) or _AFTER.fullmatch(label)
    if match:
        return [f"{_PREFIXES[match['prefix']]}-{_our_label(match['label'])}"]
    return [f"{prefix}-{_our_label(label)}" for prefix in "BI"]


def _our_label(label: str) -> str:
    return _labels().get(label.upper(), label)


@cache
def _labels() -> Mapping[str, str]:
    return {row["label"]: row["ours"] for row in read_table("nlp.entities", "model_labels.tsv")}


def _transitions(tags: Sequence[str]) -> list[list[float]]:
    return [
        [_AGAIN if after[0] == "B" and before[0] in "BI" and before[1:] == after[1:] else 0.0 for after in tags]
        for before in tags
    ]


def _length(model: Any, tokenizer: Any) -> int:
    places = getattr(model.config, "max_position_embeddings", _LONGEST)
    # RoBERTa and its like begin to count after the padding number.
    offset = (model.config.pad_token_id or 0) + 1 if "roberta" in model.config.model_type else 0
    return int(min(places - offset, tokenizer.model_max_length, _LONGEST))


def _input_names(model: Any, tokenizer: Any) -> list[str]:
    import inspect  # noqa: PLC0415

    takes = inspect.signature(model.forward).parameters
    return [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in takes]


def _export(torch: Any, model: Any, names: Sequence[str], path: Path) -> None:
    class Logits(torch.nn.Module):
        """The checkpoint with plain inputs and one output, which is what a graph has."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: Any) -> Any:
            return self.model(**dict(zip(names, inputs, strict=True))).logits

    example = tuple(torch.ones((1, 8), dtype=torch.long) for _ in names)
    torch.onnx.export(
        Logits(),
        example,
        str(path),
        input_names=list(names),
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in (*names, "logits")},
        opset_version=_OPSET,
        dynamo=False,
    )
