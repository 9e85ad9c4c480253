"""Whatever the text: no exception, offsets that hold, no period that is not in it, the same answer twice."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest

from nlp.periods import find_expressions, find_periods, infer_date
from nlp.records import Period
from tests.fuzzing import make_text

WORDS = {
    "zh": "年 月 日 号 季度 上半年 去年 今年 截至 至 到 从 自 前 后 内 以来 三 十 一 两 半 个 周 星期 点 分 上 下 本 同期 的 、 ， 。 "
    "2024 24 1 31 99 0 . - / : ~ Q1 H2 FY 末 底 初 农历 正月 初一 除夕 世纪 年代 最后 第 每 ↵ Ａ 二〇 天 小时 A b",
    "ko": "년 월 일 분기 상반기 지난해 올해 올 부터 까지 에서 이후 이전 전 후 말 초 한 두 달 주 시간 분 지난 오는 이번 다음 같은 기간 동기 "
    "2024 24 1 31 99 0 . - / : ~ 1Q 첫째 마지막 금요일 음력 추석 현재 기준 들어 간 동안 만에 세기 년대 오월 이십 ↵ 째 , · Ａ",
}
PIECES = {lang: [piece.replace("↵", "\n") for piece in words.split()] for lang, words in WORDS.items()}
REFERENCES = (None, date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31))
FOCUSES = (None, (date(2024, 1, 1), date(2024, 6, 30)), (date(9999, 1, 1), date(9999, 12, 31)))


def check(text: str, lang: str, source: random.Random) -> None:
    reference = source.choice(REFERENCES)
    periods = find_periods(text, lang, reference)
    end = 0
    for period in periods:
        assert end <= period.start < period.end <= len(text), text
        assert text[period.start : period.end] == period.text
        for first, last in ((period.period_start, period.period_end), *period.alternatives):
            assert first is None or last is None or first <= last, text
        assert Period.from_dict(json.loads(json.dumps(period.to_dict()))) == period
        end = period.end
    for expression in find_expressions(text, lang):
        expression.resolve(reference, source.choice(FOCUSES))
    infer_date(text, lang)
    assert find_periods(text, lang, reference) == periods


def fuzz(seeds: range) -> None:
    for seed in seeds:
        lang, text = make_text(seed)
        check(text, lang, random.Random(seed))


def words(seeds: range) -> None:
    """Words and units of time alone, which meet more closely than in a text."""
    for seed in seeds:
        source = random.Random(seed)
        lang = source.choice(("zh", "ko"))
        count = source.randrange(1, 14)
        text = "".join(source.choice(PIECES[lang]) + source.choice(("", "", " ")) for _ in range(count))
        check(text, lang, source)


def test_fuzz() -> None:
    fuzz(range(2_000))


@pytest.mark.nightly
def test_fuzz_long() -> None:
    fuzz(range(2_000, 102_000))


def test_words_of_time() -> None:
    words(range(2_000))


@pytest.mark.nightly
def test_words_of_time_long() -> None:
    words(range(2_000, 102_000))


LONG = (
    *(
        "1",
        "亿",
        "一",
        "1-",
        "1年",
        "(",
        "2024年至",
        "1.",
        "截至",
        "十",
        "2024 ",
        "이",
        "한 ",
        "第",
        "半",
        "过1",
        "1天又",
    ),
    *("\n", "一、", "12月", "지난해 ", "1일 ", "農曆"),
)


@pytest.mark.parametrize("lang", ["zh", "ko"])
@pytest.mark.parametrize("unit", LONG)
def test_long_repetitions(lang: str, unit: str) -> None:
    check(unit * (20_000 // len(unit)), lang, random.Random(1))
