"""Whose a number is: who only speaks of it holds it not, nor does an object, a unit or a place beside the matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nlp as xinmun
from nlp.claims.protagonist import as_companies, without_parts
from nlp.records import Claim, EntityMention

# language, text, the number, its subject, its segment; None for nobody and for the whole
CASES = [
    # listings and those in the know are no part of a company, nor are the papers that tell of it
    ("zh", "阳光电源去年收入5亿元。\n阳光电源H股收报92.3港元；A股收报101.2元。", "92.3港元", "阳光电源", None),
    ("zh", "阳光电源宣布融资。知情人士说投后估值约为110亿元。", "110亿元", "阳光电源", None),
    ("zh", "阳光电源还在排队，招股书显示其去年收入9亿元。", "9亿元", "阳光电源", None),
    # an industry counted from a size on holds what its paragraph tells; all of industry is the country's
    ("zh", "工信部数据显示，1—7月，规模以上纺织企业工业增加值同比增长4%，营业收入2万亿元。", "4%", "纺织企业", None),
    (
        "zh",
        "工信部数据显示，1—7月，规模以上纺织企业工业增加值同比增长4%。实现利润总额900亿元。",
        "900亿元",
        "纺织企业",
        None,
    ),
    ("zh", "国家统计局数据显示，1—7月，全国规模以上工业增加值同比增长6%。", "6%", "中国", None),
    (
        "zh",
        "1—7月，规模以上纺织企业营业收入2万亿元。\n分区域看，东部地区营业收入9亿元；中部地区3亿元，增长7%。",
        "3亿元",
        "纺织企业",
        "中部地区",
    ),
    # a word for profit behind the next company is of that one
    (
        "zh",
        "比亚迪靠低成本保住了4亿元的归母净利润；做整车的长城汽车则是唯一预增的，预计盈利2亿元。",
        "2亿元",
        "长城汽车",
        None,
    ),
    # an unlisted name that opens clause after clause and has an officer or a price is a company
    (
        "zh",
        "比亚迪营收9亿元；首都在线3亿元。\n首都在线董秘何远说，价格会稳。经营现金流净额，比亚迪5亿元，首都在线2亿元。",
        "2亿元",
        "首都在线",
        None,
    ),
    # ordinary words that are names, too, are so before results
    ("zh", "去年小米卖了4380万台，传音去年出货1亿台。", "1亿台", "传音控股", None),
    # what opens a clause and is no name goes on with who is told of
    ("zh", "科大讯飞营收9亿元。招股书的说法更具体：净利润3亿元。", "3亿元", "科大讯飞", None),
    ("ko", "카카오의 매출은 9억원이다. 금액으로는 영업이익이 3억원이다.", "3억원", "카카오", None),
    # a paper holds nothing, whether a list has it or its name says so
    ("zh", "海港商报11月23日讯，前10月出口均价1.6万美元。海港商报记者获悉，毛利率为9%。", "9%", None, None),
    # a company that no list holds, whose results a Korean page opens with and whose name its title has
    (
        "ko",
        "마루온, 신약 덕에 매출 1조\n마루온의 지난해 연결 매출은 1조1042억원이다. 연구개발비는 520억원이다.",
        "520억원",
        "마루온",
        None,
    ),
    (
        "ko",
        '창고의 "누리가온" 다시 달린다\n누리가온 과기 주식유한회사가 투자 설명서를 냈다.\n모건스탠리가 주관한다.\n총이익률은 15.9%다.',
        "15.9%",
        "누리가온",
        None,
    ),
    # moves with a verb each are handed out like the amounts before them; a sum is of so many companies
    ("zh", "比亚迪、吉利汽车分别实现净利润155亿元、92亿元，同比分别下降14%和增长102%。", "14%", "比亚迪", None),
    ("zh", "比亚迪、吉利汽车分别实现净利润155亿元、92亿元，同比分别下降14%和增长102%。", "102%", "吉利", None),
    ("zh", "比亚迪、长城汽车、吉利汽车三家上半年合计净利润310亿元，同比增长21%。", "310亿元", "三家", None),
    ("zh", "比亚迪公布业绩。前五大客户合计贡献收入310亿元。", "310亿元", "比亚迪", None),
    ("ko", "KT와 LG유플러스 등 통신 2사의 2분기 합산 영업이익은 1조6500억원으로 37% 늘었다.", "37%", "통신 2사", None),
    # a page on what its country sells: goods and other countries are parts of that
    (
        "ko",
        "7월 딸기 수출 9억달러…미국이 1위\n\n관세청은 딸기 수출액이 9억달러라고 밝혔다. 나라별로 미국은 5억달러, 헝가리(2억달러)는 줄었다.",
        "2억달러",
        "한국",
        "헝가리",
    ),
    (
        "ko",
        "7월 딸기 수출 9억달러…미국이 1위\n\n관세청은 딸기 수출액이 9억달러라고 밝혔다. 헝가리(2억달러)는 줄었다. 수출은 연간 40억달러다.",
        "40억달러",
        "한국",
        None,
    ),
    (
        "ko",
        "7월 딸기 수출 9억달러…미국이 1위\n\n관세청은 딸기 수출액이 9억달러라고 밝혔다. 베트남의 수입은 3억달러다.",
        "3억달러",
        "베트남",
        None,
    ),
    # what the whole world buys is no company's, nor what follows in its paragraph
    (
        "ko",
        "크래프톤이 앞선다. 올해 전 세계 소비급 프린터 출하량은 9만대다. 판매액은 2억달러다.",
        "2억달러",
        "전 세계 소비급 프린터",
        None,
    ),
    # paragraphs that open with a name and a colon; words for size, and a house or source spelt in Hanja, hold nothing
    (
        "ko",
        "크래프톤이 앞선다.\n\n다온게임: 작년보다 빨라졌다. 매출은 2억원이다.\n\n넷마블: 느려졌다. 매출은 3억원이다. 다온게임에 졌다.",
        "3억원",
        "넷마블",
        None,
    ),
    (
        "ko",
        "크래프톤이 앞선다.\n\n다온게임: 작년보다 빨라졌다. 매출은 2억원이다.\n\n넷마블: 느려졌다. 매출은 3억원이다. 다온게임에 졌다.",
        "2억원",
        "다온게임",
        None,
    ),
    ("ko", "크래프톤의 매출은 9억원이다. 외형은 4% 쪼그라들었고 영업이익은 2억원이다.", "2억원", "크래프톤", None),
    ("ko", "크래프톤의 매출은 9억원이다. 비GAAP(Non-IFRS) 아래의 순이익은 2억원이다.", "2억원", "크래프톤", None),
    # a word for goods or a trade, for how a share is listed or for who surveys a market is no company
    ("ko", "크래프톤의 매출은 9억원이다. 컴포넌트는 3억원이다.", "3억원", "크래프톤", "컴포넌트"),
    ("ko", "네이버의 매출은 27조원이다. A주 종가는 3만원이다.", "3만원", "네이버", None),
    ("ko", "네이버의 매출은 27조원이다. 정규장 종가는 3만원이다.", "3만원", "네이버", None),
    (
        "ko",
        "네이버의 매출은 27조원이다. 시장조사업체 누리데이터는 올해 영업이익률이 9%라고 봤다.",
        "9%",
        "네이버",
        None,
    ),
    ("ko", "이날 값으로 본 시가총액은 네이버가 35조원, 크래프톤이 12조원이다.", "35조원", "네이버", None),
    # another company that a paragraph turns to holds what goes on, in no list or in a sentence without results
    (
        "ko",
        "크래프톤의 매출은 9억원이다. 다온커피는 매장이 90곳이며 매출은 3억원이다. 영업이익은 2억원이다.\n\n다온커피가 밝혔다.",
        "2억원",
        "다온커피",
        None,
    ),
    ("ko", "크래프톤의 매출은 9억원이다. 맞수 네이버는 어땠을까? 영업이익은 2억원이다.", "2억원", "네이버", None),
    (
        "ko",
        "크래프톤의 매출은 9억원이다. 최대주주인 네이버(지분율 45%)도 실적을 내놨다. 영업이익은 2억원이다.",
        "2억원",
        "네이버",
        None,
    ),
    ("ko", "크래프톤의 매출은 9억원이다. 거꾸로 간 것은 넷마블이다. 영업이익은 2억원이다.", "2억원", "넷마블", None),
    # an officer, an agency or a house in short speaks of the company; goods and trades are its parts
    (
        "ko",
        "크래프톤의 매출은 9억원이다. 최고재무책임자 차온유는 영업이익이 2억원이라고 했다.",
        "2억원",
        "크래프톤",
        None,
    ),
    ("ko", "크래프톤의 매출은 9억원이다. 블룸버그는 영업이익을 2억원으로 전했다.", "2억원", "크래프톤", None),
    (
        "ko",
        "크래프톤의 매출은 9억원이다. 누리담증권이 보고서를 냈다. 누리담은 영업이익을 2억원으로 예상했다.",
        "2억원",
        "크래프톤",
        None,
    ),
    ("ko", "크래프톤의 매출은 9억원이다. 패션은 2억원으로 4% 줄었다.", "2억원", "크래프톤", "패션"),
    # houses and officers who only speak of the company
    (
        "ko",
        "기아의 매출은 27조원이다. 초롬증권 민서이 연구원은 내년 영업이익이 3조원에 이를 것으로 추정했다.",
        "3조원",
        "기아",
        None,
    ),
    ("ko", "기아의 매출은 27조원이다. 이 종목의 올해 영업이익은 3조원으로 예상된다.", "3조원", "기아", None),
    ("ko", "기아의 매출은 27조원이다. 한빛 캐피털은 목표가를 12만원으로 올렸다.", "12만원", "기아", None),
    (
        "ko",
        "기아의 매출은 27조원이다. 룽하이 증권은 내년 영업이익률이 9% 아래로 떨어질 수 있다고 경고했다.",
        "9%",
        "기아",
        None,
    ),
    # what a division sells is told with what it earns
    ("zh", "新易盛数通业务收入152亿元，出货量1200万只。", "1200万只", "新易盛", "数通业务"),
    # a market that a report tells of, with its next quarter; the company in focus behind it
    (
        "zh",
        "科大讯飞交出答卷。\n某研究机构的《2025年第一季度跟踪报告》显示，全球翻译机出货量为498万台。2025年二季度出货51万台。",
        "51万台",
        "全球翻译机",
        None,
    ),
    (
        "zh",
        "某研究机构的季度报告显示，2025年第二季度，中国平板电脑市场出货量约824万台。",
        "824万台",
        "中国",
        "平板电脑",
    ),
    # whom a title that asks a question names alone is 公司, whatever rivals the text lists first
    (
        "zh",
        "涨价潮里，科大讯飞能否补上短板？\n板块9月以来大涨，商汤科技涨幅为211%。\n公司收入持续上行，2024年收入为21.88亿元。",
        "21.88亿元",
        "科大讯飞",
        None,
    ),
    # so is whom a title under the line of the page names, with what closes the page behind it
    (
        "zh",
        "清河财经 >> 公司\n\n从王到寇：科大讯飞这一年\n\n2026年1月30日\n\n科大讯飞预告2025年净利润3亿元。\n\n"
        "同行商汤科技去年收入50亿元。\n\n今天开盘，股价收在46.8元。\n\n责任编辑：清和\n推荐阅读：价格二十年",
        "46.8元",
        "科大讯飞",
        None,
    ),
    # what is said behind a figure of the whole market (其秘书长) makes it nobody's; houses that count are none's holder
    (
        "zh",
        "长城汽车10月卖了14万辆。\n乘联分会初步推算，10月全国乘用车零售约220万辆；其秘书长看好年底的抢购。",
        "220万辆",
        "中国",
        "乘用车",
    ),
    ("zh", "公司情况。\n佐思汽研预估，今年全球伺服器出货量将年增28%。", "28%", "全球伺服器", None),
    # the kind of an expense is no part of it, a service that takes in something is one
    ("zh", "清泉电子公布业绩。总费用4.02亿元，其中销售费用2.61亿元，研发1.17亿元。", "1.17亿元", "清泉电子", None),
    ("zh", "科大讯飞公布业绩，营收6亿元。营销服务收1.94亿元，付费阅读收3.62亿元。", "1.94亿元", "科大讯飞", "营销服务"),
    # where shares are listed has no price; a price with or without tax is of whoever sells; Taiwan's trade is not China's
    ("zh", "寒武纪周三登陆科创板，发行价62.4元，开盘报238元。", "238元", "寒武纪", None),
    ("zh", "盐湖股份前三季度氯化钾营收86亿元，不含税均价2982元/吨。", "2982元/吨", "盐湖股份", None),
    ("zh", "〔記者王明／台北報導〕財政部9日公布進出口統計，11月出口640億美元，年增56%。", "56%", None, None),
    # who is called by a short name from then on is whom paragraphs return to, behind a rival too
    (
        "zh",
        "华澜科技有限公司（以下简称“华澜”）挂牌，发行价为8.8港元。\n同行商汤科技当天收盘跌26.9%，市值为189亿港元。\n"
        "首先是漂亮的业绩。收入为55.7亿元。",
        "55.7亿元",
        "华澜科技有限公司",
        None,
    ),
    ("zh", "科大讯飞上半年营收9亿元。\n至于商汤科技，走的是另一条路，营收下滑了4.1%。", "4.1%", "商汤科技", None),
    ("zh", "参考灼识咨询，2025年茶饮市场规模约2980亿元。", "2980亿元", "茶饮", None),
    ("zh", "科大讯飞交出财报。云业务板块563亿的收入里，藏着增长。", "563亿", "科大讯飞", "云业务板块"),
    ("zh", "科大讯飞交出财报。精细化让游戏业务毛利率升到55.1%。", "55.1%", "科大讯飞", "游戏业务"),
    # who files for a listing is whom the text goes on to speak of, not the customer of before
    (
        "zh",
        "在华住门店里跑腿的机器人要上市了。\n3月26日，商汤科技向港交所递交了招股书。招股书显示，收入为2.5亿元。",
        "2.5亿元",
        "商汤科技",
        None,
    ),
    # a line of figures right under a headline is of whom that names; 证券简称 declares whose notice it is
    (
        "zh",
        "装机榜出炉\n\nNO.1 商汤科技\n份额：40.8%\n它不公布收入。\n\nNO.2 科大讯飞\n份额：25.6%\n去年这家把对手甩到身后。",
        "25.6%",
        "科大讯飞",
        None,
    ),
    (
        "zh",
        "证券简称：科大讯飞\n记录表\n一、问：份额？\n答：行业第一是商汤科技。\n\n二、问：研发？\n答：去年研发费用42.3亿元。",
        "42.3亿元",
        "科大讯飞",
        None,
    ),
    # so does a headline with the ticker, below lines of the page
    (
        "zh",
        "研报检索\n\n科大讯飞(002230)：三季报点评\n钾业务\n- 前三季度产量31万吨，对手商汤科技产量为9万吨\n财务情况\n- 研发费用1.37亿元",
        "1.37亿元",
        "科大讯飞",
        None,
    ),
    # under whatever headlines, paragraphs are of whom the title alone names, behind a rival too
    (
        "ko",
        "홈 | 뉴스 | 연예\n\n오리온, 한 해를 돌아보다\n\n오리온의 작년 매출은 3조원이다.\n\n누가 사는가\n\n농심의 작년 매출은 2조원이다. "
        "농심은 약하지 않다.\n\n창고와 지갑\n\n작년 말 재고는 40억원이다. 오리온은 더 쌓겠다고 했다.",
        "40억원",
        "오리온",
        None,
    ),
    # a division told of its own loss, behind another one's revenue; a kind of goods is no company
    (
        "ko",
        "카카오 플랫폼 부문 매출은 2조8900억원, 콘텐츠 부문은 310억원의 영업손실을 냈다.",
        "310억원",
        "카카오",
        "콘텐츠 부문",
    ),
    ("zh", "科大讯飞营收48亿元。分业务看，创新药收入19.8亿元。", "19.8亿元", "科大讯飞", "创新药"),
    # the turnover of a market does not go on with a company's move
    ("zh", "两市成交额9820亿元；科大讯飞跌6%。", "6%", "科大讯飞", None),
    # a part goes on with its margin and its loss, until the whole is named again
    ("zh", "科大讯飞云业务收入20亿元，增长10%，毛利率为35%。", "35%", "科大讯飞", "云业务"),
    ("zh", "科大讯飞云业务收入20亿元，亏损1亿元，集团净亏损3亿元。", "1亿元", "科大讯飞", "云业务"),
    ("zh", "科大讯飞云业务收入20亿元，亏损1亿元，集团净亏损3亿元。", "3亿元", "科大讯飞", None),
    ("zh", "科大讯飞云业务收入20亿元，公司整体毛利率为42%。", "42%", "科大讯飞", None),
    # the price of a good on its market is the good's, that of a company's own goods the company's
    ("zh", "赣锋锂业营收10亿元。公司表示，碳酸锂价格跌至7.5万元/吨，同比下降60%。", "60%", "碳酸锂", None),
    ("zh", "赣锋锂业碳酸锂价格为7.5万元/吨。", "7.5万元/吨", "赣锋锂业", "碳酸锂"),
    ("zh", "赣锋锂业营收10亿元。公司产品价格上涨5%。", "5%", "赣锋锂业", "产品"),
    ("zh", "赣锋锂业与两家公司签署协议。", "两家", "赣锋锂业", None),
    # who forecasts growth does not hold it
    ("ko", "한국은행은 올해 성장률을 1.5%로 전망했다. IMF는 세계 성장률을 3.3%로 내다봤다.", "1.5%", "한국", None),
    ("ko", "한국은행은 올해 성장률을 1.5%로 전망했다. IMF는 세계 성장률을 3.3%로 내다봤다.", "3.3%", "세계", None),
    ("zh", "世界银行预计，2024年发达经济体GDP增长1.7%。", "1.7%", "发达经济体", None),
    ("zh", "全球最大的经济体美国GDP增长2.8%。", "2.8%", "美国", None),
    ("zh", "国务院新闻办公室举行发布会。1至8月，固定资产投资增长0.5%。", "0.5%", "中国", None),
    ("zh", "蔚来、理想、小鹏分别实现销量9.1、9.2、9.3万辆，同比分别+109%、+177%、+263%。", "109%", "蔚来", None),
    # brokers rate and forecast others
    ("ko", "한빛증권은 농심에 대한 목표주가를 52만원에서 46만원으로 내렸다.", "46만원", "농심", None),
    ("zh", "天衡证券将科大讯飞目标价上调至60元。", "60元", "科大讯飞", None),
    (
        "ko",
        "농심은 라면을 만든다. 농심의 공장은 부산에 있다. 한빛증권은 올해 매출 3조원을 예상했다.",
        "3조원",
        "농심",
        None,
    ),
    # papers and portals tell of others
    ("zh", "财讯网 9月1日，清泉股份发布半年报，上半年公司实现营业收入3亿元。", "3亿元", "清泉股份", None),
    # persons quoted hold nothing
    ("ko", "박 국장은 “가계대출 금리는 연 3.5%까지 내렸다”고 말했다.", "3.5%", None, None),
    # units, prices and nameless words are no holders
    ("ko", "원·달러 환율은 달러당 1450원에 마감했다.", "1450원", "원·달러 환율", None),
    ("ko", "원·달러 환율은 1450원에 마감했다. 이날 환율은 1440원에 출발했다.", "1440원", "원·달러 환율", None),
    # bonds, markets, brackets
    ("ko", "서울 채권시장에서 3년 만기 국고채 금리는 연 2.5%에 장을 마쳤다.", "2.5%", "3년 만기 국고채", None),
    ("zh", "5年期国债收益率下行2bp。", "2bp", "5年期国债", None),
    ("ko", "삼성전자는 영업이익에서 SK하이닉스(23조원)에 뒤졌다.", "23조원", "SK하이닉스", None),
    # the head of a relative clause, the next of a list of things
    ("ko", "이날 2% 하락한 5만원에 거래를 마감한 SK텔레콤이 눈에 띄었다.", "5만원", "SK텔레콤", None),
    ("ko", "휘발유 가격은 3달러 내린 83달러, 등유는 2달러 내린 90달러로 집계됐다.", "90달러", "등유", None),
    ("ko", "이날 뉴욕에서 12월 인도분 금은 온스당 2% 오른 1946달러에 거래를 마쳤다.", "2%", "12월 인도분 금", None),
    # no particle, verb or list number in a part's name
    ("ko", "현대차(대표 장재훈)는 국내 매출 20조원을 올렸다.", "20조원", "현대자동차", "국내"),
    ("zh", "1、科大讯飞实现教育业务收入30亿元。", "30亿元", "科大讯飞", "教育业务"),
    # regions and countries, and their parts
    ("zh", "上半年，西藏实现旅游总收入286亿元。其中，外汇收入6310万美元。", "6310万美元", "西藏", "外汇"),
    ("zh", "我国对东盟、欧盟出口分别增长9.4%、3.9%。", "3.9%", "中国", "欧盟"),
    # the economy that an article speaks of, and whom it trades with
    ("ko", "한국은행은 물가를 살폈다. 지난달 소비자물가는 2.1% 올랐다.", "2.1%", "한국", None),
    ("ko", "관세청에 따르면 베트남으로의 수출은 130억달러였다.", "130억달러", "한국", "베트남"),
    ("ko", "관세청에 따르면 수출은 9% 늘었다. 지역별로는 베트남(7%), 미국(5%) 수출이 늘었다.", "5%", "한국", "미국"),
    ("ko", "미 노동부는 지난달 생산자물가가 전월보다 0.4% 올랐다고 밝혔다.", "0.4%", "미국", None),
    ("ko", "한국은행이 자료를 냈다. 스위스 투자은행 UBS는 성장률 전망치를 3%로 내렸다.", "3%", "한국", None),
    ("ko", "한국은행이 자료를 냈다. 골드만삭스(2.5%)와 씨티(2.4%)는 성장률 전망치를 유지했다.", "2.4%", "한국", None),
    (
        "ko",
        "지난달 수출은 9% 늘었다. 지역별로는 베트남 수출이 3억달러로 7% 늘었다. 반면 대만은 5% 줄었다.",
        "5%",
        "한국",
        "대만",
    ),
    # figures by kind, with the metric before, behind or in the sentence before
    ("ko", "농심은 매출이 8% 늘었다. 과자는 12%, 음료 7%, 국수 5% 등이 늘었다.", "7%", "농심", "음료"),
    ("ko", "농심은 매출 증가율이 과자 12%, 음료 7%, 국수 5% 등을 기록했다.", "5%", "농심", "국수"),
    (
        "ko",
        "통계청에 따르면 물가는 2% 올랐다. 도시락(8.4%), 떡볶이(5.4%) 등은 줄줄이 올랐다.",
        "5.4%",
        None,
        "떡볶이",
    ),
    # who is in focus: whose results are announced, who is quoted, nobody in what an authority says of a market
    (
        "ko",
        "농심은 라면을 만든다. 삼성전자의 3분기 실적은 최대였다. 매출은 20조원으로 늘었다.",
        "20조원",
        "삼성전자",
        None,
    ),
    (
        "ko",
        "기아는 공장을 세운다. 한국수입자동차협회에 따르면 지난달 수입차 판매량은 2만대였다.",
        "2만대",
        "수입차",
        None,
    ),
    # a subsidiary is told of beside whom the article is about, which has the divisions; a ratio turns no focus
    (
        "ko",
        "농심은 라면을 만든다. 농심의 매출은 3조원이다. 농심 자회사 메가마트의 매출은 700억원이다. "
        "스낵 부문 매출은 900억원이다.",
        "900억원",
        "농심",
        "스낵 부문",
    ),
    (
        "ko",
        "농심은 라면을 만든다. 농심의 매출은 3조원이다. 농심 자회사 메가마트의 매출은 700억원이다. "
        "사업부문별로 보면 매출은 과자가 2조원이다.",
        "2조원",
        "농심",
        "과자",
    ),
    ("ko", "농심의 매출은 3조원이다. 스낵 부문의 2분기 매출은 900억원이다.", "900억원", "농심", "스낵 부문"),
    (
        "ko",
        "농심은 라면을 만든다. 오리온의 매출은 농심의 3배인 9조원이다. 영업이익은 1조원이다.",
        "1조원",
        "오리온",
        None,
    ),
    # one case among others is no condition; the subject of a clause before is no topic; exports of goods are a country's
    ("ko", "농심은 라면을 만든다. 오리온의 경우 매출이 8% 늘었다.", "8%", "오리온", None),
    ("ko", "농심은 라면을 만든다. 신제품이 인기를 끌며 스낵 매출은 9% 늘었다.", "9%", "농심", "스낵"),
    ("ko", "지난달 소주 수출액은 1억달러로 집계됐다.", "1억달러", "한국", "소주"),
    # a sentence without numbers turns to whom it opens with, defines, or tells the results of
    ("ko", "농심은 라면을 만든다. 오리온은 공장을 짓고 있다. 영업이익은 9억원이다.", "9억원", "오리온", None),
    (
        "ko",
        "농심은 라면을 만든다. 다온푸드는 2001년 설립된 과자 업체로, 부산에 있다. 매출은 9억원이다.",
        "9억원",
        "다온푸드",
        None,
    ),
    # a customer told of beside, venues, from whom something is bought, names bare in a list, groups, whole markets
    (
        "ko",
        "농심은 라면을 만든다. 농심의 매출은 3조원이다. 이마트의 매출은 7조원으로 늘었다. "
        "다만 컵 제품은 값이 올랐다. 매출은 9% 성장했다.",
        "9%",
        "농심",
        None,
    ),
    ("ko", "서울 롯데호텔에서 행사가 열렸다. 지난해 적자는 9만원이었다.", "9만원", None, None),
    ("ko", "농심은 다온식품(DF)으로부터 공장을 9억원에 인수했다.", "9억원", "농심", None),
    ("ko", "농심은 실적을 냈다. 계열사 순이익은 오리온 9억원, 풀무원 7억원이다.", "9억원", "오리온", None),
    (
        "ko",
        "삼성전자는 매출을 공시했다. 디스플레이 사업부의 지난해 매출은 9조원이다.",
        "9조원",
        "삼성전자",
        "디스플레이 사업부",
    ),
    ("ko", "농심은 라면을 만든다. 국내 기업의 매출은 9% 늘었다.", "9%", "국내 기업", None),
    ("ko", "농심은 라면을 만든다. 지난해 글로벌 즉석 식품 수요는 9% 늘었다.", "9%", "글로벌 즉석 식품", None),
    # parts that a sentence turns to, and divisions that it goes on with
    ("ko", "농심은 라면을 만든다. 해외 사업은 20% 늘어난 5000억원의 매출을 올렸다.", "5000억원", "농심", "해외 사업"),
    ("ko", "농심은 라면을 만든다. 베트남에서는 신제품 덕분에 매출이 7% 늘었다.", "7%", "농심", "베트남"),
    ("ko", "농심의 스낵 부문 매출은 3000억원, 영업이익은 200억원이다.", "200억원", "농심", "스낵 부문"),
    # names in a list, a second name in brackets
    ("ko", "이날 삼성전자가 2.1% 올랐고 SK하이닉스 1.3%, 셀트리온 0.7% 등이 상승했다.", "0.7%", "셀트리온", None),
    ("ko", "농심(NS)과 오리온(OR)은 매출이 각각 8%, 6% 늘었다.", "8%", "농심", None),
    # whom the words behind a number describe, and who takes a rank
    ("ko", "농심의 해외 비중은 20%로, 해외 매출 비중이 62%인 경쟁사 오리온에 뒤진다.", "62%", "오리온", "해외"),
    ("ko", "농심은 흑자를 냈다. 1분기 55억원의 영업손실을 기록한 오리온은 값을 올렸다.", "55억원", "오리온", None),
    ("ko", "애플의 태블릿 점유율은 51%다. 2위는 경쟁 업체인 온빛으로, 14%다.", "14%", "온빛", "태블릿"),
    ("ko", "애플은 힘을 잃었다. 베트남 시장 1위는 점유율 43%인 온빛이다.", "43%", "온빛", None),
    # what the sentence before lists, handed out
    (
        "ko",
        "농심(대표 김한빛)과 오리온(대표 이다온), 풀무원은 공장을 짓는다. 투자액은 각 31억원, 22억원, 13억원이다.",
        "22억원",
        "오리온",
        None,
    ),
    (
        "ko",
        "농심(51억원) 오리온(42억원)도 이익이 늘었다. 이들 계열사 이익은 전년보다 각 9%, 4% 늘었다.",
        "4%",
        "오리온",
        None,
    ),
    # partners, founders' companies, whose subsidiary somebody is; brokers that price others
    ("ko", "농심은 오리온과 컨소시엄을 꾸려 사업을 따냈으며, 지분은 70%다.", "70%", "농심", None),
    ("ko", "농심은 페이팔 창업자인 김다온 씨에게서 130억원의 투자를 유치했다.", "130억원", "농심", None),
    ("ko", "농심의 실적이 나왔다. 하나증권이 상장 첫날 시가총액 3조원을 두고 과하다고 했다.", "3조원", "농심", None),
    ("ko", "이날 1.2% 내린 4만원에 장을 마친 오리온의 시총은 줄었다.", "1.2%", "오리온", None),
    # a full stop in a name ends no sentence; an analyst's house holds nothing
    ("ko", "코스닥 종목은 셀트리온 -3.1%, JYP Ent. -2.2%, 농심 -0.7% 등이 내렸다.", "-2.2%", "JYP엔터테인먼트", None),
    ("ko", "농심의 실적이 나왔다. 김다온 하나증권 연구원은 “주가수익비율(PER)은 7배”라고 했다.", "7배", "농심", None),
    # a copula describes the part, a brand's description its holder
    ("ko", "농심은 창사 이래 최대 실적인 스낵 부문 영업이익 120억원을 냈다.", "120억원", "농심", "스낵 부문"),
    # divisions before a number, taken up by 이 부문, offices abroad, items of a bank's income, words that end like verbs
    ("ko", "농심은 수출을 맡는 해외(GB) 부문에서 120억원의 매출을 올렸다.", "120억원", "농심", "해외(GB) 부문"),
    (
        "ko",
        "농심의 스낵 부문은 살아났다. 이 부문은 지난해 30억원 영업손실을 냈다.",
        "30억원",
        "농심",
        "스낵 부문",
    ),
    ("ko", "농심은 실적을 냈다. 베트남 법인은 거래처가 줄면서 매출이 8% 감소했다.", "8%", "농심", "베트남 법인"),
    ("ko", "하나은행은 지난해 이자이익 7조원을 거뒀다.", "7조원", "하나은행", "이자이익"),
    ("ko", "농심의 중고 제품 매출은 12억원이다.", "12억원", "농심", "중고 제품"),
    ("ko", "농심의 직판망(배달 기반) 매출은 9% 늘었다.", "9%", "농심", "직판망"),
    (
        "ko",
        "농심 직영점 매출은 300억원으로 2% 늘었지만, 15억원의 적자를 냈다.",
        "15억원",
        "농심",
        "직영점",
    ),
    # whose bracket tells metric and number; whose shares a sentence without numbers turns to
    ("ko", "농심은 라면을 만든다. 최대주주는 오리온(지분율 31.2%)이다.", "31.2%", "오리온", None),
    (
        "ko",
        "오리온은 농심을 본다. 오리온은 조용하다. 농심 주가는 급등했다. 지난 24일 장중 3만1000원까지 올랐다.",
        "3만1000원",
        "농심",
        None,
    ),
    # companies counted or without a name
    ("zh", "其中，264家公司毛利率超过50%。", "50%", "264家公司", None),
    ("ko", "농심은 라면을 만든다. 지난해 10개 기업의 매출은 5% 줄었다.", "5%", "10개 기업", None),
    ("zh", "受原材料涨价影响，公司毛利率下降至20%。", "20%", "公司", None),
    ("ko", "농심은 라면을 만든다. 이동통신 3사의 영업이익은 1조원이다.", "1조원", "이동통신 3사", None),
    ("ko", "농심은 라면을 만든다. 카드사 8곳(온빛·다온·라온) 연체율은 1.4%다.", "1.4%", "카드사 8곳", None),
    ("ko", "서울 KB국민은행 딜링룸의 모습이다. 지난달 적자는 9억원이었다.", "9억원", None, None),
    # the company is whoever announces, not who was named before; a US stock code is no name
    ("zh", "新希望推出理财节目。\n科大讯飞公布，上半年公司实现营收9亿元。", "9亿元", "科大讯飞", None),
    ("zh", "哔哩哔哩(BILI.O)跌近5%，京东(JD.O)跌3.2%。", "3.2%", "京东", None),
    # a headline within the text opens other news
    (
        "zh",
        "科大讯飞与京东开展合作\n科大讯飞与京东近日签约。\n比亚迪销量增长\n比亚迪7月销量30万辆。\n湖区候鸟数量创新高\n保护区里越冬的候鸟已达2800只。",
        "2800只",
        None,
        None,
    ),
    # what a text about its country says without a name is the country's
    ("zh", "我国经济回升。一季度，社会消费品零售总额同比增长5.5%。", "5.5%", "中国", None),
    ("zh", "我国经济回升。前两个月，实际使用外资增长6.3%。", "6.3%", "中国", None),
    # lists of parts and of names
    (
        "zh",
        "年报显示，科大讯飞的主营业务为教育、软件贸易收入，占营收比例分别为70%、30%。",
        "30%",
        "科大讯飞",
        "软件贸易收入",
    ),
    ("zh", "年报显示，科大讯飞的主营业务为软件业，占营收比例为：98.5%。", "98.5%", "科大讯飞", "软件业"),
    ("zh", "上半年，法国、英国、德国对我国投资分别增长17%、13%、5%。", "13%", "英国", None),
    # an aside, a deed or a cause is no part
    ("zh", "我国精炼铜（包括铜粉、铜盐）产量12万吨。", "12万吨", "中国", "精炼铜"),
    ("zh", "科大讯飞公告，累计覆盖商户1900万家。", "1900万家", "科大讯飞", None),
    # companies of a kind, where none is named; a stub of prices is no figure
    ("zh", "去年公募基金分红频繁，分红总金额达1050亿元。", "1050亿元", "公募基金", None),
    ("zh", "科大讯飞(6.250,0.05,0.81%)公告中标。公司今年营收3亿元。", "3亿元", "科大讯飞", None),
    # markets by their indices, films, seasons and what is built
    ("zh", "沪指涨0.5%，报3600点，成交额达4300亿元。", "4300亿元", "沪指", None),
    ("zh", "上证指数涨0.2%，创业板指涨1.2%。市场成交额5800亿元。", "5800亿元", "A股", None),
    ("zh", "影片《山河记》票房超5亿元。", "5亿元", "山河记", None),
    ("zh", "2024年暑期档总票房突破90亿元。", "90亿元", "2024年暑期档", None),
    ("zh", "大同至怀来特高压工程今天开工建设，工程总投资230亿元。", "230亿元", "大同至怀来特高压工程", None),
    ("ko", "5대 은행(우리은행·농협은행)의 가계대출 잔액은 700조원으로 늘었다.", "700조원", "5대 은행", None),
    (
        "ko",
        "온빛전자는 지난해 매출 90조원 중 가전이 40조원, 반도체가 30조원을 차지했다.",
        "30조원",
        "온빛전자",
        "반도체",
    ),
    (
        "ko",
        "온빛전자는 지난해 매출 90조원 중 가전이 40조원(44%), 반도체가 30조원(33%)을 차지했다.",
        "33%",
        "온빛전자",
        "반도체",
    ),
    ("ko", "지난해 '다온샵'은 화장품 판매량이 전년보다 35% 늘었다.", "35%", "다온샵", "화장품"),
    ("zh", "科大讯飞发布三季度业绩公告称，2020年前三季度营收约10亿元。", "10亿元", "科大讯飞", None),
    # whom an economy trades with, also as a letter; parts whose names hold a slash; seasons in quotation marks
    ("zh", "7月韩国出口增长3%，对东盟出口增长12.6%。", "12.6%", "韩国", "东盟"),
    ("zh", "7月韩国对美出口同比增长14.9%。", "14.9%", "韩国", "对美"),
    (
        "zh",
        "科大讯飞主营业务为教育、打印机/扫描仪、医疗，占营收比例分别为70%、20%、10%。",
        "20%",
        "科大讯飞",
        "打印机/扫描仪",
    ),
    ("zh", "截至今天，“五一”档电影票房已经突破7亿元。", "7亿元", "“五一”档", None),
    ("zh", "建材产品出厂价格同比上涨4%，其中水泥平均出厂价格同比上涨6%。", "6%", "水泥", None),
    # prices are of goods, not of the company spoken of before
    ("zh", "科大讯飞扩产。面板价格自四月的53美元提升至57美元。", "57美元", "面板", None),
    # brokers judge, groups of companies hold, also in the sentence after
    ("zh", "中信建投认为，估值仍低。前三季度上市券商实现净利润1484亿元。", "1484亿元", "上市券商", None),
    (
        "zh",
        "前三季度上市券商实现净利润1484亿元。经纪、投行业务收入分别同比增长19%、0.6%。",
        "0.6%",
        "上市券商",
        "投行",
    ),
    # whom a sentence without numbers introduces, whose notice is quoted, who only holds shares
    ("zh", "农夫山泉召开会议。科大讯飞率先披露半年报。上半年实现营业收入49亿元。", "49亿元", "科大讯飞", None),
    ("zh", "蔚来营收3亿元。科大讯飞公告显示，公司上半年净利润4亿元。", "4亿元", "科大讯飞", None),
    (
        "zh",
        "科大讯飞发布公告。股东中国移动计划减持公司股份，占公司总股本2%。公司预计净利润3亿元。",
        "3亿元",
        "科大讯飞",
        None,
    ),
    ("zh", "贝因美(6.180,-0.17,-2.68%)发布年报。贝因美实现营业收入27亿元。", "27亿元", "贝因美", None),
    # rivals, subsidiaries, suppliers and parts told of in passing do not take the text over
    ("zh", "科大讯飞营收3亿元。同行商汤科技营收4亿元。公司净利润1亿元。", "1亿元", "科大讯飞", None),
    ("zh", "科大讯飞营收3亿元。中国移动为公司最大客户，收入占比48%。公司净利润1亿元。", "1亿元", "科大讯飞", None),
    ("zh", "科大讯飞营收3亿元。旗下商汤科技营收4亿元。上半年净利润1亿元。", "1亿元", "科大讯飞", None),
    ("zh", "科大讯飞成立于1999年，中国移动持股5%。上半年净利润1亿元。", "1亿元", "科大讯飞", None),
    # where shares are listed, who researches a market, the whole country
    ("zh", "科大讯飞的科创板上市申请获受理，拟募资28亿元。", "28亿元", "科大讯飞", None),
    ("zh", "科大讯飞在港交所公告称，公司将回购总额最多50亿港元的股份。", "50亿港元", "科大讯飞", None),
    ("zh", "科大讯飞营收3亿元。清河咨询预测，2024年直播电商市场规模为5.8万亿元。", "5.8万亿元", "直播电商", None),
    ("zh", "科大讯飞营收3亿元。上半年全国汽车销量1404.7万辆。", "1404.7万辆", "中国", "汽车"),
    # words of parts that begin or end like empty ones stay whole; circumstances are no parts
    ("zh", "科大讯飞数据中心业务收入263亿元。", "263亿元", "科大讯飞", "数据中心业务"),
    ("zh", "科大讯飞饮料收入3亿元。", "3亿元", "科大讯飞", "饮料"),
    ("zh", "科大讯飞在线教育收入3亿元。", "3亿元", "科大讯飞", "在线教育"),
    ("zh", "科大讯飞电池材料及回收收入3亿元。", "3亿元", "科大讯飞", "电池材料及回收"),
    ("zh", "科大讯飞到店业务收入3亿元。", "3亿元", "科大讯飞", "到店业务"),
    ("zh", "科大讯飞大股东中国移动持有公司24%的股份。", "24%", "科大讯飞", None),
    ("zh", "科大讯飞拟发行6亿元短期融资券。", "6亿元", "科大讯飞", None),
    # so many companies hold what they have together, and what is told after
    (
        "zh",
        "科大讯飞营收3亿元。20家白酒公司披露半年报，合计营收2424亿元，净利润956亿元。",
        "2424亿元",
        "20家白酒公司",
        None,
    ),
    (
        "zh",
        "科大讯飞营收3亿元。20家白酒公司披露半年报，合计营收2424亿元，净利润956亿元。",
        "956亿元",
        "20家白酒公司",
        None,
    ),
    ("zh", "科大讯飞、商汤科技、上海的份额分别为10%、9%和6%。", "9%", "商汤科技", None),
    # verbs before a name are no part of it, nor is who analyses a holder
    ("zh", "研究报告指出微盟集团(02013.HK)营收3亿元。", "3亿元", "微盟集团", None),
    ("zh", "科大讯飞营收9亿元。中国移动大数据分析显示，春节期间零售总额达到569亿元。", "569亿元", None, None),
    # pronouns for one of two, brands and parts that share in revenue, what a source tells of a whole market
    ("zh", "科大讯飞营收568亿元，商汤科技营收16亿元，后者毛利率为12%，前者毛利率为35%。", "35%", "科大讯飞", None),
    ("zh", "科大讯飞营收568亿元，商汤科技营收16亿元，后者毛利率为12%，前者毛利率为35%。", "12%", "商汤科技", None),
    ("zh", "科大讯飞销量9万台。小米品牌销量4万台。", "4万台", "科大讯飞", "小米品牌"),
    ("zh", "科大讯飞营收9亿元。其中，商汤科技营收4亿元，云服务营收2亿元。", "2亿元", "科大讯飞", "云服务"),
    ("zh", "科大讯飞营收3亿元。中国汽车工业协会数据显示，上半年全球动力电池装车量364.6GWh。", "364.6GWh", "全球", None),
    ("zh", "科大讯飞炼油事业部经营收益71亿元，化工事业部90亿元。", "90亿元", "科大讯飞", "化工事业部"),
    (
        "zh",
        "科大讯飞化工业务经营利润9亿元，其中炼油业务利润5亿元，化纤业务利润4亿元。",
        "4亿元",
        "科大讯飞",
        "化纤业务",
    ),
    ("zh", "科大讯飞营收3亿元。公司收到中国移动的1.6亿元首付款。", "1.6亿元", "科大讯飞", None),
    # who opens a clause holds its numbers; factories and the names of projects hold none
    ("zh", "科大讯飞份额为19.9%；商汤科技位居第二，市场份额达16.0%。", "16.0%", "商汤科技", None),
    ("zh", "科大讯飞营收9亿元；靠视觉起家的商汤科技稳稳在追，同期净利润2亿元。", "2亿元", "商汤科技", None),
    ("zh", "科大讯飞营收9亿元。同行商汤科技同一天公布的三季报显示，其收入下降3%。", "3%", "商汤科技", None),
    ("zh", "特斯拉扩产。苏州工厂的毛利率约为20%。", "20%", "特斯拉", "苏州工厂"),
    (
        "ko",
        "한국자동차협회에 따르면 9월 수입차 등록은 3만대로 집계됐다.\n브랜드별로는 테슬라가 8천대다. 비야디는 1500대다.\n연료별로 보면 전기차가 1만2480대로 39%를 차지했다.",
        "1만2480대",
        "전기차",
        None,
    ),
    ("ko", "수출은 미국이 2억달러다. 삼성전자의 가전 수출은 610억원이다.", "610억원", "삼성전자", "가전"),
    ("zh", "科大讯飞成为“中国移动智算中心服务器采购项目标段2”的候选人，中标金额为9亿元。", "9亿元", "科大讯飞", None),
]


def test_listed_parts_are_no_companies() -> None:
    text = "白溪乳、奶粉及奶制品、冷饮三大板块分别实现收入7亿元、3亿元、1亿元。"
    mention = EntityMention("", 0, 3, "白溪乳", "ORG", "org:白溪乳", "白溪乳", 0.7)
    other = replace(mention, start=text.index("奶粉"), entity_id="org:奶粉")
    assert without_parts(text, "zh", [mention]) == []
    assert without_parts("白溪乳收入7亿元。", "zh", [mention]) == [mention]
    assert without_parts(text, "ko", [mention, other]) == [mention, other]


def test_whose_figures_are_told_is_no_person() -> None:
    text = "온샤오 자동차(温晓)의 실적이다. 온샤오는 약하지 않다. 라온제의 올해 매출은 3억 위안이다. 김수로는 놀랐다."
    tagged = [("온샤오", "PERSON"), ("温晓", "ORG"), ("라온제", "PERSON"), ("김수로", "PERSON")]
    mentions = [
        EntityMention("", text.index(name), text.index(name) + 3, name, label, f"{label.lower()}:{name}", name, 0.7)
        for name, label in tagged
    ]
    read = as_companies(text, "ko", mentions)
    assert [m.label for m in read] == ["ORG", "ORG", "ORG", "PERSON"]
    assert read[0].entity_id == read[1].entity_id


def claim_of(lang: str, text: str, quantity: str) -> Claim:
    claims = xinmun.load(rules_only=True).analyze(text, lang=lang, published="2024-10-31").claims
    return next(c for c in claims if c.kind == "measure" and c.quantity_text == quantity)


@pytest.mark.parametrize(("lang", "text", "quantity", "subject", "segment"), CASES, ids=[row[1][:20] for row in CASES])
def test_holder(lang: str, text: str, quantity: str, subject: str | None, segment: str | None) -> None:
    claim = claim_of(lang, text, quantity)
    assert (claim.subject, claim.segment) == (subject, segment)
