"""What the sentences of a page go on with: the metric that the page is about, amounts told before."""

from datetime import date

import pytest

from nlp.analyzer import load

PUBLISHED = date(2025, 12, 3)

EXPORTS = "올해 11월까지 딸기 수출액은 9230만달러다. 딸기 수출은 1년 전보다 18% 늘었다. 같은 기간 딸기 수입액은 310만달러다.\n\n"
RESULTS = "3분기 매출은 9000억원이다. 순이익은 400억원이었다.\n\n"

# (text, what the numbers of the last paragraph are: [(concept, aspect, low)])
PAGES = [
    (
        EXPORTS + "나라별로는 베트남이 2640만달러로 가장 많았다. 홍콩은 2310만달러로 4% 줄었다.",
        [
            ("ExportValue", "level", "26400000"),
            ("ExportValue", "level", "23100000"),
            ("ExportValue", "change_yoy", "-4"),
        ],
    ),
    (EXPORTS + "베트남은 운임이 내리면서 44% 급증했다.", [("ExportValue", "change_yoy", "44")]),
    (
        RESULTS + "브랜드별로는 온빛이 2140억원으로 2% 줄었다. 다온은 1100억원에 머물렀다.",
        [("Revenue", "level", "214000000000"), ("Revenue", "change_yoy", "-2"), ("Revenue", "level", "110000000000")],
    ),
    (
        RESULTS + "온빛의 1분기 매출은 690억원으로 작년 1분기(410억원)의 1.7배다.",
        [("Revenue", "level", "69000000000"), ("Revenue", "level", "41000000000"), ("Revenue", "change_yoy", "1.7")],
    ),
    (RESULTS + "새로 생긴 부담은 상반기 6200억원이다.", [("Other", "level", "620000000000")]),
    (
        "두바오의 월간 활성 사용자는 3억 명이다.\n\n키미는 4월에 3100만 명으로 1년 전보다 5% 줄었다.",
        [("ActiveUsers", "level", "31000000"), ("ActiveUsers", "change_yoy", "-5")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_pages_go_on_with_their_metric(text: str, expected: list[tuple[str, str, str]]) -> None:
    claims = load(rules_only=True).analyze(text, lang="ko", published=PUBLISHED).claims
    measures = [c for c in claims if c.kind == "measure" and c.start > text.rindex("\n\n")]
    assert [(c.concept, c.aspect, str(c.low)) for c in measures] == expected


CHINESE = "2025年第二季度全球水下推进器出货量为612万台，市场份额最高的是清泉股份，出货量128万台。\n\n"

# (language, text, what the numbers of the last paragraph are: [(concept, aspect, low, segment or subject)])
MEMBERS = [
    (
        "zh",
        CHINESE + "云朵科技位列第二，104万台，占比17%，同比增长34%；第三名远山电器88万台，下滑3.5%。",
        [
            ("Shipments", "level", "1040000", "云朵科技"),
            ("MarketShare", "level", "17", "云朵科技"),
            ("Shipments", "change_yoy", "34", "云朵科技"),
            ("Shipments", "level", "880000", "远山电器"),
            ("Shipments", "change_yoy", "-3.5", "远山电器"),
        ],
    ),
    (
        "zh",
        "清泉股份上半年营收36亿元，净利润4亿元。\n\n一、分业务收入\n手机镜头：15亿元，同比增长6%\n车载镜头：11亿元",
        [
            ("Revenue", "level", "1500000000", "手机镜头"),
            ("Revenue", "change_yoy", "6", "手机镜头"),
            ("Revenue", "level", "1100000000", "车载镜头"),
        ],
    ),
    (
        "zh",
        "清泉股份上半年营收36亿元。\n\n住宿仍是顶梁柱，15亿元；交通收7亿元。最扎眼的是度假，缩到2亿元。加盟业务3亿元。",
        [
            ("Revenue", "level", "1500000000", "住宿"),
            ("Revenue", "level", "700000000", "交通"),
            ("Revenue", "level", "200000000", "度假"),
            ("Revenue", "level", "300000000", "加盟业务"),
        ],
    ),
    (
        "zh",
        "清泉股份上半年营收36亿元。\n\n机器人退居第二，15亿元；传感器7亿元。\n其中智能硬件卖了2亿元。",
        [
            ("Revenue", "level", "1500000000", "机器人"),
            ("Revenue", "level", "700000000", "传感器"),
            ("Revenue", "level", "200000000", "智能硬件"),
        ],
    ),
    (
        "zh",
        "清泉股份上半年营收36亿元。\n\n清泉股份拿出3亿元做公益。",
        [("Other", "level", "300000000", "清泉股份")],
    ),
    (
        "ko",
        "온빛화학의 매출은 1조원, 영업이익은 900억원이다.\n\n사업부별 매출\n- 첨단소재: 5240억원 (+18.8%)\n- 기타 1210억원",
        [
            ("Revenue", "level", "524000000000", "첨단소재"),
            ("Revenue", "change_yoy", "18.8", "첨단소재"),
            ("Revenue", "level", "121000000000", "기타"),
        ],
    ),
    (
        "ko",
        "온빛전자의 상반기 매출은 90억 위안, 순이익은 8억 위안이다.\n\n전기와 통신을 묶은 단말 사업은 50억 위안, -5.4%다. "
        "공업 제품 및 녹색 에너지는 9억 위안으로 16% 올랐고, 스마트 장비는 2억 위안(+19.8%)이지만 규모가 작다.",
        [
            ("Revenue", "level", "5000000000", "단말 사업"),
            ("Revenue", "change_yoy", "-5.4", "단말 사업"),
            ("Revenue", "level", "900000000", "공업 제품 및 녹색 에너지"),
            ("Revenue", "change_yoy", "16", "공업 제품 및 녹색 에너지"),
            ("Revenue", "level", "200000000", "스마트 장비"),
            ("Revenue", "change_yoy", "19.8", "스마트 장비"),
        ],
    ),
    (
        "ko",
        "온빛전자의 1분기 매출은 90억 위안이다.\n\n① 클라우드: 50억 위안, +37.3%.\n② 온빛팜: 9억 위안, 4.5% 성장.",
        [
            ("Revenue", "level", "5000000000", "클라우드"),
            ("Revenue", "change_yoy", "37.3", "클라우드"),
            ("Revenue", "level", "900000000", "온빛팜"),
            ("Revenue", "change_yoy", "4.5", "온빛팜"),
        ],
    ),
    (
        "ko",
        "관세청은 지난달 수출이 4% 늘었다고 밝혔다.\n\n○ 나라별 수출\n미국(31.0%), 베트남(24.4%)이 늘고 일본(△1.5%), 독일(△4.2%)은 줄었다.",
        [
            ("ExportValue", "change_yoy", "31", "미국"),
            ("ExportValue", "change_yoy", "24.4", "베트남"),
            ("ExportValue", "change_yoy", "-1.5", "일본"),
            ("ExportValue", "change_yoy", "-4.2", "독일"),
        ],
    ),
]


@pytest.mark.parametrize(("lang", "text", "expected"), MEMBERS)
def test_members_of_lists_have_its_metric(lang: str, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    claims = load(rules_only=True).analyze(text, lang=lang, published=PUBLISHED).claims
    measures = [c for c in claims if c.kind == "measure" and c.start > text.rindex("\n\n")]
    assert [(c.concept, c.aspect, str(c.low), c.segment or c.subject) for c in measures] == expected


# (text, [(concept, low)]): everyday words of rounds, users and accounts
WORDS = [
    (
        "온빛전자는 신주 1200억원, 구주 300억원어치를 내놓는다.",
        [("FundsRaised", "120000000000"), ("FundsRaised", "30000000000")],
    ),
    ("온빛전자 칩을 쓰는 기업은 310여곳이다.", [("Customers", "310")]),
    ("온빛전자는 280명인 인력을 350명까지 늘린다.", [("Employees", "280"), ("Employees", "350")]),
    ("온빛전자의 자산부채율은 49.7%다.", [("DebtRatio", "49.7")]),
    (
        "온빛전자는 1분기에 5억원의 수입과 8억원의 조정 순손실을 냈다.",
        [("Revenue", "500000000"), ("AdjustedProfitLoss", "-800000000")],
    ),
    (
        "온빛전자가 실적을 냈다. 상반기 수입은 30억 위안이다. 클라우드는 9억 위안으로 5% 늘었고, 단말 서비스는 2억 위안이다.",
        [("Revenue", "3000000000"), ("Revenue", "900000000"), ("Revenue", "5"), ("Revenue", "200000000")],
    ),
    (
        "관세청은 지난달 수출이 1년 전보다 4% 늘었다고 밝혔다. 수입 2671억달러(5%↑)로 집계됐다.",
        [("ExportValue", "4"), ("ImportValue", "267100000000"), ("ImportValue", "5")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_everyday_words(text: str, expected: list[tuple[str, str]]) -> None:
    claims = load(rules_only=True).analyze(text, lang="ko", published=PUBLISHED).claims
    assert [(c.concept, str(c.low)) for c in claims if c.kind == "measure"] == expected
