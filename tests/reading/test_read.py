"""Reading files, feeds, folders and standard input."""

from __future__ import annotations

import io
import json
import logging
import os
import pickle
import time
import tracemalloc
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from nlp.reading import (
    Identities,
    Options,
    Source,
    front_matter_span,
    list_files,
    list_sources,
    parse_date,
    read,
    read_source,
)
from nlp.records import Article, QuarantineEntry, stable_id

TEXT = "公司昨日发布半年报，营业收入二十亿元。\n"


def articles(items: Iterable[Article | QuarantineEntry]) -> list[Article]:
    """All that was read, none of it rejected."""
    found = list(items)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def code(item: Article | QuarantineEntry) -> str:
    """`ok`, or the code of the error."""
    return "ok" if isinstance(item, Article) else item.error[1:5]


def record(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False)


def feed(folder: Path, *lines: str, name: str = "feed.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_text_file_is_one_article_to_the_letter(tmp_path: Path) -> None:
    text = "  第一行\r\n第二行　\n\n\tA&nbsp;B\u200b"
    path = tmp_path / "000_ab.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (article,) = articles(read([path]))
    assert article.text == text
    assert (article.article_id, article.source, article.lang) == ("000_ab", str(path), "und")
    assert (article.title, article.published, article.published_source) == (None, None, None)


def test_front_matter_gives_title_and_date_and_stays_in_the_text(tmp_path: Path) -> None:
    text = f"---\ntitle: '一年：两倍'\ndate: 2024-08-30\nauthor: Kim\n---\n\n{TEXT}"
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    (article,) = articles(read([path]))
    assert (article.title, article.published, article.published_source) == ("一年：两倍", date(2024, 8, 30), "metadata")
    assert article.text == text
    assert text[slice(*front_matter_span(text))].endswith("author: Kim\n---\n")


@pytest.mark.parametrize(
    ("head", "title", "published"),
    [
        ("---\ntitle: 갤럭시: 신제품\ndate: 2024.08.30\n---\n", "갤럭시: 신제품", date(2024, 8, 30)),  # not YAML
        ('---\r\ntitle: "A"\r\ndate: 20240830\r\n---\r\n', "A", date(2024, 8, 30)),
        ("\n---\n# comment\nTitle: 2024\nDate: 2024-08-30 08:00:00 +0800\n...\n", "2024", date(2024, 8, 30)),
        ("---\ntags: [a, b]\ndate:\n---\n", None, None),
        ("---\ntitle: a\n", None, None),  # never closed
        ("---\n\n第一段。\n\n---\n", None, None),  # two rules
        ("正文\n---\ntitle: a\n---\n", None, None),  # not at the head
        ("---\ntitle: &a [*b, *b]\n---\n", "&a [*b, *b]", None),
    ],
)
def test_front_matter_forms(tmp_path: Path, head: str, title: str | None, published: date | None) -> None:
    path = tmp_path / "a.md"
    path.write_text(head + TEXT, encoding="utf-8", newline="")
    (article,) = articles(read([path]))
    assert (article.title, article.published) == (title, published)
    assert article.text == head + TEXT


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\n---\n", "---\na: 1", "--- \ta\n---\n", "-" * 99, "---\n" * 9999]
)
def test_front_matter_span_of_odd_texts(text: str) -> None:
    assert front_matter_span(text) == (0, 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-08-30", date(2024, 8, 30)),
        ("2024-08-30T08:00:00+08:00", date(2024, 8, 30)),
        ("2024-08-30 23:59", date(2024, 8, 30)),
        ("2024.08.30", date(2024, 8, 30)),
        ("2024. 8. 30.", date(2024, 8, 30)),
        ("2024/8/30", date(2024, 8, 30)),
        ("20240830", date(2024, 8, 30)),
        (20240830, date(2024, 8, 30)),
        ("20240830093000", date(2024, 8, 30)),
        ("2024年8月30日", date(2024, 8, 30)),
        ("2024年8月30日10:00", date(2024, 8, 30)),
        ("2024년 8월 30일", date(2024, 8, 30)),
        ("2024년 8월 30일 오전 9시", date(2024, 8, 30)),
        ("2024-02-30", None),
        ("2024-08", None),
        ("1724976000", None),
        ("yesterday", None),
        ("1" * 100_000, None),
        (True, None),
        (None, None),
        (["2024-08-30"], None),
    ],
)
def test_dates(value: object, expected: date | None) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"id": "x1", "text": TEXT}, {"article_id": "x1", "text": TEXT}),
        ({"article_id": 7, "content": TEXT}, {"article_id": "7", "text": TEXT}),
        ({"doc": "d", "body": TEXT}, {"article_id": "d", "text": TEXT}),
        ({"id": "", "doc": "d", "text": None, "body": TEXT}, {"article_id": "d", "text": TEXT}),
        ({"id": ["x"], "text": TEXT}, {"article_id": stable_id(None, TEXT, None)}),
        ({"title": "半年报", "text": TEXT}, {"title": "半年报", "text": f"半年报\n{TEXT}"}),
        ({"title": "公司昨日", "text": TEXT}, {"title": "公司昨日", "text": TEXT}),
        ({"title": "  ", "text": TEXT}, {"title": None, "text": TEXT}),
        ({"title": 5, "text": TEXT}, {"title": None, "text": TEXT}),
        (
            {"text": TEXT, "published": "2024年8月30日"},
            {"published": date(2024, 8, 30), "published_source": "metadata"},
        ),
        ({"text": TEXT, "date": "20240830"}, {"published": date(2024, 8, 30)}),
        ({"text": TEXT, "date": "soon"}, {"published": None, "published_source": None}),
        ({"text": TEXT, "source": "新华社", "url": "https://a.b"}, {"source": "新华社", "url": "https://a.b"}),
        ({"text": TEXT, "url": "https://a.b"}, {"source": "https://a.b", "url": "https://a.b"}),
        ({"text": TEXT, "lang": "zh"}, {"lang": "zh", "lang_confidence": 1.0, "script": None}),
        ({"text": TEXT, "lang": "zh-TW"}, {"lang": "zh", "script": "Hant"}),
        ({"text": TEXT, "lang": "ko_KR"}, {"lang": "ko", "script": "Kore"}),
        ({"text": TEXT, "lang": 3}, {"lang": "und", "lang_confidence": 0.0}),
    ],
)
def test_fields_of_a_record(tmp_path: Path, fields: dict[str, object], expected: dict[str, object]) -> None:
    (article,) = articles(read([feed(tmp_path, record(**fields))]))
    assert {name: getattr(article, name) for name in expected} == expected


def test_record_without_source_comes_from_its_line(tmp_path: Path) -> None:
    path = feed(tmp_path, record(text=TEXT), "", record(text=TEXT * 2))
    assert [article.source for article in articles(read([path]))] == [f"{path}:1", f"{path}:3"]


BAD_LINES = [
    ("{not json}", "E105"),
    ("[1, 2]", "E105"),
    ('"text"', "E105"),
    ("NaN", "E105"),
    ("[" * 100_000, "E105"),
    ('{"id": ' + "9" * 5000 + "}", "E105"),
    ('{"id": "a"}', "E106"),
    ('{"id": "a", "text": ""}', "E106"),
    ('{"id": "a", "text": " \\n"}', "E106"),
    ('{"id": "a", "text": 5}', "E106"),
    ('{"id": "a", "text": ["x"]}', "E106"),
    ('{"id": "a", "text": "x\\u0000y"}', "E103"),
    ('{"id": "a", "text": "half \\ud800 only"}', "E112"),
    ('{"id": "a\\udc00", "text": "x"}', "E112"),
    ('{"id": "a", "title": "\\ud800", "text": "x"}', "E112"),
    ('{"id": "a", "url": "\\ud800", "text": "x"}', "E112"),
]


@pytest.mark.parametrize(("line", "expected"), BAD_LINES)
def test_bad_line_is_set_aside_in_its_place(tmp_path: Path, line: str, expected: str) -> None:
    path = feed(tmp_path, record(id="1", text=TEXT), "", line, record(id="2", text=TEXT * 2))
    before, bad, after = list(read([path]))
    assert (code(before), code(bad), code(after)) == ("ok", expected, "ok")
    assert isinstance(bad, QuarantineEntry)
    assert (bad.source, bad.stage, bad.record) == (f"{path}:3", "reading", line[:1000])
    assert bad.error.endswith(".")
    json.dumps(bad.to_dict(), ensure_ascii=False).encode()  # can be written


def test_pair_of_surrogates_is_a_character(tmp_path: Path) -> None:
    (article,) = articles(read([feed(tmp_path, '{"text": "\\ud83d\\ude00"}')]))
    assert article.text == "😀"


def bad_files(folder: Path) -> list[tuple[Path, str]]:
    """Make one input for each thing that can be wrong with a file."""
    contents = {
        "empty.txt": (b"", "E102"),
        "blank.txt": (b" \n\r\n\t", "E102"),
        "marked.txt": (b"\xef\xbb\xbf", "E102"),
        "empty.jsonl": (b"\n\n", "E102"),
        "head.md": (b"---\ntitle: a\n---\n", "E114"),
        "binary.txt": (bytes(range(256)), "E103"),
        "image.txt": (b"\x89PNG\r\n\x1a\n\0\0", "E103"),
        "broken.txt": ("公司昨日发布半年报".encode() + b"\xff", "E104"),
        "archive.jsonl": (b"PK\x03\x04\xff\xff\n", "E103"),
        "picture.png": (b"\x89PNG", "E110"),
        "none": (b"text", "E110"),
    }
    for name, (content, _) in contents.items():
        (folder / name).write_bytes(content)
    return [(folder / name, expected) for name, (_, expected) in contents.items()] + [(folder / "missing.txt", "E101")]


def test_bad_files_never_stop_the_run(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    bad = bad_files(tmp_path)
    inputs = [path for pair in bad for path in (pair[0], good)]
    found = list(read(inputs))
    assert [code(item) for item in found if isinstance(item, QuarantineEntry)] == [expected for _, expected in bad]
    assert [code(item) for item in found[1::2]] == ["ok"] * len(bad)
    for item, (path, _) in zip(found[::2], bad, strict=True):
        assert isinstance(item, QuarantineEntry)
        assert item.stage == "reading"
        assert item.source.removesuffix(":1") == str(path)
        assert str(path) in item.error


def test_wrong_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    assert [code(item) for item in read([path], encoding="utf-8")] == ["E104"]
    assert [code(item) for item in read([path], encoding="no-such-encoding")] == ["E104"]
    assert [item.text for item in articles(read([path], encoding="gbk"))] == [TEXT]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("told", [False, True])
def test_feed_in_other_encodings(tmp_path: Path, encoding: str, told: bool) -> None:
    path = tmp_path / "feed.jsonl"
    lines = [record(id="ascii", text="nothing else"), record(id="a", text="营收"), "{", record(id="b", text=TEXT)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    found = list(read([path], encoding=encoding if told else None))
    assert [item.text if isinstance(item, Article) else code(item) for item in found] == [
        "nothing else",
        "营收",
        "E105",
        TEXT,
    ]


def test_feed_of_mixed_encodings_sets_one_line_aside(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    lines = [record(id=n, text=TEXT) for n in range(3)]
    path.write_bytes(b"\n".join([lines[0].encode(), lines[1].encode() + b"\xff", lines[2].encode()]))
    assert [code(item) for item in read([path])] == ["ok", "E104", "ok"]


def test_limit_is_per_article(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("长" * 1000, encoding="utf-8")
    lines = feed(tmp_path, record(text="短" * 100), record(text="长" * 100_000), record(text="中" * 101))
    assert [code(item) for item in read([path], max_bytes=2999)] == ["E107"]
    assert [code(item) for item in read([path], max_bytes=3000)] == ["ok"]
    found = list(read([lines], max_bytes=1000))
    assert [code(item) for item in found] == ["ok", "E107", "ok"]
    assert isinstance(found[1], QuarantineEntry)
    assert found[1].source == f"{lines}:2"
    assert "300013 bytes" in found[1].error


def test_article_of_five_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    text = TEXT * (5_000_000 // len(TEXT.encode()))
    for encoding in ("utf-8", "gb18030"):
        path.write_text(text, encoding=encoding)
        started = time.perf_counter()
        (article,) = articles(read([path]))
        assert article.text == text
        assert time.perf_counter() - started < 5


def test_feed_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    line = record(text=TEXT * 100)
    with path.open("w", encoding="utf-8") as file:
        for number in range(4000):
            file.write(line.replace("公司", f"公司{number}", 1) + "\n")
    assert path.stat().st_size > 20_000_000
    tracemalloc.start()
    count = sum(1 for _ in read([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4000
    assert peak < 5_000_000


def test_folder_in_the_order_of_names(tmp_path: Path) -> None:
    for name in [
        "b.txt",
        "a/z.md",
        "a/y/x.TXT",
        "c.jsonl",
        ".git/d.txt",
        "a/.e.txt",
        "pic/1.png",
        "pic/2.PNG",
        "f.doc",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record(id=name, text=name) if name == "c.jsonl" else f"正文 {name}", encoding="utf-8")
    found = list(read([tmp_path]))
    assert [item.article_id for item in found if isinstance(item, Article)] == ["x", "z", "b", "c.jsonl"]
    left_out = [item.error for item in found if isinstance(item, QuarantineEntry)]
    assert [error[:6] for error in left_out] == ["[E113]", "[E113]"]
    assert "1 file(s) ending in .doc" in left_out[0]
    assert "2 file(s) ending in .png, such as pic/1.png" in left_out[1]
    assert [path.name for path in list_files([tmp_path, "-"])] == ["x.TXT", "z.md", "b.txt", "c.jsonl"]


def test_folder_with_nothing_to_read(tmp_path: Path) -> None:
    assert [code(item) for item in read([tmp_path])] == ["E109"]


def test_links_and_pipes_in_a_folder_do_not_hang(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "c.txt")
    assert [code(item) for item in read([tmp_path])] == ["ok", "E108", "E108"]
    assert [code(item) for item in read([tmp_path / "c.txt"])] == ["E108"]


def test_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xb9\xab.txt"
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    (article,) = articles(read([tmp_path]))
    assert article.article_id == r"\xb9\xab"
    json.dumps(article.to_dict(), ensure_ascii=False).encode()


def test_same_id_with_another_text_becomes_another_id(tmp_path: Path) -> None:
    for folder, text in (("one", "甲"), ("two", "乙"), ("three", "甲")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, encoding="utf-8")
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    assert [article.article_id for article in articles(read([one, two, two]))] == ["a"] + [f"a-{stable_id('乙')}"] * 2
    assert [article.article_id for article in articles(read([one, three]))] == ["a", "a"]  # the same article, met twice


STDIN = [
    (TEXT.encode(), [(stable_id(TEXT), TEXT)]),
    (TEXT.encode("utf-16"), [(stable_id(TEXT), TEXT)]),
    (f"\n {record(id='a', text='甲')}\n{record(id='b', text='乙')}\n".encode(), [("a", "甲"), ("b", "乙")]),
    (b"\xef\xbb\xbf" + record(id="a", text="甲").encode(), [("a", "甲")]),
    (record(id="a", text="甲").encode("utf-16"), [("a", "甲")]),
    (record(id="a", text=TEXT).encode("cp950", "ignore"), None),
    ("文中的 {\n".encode(), [(stable_id("文中的 {\n"), "文中的 {\n")]),
]


@pytest.mark.parametrize(("data", "expected"), STDIN)
def test_standard_input(data: bytes, expected: list[tuple[str, str]] | None) -> None:
    found = articles(read(["-"], stdin=io.BytesIO(data)))
    if expected is not None:
        assert [(article.article_id, article.text) for article in found] == expected
    assert {str(article.source).partition(":")[0] for article in found} == {"-"}


@pytest.mark.parametrize(
    ("data", "expected"), [(b"", "E102"), (b" \n\n", "E102"), (b"\0\1\2\3", "E103"), (b"{", "E105")]
)
def test_bad_standard_input(data: bytes, expected: str) -> None:
    assert [code(item) for item in read(["-"], stdin=io.BytesIO(data))] == [expected]


def test_standard_input_from_a_slow_pipe() -> None:
    receiving, sending = os.pipe()
    with open(receiving, "rb") as pipe, open(sending, "wb", buffering=0) as out:  # noqa: PTH123
        out.write(b"\n\n")
        items = read(["-"], stdin=pipe)
        out.write(record(id="a", text="甲").encode() + b"\n")
        assert [code(next(items))] == ["ok"]  # before the other end is closed


def test_dates_that_cannot_be_read_are_warned_of_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = feed(tmp_path, *(record(id=n, text=f"文{n}", date="soon") for n in range(5)))
    with caplog.at_level(logging.WARNING):
        assert len(articles(read([path]))) == 5
    assert [line.message for line in caplog.records] == [
        f"[E115] 5 date(s) cannot be read, the first 'soon' in {path}, line 1: no date is set. "
        "Write dates as 2024-08-30."
    ]


def test_one_path_alone(tmp_path: Path) -> None:
    path = feed(tmp_path, record(id="a", text=TEXT))
    assert [article.article_id for article in articles(read(str(path)))] == ["a"]


def test_each_source_read_alone_gives_the_same(tmp_path: Path) -> None:
    bad_files(tmp_path)
    feed(tmp_path, record(id="a", text="甲"), record(id="b", text="乙"))
    sources = list(list_sources([tmp_path, tmp_path / "feed.jsonl"]))
    assert sources == list(list_sources([tmp_path, tmp_path / "feed.jsonl"]))
    alone = {source: list(read_source(source, Options())) for source in reversed(sources) if isinstance(source, Source)}
    identities = Identities()
    joined = [
        identities.settle(item) if isinstance(item, Article) else item
        for source in sources
        for item in (alone[source] if isinstance(source, Source) else [source])
    ]
    assert joined == list(read([tmp_path, tmp_path / "feed.jsonl"]))
    assert pickle.loads(pickle.dumps(sources)) == sources
    assert [s.size for s in alone] == [Path(s.path).stat().st_size for s in alone]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    bad_files(tmp_path)
    assert list(read([tmp_path])) == list(read([tmp_path]))
