"""Which part of a company a number is of: lists and sentences that name the parts before their numbers."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.analyzer import load

# (lang, text, [(concept, segment)]): lists whose parts are named before their numbers.
PARTS = [
    (
        "ko",
        "삼성전기의 매출은 40억원이다. 가장 빨리 크는 렌즈는 이제 전체 매출의 44%를 차지한다. 그러나 그것의 매출총이익률은 17%에 불과하다.",
        [("Revenue", None), ("ShareOfRevenue", "렌즈"), ("GrossMargin", "렌즈")],
    ),
    (
        "zh",
        "比亚迪去年国内份额从14%掉到11%。",
        [("MarketShare", "国内"), ("MarketShare", "国内")],
    ),
    (
        "ko",
        "삼성전기의 매출은 120억원이다. 카메라 렌즈, 유리 기판, 전지 세 부문의 매출은 각각 60억원, 40억원, 20억원이고, 전년 대비 각각 6%, 4%, 2% 늘었다. 렌즈와 기판의 영업이익은 각각 3억원, 2억원이다.",
        [
            ("Revenue", None),
            ("Revenue", "카메라 렌즈"),
            ("Revenue", "유리 기판"),
            ("Revenue", "전지"),
            ("Revenue", "카메라 렌즈"),
            ("Revenue", "유리 기판"),
            ("Revenue", "전지"),
            ("OperatingProfit", "렌즈"),
            ("OperatingProfit", "기판"),
        ],
    ),
    (
        "zh",
        "比亚迪上半年营收40亿元。云服务撑住了大盘。上半年这块收入31亿元，同比增15%。",
        [("Revenue", None), ("Revenue", "云服务"), ("Revenue", "云服务")],
    ),
    (
        "ko",
        "기아는 8월 2만5000대를 팔았다. 내수는 9000대로 11% 급감했으나 수출은 1만6000대였다. 해외로 나간 차는 1만6000대다.",
        [
            ("Shipments", None),
            ("Shipments", "내수"),
            ("Shipments", "내수"),
            ("Shipments", "수출"),
            ("Shipments", "해외"),
        ],
    ),
    (
        "ko",
        "삼성전기의 렌즈 매출은 60억원이고, 매출총이익률은 40%다. 회사 전체의 매출총이익률은 30%다. 렌즈의 비중은 56%다. 1년 전 이 비중은 48%였다.",
        [
            ("Revenue", "렌즈"),
            ("GrossMargin", "렌즈"),
            ("GrossMargin", None),
            ("ShareOfRevenue", "렌즈"),
            ("ShareOfRevenue", "렌즈"),
        ],
    ),
    (
        "ko",
        "삼성전기의 종합 매출총이익률은 30%다. 직전 분기와 견주면 매출은 3% 늘었다. 광고를 아껴 영업이익은 5억원이다.",
        [("GrossMargin", None), ("Revenue", None), ("OperatingProfit", None)],
    ),
    (
        "zh",
        "比亚迪同步公告4月营收5亿元。彼时公司的营收只有4亿元，逆市增长3%。",
        [("Revenue", None), ("Revenue", None), ("Revenue", None)],
    ),
    (
        "zh",
        "比亚迪的自营收入9亿元，联营收入3亿元，同比分别增加45%和55%。前者毛利率为40%。手机占营收52%，平板占42%，其余为手表。",
        [
            ("Revenue", "自营"),
            ("Revenue", "联营"),
            ("Revenue", "自营"),
            ("Revenue", "联营"),
            ("GrossMargin", None),
            ("ShareOfRevenue", "手机"),
            ("ShareOfRevenue", "平板"),
        ],
    ),
    (
        "zh",
        "比亚迪的手機、平板分別實現收入9億元、3億元，前者增長7%，後者下降5%；毛利率分別為22%和25%。",
        [
            ("Revenue", "手機"),
            ("Revenue", "平板"),
            ("Revenue", "手機"),
            ("Revenue", "平板"),
            ("GrossMargin", "手機"),
            ("GrossMargin", "平板"),
        ],
    ),
    (
        "ko",
        "삼성전기의 매출은 120억원이다. 사업으로 나누면 기판, 렌즈, 전지가 각각 60억원, 40억원, 20억원을 올렸다. 국내와 해외에서 각각 90억원, 30억원을 벌었다.",
        [
            ("Revenue", None),
            ("Revenue", "기판"),
            ("Revenue", "렌즈"),
            ("Revenue", "전지"),
            ("Revenue", "국내"),
            ("Revenue", "해외"),
        ],
    ),
    (
        "ko",
        "삼성전기의 지난해 매출은 120억원이다. 매출의 62%가 국내 통신사에서 발생했다. 이름이 없는 최대 고객 한 곳이 매출의 31%를 차지했고, 상위 5대 고객을 합치면 77%에 이른다. 매출의 12%는 카메라 모듈 '온빛렌즈'에서 나온다. 유리 기판이 2027년에는 매출의 9%를 채울 전망이다.",
        [
            ("Revenue", None),
            ("ShareOfRevenue", "국내 통신사"),
            ("Other", None),
            ("ShareOfRevenue", "최대 고객"),
            ("ShareOfRevenue", "상위 5대 고객"),
            ("ShareOfRevenue", "온빛렌즈"),
            ("ShareOfRevenue", "유리 기판"),
        ],
    ),
    (
        "zh",
        "比亚迪去年收入5亿元。前五大客户收入占比分别为55%和45%，最大客户占比从18%降到12%。近三成的收入来自机构。",
        [
            ("Revenue", None),
            ("ShareOfRevenue", "前五大客户"),
            ("ShareOfRevenue", "前五大客户"),
            ("ShareOfRevenue", "最大客户"),
            ("ShareOfRevenue", "最大客户"),
            ("ShareOfRevenue", "机构"),
        ],
    ),
    (
        "ko",
        "삼성전기의 매출은 120억원이다. 카메라용 부품의 비중은 24%에서 15%로 줄었다.",
        [("Revenue", None), ("ShareOfRevenue", "카메라용 부품"), ("ShareOfRevenue", "카메라용 부품")],
    ),
    (
        "ko",
        "삼성전기의 매출은 120억원이다. 유럽에서 36%, 한국에서 34%, 북미에서 30%의 매출이 나왔다.",
        [("Revenue", None), ("ShareOfRevenue", "유럽"), ("ShareOfRevenue", "한국"), ("ShareOfRevenue", "북미")],
    ),
    ("ko", "삼성전기의 직원은 120명이다. 연구 인력의 비중은 24%다.", [("Employees", None), ("Other", None)]),
    (
        "ko",
        "삼성전기의 3분기 매출은 120억원이다. 생활 방면이 3분기에 47억원을 벌어들였다.",
        [("Revenue", None), ("Revenue", "생활 방면")],
    ),
    (
        "ko",
        "온빛게임즈의 PC 부문 매출은 30억원, 모바일은 40억원, 콘솔은 10억원이다.",
        [("Revenue", "PC 부문"), ("Revenue", "모바일"), ("Revenue", "콘솔")],
    ),
    (
        "ko",
        "네이버의 커머스 부문 매출은 8억원으로 19% 늘었다. 핀테크도 9% 성장한 4억원을 기록했고, 음악은 3억원, 만화는 2억원으로 각각 5%, 6% 줄었다. 상금은 1억원이다.",
        [
            ("Revenue", "커머스 부문"),
            ("Revenue", "커머스 부문"),
            ("Revenue", "핀테크"),
            ("Revenue", "핀테크"),
            ("Revenue", "음악"),
            ("Revenue", "만화"),
            ("Revenue", "음악"),
            ("Revenue", "만화"),
            ("Other", None),
        ],
    ),
    (
        "ko",
        "삼성전자는 매출의 40%를 차지하는 반도체가 부진했다. HA사업부 매출은 8억원이다. 비용을 줄여 매출이 3% 늘었다.",
        [("ShareOfRevenue", "반도체"), ("Revenue", "HA사업부"), ("Revenue", None)],
    ),
    (
        "zh",
        "全国工业增加值增长9%。分三大门类看，采矿业增加值增长5%，制造业增长8%。分经济类型看，国有控股企业增加值增长7%；外商投资企业增长6%。",
        [
            ("IndustrialProduction", None),
            ("IndustrialProduction", "采矿业"),
            ("IndustrialProduction", "制造业"),
            ("IndustrialProduction", "国有控股企业"),
            ("IndustrialProduction", "外商投资企业"),
        ],
    ),
    (
        "zh",
        "4月我国高技术制造业增加值同比增长12%。数字制造业同步提速，同比增长11%。",
        [("IndustrialProduction", "高技术制造业"), ("IndustrialProduction", "数字制造业")],
    ),
    (
        "zh",
        "我国航空设备制造业增加值、车载设备制造业增加值同比分别增长25%和33%。",
        [("IndustrialProduction", "航空设备制造业"), ("IndustrialProduction", "车载设备制造业")],
    ),
    ("ko", "한빛전자의 지역별 매출은 북미 300억원, 유럽 200억원이다.", [("Revenue", "북미"), ("Revenue", "유럽")]),
    (
        "ko",
        "삼성전자 매출은 10조원이다. 제품별로는 D램이 60%, 낸드가 40%를 차지했다.",
        [("Revenue", None), ("ShareOfRevenue", "D램"), ("ShareOfRevenue", "낸드")],
    ),
    (
        "ko",
        "삼성전자는 사업부별로 보면 가전이 3조원, 모바일이 8조원의 매출을 올렸다.",
        [("Revenue", "가전"), ("Revenue", "모바일")],
    ),
    (
        "zh",
        "比亚迪营收8亿元，其中国内3亿元、海外5亿元。",
        [("Revenue", None), ("Revenue", "国内"), ("Revenue", "海外")],
    ),
    (
        "zh",
        "比亚迪分产品看，电池实现收入12亿元，同比增长5%；电机8亿元，增长3%。",
        [("Revenue", "电池"), ("Revenue", "电池"), ("Revenue", "电机"), ("Revenue", "电机")],
    ),
    # what a part brings in and makes of the whole is its own, and so is what is told of 该业务
    (
        "zh",
        "宁德时代的储能业务全年出货90GWh，贡献营收573亿元，占公司总收入的14%。四季度该业务毛利率24%。",
        [
            ("Shipments", "储能业务"),
            ("Revenue", "储能业务"),
            ("ShareOfRevenue", "储能业务"),
            ("GrossMargin", "储能业务"),
        ],
    ),
    (
        "zh",
        "宁德时代的储能业务收入573亿元，公司实现营收4000亿元。",
        [("Revenue", "储能业务"), ("Revenue", None)],
    ),
]


@pytest.mark.parametrize(("lang", "text", "expected"), PARTS)
def test_parts(lang: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    claims = load(rules_only=True).analyze(text, lang=lang, published=date(2024, 8, 30)).claims
    assert [(claim.concept, claim.segment) for claim in claims if claim.kind == "measure"] == expected
