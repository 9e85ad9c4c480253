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
    ("이자이익은 2021년 3조원에서 지난해 4조원으로 늘었다.", "ko", "4조원", "2022-01-01 2022-12-31"),
    (
        "온빛소재는 작년 매출이 300억원이다. 이는 2022년 200억원 대비 50% 늘어난 규모다.",
        "ko",
        "50%",
        "2023-01-01 2023-12-31",
    ),
    ("온빛소재는 작년 매출이 300억원이다. 매출은 2022년보다 50% 늘었다.", "ko", "300억원", "2023-01-01 2023-12-31"),
    ("2020년 매출 30억원에서 지난해 매출 50억원으로 2년 만에 크게 늘었다.", "ko", "50억원", "2022-01-01 2022-12-31"),
    (
        "통계청은 ‘2023년 5월 소매동향’을 발표했다. 올해 1분기 소매판매액은 3조원이다.",
        "ko",
        "3조원",
        "2023-01-01 2023-03-31",
    ),
    ("2023년 매출은 300억원으로 2020년 매출 100억원에 비해 200% 늘었다.", "ko", "200%", "2023-01-01 2023-12-31"),
    ("价格由去年上半年的8万元/吨升至9万元/吨。", "zh", "8万元/吨", "None None"),
]


@pytest.mark.parametrize(("text", "lang", "quantity", "period"), PERIODS)
def test_periods(text: str, lang: str, quantity: str, period: str) -> None:
    claims = load(rules_only=True).analyze(text, lang=lang).claims
    found = {f"{claim.period_start} {claim.period_end}" for claim in claims if claim.quantity_text == quantity}
    assert found == {period}
