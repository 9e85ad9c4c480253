"""The currency of amounts without one."""

import pytest

from nlp.claims.currency import quoted_in, unsaid_currency
from nlp.quantities import find_quantities

# (lang, text, the currency that its bare amounts are in)
EXAMPLES = [
    ("zh", "公司净亏4亿。", "CNY"),
    ("zh", "净利润30亿，营收120亿美元。", "USD"),
    ("zh", "净利润30亿，营收120亿美元，约合860亿元。", "CNY"),
    ("ko", "반년 만에 4억 손실. 매출은 12억 위안, 연구개발비는 3억 위안, 투자는 2억 위안, 구독료는 20달러다.", "CNY"),
    ("ko", "4억 손실. 매출은 12억 위안, 구독료는 20달러다.", None),
]


@pytest.mark.parametrize(("lang", "text", "currency"), EXAMPLES)
def test_examples(lang: str, text: str, currency: str | None) -> None:
    assert unsaid_currency(find_quantities(text, lang), lang) == currency


# (the name of a rate of exchange, the currency that it is stated in)
PAIRS = [
    ("人民币对美元中间价", "CNY"),
    ("美元兑人民币", "CNY"),
    ("中间价", "CNY"),
    ("美元兑日元", "JPY"),
    ("欧元兑美元", "USD"),
    ("美元兑加元", "CAD"),
    ("汇率", None),
    ("원/달러 환율", None),
]


@pytest.mark.parametrize(("pair", "currency"), PAIRS)
def test_a_rate_of_exchange_has_the_currency_it_is_quoted_in(pair: str, currency: str | None) -> None:
    assert quoted_in(pair) == currency
