"""Whom a number belongs to where the clause does not name it: a word for the company, a short form, or nothing at all."""

from __future__ import annotations

from datetime import date

import pytest

import nlp as xinmun
from nlp.records import Claim

# language, text, the number, its subject, the words that stand for the subject
CASES = [
    ("zh", "科大讯飞发布半年报。公司上半年实现营收41.62亿元。", "41.62亿元", "科大讯飞", "公司"),
    ("zh", "科大讯飞发布半年报。该公司上半年实现营收41.62亿元。", "41.62亿元", "科大讯飞", "该公司"),
    ("zh", "海尔集团公布业绩。集团全年收入为3715亿元。", "3715亿元", "海尔集团", "集团"),
    (
        "zh",
        "卓越联合科技股份有限公司被罚。当事人2023年收入为1.2亿元。",
        "1.2亿元",
        "卓越联合科技股份有限公司",
        "当事人",
    ),
    ("zh", "初创公司华澜科技（HuaBot）公布业绩。华澜宣布，2023年营收为3.2亿元。", "3.2亿元", "华澜科技", "华澜"),
    ("zh", "科大讯飞上半年营收41.62亿元。净利润为2.1亿元。", "2.1亿元", "科大讯飞", "科大讯飞"),
    # the company told of in the sentence itself, in its title or with the number before, comes before the one in focus
    (
        "zh",
        "科大讯飞营收41.62亿元。摩根士丹利将宁德时代目标价上调至230元，预计其净利润为492亿元。",
        "492亿元",
        "宁德时代",
        "宁德时代",
    ),
    (
        "zh",
        "科大讯飞营收41.62亿元。\n【宁德时代：净利增长10%】公司净利润为492亿元。",
        "492亿元",
        "宁德时代",
        "宁德时代",
    ),
    # an article whose title names one company alone is of that company under each of its headlines
    (
        "zh",
        "科大讯飞半年报里的三件事\n公司上半年营收41.62亿元，宁德时代是客户之一。\n钱花在哪里\n销售费用为3.2亿元。\n账上还有多少\n公司存货为2亿元。",
        "3.2亿元",
        "科大讯飞",
        "科大讯飞",
    ),
    # so is a Korean one that names a company before all others, though its rivals together are named oftener
    (
        "ko",
        "삼성전자가 낸 분기보고서를 보면 매출은 79조원이다.\n삼성전자는 증설에 나섰다. 기아는 30억원을 투자한다. "
        "네이버의 매출은 2억원이다. 카카오의 매출은 3억원이다.\n남은 일감을 보면 수주잔고는 9월 말 24억원이다.",
        "24억원",
        "삼성전자",
        "삼성전자",
    ),
    # under a heading that opens with a company, as several do, its paragraphs are its own
    (
        "ko",
        "3분기 성적표 미리 보기\n증권사들의 추정치를 모았다.\n\n◇삼성전자\n매출은 79조원이다. 기아와 손을 잡았다.\n\n"
        "◇네이버는 '맑음'\n네이버와 카카오가 겨룬다. 카카오의 매출은 3억원이다.\n영업이익은 24억원이다.\n",
        "24억원",
        "네이버",
        "네이버",
    ),
    # a review of a trade is of nobody alone, whomever its title names
    (
        "ko",
        "게임 성적표, 카카오 1위\n카카오는 매출 30억원으로 1위를 지켰다.\n네이버는 매출이 15% 늘었다. 네이버의 신작이 팔렸다.\n삼성전자는 매출이 9% 줄었다.\n현대자동차는 매출 증가율이 12%였다. 모바일 부문 매출은 4억원이었다.",
        "4억원",
        "현대자동차",
        "현대자동차",
    ),
    # who only publishes it holds nothing, wherever the text names it
    (
        "zh",
        "科大讯飞半年报\n木禾财经 2024年8月30日\n投资人告诉木禾财经，上半年营收41.62亿元。",
        "41.62亿元",
        "科大讯飞",
        "科大讯飞",
    ),
    ("zh", "科大讯飞营收41.62亿元。宁德时代的股东持有公司24.4%的股份。", "24.4%", "宁德时代", "宁德时代"),
    ("zh", "科大讯飞营收41.62亿元。子公司宁德时代营收3亿元，公司净利润为2亿元。", "2亿元", "科大讯飞", "公司"),
    ("zh", "科大讯飞营收41.62亿元。宁德时代则有些掉队。上半年营收9亿元。", "9亿元", "宁德时代", "宁德时代"),
    ("zh", "科大讯飞营收41.62亿元。宁德时代时隔9个月复牌，公司股价大跌53%。", "53%", "宁德时代", "宁德时代"),
    ("zh", "科大讯飞营收41.62亿元。中国移动持有其8%股份，公司净利润为2亿元。", "2亿元", "科大讯飞", "公司"),
    (
        "zh",
        "科大讯飞营收41.62亿元。招商证券认为，给予宁德时代增持评级，预计公司净利润30亿元。",
        "30亿元",
        "宁德时代",
        "宁德时代",
    ),
    ("zh", "科大讯飞营收41.62亿元。中国移动旗下的这家公司加快扩产。净利润为2亿元。", "2亿元", "科大讯飞", "科大讯飞"),
    ("ko", "삼성전자가 실적을 발표했다. 회사는 3분기 매출이 79조원이라고 밝혔다.", "79조원", "삼성전자", "회사"),
    ("ko", "삼성전자가 실적을 발표했다. 당사의 3분기 매출은 79조원이다.", "79조원", "삼성전자", "당사"),
    ("ko", "삼성전자가 실적을 발표했다. 동사의 3분기 매출은 79조원이다.", "79조원", "삼성전자", "동사"),
    ("ko", "삼성전자가 실적을 발표했다. 해당 기업의 3분기 매출은 79조원이다.", "79조원", "삼성전자", "해당 기업"),
    ("ko", "한화가 실적을 내놨다. 그룹의 지난해 매출은 72조원이다.", "72조원", "한화", "그룹"),
    (
        "ko",
        "중국 기업 화란커지(华澜科技)가 상장한다. 화란은 지난해 매출 3억위안을 올렸다.",
        "3억위안",
        "화란커지",
        "화란",
    ),
    ("ko", "삼성전자는 3분기 매출 79조원을 기록했다. 영업이익은 9조원이다.", "9조원", "삼성전자", "삼성전자"),
    ("ko", "샤오미의 매출은 30억 위안이다. 지난해엔 4억 위안의 적자를 냈다.", "4억 위안", "샤오미", "샤오미"),
]


def claim_of(lang: str, text: str, quantity: str) -> Claim:
    claims = xinmun.load().analyze(text, lang=lang, published="2024-10-31").claims
    return next(c for c in claims if c.kind == "measure" and c.quantity_text == quantity)


@pytest.mark.parametrize(("lang", "text", "quantity", "subject", "words"), CASES, ids=[row[1][:20] for row in CASES])
def test_subject_in_focus(lang: str, text: str, quantity: str, subject: str, words: str) -> None:
    claim = claim_of(lang, text, quantity)
    assert (claim.subject, claim.subject_text) == (subject, words)


@pytest.mark.parametrize(
    ("lang", "texts", "quantity"),
    [
        (
            "zh",
            (
                "科大讯飞发布半年报。科大讯飞上半年营收41.62亿元。",
                "科大讯飞发布半年报。公司上半年营收41.62亿元。",
                "科大讯飞发布半年报。上半年营收41.62亿元。",
            ),
            "41.62亿元",
        ),
        (
            "ko",
            (
                "삼성전자가 발표했다. 삼성전자의 3분기 매출은 79조원이다.",
                "삼성전자가 발표했다. 회사의 3분기 매출은 79조원이다.",
                "삼성전자가 발표했다. 3분기 매출은 79조원이다.",
            ),
            "79조원",
        ),
    ],
)
def test_a_name_is_surer_than_what_stands_for_it(lang: str, texts: tuple[str, str, str], quantity: str) -> None:
    named, word, omitted = (claim_of(lang, text, quantity) for text in texts)
    assert named.subject == word.subject == omitted.subject
    assert named.confidence > max(word.confidence, omitted.confidence)


@pytest.mark.parametrize(
    ("lang", "text", "quantity"),
    [
        ("zh", "科大讯飞发布半年报。子公司收入为1.2亿元。", "1.2亿元"),
        ("ko", "삼성전자가 실적을 발표했다. 국내 업체 5곳의 매출은 79조원이다.", "79조원"),
    ],
)
def test_other_companies_are_not_the_one_in_focus(lang: str, text: str, quantity: str) -> None:
    assert claim_of(lang, text, quantity).subject_text not in ("公司", "업체")


def test_a_paragraph_that_opens_with_the_company_quotes_it_and_no_rival() -> None:
    text = "科大讯飞的账本\n\n科大讯飞上半年营收93亿元。\n\n同行也不差。商汤科技营收24亿元。\n\n公司预计，全年资本开支约18亿元。"
    claims = xinmun.load(rules_only=True).analyze(text, lang="zh", published=date(2024, 8, 30)).claims
    assert {(c.subject, c.speaker) for c in claims if c.quantity_text == "18亿元"} == {("科大讯飞", "科大讯飞")}
    assert [c.speaker for c in claims if c.kind == "statement"] == ["科大讯飞"]
