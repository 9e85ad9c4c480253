"""Whose a number is: who only speaks of it holds it not, nor does an object, a unit or a place beside the matter."""

from __future__ import annotations

import pytest

import nlp as xinmun
from nlp.records import Claim

# language, text, the number, its subject, its segment; None for nobody and for the whole
CASES = [
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
    # companies counted or without a name
    ("zh", "其中，264家公司毛利率超过50%。", "50%", "264家公司", None),
    ("zh", "受原材料涨价影响，公司毛利率下降至20%。", "20%", "公司", None),
]


def claim_of(lang: str, text: str, quantity: str) -> Claim:
    claims = xinmun.load(rules_only=True).analyze(text, lang=lang, published="2024-10-31").claims
    return next(c for c in claims if c.kind == "measure" and c.quantity_text == quantity)


@pytest.mark.parametrize(("lang", "text", "quantity", "subject", "segment"), CASES, ids=[row[1][:20] for row in CASES])
def test_holder(lang: str, text: str, quantity: str, subject: str | None, segment: str | None) -> None:
    claim = claim_of(lang, text, quantity)
    assert (claim.subject, claim.segment) == (subject, segment)
