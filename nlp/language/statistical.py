"""langdetect for what the script leaves open: which language of the Latin, Cyrillic, Arabic or Devanagari script.

Only the profiles of the languages of one script are loaded, and none of Chinese, Japanese or Korean exists here:
n-gram profiles call short Chinese texts Korean with high confidence.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from nlp.tables import read_table, split_cell

_SEED = 0  # langdetect draws random n-grams; a fixed seed makes its answer a function of the text
_ENOUGH = 2_000  # characters; more do not change its answer


@cache
def languages_of(script: str) -> dict[str, float]:
    """Give the languages of a script with their weights in news, in the order of the table; empty if none is known."""
    rows = read_table(__package__, "languages.tsv")
    return {row["code"]: float(row["weight"]) for row in rows if row["script"] == script}


@cache
def function_words() -> frozenset[str]:
    """Give the words that running Latin text can't do without; a list of product names has none."""
    return frozenset(word for row in read_table(__package__, "languages.tsv") for word in split_cell(row["words"]))


@cache
def _factory(script: str) -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory  # noqa: PLC0415 - imported late

    factory = DetectorFactory()
    factory.seed = _SEED
    # In the order of the table: langdetect's own loader follows the file system's order, which differs by machine.
    profiles = (Path(PROFILES_DIRECTORY, code) for code in languages_of(script))
    factory.load_json_profile([path.read_text(encoding="utf-8") for path in profiles])
    return factory


def guess_language(text: str, script: str) -> tuple[str, float] | None:
    """Ask which language of a script a text is in.

    Args:
        text: the text, in any mixture of scripts; other scripts hardly count.
        script: ISO 15924 code of the script to decide within.

    Returns:
        langdetect's code and its probability, or None where the script's languages are unknown or nothing can be told.
    """
    languages = languages_of(script)
    if len(languages) < 2:
        return next(((code, 1.0) for code in languages), None)
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 - imported late

    detector = _factory(script).create()
    detector.set_prior_map(languages)
    detector.append(text[:_ENOUGH])
    try:
        best = detector.get_probabilities()
    except LangDetectException:
        return None
    return (best[0].lang, best[0].prob) if best else None
