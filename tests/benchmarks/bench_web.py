"""How fast the page of `xinmun serve` answers: `python tests/benchmarks/bench_web.py [CLAIMS] [--keep FOLDER]`.

Prints for each kind of page the median and the 95th percentile of the time to answer, over pages drawn at random.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from fastapi.testclient import TestClient

from nlp.batch.output import json_line, open_output
from nlp.evaluation.worlds import CLAIMS_OF_A_COMPANY, World, make_world
from nlp.events import build_events
from nlp.records import Claim, EntityMention
from nlp.web.app import make_app
from nlp.web.gold import GoldFolder
from nlp.web.store import Store

ROUNDS = 60
WARM_UP = 3


def write_world(out: Path, world: World) -> None:
    """Write a world as an output folder."""
    articles = [replace(article, title=f"{article.article_id} {article.published}") for article in world.articles]
    claims = world.claims
    events = build_events(claims, articles)
    mentions = {(c.article_id, c.subject): c for c in claims}.values()
    with open_output(out) as (write, commit):
        for table, records in (
            ("articles", articles),
            ("claims", claims),
            ("events", events),
            ("entities", map(_mention, mentions)),
        ):
            for record in records:
                write(table, json_line(record.to_dict()))
        commit({"settings": {"format": "jsonl"}})


def _mention(claim: Claim) -> EntityMention:
    name = str(claim.subject)
    return EntityMention(claim.article_id, 0, len(name), name, "ORG", str(claim.subject_id), name, 1.0)


def addresses(store: Store, dice: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Draw addresses of each kind of page."""
    companies = [quote(company) for company in _ids(store, "subject_id", "event", dice) if company]
    names = [quote(name) for name in _ids(store, "subject", "event", dice)]
    events = _ids(store, "event_id", "event", dice)
    articles = _ids(store, "article_id", "article", dice)
    claims = _ids(store, "claim_id", "claim", dice)
    pages = range(1, 1 + ROUNDS)
    yield "events", [f"/?page={page}" for page in pages]
    yield "events, by name", [f"/?q={name}&lang=ko" for name in names]
    yield (
        "events, by period",
        [f"/?period={year}-{month:02}&relation=conflict" for year in (2023, 2024) for month in range(1, 13)],
    )
    yield "companies", [f"/companies?q={name}" for name in names]
    yield "company", [f"/company?id={company}" for company in companies]
    yield "event", [f"/event/{event}" for event in events]
    yield "article", [f"/article?id={article}" for article in articles]
    yield "review, open", [f"/review?status=open&page={page * 20}" for page in pages]
    yield "review, of an event", [f"/review?event={event}" for event in events]
    yield "correct", [f"/review/correct?id={claim}&back=/review" for claim in claims]


def _ids(store: Store, column: str, table: str, dice: random.Random) -> list[str]:
    rows = store._all(f"SELECT {column} FROM {table} ORDER BY {column}")
    return [row[column] for row in dice.choices(rows, k=ROUNDS)]


def measure(kind: str, asks: Iterable[Callable[[], int]]) -> None:
    """Time answers, the first three for warming up, and print a line."""
    wall, processor = [], []
    for number, ask in enumerate(asks):
        started, worked = time.perf_counter(), time.process_time()
        status = ask()
        if status not in (200, 303):
            raise RuntimeError(f"{kind}: {status}")
        if number >= WARM_UP:
            wall.append((time.perf_counter() - started) * 1000)
            processor.append((time.process_time() - worked) * 1000)
    wall.sort()
    p95 = wall[round(0.95 * (len(wall) - 1))]
    print(f"{kind:22} {statistics.median(wall):8.1f} {p95:8.1f} {statistics.median(processor):11.1f} {len(wall):8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", nargs="?", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="write the run here, or read it from here if it is there")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        out = args.keep or Path(folder) / "out"
        if not (out / "run.json").exists():
            write_world(out, make_world(max(1, round(args.claims / CLAIMS_OF_A_COMPANY))))
        start = time.perf_counter()
        store = Store(out)
        print(f"{store.counts}, ready after {time.perf_counter() - start:.1f} s")
        client = TestClient(make_app(store, GoldFolder(Path(folder) / "gold")), base_url="http://127.0.0.1:8000")
        print(f"{'page':22}   p50 ms   p95 ms  p50 of cpu   number")
        for kind, paths in addresses(store, random.Random(1)):
            measure(kind, [partial(_get, client, path) for path in paths])
        token = client.get("/review").text.partition('name="token" value="')[2].partition('"')[0]
        fields = {"token": token, "decision": "accepted", "back": "/review"}
        claims = _ids(store, "claim_id", "claim", random.Random(2))
        measure("decide", [partial(_decide, client, {**fields, "claim_id": claim}) for claim in claims])


def _get(client: TestClient, path: str) -> int:
    return client.get(path).status_code


def _decide(client: TestClient, fields: dict[str, str]) -> int:
    return client.post("/review/decide", data=fields, follow_redirects=False).status_code


if __name__ == "__main__":
    main()
