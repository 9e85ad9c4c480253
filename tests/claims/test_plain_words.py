"""Plain Korean words for profit, growth and takings, and the metric that the words around them make of them."""

from datetime import date

import pytest

from nlp.analyzer import load

PUBLISHED = date(2026, 8, 30)

# (text, [(concept, aspect, low)]) of its numbers with a concept
WORDS = [
    (
        "모회사 소유자에게 귀속되는 손실은 2870만 위안으로 5% 좁혀졌다.",
        [
            ("ProfitLossAttributableToOwners", "level", "-28700000"),
            ("ProfitLossAttributableToOwners", "change_yoy", "-5"),
        ],
    ),
    ("모회사에 속하는 순이익은 21억 위안이다.", [("ProfitLossAttributableToOwners", "level", "2100000000")]),
    (
        "당기순이익은 300억원이고 이 중 지배주주 몫만 따지면 270억원이다.",
        [("ProfitLoss", "level", "30000000000"), ("ProfitLossAttributableToOwners", "level", "27000000000")],
    ),
    ("비경상을 공제한 모회사 귀속 순이익은 8억 위안이다.", [("RecurringProfitLoss", "level", "800000000")]),
    ("비경상성 손익을 제거한 후 순손실은 8억 위안이다.", [("RecurringProfitLoss", "level", "-800000000")]),
    ("비국제준칙의 이익은 10억 위안이다.", [("AdjustedProfitLoss", "level", "1000000000")]),
    ("비미국통용회계준칙(Non-GAAP) 하의 순이익은 87억 위안이다.", [("AdjustedProfitLoss", "level", "8700000000")]),
    ("이것을 빼고 조정하면 순손실은 3억 위안이다.", [("AdjustedProfitLoss", "level", "-300000000")]),
    ("회사의 경영이익은 2억 위안, 경영 손실이던 작년보다 나아졌다.", [("OperatingProfit", "level", "200000000")]),
    ("온빛의 총수입은 49억 위안으로 7% 늘었다.", [("Revenue", "level", "4900000000"), ("Revenue", "change_yoy", "7")]),
    ("올해 총지출은 600조원, 총수입은 500조원이다.", []),
    (
        "온빛은 상반기에 5만대를 팔았다. 성장률 21.3%.",
        [("Shipments", "level", "50000"), ("Shipments", "change_yoy", "21.3")],
    ),
    ("올해 한국의 성장률은 2.1%로 전망된다.", [("GDP", "change_yoy", "2.1")]),
    (
        "온빛의 매출은 30억원이다. 올해 한국 경제의 성장률은 2.1%다.",
        [("Revenue", "level", "3000000000"), ("GDP", "change_yoy", "2.1")],
    ),
    (
        "온빛은 작년 80억원의 매출에 9억원의 영업이익을 올렸다.",
        [("Revenue", "level", "8000000000"), ("OperatingProfit", "level", "900000000")],
    ),
    (
        "온빛은 매출 42억원(-10.1%)에 4억원의 영업적자다.",
        [
            ("Revenue", "level", "4200000000"),
            ("Revenue", "change_yoy", "-10.1"),
            ("OperatingProfit", "level", "-400000000"),
        ],
    ),
    (
        "온빛은 주당 600원, 총 90억원의 결산 배당을 하기로 했다.",
        [("DividendPerShare", "level", "600"), ("Dividend", "level", "9000000000")],
    ),
    (
        "온빛은 300억원을 모으며 5000억원의 몸값을 인정받았다.",
        [("FundsRaised", "level", "30000000000"), ("Valuation", "level", "500000000000")],
    ),
    (
        "온빛은 지난해 매출이 30억 위안인데 신주를 팔아 6억 위안을 끌어왔다.",
        [("Revenue", "level", "3000000000"), ("FundsRaised", "level", "600000000")],
    ),
    ("온빛은 매출이 늘었다. 차를 팔고도 8억 위안을 잃었다.", [("ProfitLoss", "level", "-800000000")]),
    (
        "온빛 매출은 3억 위안이다. 기존점은 2.7% 늘었다.",
        [("Revenue", "level", "300000000"), ("Revenue", "change_yoy", "2.7")],
    ),
    ("온빛은 3억 홍콩달러를 들여 약 180만 주를 되샀다.", [("ShareRepurchase", "level", "300000000")]),
    ("온빛은 15억 위안으로 다온의 주식 10%를 사들였다.", [("AcquisitionPrice", "level", "1500000000")]),
    ("경영활동 현금은 7150만 위안 순유출이다.", [("OperatingCashFlow", "level", "-71500000")]),
    ("연말의 장부에는 현금 1억 위안만이 남았다.", [("CashAndCashEquivalents", "level", "100000000")]),
    (
        "고객 1476만명에 연체율은 0.56%다.",
        [("Customers", "level", "14760000"), ("NonPerformingLoanRatio", "level", "0.56")],
    ),
    ("인원은 3월 말 6,020명이다. 해외로 나간 누적 인원은 2869만명이다.", [("Employees", "level", "6020")]),
    (
        "온빛의 순이익은 7억 위안, 총이익률은 30%다. 2분기 구독 수입은 9억 위안이다.",
        [("ProfitLoss", "level", "700000000"), ("GrossMargin", "level", "30"), ("Revenue", "level", "900000000")],
    ),
    ("세전 순이익률은 6.0%다.", []),
    ("온빛은 5.12달러로 마감했다.", [("SharePrice", "level", "5.12")]),
    (
        "증권사 추정치다. 괄호 안은 지난해 2분기와 비교한 증감률.\n\n매출 26억원(7.3%), 영업이익 11억원(10.2%)이다.",
        [
            ("Revenue", "level", "2600000000"),
            ("Revenue", "change_yoy", "7.3"),
            ("OperatingProfit", "level", "1100000000"),
            ("OperatingProfit", "change_yoy", "10.2"),
        ],
    ),
    (
        "조정 주당순이익은 2달러였다. Non-GAAP 아래에서는 주당 1.62달러로 10.2% 상승했다.",
        [
            ("EarningsPerShare", "level", "2"),
            ("EarningsPerShare", "level", "1.62"),
            ("EarningsPerShare", "change_yoy", "10.2"),
        ],
    ),
    (
        "보통주주에 귀속되는 순이익은 4억 위안이다. 조정 후 미국예탁증서당 1.23위안인데 1년 전은 2.66위안이었다.",
        [
            ("ProfitLossAttributableToOwners", "level", "400000000"),
            ("EarningsPerShare", "level", "1.23"),
            ("EarningsPerShare", "level", "2.66"),
        ],
    ),
    (
        "주당 90원의 분기 배당을 한다. 작년 2분기에는 80원이었다.",
        [("DividendPerShare", "level", "90"), ("DividendPerShare", "level", "80")],
    ),
    (
        "온빛의 3분기 매출총이익률은 71%다. 2분기에는 66.8%였다.",
        [("GrossMargin", "level", "71"), ("GrossMargin", "level", "66.8")],
    ),
    ("희석 후 ADS당 이익은 1.37위안이다.", [("EarningsPerShare", "level", "1.37")]),
    (
        "판매 및 시장 비용은 2억 위안으로 20% 늘었다.",
        [("SellingExpense", "level", "200000000"), ("SellingExpense", "change_yoy", "20")],
    ),
    (
        "지금까지 확약된 금액은 50억원이다.",
        [("FundsRaised", "level", "5000000000")],
    ),
    ("증자 대금 중 16억원은 빚을 갚는 데 쓴다.", []),
    ("투자 후 평가치는 88억 위안이었다.", [("Valuation", "level", "8800000000")]),
    ("남은 이행 의무(RPO)는 561억 달러다.", [("OrderBacklog", "level", "56100000000")]),
    (
        "삼성전자는 다온 지분 29.1%를 15억유로(약 2조5700억원)에 사들이기로 했다.",
        [("Ownership", "level", "29.1"), ("AcquisitionPrice", "level", "1500000000")],
    ),
    (
        "국내 공장의 생산은 8만1204대로 전년 동월 대비 2.9%, 전월 대비 7.1% 늘었다.",
        [
            ("ProductionVolume", "level", "81204"),
            ("ProductionVolume", "change_yoy", "2.9"),
            ("ProductionVolume", "change_qoq", "7.1"),
        ],
    ),
    (
        "세계 시장은 42억달러로 3분기보다 3.4%, 1년 전보다 11.8% 커졌다.",
        [("MarketSize", "level", "4200000000"), ("MarketSize", "change", "3.4"), ("MarketSize", "change_yoy", "11.8")],
    ),
    ("온빛의 외형은 4.4% 쪼그라들었다.", [("Revenue", "change_yoy", "-4.4")]),
    ("지배순이익은 774억원이다.", [("ProfitLossAttributableToOwners", "level", "77400000000")]),
    ("기존점 성장률은 9.5%였다.", [("Revenue", "change_yoy", "9.5")]),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_plain_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    claims = load(rules_only=True).analyze(text, lang="ko", published=PUBLISHED).claims
    found = [(c.concept, c.aspect, str(c.low)) for c in claims if c.kind == "measure" and c.concept != "Other"]
    assert found == expected
