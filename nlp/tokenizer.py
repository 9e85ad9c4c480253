"""A tokenizer of single characters, for Chinese and Korean alike.

Word tokens swallow Korean particles (삼성전자는 would hide 삼성전자) and differ between segmenters. Characters are the
truth, words a view: token i is character i of the text, so token offsets and text offsets are the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab


class CharacterTokenizer:
    """Make a Doc in which every character, blanks and line breaks included, is a token; lossless by construction."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenise; `doc.text` is `text` to the letter."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_bytes(self, **_: Any) -> bytes:
        """Serialise: there is no state."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> CharacterTokenizer:
        """Restore: there is no state."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Save: there is no state."""

    def from_disk(self, _path: str | Path, **_: Any) -> CharacterTokenizer:
        """Load: there is no state."""
        return self


def make_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """Create the tokenizer for a spaCy pipeline's configuration."""

    def create(nlp: Language) -> CharacterTokenizer:
        return CharacterTokenizer(nlp.vocab)

    return create


registry.tokenizers("xinmun.CharacterTokenizer.v1", func=make_character_tokenizer)
