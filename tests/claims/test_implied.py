"""Chinese numbers whose metric stands in everyday words, in a list told before, or nowhere at all."""

from datetime import date

import pytest

from nlp.analyzer import load

PUBLISHED = date(2025, 8, 30)

# (text, [(concept, aspect, low, segment)])
EVERYDAY = [
    (
        "清泉科技上半年营收30亿元。研发没有省，半年花掉2亿元；管理费1亿元。",
        [
            ("Revenue", "level", "3000000000", None),
            ("ResearchAndDevelopmentInvestment", "level", "200000000", None),
            ("AdministrativeExpense", "level", "100000000", None),
        ],
    ),
    (
        "清泉科技上半年收入6亿元。教育机器人2亿元，占40%；物流机器人0.6亿元，占12%。",
        [
            ("Revenue", "level", "600000000", None),
            ("Revenue", "level", "200000000", "教育机器人"),
            ("ShareOfRevenue", "level", "40", "教育机器人"),
            ("Revenue", "level", "60000000", "物流机器人"),
            ("ShareOfRevenue", "level", "12", "物流机器人"),
        ],
    ),
    (
        "清泉科技上半年营收30亿元。答案在毛利率里。这一数字只有19%，去年同期为21%。",
        [
            ("Revenue", "level", "3000000000", None),
            ("GrossMargin", "level", "19", None),
            ("GrossMargin", "level", "21", None),
        ],
    ),
    (
        "清泉科技截至11月末全年订单累计11亿元，其中11月一个月就签了2亿元。",
        [("ContractValue", "level", "1100000000", None), ("ContractValue", "level", "200000000", None)],
    ),
    (
        "清泉汽车10月卖车26万辆，同比+9.6%。",
        [("Shipments", "level", "260000", None), ("Shipments", "change_yoy", "9.6", None)],
    ),
    (
        "清泉科技第二季度出货量230万台，占据了27%的市场份额，同比增长23%。公司以210万台的出货量排名第二。",
        [
            ("Shipments", "level", "2300000", None),
            ("MarketShare", "level", "27", None),
            ("Shipments", "change_yoy", "23", None),
            ("Shipments", "level", "2100000", None),
        ],
    ),
    (
        "清泉科技前九个月亏3亿元，同比少亏1亿元。研发花了2亿元，同比多花11%。",
        [
            ("ProfitLoss", "level", "-300000000", None),
            ("ProfitLoss", "change_yoy", "-100000000", None),
            ("ResearchAndDevelopmentInvestment", "level", "200000000", None),
            ("ResearchAndDevelopmentInvestment", "change_yoy", "11", None),
        ],
    ),
    ("清泉汽车去年分批卖出三批债券。", []),
]


@pytest.mark.parametrize(("text", "expected"), EVERYDAY)
def test_everyday_words(text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    claims = load(rules_only=True).analyze(text, lang="zh", published=PUBLISHED).claims
    measures = [c for c in claims if c.kind == "measure" and c.concept != "Other"]
    assert [(c.concept, c.aspect, str(c.low), c.segment) for c in measures] == expected
