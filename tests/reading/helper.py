"""Texts, a page that holds them, and short ways to write a file and read it back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nlp.reading import read
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


def page(head: str = "", body: str = "", lang: str = "zh") -> str:
    first, second = (FIRST, SECOND) if lang == "zh" else (KO, KO_SECOND)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head>{head}<title>窗口标题_某网</title></head><body>
<nav><a href="/">首页</a> <a href="/s">股票</a></nav>
<div class="article"><h1>半年报公布</h1>{body}<p>{first}</p><p>{second}</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/x">另一家公司净利增长30%</a></li><li><a href="/y">又一家亏损5亿元</a></li></ul></div>
<footer>版权所有 某网 电话 010-12345678</footer></body></html>"""
