"""What a Han character says about the language and the script it is written in.

Derived, not listed: OpenCC says which characters change between simplified, traditional and Japanese forms, and the
national character sets say which of them the other side also uses. 后 is simplified for 後 but also a traditional
character of its own (it is in Big5), so it proves nothing; 这 and 這 prove their script.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from nlp.tables import read_table

_IDEOGRAPHS = range(0x4E00, 0xA000)


@dataclass(frozen=True, slots=True)
class HanTraits:
    """Sets of characters, by what they are evidence of.

    Attributes:
        simplified: written in simplified Chinese, never in traditional (这, 国).
        traditional: written in traditional Chinese, never in simplified (這, 國).
        likely_simplified: simplified for another character, but traditional texts have them too (后, 里).
        likely_traditional: the reverse (於, 徵).
        chinese: not written in Japanese: Japan has no such character, or writes it differently (这, 你, 國).
        japanese: written in Japanese alone (円, 経, 込).
        words: Chinese function words of one character.
    """

    simplified: frozenset[str]
    traditional: frozenset[str]
    likely_simplified: frozenset[str]
    likely_traditional: frozenset[str]
    chinese: frozenset[str]
    japanese: frozenset[str]
    words: frozenset[str]


def _within(encoding: str) -> Callable[[str], bool]:
    def test(character: str) -> bool:
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            return False
        return True

    return test


@cache
def han_traits() -> HanTraits:
    """Derive the sets, once a process (a quarter of a second)."""
    from opencc import OpenCC  # noqa: PLC0415 - not needed before the first Han character

    characters = [chr(code) for code in _IDEOGRAPHS]
    lines = "\n".join(characters)  # one a line: OpenCC's phrase rules must not see neighbours

    def changed(configuration: str) -> frozenset[str]:
        converted = OpenCC(configuration).convert(lines).split("\n")
        return frozenset(a for a, b in zip(characters, converted, strict=True) if a != b)

    to_traditional, to_simplified, to_japanese = changed("s2t"), changed("t2s"), changed("t2jp")
    mainland = frozenset(filter(_within("gb2312"), characters))
    taiwan = frozenset(filter(_within("big5"), characters))
    japan = frozenset(filter(_within("shift_jis"), characters))
    return HanTraits(
        simplified=to_traditional - taiwan - to_simplified,
        traditional=to_simplified - mainland - to_traditional,
        likely_simplified=(to_traditional & taiwan) - to_simplified,
        likely_traditional=(to_simplified & mainland) - to_traditional,
        chinese=((mainland | taiwan) - japan) | to_japanese,
        japanese=japan - mainland - taiwan,
        words=frozenset("".join(row["characters"] for row in read_table(__package__, "cues.tsv"))),
    )
