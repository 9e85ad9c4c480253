"""Whatever the text: no exception, offsets that hold, the same answer twice, time linear in the length."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest

from nlp.periods import find_expressions, find_periods, infer_date

WORDS = {
    "zh": "年 月 日 号 季度 上半年 去年 今年 截至 至 到 从 自 前 后 内 以来 三 十 一 两 半 个 周 星期 点 分 上 下 本 同期 的 、 ， 。 "
    "2024 24 1 31 99 0 . - / : ~ Q1 H2 FY 末 底 初 农历 正月 初一 除夕 世纪 年代 最后 第 每 ↵ Ａ 二〇 天 小时 A b",
    "ko": "년 월 일 분기 상반기 지난해 올해 올 부터 까지 에서 이후 이전 전 후 말 초 한 두 달 주 시간 분 지난 오는 이번 다음 같은 기간 동기 "
    "2024 24 1 31 99 0 . - / : ~ 1Q 첫째 마지막 금요일 음력 추석 현재 기준 들어 간 동안 만에 세기 년대 오월 이십 ↵ 째 , · Ａ",
}
PIECES = {lang: [piece.replace("↵", "\n") for piece in words.split()] for lang, words in WORDS.items()}
REFERENCES = (None, date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31))
FOCUSES = (None, (date(2024, 1, 1), date(2024, 6, 30)), (date(9999, 1, 1), date(9999, 12, 31)))


def check(seed: int) -> None:
    source = random.Random(seed)
    lang = source.choice(("zh", "ko"))
    count = source.randrange(1, 14)
    text = "".join(source.choice(PIECES[lang]) + source.choice(("", "", " ")) for _ in range(count))
    reference = source.choice(REFERENCES)
    periods = find_periods(text, lang, reference)
    end = 0
    for period in periods:
        assert end <= period.start < period.end, text
        assert text[period.start : period.end] == period.text
        if period.period_start and period.period_end:
            assert period.period_start <= period.period_end, text
        end = period.end
    for expression in find_expressions(text, lang):
        expression.resolve(reference, source.choice(FOCUSES))
    infer_date(text, lang)
    assert find_periods(text, lang, reference) == periods


def test_fuzz() -> None:
    for seed in range(2_000):
        check(seed)


@pytest.mark.nightly
def test_fuzz_long() -> None:
    for seed in range(2_000, 102_000):
        check(seed)


NEWS = {
    "zh": "公司2024年上半年营收93亿元，去年同期为78亿元；预计第三季度和全年继续增长，8月21日公告。" * 400,
    "ko": "회사는 올해 1분기 매출이 지난해 같은 기간보다 늘었다고 8월 21일 밝혔다. 2025년까지 투자한다." * 400,
}
HOSTILE = (
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
    "\n",
    "一、",
)


@pytest.mark.parametrize("lang", ["zh", "ko"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(lang: str, unit: str) -> None:
    def cost(text: str) -> float:
        begun = time.process_time()
        find_periods(text, lang, date(2024, 8, 30))
        return (time.process_time() - begun) / len(text)

    cost(NEWS[lang])
    news = min(cost(NEWS[lang]) for _ in range(3))
    text = unit * (100_000 // len(unit))
    assert min(cost(text) for _ in range(2)) <= 10 * news
