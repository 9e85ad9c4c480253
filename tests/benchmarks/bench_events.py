"""Time and quality of the alignment at growing sizes: `python tests/benchmarks/bench_events.py [CLAIMS ...]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nlp.events import build_events
from tests.events.worlds import make_world, score

CLAIMS_OF_A_COMPANY = 547


def main(sizes: list[int]) -> None:
    print("   claims  articles    facts   events  seconds  µs/claim  precision  recall  relations")
    for size in sizes:
        world = make_world(max(1, round(size / CLAIMS_OF_A_COMPANY)))
        start = time.perf_counter()
        events = build_events(world.claims, world.articles)
        seconds = time.perf_counter() - start
        found = score(world, events)
        facts = sum(len(event.facts) for event in events)
        print(
            f"{len(world.claims):9,} {len(world.articles):9,} {facts:8,} {len(events):8,} {seconds:8.1f} "
            f"{seconds / len(world.claims) * 1e6:9.1f} {found.precision:10.4f} {found.recall:7.4f} "
            f"{found.relations:10.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000])
