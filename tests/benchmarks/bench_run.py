"""What a run costs: processor time an article, by stage, and the memory of all its processes.

    python tests/benchmarks/bench_run.py feed.jsonl OUT [--jobs N] [--no-model]

Prints one line of JSON. The processor's time is that of the run and its workers together, so that a busy machine counts
little; the memory is the greatest sum of the proportional set sizes of all processes, looked at twice a second.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import psutil


def measure(command: list[str]) -> dict[str, float]:
    """Run a command; measure it and the processes that it starts."""
    started = time.monotonic()
    process = subprocess.Popen(command)
    top, spent = 0, {}
    while process.poll() is None:
        try:
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            break
        memory = 0
        for member in family:
            try:
                memory += member.memory_full_info().pss
                spent[member.pid] = sum(member.cpu_times()[:2])
            except psutil.Error:
                continue
        top = max(top, memory)
        time.sleep(0.5)
    return {
        "code": process.wait(),
        "wall_seconds": round(time.monotonic() - started, 1),
        "cpu_seconds": round(sum(spent.values()), 1),
        "peak_megabytes": round(top / 1e6),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feed", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--no-model", action="store_true")
    args = parser.parse_args()
    command = [sys.executable, "-m", "nlp.cli", "run", str(args.feed), "-o", str(args.out), "--jobs", args.jobs]
    command += ["--fresh", "--quiet", *(["--no-model"] if args.no_model else [])]
    found = measure(command)
    manifest = json.loads((args.out / "run.json").read_text(encoding="utf-8"))
    counts, stages = manifest["counts"], manifest["timings"]["stages"]
    characters = manifest["timings"]["characters"]
    print(
        json.dumps(
            {
                **found,
                "articles": counts["read"],
                "characters": characters,
                "claims": counts["claims"],
                "events": counts["events"],
                "cpu_ms_an_article": round(1000 * found["cpu_seconds"] / counts["read"], 2),
                "characters_a_cpu_second": round(characters / found["cpu_seconds"]),
                "stages": stages,
            }
        )
    )


if __name__ == "__main__":
    main()
