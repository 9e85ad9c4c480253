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
    ("比亚迪10月销量44万辆。公司数据显示，海外销量达8万辆。", [("44万辆", "比亚迪"), ("8万辆", "比亚迪")]),
]


@pytest.mark.parametrize(("text", "expected"), MARKETS)
def test_markets_are_of_no_company(text: str, expected: list[tuple[str, str]]) -> None:
    claims = load(rules_only=True).analyze(text, lang="zh", published=date(2026, 11, 2)).claims
    told = [(c.quantity_text, c.subject) for c in claims if c.kind == "measure" and c.concept != "Other"]
    assert told[: len(expected)] == expected
