"""Files that nobody should send: every format, damaged in every way, and what is made to exhaust a reader. Seeded."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.fuzzing import ODD, make_text, news

FOLDERS = ("", "a/", "../../", "/", "C:\\\\", "기사/")
Bytes = Callable[[random.Random], bytes]
ENCODINGS = ("utf-8", "utf-16", "utf-16-be", "utf-32", "gb18030", "big5", "cp949", "euc_jp", "latin-1", "utf-7", "hz")


def _texts(source: random.Random) -> list[str]:
    text = news(source.choice(("zh", "ko")))
    starts = [source.randrange(len(text) - 900) for _ in range(source.choice((1, 2, 5)))]
    return [text[start : start + source.randrange(60, 900)] for start in starts]


def _rows(source: random.Random) -> list[dict[str, str]]:
    return [
        {"id": f"a{n}", "title": text[:12], "text": text, "date": "2024-08-30"} for n, text in enumerate(_texts(source))
    ]


def text(source: random.Random) -> bytes:
    return ("---\ntitle: 标题\ndate: 2024-08-30\n---\n" + _texts(source)[0]).encode()


def page(source: random.Random) -> bytes:
    body = "".join(f"<p>{part}</p>" for part in _texts(source))
    described = json.dumps({"@type": "NewsArticle", "headline": "标题", "datePublished": "2024-08-30"})
    return (
        f'<html><head><meta charset="utf-8"><title>标题</title><script type="application/ld+json">{described}</script></head>'
        f"<body><nav><a href=/>首页</a></nav><div class=article><h1>标题</h1>{body}</div></body></html>"
    ).encode()


def feed(source: random.Random) -> bytes:
    items = "".join(
        f"<item><title>{r['title']}</title><description><![CDATA[<p>{r['text']}</p>]]></description></item>"
        for r in _rows(source)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>某网</title>{items}</channel></rss>'.encode()


def lines(source: random.Random) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=source.random() < 0.2) + "\n" for row in _rows(source)).encode()


def document(source: random.Random) -> bytes:
    return json.dumps(_rows(source), ensure_ascii=False, indent=source.choice((None, 1))).encode()


def table(source: random.Random) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["id", "title", "text", "date"])
    writer.writeheader()
    writer.writerows(_rows(source))
    return out.getvalue().encode()


def parquet(source: random.Random) -> bytes:
    out = io.BytesIO()
    pq.write_table(
        pa.Table.from_pylist(_rows(source)), out, compression=source.choice(("snappy", "none", "gzip", "zstd"))
    )
    return out.getvalue()


def archive(source: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", source.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    ) as members:
        for suffix in source.sample(sorted(PLAIN), 3):
            members.writestr(source.choice(FOLDERS) + "m" + suffix, PLAIN[suffix](source))
    return out.getvalue()


PLAIN: dict[str, Bytes] = {
    **{".txt": text, ".md": text, ".html": page, ".rss": feed, ".xml": feed},
    **{".jsonl": lines, ".json": document, ".csv": table, ".tsv": table, ".parquet": parquet},
}
PACK = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


# --- damage: bytes to bytes ---


def _cut(data: bytes, source: random.Random) -> bytes:
    return data[: source.randrange(len(data) + 1)]


def _flip(data: bytes, source: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(source.choice((1, 3, 30)) if data else 0):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def _insert(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data) + 1)
    odd = source.choice(ODD).encode(errors="surrogatepass") * source.choice((1, 1, 50))
    return (
        data[:at]
        + source.choice((odd, b"\x00" * source.choice((1, 100)), source.randbytes(40), b'"', b"\r", b"]]>"))
        + data[at:]
    )


def _recode(data: bytes, source: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(source.choice(ENCODINGS), source.choice(("ignore", "replace")))


def _move(data: bytes, source: random.Random) -> bytes:
    first, second = sorted(source.randrange(len(data) + 1) for _ in range(2))
    return data[second:] + data[:first] if source.random() < 0.5 else data[:second] + data[first:]


def _repeat(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data) + 1)
    return data[:at] + data[at : at + source.randrange(1, 200)] * source.choice((10, 1000)) + data[at:]


def _nest(data: bytes, source: random.Random) -> bytes:
    opening = source.choice((b"[", b'{"a":', b"<div>", b"<b><i>", b"<!--", b"<![CDATA[", b"&a;", b"(", "「".encode()))
    at = source.choice((0, source.randrange(len(data) + 1)))
    return data[:at] + opening * source.choice((30, 3000, 30_000)) + data[at:]


def _escape(data: bytes, source: random.Random) -> bytes:
    return data.replace(
        b'text": "',
        source.choice((b'text": "\\ud800', b'text": "\\u0000', b'text": "\\udc00\\ud800', b'text": 1e999, "x": "')),
    )


DAMAGE = (_cut, _flip, _insert, _recode, _move, _repeat, _nest, _escape)

# --- made to exhaust ---


def laughs(_source: random.Random) -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    return f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]><rss><channel><item><title>&a12;</title></item></channel></rss>".encode()


def outside(_source: random.Random) -> bytes:
    return b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x; 1</title></item></channel></rss>"


def aliases(_source: random.Random) -> bytes:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(9))
    return f"---\n{levels}\ntitle: *a8\n---\n正文里营业收入为41亿元。".encode()


def many_tags(source: random.Random) -> bytes:
    tag = source.choice(("<a href=x>", "<table><tr><td>", "<li>", "<p><font>", "<x-y z='1'>", "<form><input>"))
    return b"<html><body>" + (tag + "营收41亿元").encode() * source.choice((2000, 20_000))


def attributes(source: random.Random) -> bytes:
    return (
        b"<html><body><p "
        + b" ".join(b"a%d='%d'" % (n, n) for n in range(source.choice((1000, 50_000))))
        + "><p>营收41亿元".encode()
    )


def long_field(source: random.Random) -> bytes:
    return b'id,text\na,"' + source.choice((b"x", b'""', "收\n".encode())) * 1_500_000


def long_line(source: random.Random) -> bytes:
    return b'{"id": "a", "text": "' + source.choice((b"1", b"\\n", b"[")) * 1_500_000 + source.choice((b"", b'"}'))


def many_records(source: random.Random) -> bytes:
    return source.choice((b"{}\n", b"\n", b"[]\n", b'{"text":1}\n')) * 2000


def zeros(source: random.Random) -> bytes:
    return _zeros(source.choice(sorted(PACK)))


@cache
def _zeros(packing: str) -> bytes:
    return PACK[packing](b"0" * 60_000_000)


def zip_of_zeros(source: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("a" + source.choice((".txt", ".jsonl", ".csv", ".json", ".html")), b" " * 60_000_000)
    data = bytearray(out.getvalue())
    if source.random() < 0.5:  # and the directory tells another size
        at = data.rindex(b"PK\x01\x02") + 24
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def zip_in_zip(source: random.Random) -> bytes:
    data = archive(source)
    for _ in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as members:
            members.writestr("inner.zip", data)
            members.writestr("a.txt.gz", gzip.compress(gzip.compress(b"x")))
        data = out.getvalue()
    return data


def bidirectional(source: random.Random) -> bytes:
    return "".join(
        f"{sign}营收{source.randrange(99)}亿元" for sign in "\u202e\u202d\u2066\u2067\u2068\u2069\u200f\u061c" * 30
    ).encode()


EXHAUSTING: tuple[tuple[str, Bytes], ...] = (
    *((".rss", make) for make in (laughs, outside)),
    *((".html", make) for make in (many_tags, attributes, many_tags)),
    *((".csv", long_field), (".jsonl", long_line), (".json", long_line), (".jsonl", many_records), (".md", aliases)),
    *((".txt", bidirectional), (".zip", zip_in_zip)),
)
BOMBS: tuple[tuple[str, Bytes], ...] = ((".gz", zeros), (".zip", zip_of_zeros))


@cache
def _suffixes() -> tuple[str, ...]:
    return (*PLAIN, ".zip")


def make_file(seed: int) -> tuple[str, bytes]:
    """A name and the content of a file; the same for the same seed. One in a hundred is a bomb, one in ten exhausting."""
    source = random.Random(seed)
    kind = source.random()
    if kind < 0.1:
        suffix, make = source.choice(BOMBS if kind < 0.01 else EXHAUSTING)
        return f"{seed:05d}{suffix}", make(source)
    suffix = source.choice(_suffixes())
    data = (archive if suffix == ".zip" else PLAIN[suffix])(source)
    if source.random() < 0.05:
        data = make_text(seed)[1].encode(errors="surrogatepass")
    for _ in range(source.choice((1, 1, 2, 4))):
        data = source.choice(DAMAGE)(data, source)
    if source.random() < 0.15 and suffix != ".zip":
        packing = source.choice(sorted(PACK))
        data, suffix = PACK[packing](data), suffix + packing
        data = source.choice((_cut, _flip, lambda data, _source: data))(data, source)
    if source.random() < 0.05:
        suffix = source.choice(_suffixes())  # named as what it is not
    return f"{seed:05d}{suffix}", data


def write_files(folder: Path, seeds: range) -> list[Path]:
    """Write the files of some seeds into a folder."""
    paths = []
    for seed in seeds:
        name, data = make_file(seed)
        (folder / name).write_bytes(data)
        paths.append(folder / name)
    return paths
