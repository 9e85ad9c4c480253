"""Fiscal years: a company's own where it is known and the text says fiscal, the calendar's elsewhere."""

from __future__ import annotations

import pytest

from nlp.analyzer import load
from nlp.entities.knowledge import load as load_entities
from nlp.tables import read_table

# text, language, the quantity, its period, its modality; read on 2025-11-25
PERIODS = [
    ("阿里巴巴2026财年第四季度收入2400亿元。", "zh", "2400亿元", "2026-01-01 2026-03-31", "forecast"),
    ("阿里巴巴2026财年第二财季收入2477亿元。", "zh", "2477亿元", "2025-07-01 2025-09-30", "reported"),
    ("阿里巴巴2025财年收入9963亿元。", "zh", "9963亿元", "2024-04-01 2025-03-31", "reported"),
    (
        "알리바바의 2026 회계연도 2분기 매출은 2천478억 위안이다.",
        "ko",
        "2천478억 위안",
        "2025-07-01 2025-09-30",
        "reported",
    ),
    ("微软2026财年第一财季营收776亿美元。", "zh", "776亿美元", "2025-07-01 2025-09-30", "reported"),
    ("英伟达2026财年上半年营收907亿美元。", "zh", "907亿美元", "2025-02-01 2025-07-31", "reported"),
    ("阿里巴巴2025年第三季度收入2477亿元。", "zh", "2477亿元", "2025-07-01 2025-09-30", "reported"),
    (
        "阿里巴巴2026财年第一财季收入2400亿元；预计第三财季收入2800亿元。",
        "zh",
        "2800亿元",
        "2025-10-01 2025-12-31",
        "forecast",
    ),
    (
        "清泉电子公布截至10月31日的2026财年第二财季财报。第二财季营收4.62亿美元。",
        "zh",
        "4.62亿美元",
        "2025-08-01 2025-10-31",
        "reported",
    ),
    (
        "清泉电子公布截至6月30日的2026财年第一财季业绩，随后召开了电话会。收入258亿元，同比增长4%。",
        "zh",
        "258亿元",
        "2025-04-01 2025-06-30",
        "reported",
    ),
    ("微软第三财季营收701亿美元。", "zh", "701亿美元", "2025-01-01 2025-03-31", "reported"),
    ("索尼2024财年营收12万亿日元。", "zh", "12万亿日元", "2024-04-01 2025-03-31", "reported"),
    (
        "清泉电子2024财年（截至2024年9月30日）营收3亿元。2023财年营收2亿元。",
        "zh",
        "3亿元",
        "2023-10-01 2024-09-30",
        "reported",
    ),
    (
        "清泉电子2024财年（截至2024年9月30日）营收3亿元。2023财年营收2亿元。",
        "zh",
        "2亿元",
        "2022-10-01 2023-09-30",
        "reported",
    ),
    ("清泉电子截至2024年9月30日的2025财年第二财季营收3亿元。", "zh", "3亿元", "2024-07-01 2024-09-30", "reported"),
    (
        "온빛소재 매출은 2021회계연도(2021년 4월~2022년 3월) 30억엔, 2022회계연도 93억엔이다.",
        "ko",
        "93억엔",
        "2022-04-01 2023-03-31",
        "reported",
    ),
    # most often named, of those with a fiscal year of their own, beside a rival with another
    (
        "联想公布截至9月底止中期业绩。第二财季，收入193亿元。联想电脑出货1765万部，联想份额23%，惠普20%。",
        "zh",
        "193亿元",
        "2025-07-01 2025-09-30",
        "reported",
    ),
    ("腾讯2025财年上半年收入3645亿元。", "zh", "3645亿元", "2025-01-01 2025-06-30", "reported"),
]


@pytest.mark.parametrize(("text", "lang", "quantity", "period", "modality"), PERIODS)
def test_periods(text: str, lang: str, quantity: str, period: str, modality: str) -> None:
    claims = load(rules_only=True).analyze(text, lang=lang, published="2025-11-25").claims
    [claim] = [claim for claim in claims if claim.quantity_text == quantity]
    assert (f"{claim.period_start} {claim.period_end}", claim.modality) == (period, modality)


def test_the_table_names_entities_and_months() -> None:
    for row in read_table("nlp.claims", "fiscal_years.tsv"):
        assert row["entity"] in load_entities().entities, row
        assert 2 <= int(row["first_month"]) <= 12, row
