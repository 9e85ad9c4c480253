"""Headlines take what they leave out from the text that tells the same figure."""

from datetime import date

import pytest

from nlp.analyzer import load

# (language, headline, text, what the headline's number is read as: concept, aspect, subject, first day)
HEADLINES = [
    ("ko", "2월 산업생산 1.3% 증가", "통계청이 31일 발표한 2025년 2월 산업활동동향에 따르면 전산업 생산은 전월보다 1.3% 늘었다.",
     ("IndustrialProduction", "change_qoq", "한국", "2025-02-01")),
    ("ko", "온빛전자 매출 34% 늘어", "온빛전자는 올해 1분기 매출이 지난해 같은 기간보다 34% 늘어난 3125억원을 기록했다고 8일 밝혔다.",
     ("Revenue", "change_yoy", "온빛전자", "2025-01-01")),
    ("zh", "清河科技营收增长18.5%", "清河科技公告，去年第三季度营收环比增长18.5%。",
     ("Revenue", "change_qoq", "清河科技", "2024-07-01")),
    ("ko", "온빛전자 매출 34% 늘어", "온빛전자는 올해 1분기 영업이익이 34% 늘어난 312억원을 기록했다고 8일 밝혔다.",
     ("Revenue", "change_yoy", "온빛전자", None)),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "headline", "text", "expected"), HEADLINES)
def test_headline(lang: str, headline: str, text: str, expected: tuple[str, str, str, str | None]) -> None:
    analysis = load(rules_only=True).analyze(f"{headline}\n\n{text}", lang=lang, published=date(2025, 5, 2))
    first = next(claim for claim in analysis.claims if claim.kind == "measure")
    start = str(first.period_start) if expected[3] else None
    assert (first.concept, first.aspect, first.subject, start) == expected
