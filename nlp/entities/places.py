"""Places named by their kind after another place: 杭州市余杭区, 서울 중구, 경기 용인시 처인구."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.entities.boundaries import particles
from nlp.entities.candidates import Candidate, View
from nlp.tables import read_table

_CHAINED = 0.8
_LONGEST_CHAIN = 4
_RURAL = "군읍면"  # villages (리) stand after these only; elsewhere 리 ends other words: 배터리


@cache
def _next_place(lang: str) -> re.Pattern[str]:
    forms = sorted(
        (row["suffix"] for row in read_table(f"nlp.{lang}", "place_suffixes.tsv")), key=lambda f: (-len(f), f)
    )
    kinds = "|".join(forms)
    if lang == "zh":
        return re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,4}}?(?:{kinds}))(?![场值面域块间别舰长门委])")
    return re.compile(rf"\s(?P<name>[가-힣]{{1,4}}\d?(?:{kinds})){particles().pattern}")


@cache
def _not_places(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(row["word"] for row in read_table(f"nlp.{lang}", "not_places.tsv")))


@cache
def _whole(lang: str) -> tuple[str, ...]:
    return tuple(row["suffix"] for row in read_table(f"nlp.{lang}", "place_suffixes.tsv") if row["whole"])


def find_places(view: View, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield places that stand directly after a known one and end in what they are.

    Args:
        view: the text.
        known: the listed names of the text.
    """
    for mention in known:
        if mention.label != "LOC":
            continue
        end = mention.end
        for _ in range(_LONGEST_CHAIN):
            match = _next_place(view.lang).match(view.folded, end)
            if not match or _not_places(view.lang).search(match["name"]):
                break
            if match["name"].endswith("리") and view.folded[end - 1] not in _RURAL:
                break
            start = mention.start if match["name"].endswith(_whole(view.lang)) else match.start("name")
            yield Candidate(start, match.end("name"), "LOC", _CHAINED, None, "pattern", view.lang == "zh")
            end = match.end("name")
