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
    ("온빛소재의 2024년 매출은 1152억원으로 전년(1024억원)보다 15% 늘었다.", "ko", {"change_mismatch"}),
    ("온빛소재의 2024년 매출은 1153억원으로 전년(1024억원)보다 12.5% 늘었다.", "ko", set()),  # cut off, not rounded
    (
        "2024년 12월 한국의 무역수지 적자는 60억달러로 전월 대비 12억달러(25%) 늘었다.",
        "ko",
        set(),
    ),  # a deficit that grew
    ("2024년 온빛모터스의 전기차 판매는 5만대에서 6만대로 20% 늘었고, 트럭은 전년(9만대)보다 1% 늘었다.", "ko", set()),
    ("온빛소재의 영업이익은 전년(151억원) 대비 6% 줄며 시장 전망치(148억원)에 못 미쳤다.", "ko", set()),
    ("2024年12月远山汽车销售轿车2.6万辆，上年同期为1.2万辆；全年累计销售16万辆，同比增长263%。", "zh", set()),
    ("온빛소재의 배당소득세는 올해보다 8000억원(19.8%) 많은 4조7000억원이다.", "ko", set()),  # 8000억 may be 7880억
    (
        "온빛금융의 2024년 비이자이익은 1조950억원에서 1조5540억원으로 41.9% 올라 이자이익 증가폭(1.7%)을 웃돌았다.",
        "ko",
        set(),
    ),
    ("清泉股份股价大涨13.5%至199美元，董事长身家单日增加340亿美元。", "zh", set()),
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
