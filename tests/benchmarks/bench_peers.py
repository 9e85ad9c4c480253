"""Compare xinmun with other projects' software, on their own test cases and in speed; see docs/peers.md.

    python tests/benchmarks/bench_peers.py ../shared/peers/dev.jsonl --environments ~/.cache/xinmun-peers

installs each peer from PyPI into an environment of its own and prints the tables, or puts them into the page with
`--write docs/peers.md`. A peer that can't be installed here is named and left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nlp.tables import Row, read_table_file, split_cell
from tests.benchmarks.news import REPOSITORY, News, read_news
from tests.benchmarks.page import ODD_TOKEN, tables, write_between_marks
from tests.benchmarks.processes import Peer, PeerError, make_environment
from tests.benchmarks.scoring import Case, expected_entities, is_false_alarm, is_found

ADAPTERS = Path(__file__).parent / "peers"
CASES = REPOSITORY.parent / "shared" / "peers" / "dev.jsonl"
_SPEED_SECONDS = 300
# The article that the odd token is added to.
_ODD_ARTICLE = REPOSITORY / "corpora" / "gold" / "zh_midea_nine_months.txt"


@dataclass
class Share:
    """How many of the expected values were found."""

    found: int = 0
    of: int = 0

    def add(self, found: bool) -> None:
        self.found += found
        self.of += 1


@dataclass
class Result:
    """What was measured of a peer."""

    row: Row
    version: str = ""
    shares: dict[tuple[str, str, str], Share] = field(default_factory=lambda: defaultdict(Share))  # lang, kind, suite
    alarms: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))  # lang
    timeouts: int = 0
    errors: int = 0
    speeds: dict[tuple[str, str], float] = field(default_factory=dict)  # task, lang: characters a second
    odd_token: tuple[int, int] | None = None  # quantities of an article, without and with the token
    failure: str = ""
    misses: list[dict[str, Any]] = field(default_factory=list)  # what was expected and what came

    def count(self, lang: str, kinds: str, suite: str | None = None) -> tuple[int, int]:
        """Found and expected values of some kinds, parted by blanks, in one suite or in all."""
        chosen = [
            share
            for (one_lang, kind, one_suite), share in self.shares.items()
            if one_lang == lang and kind in kinds.split() and suite in (None, one_suite)
        ]
        return sum(share.found for share in chosen), sum(share.of for share in chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="?", type=Path, default=CASES, help="the cases, as JSON Lines")
    parser.add_argument("--environments", metavar="FOLDER", type=Path, help="keep the peers' environments here")
    parser.add_argument("--peers", metavar="NAMES", help="only these, as in peers/peers.tsv, parted by commas")
    parser.add_argument("--timeout", metavar="SECONDS", type=float, default=10, help="for one case (default 10)")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the tables into this page, between its marks")
    parser.add_argument("--misses", metavar="FILE", type=Path, help="write what each peer missed, as JSON Lines")
    args = parser.parse_args()
    cases = [
        case for case in map(json.loads, args.cases.read_text(encoding="utf-8").splitlines()) if case["kind"] != "time"
    ]
    rows = read_table_file(ADAPTERS / "peers.tsv")
    if args.peers:
        rows = [row for row in rows if row["name"] in ("xinmun", *args.peers.split(","))]
    name, news = read_news()
    with tempfile.TemporaryDirectory(prefix="xinmun-peers-") as temporary:
        folder = args.environments or Path(temporary)
        results = [measure(row, folder, cases, news, args.timeout) for row in rows]
    if args.misses:
        lines = (json.dumps(miss, ensure_ascii=False) + "\n" for result in results for miss in result.misses)
        args.misses.write_text("".join(lines), encoding="utf-8")
    markdown = tables(results, name, news)
    if args.write:
        write_between_marks(args.write, markdown)
    else:
        print(markdown)


def measure(row: Row, folder: Path, cases: list[Case], news: list[News], seconds: float) -> Result:
    result = Result(row)
    print(f"{row['name']}: ", end="", file=sys.stderr, flush=True)
    try:
        requirements = split_cell(row["requirements"])
        python = make_environment(folder, requirements) if requirements else Path(sys.executable)
        peer = Peer(python, ADAPTERS / f"{row['adapter']}.py", None if requirements else REPOSITORY)
    except PeerError as error:
        result.failure = str(error)
        print(error, file=sys.stderr)
        return result
    result.version = peer.version
    for case in cases:
        if case["kind"] in row[case["lang"]].split():
            score(case, peer, result, seconds)
    if row["mode"] == "text":
        for lang in ("zh", "ko"):
            if row[lang]:
                time_tasks(peer, lang, [one for one in news if one.lang == lang], result)
        if "number" in row["zh"].split():
            text = _ODD_ARTICLE.read_text(encoding="utf-8")
            articles = [{"lang": "zh", "kind": "number", "text": article} for article in (text, f"{text}{ODD_TOKEN}。")]
            counts = [len(ask(peer, result, article, seconds)) for article in articles]
            result.odd_token = (counts[0], counts[1])
    peer.close()
    found, of = (sum(getattr(share, name) for share in result.shares.values()) for name in ("found", "of"))
    print(f"{found} of {of}, {result.timeouts} timed out, {result.errors} errors", file=sys.stderr)
    return result


def score(case: Case, peer: Peer, result: Result, seconds: float) -> None:
    entities = expected_entities(case)
    if result.row["mode"] == "surface":
        for entity in entities:
            whole = {**entity, "start": None}
            note(case, whole, ask(peer, result, {**case, "text": entity["text"]}, seconds), result)
        return
    mentions = ask(peer, result, case, seconds)
    if not case["expect"]:
        result.alarms[case["lang"]].add(is_false_alarm(case, mentions))
    for entity in entities:
        note(case, entity, mentions, result)


def note(case: Case, entity: Case, mentions: list[Case], result: Result) -> None:
    found = is_found(case, entity, mentions)
    result.shares[case["lang"], case["kind"], case["source"]].add(found)
    if not found:
        known = {name: value for name, value in entity.items() if value is not None}
        row = {"peer": result.row["name"], "id": case["id"], "text": case["text"], "expected": known}
        result.misses.append({**row, "found": mentions})


def ask(peer: Peer, result: Result, case: Case, seconds: float) -> list[Case]:
    request = {name: case.get(name) for name in ("lang", "kind", "text", "reference_date")}
    answer = peer.ask({**request, "surface": result.row["mode"] == "surface"}, seconds)
    result.timeouts += answer is None
    result.errors += "error" in (answer or {})
    mentions: list[Case] = (answer or {}).get("mentions", [])
    return mentions


def time_tasks(peer: Peer, lang: str, news: list[News], result: Result) -> None:
    texts = [{"lang": lang, "text": one.text, "reference_date": str(one.published or "2024-08-30")} for one in news]
    for task in peer.tasks:
        answer = peer.ask({"speed": task, "texts": texts}, _SPEED_SECONDS)
        if answer and "seconds" in answer:
            result.speeds[task, lang] = sum(len(one.text) for one in news) / answer["seconds"]


if __name__ == "__main__":
    main()
