"""What an article consists of: sentences to analyse, and what is left out (front matter, images, site boilerplate)."""

from nlp.structure.layout import Block, BlockKind, read_blocks
from nlp.structure.printed import Cell, PrintedTable, printed_tables
from nlp.structure.sentences import Sentence, Structure, read_structure

__all__ = [
    "Block",
    "BlockKind",
    "Cell",
    "PrintedTable",
    "Sentence",
    "Structure",
    "printed_tables",
    "read_blocks",
    "read_structure",
]
