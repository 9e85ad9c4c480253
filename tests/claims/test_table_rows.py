"""Rows of printed tables: what the head of a column, the label of a row and the caption say of a cell."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.analyzer import load

# (lang, text, [(value, concept, aspect, subject, segment, end of the period)]): the cells in the order of the text.
TABLES = [
    # the date of a deal in a cell of its own
    (
        "zh",
        "阳光电源2025年扩产。\n\n融资\n轮次｜时间｜金额｜投资方\nA轮｜2018年12月｜5,000万元｜个人投资者\nB轮｜2020年7月｜1.1亿元｜个人投资者\n",
        [
            (50000000, "FundsRaised", "level", "阳光电源", "A轮", "2018-12-31"),
            (110000000, "FundsRaised", "level", "阳光电源", "B轮", "2020-07-31"),
        ],
    ),
    # heads whose bracket is no unit; ratios and sums for each share under the unit of all
    (
        "ko",
        "삼성전기의 이익은 늘었다.\n\n<삼성전기 실적 추정> 단위: 십억원(EPS는 원)\n구분 | 2025년(잠정) | 2026년(전망)\n매출액 | 1,842 | 2,316\n영업이익률 | 7.2 | 9.9\nEPS | 7,092 | 8,656\n",
        [
            (1842000000000, "Revenue", "level", "삼성전기", None, "2025-12-31"),
            (2316000000000, "Revenue", "level", "삼성전기", None, "2026-12-31"),
            (7.2, "OperatingMargin", "level", "삼성전기", None, "2025-12-31"),
            (9.9, "OperatingMargin", "level", "삼성전기", None, "2026-12-31"),
            (7092, "EarningsPerShare", "level", "삼성전기", None, "2025-12-31"),
            (8656, "EarningsPerShare", "level", "삼성전기", None, "2026-12-31"),
        ],
    ),
    # cells parted by slashes
    (
        "ko",
        "2026년 1분기 프린터 출하량이 늘었다.\n\n업체 / 출하량(만 대) / 점유율 / 전년 대비\n온빛기기 / 50.1 / 39.0% / +61.2%\n다온기기 / 23.6 / 18.4% / -3.7%\n",
        [
            (501000, "Shipments", "level", "온빛기기", None, "2026-03-31"),
            (39.0, "MarketShare", "level", "온빛기기", None, "2026-03-31"),
            (61.2, "Shipments", "change_yoy", "온빛기기", None, "2026-03-31"),
            (236000, "Shipments", "level", "다온기기", None, "2026-03-31"),
            (18.4, "MarketShare", "level", "다온기기", None, "2026-03-31"),
            (-3.7, "Shipments", "change_yoy", "다온기기", None, "2026-03-31"),
        ],
    ),
    # bare numbers under the line that gives their unit; regions that are unions
    (
        "ko",
        "산업통상부는 3월 수출을 발표했다.\n\n□ 지역별 수출액 (3월, 단위: 백만달러, 괄호 안은 전년 동월비)\n북미 3,214 (-5.8%)\n └ 미국 2,610 (-9.1%)\nEU 1,012 (+18.4%)\n",
        [
            (3214000000, "ExportValue", "level", "한국", "북미", "2026-03-31"),
            (-5.8, "ExportValue", "change_yoy", "한국", "북미", "2026-03-31"),
            (2610000000, "ExportValue", "level", "한국", "미국", "2026-03-31"),
            (-9.1, "ExportValue", "change_yoy", "한국", "미국", "2026-03-31"),
            (1012000000, "ExportValue", "level", "한국", "EU", "2026-03-31"),
            (18.4, "ExportValue", "change_yoy", "한국", "EU", "2026-03-31"),
        ],
    ),
    # a list of shares in one line
    (
        "ko",
        "삼성전기의 4분기 실적이다.\n- 제품별 매출 비중(%): 렌즈 48 / 기판 36 / 모바일·기타 16\n",
        [
            (48, "ShareOfRevenue", "level", "삼성전기", "렌즈", "2025-12-31"),
            (36, "ShareOfRevenue", "level", "삼성전기", "기판", "2025-12-31"),
            (16, "ShareOfRevenue", "level", "삼성전기", "모바일·기타", "2025-12-31"),
        ],
    ),
    # blanks between bare numbers and points; a sign behind a blank is of the next number
    (
        "zh",
        "两家公司2026年上半年的差别：\n\n公司　　毛利率　同比变动（百分点）　净利率\n宁德时代　29.4%　+4.1　13.8%\n比亚迪　9.7%　-2.6　5.2%\n",
        [
            (29.4, "GrossMargin", "level", "宁德时代", None, "2026-06-30"),
            (4.1, "GrossMargin", "change_yoy", "宁德时代", None, "2026-06-30"),
            (13.8, "NetMargin", "level", "宁德时代", None, "2026-06-30"),
            (9.7, "GrossMargin", "level", "比亚迪", None, "2026-06-30"),
            (-2.6, "GrossMargin", "change_yoy", "比亚迪", None, "2026-06-30"),
            (5.2, "NetMargin", "level", "比亚迪", None, "2026-06-30"),
        ],
    ),
    # one row under years
    (
        "zh",
        "比亚迪的主要财务指标\n　　　　　　2025A　2026E　2027E\n营业收入（百万元）　16,742　18,870　21,150\n",
        [
            (16742000000, "Revenue", "level", "比亚迪", None, "2025-12-31"),
            (18870000000, "Revenue", "level", "比亚迪", None, "2026-12-31"),
            (21150000000, "Revenue", "level", "比亚迪", None, "2027-12-31"),
        ],
    ),
    (
        "ko",
        "온빛그룹 실적\n온빛그룹이 성적표를 냈다.\n\n▷ 계열사 성적\n회사 | 2분기 매출 | 전년비 | 영업손익\n다온쇼핑 | 812억원 | -3.4% | 61억원\n라온호텔 | 198억원 | 11.6% | -13억원\n",
        [
            (81200000000, "Revenue", "level", "다온쇼핑", None, "2026-06-30"),
            (-3.4, "Revenue", "change_yoy", "다온쇼핑", None, "2026-06-30"),
            (6100000000, "OperatingProfit", "level", "다온쇼핑", None, "2026-06-30"),
            (19800000000, "Revenue", "level", "라온호텔", None, "2026-06-30"),
            (11.6, "Revenue", "change_yoy", "라온호텔", None, "2026-06-30"),
            (-1300000000, "OperatingProfit", "level", "라온호텔", None, "2026-06-30"),
        ],
    ),
    # units of the caption, countries as parts of the trade of the country of the press, years of its own days
    (
        "ko",
        "관세청에 따르면 우리나라 수출이 늘었다.\n\n[표] 주요 상대국 무역수지\n(5월 1~20일, 단위: 백만달러)\n국가 | 2026년 | 2025년\n중국 | 912 | -1,087\n미국 | 2,655 | 2,410\n",
        [
            (912000000, "TradeBalance", "level", "한국", "중국", "2026-05-20"),
            (-1087000000, "TradeBalance", "level", "한국", "중국", "2025-05-20"),
            (2655000000, "TradeBalance", "level", "한국", "미국", "2026-05-20"),
            (2410000000, "TradeBalance", "level", "한국", "미국", "2025-05-20"),
        ],
    ),
    # metrics as labels, years as heads, parted by blanks; what the words above call an estimate is foreseen
    (
        "ko",
        "삼성전자의 추정은 이렇습니다.\n구분 2025년 2026년\n매출액 146억원 387억원\n순이익 -32억원 21억원\n",
        [
            (14600000000, "Revenue", "level", "삼성전자", None, "2025-12-31"),
            (38700000000, "Revenue", "level", "삼성전자", None, "2026-12-31"),
            (-3200000000, "ProfitLoss", "level", "삼성전자", None, "2025-12-31"),
            (2100000000, "ProfitLoss", "level", "삼성전자", None, "2026-12-31"),
        ],
    ),
    (
        "zh",
        "表：2026年上半年业绩\n\n公司 | 营收（亿元） | 同比 | 上年同期净利（亿元）\n宁德时代 | 497.2 | -2.5% | -9.8\n比亚迪 | 475.6 | 1.1% | 30.3\n",
        [
            (49720000000, "Revenue", "level", "宁德时代", None, "2026-06-30"),
            (-2.5, "Revenue", "change_yoy", "宁德时代", None, "2026-06-30"),
            (-980000000, "ProfitLoss", "level", "宁德时代", None, "2025-06-30"),
            (47560000000, "Revenue", "level", "比亚迪", None, "2026-06-30"),
            (1.1, "Revenue", "change_yoy", "比亚迪", None, "2026-06-30"),
            (3030000000, "ProfitLoss", "level", "比亚迪", None, "2025-06-30"),
        ],
    ),
    # the unit of all in the corner, moves of prices of the day, a row without numbers; a table may end the text
    (
        "zh",
        "比亚迪2026年上半年业绩\n\n项目（亿元） | 2026年上半年 | 2025年上半年\n营业收入 | 42.3 | 35.7\n其他 | — | —\n净利润 | 3.1 | -1.1",
        [
            (4230000000, "Revenue", "level", "比亚迪", None, "2026-06-30"),
            (3570000000, "Revenue", "level", "比亚迪", None, "2025-06-30"),
            (310000000, "ProfitLoss", "level", "比亚迪", None, "2026-06-30"),
            (-110000000, "ProfitLoss", "level", "比亚迪", None, "2025-06-30"),
        ],
    ),
    (
        "zh",
        "公司 | 收盘价 | 涨跌幅\n宁德时代 | 260元 | 1.2%\n比亚迪 | 300元 | -2.5%",
        [
            (260, "SharePrice", "level", "宁德时代", None, None),
            (1.2, "SharePrice", "change", "宁德时代", None, None),
            (300, "SharePrice", "level", "比亚迪", None, None),
            (-2.5, "SharePrice", "change", "比亚迪", None, None),
        ],
    ),
    # blanks between the cells, the unit of all in the bracket above
    (
        "zh",
        "比亚迪销量\n比亚迪10月总销量31.2万辆。\n\n分系列销量（万辆）\n系列　　9月　　10月\n海洋　　13.35　　13.94\n王朝　10.80　　11.10\n",
        [
            (312000, "Shipments", "level", "比亚迪", None, "2025-10-31"),
            (133500, "Shipments", "level", "比亚迪", "海洋", "2025-09-30"),
            (139400, "Shipments", "level", "比亚迪", "海洋", "2025-10-31"),
            (108000, "Shipments", "level", "比亚迪", "王朝", "2025-09-30"),
            (111000, "Shipments", "level", "比亚迪", "王朝", "2025-10-31"),
        ],
    ),
    # shares of the amounts beside them; a column that says nothing known is lost no less
    (
        "zh",
        "比亚迪业绩\n比亚迪2026年上半年收入62亿元。\n\n产品 | 收入 | 比重 | 良率\n---|---|---|---\n电池 | 19.8亿元 | 31.9% | 97%\n电机 | 15.1亿元 | 24.2% | 95%\n",
        [
            (6200000000, "Revenue", "level", "比亚迪", None, "2026-06-30"),
            (1980000000, "Revenue", "level", "比亚迪", "电池", "2026-06-30"),
            (31.9, "ShareOfRevenue", "level", "比亚迪", "电池", "2026-06-30"),
            (97, "Other", "level", "比亚迪", None, "2026-06-30"),
            (1510000000, "Revenue", "level", "比亚迪", "电机", "2026-06-30"),
            (24.2, "ShareOfRevenue", "level", "比亚迪", "电机", "2026-06-30"),
            (95, "Other", "level", "比亚迪", None, "2026-06-30"),
        ],
    ),
    # a line of names with an amount each, and what has changed in brackets
    (
        "ko",
        "삼성전자의 2분기 매출은 79조원이다.\n\n부문별 매출 (괄호 안은 전년 동기 대비)\n▲라온 6274억원(13.3%↑) ▲다온투자 661억원(10.9%↓) ▲기타 -14억원(적자 전환)\n",
        [
            (79000000000000, "Revenue", "level", "삼성전자", None, "2026-06-30"),
            (627400000000, "Revenue", "level", "삼성전자", "라온", "2026-06-30"),
            (13.3, "Revenue", "change_yoy", "삼성전자", "라온", "2026-06-30"),
            (66100000000, "Revenue", "level", "삼성전자", "다온투자", "2026-06-30"),
            (-10.9, "Revenue", "change_yoy", "삼성전자", "다온투자", "2026-06-30"),
            (-1400000000, "Revenue", "level", "삼성전자", "기타", "2026-06-30"),
        ],
    ),
    # the head in the bracket that closes the caption
    (
        "zh",
        "2026年上半年净利润前二（亿元，同比）：\n小米　61.9　+22.0%\n联想　58.3　-4.7%\n",
        [
            (6190000000, "ProfitLoss", "level", "小米", None, "2026-06-30"),
            (22, "ProfitLoss", "change_yoy", "小米", None, "2026-06-30"),
            (5830000000, "ProfitLoss", "level", "联想", None, "2026-06-30"),
            (-4.7, "ProfitLoss", "change_yoy", "联想", None, "2026-06-30"),
        ],
    ),
    # a name, an amount and another in a bracket on each line, below a line that says what both are of
    (
        "ko",
        "온빛리서치가 조사한 결과다.\n\n4분기 매출 점유율 (괄호 안은 3분기)\n1위 샤오미 45% (43%)\n2위 삼성전기 20% (21%)\n3위 야게오 10% (11%)\n",
        [
            (45, "MarketShare", "level", "샤오미", None, "2025-12-31"),
            (43, "MarketShare", "level", "샤오미", None, "2025-09-30"),
            (20, "MarketShare", "level", "삼성전기", None, "2025-12-31"),
            (21, "MarketShare", "level", "삼성전기", None, "2025-09-30"),
            (10, "MarketShare", "level", "야게오", None, "2025-12-31"),
            (11, "MarketShare", "level", "야게오", None, "2025-09-30"),
        ],
    ),
    (
        "ko",
        "관세청에 따르면 우리나라 수출이 늘었다.\n\n□ 지역별 수출액 (3월, 단위: 백만달러, 괄호 안은 전년 동월비)\n북미 3,214 (-5.8%)\n └ 미국 2,610 (-9.1%)\n중남미 276 (+6.2%)\n",
        [
            (3214000000, "ExportValue", "level", "한국", "북미", "2026-03-31"),
            (-5.8, "ExportValue", "change_yoy", "한국", "북미", "2026-03-31"),
            (2610000000, "ExportValue", "level", "한국", "미국", "2026-03-31"),
            (-9.1, "ExportValue", "change_yoy", "한국", "미국", "2026-03-31"),
            (276000000, "ExportValue", "level", "한국", "중남미", "2026-03-31"),
            (6.2, "ExportValue", "change_yoy", "한국", "중남미", "2026-03-31"),
        ],
    ),
    # cells parted by oblique strokes
    (
        "ko",
        "2분기 출하량 자료다.\n\n브랜드 / 출하량(만 대) / 점유율 / 동기 대비\n삼성전자 / 50.1 / 39.0% / +61.2%\n샤오미 / 23.6 / 18.4% / -3.7%\n",
        [
            (501000, "Shipments", "level", "삼성전자", None, "2026-06-30"),
            (39, "MarketShare", "level", "삼성전자", None, "2026-06-30"),
            (61.2, "Shipments", "change_yoy", "삼성전자", None, "2026-06-30"),
            (236000, "Shipments", "level", "샤오미", None, "2026-06-30"),
            (18.4, "MarketShare", "level", "샤오미", None, "2026-06-30"),
            (-3.7, "Shipments", "change_yoy", "샤오미", None, "2026-06-30"),
        ],
    ),
    # a profile: what a cell says of its day, and years as the labels of rows
    (
        "ko",
        "온빛소프트\n편집 | 토론\n\n설립일 | 2013년 12월 3일\n직원 수 | 396명 (2026년 3월 31일 기준)\n\n1. 개요\n온빛소프트는 게임을 만든다. 2023년 텐센트가 주식을 700억 원에 샀다.\n\n2. 실적\n연결 기준, 단위는 억 원\n연도 | 매출 | 당기순이익\n2022 | 661 | -65\n2023 | 1,686 | 1,067\n",
        [
            (396, "Employees", "level", "온빛소프트", None, "2026-03-31"),
            (70000000000, "Other", "level", "텐센트", None, "2023-12-31"),
            (66100000000, "Revenue", "level", "온빛소프트", None, "2022-12-31"),
            (-6500000000, "ProfitLoss", "level", "온빛소프트", None, "2022-12-31"),
            (168600000000, "Revenue", "level", "온빛소프트", None, "2023-12-31"),
            (106700000000, "ProfitLoss", "level", "온빛소프트", None, "2023-12-31"),
        ],
    ),
]


@pytest.mark.parametrize(("lang", "text", "expected"), TABLES)
def test_cells_are_read_by_their_table(lang: str, text: str, expected: list[tuple[object, ...]]) -> None:
    claims = [
        claim
        for claim in load(rules_only=True).analyze(text, lang=lang, published=date(2026, 8, 20)).claims
        if claim.kind == "measure"
    ]
    read = [
        (float(c.low), c.concept, c.aspect, c.subject, c.segment, c.period_end and c.period_end.isoformat())
        for c in claims
    ]
    assert read == expected
