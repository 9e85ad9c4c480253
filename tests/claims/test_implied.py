"""Numbers whose metric stands in everyday words, in a list told before, or nowhere at all."""

from datetime import date

import pytest

from nlp.analyzer import load

PUBLISHED = date(2025, 8, 30)

# (text, [(concept, aspect, low, segment)])
EVERYDAY = [
    # a question names the metric of its answer, a sentence that tells of a ratio alone that of the number behind it
    (
        "清泉科技上半年营收30亿元。资本开支呢？只有5亿元，同比降了2%。毛利率没跟上。17%，比去年高0.6个百分点。",
        [
            ("Revenue", "level", "3000000000", None),
            ("CapitalExpenditure", "level", "500000000", None),
            ("CapitalExpenditure", "change_yoy", "-2", None),
            ("GrossMargin", "level", "17", None),
            ("GrossMargin", "change_yoy", "0.6", None),
        ],
    ),
    # a multiple of an amount told beside it is growth; the share that an expense takes is no share of a part
    (
        "清泉科技2025年营收15亿元，是上年4亿元的将近3.8倍。研发费用2亿元，压缩了5%，占营收的比重由17%回落至13%。",
        [
            ("Revenue", "level", "1500000000", None),
            ("Revenue", "level", "400000000", None),
            ("Revenue", "change_yoy", "3.8", None),
            ("ResearchAndDevelopmentExpense", "level", "200000000", None),
            ("ResearchAndDevelopmentExpense", "change_yoy", "-5", None),
            ("ResearchAndDevelopmentIntensity", "level", "17", None),
            ("ResearchAndDevelopmentIntensity", "level", "13", None),
        ],
    ),
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
    (
        "清泉医药上半年研发支出11亿元，占医药工业营收的14.9%。创新药收入12亿元，占工业收入的15%以上。研发开支是收入的13%。",
        [
            ("ResearchAndDevelopmentExpense", "level", "1100000000", None),
            ("ResearchAndDevelopmentIntensity", "level", "14.9", None),
            ("Revenue", "level", "1200000000", "创新药"),
            ("ShareOfRevenue", "level", "15", "创新药"),
            ("ResearchAndDevelopmentIntensity", "level", "13", None),
        ],
    ),
    ("清泉汽车去年分批卖出三批债券。", []),
]


@pytest.mark.parametrize(("text", "expected"), EVERYDAY)
def test_everyday_words(text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    claims = load(rules_only=True).analyze(text, lang="zh", published=PUBLISHED).claims
    measures = [c for c in claims if c.kind == "measure" and c.concept != "Other"]
    assert [(c.concept, c.aspect, str(c.low), c.segment) for c in measures] == expected


# Korean numbers of which only everyday words tell the metric, and near misses: (text, concept, low)
KOREAN = [
    ("삼성전자는 올해 새로 800명을 뽑는다.", "Employees", "800"),
    ("삼성전자는 전체 직원의 10%인 1200명을 줄였다.", "Employees", "-1200"),
    ("가나테크는 90명 남짓한 팀으로 이 칩을 만들었다.", "Employees", "90"),
    ("가나테크의 인력은 3만2000명이다.", "Employees", "32000"),
    ("한 직원은 4억원을 횡령했다.", "Other", "400000000"),
    ("가나톡을 쓰는 사람은 1240만 명이다.", "Users", "12400000"),
    ("가나톡을 매달 쓰는 사람은 900만 명이다.", "ActiveUsers", "9000000"),
    ("가나톡을 도입한 기업은 4만 곳이다.", "Customers", "40000"),
    ("서버는 하루 20조 개의 토큰을 처리한다.", "ApiCalls", "20000000000000"),
    ("하루 약 6개를 사용한다.", "Other", "6"),
    ("가나테크는 70억 달러의 가치를 인정받았다.", "Valuation", "7000000000"),
    ("가나테크는 이번 라운드에서 6억 위안을 끌어모았다.", "FundsRaised", "600000000"),
    ("가나테크는 900억원의 투자를 따냈다.", "FundsRaised", "90000000000"),
    ("삼성전자는 12억 달러를 주고 장비 사업부를 샀다.", "AcquisitionPrice", "1200000000"),
    ("삼성전자는 가나테크를 2조원에 손에 넣었다.", "AcquisitionPrice", "2000000000000"),
    ("그는 강남 아파트를 40억원에 사들였다.", "Other", "4000000000"),
    ("조선소는 3조원어치를 따냈다.", "ContractValue", "3000000000000"),
    ("회사는 14조원 규모 일감을 확보했다.", "ContractValue", "14000000000000"),
    ("남은 일감은 60조원어치다.", "OrderBacklog", "60000000000000"),
    ("신차는 하루 만에 9만 대의 주문을 받았다.", "ContractCount", "90000"),
    ("회사는 지난달 2만3114대를 고객에게 건넸다.", "Deliveries", "23114"),
    ("신차 5만 대가 주인을 찾아갔다.", "Shipments", "50000"),
    ("연간 40만 대를 만들 수 있는 공장이다.", "ProductionCapacity", "400000"),
    ("회사는 배터리 시장의 31%를 쥐고 있다.", "MarketShare", "31"),
    ("대주주의 몫은 51%다.", "Ownership", "51"),
    ("회사가 버는 돈의 60%는 광고에서 나온다.", "ShareOfRevenue", "60"),
    ("회사는 매출의 18%를 연구개발에 썼다.", "ResearchAndDevelopmentIntensity", "18"),
    ("배터리는 원가의 40%를 차지한다.", "ShareOfExpense", "40"),
    ("정부가 비용의 50%를 지원한다.", "Other", "50"),
    ("회사는 800억 달러의 현금을 쌓아두고 있다.", "CashAndCashEquivalents", "80000000000"),
    ("삼성전자가 쥔 현금은 90조원이다.", "CashAndCashEquivalents", "90000000000000"),
    ("영업으로 벌어들인 현금은 2조원이다.", "OperatingCashFlow", "2000000000000"),
    ("회사는 2억 위안을 들여 자사주를 되사들였다.", "ShareRepurchase", "200000000"),
    ("회사는 2조4000억원을 배당한다.", "Dividend", "2400000000000"),
    ("이 시장을 두고 100조원 시장이 열린다는 말이 나온다.", "MarketSize", "100000000000000"),
    ("회사는 스타트업에 40억 달러를 베팅했다.", "Investment", "4000000000"),
    ("회사는 마케팅에 3억 위안을 쏟아부었다.", "SellingExpense", "300000000"),
    ("로봇은 대당 9900위안이다.", "ProductPrice", "9900"),
    ("3년 만기 채권을 연 2.9%에 발행했다.", "InterestRate", "2.9"),
    ("본업에서 3조원을 벌었다.", "OperatingProfit", "3000000000000"),
    ("본업에서 300억원을 까먹었다.", "OperatingProfit", "-30000000000"),
]


@pytest.mark.parametrize(("text", "concept", "low"), KOREAN)
def test_korean_everyday_words(text: str, concept: str, low: str) -> None:
    claims = load(rules_only=True).analyze(text, lang="ko", published=PUBLISHED).claims
    assert (concept, low) in [(c.concept, str(c.low)) for c in claims if c.kind == "measure"]


# (sentence, concept of its only number; None where it has none of the list)
WORDINGS = [
    ("清泉科技账上还有35亿元。", "CashAndCashEquivalents"),
    ("清泉科技手握86亿元现金。", "CashAndCashEquivalents"),
    ("清泉科技砸20亿元买自家股票。", "ShareRepurchase"),
    ("清泉科技拿出15亿元分给股东。", "Dividend"),
    ("清泉科技每股派0.5元。", "DividendPerShare"),
    ("清泉科技B轮融了2.4亿元。", "FundsRaised"),
    ("清泉科技完成1亿元天使轮。", "FundsRaised"),
    ("清泉科技计划在科创板募30亿元。", "FundsRaised"),
    ("清泉科技26亿元收购温科电子。", "AcquisitionPrice"),
    ("清泉科技以12亿元将其收入囊中。", "AcquisitionPrice"),
    ("清泉科技拿下6.8亿元的单子。", "ContractValue"),
    ("清泉科技待交付订单33亿元。", "OrderBacklog"),
    ("清泉科技这一轮投后120亿元。", "Valuation"),
    ("清泉科技六成收入来自海外。", "ShareOfRevenue"),
    ("清泉科技海外贡献了45%的营收。", "ShareOfRevenue"),
    ("清泉科技吃下了27%的市场。", "MarketShare"),
    ("清泉科技净利润占营收的8%。", "NetMargin"),
    ("清泉科技整车毛利12%。", "GrossMargin"),
    ("清泉科技把收入的15%投入研发。", "ResearchAndDevelopmentIntensity"),
    ("清泉科技内存占整机成本的20%。", "ShareOfExpense"),
    ("清泉科技砸下30亿元建厂。", "Investment"),
    ("清泉科技背着86亿元的债。", "Debt"),
    ("清泉科技仓库里压着8亿元的货。", "Inventories"),
    ("清泉科技裁员800人。", "Employees"),
    ("清泉科技在册员工4600人。", "Employees"),
    ("2300万人订阅了清泉科技的服务。", "Users"),
    ("每天有4500万人打开清泉科技的应用。", "ActiveUsers"),
    ("清泉科技累计服务3.6万家企业。", "Customers"),
    ("清泉科技的模型每天处理1.2万亿个token。", "ApiCalls"),
    ("清泉汽车11月交车2.6万辆。", "Deliveries"),
    ("清泉汽车把3.4万辆车交到车主手里。", "Deliveries"),
    ("清泉汽车累计出口16万辆汽车。", "Shipments"),
    ("清泉汽车这款车锁单2.6万台。", "ContractCount"),
    ("清泉汽车的工厂一年能造20万辆。", "ProductionCapacity"),
    ("清泉科技的手机补贴后3299元。", "ProductPrice"),
    ("清泉科技开放了6710亿参数的模型。", "ModelParameters"),
    ("清泉科技公司现在一共才380人。", "Employees"),
    ("清泉科技年末在册1024人。", "Employees"),
    ("清泉科技出口笔记本电脑9200万台。", "Shipments"),
    ("清泉农牧全年销售商品猪780万头。", "Shipments"),
    ("清泉科技周四高开低走，收于18.2元。", "SharePrice"),
    ("清泉科技的收入中，海外收入占总收入的比重达到42%。", "ShareOfRevenue"),
    ("四足机器人贡献了清泉科技58%的收入。", "ShareOfRevenue"),
    ("清泉科技非国际财务报告准则(Non-IFRS)股东应占溢利7亿元。", "AdjustedProfitLoss"),
    ("清泉科技扣非之后亏损6亿元。", "RecurringProfitLoss"),
    ("清泉科技归母净利润预计亏损6亿元。", "ProfitLossAttributableToOwners"),
    ("法院冻结银行存款760万元。", None),
    ("首批新能源公交车3000辆今日投放。", None),
    ("清泉科技签下3亿元贷款协议。", None),
]


@pytest.mark.parametrize(("text", "concept"), WORDINGS)
def test_wordings(text: str, concept: str | None) -> None:
    claims = load(rules_only=True).analyze(text, lang="zh", published=PUBLISHED).claims
    told = [c.concept for c in claims if c.kind == "measure" and c.concept != "Other"]
    assert told == ([] if concept is None else [concept])
