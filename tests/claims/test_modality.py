"""Whether a number is reported, forecast or aimed at: examples in a table."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.analyzer import load

READ_ON = {"zh": date(2024, 9, 12), "ko": date(2025, 2, 10)}

# language, text, the quantity, its modality
TOLD = [
    ("zh", "研报上调24-26年归母净利至18.6/21.9/25.1亿元。", "18.6", "forecast"),
    ("zh", "清泉电子称，四季度毛利率不会低于25%。", "25%", "forecast"),
    ("zh", "美国8月零售销售环比升0.1%，预期降0.2%。", "0.2%", "forecast"),
    ("zh", "清泉电子8月销量高于预期，达3万辆。", "3万辆", "reported"),
    ("zh", "9月石油产量可能环比增加2万桶，达到35万桶。", "35万桶", "forecast"),
    ("zh", "2024年全球芯片销售额将逾6000亿美元。", "6000亿美元", "forecast"),
    ("zh", "清泉电子计划投资30亿元，已投入8亿元。", "8亿元", "reported"),
    ("zh", "清泉电子计划投资30亿元，已投入8亿元。", "30亿元", "target"),
    ("zh", "清泉电子拥有月产2万辆的销售目标。", "2万辆", "target"),
    ("zh", "清泉证券维持公司2024—2026年净利润8.6亿元、9.9亿元、12亿元的预测。", "8.6亿元", "forecast"),
    ("zh", "清泉电子称，集团有信心实现收入40亿元。", "40亿元", "target"),
    ("zh", "清泉汽车8月交付2万辆，9月还得再卖3万辆才能交差。", "3万辆", "target"),
    ("zh", "清泉电子发布2024年上半年业绩预告。2024年上半年净亏损为4亿元至5亿元。", "4亿元至5亿元", "forecast"),
    ("zh", "清泉电子宣布回购股份，回购价格不超过8元/股。", "8元/股", "target"),
    ("zh", "今年资本开支将由50亿元压缩至36亿元。", "36亿元", "forecast"),
    ("zh", "展望全年，公司维持营收400亿元的目标不变。", "400亿元", "target"),
    ("zh", "预计市场规模将由2023年的98亿元增至2028年的412亿元。", "98亿元", "reported"),
    ("zh", "问：2025年全年的经营目标是什么？\n答：营收同比增长10%。", "10%", "forecast"),
    ("zh", "清泉电子通过上市议案，募资规模或在20亿美元左右。", "20亿美元", "forecast"),
    ("zh", "消息人士称清泉电子拟筹资约20亿美元。", "20亿美元", "target"),
    ("zh", "清泉电子把2024年的资本开支预算从160亿元调高到200亿元。", "200亿元", "target"),
    ("zh", "清泉电子今年资本支出由原订的42亿元拉高到50亿元。", "50亿元", "target"),
    ("zh", "清泉电子说，全年收入奔着9亿元去。", "9亿元", "forecast"),
    ("zh", "清泉电子今年仍要亏3.4亿元。", "3.4亿元", "forecast"),
    ("zh", "清泉电子2025年资本开支会在19亿元上下。", "19亿元", "forecast"),
    ("zh", "清泉电子董事会在9亿元的投资上有分歧。", "9亿元", "reported"),
    ("zh", "分析员并料2024年纯利11.2亿元。", "11.2亿元", "forecast"),
    ("zh", "清泉电子第三季度营收估季增6%。", "6%", "forecast"),
    ("zh", "清泉电子净利润228亿元，优于市场预测的212亿元，每股盈利2.1元。", "2.1元", "reported"),
    ("zh", "清泉电子净利润228亿元，优于市场预测的212亿元，每股盈利2.1元。", "212亿元", "forecast"),
    ("zh", "到2023年，清泉电子这块业务收入3亿元。", "3亿元", "reported"),
    ("zh", "清泉电子50亿美元的回购计划至今已用掉22亿美元。", "22亿美元", "reported"),
    ("zh", "清泉电子拟派末期股息每股1元，加上中期已派的1.5元。", "1.5元", "reported"),
    ("ko", "온빛소재는 기관 수요예측에서 공모가를 9000원으로 확정했다.", "9000원", "reported"),
    ("ko", "4분기 매출은 전년 대비 13% 줄어 시장 예상 수준에 머물렀다.", "13%", "reported"),
    ("ko", "온빛게임즈는 435억원을 투입해 라온의 지분을 인수했다.", "435억원", "reported"),
    ("ko", "온빛게임즈는 435억원을 투입해 공장을 짓는다.", "435억원", "target"),
    ("ko", "지난해 30억원의 적자를 기록한 온빛증권이 나아지는 만큼 이익은 늘어날 것이다.", "30억원", "reported"),
    ("ko", "온빛은 배당금을 늘릴 방침을 밝혀 주가가 6% 올랐다.", "6%", "reported"),
    ("ko", "전날 종가 1만6570원 기준 예상 배당수익률은 5%다.", "1만6570원", "reported"),
    ("ko", "무역 전쟁이 본격화할 것이란 우려로 코스피가 2450선으로 내려앉았다.", "2450", "reported"),
    ("ko", "온빛차는 19만대를 팔아 연간 목표의 54%를 달성했다.", "19만대", "reported"),
    ("ko", "온빛은 용인 공장에 9억원을 투자한다.", "9억원", "target"),
    ("ko", "온빛전선의 직원은 3600명이며 내년 말까지 400명을 더 뽑을 계획이다.", "3600명", "reported"),
    ("ko", "온빛전선의 매출은 3조원이며 영업이익은 2000억원이 될 전망이다.", "3조원", "forecast"),
    ("ko", "그는 “3분기 영업이익은 810억원으로 기대치를 밑돌겠지만 4분기는 다르다”고 말했다.", "810억원", "forecast"),
    ("ko", "그는 “4분기 영업이익은 1650억원까지 뛸 것”이라고 말했다.", "1650억원", "forecast"),
    ("ko", "하반기 매출총이익률은 17.5%까지 떨어질 수 있다고 봤다.", "17.5%", "forecast"),
    ("ko", "올해 연간으로 4% 성장률 달성도 바라볼 수 있게 됐다.", "4%", "forecast"),
    ("ko", "컨센서스는 매출 281억원, 영업이익률 75%, 순이익 20억원이다.", "20억원", "forecast"),
    ("ko", "2분기 예상 매출은 반도체 25억원, 게임 26억원 등이다.", "26억원", "forecast"),
    ("ko", "매출은 50억원으로 예상되며, 이는 전년 대비 20% 증가한 수치입니다.", "20%", "forecast"),
    ("ko", "온빛의 시가총액은 4조원으로, 주가가 오른다면 1조원이 늘 것으로 예상된다.", "4조원", "reported"),
    ("ko", "올해 매출 목표도 지난해 매출 19억원보다 30% 많은 25억원으로 설정했다.", "19억원", "reported"),
    ("ko", "올해 매출 목표도 지난해 매출 19억원보다 30% 많은 25억원으로 설정했다.", "25억원", "target"),
    ("ko", "올해 실적 가이던스는 더 공격적이다. 매출 18억달러를 내걸었다.", "18억달러", "forecast"),
    ("ko", "판매량은 15만대로, 회사가 제시한 가이던스에 부합했다.", "15만대", "reported"),
    ("ko", "온빛전자의 작년 매출은 30억 위안으로 5% 줄었고, 그것은 시장의 예측보다 낮습니다.", "30억 위안", "reported"),
    ("ko", "온빛전자의 작년 매출은 30억 위안으로 시장이 예상한 29억 위안을 조금 이겼다.", "30억 위안", "reported"),
    ("ko", "온빛전자의 작년 매출은 30억 위안으로 시장이 예상한 29억 위안을 조금 이겼다.", "29억 위안", "forecast"),
    ("ko", "온빛전자는 1분기 수입을 30억~31억 위안으로 안내했다.", "30억~31억 위안", "forecast"),
    ("ko", "한빛증권 연구원이 추정한 1분기 매출은 30억원, 영업이익은 2억원이다.", "2억원", "forecast"),
    ("ko", "온빛전자는 내년 투자를 180억달러로 잡았다.", "180억달러", "target"),
]


@pytest.mark.parametrize(("lang", "text", "quantity", "modality"), TOLD)
def test_modality(lang: str, text: str, quantity: str, modality: str) -> None:
    found = load(rules_only=True).analyze(text, lang=lang, published=READ_ON[lang]).claims
    assert {c.modality for c in found if c.quantity_text == quantity} == {modality}


def test_range_of_running_quarter_is_guidance() -> None:
    text = "对于本季，清泉电子财务长给出的营收是386亿元至470亿元。"
    claims = load(rules_only=True).analyze(text, lang="zh", published=date(2025, 10, 29)).claims
    assert [c.modality for c in claims if c.kind == "measure"] == ["forecast"]


# Korean text, the modalities of its numbers in order
IN_ORDER = [
    ("현대차의 영업이익률은 작년 7.4%에서 올해 8.1%로 높아질 전망이다.", ["reported", "forecast"]),
    ("증권사들이 전망한 농심의 2분기 영업이익은 350억원이었다.", ["forecast"]),
    (
        "증권사들은 농심의 2분기 영업이익을 350억원으로 전망했다. 지난해 같은 기간보다 361% 늘어난 금액이다.",
        ["forecast", "forecast"],
    ),
    ("농심의 2분기 영업이익은 예상을 뛰어넘는 410억원이었다.", ["reported"]),
    ("현대차의 내년 판매 목표는 올해보다 많은 35만대다.", ["target"]),
    ("현대차는 2030년까지 5조원을 투자해 새 공장을 짓는다.", ["target"]),
    ("미국의 올해 GDP는 28조달러에 달할 것으로 나타났다.", ["forecast"]),
    ("농심의 영업이익은 시장 전망치(350억원)를 웃돌았다.", ["forecast"]),
    ("삼성중공업은 이달까지 40억달러를 수주해 목표 60억달러에 다가섰다.", ["reported", "target"]),
    ("현대차는 판매 목표를 271만대에서 300만대로 올렸다.", ["target", "target"]),
    ("농심은 판매 목표를 1500억원으로 올려 잡았다.", ["target"]),
    ("농심은 310명인 인력을 400명까지 늘릴 계획이다.", ["reported", "target"]),
    ("농심은 700억원 규모의 자사주를 올해 안에 사들여 소각한다.", ["target"]),
    ("농심은 6500억원으로 잡은 투자 가운데 1400억원을 올해 쓸 것이라고 말했다.", ["target", "forecast"]),
    ("농심의 올해 손실은 60억원을 넘지 않을 것이라고 말했다.", ["forecast"]),
    ("현대차의 판매량은 8만대로 가이던스 범위(8만~9만대) 하단에 걸쳤다.", ["reported", "forecast"]),
    (
        "2023년 중국 물류로봇 시장 규모는 31억 위안이며, 2035년에는 88억 위안에 이를 것으로 예상되고 연평균 성장률은 9%다.",
        ["reported", "forecast", "forecast"],
    ),
    ("현대차의 판매량은 상반기 20만대보다 많은 24만대에 이를 전망이다.", ["reported", "forecast"]),
]


@pytest.mark.parametrize(("text", "expected"), IN_ORDER)
def test_modalities_in_order(text: str, expected: list[str]) -> None:
    found = load(rules_only=True).analyze(text, lang="ko", published=READ_ON["ko"]).claims
    assert [claim.modality for claim in found if claim.kind == "measure"] == expected
