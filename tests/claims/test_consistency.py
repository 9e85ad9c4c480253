"""Numbers that cannot all be right, and changes with their levels: examples, one a line."""

from decimal import Decimal

import pytest

from nlp.analyzer import load
from nlp.claims.consistency import check_conversion
from nlp.records import Quantity

# (text, lang, codes of the flags)
CONTRADICTIONS = [
    ("2024年清泉股份营收42亿元，2023年营收为35亿元，同比增长9.2%。", "zh", {"change_mismatch"}),
    ("2024年清泉股份营收42亿元，2023年营收为35亿元，同比增长20%。", "zh", set()),
    ("2024年清泉股份营收约42亿元，2023年营收为35亿元，同比增长9.2%。", "zh", set()),
    ("온빛소재는 7300만위안(약 730억위안)의 순이익을 냈다.", "ko", {"conversion_off"}),
    ("온빛소재는 50억위안(약 9천500억원)의 매출을 올렸다.", "ko", set()),
    ("온빛소재는 50억위안(약 95조원)의 매출을 올렸다.", "ko", {"conversion_off"}),
]


@pytest.mark.parametrize(("text", "lang", "codes"), CONTRADICTIONS)
def test_contradictions(text, lang, codes):
    claims = load().analyze(text, lang=lang).claims
    assert {flag.code for claim in claims for flag in claim.flags} == codes
    assert all(claim.confidence <= 0.5 for claim in claims if claim.flags)


def money(low: str, unit: str) -> Quantity:
    return Quantity(0, 1, low, "money", Decimal(low), Decimal(low), "exact", unit)


# (amount, its unit, conversion, its unit, how far off by the note or None)
CONVERSIONS = [
    ("5000000000", "CNY", "950000000000", "KRW", None),
    ("5000000000", "CNY", "9500000000000", "KRW", "10 times too much"),
    ("100", "USD", "72", "CNY", "10 times too little"),
    ("100", "USD", "720", "CNY", None),
    ("73000000", "CNY", "73000000000", "CNY", "1,000 times too much"),
    ("100", "USD", "5", "XXX", None),
]


@pytest.mark.parametrize(("amount", "unit", "converted", "other", "expected"), CONVERSIONS)
def test_conversions(amount, unit, converted, other, expected):
    flag = check_conversion(money(amount, unit), money(converted, other))
    assert (flag is None) == (expected is None)
    assert expected is None or expected in flag.note


# (text, lang, quantity of the change, quantity of its level or None)
RELATIONS = [
    ("2024年清泉股份营收42亿元，净利润3亿元，营收同比增长9%。", "zh", "9%", "42亿元"),
    ("2024年清泉股份营收42亿元。营收同比增长9%。", "zh", "9%", "42亿元"),
    ("온빛소재는 지난해 매출 3조원을 기록했다. 전년보다 10.5% 늘었다.", "ko", "10.5%", "3조원"),
    ("清泉股份毛利率为31%，营收同比增长9%。", "zh", "9%", None),
]


@pytest.mark.parametrize(("text", "lang", "change", "level"), RELATIONS)
def test_relations(text, lang, change, level):
    claims = load().analyze(text, lang=lang).claims
    by_id = {claim.claim_id: claim for claim in claims}
    found = next(claim for claim in claims if claim.quantity_text == change)
    assert (found.relates_to and by_id[found.relates_to].quantity_text) == level


# (the next sentence, its level, last day of the level's period, its modality); read on 2024-08-12
PREVIEW = "온빛소재가 공시한 실적 전망에 따르면 올해 상반기 순이익은 같은 기간 5120만위안에서 전년 동기 대비 612.5%~690.6% 줄었다. "
LEVELS_OF_SUMS = [
    ("지난해 2억6240만~3억239만위안의 적자를 냈다.", "2억6240만~3억239만위안", ("2024-06-30", "forecast")),
    ("지난해 2억6240만~3억249만위안의 적자를 냈다.", "2억6240만~3억249만위안", ("2023-12-31", "reported")),
    ("2023년 2억6240만~3억239만위안의 적자를 냈다.", "2억6240만~3억239만위안", ("2023-12-31", "reported")),
]


@pytest.mark.parametrize(("text", "quantity", "expected"), LEVELS_OF_SUMS)
def test_a_level_that_is_the_sum_of_base_and_change_is_of_the_change(text, quantity, expected):
    claims = load(rules_only=True).analyze(PREVIEW + text, lang="ko", published="2024-08-12").claims
    [level] = [claim for claim in claims if claim.quantity_text == quantity]
    assert (str(level.period_end), level.modality) == expected
