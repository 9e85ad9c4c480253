"""Chinese pages without a date, digests of prospectuses, results from Taiwan: holder, period and currency together."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.analyzer import load

DIGEST = (
    "【读招股书】科大讯飞递表：商汤系公司的账本\n\n"
    "一、概况 - 公司从商汤科技分出，递交上市申请 [1] - 递表前商汤科技握有51.2%的股份 [2]"
    " - 2025年7月完成一轮融资，拿到3亿元 [3]\n"
    "二、利润 - 2022年、2023年、2024年，公司录得收入1.8亿元、2.3亿元、3.7亿元，今年前九个月4.4亿元 [4]"
    " - 同一时期的年内亏损依次为5.6亿元、4.1亿元、2.2亿元 [4] - 截至9月30日，员工826名 [5]\n"
    "三、行业 - 预计2029年市场规模达到900亿元 [6] - 科大讯飞排在第三 [6]\n"
)
RESULTS = (
    "〈清泉電法說會〉第四季營收看增6%\n\n清泉電 (2399-TW) 29 日公布上季成績單：營收 386.4 億元，季減 7.9%；"
    "毛利率 45.8%，低於去年同季的 49.3%。\n\n累計前三季營收 1392.6 億元，EPS 47.35 元，已接近去年全年的 59.87 元。\n"
)

SECTIONS = (
    "财经 / 公司 / 医药\n\n科大讯飞中报：收入两位数增长\n\n2025-08-21 09:12\n\n"
    "科大讯飞交出2025年上半年成绩单：营业收入217.9亿元，同比增长3.8%。\n\n"
    "1、工业：新品挑大梁\n\n工业板块收入74.6亿元，同比增长10.4%。\n\n"
    "2、商业：稳字当头\n\n商业板块收入138.2亿元，同比增长2.1%，客户有商汤科技、寒武纪和旷视科技。\n\n"
    "3、海外：降幅收窄\n\n海外板块收入10.9亿元，同比下降18.6%。\n"
)

# text, its date, the quantity, its subject, period and unit; None for a subject that is not at issue
CLAIMS = [
    (DIGEST, None, "3亿元", "科大讯飞", "2025-07-01 2025-07-31", "CNY"),
    (DIGEST, None, "4.4亿元", "科大讯飞", "2025-01-01 2025-09-30", "CNY"),
    (DIGEST, None, "4.1亿元", "科大讯飞", "2023-01-01 2023-12-31", "CNY"),
    (DIGEST, None, "826名", "科大讯飞", "2025-09-30 2025-09-30", "person"),
    (SECTIONS, date(2025, 8, 21), "138.2亿元", "科大讯飞", "2025-01-01 2025-06-30", "CNY"),
    (SECTIONS, date(2025, 8, 21), "18.6%", "科大讯飞", "2025-01-01 2025-06-30", "percent"),
    (RESULTS, date(2025, 10, 29), "386.4 億元", None, "2025-07-01 2025-09-30", "TWD"),
    (RESULTS, date(2025, 10, 29), "45.8%", None, "2025-07-01 2025-09-30", "percent"),
    (RESULTS, date(2025, 10, 29), "49.3%", None, "2024-07-01 2024-09-30", "percent"),
    (RESULTS, date(2025, 10, 29), "59.87 元", None, "2024-01-01 2024-12-31", "TWD/share"),
]


@pytest.mark.parametrize(("text", "published", "quantity", "subject", "period", "unit"), CLAIMS)
def test_pages(text: str, published: date | None, quantity: str, subject: str | None, period: str, unit: str) -> None:
    claims = load(rules_only=True).analyze(text, lang="zh", published=published).claims
    found = [c for c in claims if c.kind == "measure" and c.quantity_text == quantity]
    assert {(f"{c.period_start} {c.period_end}", c.unit) for c in found} == {(period, unit)}
    assert subject is None or {c.subject for c in found} == {subject}
