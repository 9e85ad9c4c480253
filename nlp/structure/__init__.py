"""What an article consists of: sentences to analyse, and what is left out (front matter, images, site boilerplate)."""

from nlp.structure.layout import Block, BlockKind, read_blocks
from nlp.structure.sentences import Sentence, Structure, read_structure

__all__ = ["Block", "BlockKind", "Sentence", "Structure", "read_blocks", "read_structure"]
