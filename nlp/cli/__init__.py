"""The `xinmun` command."""

from nlp.cli.command import main, make_parser

__all__ = ["main", "make_parser"]
