import pytest

from nlp.structure import read_structure

WRAPPED = (
    "第一季度公司营业收入为十二点五亿元，管理层在说明会上介绍了各项业务的进展并回答了提\n"
    "问者的问题，其中包括海外市场的扩张计划以及新产品的推出时间，大家对此都表示了很大的\n"
    "兴趣，另外还谈到了人员招聘的安排以及供应链方面的一些变化，现场气氛相当不错，参加\n"
    "者表示满意。下一段从这里开始。"
)

SENTENCES = [
    # (lang, text, sentences)
    ("zh", "营收增长。利润下降！为何？", ["营收增长。", "利润下降！", "为何？"]),
    ("zh", "他说：“我们有信心。明年会更好。”记者追问。", ["他说：“我们有信心。明年会更好。”记者追问。"]),
    ("zh", "毛利率为3.5%。净利润4.2亿元。", ["毛利率为3.5%。", "净利润4.2亿元。"]),
    ("zh", "公司标题\n正文第一句。", ["公司标题", "正文第一句。"]),
    (
        "zh",
        "业绩 - 收入达9亿元 [2][5] - 2024年亏损-3亿元 [6] 展望 - 预计增长。",
        ["业绩", "- 收入达9亿元 [2][5]", "- 2024年亏损-3亿元 [6]", "展望", "- 预计增长。"],
    ),
    ("ko", "매출은 3.5조원이다. 영업이익은 줄었다.", ["매출은 3.5조원이다.", "영업이익은 줄었다."]),
    ("ko", "매출이 늘었다.24일 회사는 밝혔다.", ["매출이 늘었다.", "24일 회사는 밝혔다."]),
    (
        "ko",
        '그는 "올해는 좋다. 내년도 좋다."라고 말했다. 끝이다.',
        ['그는 "올해는 좋다. 내년도 좋다."라고 말했다.', "끝이다."],
    ),
    ("ko", "성장률은 2.3%다. 물가는 1.5%다.", ["성장률은 2.3%다.", "물가는 1.5%다."]),
]

BLOCKS = [
    # (lang, line, kind)
    ("zh", "![图](http://example.com/a.png)", "image"),
    ("zh", "未经授权，不得转载", "boilerplate"),
    ("zh", "责任编辑：王某", "boilerplate"),
    ("zh", "某某财经 · 2024-08-30 22:37 · 发布于上海", "boilerplate"),
    ("zh", "某某观察 2024年8月30日", "boilerplate"),
    ("zh", "首页 > 上市公司 > 食品饮料", "boilerplate"),
    ("zh", "公司研究 | 食品饮料 | 乳制品", "boilerplate"),
    ("zh", "要闻　财经　地产　娱乐　|　下载APP", "boilerplate"),
    ("zh", "清泉股份中期多赚三成　港澳同店转升　派息1.3仙", "heading"),
    ("zh", "刘庆峰　徐立　王兴　张勇", "heading"),
    ("zh", "8月30日晚间公司披露半年报", "heading"),
    ("ko", "증권 > 종목 | 2024년 08월 30일 11:20 | 글꼴: 대 중 소", "boilerplate"),
    ("ko", "회사는 2024년 8월 30일 11:20 공시에서 매출이 늘었다고 밝혔다.", "text"),
    ("zh", "https://example.com/a/b", "link"),
    ("zh", "公司发布年报，收入为12亿元。", "text"),
    ("ko", "무단 전재 및 재배포 금지", "boilerplate"),
    ("ko", "이전글 | 라온, 신차 공개", "boilerplate"),
    ("ko", "다음 글: 라온 신차, 가격은 35만 위안부터", "boilerplate"),
    ("ko", "[관련기사] 라온 사전예약 200만", "boilerplate"),
    ("ko", "열독 랭킹: 라온 17 판매량 / 다온 2세대", "boilerplate"),
    ("ko", "온빛 | 태그 #반도체 #투자 | 인기글 ① 8월 결성액", "boilerplate"),
    ("ko", "온빛항공 [047000] | 코스피 종목", "boilerplate"),
    ("ko", "홍길동 기자 hong@example.com", "boilerplate"),
    ("ko", "구독하기", "boilerplate"),
    ("ko", "구독료 올려도 안 떠났다…온빛, 2분기 영업익 112억", "heading"),
    ("ko", "회사는 매출이 늘었다고 밝혔다.", "text"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), SENTENCES)
def test_sentences(lang: str, text: str, expected: list[str]) -> None:
    found = [text[s.start : s.end] for s in read_structure(text, lang).sentences]
    assert found == expected


@pytest.mark.parametrize(("lang", "line", "kind"), BLOCKS)
def test_blocks(lang: str, line: str, kind: str) -> None:
    (block,) = read_structure(line, lang).blocks
    assert block.kind == kind


def test_of_front_matter_the_title_alone_is_a_sentence() -> None:
    text = "---\ntitle: '收入93亿'\ndate: 2024-08-30\n---\n\n收入为93.25亿元。"
    structure = read_structure(text, "zh")
    assert [text[s.start : s.end] for s in structure.sentences] == ["收入93亿", "收入为93.25亿元。"]
    assert [block.kind for block in structure.blocks] == ["front_matter", "heading", "front_matter", "text"]


def test_forced_line_breaks_do_not_end_a_sentence() -> None:
    sentences = read_structure(WRAPPED, "zh").sentences
    assert len(sentences) == 2
    assert sentences[0].end == WRAPPED.index("。") + 1


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "“", "((((((", "---\n", "。。。。", "다.다.다."])
def test_odd_texts(text: str) -> None:
    for lang in ("zh", "ko"):
        for sentence in read_structure(text, lang).sentences:
            assert 0 <= sentence.start < sentence.end <= len(text)
