"""What changed between two runs, in lines; and the verb that prints it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.batch import run
from nlp.cli import main
from nlp.events import build_events
from nlp.events.diff import diff_events
from nlp.notes.changes import describe_changes
from tests.events.helper import article, claim

ARTICLES = [article("zh1", "2024-08-30"), article("ko1", "2024-08-11"), article("zh2", "2024-09-02")]
REVENUE, AGAIN = claim("zh1", "93.25亿"), claim("ko1", "93.3亿")
LOSS, DISPUTED = claim("zh1", "-4亿", "ProfitLoss"), claim("zh2", "-5.0亿", "ProfitLoss")
LAST_YEAR = claim("zh1", "78亿", when="2023H1")

EARLY = {"id": "zh1", "published": "2024-08-30", "text": "科大讯飞2024年上半年实现营业收入93.25亿元，净亏损4亿元。"}
OTHER = {"id": "zh2", "published": "2024-08-30", "text": "比亚迪2024年上半年实现营业收入3011亿元。"}
LATE = {"id": "ko1", "published": "2024-09-02", "text": "아이플라이텍의 2024년 상반기 매출은 93억3천만 위안이다."}


def test_lines() -> None:
    old = build_events([REVENUE, LOSS, LAST_YEAR], ARTICLES)
    new = build_events([REVENUE, AGAIN, LOSS, DISPUTED, claim("zh1", "7亿", "GrossProfit")], ARTICLES)
    ids = {event.period_start.year: event.event_id for event in (*old, *new) if event.period_start}
    assert list(describe_changes(diff_events(old, new))) == [
        f"~ Alpha, first half of 2024: revenue CNY 9.325 billion, gross profit CNY 700 million, "
        f"net loss CNY 400 million to 500 million (disputed)  [{ids[2024]}]",
        "    ~ revenue, 2024-01-01…2024-06-30: CNY 9.325 billion (single, 1 source) -> CNY 9.325 billion (agree, 2 sources)",
        "    + gross profit, 2024-01-01…2024-06-30: CNY 700 million (single, 1 source)",
        "    ~ net profit, 2024-01-01…2024-06-30: CNY -400 million (single, 1 source)"
        " -> CNY -500 million to -400 million (conflict, 2 sources)",
        f"- Alpha, first half of 2023: revenue CNY 7.8 billion  [{ids[2023]}]",
        "    - revenue, 2023-01-01…2023-06-30: CNY 7.8 billion (single, 1 source)",
    ]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("runs")
    for name, papers in (("old", [EARLY, OTHER]), ("new", [LATE, OTHER, EARLY])):
        feed = folder / f"{name}.jsonl"
        feed.write_text("\n".join(json.dumps(paper) for paper in papers), encoding="utf-8")
        run([str(feed)], folder / name, progress=False, rules_only=True)
    return folder / "old", folder / "new"


def test_a_grown_feed_touches_the_events_it_tells_of_and_no_others(runs: tuple[Path, Path]) -> None:
    old, new = (
        {json.loads(line)["event_id"]: line for line in (out / "events.jsonl").read_text("utf-8").splitlines()}
        for out in runs
    )
    assert old.keys() == new.keys()
    changed = [json.loads(new[event_id]) for event_id in old if old[event_id] != new[event_id]]
    assert [(event["subject_id"], event["period_end"]) for event in changed] == [("iflytek", "2024-06-30")]
    assert changed[0]["languages"] == ["ko", "zh"]
    assert (changed[0]["first_published"], changed[0]["last_published"]) == ("2024-08-30", "2024-09-02")


def test_the_verb(runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, new = map(str, runs)
    assert main(["events", "diff", old, new, "--lang", "ko"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("~ 아이플라이텍 2024년 상반기: 매출 93억")
    assert [line[:8] for line in lines[1:] if "agree" in line] == ["    ~ 매출"]
    assert main(["events", "diff", new, new]) == 0
    assert capsys.readouterr().out == "no event differs\n"
    assert main(["events", "diff", old, new, "--subject", "BYD"]) == 0
    assert capsys.readouterr().out == "no event differs\n"


def test_facts_of_one_language(runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", str(runs[1]), "--only-in", "zh"]) == 0
    shown = capsys.readouterr().out
    assert "net profit" in shown and "revenue" not in shown
