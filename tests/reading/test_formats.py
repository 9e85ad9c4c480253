"""Each format but web pages: what becomes of its fields, its damage, and its encodings."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nlp.reading import Source, list_sources, read
from nlp.records import Article
from tests.reading.helper import FIRST, KO, SECOND, one, page, summary, write

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
