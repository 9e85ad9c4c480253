"""Find the entries of a word list in a text, longest first, in one pass.

The list becomes one regular expression in the shape of a trie: names that begin alike share their beginning, so the
time to match does not grow with the length of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_Trie = dict[str, "_Trie"]
_END = ""


def trie_pattern(names: Iterable[str]) -> str:
    """Build the source of a regular expression that matches the longest of the names.

    Args:
        names: literal strings; empty ones are left out.
    """
    root: _Trie = {}
    for name in names:
        node = root
        for character in name:
            node = node.setdefault(character, {})
        if name:
            node[_END] = {}
    return _source(root) or r"(?!)"


def _source(node: _Trie) -> str:
    branches = [re.escape(character) + _source(child) for character, child in sorted(node.items()) if character != _END]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if _END not in node:
        return joined
    return f"(?:{joined})?" if len(branches) == 1 else f"{joined}?"


def compile_lexicon(names: Iterable[str]) -> re.Pattern[str]:
    """Compile a word list; see `trie_pattern`."""
    return re.compile(trie_pattern(names))
