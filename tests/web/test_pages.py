from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from nlp.web.store import Store, month_or_year
from nlp.web.texts import LANGUAGES, choose_language
from tests.web.small_run import HOSTILE, write_run

PATHS = [
    "/",
    "/companies",
    "/company?id=iflytek",
    "/review",
    "/article?id=zh_half",
    "/review/correct?id=zh_half-Revenue",
]


def words(html: str) -> str:
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.partition("<main")[2]))


def event_of(browser, query: str) -> str:
    found = re.search(r"/event/\w+", browser.html(f"/?q={query}"))
    assert found
    return found[0]


@pytest.mark.parametrize(
    "query", ["아이플라이텍", "科大讯飞", "科大訊飛", "iFlytek", "IFLYTEK", "讯 飞", "002230", "커다쉰페이"]
)
def test_a_company_is_found_by_any_of_its_names(browser, query):
    html = browser.html(f"/?q={query}", "ko")
    assert "/company?id=iflytek" in html
    assert "사건 2건" in html


@pytest.mark.parametrize("query", ["윈판칭허", "云帆", "雲帆青禾"])
def test_a_company_that_is_nowhere_listed_is_found_by_its_sound(browser, query):
    assert "id=org%3Ayunfan" in browser.html(f"/companies?q={query}")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("q=삼성전자", 0),
        ("period=2024", 1),
        ("period=2025-06", 2),
        ("period=2025-3", 3),
        ("period=soon", 0),
        ("period=0000", 0),
        ("kind=funding", 1),
        ("relation=conflict", 1),
        ("relation=superseded", 1),
        ("reported=ko", 1),
        ("reported=both", 1),
        ("reported=zh", 4),
        ("q=%25", 0),
        ("q=x' OR '1'='1", 0),
    ],
)
def test_events_are_filtered(browser, query, count):
    assert len(re.findall(r'<h3><a href="/event/', browser.html(f"/?{query}"))) == count


def test_conflicts_come_first(browser):
    first = browser.html("/").partition('<li class="card">')[2]
    assert "conflict" in first.partition("</li>")[0]
    facts = re.findall(r'<section class="fact (\w+)"', browser.html(event_of(browser, "科大讯飞")))
    assert facts == ["conflict", "superseded"]


def test_a_record_has_both_languages_side_by_side_with_the_figures_marked(browser):
    html = browser.html(event_of(browser, "아이플라이텍"), "ko")
    assert re.findall(r'<blockquote lang="(\w+)">[^<]*<mark>([^<]*)</mark>', html) == [
        ("zh", "1.2亿元"),
        ("ko", "1억5천만 위안"),
        ("zh", "40亿元"),
        ("zh", "41.62亿元"),
        ("ko", "41억6천만 위안"),
    ]
    assert "순이익 1억2000만 위안 / 1억5000만 위안" in words(html)


@pytest.mark.parametrize(
    ("lang", "value", "distance"),
    [
        ("zh", "营业收入 41.62亿元", "较此前预测（40亿元）高 1.62亿元"),
        ("ko", "매출 41억6200만 위안", "전망치(40억 위안)보다 1억6200만 위안 많음"),
        ("en", "revenue CNY 4.162 billion", "CNY 162 million above the forecast of CNY 4 billion"),
    ],
)
def test_values_and_distances_are_in_the_language_of_the_reader(browser, lang, value, distance):
    shown = words(browser.html(event_of(browser, "iflytek"), lang))
    assert value in shown
    assert distance in shown


def test_a_choice_of_language_stays(browser):
    assert '<html lang="ko">' in browser.html("/?lang=ko", "en")
    assert '<html lang="ko">' in browser.html("/companies", "zh")


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "chosen"),
    [
        (None, None, "", "en"),
        (None, None, "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        (None, None, "fr, zh-TW;q=0.5", "zh"),
        (None, "zh", "ko", "zh"),
        ("en", "zh", "ko", "en"),
        ("xx", None, "ko", "ko"),
    ],
)
def test_the_language_of_a_reader(asked, kept, accepted, chosen):
    assert choose_language(asked, kept, accepted) == chosen


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024", ("2024-01-01", "2025-01-01")),
        ("2024-12", ("2024-12-01", "2025-01-01")),
        ("2024-2", ("2024-02-01", "2024-03-01")),
        ("2024-13", None),
        ("24", None),
        ("２０２４", None),
    ],
)
def test_a_month_or_a_year(text, days):
    read = month_or_year(text)
    assert (read and tuple(map(str, read))) == days


@pytest.mark.parametrize(
    "path", ["/event/nothing", "/company?id=nothing", "/article?id=nothing", "/review/correct?id=nothing", "/nothing"]
)
def test_what_is_not_there_is_said(browser, path):
    assert "404 Not Found" in browser.html(path, status=404)


@pytest.mark.parametrize("path", ["/?page=0", "/?page=x", "/?q=" + "x" * 300, "/company"])
def test_a_wrong_question_is_said(browser, path):
    assert "400 Bad Request" in browser.html(path, status=400)


def test_an_article_is_shown_to_the_letter_with_its_figures(browser):
    html = browser.html("/article?id=zh_half")
    text = html.partition('<article class="text" lang="zh">')[2].partition("</article>")[0]
    assert re.sub(r"<[^>]+>", "", text) == "科大讯飞发布半年报。公司上半年营收41.62亿元，净利润1.2亿元。"
    assert re.findall(r'href="#c-([\w-]+)">([^<]+)</a>', text) == [
        ("zh_half-Revenue", "41.62亿元"),
        ("zh_half-ProfitLoss", "1.2亿元"),
    ]


def test_a_copy_of_another_text_is_marked(browser):
    sources = re.findall(
        r'<p class="source"><a href="/article.id=(\w+)(.*?)</p>', browser.html("/review", "ko"), re.DOTALL
    )
    assert {article_id for article_id, shown in sources if "같은 기사" in shown} == {"zh_year"}


def test_quarantined_inputs_are_counted(browser):
    assert "1 inputs could not be processed" in browser.html("/")


@pytest.mark.parametrize(
    "path", [*PATHS, "/?q=<script>", "/companies?q=<script>", "/company?id=org:" + HOSTILE, "/article?id=zh_bad"]
)
def test_hostile_text_stays_text(browser, path):
    html = browser.html(path)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<b><script" not in html
    assert "javascript:" not in html
    assert html.count("<script") == 1
    assert " style=" not in html


def test_hostile_text_is_in_the_pages_that_are_tested(browser):
    assert "&lt;script&gt;alert(1)" in browser.html("/article?id=zh_bad")
    assert "&lt;script&gt;alert(1)" in browser.html("/")


class _Outline(HTMLParser):
    """Collects what the tests of the markup look at."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fields: list[str | None] = []
        self.labels: list[str | None] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag in ("select", "textarea") or (tag == "input" and given.get("type") != "hidden"):
            self.fields.append(given.get("id"))
        if tag == "label":
            self.labels.append(given.get("for"))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_markup_can_be_read_aloud(browser, path, lang):
    outline = _Outline()
    html = browser.html(path, lang)
    outline.feed(html)
    assert len(set(outline.ids)) == len(outline.ids)
    assert set(outline.fields) <= set(outline.labels)
    assert outline.headings.count("h1") == 1
    assert all(int(b[1]) - int(a[1]) <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))
    assert f'<html lang="{lang}">' in html


@pytest.mark.parametrize("store", ["parquet", "duckdb"])
def test_every_format_of_a_run_is_read(out, tmp_path, store):
    shown = []
    for place in (out, write_run(tmp_path / store, store)):
        read = Store(place)
        shown.append(
            (read.counts, read.series("iflytek"), read.article_claims("zh_half"), read.article_claims("zh_bad"))
        )
        read.close()
    assert shown[0] == shown[1]
