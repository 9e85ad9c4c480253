"""Accuracy on real text: openings of 12 characters, and whole paragraphs."""

from __future__ import annotations

import lzma
import re
from pathlib import Path

import pytest

from nlp.language import detect

TEXT = Path(__file__).resolve().parents[3] / "shared" / "data" / "text"
NEWS = {
    "zh": [
        "finance_daily_blog",
        "fincuge_finance",
        "xin_wen_lian_bo",
        "fewclue_csl_csldcp_tnews",
        "drcd_dev_test_hant",
    ],
    "ko": ["business_news", "business_news_hankyung", "business_news_article_summary", "news_misc", "petitions"],
}
_NATIVE = re.compile("[一-鿿가-힣]")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not TEXT.is_dir(), reason="needs ../shared/data/text beside the repository"),
]


def paragraphs(lang: str, name: str, step: int) -> list[str]:
    """Every step-th paragraph of a corpus, long enough to be cut."""
    with lzma.open(TEXT / lang / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        return [line.strip() for line in file.read().split("\n") if len(line) >= 12][::step]


def accuracy(lang: str, texts: list[str]) -> float:
    return sum(detect(text).lang == lang for text in texts) / len(texts)


@pytest.mark.parametrize(("lang", "name"), [(lang, name) for lang, names in NEWS.items() for name in names])
def test_openings_and_paragraphs(lang: str, name: str) -> None:
    texts = paragraphs(lang, name, 11)
    openings = [text[:12] for text in texts if _NATIVE.search(text[:12])]  # a cut may leave nothing but a Latin name
    assert accuracy(lang, openings) >= 0.99
    assert accuracy(lang, texts) >= 0.999


@pytest.mark.parametrize(("name", "script"), [("drcd_dev_test_hant", "Hant"), ("fincuge_finance", "Hans")])
def test_script_of_paragraphs(name: str, script: str) -> None:
    texts = paragraphs("zh", name, 5)
    assert sum(detect(text).script == script for text in texts) / len(texts) >= 0.99


@pytest.mark.parametrize(
    ("name", "script", "wrong"), [("drcd_dev_test_hant", "Hant", "Hans"), ("fincuge_finance", "Hans", "Hant")]
)
def test_script_of_openings(name: str, script: str, wrong: str) -> None:
    scripts = [detect(text[:12]).script for text in paragraphs("zh", name, 5)]
    assert scripts.count(script) / len(scripts) >= 0.88  # the others read the same in both scripts
    assert scripts.count(wrong) / len(scripts) <= 0.01
