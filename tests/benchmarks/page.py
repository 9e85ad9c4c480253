"""The tables of docs/peers.md, written by the program that measures."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.bench_peers import Result
    from tests.benchmarks.news import News

OUR_TASK = "quantities and periods"  # what the peers' speed is compared with
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
LANGUAGES = {"zh": "Chinese", "ko": "Korean"}
SUITES = {"recognizers": "Recognizers-Text", "duckling": "Duckling", "jionlp": "JioNLP"}
# A token that makes one of the peers return nothing at all.
ODD_TOKEN = "2B"
KINDS = (
    *("number", "percent", "currency", "currency_range", "number_range", "ordinal", "dimension", "age", "temperature"),
    *("date", "date_range", "duration"),
)


def write_between_marks(page: Path, markdown: str) -> None:
    """Replace what stands between the marks of a page.

    Raises:
        ValueError: the page has no marks.
    """
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page}: put the lines {BEGIN} and {END} where the tables shall be")
    page.write_text(f"{before}{BEGIN}\n\n{markdown}\n{END}{after}", encoding="utf-8")


def tables(results: list[Result], news_name: str, news: list[News]) -> str:
    """All tables, as Markdown."""
    running = [result for result in results if not result.failure]
    parts = [
        f"Measured on {date.today():%Y-%m-%d}: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}.\n",
        *(f"{result.row['name']} could not be run here: {result.failure}\n" for result in results if result.failure),
        "### Who was asked, and how\n",
        _table(["", "version", "licence", "how it is asked"], (_peer(result) for result in running)),
    ]
    for lang, name in LANGUAGES.items():
        columns = [result for result in running if result.row[lang]]
        if not columns:
            continue
        parts += [f"### {name}: share of expected values found\n", _shares(columns, lang)]
    parts += ["### On whose cases\n", _suites(running), "### Speed\n", _speed(running, news_name, news)]
    parts += ["### Where a peer is ahead\n", _ahead(running)]
    odd = [(result.row["name"], *result.odd_token) for result in running if result.odd_token]
    head = ["", "numbers found in an article", f"with `{ODD_TOKEN}` added at its end"]
    parts += ["### One odd token\n", _table(head, ([name, str(plain), str(with_it)] for name, plain, with_it in odd))]
    return "\n".join(parts)


def _peer(result: Result) -> list[str]:
    return [result.row["name"], result.version, result.row["licence"], result.row["usage"]]


def _shares(columns: list[Result], lang: str) -> str:
    rows = []
    for kind in KINDS:
        counts = [result.count(lang, kind) for result in columns]
        shares = [found / of if of else None for found, of in counts]
        best = max(share or 0.0 for share in shares)
        cells = ["-" if share is None else _bold(share, share == best) for share in shares]
        rows.append([f"{kind} ({max(of for _, of in counts)})", *cells])
    alarms = [result.alarms[lang] for result in columns]
    rows.append(["values where there are none", *(f"{one.found}/{one.of}" if one.of else "-" for one in alarms)])
    rows.append(["raised an error", *(str(result.errors) for result in columns)])
    rows.append(["timed out", *(str(result.timeouts) for result in columns)])
    return _table(["", *(result.row["name"] for result in columns)], rows)


def _suites(running: list[Result]) -> str:
    """Each peer beside xinmun on the same cases, suite by suite: everybody is at home in the own one."""
    ours, *peers = running
    rows = []
    for peer in peers:
        for lang, name in LANGUAGES.items():
            if not peer.row[lang]:
                continue
            row = [f"{peer.row['name']}, {name}"]
            for suite in SUITES:
                found, of = peer.count(lang, peer.row[lang], suite)
                our_found, _ = ours.count(lang, peer.row[lang], suite)
                row.append(f"{_share(found / of)} / {_share(our_found / of)} ({of})" if of else "-")
            rows.append(row)
    return _table(["peer / xinmun (values)", *(f"cases of {name}" for name in SUITES.values())], rows)


def _ahead(running: list[Result]) -> str:
    """Where a peer finds more than xinmun, by language, kind and suite."""
    ours, *peers = running
    lines = []
    for lang, name in LANGUAGES.items():
        for kind in KINDS:
            for suite, suite_name in SUITES.items():
                for peer in peers:
                    (found, of), (our_found, our_of) = peer.count(lang, kind, suite), ours.count(lang, kind, suite)
                    if of and our_of == of and found > our_found:
                        lines.append(
                            f"- {name} {kind}, cases of {suite_name}: {peer.row['name']} {found} of {of}, "
                            f"xinmun {our_found}\n"
                        )
    return "".join(lines) or "Nowhere, by kind and suite.\n"


def _share(share: float) -> str:
    return f"{share:.3f}".lstrip("0") if share < 1 else "1.0"


def _bold(share: float, best: bool) -> str:
    return f"**{_share(share)}**" if best and share else _share(share)


def _speed(running: list[Result], news_name: str, news: list[News]) -> str:
    sizes = {lang: sum(len(one.text) for one in news if one.lang == lang) for lang in LANGUAGES}
    intro = (
        f"Characters a second on {news_name} ({sizes['zh']:,} characters of Chinese, {sizes['ko']:,} of Korean), one "
        "process on one core, processor time of the best pass; in brackets how many times as long as xinmun's "
        "quantities and periods together.\n\n"
    )
    ours = running[0]
    rows = []
    for result in running:
        for task in dict.fromkeys(task for task, _ in result.speeds):
            row = [f"{result.row['name']}: {task}"]
            for lang in LANGUAGES:
                speed, our_speed = result.speeds.get((task, lang)), ours.speeds.get((OUR_TASK, lang))
                ratio = f" ({our_speed / speed:,.1f})" if speed and our_speed and result is not ours else ""
                row.append(f"{_round(speed):,}{ratio}" if speed else "-")
            rows.append(row)
    return intro + _table(["", *LANGUAGES.values()], rows)


def _round(speed: float) -> int:
    """To three digits: the rest is chance."""
    digits = max(0, len(str(int(speed))) - 3)
    return round(speed / 10**digits) * 10**digits


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
