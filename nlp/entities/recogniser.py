"""The trained tagger as a source of names: a folder with an ONNX graph, run by ONNX Runtime.

The graph reads one sentence at a time on one thread, so what it says of a sentence depends on nothing else, and a run
gives the same bytes on any number of workers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, get_args

import numpy as np

from nlp.entities.candidates import Candidate, View
from nlp.entities.chunks import chunk
from nlp.entities.tags import Decoder, Scores
from nlp.errors import ConfigError
from nlp.records import EntityLabel

CONFIG = "config.json"
GRAPH = "model.onnx"
SOURCE = "model"
CHARACTERS, CHECKPOINT = "characters", "checkpoint"
_TOGETHER = 64  # stretches that are decoded at a time
_LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)


class Reader(Protocol):
    """Turns stretches of text into scores."""

    def read(self, view: View, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], Scores]]:
        """Give of each stretch the places scored, as (start, end) in the text, and the scores of the tags there.

        What is said of a stretch depends on nothing outside it.
        """


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Finds names with a model; an `nlp.entities.Source`."""

    reader: Reader
    decoder: Decoder

    def __call__(self, view: View) -> Iterator[Candidate]:
        """Yield the names of a text that are persons, organisations, places or products, in text order."""
        stretches = chunk(view.text)
        while some := list(islice(stretches, _TOGETHER)):
            read = [(where, scores) for where, scores in self.reader.read(view, some) if where]
            if not read:
                continue
            places, scores = [where for where, _ in read], [scores for _, scores in read]
            paths = self.decoder.best_paths(scores)
            names = [self.decoder.decode_path(path) for path in paths]
            chances = self.decoder.certainties(scores, paths, names)
            for where, found, sure in zip(places, names, chances, strict=True):
                for (first, last, label), chance in zip(found, sure, strict=True):
                    if label in _LABELS:
                        yield Candidate(where[first][0], where[last - 1][1], label, round(chance, 3), None, SOURCE)


def shipped_model() -> Path:
    """The folder of the model that comes with the package."""
    return Path(str(files("nlp") / "models" / "ner"))


@cache
def load_recogniser(folder: Path, table: Path | None = None) -> Recogniser:
    """Load a model, once.

    Args:
        folder: made by our recipe or by `xinmun model import`.
        table: a user's own table of entities; our model looks at the names that are listed.

    Raises:
        ConfigError: the folder does not hold a model that this version can use (E241).
    """
    config = _read_config(folder)
    try:
        reader = _reader(folder, config, table)
        transitions = np.array(config["transitions"], dtype=np.float32)
        return Recogniser(reader, Decoder(config["tags"], transitions))
    except (KeyError, OSError, RuntimeError, ValueError) as error:
        raise ConfigError("E241", path=folder, reason=error) from error


def _read_config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError("E241", path=folder, reason=error) from error
    if not isinstance(config, dict) or config.get("kind") not in (CHARACTERS, CHECKPOINT):
        raise ConfigError("E241", path=folder, reason=f"{CONFIG} names no kind of model")
    return config


def _reader(folder: Path, config: dict[str, Any], table: Path | None) -> Reader:
    if config["kind"] == CHARACTERS:
        from nlp.entities.character_reader import CharacterReader  # noqa: PLC0415 - each kind needs its own libraries

        return CharacterReader(folder, config["buckets"], table)
    from nlp.entities.checkpoint_reader import CheckpointReader  # noqa: PLC0415

    return CheckpointReader(folder, config["columns"], config["length"])
