"""Sections and paragraphs that are about a part of a company: what they tell without naming a part is of it."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.analyzer import load

# (lang, text, [(value text, segment)]): numbers in the order of the text.
SECTIONS = [
    (
        "ko",
        "삼성전기 실적\n\n삼성전기의 3분기 매출은 90억원, 영업이익은 9억원이다.\n\n① 광학\n매출은 60억원으로 3% 늘었다.\n② 기판(유리·수지)\n가동률이 80%로 올랐다. 영업이익은 5억원이다.\n",
        [("90억원", None), ("9억원", None), ("60억원", "광학"), ("3%", "광학"), ("80%", None), ("5억원", "기판")],
    ),
    (
        "zh",
        "比亚迪半年报\n比亚迪上半年收入90亿元。\n\n一、汽车业务\n\n收入60亿元，毛利率为21%。销量达9万辆。\n\n二、现金流与研发\n\n净利润3亿元。\n",
        [("90亿元", None), ("60亿元", "汽车业务"), ("21%", "汽车业务"), ("9万辆", "汽车业务"), ("3亿元", None)],
    ),
    (
        "zh",
        "比亚迪半年报\n比亚迪上半年收入90亿元。储能收入8亿元。\n\n储能：增长最快\n\n毛利率为25%。公司整体毛利率为20%。\n\n展望：谨慎\n\n收入有望达200亿元。\n",
        [("90亿元", None), ("8亿元", "储能"), ("25%", "储能"), ("20%", None), ("200亿元", None)],
    ),
    (
        "zh",
        "比亚迪上半年收入90亿元。\n\n海外方面，收入7亿元，毛利率为9%；销量达1万辆。公司净利润3亿元。\n\n净利率3%。\n",
        [("90亿元", None), ("7亿元", "海外"), ("9%", "海外"), ("1万辆", "海外"), ("3亿元", None), ("3%", None)],
    ),
    (
        "ko",
        "삼성전기 실적\n\n삼성전기의 3분기 매출은 90억원이다.\n\n■ 광학 부문\n\n매출은 60억원이다. 영업이익은 5억원으로 3% 늘었다.\n\n■ 향후 전망\n\n매출은 100억원으로 예상된다.\n",
        [("90억원", None), ("60억원", "광학 부문"), ("5억원", "광학 부문"), ("3%", "광학 부문"), ("100억원", None)],
    ),
    (
        "ko",
        "삼성전기 실적\n\n삼성전기의 3분기 매출은 90억원, 영업이익은 9억원이다.\n\n■ 광학\n\n매출 60억원, 영업이익 5억원을 올렸다.\n\n■ 기판(가람기판)\n\n매출은 30억원이다.\n\n■ 이웃 소식\n\n삼성SDI의 매출은 80억원이다.\n",
        [
            ("90억원", None),
            ("9억원", None),
            ("60억원", "광학"),
            ("5억원", "광학"),
            ("30억원", "기판"),
            ("80억원", None),
        ],
    ),
    (
        "zh",
        "比亚迪半年报\n比亚迪上半年收入90亿元。\n\n【储能】\n\n收入8亿元。\n\n【电子】\n\n收入30亿元，同比增长9%。\n",
        [("90亿元", None), ("8亿元", "储能"), ("30亿元", "电子"), ("9%", "电子")],
    ),
    (
        "ko",
        "삼성전기의 9월 판매량은 9만대다. 차종별로는 M5가 3만대로 가장 많았다. M7은 2만대를 판매했다.",
        [("9만대", None), ("3만대", "M5"), ("2만대", "M7")],
    ),
]


@pytest.mark.parametrize(("lang", "text", "expected"), SECTIONS)
def test_sections_tell_of_their_part(lang: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    claims = load(rules_only=True).analyze(text, lang=lang, published=date(2026, 11, 2)).claims
    assert [(claim.quantity_text, claim.segment) for claim in claims if claim.kind == "measure"] == expected
