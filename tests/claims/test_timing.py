"""The period of a number in articles without a date: examples in a table."""

from __future__ import annotations

import pytest

from nlp.analyzer import load

# text, language, the quantity, its first and last day (None None where the text leaves it open)
PERIODS = [
    ("清泉电子发布2023年第三季度财报。财报显示，该季度营收3亿元。", "zh", "3亿元", "2023-07-01 2023-09-30"),
    (
        "5日，商务部就2022年外贸运行情况举行发布会。全年出口额3.2万亿美元。",
        "zh",
        "3.2万亿美元",
        "2022-01-01 2022-12-31",
    ),
    ("清泉电子公布2021年中期业绩，收入3.6亿元。", "zh", "3.6亿元", "2021-01-01 2021-06-30"),
    ("2024年中国机床行业营收达900亿元。", "zh", "900亿元", "2024-01-01 2024-12-31"),
    ("2023年产量3万吨；2024年，公司全年产量目标为4万吨。", "zh", "4万吨", "2024-01-01 2024-12-31"),
    ("2023年国庆档（9月29日-10月6日），全国票房27亿元。公司票房3亿元。", "zh", "3亿元", "2023-09-29 2023-10-06"),
    ("截至2022年5月6日，张明持股30万股，占公司目前总股本的4.2%。", "zh", "4.2%", "2022-05-06 2022-05-06"),
    ("온빛소재는 2023년 4분기 실적을 발표했다. 매출은 300억원이다.", "ko", "300억원", "2023-10-01 2023-12-31"),
]


@pytest.mark.parametrize(("text", "lang", "quantity", "period"), PERIODS)
def test_periods(text: str, lang: str, quantity: str, period: str) -> None:
    claims = load(rules_only=True).analyze(text, lang=lang).claims
    found = {f"{claim.period_start} {claim.period_end}" for claim in claims if claim.quantity_text == quantity}
    assert found == {period}
