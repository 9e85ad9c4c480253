"""What an imported Hugging Face checkpoint reads: the tokens of its own tokenizer, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from nlp.entities.candidates import View
from nlp.entities.session import open_session
from nlp.entities.tags import Scores
from nlp.errors import ConfigError

TOKENIZER, GRAPH = "tokenizer.json", "model.onnx"


class CheckpointReader:
    """Scores each token of a stretch.

    Args:
        folder: what `xinmun model import` wrote.
        columns: for each tag, which outputs of the checkpoint speak for it; the best of them counts.
        length: tokens that the checkpoint reads at most; longer stretches are read in pieces.

    Raises:
        ConfigError: the library `tokenizers` is not installed (E243).
    """

    def __init__(self, folder: Path, columns: Sequence[Sequence[int]], length: int) -> None:
        try:
            from tokenizers import Tokenizer  # noqa: PLC0415 - a library that our own model does without
        except ImportError as error:
            raise ConfigError("E243", module="tokenizers") from error
        self._session = open_session(folder / GRAPH)
        self._inputs = [node.name for node in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(length)
        self._columns = [list(outputs) for outputs in columns]

    def read(self, view: View, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], Scores]]:
        """See `recogniser.Reader`."""
        return (self._read(view.text[start:end], start) for start, end in stretches)

    def _read(self, text: str, start: int) -> tuple[list[tuple[int, int]], Scores]:
        first = self._tokenizer.encode(text)
        places: list[tuple[int, int]] = []
        rows: list[Scores] = []
        for encoding in (first, *first.overflowing):
            feed = {
                "input_ids": encoding.ids,
                "attention_mask": encoding.attention_mask,
                "token_type_ids": encoding.type_ids,
            }
            arrays = {name: np.array([feed[name]], dtype=np.int64) for name in self._inputs}
            (logits,) = self._session.run(None, arrays)
            for token, (begin, stop) in enumerate(encoding.offsets):
                while begin < stop and text[begin].isspace():
                    begin += 1  # noqa: PLW2901 - some tokenizers count the blank before a word to it
                if begin < stop and not encoding.special_tokens_mask[token]:
                    places.append((start + begin, start + stop))
                    rows.append(np.array([logits[0, token, outputs].max() for outputs in self._columns]))
        return places, np.array(rows, dtype=np.float32)
