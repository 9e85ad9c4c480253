"""The article's own date, by example."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from nlp.periods import infer_date


@pytest.mark.parametrize(
    ("lang", "text", "expected", "source"),
    [
        ("zh", "某公司业绩\n2024-08-11\n公司今日发布业绩。", date(2024, 8, 11), "text"),
        ("zh", "某公司业绩\n2024年08月30日 18:20 来源：某报\n正文。", date(2024, 8, 30), "text"),
        ("zh", "标题\n某某财经 · 2024-08-30 22:37 · 发布于上海\n正文。", date(2024, 8, 30), "text"),
        ("zh", "标题\n食品 2024-08-30 22:37 摘要由系统提取，仅供参考\n正文。", date(2024, 8, 30), "text"),
        ("zh", "标题\n某某观察 2024年8月30日\n正文。", date(2024, 8, 30), "text"),
        ("zh", "標題\n某某財經 2024/08/30 16:52　（最後更新：18:05）\n正文。", date(2024, 8, 30), "text"),
        (
            "zh",
            "8月20日，公司公布截至2025年6月30日的业绩。对手截至今年4月底的2025财年收入4亿元。",
            date(2025, 8, 20),
            "inferred",
        ),
        ("ko", "제목\n작성자 아무개 · 2024.08.30 18:20 · 조회 1,204 · 공감 17\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n2024년 8월 30일 17시 25분\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n2024년 02월 08일 16시 27분 13초\n본문이다.", date(2024, 2, 8), "text"),
        ("ko", "제목\n증권 > 종목 | 2024년 08월 30일 11:20 | 글꼴: 대 중 소\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n2024-08-30 07:42 출처: 어느과기 저자: 아무개 읽기량 3.2만\n본문이다.", date(2024, 8, 30), "text"),
        (
            "ko",
            "제목이다.\n본문이다.\n(끝) <저작권자(c) 어느뉴스, 재배포 금지> 2024/08/30 10:21 송고",
            date(2024, 8, 30),
            "text",
        ),
        ("zh", "標題\n記者某某／台北報導　113/08/30 17:20\n正文。", date(2024, 8, 30), "text"),
        ("zh", "标题\n二〇二四年八月三十日　　文/某人\n正文。", date(2024, 8, 30), "text"),
        ("zh", "上传人:某某 上传时间:2024-08-30 格式:DOCX\n正文。", date(2024, 8, 30), "text"),
        (
            "zh",
            "8月20日，公司公布2024年上半年业绩。对手截至今年4月底的2025财年收入3亿美元。",
            date(2024, 8, 20),
            "inferred",
        ),
        ("zh", "6月18日，公司公布财报，2024年第一季度订单排到2027年底。", date(2024, 6, 18), "inferred"),
        ("zh", "会议时间：2024年8月30日 14:00\n正文。", None, None),
        ("zh", "合并资产负债表 2024年12月31日\n正文。", None, None),
        ("ko", "공장 모습. 2024.8.30/어느 기자\n본문이다.", None, None),
        ("ko", "온빛소프트\n설립일 | 2013년 12월 3일\n본문이다.", None, None),
        ("zh", "发布时间：2024-08-30 10:20\n正文。", date(2024, 8, 30), "text"),
        ("zh", "某社北京2024年8月30日电 会议召开。", date(2024, 8, 30), "text"),
        ("zh", "本报北京3月2日电 2024年全国经济平稳，2024年1月出口增长。", date(2024, 3, 2), "text"),
        ("ko", "제목\n2024. 8. 11.\n본문이다.", date(2024, 8, 11), "text"),
        ("ko", "입력 2021.02.03 오전 10:10\n본문이다.", date(2021, 2, 3), "text"),
        ("ko", "송고시간 2021-02-03 10:10\n본문이다.", date(2021, 2, 3), "text"),
        ("ko", "제목\n작성자: 전기차노트 2024.08.30\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n홍길동 기자 (gil@example.com) 2024.08.30\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n2024년 8월 30일 출처: 어느전선\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n등록일 24.08.30\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n작성일 24-08-30 14:20 조회 312\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n2024.08.30(일) 14:20\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n2024년 8월 30일 게시\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "제목\n8월 30, 2024 by admin\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "[2024.08.30] 어느 회사 실적\n본문이다.", date(2024, 8, 30), "text"),
        ("ko", "재무상태표 (2024.12.31)\n본문이다.", None, None),
        ("ko", "(서울=뉴스1) 홍길동 기자 = 2024.03.05 회사는 밝혔다.", date(2024, 3, 5), "text"),
        ("zh", "4月21日，公司交出成绩单。2024年实现营业收入233亿元，去年大增。", date(2025, 4, 21), "inferred"),
        ("zh", "8月21日晚间，公司公告，2024年上半年营收93亿元。", date(2024, 8, 21), "inferred"),
        (
            "zh",
            "4月29日晚间，公司披露2025年年报，2025年实现营业收入5亿元。董事长称2026年要力争营收达到8亿元。",
            date(2026, 4, 29),
            "inferred",
        ),
        ("zh", "5月21日，公司公告，25Q1营收163亿元，25年收入可能低于950亿元。", date(2025, 5, 21), "inferred"),
        ("zh", "清晨财经简报2024年8月16日星期五\n公司到2035年要把收入翻一番。", date(2024, 8, 16), "text"),
        (
            "zh",
            "3月26日盘后发布2024财年业绩，截至2025年3月运营规模扩大，将于4月10日办会。",
            date(2025, 3, 26),
            "inferred",
        ),
        ("zh", "2025年12月19日，交易所官网披露招股书，2024年收入3亿元。", date(2025, 12, 19), "inferred"),
        ("zh", "8月3日晚间发布公告，计划于2020年8月25日至2021年2月20日减持。", date(2020, 8, 3), "inferred"),
        ("ko", "회사는 3월 5일 실적을 발표했다. 2023년 매출은 258조원이다.", date(2024, 3, 5), "inferred"),
        ("zh", "预计到2026年5月1日建成投产。", None, None),
        ("zh", "1945年8月15日，战争宣布结束。", None, None),
        ("zh", "8月21日晚间，公司发布公告。", None, None),
        ("zh", "产品正式发布于2023年5月6日以前的版本中。", None, None),
        ("ko", "5일 코스피는 2018년 10월 2일 이후 최고치로 마감했다고 발표했다.", None, None),
        ("zh", "", None, None),
    ],
)
def test_infer_date(lang: str, text: str, expected: date | None, source: str | None) -> None:
    assert infer_date(text, lang) == (expected, source)


@pytest.mark.shared
def test_real_articles(shared: Path) -> None:
    """No real article gets a wrong date; those of the seeds are all found."""
    for path in sorted((shared / "gold").glob("0*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (shared / "seeds" / f"{gold['doc']}.txt").read_text(encoding="utf-8")
        assert infer_date(text, gold["lang"])[0] == date.fromisoformat(gold["published"])
    for lang in ("zh", "ko"):
        for line in (shared / "gold" / "paragraphs" / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found = infer_date(row["text"], lang)[0]
            if row["published"] and found:
                assert found == date.fromisoformat(row["published"]), row["doc"]
