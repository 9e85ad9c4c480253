"""Each format: what becomes of its fields, its damage, and its encodings."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tracemalloc
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nlp.reading import Source, list_sources, parsers, read
from nlp.reading.parsers.markup import to_text
from nlp.records import Article, QuarantineEntry

FIRST = "公司昨日发布半年报，营业收入为41.62亿元，同比增长7.3%。"
SECOND = "净利润为3.1亿元，下降2.4%，原料价格上涨是主要原因。"
KO = "회사는 어제 반기 보고서를 내고 매출이 4조1620억원으로 7.3% 늘었다고 밝혔다. 영업이익은 3100억원이었다."
KO_SECOND = "증권사들은 하반기에 판매가 더 늘 것으로 내다봤다."


def summary(items: Iterable[Article | QuarantineEntry]) -> list[tuple[str, ...]]:
    """Id and text of each article, code of each rejection."""
    return [(i.article_id, i.text) if isinstance(i, Article) else (i.error[1:5],) for i in items]


def one(path: Path, **options: str) -> Article:
    (item,) = read([path], **options)  # type: ignore[arg-type]
    assert isinstance(item, Article), item
    return item


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- pages ---


def page(head: str = "", body: str = "", lang: str = "zh") -> str:
    first, second = (FIRST, SECOND) if lang == "zh" else (KO, KO_SECOND)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head>{head}<title>窗口标题_某网</title></head><body>
<nav><a href="/">首页</a> <a href="/s">股票</a></nav>
<div class="article"><h1>半年报公布</h1>{body}<p>{first}</p><p>{second}</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/x">另一家公司净利增长30%</a></li><li><a href="/y">又一家亏损5亿元</a></li></ul></div>
<footer>版权所有 某网 电话 010-12345678</footer></body></html>"""


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


# --- feeds ---

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>远山财经</title><link>https://news.example/</link><language>zh-CN</language>
<item><title>半年报</title><link>https://news.example/1</link><guid>n1</guid><pubDate>Fri, 30 Aug 2024 23:30:00 +0900</pubDate>
<description>摘要</description><content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded></item>
<item><title>快讯</title><link>https://news.example/2</link><description>&lt;b&gt;{SECOND}&lt;/b&gt;</description><pubDate>soon</pubDate></item>
<item><title>只有标题：营收增长7%</title></item>
<item><description> </description></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ko"><title>먼산일보</title>
<entry><id>tag:x,1</id><title type="text">반기 보고서</title><link href="https://news.example/k1"/><published>2024-08-30T00:10:00+09:00</published>
<content type="html">&lt;p&gt;{KO}&lt;/p&gt;</content></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.rss", RSS)
    items = list(read([path]))
    assert [item.source for item in items] == ["远山财经"] * 3 + [f"{path}:4"]
    first, second, third = (item for item in items if isinstance(item, Article))
    assert (first.article_id, first.title, first.text) == ("n1", "半年报", f"半年报\n{FIRST}\n{SECOND}")
    assert (first.published, first.url, first.lang, first.script) == (
        date(2024, 8, 30),
        "https://news.example/1",
        "zh",
        "Hans",
    )
    assert (second.article_id, second.text, second.published) == ("https://news.example/2", f"快讯\n{SECOND}", None)
    assert third.text == third.title == "只有标题：营收增长7%"
    assert summary(items)[3] == ("E106",)


def test_atom(tmp_path: Path) -> None:
    article = one(write(tmp_path / "feed.xml", ATOM))
    assert (article.article_id, article.text, article.lang) == ("tag:x,1", f"반기 보고서\n{KO}", "ko")
    assert (article.published, article.source) == (date(2024, 8, 30), "먼산일보")


@pytest.mark.parametrize(
    ("encoding", "label"), [("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-16", "utf-16"), ("utf-8", "gbk")]
)
def test_encodings_of_feeds(tmp_path: Path, encoding: str, label: str) -> None:
    path = write(tmp_path / "feed.rss", RSS.replace('encoding="utf-8"', f'encoding="{label}"').encode(encoding))
    assert next(iter(summary(read([path])))) == ("n1", f"半年报\n{FIRST}\n{SECOND}")


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "哈哈">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]><rss><channel><title>x</title><item><title>&m;</title><description>&m;</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("<?xml version='1.0'?><urlset></urlset>", ["E123"]),
        ("<rss><channel><title>x</title></channel></rss>", ["E124"]),
        ("", ["E102"]),
        ("<rss>" + "<a>" * 3000, ["E129"]),
        (RSS[: RSS.index("<item><title>快讯")], ["n1", "E120"]),  # cut off
        ("http://127.0.0.1:9/feed <rss>", ["E124"]),  # an address is not followed
    ],
)
def test_bad_feeds(tmp_path: Path, content: str, codes: list[str]) -> None:
    assert [found[0] for found in summary(read([write(tmp_path / "feed.rss", content)]))] == codes


def test_billion_laughs(tmp_path: Path) -> None:
    tracemalloc.start()
    (article,) = read([write(tmp_path / "feed.rss", LAUGHS)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(article, Article)
    assert len(article.text) < 100
    assert peak < 30_000_000  # the library, loaded here, takes the most


# --- JSON ---

NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "标题",
    "articleBody": FIRST,
    "datePublished": "2024-08-30",
}
DOCUMENTS = [
    ({"id": "a", "text": FIRST}, [("a", FIRST)]),
    ([{"id": "a", "text": FIRST}, {"id": "b", "body": SECOND}], [("a", FIRST), ("b", SECOND)]),
    ({"status": "ok", "articles": [{"id": "a", "text": FIRST}, 7]}, [("a", FIRST), ("E106",)]),
    ({**NEWS, "@id": "n1"}, [("n1", f"标题\n{FIRST}")]),
    (
        [{**NEWS, "@id": "n1"}, {**NEWS, "@id": "n2", "articleBody": SECOND}],
        [("n1", f"标题\n{FIRST}"), ("n2", f"标题\n{SECOND}")],
    ),
    (
        {"@context": "x", "@graph": [{**NEWS, "identifier": {"value": "n3"}}, {"@type": "Person"}]},
        [("n3", f"标题\n{FIRST}")],
    ),
    ([[{"id": "a", "text": FIRST}]], [("E106",)]),
    ([], [("E102",)]),
    ({}, [("E106",)]),
    (5, [("E106",)]),
]


@pytest.mark.parametrize(("value", "expected"), DOCUMENTS)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_documents(tmp_path: Path, value: object, expected: list[tuple[str, ...]], indent: int | None) -> None:
    content = json.dumps(value, ensure_ascii=False, indent=indent)
    assert summary(read([write(tmp_path / "a.json", content)])) == expected
    assert summary(read([write(tmp_path / "b.json", content.encode("utf-16"))])) == expected


def test_json_ld_in_json_lines(tmp_path: Path) -> None:
    (article,) = read(
        [write(tmp_path / "a.jsonl", json.dumps({**NEWS, "@id": "n1", "publisher": {"name": "远山财经"}}))]
    )
    assert isinstance(article, Article)
    assert (article.article_id, article.title, article.source, article.published) == (
        "n1",
        "标题",
        "远山财经",
        date(2024, 8, 30),
    )


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ('[{"id": "a", "text": "甲"}, {"id": "b", "text": "乙', ["a", "E120"]),
        ('[{"id": "a", "text": "甲"}, {id: "b"}, {"id": "c", "text": "丙"}]', ["a", "E120"]),
        ("[" * 100_000, ["E120"]),
        ('{"a":' * 100_000, ["E120"]),
        ('[{"id": "a", "text": "\\ud800"}, {"id": "b", "text": "乙"}]', ["E112", "b"]),
        ('{"id": "a", "text": "甲"}\n{"id": "b", "text": "乙"}', ["a", "b"]),
        ("nonsense", ["E120"]),
        ("", ["E102"]),
    ],
)
def test_bad_json(tmp_path: Path, content: str, codes: list[str]) -> None:
    assert [found[0] for found in summary(read([write(tmp_path / "a.json", content)]))] == codes


def test_json_names_the_record_and_keeps_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps([{"text": FIRST}, {"text": "长" * 9_000_000}]))
    found = list(read([path], max_bytes=1_000_000))
    assert [item.source for item in found] == [f"{path}:1", str(path)]
    assert summary(found)[1] == ("E107",)


# --- tables ---


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"id,text,date\na,{FIRST},2024-08-30\n", [("a", FIRST)]),
        (
            f'\ufeffID,Title,Content\r\na,标题,"{FIRST}\r\n""引""，{SECOND}"\r\n',
            [("a", f'标题\n{FIRST}\r\n"引"，{SECOND}')],
        ),
        (f"doc\tbody\na\t{FIRST}\n", [("a", FIRST)]),
        (f"id;text\na;{FIRST}\n\nb;{SECOND}", [("a", FIRST), ("b", SECOND)]),
        (f"id,text\na,{FIRST},x\nb,{SECOND}\nc\n", [("E126",), ("b", SECOND), ("E126",)]),
        (f'id,text\na,"甲"乙\nb,{SECOND}\n', [("E126",), ("b", SECOND)]),
        ('id,text\na,"never closed\n', [("E126",)]),
        (f"id,text\na,\nb,{SECOND}\n", [("E106",), ("b", SECOND)]),
        ("id,text\n", [("E102",)]),
        ("", [("E102",)]),
        ("编号,正文\na,b\n", [("E125",)]),
        ("id,text\na,x\x00y\n", [("E103",)]),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_tables(tmp_path: Path, content: str, expected: list[tuple[str, ...]], name: str) -> None:
    assert summary(read([write(tmp_path / name, content)])) == expected


def test_a_table_that_fits_no_longer_is_told_once(tmp_path: Path) -> None:
    found = list(read([write(tmp_path / "a.csv", f"id,text\na,{FIRST}\n" + "shifted\n" * 50_000)]))
    assert summary(found)[:2] == [("a", FIRST), ("E126",)]
    assert summary(found)[-1] == ("E120",)
    assert len(found) < 1_100


@pytest.mark.parametrize(("encoding", "text"), [("gb18030", FIRST), ("cp949", KO), ("utf-16", KO), ("utf-8-sig", KO)])
@pytest.mark.parametrize("told", [False, True])
def test_encodings_of_tables(tmp_path: Path, encoding: str, text: str, told: bool) -> None:
    path = write(tmp_path / "a.csv", f"id,text\nascii,only\na,{text}\n".encode(encoding))
    assert summary(read([path], encoding=encoding if told else None)) == [("ascii", "only"), ("a", text)]


def test_a_row_of_other_bytes_is_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"id,text\na,{FIRST}\nb,".encode() + b"\xff\xfe\n" + f"c,{SECOND}\n".encode())
    found = list(read([path]))
    assert summary(found) == [("a", FIRST), ("E104",), ("c", SECOND)]
    assert found[1].source == f"{path}:3"


# --- Parquet ---


def test_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": [1, 2, 3],
            "Title": ["标题", None, None],
            "text": pa.array([FIRST, SECOND, ""]).dictionary_encode(),
            "published": [datetime(2024, 8, 30, 23, 30), None, None],
            "embedding": [[0.1], [0.2], [0.3]],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    first, second, third = read([tmp_path / "a.parquet"])
    assert isinstance(first, Article)
    assert (first.article_id, first.text, first.published) == ("1", f"标题\n{FIRST}", date(2024, 8, 30))
    assert summary([second, third]) == [("2", SECOND), ("E106",)]
    assert third.source == f"{tmp_path / 'a.parquet'}:3"


def test_parquet_with_other_bytes_and_without_text(tmp_path: Path) -> None:
    bad = pa.array([FIRST.encode(), b"\xff\xff", SECOND.encode()]).view(pa.string())
    pq.write_table(pa.table({"text": bad, "id": ["a", "b", "c"]}), tmp_path / "a.parquet")
    assert summary(read([tmp_path / "a.parquet"])) == [("a", FIRST), ("E104",), ("c", SECOND)]
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "b.parquet")
    assert summary(read([tmp_path / "b.parquet"])) == [("E125",)]
    data = (tmp_path / "a.parquet").read_bytes()
    for broken in (data[:-9], data[:40], b"", b"PAR1", b"PAR1" + bytes(60) + b"PAR1"):
        assert summary(read([write(tmp_path / "c.parquet", broken)])) == [("E127",)]


# --- packed ---

LINES = "".join(json.dumps({"id": str(n), "text": f"{n}{FIRST}"}, ensure_ascii=False) + "\n" for n in range(3))
READ = [(str(n), f"{n}{FIRST}") for n in range(3)]


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_packed_files(tmp_path: Path, suffix: str, pack) -> None:
    assert summary(read([write(tmp_path / f"a.jsonl.{suffix}", pack(LINES.encode()))])) == READ
    assert summary(read([write(tmp_path / f"nameless.{suffix}", pack(LINES.encode()))])) == READ
    assert summary(read([write(tmp_path / f"twice.{suffix}", gzip.compress(pack(LINES.encode())))]))[-1] in (
        READ[-1],
        ("E116",),
    )
    assert summary(read([write(tmp_path / f"b.txt.{suffix}", pack(FIRST.encode("gb18030")))])) == [("b", FIRST)]
    cut = pack((LINES * 2000).encode())[:-20]
    assert summary(read([write(tmp_path / f"c.jsonl.{suffix}", cut)]))[-1] == ("E116",)
    assert summary(read([write(tmp_path / f"d.jsonl.{suffix}", b"nothing of the sort")])) == [("E116",)]


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_zip_of_everything(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"id": ["p"], "text": [FIRST]}), buffer)
    members = {
        "feed/a.jsonl": LINES.encode(),
        "feed/b.jsonl.gz": gzip.compress(json.dumps({"id": "g", "text": SECOND}).encode()),
        "../../etc/passwd.txt": FIRST.encode(),
        "신문/글.html": page().encode(),
        "c.parquet": buffer.getvalue(),
        "inner.zip": b"PK\x03\x04",
        "x.png": b"",
        "y.png": b"",
        ".hidden.txt": b"x",
        "__MACOSX/z.txt": b"x",
    }
    path = zipped(tmp_path / "all.zip", members)
    items = list(read([path]))
    assert [found[0] for found in summary(items)] == ["0", "1", "2", "g", "passwd", "글", "p", "E119", "E113"]
    assert [item.source for item in items][3:5] == [f"{path}/feed/b.jsonl.gz:1", f"{path}/../../etc/passwd.txt"]
    sources = [source for source in list_sources([path]) if isinstance(source, Source)]
    assert [(s.member, s.size) for s in sources][:2] == [
        ("feed/a.jsonl", len(LINES.encode())),
        ("feed/b.jsonl.gz", len(members["feed/b.jsonl.gz"])),
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["all.zip"]


def test_names_in_a_zip_from_chinese_windows(tmp_path: Path) -> None:
    names = ["青岚新材公布半年报.txt", "远山集团第二季度盈利.txt"]
    placeholder = [sign * len(name.encode("gbk")) for sign, name in zip("ab", names, strict=True)]
    path = zipped(tmp_path / "a.zip", {name: FIRST.encode() for name in placeholder})
    data = path.read_bytes()
    for old, new in zip(placeholder, names, strict=True):
        data = data.replace(old.encode(), new.encode("gbk"))
    assert [item.article_id for item in read([write(path, data)]) if isinstance(item, Article)] == [
        name[:-4] for name in names
    ]


def test_damaged_and_encrypted_zips(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.jsonl": LINES.encode() * 50}).read_bytes()
    assert summary(read([write(tmp_path / "b.zip", data[:100])])) == [("E116",)]
    assert summary(read([write(tmp_path / "c.zip", b"")])) == [("E116",)]
    middle = len(data) // 3
    wrong = data[:middle] + bytes(20) + data[middle + 20 :]
    assert summary(read([write(tmp_path / "d.zip", wrong)]))[-1] == ("E116",)
    flags = data.rindex(b"PK\x01\x02") + 8
    assert summary(read([write(tmp_path / "e.zip", data[:flags] + b"\x01\x00" + data[flags + 2 :])]))[0] == ("E118",)
    assert summary(read([write(tmp_path / "f.zip.gz", b"")])) == [("E119",)]
    assert summary(read([zipped(tmp_path / "g.zip", {})])) == [("E109",)]


def test_bombs(tmp_path: Path) -> None:
    zeros = b"0" * 60_000_000
    gz = write(tmp_path / "a.jsonl.gz", gzip.compress(zeros, 9))
    archive = zipped(tmp_path / "b.zip", {"a.jsonl": zeros})
    bz = write(tmp_path / "c.jsonl.bz2", bz2.compress(zeros))
    assert [found[-1][0] for found in (summary(read([path], max_bytes=1000)) for path in (gz, archive, bz))] == [
        "E117"
    ] * 3
    entries = zipfile.ZipFile(archive).infolist()
    assert entries[0].file_size == len(zeros)
    lying = archive.read_bytes()  # the directory tells a harmless size
    size = lying.rindex(b"PK\x01\x02") + 24
    assert summary(read([write(tmp_path / "d.zip", lying[:size] + b"\x10\x00\x00\x00" + lying[size + 4 :])]))[-1][
        0
    ] in ("E116", "E103")


def test_a_directory_that_would_fill_the_memory(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.txt": FIRST.encode()}).read_bytes()
    end = data.rindex(b"PK\x05\x06") + 12
    assert summary(
        read([write(tmp_path / "b.zip", data[:end] + (200_000_000).to_bytes(4, "little") + data[end + 4 :])])
    ) == [("E128",)]


@pytest.mark.parametrize("form", ["csv", "json", "jsonl.gz", "zip"])
def test_large_feeds_are_streamed(tmp_path: Path, form: str) -> None:
    rows = [{"id": str(n), "text": f"{n}{FIRST * 30}"} for n in range(4000)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    content = {
        "csv": "id,text\n" + "".join(f"{row['id']},{row['text']}\n" for row in rows),
        "json": f"[{','.join(lines)}]",
    }.get(form, "\n".join(lines)).encode()
    assert len(content) > 9_000_000
    path = tmp_path / f"feed.{form}"
    if form == "zip":
        zipped(path, {"feed.jsonl": content})
    else:
        write(path, gzip.compress(content, 1) if form.endswith("gz") else content)
    del content, lines, rows
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4000
    assert peak < 5_000_000


# --- standard input ---

SNIFFED = [
    (page(), [f"半年报公布\n{FIRST}\n{SECOND}"]),
    (ATOM, [f"반기 보고서\n{KO}"]),
    (json.dumps([{"text": FIRST}, {"text": SECOND}]), [FIRST, SECOND]),
    (json.dumps({"text": FIRST}, indent=1), [FIRST]),
    (f"id,text\na,{FIRST}\n", [FIRST]),
    (gzip.compress(LINES.encode()), [text for _, text in READ]),
    (f"[속보] {KO}", [f"[속보] {KO}"]),
    (f"<속보> {KO}", [f"<속보> {KO}"]),
    (f"text, as one may say, {KO}", [f"text, as one may say, {KO}"]),
]


@pytest.mark.parametrize(("data", "texts"), SNIFFED)
def test_standard_input_of_every_kind(data: str | bytes, texts: list[str]) -> None:
    stdin = io.BytesIO(data.encode() if isinstance(data, str) else data)
    assert [item.text for item in read(["-"], stdin=stdin) if isinstance(item, Article)] == texts


def test_parquet_and_zip_on_standard_input(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"id": ["p"], "text": [FIRST]}), buffer)
    assert summary(read(["-"], stdin=io.BytesIO(buffer.getvalue()))) == [("p", FIRST)]
    data = zipped(tmp_path / "a.zip", {"a.txt": b"x"}).read_bytes()
    assert summary(read(["-"], stdin=io.BytesIO(data))) == [("E119",)]
