"""The trained scorer behind the judge: an ONNX graph a decision, run by ONNX Runtime.

A graph adds up weights of words, compares the sums among the candidates, and hands them with the other numbers to
boosted trees; it gives each candidate's share of the chance to be right. It reads one number's candidates at a time on
one thread, so what it says depends on nothing else. Trees of their own tell how sure a measure is.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from nlp.claims.scoring.judge import DECISIONS, Row, Verdict
from nlp.errors import ConfigError

CONFIG = "config.json"
CONFIDENCE = "confidence"
VERSION = 3
BUCKETS = 1 << 17  # weights of words a decision; words share a weight where their hashes meet
_REMEMBERED = 1 << 17


def shipped_scorer() -> Path:
    """The folder of the scorer that comes with the package."""
    return Path(str(files("nlp") / "models" / "claims"))


def graph_name(name: str) -> str:
    """The file of the graph of a decision or of the confidence."""
    return f"{name}.onnx"


class _Places(dict[str, int]):
    """The places of words in the table of weights; it forgets all where it has grown to `_REMEMBERED`."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        place = self[word] = zlib.crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS
        return place


_place_of = _Places().__getitem__


def buckets(words: Sequence[str]) -> list[int]:
    """The places of words in the table of weights, each once, in an order that the words settle."""
    return list(set(map(_place_of, words)))


def pack_words(rows: Sequence[Row]) -> Any:
    """The places of the words of candidates as an array; `BUCKETS` fills up, a place whose weight is 0."""
    places = [buckets(row.words) for row in rows]
    fill = [BUCKETS] * (max(map(len, places), default=0) or 1)
    return np.array([found + fill[len(found) :] for found in places], dtype=np.int64)


def _softened(score: float) -> float:
    """The logarithm of 1 + e to the power of a score."""
    return max(score, 0.0) + math.log1p(math.exp(-abs(score)))


class Scorer:
    """A judge that was trained; make it with `load_scorer`."""

    def __init__(self, folder: Path, config: Mapping[str, Any]) -> None:
        import onnxruntime  # noqa: PLC0415 - 100 ms that a run by rules alone never pays

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._clues: Sequence[str] = config["clues"]
        self._odds = [float(config[name]) for name in ("above", "below", "offset")]
        self._sessions = {
            name: onnxruntime.InferenceSession(
                str(folder / graph_name(name)), options, providers=["CPUExecutionProvider"]
            )
            for name in (*DECISIONS, *([CONFIDENCE] if self._clues else []))
        }

    def choose(
        self, decision: str, place: tuple[int, int], candidates: Sequence[object], rows: Sequence[Row]
    ) -> Verdict:
        """Choose the candidate that is most probably right; see `Judge`."""
        numbers = np.array([row.numbers for row in rows], dtype=np.float32)
        (chances,) = self._sessions[decision].run(None, {"numbers": numbers, "words": pack_words(rows)})
        return Verdict(int(np.argmax(chances)), [float(chance) for chance in chances])

    def confidence(self, clues: Mapping[str, float]) -> float:
        """The chance that a measure is right in all its fields; see `Judge`."""
        above, below, offset = self._odds
        doubt = self.doubt(clues)
        score = above * _softened(doubt) - below * _softened(-doubt) + offset
        return round(1 / (1 + math.exp(-score)), 3)

    def doubt(self, clues: Mapping[str, float]) -> float:
        """What the trees make of the clues, before it is fitted to the tuning part; 0 without trees."""
        if not self._clues:
            return 0.0
        numbers = np.array([[clues[name] for name in self._clues]], dtype=np.float32)
        return float(self._sessions[CONFIDENCE].run(None, {"numbers": numbers})[0][0, 0])


@cache
def load_scorer(folder: Path) -> Scorer:
    """Load a scorer, once.

    Args:
        folder: made by the recipe in `nlp.training.claims`.

    Raises:
        ConfigError: the folder holds no scorer that this version can use (E251).
    """
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        if config["version"] != VERSION:
            raise ConfigError("E251", path=folder, reason=f"it is of version {config['version']}, not {VERSION}")
        return Scorer(folder, config)
    except (KeyError, OSError, RuntimeError, ValueError) as error:
        raise ConfigError("E251", path=folder, reason=error) from error
