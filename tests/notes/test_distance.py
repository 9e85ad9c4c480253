from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nlp.notes.distance import distance_words
from nlp.records import Claim

CLAIM = Claim.from_dict({**dict.fromkeys(Claim.__slots__), "flags": []})


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("low", "high", "unit", "outcome", "words"),
    [
        ("15", "20", "percent", "18.91", "inside it"),
        ("15", "20", "percent", "20", "inside it"),
        ("15", "20", "percent", "21.5", "1.5 percentage points above the top of it"),
        ("15", "20", "percent", "14", "1 percentage point below the bottom of it"),
        ("75800000000000", "75800000000000", "KRW", "74300000000000", "KRW 1.5 trillion below it (2.0%)"),
        ("100", "100", "CNY", "100", "equal to it"),
        ("-460", "-380", "CNY", "-400", "inside it"),
        ("-460", "-380", "CNY", "-500", "CNY 40 below the bottom of it (8.7%)"),
        ("0", "0", "CNY", "5", "CNY 5 above it"),
        ("650", None, "CNY", "700", "inside it"),
        ("650", None, "CNY", "600", "CNY 50 below the bottom of it (7.7%)"),
        (None, "650", "CNY", "700", "CNY 50 above the top of it (7.7%)"),
    ],
)
def test_distance_of_a_number(low, high, unit, outcome, words):
    expected = replace(CLAIM, low=number(low), high=number(high), unit=unit)
    assert distance_words(expected, Decimal(outcome), Decimal(outcome), "en") == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("90", "110", "partly inside it"),
        ("101", "109", "inside it"),
        (None, "105", "partly inside it"),
        ("120", None, "CNY 10 above the top of it (9.1%)"),
    ],
)
def test_distance_of_a_range(low, high, words):
    expected = replace(CLAIM, low=Decimal(100), high=Decimal(110), unit="CNY")
    assert distance_words(expected, number(low), number(high), "en") == words


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "低于预期1.5万亿韩元（2.0%）"), ("ko", "전망보다 1조5000억원 낮음(2.0%)")]
)
def test_distance_in_the_readers_language(lang, words):
    expected = replace(CLAIM, low=Decimal(75800000000000), high=Decimal(75800000000000), unit="KRW")
    assert distance_words(expected, Decimal(74300000000000), Decimal(74300000000000), lang) == words
