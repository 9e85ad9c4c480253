"""Speed of the readers of quantities and periods, for pytest-benchmark; `make bench` runs it.

The aim is 1,000,000 characters of news a second for both together, in one process on one core. What no person wrote may
take ten times as long per character as news, and no more: that is asserted, as a ratio of times taken in one run. The
ordinary test run leaves this file out, for it asserts no times.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nlp.periods import find_periods
from nlp.quantities import find_quantities
from tests.benchmarks.news import read_news

REFERENCE = date(2024, 8, 30)
LENGTH = 100_000
MOST = 10
PASSES = 3
NAME, NEWS = read_news()
# What is repeated, and what it shows; `shared` stands in both languages.
HOSTILE = {
    "zh": ["亿", "万亿", "一", "一万", "二〇", "三分之", "2024年至", "截至", "12月", "第", "1、", "1，", "（1）"],
    "ko": ["억", "만", "조", "만억", "일", "이", "십", "삼분의 ", "2024년부터 ", "지난해 ", "12월 ", "제", "1∼"],
    "shared": [
        "1",
        "0",
        "1.",
        "1,",
        "1-",
        "1:",
        "1/",
        "1~",
        "1 ",
        "1\n",
        "(",
        "([{",
        "(1",
        "((1))",
        "-",
        " ",
        "\n",
        "a1@",
        "1e",
        "１",
    ],
}
CASES = [
    pytest.param(lang, piece, id=f"{lang}-{piece!r}")
    for lang in ("zh", "ko")
    for piece in (*HOSTILE[lang], *HOSTILE["shared"])
]


def quantities(lang: str, text: str) -> None:
    find_quantities(text, lang)


def periods(lang: str, text: str) -> None:
    find_periods(text, lang, REFERENCE)


def quantities_and_periods(lang: str, text: str) -> None:
    find_quantities(text, lang)
    find_periods(text, lang, REFERENCE)


READERS = (quantities, periods, quantities_and_periods)


def seconds_a_character(texts: list[tuple[str, str]]) -> float:
    """Least time of a few passes: what is above it is other work of the machine."""
    taken = []
    for _ in range(PASSES):
        began = time.process_time()
        for lang, text in texts:
            quantities_and_periods(lang, text)
        taken.append(time.process_time() - began)
    return min(taken) / sum(len(text) for _, text in texts)


@pytest.fixture(scope="module")
def news_seconds() -> float:
    """Seconds a character of news."""
    gc.freeze()  # or the collector walks through all that pytest holds, and long texts pay for it
    return seconds_a_character([(one.lang, one.text) for one in NEWS])


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("lang", ["zh", "ko", "both"])
def bench_news(benchmark: Callable[..., Any], reader: Callable[[str, str], None], lang: str) -> None:
    texts = [one for one in NEWS if lang in ("both", one.lang)]

    def read() -> None:
        for one in texts:
            reader(one.lang, one.text)

    benchmark.extra_info["text"] = NAME
    benchmark(read)
    size = sum(len(one.text) for one in texts)
    benchmark.extra_info["characters a second"] = round(size / benchmark.stats.stats.min)


@pytest.mark.parametrize(("lang", "piece"), CASES)
def bench_hostile(benchmark: Callable[..., Any], news_seconds: float, lang: str, piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    benchmark.pedantic(quantities_and_periods, (lang, text), rounds=1)
    ratio = seconds_a_character([(lang, text)]) / news_seconds
    benchmark.extra_info["times as long a character as news"] = round(ratio, 2)
    assert ratio <= MOST
