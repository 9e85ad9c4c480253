"""Web pages: what they say of themselves, what stands around the article, their encodings and damage."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from nlp.reading import parsers, read
from nlp.reading.parsers.markup import to_text
from nlp.records import QuarantineEntry
from tests.reading.helper import FIRST, KO, KO_SECOND, SECOND, one, page, summary, write

LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "某网"},
        {
            "@type": ["NewsArticle"],
            "headline": "JSON-LD &quot;标题&quot;",
            "datePublished": "2024-08-30T23:30:00+09:00",
            "publisher": {"@type": "Organization", "name": "远山财经"},
            "mainEntityOfPage": {"@id": "https://news.example/a1"},
            "inLanguage": "zh-TW",
        },
    ],
}
OG = (
    '<meta property="og:title" content="OG 标题"><meta property="og:site_name" content="远山网">'
    '<meta property="og:url" content="https://news.example/og"><meta property="article:published_time" content="2024-08-29T08:00:00+08:00">'
)
PAGES = [
    ("", "", ("半年报公布", None, None, None)),
    (OG, "", ("OG 标题", date(2024, 8, 29), "远山网", "https://news.example/og")),
    (
        f'<script type="application/ld+json">{json.dumps(LD, ensure_ascii=False)}</script>{OG}',
        "",
        ('JSON-LD "标题"', date(2024, 8, 30), "远山财经", "https://news.example/a1"),
    ),
    (
        '<script type="application/ld+json">{broken</script>' + OG,
        "",
        ("OG 标题", date(2024, 8, 29), "远山网", "https://news.example/og"),
    ),
    ('<link rel="canonical" href="https://news.example/c">', "", ("半年报公布", None, None, "https://news.example/c")),
    ("", '<span class="pubtime">发布时间：2024年08月30日 08:12</span>', ("半年报公布", date(2024, 8, 30), None, None)),
    ("", '<time pubdate datetime="2024-08-30T08:12"></time>', ("半年报公布", date(2024, 8, 30), None, None)),
    (
        "",
        '<i class="publish">2024-08-30</i><i class="publish">2024-08-29</i>',
        ("半年报公布", None, None, None),
    ),  # which of them?
]


@pytest.mark.parametrize(("head", "body", "expected"), PAGES)
def test_what_a_page_says_of_itself(tmp_path: Path, head: str, body: str, expected: tuple[object, ...]) -> None:
    article = one(write(tmp_path / "a1.html", page(head, body)))
    title, published, source, url = expected
    assert (article.title, article.published, article.url) == (title, published, url)
    assert article.source == (source or url or str(tmp_path / "a1.html"))
    assert article.article_id == "a1"
    assert article.text.startswith(str(title))


@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_what_stands_around_the_article_is_left_out(tmp_path: Path, lang: str) -> None:
    text = one(write(tmp_path / "a.html", page(lang=lang))).text
    first, second = (FIRST, SECOND) if lang == "zh" else (KO, KO_SECOND)
    assert text.split("\n")[-2:] == [first, second]
    for outside in ("30%", "5亿元", "010", "首页"):
        assert outside not in text


def test_a_body_that_only_the_description_holds(tmp_path: Path) -> None:
    described = {"@type": "NewsArticle", "headline": "标题", "articleBody": f"{FIRST}\n{SECOND}"}
    script = f'<script type="application/ld+json">{json.dumps(described)}</script>'
    article = one(write(tmp_path / "a.html", f"<html><head>{script}</head><body><div id=app></div></body></html>"))
    assert article.text == f"标题\n{FIRST}\n{SECOND}"


LABELS = [
    ("gb2312", "gb18030", "zh"),
    ("GBK", "gb18030", "zh"),
    ("big5", "cp950", "hant"),
    ("euc-kr", "cp949", "ko"),
    ("ks_c_5601-1987", "cp949", "ko"),
    ("utf-8", "gb18030", "zh"),  # wrongly labelled, both ways
    ("gbk", "utf-8", "zh"),
    ("iso-8859-1", "cp949", "ko"),
    ("", "utf-16", "ko"),
    ("", "cp949", "ko"),
    ("x-unknown", "utf-8", "zh"),
]


@pytest.mark.parametrize(("label", "encoding", "lang"), LABELS)
def test_encodings_of_pages(tmp_path: Path, label: str, encoding: str, lang: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    markup = page(meta, lang="ko" if lang == "ko" else "zh")
    if lang == "hant":
        markup = (
            page(meta)
            .translate(str.maketrans("发营业长净润为电话权证页", "發營業長淨潤為電話權證頁", ""))
            .encode(encoding, "ignore")
            .decode(encoding)
        )
    article = one(write(tmp_path / "a.html", markup.encode(encoding, "ignore")))
    assert {"zh": FIRST, "ko": KO, "hant": "昨日發布半年"}[lang] in article.text
    assert "\ufffd" not in article.text


def test_a_broken_character_in_a_side_bar_does_not_cost_the_page(tmp_path: Path) -> None:
    meta = '<meta charset="gbk">'
    data = (
        page(meta, "<!-- 注 -->" * 300)
        .encode("gbk")
        .replace("又一家".encode("gbk"), "又一家".encode("gbk")[:-1] + b"<")
    )
    assert FIRST in one(write(tmp_path / "a.html", data)).text


def test_xhtml_with_a_declaration(tmp_path: Path) -> None:
    data = ('<?xml version="1.0" encoding="gb2312"?>\n' + page()).encode("gb2312")
    assert FIRST in one(write(tmp_path / "a.xml", data)).text


BAD_PAGES = [
    (b"", "E102"),
    (b"<html><body></body></html>", "E121"),
    (b"%PDF-1.7 \n%\xe2\xe3", "E103"),
    (b"<html>" + b"<div>" * 5000 + FIRST.encode(), "E129"),
    (b"<html>" + b"<b></b>" * 150_000, "E129"),
    (bytes(range(256)) * 9, "E103"),
]


@pytest.mark.parametrize(("data", "code"), BAD_PAGES)
def test_bad_pages(tmp_path: Path, data: bytes, code: str) -> None:
    assert summary(read([write(tmp_path / "a.html", data)])) == [(code,)]


def test_a_page_that_keeps_the_parser_busy_or_kills_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = write(tmp_path / "good.html", page())
    busy = write(tmp_path / "busy.html", "<html><body><p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">" + FIRST)
    assert [found[0] for found in summary(read([good]))] == ["good"]  # the helper has started
    monkeypatch.setattr(parsers, "SECONDS", 1.0)
    (item,) = read([busy])
    assert isinstance(item, QuarantineEntry)
    assert "[E130]" in item.error
    assert "not done in 1 seconds" in item.error
    monkeypatch.undo()
    assert [found[0] for found in summary(read([good]))] == ["good"]  # a new one has
    process = parsers._helper()._process
    assert process is not None
    process.kill()
    process.wait()
    assert [found[0] for found in summary(read([good, good]))] == ["E130", "good"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain &amp; simple", "plain & simple"),
        ("<p>一</p><p>二<b>三</b>四</p>", "一\n二三四"),
        ("一<br/>二<script>三</script>四", "一\n二四"),
        ("<table><tr><td>营收</td><td>41亿</td></tr></table>", "营收\n41亿"),
        ("  一 \n 二 ", "一 \n 二"),
        ("<p>  一 \n 二 </p>", "一 二"),
        ("<!-- 注 -->一", "一"),
        ("<![CDATA[x", ""),
    ],
)
def test_markup_to_text(markup: str, text: str) -> None:
    assert to_text(markup) == text
