"""Whose figures of a market are: nobody's of those who are in it, whoever a page names first."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.analyzer import load

RANKING = (
    "二季度手环市场：华为领跑\n\n研究机构数据显示，2026年第二季度，中国手环出货量为468万台，同比增长12%。\n\n"
    "第一名华为，出货量168万台，市场份额36%。\n\n第三名清泉，出货54万台，份额12%。\n\n白泉以29万台的出货量排名第四；OPPO排名第五，出货20万台。\n\n"
    "小米下滑。其他厂商合计出货76万台。\n"
)
# (text, [(value text, holder)])
MARKETS = [
    (
        RANKING,
        [
            ("468万台", "中国"),
            ("12%", "中国"),
            ("168万台", "华为"),
            ("36%", "华为"),
            ("54万台", "清泉"),
            ("12%", "清泉"),
            ("29万台", "白泉"),
            ("20万台", "OPPO"),
        ],
    ),
    (
        "比亚迪10月销量44万辆。中汽协数据显示，10月汽车销量达300万辆，同比增长9%。新能源汽车销量达170万辆。\n比亚迪毛利率为18%。",
        [("44万辆", "比亚迪"), ("300万辆", "汽车"), ("9%", "汽车"), ("170万辆", "新能源汽车"), ("18%", "比亚迪")],
    ),
    (
        "上半年扫地机器人榜\n\n监测数据显示，上半年国内扫地机器人零售量361万台，同比增长11%。\n\nNO.1 小米\n份额28%。\n\nNO.2 云泉\n份额9%，均价4000元。\n\n"
        "大疆、美的、华为刚刚入局。\n",
        [("361万台", "中国"), ("11%", "中国"), ("28%", "小米"), ("9%", "云泉"), ("4000元", "云泉")],
    ),
    ("比亚迪10月销量44万辆。公司数据显示，海外销量达8万辆。", [("44万辆", "比亚迪"), ("8万辆", "比亚迪")]),
]


@pytest.mark.parametrize(("text", "expected"), MARKETS)
def test_markets_are_of_no_company(text: str, expected: list[tuple[str, str]]) -> None:
    claims = load(rules_only=True).analyze(text, lang="zh", published=date(2026, 11, 2)).claims
    told = [(c.quantity_text, c.subject) for c in claims if c.kind == "measure" and c.concept != "Other"]
    assert told[: len(expected)] == expected


def test_a_korean_page_on_a_market_is_about_no_company() -> None:
    text = (
        "카운터포인트 스마트폰 보고서\n\n카운터포인트에 따르면 3분기 전 세계 스마트폰 출하량은 3억대로 4% 증가했다. 매출은 1120억달러를 기록했다.\n\n"
        "애플의 점유율은 20%다. 3위는 샤오미로 14%다. 4위 다온은 9%였다.\n\n카운터포인트는 4분기 출하량이 3억5000만대로 전망했다. 삼성전자와 화웨이는 언급하지 않았다.\n"
    )
    claims = load(rules_only=True).analyze(text, lang="ko", published=date(2026, 11, 2)).claims
    told = {c.quantity_text: c.subject for c in claims if c.kind == "measure"}
    assert told["3억대"] == told["1120억달러"] == "전 세계 스마트폰"
    assert (told["20%"], told["14%"], told["9%"]) == ("애플", "샤오미", "다온")
    assert told["3억5000만대"] is None
